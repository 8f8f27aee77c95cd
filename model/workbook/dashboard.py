"""The Dashboard: the figures asked for first, the largest of each, and the charts."""

from __future__ import annotations

from model.lines import (
    bridge,
    capex,
    commitments,
    dashboard,
    gaps,
    sensitivity,
)
from model.lines.rows import PAYERS, SPENDERS, STEPS, TOP
from model.workbook.blocks import Block, Chart, Sheet, show

DASHBOARD = Sheet(
    "Dashboard",
    "How much is promised, how firm is it, and how does it compare with revenue?",
    (
        Block(
            "Key figures",
            None,
            (
                show(bridge.all_payer_headline, "Commitments, headline", bridge.headline.meaning),
                show(
                    bridge.all_payer_firm,
                    "Commitments, firm",
                    "Without up-to excess, intent, superseded legs and legs inside another; weights are not applied.",
                ),
                dashboard.firm_part,
                show(
                    commitments.payers_total,
                    "Commitments, counted in the scenario",
                    "Commitments × the scenario's weights and payers' parts; with implied build-out if "
                    "include_implied is 1.",
                ),
                dashboard.ventures,
                dashboard.assumed,
                dashboard.funding,
                show(
                    commitments.payers_implied,
                    "Implied build-out, beside",
                    "Cost of capacity promised without an amount, before weights; in no total unless "
                    "include_implied is 1.",
                ),
                show(
                    capex.capex_all,
                    "Capital spending, counted in the scenario",
                    "All companies and groups, each plan once: a member's lies within its group's figure.",
                ),
                dashboard.coverage,
                show(sensitivity.payer, "Largest payer that states revenue"),
                *dashboard.largest_payer,
                dashboard.capacity,
                dashboard.cost_per_gw,
                show(gaps.gaps_total, "Data gaps", "Figures no source states: see Checks."),
            ),
            space=32,
        ),
        Block(
            "The largest payers",
            TOP,
            (
                dashboard.top_payer,
                dashboard.top_commitments,
                dashboard.top_revenue,
                dashboard.top_excess,
                dashboard.top_cover,
            ),
            dashboard.top_due,
            note="By commitments counted in the scenario; the years show what falls due on stated or assumed dates; "
            "n/d where there are fewer.",
        ),
        Block(
            "The largest payers and the largest sellers",
            TOP,
            (dashboard.heat_payer, *dashboard.heat),
            heads=dashboard.heat_sellers,
            shaded=dashboard.heat,
            note="The darker, the larger. All payers and sellers stand on Counterparties.",
        ),
        Block(
            "The largest sellers",
            TOP,
            (
                dashboard.top_backlog_seller,
                dashboard.top_backlog,
                dashboard.top_backlog_revenue,
                dashboard.top_backlog_cover,
                dashboard.top_backlog_largest,
            ),
            note="By contracted backlog; a venture's is its capital, as far as it counts for its payers. n/d where "
            "there are fewer.",
        ),
        Block(
            "The largest contracts",
            TOP,
            (
                dashboard.top_customer,
                dashboard.top_seller,
                dashboard.top_purchases,
                dashboard.top_share,
            ),
            note="By amount counted in the scenario: with its weights, at the ceiling where up_to weighs 1. A "
            "venture's is its capital, as far as it counts for its payers; n/d where there are fewer.",
        ),
        Block(
            "Sellers tied to their customers in other ways",
            TOP,
            (
                dashboard.tied_customer,
                dashboard.tied_seller,
                dashboard.tied_purchases,
                dashboard.tied_funding,
                dashboard.tied_trip,
                dashboard.tied_back,
                dashboard.tied_on,
                dashboard.tied_contingent,
            ),
            note="With the scenario's weights, at the ceiling where up_to weighs 1. Round trip: what of the contracts "
            "the seller's funding of its customer could pay; n/d where the contracts have no amount, or there are "
            "fewer pairs.",
        ),
        Block(
            "The largest capital spending",
            TOP,
            (dashboard.top_spender, dashboard.top_spending),
            note="As counted in the scenario. A group's figure holds its members', a plan one that lies within it.",
        ),
        Block(
            "From headline to firm",
            STEPS,
            (dashboard.step_amount, dashboard.step_undisclosed, dashboard.step_base),
            note="A leg without an amount is in no step; how many there are stands beside.",
        ),
        Block("Working: ranks", TOP, dashboard.RANKS),
    ),
    charts=(
        Chart(
            "Commitments due by year, stated or assumed dates",
            "Stacked columns: what falls due in each year, in billions of US dollars, by payer.",
            "years",
            (dashboard.top_due,),
            dashboard.top_payer,
            PAYERS,
            "Year",
        ),
        Chart(
            "Commitments against annualised revenue",
            "Columns side by side: all commitments of each of the largest payers, and its annualised revenue, in "
            "billions of US dollars; no revenue column where no source states it.",
            "beside",
            (dashboard.top_commitments, dashboard.top_revenue),
            dashboard.top_payer,
            PAYERS,
            "Payer",
        ),
        Chart(
            "From headline to firm, disclosed amounts",
            "Bridge: the headline, then what is taken off for up-to excess, intent, superseded legs and legs inside "
            "another, down to firm commitments, in billions of US dollars.",
            "bridge",
            (dashboard.step_base, dashboard.step_amount),
            STEPS,
            PAYERS,
            "Step",
        ),
        Chart(
            "Capital spending, largest; groups hold their members",
            "Bars: the largest spenders' capital spending as counted in the scenario, in billions of US dollars.",
            "bars",
            (dashboard.top_spending,),
            dashboard.top_spender,
            SPENDERS,
            "Company or group",
        ),
    ),
)
