"""Payers: what they owe against what they earn."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, YEAR, Assumption, If, ToDate, Total
from model.expression.terms import (
    above,
    at_least,
    count_ifs,
    is_,
    is_not,
    known,
    largest,
    max_known,
    sum_ifs,
    sum_known,
    total_of,
    when,
)
from model.lines.inputs import Deals
from model.lines.legs import counted, due, in_total, legs_class, period, scheduled
from model.lines.legs import implied_capacity as leg_capacity
from model.lines.periods import revenue_lines
from model.lines.rows import PAYERS

own_commitments = (is_(Deals.payer, PAYERS.key()), is_(legs_class, "commitment"))

legs = Line(
    "payer_legs",
    "Legs",
    "count",
    count_ifs(*own_commitments),
    PAYERS,
    meaning="Commitment legs of the payer.",
)

legs_known = Line(
    "payer_legs_known",
    "With an amount",
    "count",
    count_ifs(*own_commitments, at_least(counted, 0)),
    PAYERS,
    meaning="Those of them with an amount.",
)

total = Line(
    "payer_total",
    "Commitments",
    "USD bn",
    sum_known(scheduled, *own_commitments),
    PAYERS,
    meaning="All commitment legs of the payer as counted in the scenario, with implied build-out where include_implied "
    "is 1; n/d where none has an amount.",
)

disclosed_counted = Line(
    "payer_disclosed_counted",
    "Commitments with an amount",
    "USD bn",
    sum_known(counted, *own_commitments),
    PAYERS,
    meaning="Commitment legs of the payer with a disclosed amount, as counted in the scenario.",
)

each_once = (*own_commitments, is_(in_total, 1), is_not(Deals.firmness, "superseded"))

implied_capacity = Line(
    "payer_implied_capacity",
    "Capacity without an amount",
    "GW",
    sum_known(leg_capacity, *each_once),
    PAYERS,
    meaning="Gigawatts of the payer's commitment legs without an amount, each once; superseded legs are left out.",
)

implied = Line(
    "payer_implied",
    "Implied build-out, beside",
    "USD bn",
    implied_capacity * Assumption("cost_per_gw"),
    PAYERS,
    meaning="Capacity without an amount × cost per gigawatt: a column of its own, in the commitments only where "
    "include_implied is 1. It may overlap amounts that other legs disclose; no source says.",
)

revenue = revenue_lines("payer", PAYERS)

assumed_dates = Line(
    "payer_assumed_dates",
    "of which on assumed dates",
    "USD bn",
    total - sum_ifs(scheduled, *own_commitments, is_(period.basis, "as stated")),
    PAYERS,
    meaning="Commitments whose start, end or both no source states: when they fall due is assumed.",
)

excess = Line(
    "payer_excess",
    "Commitments less revenue",
    "USD bn",
    total - revenue.annualised,
    PAYERS,
    meaning="All commitments, which run over years, less one year's revenue.",
)

total_cover = Line(
    "payer_total_cover",
    "Commitments ÷ revenue",
    "x",
    total / revenue.annualised,
    PAYERS,
    meaning="All commitments ÷ annualised revenue.",
)

payer_due = Line(
    "payer_due",
    "Commitments due",
    "USD bn",
    If(known(total), sum_ifs(due, *own_commitments), NOT_DISCLOSED),
    PAYERS,
    by_year=True,
    meaning="What falls due in the year on the payer's commitment legs.",
)

due_total = Line(
    "payer_due_total",
    "All years",
    "USD bn",
    If(known(total), Total(payer_due, "years"), NOT_DISCLOSED),
    PAYERS,
    meaning="The payer's row added up.",
)

due_to_date = Line(
    "payer_due_to_date",
    "Commitments due to date",
    "USD bn",
    If(known(total), ToDate(payer_due), NOT_DISCLOSED),
    PAYERS,
    by_year=True,
    meaning="What fell due from the first year to the year.",
)

revenue_path = Line(
    "payer_revenue_path",
    "Revenue",
    "USD bn",
    revenue.annualised * (1 + Assumption("revenue_growth")) ** largest(0, YEAR - revenue.year),
    PAYERS,
    by_year=True,
    meaning="Annualised revenue grown by the assumption revenue_growth from the revenue year on.",
)

coverage = Line(
    "payer_coverage",
    "Commitments due ÷ revenue",
    "x",
    payer_due / revenue_path,
    PAYERS,
    by_year=True,
    meaning="How many times the year's revenue falls due in the year.",
)

counted_legs = (*own_commitments, above(scheduled, 0))

last_end = Line(
    "payer_last_end",
    "Last commitment ends",
    "date",
    max_known(period.end, *counted_legs),
    PAYERS,
    meaning="The last day of the payer's longest counted commitment.",
)

due_largest_year = Line(
    "payer_due_largest_year",
    "Due in the largest year",
    "USD bn",
    If(known(last_end), Total(payer_due, "years", "max"), NOT_DISCLOSED),
    PAYERS,
    meaning="The most that falls due in one year.",
)

large_year = Line(
    "payer_large_year",
    "Large years",
    "year",
    If(
        known(due_largest_year),
        when(payer_due >= due_largest_year * Assumption("large_year_share"), YEAR, 0),
        NOT_DISCLOSED,
    ),
    PAYERS,
    by_year=True,
    meaning="The year, where at least the part large_year_share of the largest year's commitments falls due in it; "
    "else 0.",
)

last_year = Line(
    "payer_last_year",
    "Last large year",
    "year",
    If(known(due_largest_year), Total(large_year, "years", "max"), NOT_DISCLOSED),
    PAYERS,
    meaning="The last year in which much falls due: a small leg that runs on does not move it.",
)

years_ahead = Line(
    "payer_years_ahead",
    "Years to grow",
    "years",
    last_year - revenue.year,
    PAYERS,
    meaning="From the revenue year to the last large year.",
)

needed_growth = Line(
    "payer_needed_growth",
    "Growth needed",
    "growth",
    when(
        years_ahead > 0,
        (due_largest_year / Assumption("max_commitment_share") / revenue.annualised) ** (1 / years_ahead) - 1,
        NOT_DISCLOSED,
    ),
    PAYERS,
    meaning="Yearly revenue growth after which the largest year's commitments are the chosen share of revenue by the "
    "last large year.",
)

payers_total = Line("payers_total", "All payers", "USD bn", total_of(total), meaning="All payers added up.")
payers_implied = Line("payers_implied", "All payers", "USD bn", total_of(implied), meaning="All payers added up.")
payers_due = Line(
    "payers_due", "All payers", "USD bn", total_of(payer_due), by_year=True, meaning="All payers, by year."
)
payers_due_total = Line(
    "payers_due_total", "All payers", "USD bn", total_of(due_total), meaning="All payers, all years."
)
payers_due_to_date = Line(
    "payers_due_to_date",
    "All payers",
    "USD bn",
    total_of(due_to_date),
    by_year=True,
    meaning="All payers, to date.",
)
