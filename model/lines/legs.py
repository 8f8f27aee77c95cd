"""Legs: what each flow of money, capacity or shares amounts to in US dollars, how much of it counts, and when."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Assumption, Const, If, Lookup, Total
from model.expression.terms import at_least, count_ifs, gap, is_, known, smallest, sum_ifs, sum_of_some, when
from model.lines.dated import (
    Amount,
    Period,
    amount_lines,
    cost_range_line,
    days_in_year,
    days_since_start,
    in_total_line,
    period_lines,
    weight_line,
    whole_missing_line,
)
from model.lines.inputs import Deals
from model.lines.rows import CLASSES, KINDS, LEGS
from model.lines.rules import kind_class, kind_share

money = amount_lines("legs", LEGS, Amount(Deals.low_bn, Deals.base_bn, Deals.high_bn, Deals.currency))
period = period_lines("legs", LEGS, Period(Deals.announced, Deals.start, Deals.end, Deals.term_years, Deals.sources))
weight = weight_line("legs", LEGS, Deals.firmness)
in_total = in_total_line("legs", LEGS, Deals.within)
whole_missing = whole_missing_line("legs", LEGS, Deals.within, in_total)

legs_class = Line(
    "legs_class",
    "Class",
    "text",
    If(Deals.kind.eq(""), Const(""), Lookup(kind_class, KINDS.key(), Deals.kind)),
    LEGS,
    meaning="Commitment, funding or contingent, by the leg's kind.",
)

payer_part = Line(
    "legs_payer_part",
    "Payer's part",
    "share",
    If(Deals.kind.eq(""), NOT_DISCLOSED, Lookup(kind_share, KINDS.key(), Deals.kind)),
    LEGS,
    meaning="The part of the amount that counts for the payer, by the leg's kind.",
)

implied_capacity = Line(
    "legs_implied_capacity",
    "Capacity without an amount",
    "GW",
    If(known(Deals.base_bn), Const(0), Deals.gigawatts),
    LEGS,
    meaning="Gigawatts of a leg whose amount no source states; 0 for a leg with an amount.",
)

implied = Line(
    "legs_implied",
    "Implied build-out",
    "USD bn",
    implied_capacity * Assumption("cost_per_gw"),
    LEGS,
    meaning="Capacity without an amount × cost per gigawatt: build-out cost, not money owed to the payee.",
)

counted = Line(
    "legs_counted",
    "Counted",
    "USD bn",
    money.usd * weight * payer_part * in_total,
    LEGS,
    meaning="Disclosed amount × weight of its firmness × payer's part, 0 inside another leg.",
)

counted_implied = Line(
    "legs_counted_implied",
    "Implied, counted",
    "USD bn",
    implied * weight * payer_part * in_total * Assumption("include_implied"),
    LEGS,
    meaning="Implied build-out that counts: 0 unless the assumption include_implied is 1.",
)

scheduled = Line(
    "legs_scheduled",
    "Scheduled",
    "USD bn",
    If(known(counted), counted, when(counted_implied > 0, counted_implied, NOT_DISCLOSED)),
    LEGS,
    meaning="What the schedule spreads: the counted amount, or the implied one where the assumption lets it in.",
)

per_year = Line(
    "legs_per_year",
    "USD a year",
    "USD bn a year",
    money.usd / period.years,
    LEGS,
    meaning="Amount ÷ years: the pace of the leg, whatever counts of it.",
)

cost_per_gw = Line(
    "legs_cost_per_gw",
    "Cost per GW",
    "USD bn per GW",
    money.usd / Deals.gigawatts,
    LEGS,
    meaning="Amount ÷ gigawatts where the source states both.",
)

cost_range = cost_range_line("legs", LEGS, cost_per_gw)

due = Line(
    "legs_due",
    "Due in the year",
    "USD bn",
    scheduled * days_in_year(period) / period.days,
    LEGS,
    by_year=True,
    meaning="Scheduled amount × days of the term in the year ÷ days of the term: a straight line by days.",
)

schedule_total = Line(
    "legs_schedule_total",
    "All years",
    "USD bn",
    If(known(scheduled), Total(due, "years"), NOT_DISCLOSED),
    LEGS,
    meaning="The leg's row added up.",
)

schedule_gap = Line(
    "legs_schedule_gap",
    "Difference",
    "USD bn",
    gap(scheduled, schedule_total),
    LEGS,
    meaning="Scheduled amount less its row, without sign; 0 where the schedule ties out.",
)

own_class = is_(legs_class, CLASSES.key())

class_legs = Line("class_legs", "Legs", "count", count_ifs(own_class), CLASSES, meaning="Legs of the class.")

class_legs_known = Line(
    "class_legs_known",
    "With an amount",
    "count",
    count_ifs(own_class, at_least(scheduled, 0)),
    CLASSES,
    meaning="Those of them with an amount.",
)

class_scheduled = Line(
    "class_scheduled",
    "Scheduled",
    "USD bn",
    sum_of_some(class_legs, class_legs_known, sum_ifs(scheduled, own_class)),
    CLASSES,
    meaning="All legs of the class; classes are never added together.",
)

class_due = Line(
    "class_due",
    "Due in the year",
    "USD bn",
    sum_of_some(class_legs, class_legs_known, sum_ifs(due, own_class)),
    CLASSES,
    by_year=True,
    meaning="All legs of the class, by year.",
)

deployed = Line(
    "legs_deployed",
    "Gigawatts deployed by year-end",
    "GW",
    Deals.gigawatts
    * weight
    * in_total
    * smallest(1, Assumption("deployment_pace") * days_since_start(period) / period.days),
    LEGS,
    by_year=True,
    meaning="Gigawatts × weight × days since the start ÷ days of the term × deployment pace, at most all of it: at "
    "half the pace the last gigawatt stands a term later.",
)
