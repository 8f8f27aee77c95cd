"""The waterfall of a figure: its value before, how much each cause moved it, and its value after, live from the
moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from model.changes.compare import Moved
from model.changes.grid import Grid
from model.changes.words import by_cause, total
from model.spelling import difference, spelling
from model.workbook.charts import BAR, DEDUCTION, INK, STANDS, Drawn, columns, figures, reference, series, small_letters
from model.workbook.places import address
from model.xlsx.rows import Content
from model.xlsx.styles import CALCULATION, number_style

HEADINGS = ("Step", "Amount", "Below", "Stands", "Up", "Down")
WIDE = 540  # pixels
SERIES = (  # colour, letters and number format of each column but the first two
    ("", INK, ""),
    (STANDS, "FFFFFF", "#,##0.0;;"),
    (BAR, INK, "+#,##0.0;;"),
    (DEDUCTION, INK, "(#,##0.0);;"),
)
SMALL = 0.25  # of the figure: moves that are smaller are drawn on an axis that does not begin at 0


@dataclass(frozen=True)
class Waterfall:
    """A figure, the row of the table of moves it stands in, and the first row of its own small table."""

    sheet: str
    moved: Moved
    source_row: int
    first_row: int

    @property
    def causes(self) -> list[tuple[str, float]]:
        """What each cause moved it by."""
        return [(cause, total(moves)) for cause, moves in by_cause(self.moved.moves)]

    @property
    def count(self) -> int:
        """How many bars there are: before, the causes, after."""
        return len(self.causes) + 2


def cells(fall: Waterfall, grid: Grid) -> Iterator[Content]:
    """The table a waterfall is drawn from: the amount of each step, and the bars that show it."""
    row, style = fall.first_row, number_style(CALCULATION, fall.moved.unit)
    yield Content(row - 2, 1, f"Waterfall: {fall.moved.title}", "block")
    for at, title in enumerate(HEADINGS, start=1):
        yield Content(row - 1, at, title, "header" if at == 1 else "header number")
    before, after = fall.moved.before or 0.0, fall.moved.after or 0.0
    yield from bar(fall, row, "Before", (before, 0.0, before, 0.0, 0.0), grid.before)
    end = before  # where the step before ended: on top of what stands or rose, at the foot of what fell
    for cause, amount in fall.causes:
        row += 1
        above, below = row - 1, f"{get_column_letter(grid.column(cause))}{fall.source_row}"
        ended = f"C{above}+D{above}+E{above}"
        up, down = max(amount, 0.0), max(-amount, 0.0)
        low = end - down
        end = low + up
        yield Content(row, 1, cause, "label")
        yield Content(row, 2, amount, style, below)
        yield Content(row, 3, low, style, f"{ended}-F{row}")
        yield Content(row, 4, 0.0, style, "0")
        yield Content(row, 5, up, style, f"MAX(B{row},0)")
        yield Content(row, 6, down, style, f"MAX(-B{row},0)")
    yield from bar(fall, row + 1, "After", (after, 0.0, after, 0.0, 0.0), grid.after)


def bar(fall: Waterfall, row: int, name: str, values: tuple[float, ...], column: int) -> Iterator[Content]:
    """The bar at either end, which stands on the axis."""
    style = number_style(CALCULATION, fall.moved.unit)
    source = f"{get_column_letter(column)}{fall.source_row}"
    formulas = (f"IF(ISNUMBER({source}),{source},0)", "0", f"B{row}", "0", "0")
    yield Content(row, 1, name, "label")
    for at, (value, formula) in enumerate(zip(values, formulas, strict=True), start=2):
        yield Content(row, at, value, style, formula)


def draw(fall: Waterfall) -> Drawn:
    """The chart. Where the moves are small, its axis begins below them, and says so."""
    moved, unit = fall.moved, fall.moved.unit
    least = axis_from(fall)
    axis = unit if least == 0 else f"{unit}; the axis begins at {least:,.4g}"
    chart = columns(moved.title, axis, "")
    chart.grouping, chart.overlap, chart.gapWidth, chart.legend = "stacked", 100, 40, None
    chart.x_axis.title = None
    if least > 0:
        chart.y_axis.scaling.min = least
    for at, (colour, ink, form) in enumerate(SERIES, start=3):
        labels: Any = figures() if colour else None
        if labels is not None:
            labels.position, labels.numFmt, labels.txPr = "inEnd", form, small_letters(ink)  # stacked: no outer end
        values = reference(fall.sheet, fall.first_row, at, fall.count, 1)
        chart.series.append(series(values, address(fall.sheet, fall.first_row - 1, at), colour, labels))
    chart.set_categories(reference(fall.sheet, fall.first_row, 1, fall.count, 1))
    return Drawn(chart, words(fall), WIDE)


def axis_from(fall: Waterfall) -> float:
    """Where the axis begins: at 0, unless the moves would be hard to see there."""
    levels = [fall.moved.before or 0.0]
    for _, amount in fall.causes:
        levels.append(levels[-1] + amount)
    low, high = min(levels), max(levels)
    if low <= 0 or high - low >= SMALL * high:
        return 0.0
    unit = 10.0 ** (len(str(int(high))) - 2)
    return max(0.0, (low - (high - low)) // unit * unit)


def words(fall: Waterfall) -> str:
    """What the chart shows, for those who do not see it."""
    moved, unit = fall.moved, fall.moved.unit
    steps = "; ".join(f"{cause} {difference(amount, unit)}" for cause, amount in fall.causes)
    return f"{moved.title}: {spelling(moved.before, unit)} before; {steps}; {spelling(moved.after, unit)} after."
