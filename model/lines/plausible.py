"""Implausible amounts of legs, and totals that contradict the legs; most likely they are in another unit."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Aside, Assumption, Const, If, Total
from model.expression.terms import and_, find, known, largest, or_, when
from model.lines.amounts import usd
from model.lines.commitments import revenue, total
from model.lines.inputs import Deals, Figures
from model.lines.rows import FIGURES, LEGS, PAYERS, SUPPLIERS
from model.lines.suppliers import contract_value
from schemas.terms import COMPARED

ABOVE_MOST, FAR_OFF = "above the most", "far off"
FAR_BELOW, FAR_ABOVE = "far below", "far above"
TIMES = Assumption("plausible_multiple")

usd_total = Line("legs_usd_total", "All legs", "USD bn", Total(usd), meaning="The amounts of all legs, added up.")
usd_count = Line(
    "legs_usd_count", "Legs with an amount", "count", Total(usd, how="count"), meaning="Legs that state an amount."
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
    "The larger of mean and revenue × plausible_multiple; n/d where one is not known.",
)
is_far_off = Line(
    "legs_is_far_off",
    "Far off",
    "switch",
    If(known(far_off), when(usd > far_off, 1, 0), Const(0)),
    LEGS,
    meaning="1 where the amount is more than plausible_multiple times both mean and revenue; 0 where one is not known.",
)
implausible = Line(
    "legs_implausible",
    "Implausible",
    "text",
    If(
        known(usd),
        when(usd > Assumption("plausible_most"), ABOVE_MOST, when(is_far_off.eq(1), FAR_OFF, "")),
        Const(""),
    ),
    LEGS,
    meaning="Whether the amount is above the assumption plausible_most, or far off; empty where it is plausible.",
)
own_total = Line(
    "figure_own_total",
    "The model's total",
    "USD bn",
    when(
        Figures.measure.eq(COMPARED[0]),
        find(total, PAYERS.key(), Figures.company),
        find(contract_value, SUPPLIERS.key(), Figures.company),
    ),
    FIGURES,
    meaning="The model's figure with which a third-party total is compared; shown on no sheet.",
)
totals_apart = Line(
    "figure_totals_apart",
    "Far from the model's total",
    "text",
    If(
        known(Figures.base, own_total),
        when(
            or_(*(Figures.measure.eq(name) for name in COMPARED)),
            when(
                Figures.base * TIMES < own_total,
                FAR_BELOW,
                when(
                    and_(Figures.base > own_total * TIMES, Figures.base > Assumption("plausible_most") * TIMES),
                    FAR_ABOVE,
                    "",
                ),
            ),
            "",
        ),
        Const(""),
    ),
    FIGURES,
    meaning="Whether a third-party total is far below the sum of the legs, or far above it and above what anybody "
    "owes; shown on no sheet.",
)
LINES = (others_mean, revenue_of_payer, is_far_off, implausible)
