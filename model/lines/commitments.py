"""Payers: what they owe against what they earn."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.terms import (
    at_least,
    count_ifs,
    is_,
    sum_ifs,
    total_of,
)
from model.lines.amounts import legs_class
from model.lines.bridge import some
from model.lines.inputs import Deals
from model.lines.leg_periods import period
from model.lines.periods import path_lines
from model.lines.revenue import revenue_lines
from model.lines.rows import PAYERS
from model.lines.rungs import counted, is_counted

own_commitments = (is_(Deals.payer, PAYERS.key()), is_(legs_class, "commitment"))
on_rung = (*own_commitments, is_(is_counted, 1))

legs = Line(
    "payer_legs",
    "Legs",
    "count",
    count_ifs(*on_rung),
    PAYERS,
    meaning="Commitment legs of the payer on the basis selected.",
)

without = Line(
    "payer_without",
    "Legs without an amount",
    "count",
    legs - count_ifs(*on_rung, at_least(counted, 0)),
    PAYERS,
    meaning="Legs whose amount or payer's share no source states; in no total.",
)

total = Line(
    "payer_total",
    "Commitments",
    "USD bn",
    some(legs, without, sum_ifs(counted, *own_commitments)),
    PAYERS,
    meaning="The payer's commitment legs as counted on the basis selected; n/d where none of them has an amount.",
)

revenue = revenue_lines("payer", PAYERS)
path = path_lines("payer", PAYERS)

assumed_dates = Line(
    "payer_assumed_dates",
    "of which on assumed dates",
    "USD bn",
    total - sum_ifs(counted, *own_commitments, is_(period.basis, "as stated")),
    PAYERS,
    meaning="Commitments for which no source states the start, the end or both; when they fall due is assumed.",
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

payers_total = Line("payers_total", "All payers", "USD bn", total_of(total), meaning="All payers added up.")
