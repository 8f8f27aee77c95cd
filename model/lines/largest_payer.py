"""The payer with the largest commitments among those that state revenue, and what the model says of it.

Which payer this is does not depend on the basis: all-in commitments decide. Where no payer states revenue, it is the
largest of all.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Assumption, Axis, Const, If, Total
from model.expression.terms import and_, is_, known, largest, look_up, or_, sum_ifs, when
from model.lines import bridge, cases, commitments, payments_due
from model.lines.leg_periods import period
from model.lines.ranks import rank_lines
from model.lines.rows import PAYERS
from model.lines.rungs import counted

growth_years = Line(
    "payer_growth_years",
    "Years of growth",
    "years",
    largest(0, payments_due.years_ahead),
    PAYERS,
    meaning="From the revenue year to the peak year.",
)
revenue_then = Line(
    "payer_revenue_then",
    "Revenue then",
    "USD bn a year",
    commitments.revenue.annualised * (1 + Assumption("revenue_growth")) ** growth_years,
    PAYERS,
    meaning="Revenue, grown to the peak year.",
)
peak_cover = Line(
    "payer_peak_cover",
    "Peak-year payments ÷ revenue",
    "x",
    payments_due.peak_payments / revenue_then,
    PAYERS,
    meaning="The largest amount that falls due in one year ÷ revenue grown to the peak year.",
)


def with_dates(name: str, dates: str) -> Line:
    return Line(
        f"payer_{name}",
        f"of which with {dates}",
        "USD bn",
        sum_ifs(counted, *commitments.own_commitments, is_(period.basis, dates)),
        PAYERS,
        meaning="Commitments whose end no source states: default_term_years dates it.",
    )


end_assumed, both_assumed = with_dates("end_assumed", "end assumed"), with_dates("both_assumed", "both assumed")
assumed_end = Line(
    "payer_assumed_end",
    "of which without a stated end",
    "USD bn",
    end_assumed + both_assumed,
    PAYERS,
    meaning="Commitments without a stated end, whether or not a start is stated.",
)
nobody_states = and_(*(Total(commitments.revenue.annualised, how=how).eq(0) for how in ("count", "sum")))
with_revenue = Line(
    "payer_with_revenue",
    "All-in commitments, if revenue is known",
    "USD bn",
    when(or_(known(commitments.revenue.annualised), nobody_states), bridge.all_in.amount, NOT_DISCLOSED),
    PAYERS,
    meaning="All-in commitments; n/d for payers without a stated revenue, unless no payer has one.",
)
rank = rank_lines("payer_revenue", with_revenue, PAYERS)

FIRST = Const(1)
is_there = Line(
    "largest_is_there",
    "There is a payer",
    "switch",
    when(and_(Total(rank.order, how="count").eq(0), Total(rank.order).eq(0)), 0, 1),
    meaning="1 where the all-in commitments of a payer are known.",
)


def of_largest(value: Line | Axis) -> If:
    """The value in the row of the payer."""
    return when(is_there.eq(0), NOT_DISCLOSED, look_up(value, rank.order, FIRST))


def figure(name: str, of: Line, title: str = "") -> Line:
    return Line(name, title or of.title, of.unit, of_largest(of), meaning=of.meaning)


payer = Line(
    "largest_payer",
    "Largest payer",
    "text",
    of_largest(PAYERS.key()),
    meaning="The largest by all-in commitments of the payers that state revenue; of all, where none does.",
)
cover = figure("largest_cover", peak_cover)
revenue_label = figure("largest_revenue_label", commitments.revenue.label)
summary_commitments = figure("summary_commitments", commitments.total)
payments = figure("largest_payments", payments_due.peak_payments)
years = figure("largest_years", growth_years)
revenue = figure("largest_revenue", commitments.revenue.annualised, "Revenue")
unpriced = figure("largest_unpriced", bridge.unpriced.amount, "Unpriced capacity")
capacity = figure("largest_capacity", bridge.unpriced_gigawatts, "Gigawatts of unpriced capacity")
partners = figure("largest_partners", bridge.partners.amount)
above_floor = figure("largest_above_floor", bridge.above_floor.amount)
open_end = figure("largest_open_end", assumed_end)
total_low = figure("largest_total_low", cases.payer_total.low, "Commitments, low")
total_high = figure("largest_total_high", cases.payer_total.high, "Commitments, high")
revenue_low = figure("largest_revenue_low", cases.payer_revenue.low, "Revenue, low")
revenue_high = figure("largest_revenue_high", cases.payer_revenue.high, "Revenue, high")

FIGURES = (payer, cover, revenue_label)
WORKINGS = (
    *(
        is_there,
        summary_commitments,
        total_low,
        total_high,
        payments,
        open_end,
        revenue,
        revenue_low,
        revenue_high,
        years,
    ),
    *(unpriced, capacity, partners, above_floor),
)
PAYER_LINES = (
    *(growth_years, revenue_then, peak_cover, end_assumed, both_assumed, assumed_end, with_revenue),
    *rank.lines,
)
