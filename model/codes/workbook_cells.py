"""Codes about what a workbook's cells hold: its formulas, inputs, values and texts; the worst first."""

from model.codes.code import Code, error, warning

REBUILD = "Build the workbook again from its tables (tieout build)."
ASK = "Ask who changed it and why; take the change over into the tables or the model, and build again."
RECOMPUTE = "Open the file in Excel or LibreOffice, let it recompute (Ctrl+Alt+F9 in Excel), save it, and verify again."

CONTENTS: tuple[Code, ...] = (
    error(
        "record-missing",
        "The workbook does not say from which files and with which version it was built.",
        "the sheet Checks was deleted",
        "Use a workbook that tieout built; without the record nobody can say what its inputs were.",
    ),
    error(
        "ambiguous",
        "The file states something twice or in two ways; other programs may show something else.",
        "two cells C7 in one sheet",
        "Do not trust the file; open it in Excel, save it under another name, and verify that.",
    ),
    # formulas, the worst first; then what they read, then what follows from it
    error(
        "formula-overwritten",
        "A formula was overwritten with a number or text, even if the value is the same.",
        "12345.678 in place of =SUM(D9:D20)",
        ASK,
    ),
    error("formula-changed", "A formula computes something else than the model defines.", "=D9+0 for =D9*E9", ASK),
    error("formula-missing", "A cell that held a formula is empty.", "a total deleted", REBUILD),
    error(
        "formula-extra",
        "A formula has been entered in place of a label, or in a cell that the model reads.",
        "=A1 for a heading",
        ASK,
    ),
    warning(
        "circles-allowed",
        "Circular references are allowed; the model has none, so no value depends on this setting.",
        "a workbook saved by Gnumeric",
        "Nothing to do, or switch iterative calculation off.",
    ),
    error(
        "calculation-changed",
        "The workbook calculates differently: manually, with rounded digits, or with other dates.",
        "calculation set to manual",
        "Set calculation back (Formulas, Calculation Options), or build again.",
    ),
    # inputs
    error(
        "input-edited",
        "An input differs from the one that the workbook was built from (before → after).",
        "base_bn 300 → 123.25",
        "If the edit is right, take it into the tables (tieout pull) and build again; otherwise undo it.",
    ),
    error(
        "input-added",
        "A row of an input table is not among those the workbook was built from.",
        "a deal typed below the table deals",
        "Take the row into the tables (tieout pull) and build again: the calculation sheets have no row for it.",
    ),
    error(
        "input-removed",
        "A row of an input table that the workbook was built from is gone.",
        "a deal deleted from the table deals",
        "Take it out of the tables too (tieout pull) and build again, or restore it.",
    ),
    warning(
        "input-moved",
        "The rows of an input table are in a different order from the build.",
        "deals sorted by amount",
        "Sort them back, or build again from the workbook.",
    ),
    error(
        "input-stored-as-text",
        "An input is held in a form its formulas do not read, such as a number stored as text.",
        'the text "300" in base_bn',
        "Turn it into a number (Data, Text to Columns), or type it again.",
    ),
    error(
        "input-invalid",
        "An input breaks the rules of its table (tieout validate says more).",
        "payer Nobody",
        "Run tieout validate --inputs with the workbook, and correct what it names.",
    ),
    error(
        "rebuild-needed",
        "The input tables have different rows or years from the calculation sheets.",
        "a leg that ends beyond the years shown",
        "Build again with the workbook as inputs (tieout build --inputs FILE).",
    ),
    error(
        "inputs-newer",
        "The inputs given have changed since the build, but the workbook has not: build again.",
        "deals.csv edited after the build",
        REBUILD,
    ),
    warning(
        "input-file-differs",
        "A file given is not, byte for byte, the one the workbook was built from.",
        "deals.csv saved with other line ends",
        "Nothing to do if no input is reported as edited.",
    ),
    # values, labels
    error(
        "value-wrong",
        "A stored value is not what its formula gives, now or at the build; somebody or a program wrote it.",
        "12 stored under =3*5",
        RECOMPUTE,
    ),
    error(
        "value-stale",
        "A stored value is still that of the build, although what it rests on was edited since.",
        "an input edited by a program that does not compute",
        RECOMPUTE,
    ),
    error(
        "value-changed-upstream",
        "A stored value agrees with the file's formulas but differs from the model, because of a change elsewhere.",
        "a total below an overwritten formula",
        "Look for the formula or input that was changed; this value follows from it.",
    ),
    error(
        "value-missing",
        "A formula has no stored value; a viewer that does not compute shows nothing.",
        "a formula typed by a program",
        RECOMPUTE,
    ),
    error(
        "values-missing",
        "No formula has a stored value: open the file in Excel or LibreOffice and save it.",
        "a workbook saved by openpyxl",
        RECOMPUTE,
    ),
    error(
        "error-value",
        "A cell holds an error such as #REF!.",
        "#REF! after a sheet was deleted",
        "Undo what caused it, or build again.",
    ),
    error(
        "check-fails",
        "A check of the workbook says FAIL.",
        "tables-rows after rows were deleted",
        "See on the sheet Checks what the check compares, and correct the inputs.",
    ),
    error("text-changed", "A label, heading, note or fixed number differs.", "USD bn changed to USD m", ASK),
    error("text-missing", "A label, heading, note or fixed number is gone.", "a note deleted", REBUILD),
    error(
        "value-extra",
        "A cell is filled that is empty in the model, and formulas of the model read it.",
        "a number below the last row of a table",
        "Delete it, or build again.",
    ),
    warning(
        "beside-model",
        "Somebody filled a cell outside the model; no formula of the model reads it.",
        "a remark beside a block",
        "Nothing to do; the next build leaves it out.",
    ),
)
