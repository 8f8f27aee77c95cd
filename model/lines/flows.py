"""Flows between two parties on the basis selected: funding, purchases or any other legs."""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import Rows, Where
from model.expression.terms import at_least, count_ifs, is_, sum_ifs, sum_of_some
from model.lines.rungs import contracted, is_counted


@dataclass(frozen=True)
class FlowLines:
    legs: Line
    with_amount: Line
    amount: Line


def flow(name: str, title: str, legs: tuple[Where, ...], what: str, over: Rows) -> FlowLines:
    """Legs between two parties: how many, how many with an amount, and the amount; n/d where none has one."""
    on_rung = (*legs, is_(is_counted, 1))
    count = Line(f"{name}_legs", f"{title}: legs", "count", count_ifs(*on_rung), over, meaning=what)
    with_amount = Line(
        f"{name}_legs_known",
        "With an amount",
        "count",
        count_ifs(*on_rung, at_least(contracted, 0)),
        over,
        meaning="Legs with an amount.",
    )
    amount = Line(
        f"{name}",
        title,
        "USD bn",
        sum_of_some(count, with_amount, sum_ifs(contracted, *legs)),
        over,
        meaning=f"{what} On the basis selected; n/d where there are legs but none has an amount.",
    )
    return FlowLines(count, with_amount, amount)
