"""Where a cell, a range, a table, a block or a line stands: the only places that know A1 beside layout."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from model.expression.formula import Template, Text
from model.expression.line import Line
from model.expression.nodes import Axis
from model.workbook.blocks import Block, Shown

# Rows below an input table that belong to it: what is typed there is validated, read and seen by a check.
SPARE_ROWS, LAST_ROW = 200, 1_048_576


@dataclass(frozen=True)
class Cell:
    """A cell reference; a part that is not fixed is an offset from the cell the formula stands in."""

    sheet: str
    row: int
    row_fixed: bool
    column: int
    column_fixed: bool

    def down(self, column: int) -> Template:
        letters = get_column_letter(self.column if self.column_fixed else column + self.column)
        before = f"{self.sheet}{'$' * self.column_fixed}{letters}{'$' * self.row_fixed}"
        return (f"{before}{self.row}",) if self.row_fixed else (before, self.row)


@dataclass(frozen=True)
class Span:
    """A range from one cell to another on the same sheet."""

    first: Cell
    last: Cell

    def down(self, column: int) -> Template:
        return (*self.first.down(column), ":", *self.last.down(column))


@dataclass(frozen=True)
class TablePlace:
    """Where an input table stands: its columns from column 1, the header above `first_row`."""

    table: str
    sheet: str
    columns: tuple[str, ...]
    first_row: int
    count: int

    @property
    def last_row(self) -> int:
        return self.first_row + max(self.count, 1) - 1

    @property
    def last_read(self) -> int:
        """The last row that formulas read: as many as the table has may be deleted, and every row of the model stays
        within."""
        return min(self.last_row + max(self.count, SPARE_ROWS), LAST_ROW)

    def name(self, column: str) -> str:
        """The defined name of a column."""
        return f"{self.table}_{column}"

    def range(self, column: str) -> str:
        """What the name of a column stands for: from its heading on, so that a row inserted first is within."""
        letters = get_column_letter(self.columns.index(column) + 1)
        return f"{quoted(self.sheet)}!${letters}${self.first_row - 1}:${letters}${self.last_read}"


@dataclass(frozen=True)
class BlockPlace:
    """Where a block stands. Single figures have `label_columns` 0 and one row for each line."""

    sheet: str
    block: Block
    title_row: int
    header_row: int
    first_row: int
    count: int
    label_columns: int
    line_columns: tuple[int, ...]
    first_year_column: int
    years: int

    @property
    def unit_row(self) -> int | None:
        """The row of the units, above the headings; None where no line has a unit."""
        above = self.title_row + (1 if self.block.note else 0)
        return self.header_row - 1 if self.header_row - 1 > above else None

    @property
    def last_row(self) -> int:
        return self.first_row + max(self.count, 1) - 1

    @property
    def total_row(self) -> int:
        return self.last_row + 1

    @property
    def next_row(self) -> int:
        return self.last_row + (1 if self.block.totals else 0) + 1 + self.block.space

    @property
    def last_column(self) -> int:
        """The last column of what the block computes."""
        if self.block.rows is None:
            return 2
        return max(self.label_columns, *self.line_columns, self.first_year_column + self.years - 1)

    def column_of(self, node: Line | Axis) -> int | None:
        """Where the block has a line or a label of its rows, its own or shown; None where it has not."""
        match node:
            case Axis(rows=rows, part=part, across=False):
                return part + 1 if rows is not None and rows == self.block.rows else None
            case Line() if node is self.block.wide:
                return self.first_year_column
            case Line() if self.block.rows is not None:
                lines = (each.line if isinstance(each, Shown) else each for each in self.block.lines)
                return next((at for each, at in zip(lines, self.line_columns, strict=True) if each is node), None)
        return None


@dataclass(frozen=True)
class Spot:
    """Where a line stands: its first cell, how many rows and years, and the years above it."""

    sheet: str
    row: int
    column: int
    rows: int
    years: int
    header_row: int

    @property
    def last_row(self) -> int:
        return self.row + max(self.rows, 1) - 1

    @property
    def last_column(self) -> int:
        return self.column + max(self.years, 1) - 1


def called(place: TablePlace, column: str, first_row: int) -> Text:
    """For cells from `first_row` on: row n of a table's column, whatever was inserted, deleted or sorted there.

    Counted from two rows above: the column's name begins with its heading.
    """
    return (f"INDEX({place.name(column)},ROW()-ROW(", Cell("", first_row - 2, True, 1, True), "))")


def quoted(sheet: str) -> str:
    """A sheet's name as a reference writes it; none of ours has an apostrophe."""
    return sheet if re.fullmatch(r"[A-Za-z_]+", sheet) else f"'{sheet}'"


def address(sheet: str, row: int, column: int) -> str:
    """An absolute reference as defined names and links need it."""
    return f"{quoted(sheet)}!${get_column_letter(column)}${row}"
