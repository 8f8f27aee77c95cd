"""The sheets of workings: what counts, each leg, and when it falls due."""

from __future__ import annotations

from model.lines import amounts, families, legs, parts, rules, ventures, versions
from model.lines.inputs import Deals
from model.lines.rows import (
    ASSUMPTIONS,
    CLASSES,
    COMPANIES,
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
            Block("Class of each kind of leg", KINDS, (rules.kind_class,)),
            Block("Basis", None, (rules.basis_number,)),
            Block("Weight of each firmness", FIRMNESS, (rules.firmness_weight,)),
        ),
    ),
    Sheet(
        "Versions",
        "Which legs are current on the as-of day, and what do amendments take from the legs they replace?",
        (
            Block(
                "Versions",
                LEGS,
                (
                    Deals.announced,
                    Deals.sources,
                    Deals.status,
                    Deals.start,
                    Deals.end,
                    Deals.term_years,
                    Deals.part_of,
                    Deals.replaces,
                    *versions.LINES,
                ),
                note="An amendment takes from the first leg it replaces what it does not state itself.",
            ),
            Block("Families", COMPANIES, families.parents),
        ),
    ),
    Sheet(
        "Legs",
        "What does each leg come to in US dollars, and from when to when?",
        (
            Block(
                "Legs",
                LEGS,
                (
                    Deals.payer,
                    Deals.payee,
                    Deals.deal,
                    Deals.kind,
                    show(Deals.status),
                    Deals.qualifier,
                    Deals.low_bn,
                    Deals.base_bn,
                    Deals.high_bn,
                    Deals.currency,
                    Deals.gigawatts,
                    Deals.scope,
                    *amounts.LINES,
                    legs.first_known_on,
                    legs.period.start,
                    legs.period.term,
                    legs.period.months,
                    legs.period.odd_days,
                    legs.period.end,
                    legs.period.days,
                    legs.period.basis,
                    legs.period.years,
                    legs.per_year,
                    legs.compares_sites,
                    legs.cost_per_gw,
                    legs.cost_range,
                    Deals.locator,
                ),
                note="No totals here: commitments, funding and contingent legs are never added together.",
            ),
        ),
    ),
    Sheet(
        "Parts",
        "What of each leg do its parts take, and what of a joint venture falls on its payer?",
        (
            Block(
                "Parts",
                LEGS,
                (show(versions.whole), *parts.LINES),
                note="A whole keeps what its parts do not take, so that each dollar counts once.",
            ),
            Block(
                "Joint ventures",
                LEGS,
                (show(versions.whole), show(parts.kept_floor), Deals.payer_share, *ventures.LINES),
                note="A part that a partner or the venture itself buys is theirs alone.",
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
                (show(Deals.payer), show(amounts.legs_class), legs.schedule_total, legs.schedule_gap),
                legs.due,
                note="A straight line by days between the dates on Legs, both days included.",
            ),
            Block(
                "Due in the year, by class",
                CLASSES,
                (legs.class_legs, legs.legs_known, legs.class_counted),
                legs.class_due,
                note="Without dates a leg of any class, funding too, is spread over the assumption default_term_years.",
            ),
            Block(
                "Gigawatts deployed by year-end, by leg",
                LEGS,
                (show(Deals.deal),),
                legs.deployed,
                note="Current commitments without their parts, at the case's deployment pace.",
            ),
        ),
    ),
)
