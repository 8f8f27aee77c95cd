"""Capital spending: each announced plan, and each company or group by year.

A group is a row of its own and is never split among its members. A member's figure is shown, and left out
of the total in every year in which its group has a figure.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Const, If, ToDate, Total
from model.expression.terms import at_least, count_ifs, find, gap, if_any, is_, known, sum_ifs, total_of, when
from model.lines.dated import (
    Amount,
    Period,
    amount_lines,
    cost_range_line,
    days_in_year,
    in_total_line,
    period_lines,
    weight_line,
    whole_missing_line,
)
from model.lines.inputs import CapexPlans, Companies
from model.lines.rows import PLANS, SPENDERS

money = amount_lines(
    "plans", PLANS, Amount(CapexPlans.low_bn, CapexPlans.base_bn, CapexPlans.high_bn, CapexPlans.currency)
)
period = period_lines(
    "plans",
    PLANS,
    Period(CapexPlans.announced, CapexPlans.start, CapexPlans.end, CapexPlans.term_years, CapexPlans.sources),
)
weight = weight_line("plans", PLANS, CapexPlans.firmness)
in_total = in_total_line("plans", PLANS, CapexPlans.within)
whole_missing = whole_missing_line("plans", PLANS, CapexPlans.within, in_total)

umbrella_company = Line(
    "plans_umbrella_company",
    "Inside a plan of",
    "text",
    find(CapexPlans.company, PLANS.key(), CapexPlans.within, Const("")),
    PLANS,
    meaning="The company whose plan holds this plan.",
)

counted = Line(
    "plans_counted",
    "Counted",
    "USD bn",
    money.usd * weight * when(umbrella_company.eq(CapexPlans.company), 0, 1),
    PLANS,
    meaning="Amount × weight of its firmness, 0 inside another plan of the same company.",
)

cost_per_gw = Line(
    "plans_cost_per_gw",
    "Cost per GW",
    "USD bn per GW",
    money.usd / CapexPlans.gigawatts,
    PLANS,
    meaning="Amount ÷ gigawatts where the source states both.",
)

cost_range = cost_range_line("plans", PLANS, cost_per_gw)

plans_year = Line(
    "plans_year",
    "Spent in the year",
    "USD bn",
    counted * days_in_year(period) / period.days,
    PLANS,
    by_year=True,
    meaning="Counted amount × days of the plan in the year ÷ days of the plan.",
)

plans_total = Line(
    "plans_total",
    "All years",
    "USD bn",
    If(known(counted), Total(plans_year, "years"), NOT_DISCLOSED),
    PLANS,
    meaning="The plan's row added up.",
)

plans_gap = Line(
    "plans_gap",
    "Difference",
    "USD bn",
    gap(counted, plans_total),
    PLANS,
    meaning="Counted amount less its row, without sign; 0 where it ties out.",
)

own_plans = is_(CapexPlans.company, SPENDERS.key())

plans = Line("spender_plans", "Plans", "count", count_ifs(own_plans), SPENDERS, meaning="Plans of the company.")

disclosed = Line(
    "spender_disclosed",
    "With an amount",
    "count",
    count_ifs(own_plans, at_least(counted, 0)),
    SPENDERS,
    meaning="Plans of the company with a disclosed amount.",
)

group = Line(
    "spender_group",
    "Member of",
    "text",
    find(Companies.member_of, Companies.company, SPENDERS.key(), Const("")),
    SPENDERS,
    meaning="The group whose figure the company's figure may be part of.",
)

outer_group = Line(
    "spender_outer_group",
    "which is in",
    "text",
    find(Companies.member_of, Companies.company, group, Const("")),
    SPENDERS,
    meaning="The group that the company's group is a member of; groups nest no deeper.",
)

total = Line(
    "spender_total",
    "All plans",
    "USD bn",
    if_any(disclosed, sum_ifs(counted, own_plans)),
    SPENDERS,
    meaning="All plans of the company; a plan inside another of its own plans is counted once.",
)

spender_year = Line(
    "spender_year",
    "Capex in the year",
    "USD bn",
    If(known(total), sum_ifs(plans_year, own_plans), NOT_DISCLOSED),
    SPENDERS,
    by_year=True,
    meaning="All plans of the company, by year.",
)

not_inside = is_(in_total, 1)

group_year = Line(
    "spender_group_year",
    "Its groups' capex in the year",
    "USD bn",
    when(group.eq(""), 0, sum_ifs(spender_year, is_(SPENDERS.key(), group)))
    + when(outer_group.eq(""), 0, sum_ifs(spender_year, is_(SPENDERS.key(), outer_group))),
    SPENDERS,
    by_year=True,
    meaning="What the company's group, and the group around that, have announced for the year; 0 without a group or "
    "a figure.",
)

in_total_year = Line(
    "spender_in_total_year",
    "Capex in the total",
    "USD bn",
    If(known(total), when(group_year > 0, 0, sum_ifs(plans_year, own_plans, not_inside)), NOT_DISCLOSED),
    SPENDERS,
    by_year=True,
    meaning="The company's capex without plans inside another plan, and 0 in a year in which its group's figure "
    "already holds it.",
)

spender_in_total = Line(
    "spender_in_total",
    "All years",
    "USD bn",
    If(known(total), Total(in_total_year, "years"), NOT_DISCLOSED),
    SPENDERS,
    meaning="The row added up.",
)

to_date = Line(
    "spender_to_date",
    "Capex to date",
    "USD bn",
    If(known(total), ToDate(spender_year), NOT_DISCLOSED),
    SPENDERS,
    by_year=True,
    meaning="Capex of the company from the first year to the year.",
)

capex_all = Line(
    "capex_all", "All companies", "USD bn", total_of(spender_in_total), meaning="Total without double counting."
)
capex_all_year = Line(
    "capex_all_year",
    "All companies",
    "USD bn",
    total_of(in_total_year),
    by_year=True,
    meaning="All companies and groups, members of a counted group left out.",
)

held_elsewhere = Line(
    "spender_held_elsewhere",
    "Held by another figure",
    "USD bn",
    total - spender_in_total,
    SPENDERS,
    meaning="What of the company's capex the total leaves out, because another plan or its group's figure holds it.",
)
