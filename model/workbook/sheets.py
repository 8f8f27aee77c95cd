"""The sheets in their order, and the blocks on each: the table of contents of the workbook."""

from __future__ import annotations

from model.lines import bridge, capex, changes, checks, commitments, cover, equity, legs, rules
from model.lines.rows import (
    CLASSES,
    CUSTOMERS,
    FIRMNESS,
    HOLDINGS,
    KINDS,
    LEGS,
    PAYERS,
    PLANS,
    REVENUES,
    SALES,
    SELLERS,
    SPENDERS,
    STAKES,
    TRANCHES,
)
from model.recorded import RECORDED
from model.workbook.blocks import Block, Sheet
from model.workbook.overviews import (
    COUNTERPARTIES,
    DASHBOARD,
    PAYER_RANKS,
    SCENARIOS,
    SELLER_RANKS,
    SENSITIVITY,
    SPENDER_RANKS,
)
from model.workbook.reference import REFERENCE

ASSUMPTIONS_SHEET = "Assumptions"
SOURCES_SHEET = "Sources"
CHECKS_SHEET = "Checks"

COVER = Sheet(
    "Cover",
    "Who promised whom how much compute, for how much, paid how, and secured by what shares.",
    (
        Block(
            "At a glance",
            None,
            (
                rules.scenario_number,
                cover.as_of,
                cover.master,
                cover.failing,
                cover.gaps,
                cover.headline,
                cover.counted,
                cover.firm,
                cover.implied,
                cover.spending,
            ),
        ),
    ),
    first_row=9,
)

INPUT_SHEETS = (
    Sheet("companies", "Who takes part: companies, ventures and groups.", table="companies"),
    Sheet("fx_rates", "What a unit of each currency is worth in US dollars.", table="fx_rates"),
    Sheet("deals", "Who promised what to whom: one row is one leg, a flow from payer to payee.", table="deals"),
    Sheet("capex_plans", "Which capital spending companies and groups have announced.", table="capex_plans"),
    Sheet("equity_stakes", "Who holds or may come to hold shares of whom.", table="equity_stakes"),
    Sheet("tranches", "In which steps a stake vests, and what each step waits for.", table="tranches"),
    Sheet("revenue", "What companies earned or expect to earn in a period.", table="revenue"),
    Sheet("customer_shares", "How much of a company's revenue comes from one customer.", table="customer_shares"),
    Sheet("relations", "Relations the sources state without an amount; no line reads them.", table="relations"),
    Sheet("figures", "Other figures the sources state; only reported_commitments is read.", table="figures"),
    Sheet(
        ASSUMPTIONS_SHEET,
        "Every judgement of ours, in three scenarios; the column Selected is what the model reads.",
        table="assumptions",
        beside=(rules.selected,),
    ),
)

CALCULATION_SHEETS = (
    Sheet(
        "Counting rules",
        "What counts, and how far, in the selected scenario?",
        (
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
                    legs.payer,
                    legs.payee,
                    legs.leg_class,
                    legs.firmness,
                    legs.qualifier,
                    legs.money.amount,
                    legs.money.rate,
                    legs.money.usd,
                    legs.implied_capacity,
                    legs.implied,
                    legs.weight,
                    legs.payer_part,
                    legs.in_total,
                    legs.counted,
                    legs.counted_implied,
                    legs.scheduled,
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
                    legs.sources,
                    legs.locator,
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
                (legs.schedule_total, legs.schedule_gap),
                legs.due,
                note="A straight line by days between the dates on Legs, both days included.",
            ),
            Block(
                "Due in the year, by class",
                CLASSES,
                (legs.class_legs, legs.class_known, legs.class_scheduled),
                legs.class_due,
                note="Without dates a leg of any class, funding too, is spread over the assumption default_term_years.",
            ),
            Block(
                "Gigawatts deployed by year-end, by leg",
                LEGS,
                (),
                legs.deployed,
                note="Weighted by firmness, at the scenario's deployment pace.",
            ),
        ),
    ),
)

OUTPUT_SHEETS = (
    Sheet(
        "Capex",
        "How much will each company and group spend, and when?",
        (
            Block(
                "Capital spending by company and group",
                SPENDERS,
                (capex.plans, capex.disclosed, capex.group, capex.outer_group, capex.total),
                capex.by_year,
                note="Not added up: a group's row holds its members' spending. The total stands in the next block.",
            ),
            Block(
                "Capital spending in the total, each dollar once",
                SPENDERS,
                (capex.held_elsewhere, capex.in_total_all, *SPENDER_RANKS),
                capex.in_total_year,
                (capex.all_plans, capex.all_by_year),
                note="Left out: plans inside another plan, and members in years in which their group has a figure.",
            ),
            Block("Capital spending, cumulative by year-end", SPENDERS, (), capex.to_date),
            Block("Working: what each company's groups spend in the year", SPENDERS, (), capex.group_year),
            Block(
                "Plans",
                PLANS,
                (
                    capex.company,
                    capex.money.amount,
                    capex.money.rate,
                    capex.money.usd,
                    capex.weight,
                    capex.umbrella_company,
                    capex.in_total,
                    capex.counted,
                    capex.period.source_date,
                    capex.period.start,
                    capex.period.term,
                    capex.period.months,
                    capex.period.odd_days,
                    capex.period.end,
                    capex.period.days,
                    capex.period.basis,
                    capex.period.years,
                    capex.cost_per_gw,
                    capex.cost_range,
                    capex.sources,
                    capex.locator,
                ),
            ),
            Block("Plans by year", PLANS, (capex.plan_total, capex.plan_gap), capex.plan_year),
        ),
    ),
    Sheet(
        "Equity stakes",
        "Who may own how much of whom, when does it vest, and what flows back?",
        (
            Block(
                "Stakes",
                STAKES,
                (
                    equity.holder,
                    equity.issuer,
                    equity.instrument,
                    equity.qualifier,
                    equity.rate,
                    equity.invested,
                    equity.max_share,
                    equity.ownership,
                    equity.tranche_shares,
                    equity.tranches_over,
                ),
            ),
            Block("Share vested by year-end, by stake", STAKES, (), equity.stake_vested),
            Block(
                "Round trips between holder and issuer",
                HOLDINGS,
                (
                    equity.funding.amount,
                    equity.purchases.legs,
                    equity.purchases.known,
                    equity.purchases.amount,
                    equity.round_trip,
                    equity.funding.legs,
                    equity.funding.known,
                    equity.holder_purchases.legs,
                    equity.holder_purchases.known,
                    equity.holder_purchases.amount,
                ),
                note="With the scenario's weights. Round trip: the part of the issuer's purchases that the holder's "
                "funding could pay.",
            ),
            Block(
                "Tranches",
                TRANCHES,
                (
                    equity.trigger,
                    equity.threshold,
                    equity.share,
                    equity.tranche_deal,
                    equity.price,
                ),
            ),
            Block("What each tranche waits for, reached by year-end", TRANCHES, (), equity.path),
            Block("Share vested by year-end, by tranche", TRANCHES, (), equity.vested),
        ),
    ),
    Sheet(
        "Commitment vs revenue",
        "How do payers' commitments compare with their revenue, and what have sellers contracted?",
        (
            Block(
                "Payers",
                PAYERS,
                (
                    commitments.legs,
                    commitments.legs_known,
                    commitments.total,
                    commitments.assumed_dates,
                    commitments.revenue.annualised,
                    commitments.excess,
                    commitments.total_cover,
                    commitments.implied_capacity,
                    commitments.implied_total,
                    commitments.revenue.year,
                    commitments.last_end,
                    commitments.due_largest_year,
                    commitments.last_year,
                    commitments.years_ahead,
                    commitments.needed_growth,
                ),
                totals=(commitments.all_commitments, commitments.all_implied),
                note="Growth needed: yearly growth that brings the largest year's commitments to the chosen share of "
                "revenue (max_commitment_share) by the last large year. Commitments run over years, revenue over one.",
            ),
            Block(
                "Commitments due, by payer",
                PAYERS,
                (commitments.due_all_years,),
                commitments.due_year,
                (commitments.all_due_years, commitments.all_due),
                note="A straight line by days. What rests on assumed dates stands beside each payer above, and leg by "
                "leg on Legs.",
            ),
            Block(
                "Revenue, by payer",
                PAYERS,
                (),
                commitments.revenue_year,
                note="The latest stated period, annualised, grown by the assumption revenue_growth: no forecast.",
            ),
            Block("Coverage: commitments due ÷ revenue", PAYERS, (), commitments.coverage),
            Block(
                "Commitments due, cumulative by year-end, by payer",
                PAYERS,
                (),
                commitments.due_to_date,
                (commitments.all_due_to_date,),
            ),
            Block(
                "Sellers",
                SELLERS,
                (
                    commitments.sales_legs,
                    commitments.sales_legs_known,
                    commitments.backlog,
                    commitments.seller_revenue.annualised,
                    commitments.backlog_cover,
                    commitments.largest_of_backlog,
                    commitments.squares_of_backlog,
                    commitments.seller_revenue.year,
                    commitments.latest_shares,
                    commitments.largest_of_revenue,
                    commitments.squares_of_revenue,
                ),
                totals=(commitments.all_backlog,),
                note="What commitment legs promise the seller; of a venture, the capital its partners promise it.",
            ),
            Block(
                "Backlog by seller and customer",
                SALES,
                (
                    commitments.pair_count,
                    commitments.pair_known,
                    commitments.pair_backlog,
                    commitments.seller_backlog,
                    commitments.pair_share,
                    commitments.pair_squared,
                    commitments.customer_annualised,
                    commitments.pair_cover,
                ),
                totals=(commitments.all_pairs,),
            ),
            Block("Working: years in which much falls due, by payer", PAYERS, (), commitments.large_year),
            Block("Working: payers in order", PAYERS, PAYER_RANKS),
            Block("Working: sellers in order", SELLERS, SELLER_RANKS),
            Block(
                "Revenue by customer, as stated",
                CUSTOMERS,
                (
                    commitments.customer_share,
                    commitments.period_known,
                    commitments.period_revenue,
                    commitments.customer_revenue,
                    commitments.customer_squared,
                ),
            ),
            Block(
                "Revenue periods",
                REVENUES,
                (
                    commitments.starts,
                    commitments.ends,
                    commitments.basis,
                    commitments.money.amount,
                    commitments.money.rate,
                    commitments.money.usd,
                    commitments.months,
                    commitments.annualised,
                    commitments.latest_end,
                    commitments.latest_start,
                    commitments.is_latest,
                ),
            ),
        ),
    ),
    Sheet(
        "Firmness bridge",
        "How much of the headline is firm?",
        (
            Block(
                "From headline to firm, by payer",
                PAYERS,
                (
                    bridge.disclosed,
                    bridge.undisclosed,
                    bridge.payer_headline,
                    bridge.payer_up_to,
                    bridge.payer_intent,
                    bridge.payer_superseded,
                    bridge.payer_inside,
                    bridge.payer_firm,
                    bridge.payer_counted,
                    bridge.payer_beside,
                    bridge.reported,
                    bridge.untraced,
                ),
                totals=bridge.totals,
                note="Headline − up-to excess − intent − superseded − inside another leg = firm, which includes "
                "reported amounts. The total others report (table figures, reported_commitments) stands beside.",
            ),
            Block(
                "From headline to firm, by leg",
                LEGS,
                (
                    bridge.headline,
                    bridge.least,
                    bridge.excess,
                    bridge.up_to,
                    bridge.intent,
                    bridge.superseded,
                    bridge.inside,
                    bridge.firm,
                ),
                note="Commitments only: funding and contingent legs have no part in it and show –.",
            ),
            Block("The bridge over all legs", None, (bridge.bridge_gap,)),
        ),
    ),
)

CHECKS = Sheet(
    CHECKS_SHEET,
    "Does the workbook tie out, and what do the sources leave open?",
    (
        Block("Master check", None, (checks.master, checks.failing, checks.gaps_total)),
        Block(
            "Checks",
            checks.CHECK_ROWS,
            (checks.tests, checks.difference, checks.unit, checks.tolerance, checks.status),
        ),
        Block("Rows of the input tables", changes.TABLES, (changes.rows_now,)),
        Block("Data gaps", checks.GAP_ROWS, (checks.gap_what, checks.gap_count)),
    ),
)

SOURCES = Sheet(SOURCES_SHEET, "Which documents the figures come from.", table="sources")

CHANGE_LOG = Sheet(
    "Change log",
    "Which version made the workbook, from which files, and do the tables still hold as many rows and amounts?",
    table=RECORDED,
    beside=(changes.now, changes.gap),
)

SHEETS: tuple[Sheet, ...] = (
    COVER,
    DASHBOARD,
    *INPUT_SHEETS,
    *CALCULATION_SHEETS,
    *OUTPUT_SHEETS,
    COUNTERPARTIES,
    SCENARIOS,
    SENSITIVITY,
    CHECKS,
    SOURCES,
    REFERENCE,
    CHANGE_LOG,
)
