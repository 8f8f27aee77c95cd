"""What an .xlsx may hold: Excel's limits, checked before anything is written.

Beyond these limits Excel repairs a file, that is, drops what does not fit; other programs truncate silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from model.errors import CannotRun
from model.expression.templates import in_row
from model.xlsx.rows import Content, SheetCells, Strip

ROWS, COLUMNS = 1 << 20, 1 << 14
TEXT = 32_767  # UTF-16 units in a cell
FORMULA = 8_192  # characters, with the "="
SHEET_NAME = 31
DEFINED_NAME = 255
DIGITS = 15  # significant ones of a number
STYLES = 65_490  # cell formats
LINKS = 65_530  # of one sheet
ADVICE = "split the tables over several workbooks"


def check_contents(
    cells: Mapping[str, SheetCells], links: Mapping[str, int], names: Iterable[str], styles: int
) -> None:
    """CannotRun when a sheet, a text, a formula, or the number of links or styles is more than Excel takes."""
    check_most("cell formats", styles, STYLES)
    for name in names:
        check_length(f"the defined name {name[:40]}…", name, DEFINED_NAME)
    sheet_names: set[str] = set()
    for sheet, sheet_cells in cells.items():
        check_sheet_name(sheet, sheet_names)
        check_size(sheet, sheet_cells.bottom, sheet_cells.right)
        check_most(f"links on the sheet {sheet}", links.get(sheet, 0), LINKS)
        for part in sheet_cells.parts:
            check_part(sheet, part)


def check_size(sheet: str, rows: int, columns: int) -> None:
    for count, most, what in ((rows, ROWS, "rows"), (columns, COLUMNS, "columns")):
        if count > most:
            raise CannotRun(f"the sheet {sheet} would have {count:,} {what}; Excel takes {most:,}: {ADVICE}.")


def check_most(what: str, count: int, most: int) -> None:
    if count > most:
        raise CannotRun(f"the workbook would have {count:,} {what}; Excel takes {most:,}: {ADVICE}.")


def check_sheet_name(name: str, others: set[str]) -> None:
    """`others` are the names of the sheets before, casefolded; this one is added."""
    if not name or units(name) > SHEET_NAME:
        raise CannotRun(f"the sheet's name {name!r} has {units(name)} characters; Excel takes 1 to {SHEET_NAME}.")
    if any(sign in "[]:*?/\\" for sign in name) or name[0] == "'" or name[-1] == "'" or name.casefold() == "history":
        raise CannotRun(f"Excel takes no sheet named {name!r}.")
    if name.casefold() in others:
        raise CannotRun(f"two sheets have the name {name}.")
    others.add(name.casefold())


def check_part(sheet: str, part: Content | Strip) -> None:
    """The texts and formulas of one cell or strip of cells."""
    values = [part.value] if isinstance(part, Content) else part.values.tolist() if part.values.dtype == object else []
    for value in values:
        if isinstance(value, str) and len(value) > TEXT // 2:  # each character may take two units
            check_length(f"a text on the sheet {sheet} ({value[:40]!r} …)", value, TEXT)
    formula = part.formula
    if isinstance(part, Strip) and part.formula is not None:
        formula = in_row(part.formula, part.row + part.count - 1)  # row numbers grow downwards
    if isinstance(formula, str):
        check_length(f"a formula on the sheet {sheet} (={formula[:40]} …)", f"={formula}", FORMULA)


def check_length(what: str, text: str, most: int) -> None:
    if units(text) > most:
        raise CannotRun(f"{what} has {units(text):,} characters; Excel takes {most:,}.")


def units(text: str) -> int:
    """The length as Excel counts it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
