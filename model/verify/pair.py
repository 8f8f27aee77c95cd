"""A sheet of a fresh build and the sheet of the file that stands for it."""

from __future__ import annotations

from dataclasses import dataclass

from model.xlsx.book import SheetHeld, Spot
from model.xlsx.spelling import Moves


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
        rows = {old: new for new, old in self.moves.rows.items()}
        columns = {old: new for new, old in self.moves.columns.items()}
        return rows.get(spot[0], spot[0]), columns.get(spot[1], spot[1])
