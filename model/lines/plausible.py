"""Amounts that no leg is worth: most likely millions, or thousands of them, were typed for billions."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Const, If, Total, call
from model.expression.terms import and_, find, known, when
from model.lines.amounts import usd
from model.lines.commitments import revenue
from model.lines.inputs import Deals
from model.lines.ranks import rank_lines
from model.lines.rows import LEGS, PAYERS

MOST = 1_000  # USD bn: twice the largest announcement of one leg so far
TIMES_MEDIAN, TIMES_REVENUE = 30, 20  # each is met by some true leg; no true one is known to meet both
ABOVE_MOST, FAR_OFF = "above the most", "far off"

usd_rank = rank_lines("legs_usd", usd, LEGS)
usd_median = Line(
    "legs_usd_median",
    "Median leg",
    "USD bn",
    find(usd, usd_rank.order, call("int", (Total(usd, how="count") + 1) / 2)),
    meaning="The amount in the middle of all legs with an amount, the larger of two.",
)
median = Line("legs_median", "Median leg", "USD bn", usd_median, LEGS, meaning="The amount in the middle of all legs.")
payers_revenue = Line(
    "legs_payers_revenue",
    "Payer's revenue",
    "USD bn a year",
    find(revenue.annualised, PAYERS.key(), Deals.payer),
    LEGS,
    meaning="The annualised revenue of the leg's payer.",
)
is_far_off = and_(usd > TIMES_MEDIAN * median, usd > TIMES_REVENUE * payers_revenue)
where_revenue_known = If(known(payers_revenue), when(is_far_off, FAR_OFF, ""), Const(""))
implausible = Line(
    "legs_implausible",
    "Plausible",
    "text",
    If(known(usd), when(usd > MOST, ABOVE_MOST, where_revenue_known), Const("")),
    LEGS,
    meaning=f"Whether the amount is above {MOST:,}, or over {TIMES_MEDIAN} times the median leg and over "
    f"{TIMES_REVENUE} times the payer's revenue.",
)
LINES = (usd_rank.size, usd_rank.order, median, payers_revenue, implausible)
