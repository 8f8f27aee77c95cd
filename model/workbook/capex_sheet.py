"""The sheet Capex: spending by company and year, each dollar once, and how each plan comes to what it counts."""

from __future__ import annotations

from model.lines import capex, group_overlaps, plan_parts, plan_versions
from model.lines.inputs import CapexPlans
from model.lines.rows import PLANS, SPENDERS
from model.workbook.blocks import Block, Sheet, show
from model.workbook.overviews import SPENDER_RANKS

COVER = plan_parts.covers.years
PARTY = (show(CapexPlans.company), show(plan_versions.whole))

CAPEX = Sheet(
    "Capex",
    "How much will each company and group spend, and when?",
    (
        Block(
            "Capital spending by company and group, each dollar once",
            SPENDERS,
            (
                capex.plans,
                capex.disclosed,
                capex.earlier,
                capex.later,
                capex.spender_no_period,
                capex.spender_lapsed,
                capex.spender_judged,
            ),
            capex.spender_year,
            (capex.all_no_period, capex.all_judged, capex.all_year),
            note="A group's row keeps what the plans named as its parts do not take. Years that no plan of a "
            "company covers are n/d. What lies inside another plan by our judgement, and by no source's word, stands "
            "beside: were it no part, the total would be so much more.",
        ),
        Block(
            "Plans by year",
            PLANS,
            (
                *PARTY,
                show(plan_versions.is_current),
                show(plan_parts.counted),
                capex.spent.earlier,
                capex.spent.later,
                capex.no_period,
                capex.plans_total,
                capex.plans_gap,
                capex.spent.fallen_due,
            ),
            capex.spent.year,
            note="Actual spending as it was; guidance keeps what its actuals do not take, over the days they leave.",
        ),
        Block(
            "Plans",
            PLANS,
            (
                CapexPlans.company,
                CapexPlans.stage,
                show(plan_versions.is_current),
                CapexPlans.low_bn,
                CapexPlans.base_bn,
                CapexPlans.high_bn,
                CapexPlans.currency,
                CapexPlans.gigawatts,
                plan_parts.money.amount,
                *plan_parts.day_rate.lines,
                *plan_parts.lent,
                plan_parts.money.usd,
                plan_parts.own,
                plan_parts.inside_share,
                plan_parts.own_upwards,
                *plan_parts.taken_levels,
                show(plan_versions.whole),
                CapexPlans.part_basis,
                capex.part_judged,
                plan_parts.parts_amount,
                plan_parts.plans_kept,
                plan_parts.is_covered,
                plan_parts.lapsed,
                plan_parts.counted,
                capex.cost_per_gw,
                capex.cost_range,
                CapexPlans.sources,
                CapexPlans.locator,
            ),
        ),
        Block(
            "When each plan runs, and what its actuals cover",
            PLANS,
            (
                CapexPlans.announced,
                CapexPlans.start,
                CapexPlans.end,
                CapexPlans.term_years,
                plan_parts.has_period,
                plan_parts.period.start,
                plan_parts.period.term,
                plan_parts.period.months,
                plan_parts.period.odd_days,
                plan_parts.period.end,
                plan_parts.period.end_stated,
                plan_parts.period.first_day,
                plan_parts.period.span.start,
                plan_parts.period.span.end,
                plan_parts.period.length,
                plan_parts.period.years,
                plan_parts.period.basis,
                show(plan_versions.whole),
                plan_parts.whole_company,
                plan_parts.whole_stage,
                plan_parts.whole_has_period,
                plan_parts.whole_from,
                plan_parts.whole_to,
                plan_parts.inside,
                plan_parts.takes_days,
                plan_parts.position,
                plan_parts.order,
                *plan_parts.covers.lines,
                plan_parts.covered,
                plan_parts.free,
                capex.runs,
                capex.pace,
            ),
        ),
        Block(
            "Which plans are current",
            PLANS,
            (CapexPlans.part_of, CapexPlans.replaces, *plan_versions.LINES),
            note="An amendment is a row of its own; what it leaves blank it takes from the plan it replaces.",
        ),
        Block(
            "Working: when each plan runs",
            PLANS,
            (capex.in_period.earlier, capex.in_period.later, capex.in_period.fallen_due),
            capex.in_period.year,
        ),
        Block(
            "Working: days that actuals cover",
            PLANS,
            (
                show(plan_versions.whole),
                plan_parts.covers.years.earlier,
                plan_parts.covers.years.later,
                plan_parts.covers.years.fallen_due,
            ),
            COVER.year,
        ),
        Block(
            "Plans beside those of their group",
            PLANS,
            (show(CapexPlans.company), show(plan_parts.position), *group_overlaps.LINES),
            note="Where the group's plan includes the other, name it in part_of, or the amount counts twice.",
        ),
        Block("Working: companies in order", SPENDERS, (capex.total, *SPENDER_RANKS)),
    ),
)
