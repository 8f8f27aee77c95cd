"""Capital spending: each plan by year, and each company or group by year, each dollar once."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Assumption, If, Node, Total
from model.expression.terms import (
    and_,
    at_least,
    count_ifs,
    first_known,
    gap,
    if_any,
    is_,
    known,
    largest,
    look_up,
    or_,
    sum_ifs,
    sum_known,
    total_of,
    when,
)
from model.lines.calendar import Part, measure, parts_of
from model.lines.dated import cost_range_line
from model.lines.inputs import CapexPlans
from model.lines.plan_parts import (
    counted,
    covers,
    free,
    free_rounded,
    has_period,
    lapsed,
    money,
    own_parts,
    period,
    switch,
    taken_levels,
)
from model.lines.plan_versions import is_current, stated, whole
from model.lines.rows import PLANS, SPENDERS

runs = switch(
    "runs",
    "Has a period",
    and_(
        is_current * has_period >= 1,
        or_(period.basis.eq("as stated"), Assumption("assume_timing").eq(1)),
        free_rounded > 0,
    ),
    "1 where the plan is current and has days of its own, stated or, with assume_timing 1, assumed.",
)
pace = Line(
    "plans_pace",
    "Counted per year",
    "USD bn a year",
    when(runs.eq(1), counted / free, NOT_DISCLOSED),
    PLANS,
    meaning="Counted amount ÷ the years of its period that no actual spending covers.",
)
no_period = Line(
    "plans_no_period",
    "No period stated",
    "USD bn",
    when(runs.eq(1), 0, counted),
    PLANS,
    meaning="The amount without a year, because the plan states no period or assume_timing is 0.",
)


def period_in(part: Part) -> Node:
    return measure(period.span, part)


in_period = parts_of(
    Line(
        "plans_in_period",
        "Runs in the year",
        "years",
        period_in("year"),
        PLANS,
        by_year=True,
        meaning="How much of the plan's period lies in the year.",
    ),
    period_in,
)


def spent_in(part: Part) -> Node:
    days = in_period[part]
    return when(days > 0, pace * largest(0, days - sum_ifs(covers.years[part], own_parts)), NOT_DISCLOSED)


spent = parts_of(
    Line(
        "plans_year",
        "Spent in the year",
        "USD bn",
        spent_in("year"),
        PLANS,
        by_year=True,
        meaning="Counted per year × the part of the plan's period in the year not covered by actuals; n/d outside its "
        "period.",
    ),
    spent_in,
)
year = spent.year

plans_total = Line(
    "plans_total",
    "Total",
    "USD bn",
    If(
        known(counted),
        no_period + first_known(spent.earlier, 0) + Total(year, "years") + first_known(spent.later, 0),
        NOT_DISCLOSED,
    ),
    PLANS,
    meaning="The sum of the plan's row: earlier, the years, later and no period stated.",
)
plans_gap = Line(
    "plans_gap",
    "Difference",
    "USD bn",
    gap(counted, plans_total),
    PLANS,
    meaning="Counted amount less the sum of its row, in absolute terms; 0 where it ties out.",
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

own_plans = is_(CapexPlans.company, SPENDERS.key())

plans = Line("spender_plans", "Plans", "count", count_ifs(own_plans), SPENDERS, meaning="Plans of the company.")
disclosed = Line(
    "spender_disclosed",
    "Current, with an amount",
    "count",
    count_ifs(own_plans, is_(is_current, 1), at_least(counted, 0)),
    SPENDERS,
    meaning="Current plans of the company with a disclosed amount.",
)


part_judged = Line(
    "plans_part_judged",
    "Part of another plan, by our judgement",
    "USD bn",
    when(
        and_(whole.ne(""), look_up(CapexPlans.part_basis, PLANS.key(), stated.wholes_from[-1]).eq("judged")),
        taken_levels[-1],
        NOT_DISCLOSED,
    ),
    PLANS,
    meaning="What is deducted from the whole because we judge this plan to be part of it, without a source; otherwise "
    "the total would be larger by this amount.",
)


def of_spender(name: str, line: Line, meaning: str) -> Line:
    """A line added up over the company's plans; n/d where none of them has a figure."""
    expr = sum_known(line, own_plans)
    return Line(f"spender_{name}", line.title, "USD bn", expr, SPENDERS, by_year=line.by_year, meaning=meaning)


spender_year = of_spender(
    "year", year, "The company's plans in the year, each dollar once; n/d in years that none of them covers."
)
earlier = of_spender("earlier", spent.earlier, "Before the first year.")
later = of_spender("later", spent.later, "After the last year.")
spender_no_period = Line(
    "spender_no_period",
    "No period stated",
    "USD bn",
    # an amount that is an error shows, though the plan has a period
    when(and_(disclosed.eq(0), sum_ifs(counted, own_plans).eq(0)), NOT_DISCLOSED, sum_ifs(no_period, own_plans)),
    SPENDERS,
    meaning="The part of the company's plans that has no year.",
)
spender_lapsed = Line(
    "spender_lapsed",
    "Lapsed",
    "USD bn",
    if_any(disclosed, sum_ifs(lapsed, own_plans)),
    SPENDERS,
    meaning="Guidance of the company that its actuals did not reach.",
)
total = Line(
    "spender_total",
    "All plans",
    "USD bn",
    if_any(disclosed, sum_ifs(counted, own_plans)),
    SPENDERS,
    meaning="All plans of the company, each dollar once, whatever their length; companies are ranked by this.",
)

spender_judged = of_spender(
    "judged", part_judged, "The company's plans that are parts of others by our judgement, not a source's."
)
all_judged = Line(
    "capex_all_judged",
    "All companies",
    "USD bn",
    total_of(spender_judged),
    meaning="How much larger all plans together would be if the plans that we judge to be parts were not parts.",
)
all_year = Line(
    "capex_all_year",
    "All companies",
    "USD bn",
    total_of(spender_year),
    by_year=True,
    meaning="All companies and groups, each dollar once; years that some plans do not cover contain the other plans "
    "only.",
)
all_no_period = Line(
    "capex_all_no_period",
    "All companies",
    "USD bn",
    total_of(spender_no_period),
    meaning="All companies, without a year.",
)
