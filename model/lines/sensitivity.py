"""Sensitivity: what a payer's commitments with build-out come to against revenue, for other costs and other growth.

The payer is the one with the largest commitments among those that state revenue. Ordinary formulas, no data table;
the centre of the grid is the model's own figure, and a check holds the two together.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Aside, Assumption, Axis, Const, Each, If, Total
from model.expression.terms import and_, gap, known, largest, look_up, when
from model.lines.bridge import all_in as all_in_rung
from model.lines.bridge import unpriced_gigawatts
from model.lines.commitments import revenue
from model.lines.payments_due import years_ahead
from model.lines.ranks import rank_lines
from model.lines.rows import COST_STEPS, PAYERS

CENTRE = len(COST_STEPS.labels) // 2
all_in = all_in_rung.amount

growth_years = Line(
    "payer_growth_years",
    "Years of growth",
    "years",
    largest(0, years_ahead),
    PAYERS,
    meaning="From the revenue year to the peak year.",
)

full_cover = Line(
    "payer_full_cover",
    "All-in ÷ revenue then",
    "x",
    all_in
    / Aside(
        "revenue",
        "revenue then",
        "USD bn",
        revenue.annualised * (1 + Assumption("revenue_growth")) ** growth_years,
        "Revenue grown to the peak year.",
    ),
    PAYERS,
    meaning="All commitments, unpriced capacity at cost per gigawatt, ÷ revenue grown to the peak year.",
)

with_revenue = Line(
    "payer_with_revenue",
    "All-in, if revenue is known",
    "USD bn",
    If(known(full_cover), all_in, NOT_DISCLOSED),
    PAYERS,
    meaning="n/d for payers whose revenue no source states.",
)

rank = rank_lines("payer_revenue", with_revenue, PAYERS)

FIRST = Const(1)


def of_largest(value: Line | Axis) -> If:
    """The value in the row of the payer that the grid is about."""
    none = and_(Total(rank.order, how="count").eq(0), Total(rank.order).eq(0))
    return when(none, NOT_DISCLOSED, look_up(value, rank.order, FIRST))


def figure(name: str, of: Line, title: str = "") -> Line:
    return Line(name, title or of.title, of.unit, of_largest(of), meaning=of.meaning)


payer = Line(
    "sensitivity_payer",
    "Payer",
    "text",
    of_largest(PAYERS.key()),
    meaning="The payer with the largest commitments among those that state revenue.",
)
commitments = figure("sensitivity_commitments", all_in)
capacity = figure("sensitivity_capacity", unpriced_gigawatts)
sensitivity_revenue = figure("sensitivity_revenue", revenue.annualised)
sensitivity_revenue_label = figure("sensitivity_revenue_label", revenue.label)
sensitivity_years = figure("sensitivity_years", growth_years)
cover = figure("sensitivity_cover", full_cover, "All-in ÷ revenue, by the model")

cost, cost_step = Assumption("cost_per_gw"), Assumption("sensitivity_cost_step")
growth, growth_step = Assumption("revenue_growth"), Assumption("sensitivity_growth_step")

sensitivity_cost = Line(
    "sensitivity_cost",
    "Cost per GW",
    "USD bn per GW",
    Each((cost - cost_step - cost_step, cost - cost_step, cost, cost + cost_step, cost + cost_step + cost_step)),
    COST_STEPS,
    meaning="The selected cost per gigawatt, and steps of the assumption sensitivity_cost_step around it.",
)

growths: tuple[Line, ...] = tuple(
    Line(
        f"sensitivity_growth_{index}",
        "Growth",
        "growth",
        expr,
        meaning="The selected growth of revenue, and steps of the assumption sensitivity_growth_step around it.",
    )
    for index, expr in enumerate(
        (
            growth - growth_step - growth_step,
            growth - growth_step,
            growth,
            growth + growth_step,
            growth + growth_step + growth_step,
        )
    )
)

grid: tuple[Line, ...] = tuple(
    Line(
        f"sensitivity_cover_{index}",
        f"Growth {step}",
        "x",
        (commitments + capacity * (sensitivity_cost - cost)) / (sensitivity_revenue * (1 + grown) ** sensitivity_years),
        COST_STEPS,
        meaning="All-in commitments at the row's cost ÷ revenue grown at the column's rate.",
    )
    for index, (step, grown) in enumerate(zip(COST_STEPS.labels, growths, strict=True))
)

centre = Line(
    "sensitivity_centre",
    "Centre of the grid",
    "x",
    look_up(grid[CENTRE], COST_STEPS.key(), Const(COST_STEPS.labels[CENTRE])),
    meaning="The cell at the selected cost and growth.",
)

centre_gap = If(known(cover, centre), gap(cover, centre), Const(0))
