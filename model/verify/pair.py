"""A sheet of a fresh build and the sheet of the file that stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from model.xlsx.book import SheetHeld, Spot
from model.xlsx.spelling import Moves, left_over, seen_through


@dataclass(frozen=True)
class Pair:
    """A sheet of the fresh build and the sheet of the file that stands for it."""

    expected: SheetHeld
    actual: SheetHeld
    moves: Moves

    def before(self, spot: Spot) -> Spot | None:
        """Where a cell of the file stands in a fresh build; None for one in an added row or column."""
        if self.moves.none:
            return spot
        row = self.moves.rows.get(spot[0], spot[0])
        column = self.moves.columns.get(spot[1], spot[1])
        return None if row is None or column is None else (row, column)

    def now(self, spot: Spot) -> Spot:
        """Where a cell of the fresh build stands in the file; its old place where it is gone."""
        rows, columns = self.forth.rows, self.forth.columns
        return rows.get(spot[0], spot[0]) or spot[0], columns.get(spot[1], spot[1]) or spot[1]

    @property
    def forth(self) -> Moves:
        """Where the file has the rows and columns of the fresh build that have moved."""
        rows = {old: new for new, old in self.moves.rows.items() if old is not None}
        columns = {old: new for new, old in self.moves.columns.items() if old is not None}
        return Moves(dict[int, int | None](rows), dict[int, int | None](columns))


def moved_along(formula: str, sheet: str, paired: Sequence[Pair]) -> str:
    """A formula of the fresh build as it would be had it moved with the rows, columns and sheets that it names."""
    left = left_over(formula, sheet, {pair.expected.name: pair.moves for pair in paired})
    new_names = {pair.expected.name: pair.actual.name for pair in paired}
    return seen_through(left, sheet, {pair.expected.name: pair.forth for pair in paired}, new_names)
