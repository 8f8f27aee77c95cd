"""Reading the tables of one .xlsx as text.

A table is an Excel table named like it, anywhere in the workbook, or else a sheet named like it with its
header in the first row. Typed cells become the text a CSV file would hold. Formulas are not trusted.
"""

import datetime
import io
import warnings
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook.workbook import Workbook

from model.errors import CannotRun
from model.findings import Finding, found
from model.tables.cells import MOST_DIGITS
from model.tables.package import check_package
from model.tables.raw import Grid
from schemas import TABLES, TableDescription

_LAST_ROW, _LAST_COLUMN = 1 << 20, 1 << 14

Cells = dict[int, Any]  # cells of one row by column number


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


def read_workbook(file: str, content: bytes) -> tuple[dict[str, Grid], tuple[Finding, ...]]:
    """The grids of all tables a workbook's bytes hold, by table name, and findings about the workbook.

    CannotRun when the bytes are no workbook that can be read safely, or hold none of the tables.
    """
    parts = check_package(file, content)
    findings = [*_extras(file, parts)]
    book = _open(file, content)
    grids: dict[str, Grid] = {}
    for description in TABLES:
        place = find_table(book, description.name)
        if place is not None:
            grids[description.name] = _read_place(file, description, place)
    if not grids:
        raise CannotRun(f"{file} holds none of the tables ({TABLES[0].name}, {TABLES[1].name} and so on).")
    return grids, tuple(findings)


def _open(file: str, content: bytes) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about features openpyxl would lose on saving; nothing is saved
            return openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    except Exception as error:  # openpyxl lets through whatever its parts raise on a damaged file
        raise CannotRun(f"{file} is damaged: it cannot be read as a workbook.") from error


def _extras(file: str, parts: tuple[str, ...]) -> Iterator[Finding]:
    if any(part.endswith("vbaProject.bin") for part in parts):
        yield found("macros", "", file, "the workbook holds macros; they are neither run nor kept")
    if any(part.startswith("xl/externalLinks/") for part in parts):
        message = "the workbook links to other files; the links are not followed"
        yield found("external-links", "", file, message, suggestion="break the links (Data, Edit Links)")


def find_table(book: Workbook, name: str) -> Place | None:
    """Where a table is: an Excel table named like it, or else a sheet. Neither name can occur twice."""
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            if (table.displayName or "").casefold() == name:
                left, top, right, bottom = (side or 1 for side in range_boundaries(table.ref))
                totals = table.totalsRowCount or 0
                return Place(sheet, top, left, right, bottom - totals, grows=not totals)
    return next((Place(sheet) for sheet in book.worksheets if sheet.title.casefold() == name), None)


def _read_place(file: str, description: TableDescription, place: Place) -> Grid:
    table = description.name
    rows = _rows(place)
    header = _header(rows.pop(place.top, {}), place)
    if not any(map(str.strip, header)):
        message = f"the sheet {place.sheet.title} has no header in row {place.top}"
        empty = found("empty-file", table, file, message, suggestion="put the column names there")
        return Grid(file, place.top, (), (), (), (empty,), whole=False)
    contract = {column.name for column in description.columns}
    names = [name if (name := title.strip().casefold()) in contract else None for title in header]
    findings = [*_oddities(file, table, place, sorted(rows), len(header))]
    stored: set[tuple[int, int]] = set()
    outside: list[Any] = []
    filled: list[int] = []
    records: list[list[str]] = []
    for row in sorted(rows):
        texts = [""] * len(header)
        for column, cell in rows[row].items():
            position = column - place.left
            if position >= len(header):
                outside.append(cell)
            elif cell.data_type not in ("f", "e"):
                texts[position] = _text(cell.value)
                if isinstance(cell.value, float) and len(texts[position]) > MOST_DIGITS:
                    stored.add((row, position))
            elif (input_name := names[position]) is not None:
                findings.append(_not_an_input(file, table, row, input_name, cell))
        if any(map(str.strip, texts)):
            filled.append(row)
            records.append(texts)
    findings += _outside(file, table, outside)
    return Grid(file, place.top, header, filled, records, tuple(findings), stored_numbers=frozenset(stored))


def _header(cells: Cells, place: Place) -> list[str]:
    """The column titles: all of an Excel table's, or those up to the last one on a plain sheet."""
    titles = {column: _text(cell.value) for column, cell in cells.items()}
    last = place.right
    if last == _LAST_COLUMN:
        last = max((column for column, title in titles.items() if title.strip()), default=place.left)
    return [titles.get(column, "") for column in range(place.left, last + 1)]


def _rows(place: Place) -> dict[int, Cells]:
    """The filled cells by row and column; asking openpyxl for rows would make cells for every gap."""
    rows: dict[int, Cells] = defaultdict(dict)
    for (row, column), cell in place.sheet._cells.items():
        if cell.value is not None and place.top <= row <= place.bottom and place.left <= column <= place.right:
            rows[row][column] = cell
    return dict(rows)


def _oddities(file: str, table: str, place: Place, rows: list[int], width: int) -> Iterator[Finding]:
    """What a reader of the sheet would not expect of a plain table."""

    def report(code: str, message: str, suggestion: str, row: int | None = None, value: Any = None) -> Finding:
        return found(code, table, file, message, row=row, value=value, suggestion=suggestion)

    sheet, right, bottom = place.sheet, place.left + width - 1, max(rows, default=place.top)
    if sheet.sheet_state != "visible":
        yield report("hidden-sheet", f"the sheet {sheet.title} is hidden; it is read all the same", "show the sheet")
    hidden = [row for row in rows if row in sheet.row_dimensions and sheet.row_dimensions[row].hidden]
    if hidden:
        message = f"rows are hidden or filtered, {len(hidden):,} in all; they are read all the same"
        yield report("hidden-rows", message, "clear the filter and show all rows", hidden[0])
    for letter, dimension in sheet.column_dimensions.items():
        if dimension.hidden and (dimension.min or 0) <= right and (dimension.max or 0) >= place.left:
            message = f"column {letter} is hidden; it is read all the same"
            yield report("hidden-rows", message, "show all columns")
    for merged in sheet.merged_cells.ranges:
        across = merged.min_col <= right and merged.max_col >= place.left
        if across and merged.min_row <= bottom and merged.max_row >= place.top:
            advice = "unmerge them and give every row its own value"
            yield report("merged-cells", f"the cells {merged.coord} are merged", advice, merged.min_row)
    if place.grows:
        below = (sheet._cells.get((place.bottom + 1, column)) for column in range(place.left, right + 1))
        cell = next((cell for cell in below if cell is not None and cell.value is not None), None)
        if cell is not None:
            message = f"{cell.coordinate} holds a value just below the table, which leaves it out"
            advice = "extend the table over the row (drag its corner), or clear the row"
            yield report("rows-below-table", message, advice, cell.row, _text(cell.value))


def _outside(file: str, table: str, cells: list[Any]) -> Iterator[Finding]:
    """One finding for all cells to the right of the header's last."""
    if cells:
        first = cells[0]
        message = f"{first.coordinate} stands outside the table's columns"
        message += f", and so do {len(cells) - 1:,} other cells" if len(cells) > 1 else ""
        advice = "name the columns in the header, or clear the cells"
        yield found("nameless-column", table, file, message, row=first.row, value=_text(first.value), suggestion=advice)


def _not_an_input(file: str, table: str, row: int, column: str, cell: Any) -> Finding:
    text = str(getattr(cell.value, "text", cell.value))
    if cell.data_type == "e":
        code, message, advice = (
            "error-cell",
            f"the cell holds the error {text}",
            "give the value, or clear it",
        )
    else:
        code, message = (
            "formula-cell",
            "the cell holds a formula; its stored result is not trusted as an input",
        )
        advice = "replace the formula by its value (copy, then paste values)"
    return found(code, table, file, message, row=row, column=column, value=text, suggestion=advice)


def _text(value: object) -> str:
    """The text by which a CSV file would hold a cell's value, with all its digits."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float():
            return repr(value)
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.datetime():
            return value.isoformat(sep=" ")
        case str():
            # Files write a literal "_x000D_" as "_x005F_x000D_" and, before a line feed, a carriage return as
            # "_x000D_"; openpyxl undoes only part of that.
            return value.replace("_x005F_x", "_x").replace("_x000D_\n", "\n")
        case _:
            return str(value)
