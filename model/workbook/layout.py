"""Where everything stands: the answers to the questions of `formula.Places`, in A1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from openpyxl.utils import get_column_letter

from model.errors import DefinitionError
from model.expression.line import Line
from model.expression.nodes import Assumption, Axis, Column, Rows
from model.expression.templates import Text
from model.lines.rules import ASSUMPTION_LINES
from model.workbook.blocks import Sheet
from model.workbook.places import (
    CELLS_COLUMN,
    FOUND_COLUMN,
    BlockPlace,
    Cell,
    Excerpt,
    Span,
    Spot,
    TablePlace,
    called,
    quoted,
)

TITLE_ROW, QUESTION_ROW, STATUS_ROW = 1, 2, 3
TABLE_HEADER_ROW = 6


@dataclass(frozen=True)
class Layout:
    """Every place in the workbook, and the answers a formula needs (see `formula.Places`)."""

    tables: Mapping[str, TablePlace]
    blocks: tuple[BlockPlace, ...]
    excerpts: tuple[Excerpt, ...]
    spots: Mapping[Line, Spot] = field(repr=False)
    home: Mapping[Line | Rows, BlockPlace] = field(repr=False)
    """The block in which a line stands, and the first that has the rows."""
    labels: Mapping[Rows, Spot]
    assumptions: Mapping[str, int]
    """The position of each assumption among the rows of its table and of its block."""
    built: Mapping[str, TablePlace]
    """The tables as they were read, by the table's name; none where the workbook does not hold them."""
    sheets: tuple[Sheet, ...] = field(repr=False)

    def spot(self, line: Line) -> Spot:
        if line not in self.spots:
            raise DefinitionError(f"line {line.name} is on no sheet")
        return self.spots[line]

    def prefix(self, sheet: str, of: Line) -> str:
        return "" if sheet == self.spot(of).sheet else quoted(sheet) + "!"

    def here(self, node: Column | Line | Axis, of: Line) -> Text:
        target = self.spot(of)
        match node:
            case Column(table, name):
                place = self.tables[table]
                if place.sheet == target.sheet:  # beside the table
                    return (Cell("", 0, False, place.column_of(name), True),)
                return called(place, name, target.row)
            case Axis(rows=None) | Axis(across=True):
                return (Cell("", target.header_row, True, 0, False),)
            case Axis(part=part):
                return (Cell("", 0, False, part + 1, True),)
            case Line(over=over, wide=wide):
                spot = self.spot(node)
                prefix = self.prefix(spot.sheet, of)
                row, fixed = (spot.row, True) if over is None else (spot.row - target.row, False)
                column = spot.column - target.column if wide else spot.column
                return (Cell(prefix, row, fixed, column, not wide),)

    def rows(self, node: Column | Line | Axis, of: Line) -> Text:
        match node:
            case Column(table, name):
                return (self.tables[table].name(name),)
            case Axis(rows=rows) if rows is not None:
                return (self.home[rows].name_of(node),)
            case Line(wide=wide):
                spot = self.spot(node)
                if not wide:
                    return (node.name,)
                across = spot.column - self.spot(of).column
                return self.down(self.prefix(spot.sheet, of), spot.row, spot.last_row, across, False)
        raise DefinitionError(f"line {of.name}: the years have no rows")

    def with_heading(self, node: Column | Line | Axis, of: Line) -> Text:
        """The only row of a block together with the heading above it, because Gnumeric finds no key in a single
        cell."""
        match node:
            case Axis(rows=rows, part=part) if rows is not None and self.labels[rows].rows <= 1:
                spot, column, fixed = self.labels[rows], self.labels[rows].column + part, True
            case Line(wide=wide) if self.spot(node).rows <= 1:
                spot, fixed = self.spot(node), not wide
                column = spot.column if fixed else spot.column - self.spot(of).column
            case _:
                return ()
        return self.down(self.prefix(spot.sheet, of), spot.row - 1, spot.row, column, fixed)

    def gathered(self, nodes: Sequence[Column | Line | Axis], of: Line) -> list[Text]:
        """The ranges of one gathering: named columns of a table or beside it, or of the first block that has all."""
        parts = [node for node in nodes if not isinstance(node, Column)]
        beside = [node for node in parts if isinstance(node, Line) and node not in self.home]
        if len(parts) < len(nodes) or len(beside) == len(nodes):
            return [self.rows(node, of) for node in nodes]
        homes = [*(self.home[node] for node in parts if isinstance(node, Line)), *self.blocks]
        place = next((each for each in homes if all(each.column_of(node) for node in parts)), None)
        if place is None:
            names = ", ".join(getattr(node, "name", "a label") for node in nodes)
            raise DefinitionError(f"line {of.name} gathers {names}, which stand in no one block")
        return [self.within(place, node, of) for node in parts]

    def within(self, place: BlockPlace, node: Line | Axis, of: Line) -> Text:
        """All rows of a line or label in that block."""
        if not (isinstance(node, Line) and node.wide):
            return (node.name if isinstance(node, Line) and self.home[node] == place else place.name_of(node),)
        column = place.column_of(node)
        assert column is not None
        across = column - self.spot(of).column
        return self.down(self.prefix(place.sheet, of), place.first_row, place.last_row, across, False)

    def area(self, where: str) -> Text:
        """From the first to the last cell of a table, or of a sheet's blocks."""
        if where in self.tables:
            table = self.tables[where]
            start = Cell(quoted(table.sheet) + "!", table.first_row, True, table.first_column, True)
            return (Span(start, Cell("", table.last_read, True, table.last_column, True)),)
        places = [place for place in self.blocks if place.sheet == where]
        if not places:
            raise DefinitionError(f"the sheet {where} has no blocks")
        first, last = min(place.title_row for place in places), max(place.next_row - 1 for place in places)
        right = max(place.last_column for place in places)
        return (Span(Cell(quoted(where) + "!", first, True, 1, True), Cell("", last, True, right, True)),)

    def as_built(self, table: str, what: Literal["edited", "removed"]) -> Text:
        """Of the table's rows as built, how many have its key now, or how many of their cells differ."""
        place = self.built.get(table)
        if place is None:
            return ()
        column = CELLS_COLUMN if what == "edited" else FOUND_COLUMN
        return self.down(quoted(place.sheet) + "!", place.first_row, place.last_row, column, True)

    def column_name(self, line: Line) -> str:
        """What the name of a line stands for: the cells of all its rows and years."""
        spot = self.spot(line)
        left, right = get_column_letter(spot.column), get_column_letter(spot.last_column)
        return f"{quoted(spot.sheet)}!${left}${spot.row}:${right}${spot.last_row}"

    @staticmethod
    def down(sheet: str, first: int, last: int, column: int, fixed: bool) -> Text:
        return (Span(Cell(sheet, first, True, column, fixed), Cell("", last, True, column, fixed)),)

    def years(self, node: Line, of: Line) -> Text:
        spot = self.spot(node)
        row = spot.row - self.spot(of).row
        prefix, last = self.prefix(spot.sheet, of), spot.last_column
        return (Span(Cell(prefix, row, False, spot.column, True), Cell("", row, False, last, True)),)

    def to_date(self, node: Line, of: Line) -> Text:
        spot, target = self.spot(node), self.spot(of)
        alone = node.over is None
        row = spot.row if alone else spot.row - target.row
        prefix, across = self.prefix(spot.sheet, of), spot.column - target.column
        return (Span(Cell(prefix, row, alone, spot.column, True), Cell("", row, alone, across, False)),)

    def down_to(self, node: Line | Axis, of: Line) -> Text:
        target = self.spot(of)
        if isinstance(node, Axis):
            return (Span(Cell("", target.row, True, node.part + 1, True), Cell("", 0, False, node.part + 1, True)),)
        spot = self.spot(node)
        prefix, row = self.prefix(spot.sheet, of), spot.row - target.row
        return (Span(Cell(prefix, spot.row, True, spot.column, True), Cell("", row, False, spot.column, True)),)

    def both(self, node: Line, of: Line) -> Text:
        if node.wide and node.over is not None:
            return (node.name,)
        spot = self.spot(node)
        return self.block_of(spot.sheet, spot.row, spot.last_row, spot, of)

    def copy(self, node: Line, beside: Line, of: Line) -> Text:
        return self.within(self.home[beside], node, of)

    def headings(self, node: Line, of: Line) -> Text:
        spot = self.spot(node)
        return self.block_of(spot.sheet, spot.header_row, spot.header_row, spot, of)

    def block_of(self, sheet: str, first: int, last: int, spot: Spot, of: Line) -> Text:
        prefix, right = self.prefix(sheet, of), spot.last_column
        return (Span(Cell(prefix, first, True, spot.column, True), Cell("", last, True, right, True)),)

    def assumption(self, node: Assumption) -> Text:
        if node.case is None:
            return (node.name,)
        spot = self.spot(ASSUMPTION_LINES[node.case])
        return (Cell(quoted(spot.sheet) + "!", spot.row + self.assumptions[node.name], True, spot.column, True),)

    def case_number(self) -> Text:
        return ("case_number",)
