"""Payers: what they owe against what they earn."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import YEAR, Assumption
from model.expression.terms import (
    at_least,
    count_ifs,
    is_,
    is_not,
    largest,
    sum_ifs,
    sum_known,
    total_of,
)
from model.lines.inputs import Deals
from model.lines.leg_periods import period
from model.lines.legs import counted, in_total, leg_class, scheduled
from model.lines.legs import implied_capacity as leg_capacity
from model.lines.periods import revenue_lines
from model.lines.rows import PAYERS

own_commitments = (is_(Deals.payer, PAYERS.key()), is_(leg_class, "commitment"))

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

disclosed = Line(
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

implied_total = Line(
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

revenue_year = Line(
    "payer_revenue_path",
    "Revenue",
    "USD bn",
    revenue.annualised * (1 + Assumption("revenue_growth")) ** largest(0, YEAR - revenue.year),
    PAYERS,
    by_year=True,
    meaning="Annualised revenue grown by the assumption revenue_growth from the revenue year on.",
)

all_commitments = Line("payers_total", "All payers", "USD bn", total_of(total), meaning="All payers added up.")
all_implied = Line("payers_implied", "All payers", "USD bn", total_of(implied_total), meaning="All payers added up.")
