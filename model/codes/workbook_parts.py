"""Codes about what a workbook is made of: rows, sheets, names, looks, parts of the file; and the engines."""

from model.codes.code import Code, error, warning
from model.codes.workbook_cells import ASK, REBUILD, RECOMPUTE

KEEP = "Nothing to do: no formula of the model reads it. The next build leaves it out."
REMOVE = "Remove it if nobody needs it; the next build leaves it out."

PACKAGE: tuple[Code, ...] = (
    error("row-added", "A row was added that the model does not have.", "a row inserted on Legs", REMOVE),
    error("row-removed", "A row of the model is gone.", "a row deleted on Legs", REBUILD),
    error("column-added", "A column was added that the model does not have.", "a column inserted on Capex", REMOVE),
    error("column-removed", "A column of the model is gone.", "a year deleted on Schedule", REBUILD),
    error("sheet-missing", "A sheet is gone.", "Checks deleted", REBUILD),
    warning("sheet-added", "The workbook has a sheet that somebody added.", "a sheet with notes", KEEP),
    error("sheet-renamed", "A sheet was renamed.", "Legs renamed to Deals 2", "Give it its old name."),
    error("sheet-moved", "A sheet was moved.", "Checks moved to the front", "Move it back."),
    error("name-missing", "A defined name is gone.", "legs_payer deleted", REBUILD),
    error("name-changed", "A defined name points to another place.", "legs_payer one row short", REBUILD),
    warning("name-added", "The workbook has a defined name that somebody added.", "a name for a range of notes", KEEP),
    error(
        "name-hides",
        "A name of a sheet hides the model's name from the formulas of that sheet.",
        "case defined again, for the sheet Legs only",
        "Delete the sheet's own name.",
    ),
    error("table-missing", "An Excel table is gone.", "deals converted to a range", REBUILD),
    error(
        "table-changed",
        "The range or the columns of an Excel table have changed.",
        "deals one row longer",
        "If rows or columns were meant to be added, build again with the workbook as inputs.",
    ),
    warning(
        "tables-lost",
        "The program that saved the file dropped its Excel tables; cells and formulas are still compared.",
        "a workbook saved by Gnumeric",
        "Build again with the workbook as inputs to get back filters and tables that grow.",
    ),
    error(
        "table-added",
        "The workbook has an Excel table that the model does not have.",
        "a block converted to a table",
        REMOVE,
    ),
    # what readers see or may type
    error("sheet-hidden", "A sheet is hidden.", "Checks hidden", "Unhide it."),
    error("rows-hidden", "Rows are hidden or filtered away.", "a filter on Legs", "Unhide them, or clear the filter."),
    error("columns-hidden", "Columns are hidden.", "the column of a year", "Unhide the columns."),
    error(
        "value-hidden",
        "A cell cannot be read: its format shows nothing, or its text is tiny or in the colour of its background.",
        "white text on white",
        "Give the cell a format and a colour that show its value.",
    ),
    error(
        "format-changed",
        "A cell's number format differs from the model's, or shows another number.",
        '"0.0," in place of "0.0": it shows thousands as units',
        "Give the cell its old number format, or build again.",
    ),
    warning(
        "decimals-changed",
        "A cell shows more or fewer decimals than the model's.",
        "0.00 for 0.0",
        "Nothing to do if this was intended.",
    ),
    error("cells-merged", "Cells are merged; only the first one shows.", "D9:D12 merged", "Unmerge them."),
    error(
        "validation-changed",
        "The rules for what may be typed into a cell have changed.",
        "the list of kinds deleted",
        REBUILD,
    ),
    error(
        "highlight-changed",
        "A rule that colours cells, such as FAIL on red, is gone or changed.",
        "FAIL shown in green",
        REBUILD,
    ),
    warning(
        "shading-lost",
        "Cells are no longer shaded by what they hold.",
        "a workbook saved by Gnumeric",
        "Nothing to do: the values are as they were.",
    ),
    warning(
        "highlight-added",
        "A rule that somebody added colours cells that the model's rules leave alone.",
        "amounts above 100 on yellow",
        KEEP,
    ),
    error("link-changed", "A link leads elsewhere, or the model does not have it.", "a link to a website", ASK),
    error(
        "chart-changed",
        "A chart is missing or new, draws other cells, or differs in its texts, type or scales.",
        "an axis that starts at 90",
        REBUILD,
    ),
    warning(
        "chart-added",
        "A chart of someone's own lies on a sheet beside the model's, which are as they were.",
        "a chart of two companies drawn below a block",
        KEEP,
    ),
    error(
        "shape-added",
        "A picture, shape or control lies on a sheet; it may cover cells.",
        "a text box over a total",
        REMOVE,
    ),
    warning(
        "unprotected",
        "A sheet's formulas are no longer locked.",
        "the protection of Legs removed",
        "Protect the sheet again (Review, Protect Sheet).",
    ),
    # the file
    error(
        "macros-added",
        "The workbook holds macros; they are not run.",
        "a workbook saved as .xlsm",
        "Save it as an .xlsx without macros, or build again.",
    ),
    error(
        "outside-data",
        "The workbook draws on other files, connections or embedded objects.",
        "a link to another workbook",
        "Break the links (Data, Edit Links) and delete the connections.",
    ),
    warning(
        "part-added",
        "The file contains a part that tieout does not write; it is ignored.",
        "a custom XML part",
        "Nothing to do if a program you know added it.",
    ),
    warning(
        "not-compared",
        "The file holds something that tieout does not write, does not compare and does not know as harmless.",
        "a setting of a program that tieout does not know",
        "Find out in the program that wrote it what it does, or build again.",
    ),
    error(
        "record-changed",
        "What the workbook says about its version, files or warnings was changed.",
        "a digest overwritten in the build record on Checks",
        "Do not trust the record; compare with the inputs (tieout verify --inputs PATH).",
    ),
    warning(
        "other-version",
        "Another version of tieout made the workbook; differences may come from that.",
        "made by a later version",
        "Verify with the version that built it, or build again with this one.",
    ),
    # engines
    error(
        "not-verified",
        "No engine could recompute the workbook: its values are not confirmed.",
        "a formula no engine knows",
        "Try another engine (--engine all), or " + RECOMPUTE[0].lower() + RECOMPUTE[1:],
    ),
    warning(
        "not-confirmed",
        "An engine computes a formula unlike Excel; it confirms neither that cell nor its dependents.",
        "a date kept as text",
        "Ask a second engine (--engine all).",
    ),
    warning(
        "engine-refused",
        "An engine could not recompute the workbook and so confirms nothing.",
        "a function that the engine does not know",
        "Nothing to do if another engine confirmed the values.",
    ),
)
