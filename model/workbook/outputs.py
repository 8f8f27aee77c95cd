"""The sheets by subject: stakes, commitments against revenue, the firmness bridge."""

from __future__ import annotations

from model.lines import bridge, equity, legs
from model.lines.inputs import Deals, EquityStakes, Tranches
from model.lines.rows import (
    HOLDINGS,
    LEGS,
    PAYERS,
    STAKES,
    TRANCHES,
)
from model.workbook.blocks import Block, Sheet, show
from model.workbook.capex_sheet import CAPEX
from model.workbook.revenue_sheet import COMMITMENT_VS_REVENUE

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
                show(Deals.payer),
                show(legs.leg_class),
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
