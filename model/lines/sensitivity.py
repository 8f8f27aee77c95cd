"""Sensitivity: what a payer's commitments with build-out come to against revenue, for other costs and other growth.

The payer is the one with the largest commitments among those that state revenue. Ordinary formulas, no data table;
the centre of the grid is the model's own figure, and a check holds the two together.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Assumption, Axis, Const, Each, If, Lookup, Total
from model.expression.terms import and_, gap, known, largest, sum_ifs, when
from model.lines.commitments import disclosed_counted, own_commitments, revenue, years_ahead
from model.lines.legs import implied_capacity, in_total, payer_part, weight
from model.lines.ranks import rank_lines
from model.lines.rows import COST_STEPS, LEGS, PAYERS

CENTRE = len(COST_STEPS.labels) // 2

legs_capacity_counted = Line(
    "legs_capacity_counted",
    "Capacity without an amount, counted",
    "GW",
    implied_capacity * weight * payer_part * in_total,
    LEGS,
    meaning="Capacity without an amount × weight × payer's part, 0 inside another leg.",
)

payer_capacity_counted = Line(
    "payer_capacity_counted",
    "Capacity without an amount",
    "GW",
    sum_ifs(legs_capacity_counted, *own_commitments),
    PAYERS,
    meaning="Capacity of the payer's other commitment legs, as counted in the scenario.",
)

growth_years = Line(
    "payer_growth_years",
    "Years of growth",
    "years",
    largest(0, years_ahead),
    PAYERS,
    meaning="From the revenue year to the last large year due.",
)

full_cover = Line(
    "payer_full_cover",
    "With build-out ÷ revenue then",
    "x",
    (disclosed_counted + payer_capacity_counted * Assumption("cost_per_gw"))
    / (revenue.annualised * (1 + Assumption("revenue_growth")) ** growth_years),
    PAYERS,
    meaning="Commitments with an amount and the build-out the others imply ÷ revenue grown to the last large year due.",
)

with_revenue = Line(
    "payer_with_revenue",
    "Commitments, if revenue is known",
    "USD bn",
    If(known(full_cover), disclosed_counted, NOT_DISCLOSED),
    PAYERS,
    meaning="n/d for payers whose revenue no source states.",
)

rank = rank_lines("payer_revenue", with_revenue, PAYERS)

FIRST = Const(1)


def of_largest(value: Line | Axis) -> If:
    """The value in the row of the payer that the grid is about."""
    none = and_(Total(rank.order, how="count").eq(0), Total(rank.order).eq(0))
    return when(none, NOT_DISCLOSED, Lookup(value, rank.order, FIRST))


def figure(name: str, of: Line, title: str = "") -> Line:
    return Line(name, title or of.title, of.unit, of_largest(of), meaning=of.meaning)


payer = Line(
    "sensitivity_payer",
    "Payer",
    "text",
    of_largest(PAYERS.key()),
    meaning="The payer with the largest commitments among those that state revenue.",
)
sensitivity_commitments = figure("sensitivity_commitments", disclosed_counted)
sensitivity_capacity = figure("sensitivity_capacity", payer_capacity_counted)
sensitivity_revenue = figure("sensitivity_revenue", revenue.annualised)
sensitivity_years = figure("sensitivity_years", growth_years)
sensitivity_cover = figure("sensitivity_cover", full_cover, "With implied build-out, by the model")

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
        (sensitivity_commitments + sensitivity_capacity * sensitivity_cost)
        / (sensitivity_revenue * (1 + grown) ** sensitivity_years),
        COST_STEPS,
        meaning="Commitments with build-out at the row's cost ÷ revenue grown at the column's rate.",
    )
    for index, (step, grown) in enumerate(zip(COST_STEPS.labels, growths, strict=True))
)

centre = Line(
    "sensitivity_centre",
    "Centre of the grid",
    "x",
    Lookup(grid[CENTRE], COST_STEPS.key(), Const(COST_STEPS.labels[CENTRE])),
    meaning="The cell at the selected cost and growth.",
)

centre_gap = If(known(sensitivity_cover, centre), gap(sensitivity_cover, centre), Const(0))
