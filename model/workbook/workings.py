"""The sheets of workings: what counts, each leg, and when it falls due."""

from __future__ import annotations

from model.lines import leg_periods, legs, rules
from model.lines.inputs import Deals
from model.lines.rows import (
    ASSUMPTIONS,
    FIRMNESS,
    KINDS,
    LEGS,
)
from model.workbook.blocks import Block, Sheet
from model.workbook.schedule_sheet import SCHEDULE

CALCULATION_SHEETS = (
    Sheet(
        "Counting rules",
        "What counts, and how far, in the selected scenario?",
        (
            Block(
                "Assumptions",
                ASSUMPTIONS,
                (
                    rules.selected,
                    rules.low,
                    rules.base,
                    rules.high,
                    rules.low_built,
                    rules.base_built,
                    rules.high_built,
                ),
                note="What the sheet Assumptions holds, found by name; what was built where a value is missing there.",
            ),
            Block("Class of each kind of leg", KINDS, (rules.kind_class, rules.kind_share)),
            Block("Weight of each firmness", FIRMNESS, (rules.firmness_weight,)),
        ),
    ),
    Sheet(
        "Legs",
        "What does each leg come to in US dollars, how much of it counts, and from when to when?",
        (
            Block(
                "Legs",
                LEGS,
                (
                    Deals.payer,
                    Deals.payee,
                    Deals.deal,
                    Deals.kind,
                    legs.leg_class,
                    Deals.firmness,
                    Deals.qualifier,
                    Deals.within,
                    Deals.low_bn,
                    Deals.base_bn,
                    Deals.high_bn,
                    Deals.currency,
                    Deals.gigawatts,
                    legs.money.amount,
                    legs.money.rate,
                    legs.money.usd,
                    legs.implied_capacity,
                    legs.implied,
                    legs.weight,
                    legs.payer_part,
                    legs.in_total,
                    legs.whole_missing,
                    legs.counted,
                    legs.counted_implied,
                    legs.scheduled,
                    Deals.announced,
                    Deals.start,
                    Deals.end,
                    Deals.term_years,
                    leg_periods.source.first_source,
                    leg_periods.source.source_date,
                    leg_periods.known_on,
                    leg_periods.at_once,
                    leg_periods.period.start,
                    leg_periods.period.term,
                    leg_periods.period.months,
                    leg_periods.period.odd_days,
                    leg_periods.period.end,
                    leg_periods.period.end_stated,
                    leg_periods.stated_end,
                    leg_periods.period.span.start,
                    leg_periods.period.span.end,
                    leg_periods.period.length,
                    leg_periods.period.basis,
                    leg_periods.period.years,
                    legs.per_year,
                    legs.cost_per_gw,
                    legs.cost_range,
                    Deals.sources,
                    Deals.locator,
                ),
                note="No totals here: commitments, funding and contingent legs are never added together.",
            ),
        ),
    ),
    SCHEDULE,
)
