"""Legs: how much of each flow of money, capacity or shares counts on the selected basis, and when it falls due."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED
from model.expression.terms import and_, at_least, count_ifs, is_, or_, sum_ifs, sum_of_some, when
from model.lines import parts
from model.lines.amounts import legs_class, usd
from model.lines.dated import cost_range_line
from model.lines.inputs import Deals
from model.lines.leg_periods import period
from model.lines.rows import CLASSES, LEGS
from model.lines.rungs import counted, is_counted

per_year = Line(
    "legs_per_year",
    "Amount per year",
    "USD bn a year",
    usd / period.years,
    LEGS,
    meaning="Amount ÷ years: the pace of the leg, however much of it counts.",
)

compares_sites = Line(
    "legs_compares_sites",
    "Cost per GW is comparable",
    "switch",
    when(and_(legs_class.eq("commitment"), or_(Deals.scope.eq(""), Deals.scope.eq("site"))), parts.counts, 0),
    LEGS,
    meaning="1 where amount and gigawatts are those of a site, or where no scope is stated.",
)

cost_per_gw = Line(
    "legs_cost_per_gw",
    "Cost per GW",
    "USD bn per GW",
    when(compares_sites.eq(1), usd / Deals.gigawatts, NOT_DISCLOSED),
    LEGS,
    meaning="Amount ÷ gigawatts of a current commitment that states both; if a scope is stated, only for sites.",
)

cost_range = cost_range_line("legs", LEGS, cost_per_gw)

own_class = is_(legs_class, CLASSES.key())

class_legs = Line(
    "class_legs",
    "Legs",
    "count",
    count_ifs(own_class, is_(is_counted, 1)),
    CLASSES,
    meaning="Legs of the class on the basis selected.",
)

legs_known = Line(
    "class_legs_known",
    "With an amount",
    "count",
    count_ifs(own_class, is_(is_counted, 1), at_least(counted, 0)),
    CLASSES,
    meaning="Legs with an amount.",
)

class_counted = Line(
    "class_counted",
    "Counted",
    "USD bn",
    sum_of_some(class_legs, legs_known, sum_ifs(counted, own_class)),
    CLASSES,
    meaning="All legs of the class; classes are never added together.",
)
