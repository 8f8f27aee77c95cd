"""Where a cell, a range, a table, a block or a line is: besides layout, the only module that knows A1 addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter

from model.errors import DefinitionError
from model.expression.line import Line, precedents
from model.expression.nodes import Axis
from model.expression.templates import Template, Text
from model.workbook.blocks import Block, word

# Rows below an input table that belong to it: what is typed there is validated, read and seen by a check.
SPARE_ROWS, LAST_ROW = 200, 1_048_576
AS_BUILT_SHEET = "As built"
# of a row as built: how many rows have its key now, the first of them, how many cells differ; then the row itself
FOUND_COLUMN, PLACE_COLUMN, CELLS_COLUMN, FIRST_BUILT_COLUMN = 1, 2, 3, 4


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
    """Where an input table stands: its columns from `first_column` on, the header above `first_row`."""

    table: str
    sheet: str
    columns: tuple[str, ...]
    first_row: int
    count: int
    first_column: int = 1

    @property
    def last_column(self) -> int:
        return self.first_column + len(self.columns) - 1

    @property
    def last_row(self) -> int:
        return self.first_row + max(self.count, 1) - 1

    @property
    def last_read(self) -> int:
        """The last row that formulas read: as many as the table has may be deleted, and every row of the model stays
        within."""
        return min(self.last_row + max(self.count, SPARE_ROWS), LAST_ROW)

    def column_of(self, column: str) -> int:
        """Where a column of the table stands on the sheet."""
        return self.first_column + self.columns.index(column)

    def name(self, column: str) -> str:
        """The defined name of a column."""
        return f"{self.table}_{column}"

    def range(self, column: str) -> str:
        """What the name of a column stands for: from its heading on, so that a row inserted first is within."""
        letters = get_column_letter(self.column_of(column))
        return f"{quoted(self.sheet)}!${letters}${self.first_row - 1}:${letters}${self.last_read}"


def places_as_built(
    columns: Mapping[str, tuple[str, ...]], rows: Mapping[str, int], first_row: int
) -> dict[str, TablePlace]:
    """The tables as they were read, one below the other; above each its name and the units, a blank row between."""
    places: dict[str, TablePlace] = {}
    for table, count in rows.items():
        places[table] = TablePlace(table, AS_BUILT_SHEET, columns[table], first_row + 3, count, FIRST_BUILT_COLUMN)
        first_row = places[table].last_row + 2
    return places


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

    @cached_property
    def columns(self) -> Mapping[Line, int]:
        """Where the block has its lines and those that it shows."""
        columns: dict[Line, int] = {}
        if self.block.wide is not None:
            columns[self.block.wide] = self.first_year_column
        if self.block.rows is not None:
            for line, column in zip(self.block.all_lines, self.line_columns, strict=True):
                columns.setdefault(line, column)
        return columns

    def column_of(self, node: Line | Axis) -> int | None:
        """Where the block has a line or a label of its rows, its own or shown; None where it has not."""
        if isinstance(node, Line):
            return self.columns.get(node)
        labelled = node.rows is not None and not node.across and node.rows == self.block.rows
        return node.part + 1 if labelled else None

    def name_of(self, node: Line | Axis) -> str:
        """The defined name of a column that gatherings read here: the block's, then the label's or the line's own."""
        if isinstance(node, Line):
            return f"{self.block.called}_{node.name.partition('_')[2]}"
        assert node.rows is not None
        return f"{self.block.called}_{word(node.rows.parts[node.part])}"

    def names(self) -> dict[str, str]:
        """What the names of its columns stand for, but for lines that stand here, which have names of their own."""
        if self.block.rows is None:
            return {}
        rows, own = self.block.rows, set(self.block.own_lines)
        shows = [line for line in self.block.all_lines if line not in own]
        labels: list[Line | Axis] = [Axis(rows, part) for part in range(self.label_columns)]
        return {self.name_of(node): self.range(node) for node in (*labels, *(line for line in shows if not line.wide))}

    def range(self, node: Line | Axis) -> str:
        """All its rows."""
        letters = get_column_letter(self.column_of(node) or 1)
        return f"{quoted(self.sheet)}!${letters}${self.first_row}:${letters}${self.last_row}"


@dataclass(frozen=True)
class Excerpt:
    """Where the first rows of a long block are shown, what follows them as one row, and the block's total.

    `place` counts the rows shown; where `others` is False there are no more rows, only more columns.
    """

    place: BlockPlace
    of: Block
    others: bool

    @property
    def total_row(self) -> int:
        return self.place.last_row + 1 + self.others

    @property
    def next_row(self) -> int:
        return self.total_row + (1 if self.of.totals else 0)


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


def spots_of(at: BlockPlace) -> dict[Line, Spot]:
    """The places of a block's lines and totals; a line may stand in one block only."""
    block = at.block
    if block.rows is None:
        return {
            line: Spot(at.sheet, at.first_row + index, 2, 1, 1, at.header_row)
            for index, line in enumerate(block.lines)
            if isinstance(line, Line)
        }
    spots: dict[Line, Spot] = {
        line: Spot(at.sheet, at.first_row, column, at.count, 1, at.header_row)
        for line, column in zip(block.lines, at.line_columns, strict=True)
        if isinstance(line, Line)
    }
    if block.wide is not None:
        spots[block.wide] = Spot(at.sheet, at.first_row, at.first_year_column, at.count, at.years, at.header_row)
    for index, head in enumerate(reversed(block.heads), start=1):
        spots[head] = Spot(at.sheet, at.header_row + 1, at.line_columns[-index], 1, 1, at.header_row)
    for total in block.totals:
        added = next((leaf for leaf in precedents(total) if isinstance(leaf, Line) and leaf in spots), None)
        if added is None:
            raise DefinitionError(f"total {total.name} stands under no line of its block")
        spot = spots[added]
        spots[total] = Spot(at.sheet, at.total_row, spot.column, 1, spot.years, at.header_row)
    return spots


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
