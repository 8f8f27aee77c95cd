"""Legs: what each flow of money, capacity or shares counts on the selected basis, and when it falls due."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Assumption, If, Lookup, Total
from model.expression.terms import and_, at_least, count_ifs, gap, is_, known, or_, smallest, sum_ifs, sum_of_some, when
from model.lines import parts, versions
from model.lines.amounts import legs_class, money
from model.lines.dated import Period, cost_range_line, days_in_year, days_since_start, period_lines
from model.lines.inputs import Deals
from model.lines.rows import CLASSES, LEGS
from model.lines.rungs import counted, is_counted

first_known_on = Line(
    "legs_first_known_on",
    "First known on",
    "date",
    Lookup(versions.known_on, LEGS.key(), versions.starts_from[-1]),
    LEGS,
    meaning="The day the first version of the leg was known on.",
)
period = period_lines(
    "legs", LEGS, Period(first_known_on, versions.start_stated, versions.end_stated, versions.term_stated)
)

per_year = Line(
    "legs_per_year",
    "USD a year",
    "USD bn a year",
    money.usd / period.years,
    LEGS,
    meaning="Amount ÷ years: the pace of the leg, whatever counts of it.",
)

compares_sites = Line(
    "legs_compares_sites",
    "Cost compares",
    "switch",
    when(and_(legs_class.eq("commitment"), or_(Deals.scope.eq(""), Deals.scope.eq("site"))), parts.counts, 0),
    LEGS,
    meaning="1 where amount and gigawatts are those of a site, or nothing else is said.",
)

cost_per_gw = Line(
    "legs_cost_per_gw",
    "Cost per GW",
    "USD bn per GW",
    when(compares_sites.eq(1), money.usd / Deals.gigawatts, NOT_DISCLOSED),
    LEGS,
    meaning="Amount ÷ gigawatts of a current commitment that states both; sites only, where the scope is stated.",
)

cost_range = cost_range_line("legs", LEGS, cost_per_gw)

due = Line(
    "legs_due",
    "Due in the year",
    "USD bn",
    counted * days_in_year(period) / period.days,
    LEGS,
    by_year=True,
    meaning="Scheduled amount × days of the term in the year ÷ days of the term: a straight line by days.",
)

schedule_total = Line(
    "legs_schedule_total",
    "All years",
    "USD bn",
    If(known(counted), Total(due, "years"), NOT_DISCLOSED),
    LEGS,
    meaning="The leg's row added up.",
)

schedule_gap = Line(
    "legs_schedule_gap",
    "Difference",
    "USD bn",
    gap(counted, schedule_total),
    LEGS,
    meaning="Scheduled amount less its row, without sign; 0 where the schedule ties out.",
)

own_class = is_(legs_class, CLASSES.key())

class_legs = Line(
    "class_legs",
    "Legs",
    "count",
    count_ifs(own_class, is_(is_counted, 1)),
    CLASSES,
    meaning="Legs of the class on the rung selected.",
)

legs_known = Line(
    "class_legs_known",
    "With an amount",
    "count",
    count_ifs(own_class, is_(is_counted, 1), at_least(counted, 0)),
    CLASSES,
    meaning="Those of them with an amount.",
)

class_counted = Line(
    "class_counted",
    "Counted",
    "USD bn",
    sum_of_some(class_legs, legs_known, sum_ifs(counted, own_class)),
    CLASSES,
    meaning="All legs of the class; classes are never added together.",
)

class_due = Line(
    "class_due",
    "Due in the year",
    "USD bn",
    sum_of_some(class_legs, legs_known, sum_ifs(due, own_class)),
    CLASSES,
    by_year=True,
    meaning="All legs of the class, by year.",
)

deployed = Line(
    "legs_deployed",
    "Gigawatts deployed by year-end",
    "GW",
    parts.own_gigawatts * smallest(1, Assumption("deployment_pace") * days_since_start(period) / period.days),
    LEGS,
    by_year=True,
    meaning="Gigawatts × days since the start ÷ days of the term × deployment pace, at most all of it: at "
    "half the pace the last gigawatt stands a term later.",
)
