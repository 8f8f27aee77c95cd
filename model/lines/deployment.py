"""When the capacity of each leg is built: evenly over its period, at the pace that an assumption gives."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, YEAR, Assumption
from model.expression.terms import largest, smallest, when
from model.lines.leg_periods import period
from model.lines.parts import gigawatts_counted, own_gigawatts
from model.lines.rows import LEGS

deployed = Line(
    "legs_deployed",
    "Gigawatts deployed by year-end",
    "GW",
    when(
        gigawatts_counted > 0,
        own_gigawatts
        * smallest(1, Assumption("deployment_pace") * largest(0, YEAR + 1 - period.span.start) / period.length),
        NOT_DISCLOSED,
    ),
    LEGS,
    by_year=True,
    meaning="Gigawatts × time since the start ÷ length × deployment pace, at most all of it: at half the pace, "
    "building takes twice the term; n/d where the leg states no capacity or does not count.",
)
