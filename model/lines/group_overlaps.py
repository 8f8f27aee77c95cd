"""Plans of a company for a time for which its group has a plan too, which may include them."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Const
from model.expression.terms import and_, at_most, find, is_, latest_of, min_ifs, or_, when
from model.lines.inputs import CapexPlans, Companies
from model.lines.plan_parts import counted, has_period, period, position
from model.lines.plan_versions import is_current, whole
from model.lines.rows import PLANS

ALWAYS = 1_000_000  # a day after all that tables may state

group = Line(
    "plans_group",
    "Group",
    "text",
    find(Companies.member_of, Companies.company, CapexPlans.company, Const("")),
    PLANS,
    meaning="The group that the plan's company is a member of.",
)
since = Line(
    "plans_since",
    "Since",
    "days",
    when(has_period.eq(1), period.start, 0),
    PLANS,
    meaning="The plan's first day as a serial number; 0 where it states no period, and may fall in any year.",
)
until = Line(
    "plans_until",
    "Until",
    "days",
    when(has_period.eq(1), period.end, ALWAYS),
    PLANS,
    meaning=f"The plan's last day as a serial number; {ALWAYS:,} where it states no period.",
)
may_overlap = Line(
    "plans_may_overlap",
    "May overlap",
    "switch",
    when(and_(is_current.eq(1), whole.eq(""), counted >= 0), 1, 0),
    PLANS,
    meaning="1 where the plan is current, has an amount and is not part of another plan.",
)
of_group = (is_(CapexPlans.company, group), is_(may_overlap, 1), at_most(since, until))
group_until = Line(
    "plans_group_until",
    "Last day of the group's plans",
    "days",
    when(
        or_(may_overlap.eq(0), group.eq(""), group.eq(CapexPlans.company)),
        0,
        latest_of(until, *of_group),
    ),
    PLANS,
    meaning="The last day of the group's plans that begin before this one ends; 0 where there is none.",
)
row_of_group = Line(
    "plans_row_of_group",
    "Row of the group's plan",
    "rank",
    when(and_(group_until > 0, group_until >= since), min_ifs(position, *of_group, is_(until, group_until)), 0),
    PLANS,
    meaning="The first row with the group's plan that ends on that day, if it overlaps this plan; otherwise 0.",
)
plan_of_group = Line(
    "plans_plan_of_group",
    "Group's plan for the same time",
    "text",
    find(PLANS.key(), position, row_of_group, Const("")),
    PLANS,
    meaning="A plan of the company's group that may include this one, although neither says so.",
)
LINES = (group, since, until, may_overlap, group_until, row_of_group, plan_of_group)
