"""What the model's own lines show to be worth a reader's look: which values, and what to say of them.

A rule stands in its line and nowhere else, so that a warning never disagrees with the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from model.expression.line import Line
from model.lines import capex, leg_periods, legs, plan_parts
from model.lines.dated import PeriodLines


@dataclass(frozen=True)
class Look:
    """A warning about the table's rows in which a line has one of some values.

    `says` gives the message by the value, `column` the column it is about; {names} in a message are `figures` of the
    same row.
    """

    code: str
    line: Line
    says: Mapping[str, str]
    column: Mapping[str, str]
    advice: str
    figures: Mapping[str, Line] = field(default_factory=dict)


def assumed_dates(period: PeriodLines, undated: str) -> Look:
    return Look(
        "assumed-date",
        period.basis,
        {
            "start assumed": "no start is stated: {start} is taken",
            "end assumed": "no end and no term is stated: {end} is taken",
            "both assumed": f"no start, end or term is stated: {undated}",
        },
        {"start assumed": "start", "end assumed": "end", "both assumed": "start"},
        "give the dates or the term if a source states them; of several sources the first dates a row",
        {"start": period.start, "end": period.end},
    )


def cost_outside_range(line: Line, cost: Line) -> Look:
    message = "the amount is {cost} USD bn per gigawatt, {where} the range of the assumption cost_per_gw"
    return Look(
        "cost-outside-range",
        line,
        {where: message.replace("{where}", where) for where in ("below", "above")},
        dict.fromkeys(("below", "above"), "gigawatts"),
        "check the amount and the capacity; they may not cover the same thing",
        {"cost": cost},
    )


LOOKS: tuple[Look, ...] = (
    assumed_dates(leg_periods.period, "{start} to {end} is taken"),
    assumed_dates(plan_parts.period, "the amount has no year and stands apart"),
    cost_outside_range(legs.cost_range, legs.cost_per_gw),
    cost_outside_range(capex.cost_range, capex.cost_per_gw),
)
