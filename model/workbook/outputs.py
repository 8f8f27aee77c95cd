"""The sheets by subject: capital spending, stakes, commitments against revenue, the firmness bridge."""

from __future__ import annotations

from model.lines import bridge, capex, equity, legs
from model.lines.inputs import CapexPlans, Deals, EquityStakes, Tranches
from model.lines.rows import (
    HOLDINGS,
    LEGS,
    PAYERS,
    PLANS,
    SPENDERS,
    STAKES,
    TRANCHES,
)
from model.workbook.blocks import Block, Sheet, show
from model.workbook.overviews import SPENDER_RANKS
from model.workbook.revenue_sheet import COMMITMENT_VS_REVENUE

CAPEX = Sheet(
    "Capex",
    "How much will each company and group spend, and when?",
    (
        Block(
            "Capital spending by company and group",
            SPENDERS,
            (capex.plans, capex.disclosed, capex.group, capex.outer_group, capex.total),
            capex.spender_year,
            note="Not added up: a group's row holds its members' spending. The total stands in the next block.",
        ),
        Block(
            "Capital spending in the total, each dollar once",
            SPENDERS,
            (capex.held_elsewhere, capex.spender_in_total, *SPENDER_RANKS),
            capex.in_total_year,
            (capex.capex_all, capex.capex_all_year),
            note="Left out: plans inside another plan, and members in years in which their group has a figure.",
        ),
        Block("Capital spending, cumulative by year-end", SPENDERS, (), capex.to_date),
        Block("Working: what each company's groups spend in the year", SPENDERS, (), capex.group_year),
        Block(
            "Plans",
            PLANS,
            (
                CapexPlans.company,
                CapexPlans.firmness,
                CapexPlans.within,
                CapexPlans.low_bn,
                CapexPlans.base_bn,
                CapexPlans.high_bn,
                CapexPlans.currency,
                CapexPlans.gigawatts,
                capex.money.amount,
                capex.money.rate,
                capex.money.usd,
                capex.weight,
                capex.umbrella_company,
                capex.in_total,
                capex.whole_missing,
                capex.counted,
                CapexPlans.announced,
                CapexPlans.start,
                CapexPlans.end,
                CapexPlans.term_years,
                capex.period.first_source,
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
                CapexPlans.sources,
                CapexPlans.locator,
            ),
        ),
        Block(
            "Plans by year",
            PLANS,
            (show(CapexPlans.company), show(capex.in_total), capex.plans_total, capex.plans_gap),
            capex.plans_year,
        ),
    ),
)

EQUITY_STAKES = Sheet(
    "Equity stakes",
    "Who may own how much of whom, when does it vest, and what flows back?",
    (
        Block(
            "Stakes",
            STAKES,
            (
                EquityStakes.holder,
                EquityStakes.issuer,
                EquityStakes.deal,
                EquityStakes.instrument,
                EquityStakes.qualifier,
                EquityStakes.invested_bn,
                EquityStakes.currency,
                equity.rate,
                equity.invested,
                EquityStakes.issuer_equity_bn,
                EquityStakes.share_price,
                EquityStakes.max_share,
                equity.party_missing,
                equity.ownership,
                equity.tranche_shares,
                equity.tranches_over,
            ),
        ),
        Block("Share vested by year-end, by stake", STAKES, (), equity.stakes_vested),
        Block(
            "Round trips between holder and issuer",
            HOLDINGS,
            (
                equity.funding.amount,
                equity.purchases.legs,
                equity.purchases.legs_known,
                equity.purchases.amount,
                equity.round_trip,
                equity.funding.legs,
                equity.funding.legs_known,
                equity.holder_purchases.legs,
                equity.holder_purchases.legs_known,
                equity.holder_purchases.amount,
            ),
            note="With the scenario's weights. Round trip: the part of the issuer's purchases that the holder's "
            "funding could pay.",
        ),
        Block(
            "Tranches",
            TRANCHES,
            (
                Tranches.trigger,
                Tranches.threshold,
                Tranches.share,
                equity.tranche_deal,
                equity.price,
            ),
        ),
        Block("What each tranche waits for, reached by year-end", TRANCHES, (), equity.path),
        Block("Share vested by year-end, by tranche", TRANCHES, (), equity.vested),
    ),
)

FIRMNESS_BRIDGE = Sheet(
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
                bridge.payer_bridge_counted,
                bridge.payer_bridge_implied,
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
                show(Deals.payer),
                show(legs.legs_class),
                show(Deals.firmness),
                show(legs.in_total),
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
)

OUTPUT_SHEETS = (CAPEX, EQUITY_STAKES, COMMITMENT_VS_REVENUE, FIRMNESS_BRIDGE)
