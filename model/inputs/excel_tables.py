"""Reading the tables of one .xlsx as text.

A table is an Excel table named like it, anywhere in the workbook, or else a sheet named like it with its header in the
first row. Results of formulas are not read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from model.errors import CannotRun
from model.findings import Finding, Where, finding
from model.inputs.cell_values import quoted
from model.inputs.lost_tables import OWN_SHEETS, lost_tables
from model.inputs.raw import Columns, Grid, copy_of, nearest
from model.inputs.totals import totals_row
from model.xlsx.book import box
from model.xlsx.cell_texts import Odd, Sheet, read_sheets
from model.xlsx.parts import ExcelTable
from model.xlsx.refuse import check_package
from schemas import TABLES, TableDescription

_LAST_ROW, _LAST_COLUMN = 1 << 20, 1 << 14
_NAMES = frozenset(description.name for description in TABLES)


@dataclass(frozen=True)
class Place:
    """Where a table lies: its sheet, its header's row, and its first and last column and last row.

    A plain sheet is a table as far as its cells go: `right` and `bottom` are the sheet's limits.
    """

    sheet: Any
    top: int = 1
    left: int = 1
    right: int = _LAST_COLUMN
    bottom: int = _LAST_ROW
    grows: bool = False  # whether a row typed right below may have been meant as part of it

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is one of the table's, below its header."""
        return self.top < row <= self.bottom and self.left <= column <= self.right


def read_workbook(file: str, content: bytes) -> tuple[dict[str, Grid], tuple[Finding, ...]]:
    """The grids of all tables a workbook's bytes hold, by table name, and findings about the workbook.

    CannotRun when the bytes are no workbook that can be read safely, or hold none of the tables.
    """
    parts = check_package(file, content, OWN_SHEETS)
    findings = [*_extras(file, parts)]
    try:
        sheets = read_sheets(content, OWN_SHEETS, parts)
    except (CannotRun, MemoryError):
        raise
    except Exception as error:  # a damaged file raises many kinds
        raise CannotRun(f"{file} is damaged: it cannot be read as a workbook.") from error
    if not any(sheet.excel_tables for sheet in sheets):
        for sheet in sheets:
            sheet.excel_tables |= {table.name: table for table in lost_tables(sheet.name, _cells(sheet))}
    grids: dict[str, Grid] = {}
    for description in TABLES:
        place = find_table(map(_with_tables, sheets), description.name)
        if place is not None:
            grids[description.name] = _read_place(file, description, place)
    findings += _mistaken(file, sheets, grids)
    if not grids:
        raise CannotRun(f"{file} contains none of the tables ({TABLES[0].name}, {TABLES[1].name} and so on).")
    return grids, tuple(findings)


def _extras(file: str, parts: tuple[str, ...]) -> Iterator[Finding]:
    if any(part.endswith("vbaProject.bin") for part in parts):
        yield finding("macros", Where("", file), "the workbook holds macros; they are neither run nor kept")
    if any(part.startswith("xl/externalLinks/") for part in parts):
        message = "the workbook links to other files; the links are not followed"
        yield finding("external-links", Where("", file), message, suggestion="break the links (Data, Edit Links)")


def _mistaken(file: str, sheets: Sequence[Sheet], grids: Mapping[str, Grid]) -> Iterator[Finding]:
    """Sheets and Excel tables named almost like a missing table, and sheets that hold a table a second time."""
    absent = [description.name for description in TABLES if description.name not in grids]
    for sheet in sheets:
        for name in (sheet.name, *(table.name for table in sheet.excel_tables.values())):
            near = None if name.casefold() in _NAMES else copy_of(name, _NAMES) or nearest(name.strip(), absent)
            if near is not None:
                message = f"the sheet or Excel table {quoted(name)} is not one of the tables and is not read"
                advice = f"did you mean {near}?" if near in absent else f"delete it if it is a copy of {near}"
                yield finding("unknown-table", Where(near, file), message, suggestion=advice)
    for description in TABLES:
        place = find_table(map(_with_tables, sheets), description.name)
        other = next((each for each in sheets if each.name.casefold() == description.name), None)
        if place is not None and other is not None and other is not place.sheet:
            titles = {title.strip().casefold() for title in _header(other, Place(other))}
            if titles.issuperset(description.key):
                message = f"the sheet {other.name} and the Excel table {description.name} hold the same table"
                yield finding("duplicate-table", Where(description.name, file), message, suggestion="keep one of them")


def find_table(sheets: Iterable[tuple[Any, str, Iterable[ExcelTable]]], name: str) -> Place | None:
    """Where a table is: an Excel table named like it, or else a sheet. Neither name can occur twice.

    Each sheet comes with its title and its Excel tables.
    """
    sheets = list(sheets)
    for sheet, _, tables in sheets:
        for table in tables:
            if table.name.casefold() == name and (area := area_of(table.ref)) is not None:
                top, left, bottom, right = area
                return Place(sheet, top, left, right, bottom - table.totals, grows=not table.totals)
    return next((Place(sheet) for sheet, title, _ in sheets if title.casefold() == name), None)


def area_of(ref: str) -> tuple[int, int, int, int] | None:
    """Top, left, bottom and right of a range; None where the text is not a range, such as #REF!."""
    try:
        return box(ref) if ref else None
    except ValueError:
        return None


def _cells(sheet: Sheet) -> dict[tuple[int, int], str]:
    return {
        (row, column): text
        for row, (columns, texts) in sheet.rows.items()
        for column, text in zip(columns, texts, strict=True)
        if text.strip()
    }


def _with_tables(sheet: Sheet) -> tuple[Sheet, str, Iterable[ExcelTable]]:
    return sheet, sheet.name, sheet.excel_tables.values()


def _read_place(file: str, description: TableDescription, place: Place) -> Grid:
    table, sheet = description.name, place.sheet
    header = _header(sheet, place)
    if not any(map(str.strip, header)):
        message = f"the sheet {sheet.name} has no header in row {place.top}"
        empty = finding("empty-file", Where(table, file), message, suggestion="put the column names there")
        return Grid(file, place.top, (), (), (), (empty,), whole=False)
    contract = {column.name for column in description.columns}
    names = [name if (name := title.strip().casefold()) in contract else None for title in header]
    findings = []
    outside: list[tuple[int, int, str]] = []
    filled_rows: list[int] = []
    columns = Columns(len(header))
    for row in sorted(sheet.rows):
        if not place.top < row <= place.bottom:
            continue
        texts = [""] * len(header)
        for column, text in zip(*sheet.rows[row], strict=True):
            if place.left <= column < place.left + len(header):
                texts[column - place.left] = text
            elif place.left <= column <= place.right:
                outside.append((row, column, text))
        if any(map(str.strip, texts)):
            filled_rows.append(row)
            columns.add(texts)
    odd = {at: cell for at, cell in sheet.odd.items() if place.holds(*at)}
    # Rows of formulas alone below the last input: no cell of them is meant as one.
    last = max(filled_rows, default=place.bottom)
    sums = {row for row, _ in odd if row > last} - {row for (row, _), cell in odd.items() if not cell.formula}
    findings += [totals_row(table, file, row) for row in sorted(sums)]
    for (row, column), cell in odd.items():
        if row not in sums:
            if column - place.left >= len(header):
                outside.append((row, column, cell.text))
            elif (name := names[column - place.left]) is not None:
                findings.append(_not_an_input(file, table, row, name, cell))
    rows = sorted({*filled_rows, *(row for row, _ in odd)})
    findings = [*_oddities(file, table, place, rows, len(header)), *findings, *_outside(file, table, sorted(outside))]
    findings += _ambiguous(file, table, place, names, max(rows, default=place.top))
    if place.grows:
        findings += _around(file, description, place, header)
    stored = frozenset((row, column - place.left) for row, column in sheet.long_numbers if place.holds(row, column))
    stored = frozenset(at for at in stored if at[1] < len(header))
    return Grid(file, place.top, header, filled_rows, columns.whole(), tuple(findings), stored_numbers=stored)


def _header(sheet: Sheet, place: Place) -> list[str]:
    """The column titles: all of an Excel table's, or those up to the last one on a plain sheet."""
    titles = dict(zip(*sheet.rows.get(place.top, ((), ())), strict=True))
    titles |= {column: cell.text for (row, column), cell in sheet.odd.items() if row == place.top}
    last = place.right
    if last == _LAST_COLUMN:
        last = max((column for column, title in titles.items() if title.strip()), default=place.left)
    return [titles.get(column, "") for column in range(place.left, last + 1)]


def _oddities(file: str, table: str, place: Place, rows: list[int], width: int) -> Iterator[Finding]:
    """What a reader of the sheet would not expect of a plain table."""

    def report(code: str, message: str, suggestion: str, row: int | None = None, value: Any = None) -> Finding:
        return finding(code, Where(table, file, row=row), message, suggestion=suggestion, value=value)

    sheet, right, bottom = place.sheet, place.left + width - 1, max(rows, default=place.top)
    if sheet.state != "visible":
        yield report("hidden-sheet", f"the sheet {sheet.name} is hidden; it is read nevertheless", "show the sheet")
    unseen = {row for first, last in sheet.hidden_rows for row in range(first, last + 1)}
    hidden = [row for row in rows if row in unseen]
    if hidden:
        message = f"rows are hidden or filtered, {len(hidden):,} in all; they are read nevertheless"
        yield report("hidden-rows", message, "clear the filter and show all rows", hidden[0])
    for first, last in sheet.hidden_columns:
        if first <= right and last >= place.left:
            message = f"column {get_column_letter(first)} is hidden; it is read all the same"
            yield report("hidden-rows", message, "show all columns")
    for merged, area in ((each, area_of(each)) for each in sheet.merged):
        if area is None:
            continue
        first_row, first, last_row, last = area
        if first <= right and last >= place.left and first_row <= bottom and last_row >= place.top:
            advice = "unmerge them and give every row its own value"
            yield report("merged-cells", f"the cells {merged} are merged", advice, first_row)
    if place.grows:
        row = place.bottom + 1
        below = dict(zip(*sheet.rows.get(row, ((), ())), strict=True))
        below |= {column: cell.text for (at, column), cell in sheet.odd.items() if at == row}
        column = min((column for column in below if place.left <= column <= right), default=None)
        if column is not None:
            where = f"{get_column_letter(column)}{row}"
            message = f"{where} contains a value just below the table, so it is not part of the table"
            advice = "extend the table over the row (drag its corner), or clear the row"
            yield report("rows-below-table", message, advice, row, below[column])


def _around(file: str, description: TableDescription, place: Place, header: Sequence[str]) -> Iterator[Finding]:
    """What looks like a row or column of an Excel table but is not one: further below it, or beside it."""
    sheet, names = place.sheet, [title.strip().casefold() for title in header]
    needed = {column.name for column in description.columns if not column.blank and not column.optional}
    needed_places = [place.left + at for at, name in enumerate(names) if name in needed]
    areas = [area for table in sheet.excel_tables.values() if (area := area_of(table.ref)) is not None]

    def free(row: int, column: int) -> bool:
        return not any(left <= column <= right and top <= row <= bottom for top, left, bottom, right in areas)

    for row in sorted(row for row in sheet.rows if needed_places and row > place.bottom + 1):
        texts = dict(zip(*sheet.rows[row], strict=True))
        if all(texts.get(at, "").strip() and free(row, at) for at in needed_places):
            message = "the row looks like a row of the table but is not part of it"
            advice = "extend the table over the row (drag its corner), or clear the row"
            yield finding("rows-below-table", Where(description.name, file, row=row), message, suggestion=advice)
    contract = {column.name for column in description.columns}
    beside = dict(zip(*sheet.rows.get(place.top, ((), ())), strict=True))
    for at, title in sorted(beside.items()):
        if at > place.right and free(place.top, at) and title.strip().casefold() in contract.difference(names):
            message = (
                f"{get_column_letter(at)}{place.top} contains the heading {title.strip()}, to the right of the table "
                "and not part of it"
            )
            advice = "extend the table over the column (drag its corner), or clear the column"
            yield finding(
                "columns-beside-table", Where(description.name, file, row=place.top), message, suggestion=advice
            )


def _ambiguous(file: str, table: str, place: Place, names: Sequence[str | None], bottom: int) -> Iterator[Finding]:
    """What the file states twice or in two ways about the table's cells, its rows or the whole sheet."""
    advice = "open the workbook in Excel, look at the place, and save the workbook under another name"
    for doubt in place.sheet.doubts:
        area = area_of(doubt.cell)
        if area is None:
            yield finding("ambiguous-cell", Where(table, file), doubt.message, suggestion=advice)
            continue
        top, left, _, right = area
        at = left - place.left
        cell = 0 <= at < len(names) and names[at] is not None and (top, left) not in place.sheet.odd
        if place.top <= top <= bottom and (cell or left < right):
            column = names[at] if cell and left == right else None
            yield finding(
                "ambiguous-cell", Where(table, file, row=top, column=column), doubt.message, suggestion=advice
            )


def _outside(file: str, table: str, cells: list[tuple[int, int, str]]) -> Iterator[Finding]:
    """One finding for all cells to the right of the header's last."""
    if cells:
        row, column, text = cells[0]
        message = f"{get_column_letter(column)}{row} stands outside the table's columns"
        message += f", and so do {len(cells) - 1:,} other cells" if len(cells) > 1 else ""
        advice = "name the columns in the header, or clear the cells"
        yield finding("nameless-column", Where(table, file, row=row), message, suggestion=advice, value=text)


def _not_an_input(file: str, table: str, row: int, column: str, cell: Odd) -> Finding:
    if cell.formula:
        code, message = (
            "formula-cell",
            "the cell holds a formula; its stored result is not trusted as an input",
        )
        advice = "replace the formula by its value (copy, then paste values)"
    else:
        code, message, advice = "error-cell", f"the cell holds the error {cell.text}", "give the value, or clear it"
    return finding(code, Where(table, file, row=row, column=column), message, suggestion=advice, value=cell.text)
