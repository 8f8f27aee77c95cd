"""Tables of moves on a sheet: a row for each figure or rung, a column for each cause, and whether they add up.

Before, after and the moves are values; what they add up to, the difference and the check are formulas, each with the
value stored beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from model.changes.causes import REPORTED
from model.changes.compare import Moved
from model.changes.words import by_cause, total
from model.reports.sheet import fit
from model.spelling import NOT_DISCLOSED
from model.xlsx.rows import Content, Value
from model.xlsx.styles import AT_BUILD, CALCULATION, number_style

TOLERANCE = 1e-6  # in the unit of the figure
PASS, FAIL = "PASS", "FAIL"


@dataclass(frozen=True)
class Grid:
    """Where a table of moves stands: its first row of figures, its causes, and how many text columns lead its rows."""

    first_row: int
    causes: tuple[str, ...]
    moved: tuple[Moved, ...]
    leading: int

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.moved) - 1

    @property
    def before(self) -> int:
        """The column of the figure before; the causes follow, then the sum, after, difference and check."""
        return self.leading + 1

    def column(self, cause: str) -> int:
        """The column of a cause."""
        return self.before + 1 + self.causes.index(cause)

    @property
    def sums(self) -> int:
        return self.before + len(self.causes) + 1

    @property
    def after(self) -> int:
        return self.sums + 1

    @property
    def check(self) -> int:
        return self.sums + 3


def causes_of(moved: Sequence[Moved]) -> tuple[str, ...]:
    """The causes that moved any of the figures, in their order."""
    causes = {move.cause for each in moved for move in each.moves}
    return tuple(cause for cause in REPORTED if cause in causes)


def headings(grid: Grid, leading: Sequence[str]) -> Iterator[Content]:
    """The row above the figures."""
    row = grid.first_row - 1
    yield from (Content(row, at, title, "header") for at, title in enumerate(leading, start=1))
    titles = ("Before", *grid.causes, "Adds up to", "After", "Difference", "Check")
    yield from (Content(row, at, title, "header number") for at, title in enumerate(titles, start=grid.before))


def figures(grid: Grid, moves_from: str = "") -> Iterator[Content]:
    """The numbers of all rows. `moves_from` is the formula of a move, with {row} and {column}; else it is a value."""
    for row, moved in enumerate(grid.moved, start=grid.first_row):
        typed, computed = (number_style(role, moved.unit) for role in (AT_BUILD, CALCULATION))
        yield Content(row, grid.before, end(moved.before), typed)
        amounts = {cause: total(moves) for cause, moves in by_cause(moved.moves)}
        for cause in grid.causes:
            at, amount = grid.column(cause), amounts.get(cause, 0.0)
            if moves_from:
                formula = moves_from.format(row=row, column=get_column_letter(at))
                yield Content(row, at, amount, computed, formula)
            elif cause in amounts:
                yield Content(row, at, amount, typed)
        yield Content(row, grid.after, end(moved.after), typed)
        yield from results(grid, row, sum(amounts.values()), moved, computed)


def results(grid: Grid, row: int, adds_up_to: float, moved: Moved, style: str) -> Iterator[Content]:
    """What the moves add up to, the difference, and whether they are equal."""
    first, last, before, sums, after, gap = (
        f"{get_column_letter(at)}{row}"
        for at in (grid.before + 1, grid.sums - 1, grid.before, grid.sums, grid.after, grid.after + 1)
    )
    formula = f"SUM({first}:{last})" if grid.causes else "0"
    yield Content(row, grid.sums, adds_up_to, style, formula)
    number = "IF(ISNUMBER({0}),{0},0)".format
    yield Content(row, grid.after + 1, moved.difference, style, f"{number(after)}-{number(before)}")
    yield Content(row, grid.check, verdict(moved), "mark", f'IF(ABS({sums}-{gap})<={TOLERANCE:.6f},"{PASS}","{FAIL}")')


def verdict(moved: Moved) -> str:
    """Whether the moves of a figure add up to its difference."""
    return PASS if abs(total(moved.moves) - moved.difference) <= TOLERANCE else FAIL


def end(value: float | None) -> Value:
    """A figure, or that it is not disclosed."""
    return NOT_DISCLOSED if value is None else value


def text(row: int, column: int, words: str, style: str = "label") -> Content:
    """A cell of text, as a cell can hold it."""
    return Content(row, column, fit(words), style)
