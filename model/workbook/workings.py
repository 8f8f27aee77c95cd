"""The calculation sheets: each leg, how much of it counts, and when it falls due."""

from __future__ import annotations

from model.lines import amounts, families, gaps, leg_periods, legs, parts, rates, rules, ventures, versions
from model.lines.inputs import Companies, Deals
from model.lines.rows import (
    ASSUMPTIONS,
    COMPANIES,
    KINDS,
    LEGS,
    RATES,
)
from model.workbook.blocks import Block, Sheet, show
from model.workbook.schedule_sheet import SCHEDULE

CALCULATION_SHEETS = (
    Sheet(
        "Legs",
        "What is each leg worth in US dollars, when does it run, is it current, and how much of it counts?",
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
                    *versions.rows.first_versions,
                    *versions.rows.known_first,
                    leg_periods.at_once,
                    leg_periods.period.start,
                    leg_periods.period.term,
                    leg_periods.period.months,
                    leg_periods.period.odd_days,
                    leg_periods.period.end,
                    leg_periods.period.end_stated,
                    leg_periods.last_day_stated,
                    leg_periods.period.first_day,
                    leg_periods.period.span.start,
                    leg_periods.period.span.end,
                    leg_periods.period.length,
                    leg_periods.period.basis,
                    gaps.legs_lacks_amount,
                    gaps.legs_lacks_dates,
                    leg_periods.period.years,
                    legs.per_year,
                    legs.compares_sites,
                    legs.cost_per_gw,
                    legs.cost_range,
                    Deals.locator,
                ),
                note="No totals here: commitments, funding and contingent legs are never added together.",
                name="all_legs",
            ),
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
                note="Whatever an amendment does not state itself, it takes from the first leg that it replaces.",
            ),
            Block("Families", COMPANIES, (Companies.parent, *families.parents), name="families"),
            Block(
                "Parts",
                LEGS,
                (show(versions.whole), *parts.LINES),
                note="A whole keeps what its parts do not take, so that each dollar counts once.",
                name="leg_parts",
            ),
            Block(
                "Joint ventures",
                LEGS,
                (show(versions.whole), show(parts.kept_floor), Deals.payer_share, *ventures.LINES),
                note="A part that a partner or the venture itself buys counts for that buyer alone.",
                name="ventures",
            ),
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
                note="The values of the sheet Assumptions, found by name; if a value is missing there, the value as "
                "built.",
            ),
            Block("Class of each kind of leg", KINDS, (rules.kind_class,), name="kinds"),
            Block("Case and basis", None, (rules.case_number, rules.basis_number, rules.basis_counted)),
            Block("Rates", RATES, rates.LINES),
        ),
        filtered=True,
    ),
    SCHEDULE,
)
