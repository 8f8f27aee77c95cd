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

_LAST_ROW = 1_048_576

Cells = dict[int, Any]  # cells of one row by column number


@dataclass(frozen=True)
class _Place:
    """Where a table lies: its sheet, and the cells from the header's first to the last.

    `right` and `bottom` are None when the table is a whole sheet.
    """

    sheet: Any
    left: int = 1
    top: int = 1
    right: int | None = None
    bottom: int | None = None


def read_workbook(file: str, content: bytes) -> tuple[dict[str, Grid], tuple[Finding, ...]]:
    """The grids of all tables a workbook's bytes hold, by table name, and findings about the workbook.

    CannotRun when the bytes are no workbook that can be read safely, or hold none of the tables.
    """
    parts = check_package(file, content)
    findings = [*_extras(file, parts)]
    book = _open(file, content)
    grids: dict[str, Grid] = {}
    for description in TABLES:
        place = _place(book, description.name)
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


def _place(book: Workbook, name: str) -> _Place | None:
    """Where a table is: an Excel table named like it, or else a sheet. Neither name can occur twice."""
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            if (table.displayName or "").casefold() == name:
                left, top, right, bottom = range_boundaries(table.ref)
                assert left is not None
                assert top is not None
                assert bottom is not None
                return _Place(sheet, left, top, right, bottom - (table.totalsRowCount or 0))
    return next((_Place(sheet) for sheet in book.worksheets if sheet.title.casefold() == name), None)


def _read_place(file: str, description: TableDescription, place: _Place) -> Grid:
    table, left, top = description.name, place.left, place.top
    rows = _rows(place)
    header_cells = rows.pop(top, {})
    width = (
        (
            place.right
            or max((column for column, cell in header_cells.items() if _text(cell.value)), default=0)
        )
        - left
        + 1
    )
    header = [_text(header_cells[left + i].value) if left + i in header_cells else "" for i in range(width)]
    contract = {column.name for column in description.columns}
    names = [name if (name := title.strip().casefold()) in contract else None for title in header]
    findings = [*_oddities(file, table, place, sorted(rows), left + width - 1)]
    stored: set[tuple[int, int]] = set()
    filled: list[int] = []
    records: list[list[str]] = []
    for row in sorted(rows):
        texts = [""] * width
        for column, cell in rows[row].items():
            position = column - left
            value = cell.value
            if position >= width:
                if _text(value):
                    message = f"the cell {cell.coordinate} stands outside the table's columns"
                    findings.append(
                        found(
                            "nameless-column",
                            table,
                            file,
                            message,
                            row=row,
                            value=_text(value),
                            suggestion="name the column in the header, or clear the cell",
                        )
                    )
                continue
            if cell.data_type in ("f", "e"):
                if (input_name := names[position]) is not None:
                    findings.append(_not_an_input(file, table, row, input_name, cell))
                continue
            texts[position] = _text(value)
            if isinstance(value, float) and len(texts[position]) > MOST_DIGITS:
                stored.add((row, position))
        if any(map(str.strip, texts)):
            filled.append(row)
            records.append(texts)
    return Grid(file, top, header, filled, records, tuple(findings), stored_numbers=frozenset(stored))


def _rows(place: _Place) -> dict[int, Cells]:
    """The cells that exist, by row and column; asking openpyxl for rows would make cells for every gap."""
    last_row, last_column = place.bottom or _LAST_ROW, place.right or 1 << 14
    rows: dict[int, Cells] = defaultdict(dict)
    for (row, column), cell in place.sheet._cells.items():
        if place.top <= row <= last_row and place.left <= column <= last_column and cell.value is not None:
            rows[row][column] = cell
    return dict(rows)


def _oddities(file: str, table: str, place: _Place, rows: list[int], right: int) -> Iterator[Finding]:
    """What a reader of the sheet would not expect of a plain table."""
    sheet, bottom = place.sheet, place.bottom or max(rows, default=place.top)
    if sheet.sheet_state != "visible":
        yield found(
            "hidden-sheet",
            table,
            file,
            f"the sheet {sheet.title} is hidden; it is read all the same",
            suggestion="show the sheet, so that readers see the inputs",
        )
    hidden = [row for row in rows if row in sheet.row_dimensions and sheet.row_dimensions[row].hidden]
    if hidden:
        count = "1 row is" if len(hidden) == 1 else f"{len(hidden):,} rows are"
        yield found(
            "hidden-rows",
            table,
            file,
            f"{count} hidden or filtered; read all the same",
            row=hidden[0],
            suggestion="clear the filter and show all rows",
        )
    for letter, dimension in sheet.column_dimensions.items():
        first, last = dimension.min or 0, dimension.max or 0
        if dimension.hidden and first <= right and last >= place.left:
            yield found(
                "hidden-rows",
                table,
                file,
                f"column {letter} is hidden; it is read all the same",
                suggestion="show all columns",
            )
    for merged in sheet.merged_cells.ranges:
        if (
            merged.min_row <= bottom
            and merged.max_row >= place.top
            and merged.min_col <= right
            and merged.max_col >= place.left
        ):
            yield found(
                "merged-cells",
                table,
                file,
                f"the cells {merged.coord} are merged",
                row=max(merged.min_row, place.top),
                suggestion="unmerge them and give every row its own value",
            )
    if place.bottom is not None and (below := _first_below(place, right)):
        yield found(
            "rows-below-table",
            table,
            file,
            f"{below.coordinate} holds a value just below the table {table}",
            row=below.row,
            value=_text(below.value),
            suggestion="extend the table over the row (drag its corner), or clear the row",
        )


def _first_below(place: _Place, right: int) -> Any:
    """A filled cell in the row right below an Excel table, which the table silently leaves out."""
    row = (place.bottom or 0) + 1
    cells = (place.sheet._cells.get((row, column)) for column in range(place.left, right + 1))
    return next((cell for cell in cells if cell is not None and cell.value is not None), None)


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
