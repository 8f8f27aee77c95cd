"""The cells of an excerpt: the first rows of a long block, all others as one row, and the block's total.

Every figure is a link to the block or, for the others, the sum of their rows; nothing is computed a second time here.
Where the block has no total, the others have no figure.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.expression.line import Line
from model.expression.ops import Values
from model.expression.templates import Text, down, fill
from model.expression.values import Evaluation
from model.workbook.cells import frame, stored
from model.workbook.layout import Layout
from model.workbook.places import BlockPlace, Cell, Excerpt, Span
from model.xlsx.rows import Content, Strip
from model.xlsx.styles import CALCULATION, number_style


@dataclass(frozen=True)
class Shared:
    """A column of an excerpt, and the columns of the block that it stands for: one, or those of all others across.

    `values` are those of all rows of the block in these columns, shown in a `style`; where `adds_up` is False the
    others have no figure.
    """

    column: int
    first: int
    last: int
    style: str
    values: Values
    adds_up: bool


def excerpt_cells(excerpt: Excerpt, layout: Layout, evaluation: Evaluation) -> Iterator[Content | Strip]:
    place = excerpt.place
    whole = next(at for at in layout.blocks if at.block is excerpt.of)
    yield from frame(place, layout, evaluation)
    for shared in columns_of(place, whole, layout, evaluation):
        yield from column_cells(shared, excerpt, whole)
    if whole.years > place.years:
        text = f"{whole.years - place.years} others"
        yield Content(place.header_row, place.first_year_column + place.years, text, "header number")
    if excerpt.others:
        yield Content(place.last_row + 1, 1, f"{whole.count - place.count} others", "label")
    for head in excerpt.of.heads:
        yield from linked(head, (place.header_row + 1, "mark"), layout, evaluation)
    for total in excerpt.of.totals:
        at = excerpt.total_row, number_style("total", total.unit)
        yield from linked(total, at, layout, evaluation, max(place.years, 1))
    if excerpt.of.totals:
        yield Content(excerpt.total_row, 1, excerpt.of.total, "total text")


def columns_of(place: BlockPlace, whole: BlockPlace, layout: Layout, evaluation: Evaluation) -> Iterator[Shared]:
    block = whole.block
    added = {layout.spot(total).column for total in block.totals}
    for line, column, of in zip(block.all_lines, place.line_columns, whole.line_columns, strict=True):
        style = f"{CALCULATION} name" if line in block.names else number_style(CALCULATION, line.unit)
        yield Shared(column, of, of, style, evaluation.line(line)[:, :1], of in added)
    if block.wide is None:
        return
    values, first, style = (
        evaluation.line(block.wide),
        whole.first_year_column,
        number_style(CALCULATION, block.wide.unit),
    )
    for index in range(place.years):
        of = first + index
        yield Shared(place.first_year_column + index, of, of, style, values[:, index : index + 1], first in added)
    if whole.years > place.years:
        others = (first + place.years, first + whole.years - 1)
        yield Shared(place.first_year_column + place.years, *others, style, values[:, place.years :], True)


def column_cells(shared: Shared, excerpt: Excerpt, whole: BlockPlace) -> Iterator[Content | Strip]:
    place, style = excerpt.place, shared.style
    down_by = whole.first_row - place.first_row
    if shared.first == shared.last:
        template = down((Cell("", down_by, False, shared.first, True),), shared.column)
        values = shared.values[: place.count, 0]
    else:
        across = Span(Cell("", down_by, False, shared.first, True), Cell("", down_by, False, shared.last, True))
        template = down(added_up(across), shared.column)
        values = np.array([sum_of(row) for row in shared.values[: place.count]], dtype=object)
    yield Strip(place.first_row, shared.column, values, style, template)
    if excerpt.others and shared.adds_up:
        row, first = place.last_row + 1, whole.first_row + place.count
        corners = Cell("", first, True, shared.first, True), Cell("", whole.last_row, True, shared.last, True)
        text = fill(added_up(Span(*corners)), row, shared.column)
        yield Content(row, shared.column, stored(sum_of(shared.values[place.count :].ravel())), style, text)


def added_up(cells: Span) -> Text:
    """The sum of cells; n/d where none is a number and some are n/d, and nothing where all are empty."""
    return "IF(AND(COUNT(", cells, ")=0,SUM(", cells, ")=0),IF(COUNTIF(", cells, ',"n/d")>0,"n/d",""),SUM(', cells, "))"


def sum_of(values: Values) -> float | str:
    """What `added_up` gives."""
    texts = [value for value in values.tolist() if isinstance(value, str)]
    numbers = [float(value) for value in values.tolist() if not isinstance(value, str)]
    disclosed = [number for number in numbers if not math.isnan(number)]
    if disclosed:
        return math.fsum(disclosed)
    return "" if len(texts) == len(values) else math.nan


def linked(line: Line, at: tuple[int, str], layout: Layout, evaluation: Evaluation, most: int = 1) -> Iterator[Content]:
    """The cells of a single figure or of a total, shown in another row; those of a total across with all others."""
    (row, style), spot, values = at, layout.spot(line), evaluation.line(line)[0]
    for index in range(min(spot.years, most)):
        column = spot.column + index
        there: Text = (Cell("", spot.row, True, column, True),)
        yield Content(row, column, stored(values[index]), style, fill(there, row, column))
    if spot.years > most:
        column, first = spot.column + most, Cell("", spot.row, True, spot.column + most, True)
        text = fill(added_up(Span(first, Cell("", spot.row, True, spot.last_column, True))), row, column)
        yield Content(row, column, stored(sum_of(values[most:])), style, text)
