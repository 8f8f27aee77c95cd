"""Rows in order of size, by whole millionths: totals that differ only in the last bit neither share a rank nor lose
one."""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import Order, Rows
from model.expression.terms import size


@dataclass(frozen=True)
class RankLines:
    """What rows are ranked by, and the place of each."""

    size: Line
    order: Line

    @property
    def lines(self) -> tuple[Line, Line]:
        return self.size, self.order


def rank_lines(prefix: str, value: Line, over: Rows) -> RankLines:
    """The places of rows by a line's value: 1 for the largest, n/d where it has none."""
    millionths = Line(
        f"{prefix}_size",
        "Size to rank by",
        "count",
        size(value),
        over,
        meaning=f"{value.title} in whole millionths, equal where two differ in the last bit alone.",
    )
    order = Line(
        f"{prefix}_order",
        "Rank",
        "rank",
        Order(millionths),
        over,
        meaning="1 for the largest; rows of equal size in the order of the table.",
    )
    return RankLines(millionths, order)
