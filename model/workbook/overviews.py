"""The blocks of the sheets that compare and sum up: Dashboard, Counterparties, Scenarios, Sensitivity."""

from __future__ import annotations

from model.expression.nodes import Line, Rows
from model.lines import (
    bridge,
    capex,
    cases,
    checks,
    commitments,
    counterparties,
    dashboard,
    legs,
    periods,
    sensitivity,
    suppliers,
)
from model.lines.inputs import CapexPlans, Deals
from model.lines.rows import COST_STEPS, FIRMNESS, KINDS, LEGS, PAYERS, PLANS, REVENUES, SALES, SPENDERS, STEPS, TOP
from model.workbook.blocks import Block, Chart, Sheet, show

DASHBOARD = Sheet(
    "Dashboard",
    "How much is promised, how firm is it, and how does it compare with revenue?",
    (
        Block(
            "Key figures",
            None,
            (
                show(bridge.total_headline, "Commitments, headline", bridge.headline.meaning),
                show(
                    bridge.total_firm,
                    "Commitments, firm",
                    "Without up-to excess, intent, superseded legs and legs inside another; weights are not applied.",
                ),
                dashboard.firm_part,
                show(
                    commitments.all_commitments,
                    "Commitments, counted in the scenario",
                    "Commitments × the scenario's weights and payers' parts; with implied build-out if "
                    "include_implied is 1.",
                ),
                dashboard.ventures,
                dashboard.assumed,
                dashboard.funding,
                show(
                    commitments.all_implied,
                    "Implied build-out, beside",
                    "Cost of capacity promised without an amount, before weights; in no total unless "
                    "include_implied is 1.",
                ),
                show(
                    capex.all_plans,
                    "Capital spending, counted in the scenario",
                    "All companies and groups, each plan once: a member's lies within its group's figure.",
                ),
                dashboard.coverage,
                show(sensitivity.payer, "Largest payer that states revenue"),
                *dashboard.largest_payer,
                dashboard.capacity,
                dashboard.cost_per_gw,
                show(checks.gaps_total, "Data gaps", "Figures no source states: see Checks."),
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

COUNTERPARTIES = Sheet(
    "Counterparties",
    "Who owes whom, and what comes back?",
    (
        Block(
            "Commitments, payer by seller",
            PAYERS,
            (counterparties.matrix_row, counterparties.matrix_gap),
            counterparties.matrix,
            (counterparties.matrix_rows, counterparties.matrix_columns),
            shaded=(counterparties.matrix,),
            note="The darker, the larger. The row less the payer's commitments is 0.",
        ),
        Block(
            "Seller and customer, both ways",
            SALES,
            (
                *counterparties.rank.lines,
                show(suppliers.pair_backlog, "Contracts"),
                counterparties.funding_back.amount,
                counterparties.round_trip,
                counterparties.purchases_back.amount,
                counterparties.funding_on.amount,
                counterparties.contingent,
                counterparties.ties,
                counterparties.tied,
                counterparties.tied_amount,
                *counterparties.tied_rank.lines,
                counterparties.funding_back.legs,
                counterparties.funding_back.known,
                counterparties.purchases_back.legs,
                counterparties.purchases_back.known,
                counterparties.funding_on.legs,
                counterparties.funding_on.known,
            ),
            note="With the scenario's weights. Round trip: what of the contracts the seller's funding of its customer "
            "could pay.",
        ),
    ),
)


def side_by_side(title: str, of: cases.Cases, note: str = "", totals: tuple[Line, ...] = ()) -> Block:
    """Low, base and high of one line, the selected one marked."""
    return Block(title, of.line.over, of.lines, totals=totals, note=note, heads=of.marks)


def workings(title: str, over: Rows, shows: tuple[Line, ...] = ()) -> Block:
    """What the cases are computed from over some rows, in one block: a long table takes its rows once."""
    return Block(title, over, (*map(show, shows), *cases.workings(over)))


SCENARIOS = Sheet(
    "Scenarios",
    "What do low, base and high come to, side by side?",
    (
        side_by_side(
            "Commitments, by payer",
            cases.payer_total,
            "USD bn. Base and high differ only where a source or an assumption gives a higher figure.",
            cases.payers_total,
        ),
        side_by_side("Commitments ÷ annualised revenue, by payer", cases.payer_total_cover, "Multiples."),
        side_by_side(
            "Commitments less one year's revenue, by payer",
            cases.payer_excess,
            "USD bn. Commitments run over years, revenue over one.",
        ),
        side_by_side("Annualised revenue, by payer", cases.payer_revenue, "USD bn a year."),
        side_by_side(
            "Implied build-out, beside, by payer",
            cases.payer_implied,
            "USD bn; not owed. Before weights: what include_implied adds to commitments is weighted.",
            cases.payers_implied,
        ),
        side_by_side(
            "Capital spending, all plans, by company and group",
            cases.spender_total,
            "USD bn. Not added up: a group's row holds its members' spending.",
        ),
        workings("Working: weight of each firmness", FIRMNESS),
        workings("Working: payer's part, by kind", KINDS),
        workings("Working: legs", LEGS, (Deals.payer, legs.leg_class)),
        workings("Working: plans", PLANS, (CapexPlans.company,)),
        workings("Working: revenue periods", REVENUES, (periods.is_latest,)),
    ),
)

SENSITIVITY = Sheet(
    "Sensitivity",
    "How do commitments with build-out compare with revenue, at other costs of a gigawatt and other growth?",
    (
        Block(
            "The payer",
            None,
            (
                sensitivity.payer,
                sensitivity.its_disclosed,
                sensitivity.its_capacity,
                sensitivity.its_revenue,
                sensitivity.its_years,
                sensitivity.its_cover,
                sensitivity.centre,
            ),
        ),
        Block(
            "Commitments with build-out ÷ revenue in the last large year",
            COST_STEPS,
            (sensitivity.step_cost, *sensitivity.grid),
            heads=sensitivity.growths,
            note="Down: cost per gigawatt of capacity without an amount; no difference where none is counted. Across: "
            "yearly growth of revenue. The centre is the model's own figure. All commitments, over all years, ÷ one "
            "year's revenue.",
        ),
        Block(
            "Working: every payer",
            PAYERS,
            (
                sensitivity.gigawatts,
                sensitivity.years,
                sensitivity.full_cover,
                sensitivity.with_revenue,
                *sensitivity.rank.lines,
            ),
        ),
        Block(
            "Working: capacity of each leg",
            LEGS,
            (show(Deals.payer), show(legs.leg_class), sensitivity.capacity),
        ),
    ),
)

SELLER_RANKS = dashboard.seller_rank.lines
PAYER_RANKS = (commitments.disclosed, *dashboard.payer_rank.lines, dashboard.payer_covered, dashboard.payer_covering)
SPENDER_RANKS = dashboard.spender_rank.lines
