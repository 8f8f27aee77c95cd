"""What verify can find, each kind with a stable code of its own. Vocabulary only: nothing is looked for here."""

from __future__ import annotations

from dataclasses import dataclass

from model.findings import Severity


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the workbook is not what a fresh build would be.

    `cell` is a cell, a range, or what else is named ("" for the whole sheet or file). `expected` and `found` are
    shown as text, None where there is nothing.
    """

    code: str
    severity: Severity
    sheet: str
    cell: str
    expected: str | None
    found: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Code:
    """A stable kebab-case name, its severity, and its meaning in one line."""

    name: str
    severity: Severity
    meaning: str


def _error(name: str, meaning: str) -> Code:
    return Code(name, Severity.ERROR, meaning)


def _warning(name: str, meaning: str) -> Code:
    return Code(name, Severity.WARNING, meaning)


CODES: tuple[Code, ...] = (
    _error("record-missing", "The workbook does not say which version and files made it."),
    _error("ambiguous", "The file says something twice or in two ways; programs may show something else."),
    # formulas, the worst first; then what they read, then what follows from it
    _error("formula-overwritten", "A number or text stands where a formula was, even where the value is the same."),
    _error("formula-changed", "A formula computes something else than the model defines."),
    _error("formula-missing", "A cell that held a formula is empty."),
    _error("formula-extra", "A formula stands where the model has none."),
    _error("calculation-changed", "The workbook calculates differently: by hand, in circles, cut digits, other dates."),
    # inputs
    _error("input-edited", "An input differs from what the workbook was built from: before → after."),
    _error("input-added", "A row of an input table is not among those the workbook was built from."),
    _error("input-removed", "A row of an input table that the workbook was built from is gone."),
    _error("input-moved", "The rows of an input table stand in another order than at the build."),
    _error("input-form", "An input is held in a form its formulas do not read, such as a number stored as text."),
    _error("input-invalid", "An input breaks the rules of its table (tieout validate says more)."),
    _error("rebuild-needed", "The input tables have other rows or years than the sheets that compute from them."),
    _error("inputs-newer", "The inputs given have changed since the build, the workbook has not: build again."),
    _warning("inputs-resaved", "A file given is not, byte for byte, the one the workbook was built from."),
    # values, labels
    _error("value-wrong", "A stored value is not what its formula gives: stale, or written by hand."),
    _error("value-follows", "A stored value is what the file's formulas give, but a change elsewhere made it differ."),
    _error("value-missing", "A formula has no stored value; a viewer that does not compute shows nothing."),
    _error("values-missing", "No formula has a stored value: open the file in Excel or LibreOffice and save it."),
    _error("error-value", "A cell holds an error such as #REF!."),
    _error("check-fails", "A check of the workbook says FAIL."),
    _error("text-changed", "A label, heading or note differs, or a fixed number."),
    _error("text-missing", "A label, heading or note is gone, or a fixed number."),
    _error("value-extra", "A cell holds something where the model has nothing."),
    # rows, columns, sheets, names
    _error("row-added", "A row stands where the model has none."),
    _error("row-removed", "A row of the model is gone."),
    _error("column-added", "A column stands where the model has none."),
    _error("column-removed", "A column of the model is gone."),
    _error("sheet-missing", "A sheet is gone."),
    _error("sheet-added", "The workbook has a sheet the model has not."),
    _error("sheet-renamed", "A sheet has another name."),
    _error("sheet-moved", "A sheet stands in another place."),
    _error("name-missing", "A defined name is gone."),
    _error("name-changed", "A defined name points to another place."),
    _error("name-added", "The workbook defines a name the model has not."),
    _error("table-missing", "An Excel table is gone."),
    _error("table-changed", "An Excel table has another range or other columns."),
    _error("table-added", "The workbook has an Excel table the model has not."),
    # what readers see or may type
    _error("sheet-hidden", "A sheet is hidden."),
    _error("rows-hidden", "Rows are hidden or filtered away."),
    _error("columns-hidden", "Columns are hidden."),
    _error(
        "value-hidden",
        "A cell cannot be read: its format shows nothing, or its text is in the colour behind it or tiny.",
    ),
    _error("format-changed", "A cell's number format is another one than the model's, or shows another number."),
    _error("cells-merged", "Cells are merged; only the first one shows."),
    _error("validation-changed", "What may be typed into a cell is no longer limited as it was."),
    _error("highlight-changed", "A rule that colours cells, such as FAIL on red, is gone or changed."),
    _error("link-changed", "A link leads elsewhere, or there is one the model has not."),
    _error("chart-changed", "A chart is gone, new, draws other cells, or has other words, kinds or scales."),
    _error("shape-added", "A picture, shape or control lies on a sheet; it may cover cells."),
    _warning("unprotected", "A sheet's formulas are no longer locked."),
    # the file
    _error("macros", "The workbook holds macros; they are not run."),
    _error("outside-data", "The workbook draws on other files, connections or embedded objects."),
    _warning("part-added", "The file holds a part that tieout does not write; it is passed over."),
    _error("record-changed", "What the workbook says about its version, files or warnings was changed."),
    _warning("other-version", "Another version of tieout made the workbook; differences may come from that."),
    # engines
    _error("not-verified", "No engine could recompute the workbook: its values are not confirmed."),
    _warning(
        "not-confirmed", "An engine differs from Excel in a formula; of that and what follows it confirms nothing."
    ),
    _warning("engine-refused", "An engine could not recompute the workbook; this engine confirms nothing."),
)

_SEVERITIES = {code.name: code.severity for code in CODES}
MOST_SHOWN = 300


def difference(
    code: str, sheet: str, cell: str, message: str, expected: object = None, found: object = None
) -> Difference:
    """A difference with the severity its code stands for. KeyError when the code is not in CODES."""
    return Difference(code, _SEVERITIES[code], sheet, cell, shown(expected), shown(found), message)


def shown(value: object) -> str | None:
    """A value, formula or place as a reader knows it; long text cut."""
    match value:
        case None:
            return None
        case bool():
            return str(value).upper()
        case float():
            return f"{value:.15g}"
    text = str(value)
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"
