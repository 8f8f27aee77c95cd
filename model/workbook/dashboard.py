"""The Dashboard: the figures asked for first, the largest of each, and the charts."""

from __future__ import annotations

from model.lines import (
    bridge,
    commitments,
    dashboard,
    gaps,
    others_due,
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
                show(bridge.all_in.total, "Commitments, all-in", "Unpriced capacity at cost per gigawatt included."),
                show(bridge.stated.total, "Commitments, stated", "What sources state, each dollar once."),
                show(bridge.signed.total, "Commitments, signed", bridge.signed.amount.meaning),
                show(bridge.attributable.total, "Commitments, attributable", bridge.attributable.amount.meaning),
                dashboard.documented_part,
                show(
                    commitments.payers_total,
                    "Commitments, on the basis selected",
                    "What the payers' totals, ratios and years below count.",
                ),
                dashboard.ventures,
                dashboard.assumed,
                dashboard.funding,
                show(bridge.unpriced.total, "Unpriced capacity, at cost per GW (memo)", "Not owed; in all-in only."),
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
                dashboard.top_revenue_label,
            ),
            dashboard.top_due,
            (others_due.others_due,),
            note="By commitments on the basis selected; the years show what falls due on stated or assumed dates; "
            "n/d where there are fewer.",
        ),
        Block(
            "The largest payers and the largest suppliers",
            TOP,
            (dashboard.heat_payer, *dashboard.heat),
            heads=dashboard.heat_suppliers,
            shaded=dashboard.heat,
            note="The darker, the larger. All payers and payees stand on Counterparties.",
        ),
        Block(
            "The largest suppliers",
            TOP,
            (
                dashboard.top_supplier,
                dashboard.top_contract_value,
                dashboard.top_supplier_revenue,
                dashboard.top_value_to_revenue,
                dashboard.top_supplier_revenue_label,
                dashboard.top_customer_share,
            ),
            note="By contract value; a joint venture is no supplier. n/d where there are fewer.",
        ),
        Block(
            "The largest contracts",
            TOP,
            (
                dashboard.top_contract_payer,
                dashboard.top_contract_payee,
                dashboard.top_contract,
                dashboard.top_contract_share,
            ),
            note="By contract value on the basis selected; n/d where there are fewer.",
        ),
        Block(
            "Pairs tied in other ways",
            TOP,
            (
                dashboard.tied_payer,
                dashboard.tied_payee,
                dashboard.tied_contracts,
                dashboard.tied_funding,
                dashboard.tied_trip,
                dashboard.tied_back,
                dashboard.tied_on,
                dashboard.tied_contingent,
            ),
            note="On the basis selected. Round trip: what of the contracts the payee's funding of the payer could "
            "pay; n/d where the contracts have no amount, or there are fewer pairs.",
        ),
        Block(
            "The largest capital spending",
            TOP,
            (dashboard.top_spender, dashboard.top_spending),
            note="Each plan once. A group's figure holds its members', a plan one that lies within it.",
        ),
        Block(
            "The headline bridge",
            STEPS,
            (dashboard.step_amount, dashboard.step_without, dashboard.step_base),
            note="Each dollar leaves at the first step that applies; legs without an amount stand beside.",
        ),
        Block("Working: ranks", TOP, dashboard.RANKS),
    ),
    charts=(
        Chart(
            "Commitments due by year, stated or assumed dates",
            "Stacked columns: what falls due in each year, in billions of US dollars, by payer; all but the largest "
            "together.",
            "years",
            (dashboard.top_due,),
            dashboard.top_payer,
            PAYERS,
            "Year",
            others=others_due.others_due,
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
            "The headline bridge",
            "Bridge: everything announced, then what is taken off at each step, down to what is documented, in "
            "billions of US dollars.",
            "bridge",
            (dashboard.step_base, dashboard.step_amount),
            STEPS,
            PAYERS,
            "Step",
        ),
        Chart(
            "Capital spending, largest; groups hold their members",
            "Bars: the largest spenders' capital spending, in billions of US dollars.",
            "bars",
            (dashboard.top_spending,),
            dashboard.top_spender,
            SPENDERS,
            "Company or group",
        ),
    ),
)
