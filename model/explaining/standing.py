"""What is in a cell, the inverse of placing: which line's figure for which row and year, or which input cell. Other
cells are described by their role in the block: title, heading, unit or label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from model.explaining.points import InputAt, Point
from model.expression.line import Line
from model.lines.checks import master
from model.workbook.blocks import Chosen, Shown
from model.workbook.layout import STATUS_ROW, Layout
from model.workbook.places import BlockPlace, Excerpt, TablePlace
from model.workbook.write import MASTER_COLUMN

TOP, FREE = "the head of the sheet", "a text beside the figures"
LABEL, INPUT = "the label of a row", "an input"


@dataclass(frozen=True)
class Standing:
    """What stands in a cell: a figure of a line, an input cell, several figures added up, or a text.

    `role` says what the cell does in its `block`. `points` are one figure, or those that an excerpt adds up.
    """

    block: str
    role: str
    points: tuple[Point, ...] = ()
    cell: InputAt | None = None


def standing(layout: Layout, sheet: str, row: int, column: int) -> Standing:
    """What the model has in this cell of a fresh build."""
    answers = (
        *(in_table(place, row, column) for place in layout.tables.values() if place.sheet == sheet),
        *(in_excerpt(each, layout, row, column) for each in layout.excerpts if each.place.sheet == sheet),
        *(in_block(place, layout, row, column) for place in layout.blocks if place.sheet == sheet),
        *(in_built(place, row, column) for place in layout.built.values() if place.sheet == sheet),
        beside_table(layout, sheet, row, column),
    )
    first = next((each for each in answers if each is not None), None)
    if first is not None:
        return first
    if row <= STATUS_ROW:
        point = (Point(master),) if (row, column) == (STATUS_ROW, MASTER_COLUMN) else ()
        return Standing(TOP, "the title, question or status of the sheet", point)
    return Standing(block_above(layout, sheet, row), FREE)


def block_above(layout: Layout, sheet: str, row: int) -> str:
    """The title of the block that a row belongs to, or of the one above it."""
    titles = [
        (place.title_row, place.block.title)
        for place in (*layout.blocks, *(each.place for each in layout.excerpts))
        if place.sheet == sheet and place.title_row <= row
    ]
    return max(titles, default=(0, ""))[1]


def in_table(place: TablePlace, row: int, column: int) -> Standing | None:
    """A cell of an input table, of its heading or its units."""
    if not place.first_column <= column <= place.last_column or not place.first_row - 2 <= row <= place.last_read:
        return None
    name = place.columns[column - place.first_column]
    if row < place.first_row:
        return Standing(place.table, f"the {'heading' if row == place.first_row - 1 else 'unit'} of the column {name}")
    if row >= place.first_row + place.count:
        return Standing(place.table, f"a free row below the table {place.table}, column {name}")
    return Standing(place.table, INPUT, cell=InputAt(place.table, row - place.first_row, name))


def in_built(place: TablePlace, row: int, column: int) -> Standing | None:
    """A cell of a table as it was read, or of what became of it."""
    if not place.first_row - 3 <= row <= place.last_row:
        return None
    block = f"{place.table} as built"
    if row < place.first_row or not place.count:
        return Standing(block, "the name, the units or the headings of the table as it was read")
    key = InputAt(place.table, row - place.first_row, place.columns[0])
    if place.first_column <= column <= place.last_column:
        name = place.columns[column - place.first_column]
        return Standing(block, "what an input cell held at the build", cell=InputAt(place.table, key.row, name))
    if column < place.first_column:
        return Standing(block, "what became of an input row since the build", cell=key)
    index = column - place.last_column - 2
    if 0 <= index < len(place.columns):
        cell = InputAt(place.table, key.row, place.columns[index])
        return Standing(block, "whether an input cell differs from the build", cell=cell)
    return None


def beside_table(layout: Layout, sheet: str, row: int, column: int) -> Standing | None:
    """The lines right of a table."""
    for each in layout.sheets:
        if each.name != sheet:
            continue
        for line in each.beside:
            spot = layout.spot(line)
            if column == spot.column and spot.row - 2 <= row < spot.row + spot.rows:
                block = f"beside {each.tables[-1]}"
                if row < spot.row:
                    return Standing(block, f"the {'heading' if row == spot.row - 1 else 'unit'} of {line.title}")
                return Standing(block, "a figure", (Point(line, row - spot.row),))
    return None


def in_block(place: BlockPlace, layout: Layout, row: int, column: int) -> Standing | None:
    if not place.title_row <= row < place.next_row:
        return None
    block = place.block
    figure = next(figures_at(place, layout, row, column), None)
    if figure is not None:
        return Standing(block.title, "a figure", (figure,))
    if block.rows is None:
        return single(place, row, column)
    return around(place, row, column)


def figures_at(place: BlockPlace, layout: Layout, row: int, column: int) -> Iterator[Point]:
    """The figure of a line of the block, or of one that it shows, that stands in the cell."""
    block = place.block
    for index, (each, at) in enumerate(zip(block.lines, place.line_columns, strict=True)):
        if isinstance(each, Chosen):
            continue
        line = each.line if isinstance(each, Shown) else each
        first = place.first_row + (index if block.rows is None else 0)
        rows = 1 if line.over is None else place.count
        if column == at and first <= row < first + rows:
            yield Point(line, row - first)
    wides = (*(() if block.wide is None else (block.wide,)), *block.heads, *block.totals)
    for line in wides:
        spot = layout.spot(line)
        if spot.row <= row < spot.row + spot.rows and spot.column <= column < spot.column + spot.years:
            yield Point(line, row - spot.row, column - spot.column)


def single(place: BlockPlace, row: int, column: int) -> Standing:
    """Beside a single figure: its heading, its unit, what it means."""
    index = row - place.first_row
    roles = {1: "the heading of", 3: "the unit of", 4: "what is meant by"}
    if 0 <= index < len(place.block.lines):
        each = place.block.lines[index]
        if isinstance(each, Chosen) and column == 2:
            return Standing(place.block.title, f"a choice: {each.title}")
        if column in roles:
            return Standing(place.block.title, f"{roles[column]} {each.title}")
    return Standing(place.block.title, "the title or the note of the block" if index < 0 else FREE)


def around(place: BlockPlace, row: int, column: int) -> Standing:
    """What stands around the figures of a block."""
    block = place.block
    if row > place.last_row + bool(block.totals):
        return Standing(block.title, "the space of charts below the block" if block.space else "a free row")
    if block.totals and row == place.total_row:
        return Standing(block.title, "the name of the row of totals" if column == 1 else FREE)
    if row >= place.first_row:
        return label(place, row, column) if column <= place.label_columns else Standing(block.title, FREE)
    if row >= place.header_row:
        return Standing(block.title, "a heading of a column")
    return Standing(block.title, "a unit" if row == place.unit_row else "the title or the note of the block")


def label(place: BlockPlace, row: int, column: int) -> Standing:
    """The label of a row, and the input row that it stands for, where it stands for one."""
    rows = place.block.rows
    assert rows is not None
    is_row = bool(rows.table) and not rows.distinct and row < place.first_row + place.count
    cell = InputAt(rows.table, row - place.first_row, rows.keys[column - 1]) if is_row else None
    return Standing(place.block.title, LABEL, cell=cell)


def in_excerpt(excerpt: Excerpt, layout: Layout, row: int, column: int) -> Standing | None:
    """A cell of an excerpt: a figure of the whole block, or all others of it added up."""
    place = excerpt.place
    if not place.title_row <= row < excerpt.next_row:
        return None
    whole = next(at for at in layout.blocks if at.block is excerpt.of)
    title = place.block.title
    for head in excerpt.of.heads:
        if (row, column) == (place.header_row + 1, layout.spot(head).column):
            return Standing(title, "a figure", (Point(head),))
    if row == excerpt.total_row and excerpt.of.totals:
        points = tuple(totals_at(excerpt.of.totals, place, layout, column))
        return Standing(title, "a figure" if points else "the name of the row of totals", points)
    rows: Sequence[int] = ()
    if place.first_row <= row < place.first_row + place.count:
        rows = (row - place.first_row,)
    elif excerpt.others and row == place.last_row + 1:
        rows = range(place.count, whole.count)
    points = tuple(
        Point(line, at, year) for line, years in columns_at(place, whole, column) for at in rows for year in years
    )
    if points:
        return Standing(title, "a figure" if len(points) == 1 else "all others added up", points)
    return around(place, min(row, place.last_row), column)


def columns_at(place: BlockPlace, whole: BlockPlace, column: int) -> Iterator[tuple[Line, Sequence[int]]]:
    """The line that stands in a column of an excerpt, and which of its years or columns."""
    for line, at in zip(whole.block.all_lines, place.line_columns, strict=True):
        if at == column:
            yield line, (0,)
    index = column - place.first_year_column
    if whole.block.wide is not None and index >= 0:
        if index < place.years:
            yield whole.block.wide, (index,)
        elif index == place.years < whole.years:
            yield whole.block.wide, range(place.years, whole.years)


def totals_at(totals: Sequence[Line], place: BlockPlace, layout: Layout, column: int) -> Iterator[Point]:
    """The totals of a block as its excerpt shows them: the last column those of all others across."""
    most = max(place.years, 1)
    for total in totals:
        spot = layout.spot(total)
        index = column - spot.column
        if 0 <= index < min(spot.years, most):
            yield Point(total, 0, index)
        elif index == most < spot.years:
            yield from (Point(total, 0, year) for year in range(most, spot.years))
