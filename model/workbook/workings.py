"""The sheets of workings: what counts, each leg, and when it falls due."""

from __future__ import annotations

from model.lines import legs, rules
from model.lines.inputs import Deals
from model.lines.rows import (
    ASSUMPTIONS,
    CLASSES,
    FIRMNESS,
    KINDS,
    LEGS,
)
from model.workbook.blocks import Block, Sheet, show

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
                    legs.legs_class,
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
                    legs.period.first_source,
                    legs.period.source_date,
                    legs.period.start,
                    legs.period.term,
                    legs.period.months,
                    legs.period.odd_days,
                    legs.period.end,
                    legs.period.days,
                    legs.period.basis,
                    legs.period.years,
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
    Sheet(
        "Schedule",
        "When does each leg fall due, and when is its capacity built?",
        (
            Block(
                "Due in the year, by leg",
                LEGS,
                (show(Deals.payer), show(legs.legs_class), legs.schedule_total, legs.schedule_gap),
                legs.due,
                note="A straight line by days between the dates on Legs, both days included.",
            ),
            Block(
                "Due in the year, by class",
                CLASSES,
                (legs.class_legs, legs.class_legs_known, legs.class_scheduled),
                legs.class_due,
                note="Without dates a leg of any class, funding too, is spread over the assumption default_term_years.",
            ),
            Block(
                "Gigawatts deployed by year-end, by leg",
                LEGS,
                (show(Deals.deal),),
                legs.deployed,
                note="Weighted by firmness, at the scenario's deployment pace.",
            ),
        ),
    ),
)
