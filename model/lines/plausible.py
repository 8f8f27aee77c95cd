"""Amounts that no leg is worth: most likely millions, or thousands of them, were typed for billions."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Aside, Assumption, Const, If, Total
from model.expression.terms import find, known, largest, when
from model.lines.amounts import usd
from model.lines.commitments import revenue
from model.lines.inputs import Deals
from model.lines.rows import LEGS, PAYERS

ABOVE_MOST, FAR_OFF = "above the most", "far off"
TIMES = Assumption("plausible_multiple")

usd_total = Line("legs_usd_total", "All legs", "USD bn", Total(usd), meaning="The amounts of all legs, added up.")
usd_count = Line(
    "legs_usd_count", "Legs with an amount", "count", Total(usd, how="count"), meaning="How many state an amount."
)
others_mean = Line(
    "legs_others_mean",
    "Mean of the other legs",
    "USD bn",
    (usd_total - usd) / (usd_count - 1),
    LEGS,
    meaning="The mean amount of all other legs with an amount.",
)
revenue_of_payer = Line(
    "legs_revenue_of_payer",
    "Payer's revenue",
    "USD bn a year",
    find(revenue.annualised, PAYERS.key(), Deals.payer),
    LEGS,
    meaning="The annualised revenue of the leg's payer.",
)
far_off = Aside(
    "threshold",
    "amounts above",
    "USD bn",
    TIMES * largest(others_mean, revenue_of_payer),
    "The larger of the two × plausible_multiple; n/d where one of them is not known.",
)
is_far_off = Line(
    "legs_is_far_off",
    "Far off",
    "switch",
    If(known(far_off), when(usd > far_off, 1, 0), Const(0)),
    LEGS,
    meaning="1 where the amount is more than plausible_multiple times both; 0 where one of them is not known.",
)
implausible = Line(
    "legs_implausible",
    "Hardly meant",
    "text",
    If(
        known(usd),
        when(usd > Assumption("plausible_most"), ABOVE_MOST, when(is_far_off.eq(1), FAR_OFF, "")),
        Const(""),
    ),
    LEGS,
    meaning="Whether the amount is above the assumption plausible_most, or far off; empty where it is plausible.",
)
LINES = (others_mean, revenue_of_payer, is_far_off, implausible)
