"""Legs: what each flow of money, capacity or shares amounts to in US dollars, how much of it counts, and when."""

from __future__ import annotations

from model.expression.nodes import (
    NOT_DISCLOSED,
    Assumption,
    Const,
    If,
    Line,
    Lookup,
    Total,
    and_,
    at_least,
    count_ifs,
    gap,
    is_,
    known,
    smallest,
    sum_ifs,
    when,
)
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
)
from model.lines.inputs import Deals
from model.lines.rows import CLASSES, KINDS, LEGS
from model.lines.rules import kind_class, kind_share

payer = Line("leg_payer", "Payer", "text", Deals.payer, LEGS)
payee = Line("leg_payee", "Payee", "text", Deals.payee, LEGS)
sources = Line("leg_sources", "Sources", "text", Deals.sources, LEGS, meaning="The documents that report the leg.")
locator = Line("leg_locator", "Where in them", "text", Deals.locator, LEGS, meaning="The paragraph of each source.")

money = amount_lines("leg", LEGS, Amount(Deals.low_bn, Deals.base_bn, Deals.high_bn, Deals.currency))
period = period_lines("leg", LEGS, Period(Deals.announced, Deals.start, Deals.end, Deals.term_years, Deals.sources))
weight = weight_line("leg", LEGS, Deals.firmness)
in_total = in_total_line("leg", LEGS, Deals.within)

leg_class = Line(
    "leg_class",
    "Class",
    "text",
    Lookup(kind_class, KINDS.key(), Deals.kind),
    LEGS,
    meaning="Commitment, funding or contingent, by the leg's kind.",
)

firmness = Line(
    "leg_firmness", "Firmness", "text", Deals.firmness, LEGS, meaning="Firm, up to, intent, reported or superseded."
)
qualifier = Line(
    "leg_qualifier",
    "Qualifier",
    "text",
    Deals.qualifier,
    LEGS,
    meaning="How the source qualifies the amount, such as at_most; blank where it states it plainly.",
)

payer_part = Line(
    "leg_payer_part",
    "Payer's part",
    "share",
    Lookup(kind_share, KINDS.key(), Deals.kind),
    LEGS,
    meaning="The part of the amount that counts for the payer, by the leg's kind.",
)

implied_capacity = Line(
    "leg_implied_capacity",
    "Capacity without an amount",
    "GW",
    If(known(Deals.base_bn), Const(0), Deals.gigawatts),
    LEGS,
    meaning="Gigawatts of a leg whose amount no source states; 0 for a leg with an amount.",
)

implied = Line(
    "leg_implied",
    "Implied build-out",
    "USD bn",
    implied_capacity * Assumption("cost_per_gw"),
    LEGS,
    meaning="Capacity without an amount × cost per gigawatt: build-out cost, not money owed to the payee.",
)

counted = Line(
    "leg_counted",
    "Counted",
    "USD bn",
    money.usd * weight * payer_part * in_total,
    LEGS,
    meaning="Disclosed amount × weight of its firmness × payer's part, 0 inside another leg.",
)

counted_implied = Line(
    "leg_counted_implied",
    "Implied, counted",
    "USD bn",
    implied * weight * payer_part * in_total * Assumption("include_implied"),
    LEGS,
    meaning="Implied build-out that counts: 0 unless the assumption include_implied is 1.",
)

scheduled = Line(
    "leg_scheduled",
    "Scheduled",
    "USD bn",
    If(known(counted), counted, when(counted_implied > 0, counted_implied, NOT_DISCLOSED)),
    LEGS,
    meaning="What the schedule spreads: the counted amount, or the implied one where the assumption lets it in.",
)

per_year = Line(
    "leg_per_year",
    "USD a year",
    "USD bn a year",
    money.usd / period.years,
    LEGS,
    meaning="Amount ÷ years: the pace of the leg, whatever counts of it.",
)

cost_per_gw = Line(
    "leg_cost_per_gw",
    "Cost per GW",
    "USD bn per GW",
    money.usd / Deals.gigawatts,
    LEGS,
    meaning="Amount ÷ gigawatts where the source states both.",
)

cost_range = cost_range_line("leg", LEGS, cost_per_gw)

due = Line(
    "leg_due",
    "Due in the year",
    "USD bn",
    scheduled * days_in_year(period) / period.days,
    LEGS,
    by_year=True,
    meaning="Scheduled amount × days of the term in the year ÷ days of the term: a straight line by days.",
)

schedule_total = Line(
    "leg_schedule_total",
    "All years",
    "USD bn",
    If(known(scheduled), Total(due, "years"), NOT_DISCLOSED),
    LEGS,
    meaning="The leg's row added up.",
)

schedule_gap = Line(
    "leg_schedule_gap",
    "Difference",
    "USD bn",
    gap(scheduled, schedule_total),
    LEGS,
    meaning="Scheduled amount less its row, without sign; 0 where the schedule ties out.",
)

own_class = is_(leg_class, CLASSES.key())

class_legs = Line("class_legs", "Legs", "count", count_ifs(own_class), CLASSES, meaning="Legs of the class.")

class_known = Line(
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
    If(and_(class_legs > 0, class_known.eq(0)), NOT_DISCLOSED, sum_ifs(scheduled, own_class)),
    CLASSES,
    meaning="All legs of the class; classes are never added together.",
)

class_due = Line(
    "class_due",
    "Due in the year",
    "USD bn",
    If(and_(class_legs > 0, class_known.eq(0)), NOT_DISCLOSED, sum_ifs(due, own_class)),
    CLASSES,
    by_year=True,
    meaning="All legs of the class, by year.",
)

deployed = Line(
    "leg_deployed",
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
