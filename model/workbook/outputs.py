"""The sheets by subject: capital spending, stakes, commitments against revenue, the headline bridge."""

from __future__ import annotations

from model.lines import (
    amounts,
    bridge,
    bridge_steps,
    bridge_totals,
    commitments,
    equity,
    evidence,
    leg_periods,
    legs,
    others,
    parts,
    plausible,
    rungs,
    versions,
)
from model.lines.inputs import Deals, EquityStakes, Tranches
from model.lines.rows import (
    FIGURES,
    GRADES,
    HOLDINGS,
    LEGS,
    OTHERS,
    PAYERS,
    STAKES,
    STEPS,
    TRANCHES,
)
from model.workbook.blocks import Block, Sheet, show
from model.workbook.capex_sheet import CAPEX
from model.workbook.revenue_sheet import COMMITMENT_VS_REVENUE

EQUITY_STAKES = Sheet(
    "Equity stakes",
    "Who may own how much of whom, when does it vest, and what money flows back?",
    (
        Block(
            "Stakes",
            STAKES,
            (
                EquityStakes.holder,
                EquityStakes.issuer,
                EquityStakes.instrument,
                equity.invested,
                EquityStakes.max_share,
                equity.ownership,
                equity.warrant_value,
                EquityStakes.qualifier,
                EquityStakes.deal,
                EquityStakes.leg,
                EquityStakes.shares_m,
                EquityStakes.strike,
                EquityStakes.share_price,
                EquityStakes.issuer_equity_bn,
                EquityStakes.issuer_valued,
                EquityStakes.currency,
                *equity.rate.lines,
                equity.issuer_equity,
                equity.party_missing,
                equity.tranche_shares,
                equity.tranches_over,
            ),
            names=(EquityStakes.holder, EquityStakes.issuer),
            name="all_stakes",
        ),
        Block(
            "Share vested by year-end, by stake",
            STAKES,
            (show(EquityStakes.max_share),),
            equity.stakes_vested,
            name="vested_stakes",
        ),
        Block(
            "Round trips between holder and issuer",
            HOLDINGS,
            (
                equity.funding.amount,
                equity.purchases.legs,
                equity.purchases.with_amount,
                equity.purchases.amount,
                equity.round_trip,
                equity.funding.legs,
                equity.funding.with_amount,
                equity.holder_purchases.legs,
                equity.holder_purchases.with_amount,
                equity.holder_purchases.amount,
            ),
            note="On the basis selected. Round trip: the part of the issuer's purchases that the holder's "
            "funding could pay.",
            name="round_trips",
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
                equity.holder,
                equity.issuer,
            ),
            name="tranche",
        ),
        Block(
            "What each tranche depends on, as reached by year-end", TRANCHES, (show(Tranches.threshold),), equity.path
        ),
        Block(
            "Working: gigawatts deployed, by tranche", TRANCHES, (show(Tranches.threshold),), equity.tranche_deployed
        ),
        Block("Working: bought, by tranche", TRANCHES, (show(Tranches.threshold),), equity.tranche_bought),
        Block("Conditions met by year-end", TRANCHES, (show(Tranches.share),), equity.is_met, name="met"),
        Block(
            "Conditions known to be unmet by year-end",
            TRANCHES,
            (show(Tranches.share),),
            equity.is_unmet,
            name="unmet",
        ),
        Block("Share vested by year-end, by tranche", TRANCHES, (show(Tranches.share),), equity.vested, name="vested"),
    ),
    printed=2,
)

HEADLINE_BRIDGE = Sheet(
    "Headline bridge",
    "How much of what is announced is stated, signed, attributable and documented?",
    (
        Block(
            "The headline bridge, all payers",
            STEPS,
            bridge_steps.LINES,
            note="Each dollar leaves at the first step that applies. Steps are deductions.",
            name="steps",
        ),
        Block(
            "The headline bridge, by payer",
            PAYERS,
            (
                bridge.announced.amount,
                bridge.double_counts.amount,
                bridge.all_in.amount,
                bridge.unpriced.amount,
                bridge.stated.amount,
                bridge.reported_only.amount,
                bridge.non_binding.amount,
                bridge.above_floor.amount,
                bridge.signed.amount,
                bridge.partners.amount,
                bridge.attributable.amount,
                bridge.undocumented.amount,
                bridge.documented.amount,
                bridge.own.amount,
                bridge.unpriced_gigawatts,
                bridge.above_upper,
            ),
            totals=(
                *(step.total for step in bridge.STEPS),
                *(rung.total for rung in bridge.RUNGS),
                bridge.payers_unpriced_gigawatts,
            ),
            note="From left to right: each rung, what is deducted from it, and what is left. Steps are deductions.",
            name="rungs",
        ),
        Block(
            "Commitments by grade of the leg's first source",
            GRADES,
            evidence.LINES,
            note="On the basis selected. The first source of a leg is the one for its amount. A part is documented if "
            "its whole is, whatever its own first source.",
            name="grades",
        ),
        Block(
            "Third-party totals compared with the model's",
            OTHERS,
            others.LINES,
            note="An estimate of a company's commitments is compared with its rung, a reported backlog with the "
            "supplier's contract value and what remains of it. n/d where the company has no leg.",
            name="totals_of_others",
        ),
        Block("Working: which of the totals is taken", OTHERS, (others.others_rank,)),
        Block(
            "Figures shown beside the bridge",
            None,
            (*bridge_totals.LINES, show(commitments.payers_total), bridge.bridge_gap),
        ),
        Block(
            "Legs without an amount, on each rung, by payer",
            PAYERS,
            (*(rung.without for rung in bridge.RUNGS), *bridge.LEGS_ON),
            totals=tuple(rung.total_without for rung in bridge.RUNGS),
            note="A leg without an amount adds nothing to its rung. A payer's rung is n/d where no leg has a figure.",
        ),
        Block(
            "Third-party figures, and which of them is used",
            FIGURES,
            others.FIGURE_LINES,
            note="If there are several totals for one company and measure, the one published last is used, never "
            "their sum.",
            name="other_figures",
        ),
        Block("Working: amounts of legs", None, (plausible.usd_total, plausible.usd_count)),
        Block(
            "Implausible amounts",
            LEGS,
            (show(Deals.payer), show(amounts.usd), *plausible.LINES),
            note="Amounts are in billions of US dollars. If a leg is far from all others, check its unit.",
        ),
        Block(
            "The headline bridge, by leg",
            LEGS,
            (
                show(Deals.payer),
                show(Deals.payee),
                show(Deals.kind),
                show(amounts.legs_class),
                show(Deals.status),
                show(versions.is_current),
                show(parts.counts),
                show(parts.announced_amount),
                show(parts.unpriced),
                show(parts.unpriced_gigawatts),
                show(parts.stated),
                show(leg_periods.period.basis),
                show(leg_periods.period.end),
                show(Deals.gigawatts),
                show(amounts.usd),
                show(legs.compares_sites),
                *rungs.LINES,
            ),
            note="All legs: commitments, funding and contingent; the totals above contain commitments only.",
            name="bridge",
        ),
    ),
    printed=4,
)

OUTPUT_SHEETS = (COMMITMENT_VS_REVENUE, CAPEX, EQUITY_STAKES, HEADLINE_BRIDGE)
