"""The sheet As built: the input tables as they were read, and beside each row what has become of it since.

Edits are counted against it, and the tables of a later build can be compared with it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from model.as_built import as_built
from model.dates import EPOCH
from model.expression.edits import Traces, traces
from model.expression.templates import Text, down
from model.expression.values import Evaluation
from model.workbook.blocks import Sheet
from model.workbook.cells import input_values, table_cells
from model.workbook.layout import STATUS_ROW, Layout
from model.workbook.looks import table_looks
from model.workbook.places import (
    AS_BUILT_SHEET,
    CELLS_COLUMN,
    FIRST_BUILT_COLUMN,
    FOUND_COLUMN,
    PLACE_COLUMN,
    Cell,
    Span,
    TablePlace,
)
from model.xlsx.book import Book, Spot, Value
from model.xlsx.rows import Content, Strip
from model.xlsx.styles import AT_BUILD, CALCULATION, number_style
from schemas import TABLES, Column, TableDescription, table_named
from schemas.fields import AS_STATED

AS_BUILT = Sheet(
    AS_BUILT_SHEET,
    "What did the input tables hold when the workbook was built, and which rows were edited or removed since?",
)
HEADINGS = {FOUND_COLUMN: "Found", PLACE_COLUMN: "In row", CELLS_COLUMN: "Cells edited"}


def as_built_cells(
    layout: Layout, evaluation: Evaluation, frames: Mapping[str, pd.DataFrame]
) -> Iterator[Content | Strip]:
    """Every table as it was read, under its name, between what became of its rows and of its cells."""
    for name, place in layout.built.items():
        table = table_named(name)
        built, now = evaluation.data.columns[as_built(name)], evaluation.data.columns[name]
        values = {column: input_values(frames[as_built(name)][column], cells) for column, cells in built.items()}
        yield Content(place.first_row - 3, 1, name, "block")
        yield from plain(table_cells(place, values, table_looks(name), AT_BUILD))
        titles = HEADINGS | {beside(place, column): column for column in place.columns}
        for at, title in titles.items():
            yield Content(place.first_row - 1, at, title, "header number")
        if place.count:
            yield from trace_cells(table, place, layout, traces(now, built, table.key))


def plain(cells: Iterator[Content | Strip]) -> Iterator[Content | Strip]:
    """Numbers as they were typed, days as days, and texts in as many lines as they need."""
    date, note, number = number_style(AT_BUILD, "date"), f"{AT_BUILD} note", number_style(AT_BUILD, AS_STATED)
    styles = {date: date, note: note, number_style(AT_BUILD, "text"): note}
    for part in cells:
        if isinstance(part, Content):
            yield part
        elif isinstance(part.style, str):
            yield replace(part, style=styles.get(part.style, number))
        else:
            yield replace(part, style=[styles.get(style, number) for style in part.style])


def beside(place: TablePlace, column: str) -> int:
    """Where the sheet says whether the cells of a column differ: to the right of the table, after one free column."""
    return place.last_column + 2 + place.columns.index(column)


def trace_cells(table: TableDescription, place: TablePlace, layout: Layout, traced: Traces) -> Iterator[Strip]:
    """What became of the rows: formulas that find each in the input table by its key and compare cell by cell."""
    live, row = layout.tables[table.name], place.first_row
    count, switch = number_style(CALCULATION, "count"), number_style(CALCULATION, "switch")

    def own(column: str) -> Cell:
        return Cell("", 0, False, place.column_of(column), True)

    times, row_there = (Cell("", 0, False, column, True) for column in (FOUND_COLUMN, PLACE_COLUMN))
    count_there: Text
    there: Text
    if len(table.key) == 1:
        there = ("MATCH(", own(table.key[0]), f",{live.name(table.key[0])},0)")
        count_there = ("IF(ISNUMBER(", *there, "),1,0)")
    else:  # of a product of comparisons every spreadsheet finds the first 1, whatever the texts are
        product = [part for name in table.key for part in ("*(", f"{live.name(name)}=", own(name), ")")]
        product[0] = "("
        count_there, there = ("SUMPRODUCT(", *product, ")"), ("SUMPRODUCT(MATCH(1,", *product, ",0))")
    first, last = (Cell("", 0, False, beside(place, column), True) for column in (place.columns[0], place.columns[-1]))
    yield Strip(row, FOUND_COLUMN, traced.counts, count, down(count_there, FOUND_COLUMN))
    yield Strip(row, PLACE_COLUMN, traced.places, count, down(("IF(", times, ",", *there, ",0)"), PLACE_COLUMN))
    yield Strip(row, CELLS_COLUMN, traced.cells, count, down(("SUM(", Span(first, last), ")"), CELLS_COLUMN))
    for name in place.columns:
        cell: Text = (f"INDEX({live.name(name)},", row_there, ")")
        # alike in letters of the same size, and both text or both numbers: a blank is not 0, and "1" is not 1
        equal: Text = ("EXACT(", *cell, ",", own(name), ")*(", *cell, "=", own(name), ")")
        text: Text = ("IF(", row_there, "=0,0,1-", *equal, ")")
        yield Strip(row, beside(place, name), traced.differs[name], switch, down(text, beside(place, name)))


def tables_as_built(book: Book) -> dict[str, pd.DataFrame]:
    """The tables that the sheet As built of a workbook holds, typed as they were read; none without the sheet.

    The rows have the numbers of the sheet. ValueError where a text stands for a number or a date.
    """
    sheet = book.sheets.get(AS_BUILT_SHEET)
    if sheet is None:
        return {}
    bottom = max((row for row, _ in sheet.values), default=0)
    starts = {row: value for (row, column), value in sheet.values.items() if column == 1 and row > STATUS_ROW}
    names = {table.name for table in TABLES}
    first_rows = sorted((row + 3, str(name)) for row, name in starts.items() if name in names)
    ends = [row - 4 for row, _ in first_rows[1:]] + [bottom]
    return {
        name: table_as_built(table_named(name), sheet.values, range(row, end + 1))
        for (row, name), end in zip(first_rows, ends, strict=True)
    }


def with_empty(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """All tables: those of the sheet, and, without rows, those that it does not name."""
    return {table.name: tables.get(table.name, table_as_built(table, {}, range(1, 1))) for table in TABLES}


def table_as_built(table: TableDescription, values: Mapping[Spot, Value], rows: range) -> pd.DataFrame:
    """One table, in the columns that its headings name."""
    columns: dict[str, int] = {}
    column = FIRST_BUILT_COLUMN
    while isinstance(heading := values.get((rows.start - 1, column)), str):
        columns[heading] = column
        column += 1
    row_numbers = [row for row in rows if any((row, at) in values for at in columns.values())]
    data = {
        each.name: typed(each, [values.get((row, columns.get(each.name, 0)), "") for row in row_numbers])
        for each in table.columns
    }
    return pd.DataFrame(data, index=pd.Index(np.array(row_numbers, dtype="int64"), name="row"))


def typed(column: Column, cells: Sequence[Value]) -> Any:
    """The cells of a column as the tables have them."""
    match column.kind:
        case "number":
            return np.array([np.nan if cell == "" else float(cell) for cell in cells], dtype="float64")
        case "date":
            days = [None if cell == "" else EPOCH + datetime.timedelta(days=float(cell)) for cell in cells]
            return np.array([np.datetime64(day, "us") for day in days], dtype="datetime64[us]")
        case "flag":
            return np.array([cell == "yes" for cell in cells], dtype="bool")
        case _:
            return pd.array([str(cell) for cell in cells], dtype="str")
