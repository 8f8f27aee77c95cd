"""Plans and their parts: which days of guidance its actual spending covers, and which amounts parts take from a whole.

A whole keeps what its parts do not take. Actual spending is a part of the guidance it belongs to: guidance keeps what
its actuals do not take, over the days that they do not cover; once all its days are covered, the rest lapses.
"""

from __future__ import annotations

from model.expression.arithmetic import PLACES
from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Const, If, Node, call
from model.expression.terms import (
    and_,
    find,
    first_known,
    is_,
    known,
    largest,
    or_,
    smallest,
    sum_ifs,
    when,
)
from model.lines.calendar import Span
from model.lines.covers import Cover, Days, cover_lines, order_line, position_line
from model.lines.dated import Amount, Period, amount_lines, period_lines
from model.lines.inputs import CapexPlans
from model.lines.levels import by_level
from model.lines.plan_versions import is_current, rows, stated, whole
from model.lines.rates import lent_rate, rate_lines
from model.lines.rows import PLANS

ACTUAL = "actual"

day_rate = rate_lines("plans", PLANS, CapexPlans.currency, rows.known_on)
lent = lent_rate("plans", CapexPlans.currency, day_rate, whole, rows)
own_rate_later_day = lent[-2]
money = amount_lines("plans", PLANS, Amount(CapexPlans.low_bn, CapexPlans.base_bn, CapexPlans.high_bn), lent[-1])
dates = Period(rows.known_first_of_32, stated.start_stated, stated.end_stated, stated.term_stated)
period = period_lines("plans", PLANS, dates)


def switch(name: str, title: str, condition: Node, meaning: str) -> Line:
    return Line(f"plans_{name}", title, "switch", when(condition, 1, 0), PLANS, meaning=meaning)


has_period = switch(
    "has_period",
    "Period stated",
    and_(or_(known(stated.start_stated), known(stated.end_stated), known(stated.term_stated)), period.length > 0),
    "1 where the plan states a start, an end or a term, and its assumed days do not all lie before it was known; "
    'otherwise it is shown under "No period stated".',
)


def at_whole(line: Line, absent: Node = NOT_DISCLOSED) -> If:
    """What a line says of the plan that this one is part of."""
    return find(line, PLANS.key(), whole, absent)


whole_company = Line(
    "plans_whole_company",
    "Company of the whole",
    "text",
    at_whole(CapexPlans.company, Const("")),
    PLANS,
    meaning="The company whose plan this one is part of.",
)
whole_stage = Line(
    "plans_whole_stage",
    "Stage of the whole",
    "text",
    at_whole(CapexPlans.stage, Const("")),
    PLANS,
    meaning="The stage of the plan this one is part of.",
)
whole_has_period = Line(
    "plans_whole_has_period",
    "Whole has a period",
    "switch",
    at_whole(has_period, Const(0)),
    PLANS,
    meaning="1 where the plan that this one is part of states a period.",
)
whole_from = Line(
    "plans_whole_from", "Whole from", "years", at_whole(period.span.start), PLANS, meaning="Where the whole begins."
)
whole_to = Line("plans_whole_to", "Whole to", "years", at_whole(period.span.end), PLANS, meaning="Where it ends.")

inside = Line(
    "plans_inside",
    "Inside the whole",
    "years",
    largest(0, smallest(period.span.end, whole_to) - largest(period.span.start, whole_from)),
    PLANS,
    meaning="How much of the plan's period lies inside that of its whole.",
)
inside_share = Line(
    "plans_inside_share",
    "Share inside the whole",
    "share",
    when(and_(has_period.eq(1), whole_has_period.eq(1)), inside / period.length, 1),
    PLANS,
    meaning="The share of the plan's days that lie inside the period of its whole; all of them where either has no "
    "period.",
)

# actuals take days

takes_days = switch(
    "takes_days",
    "Covers days of its guidance",
    and_(
        CapexPlans.stage.eq(ACTUAL),
        whole_company.eq(CapexPlans.company),
        whole_stage.ne(ACTUAL),
        is_current * has_period * whole_has_period >= 1,
        first_known(money.usd, -1) >= 0,
    ),
    "1 for actual spending that is part of a plan of the same company which is not itself actual spending.",
)
COVER = Cover("plans", "actual", PLANS, "whole")
position = position_line("plans", PLANS)
order = order_line(COVER, takes_days, period.start, position)
covers = cover_lines(COVER, order, Days(period.start, period.end, period.span.end), whole, Span(whole_from, whole_to))
own_parts = is_(whole, PLANS.key())
covered = Line(
    "plans_covered",
    "Covered by actuals",
    "years",
    sum_ifs(covers.length, own_parts),
    PLANS,
    meaning="How much of the plan's period its actuals cover, each day once.",
)
free = Line(
    "plans_free",
    "Days not covered by actuals",
    "years",
    period.length - covered,
    PLANS,
    meaning="The part of the period that actuals do not cover.",
)
free_rounded = call("round", free, PLACES)
is_covered = switch(
    "is_covered",
    "All days covered",
    and_(covered > 0, Const(0) >= free_rounded),
    "1 where actuals cover every day of the plan's period: what they do not take lapses.",
)

# parts take amounts

own = Line(
    "plans_own",
    "Amount, if current",
    "USD bn",
    is_current * first_known(money.usd, 0),
    PLANS,
    meaning="The plan's amount, 0 where it is not current or states none.",
)
own_upwards = Line(
    "plans_own_upwards",
    "Least amount taken",
    "USD bn",
    when(and_(is_covered.eq(1), whole_company.ne(CapexPlans.company)), 0, own),
    PLANS,
    meaning="The least that the plan takes from its whole: its amount; 0 if it lapses and the whole is another "
    "company's.",
)


taken_levels = by_level(
    Line(
        "plans_taken",
        "Taken",
        "USD bn",
        inside_share * own_upwards,
        PLANS,
        meaning="What the plan takes from the plan it is part of: its own amount, or what its own parts take if that "
        "is more, × the share of its days inside that plan's period.",
    ),
    "down",
    lambda below: inside_share * largest(own_upwards, sum_ifs(below, own_parts)),
)
parts_amount = Line(
    "plans_parts_amount",
    "Taken by its parts",
    "USD bn",
    sum_ifs(taken_levels[-1], own_parts),
    PLANS,
    meaning="How much of the plan's amount its parts and actuals take.",
)
plans_kept = Line(
    "plans_kept",
    "Without parts",
    "USD bn",
    If(known(money.usd), is_current * largest(0, money.usd - parts_amount), NOT_DISCLOSED),
    PLANS,
    meaning="The amount less what its parts take, not below 0; 0 where the plan is not current.",
)
lapsed = Line(
    "plans_lapsed",
    "Lapsed",
    "USD bn",
    is_covered * plans_kept,
    PLANS,
    meaning="Guidance that was not reached by its actuals: a difference, not spending.",
)
counted = Line(
    "plans_counted",
    "Counted",
    "USD bn",
    plans_kept - lapsed,
    PLANS,
    meaning="The part of the plan that counts, each dollar once.",
)
