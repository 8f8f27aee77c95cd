"""Controls of the other outputs: suppliers and pairs against the legs, capital spending against plans, and stakes."""

from __future__ import annotations

from model.expression.control_nodes import Beside, Copy, Product
from model.expression.nodes import Node, Total, Where
from model.expression.terms import at_least, count_ifs, is_, is_not, sum_ifs
from model.lines import (
    capex,
    counterparties,
    equity,
    funders,
    others,
    pairs_of_legs,
    parts,
    plan_parts,
    plan_versions,
    rungs,
    supplier_payments,
    suppliers,
)
from model.lines.control import Control, as_in_table, commitments, contingent, funding, of, whole, without_figure
from model.lines.covers import ROWS
from model.lines.flows import FlowLines
from model.lines.inputs import Deals, EquityStakes, Figures, Tranches, column_of
from schemas.terms import COMPARED

contracted = sum_ifs(rungs.contracted, commitments)
contracts = (commitments, is_not(Deals.kind, "joint_venture"))
on_basis = is_(rungs.is_counted, 1)
on, back = is_(pairs_of_legs.sale_pairs, 1), is_(pairs_of_legs.sale_pairs_back, 1)

SUPPLIERS = (
    of(suppliers.suppliers_contract_value, sum_ifs(rungs.contracted, *contracts)),
    of(suppliers.legs, count_ifs(*contracts, on_basis)),
    of(
        suppliers.without,
        Total(suppliers.legs) - count_ifs(*contracts, on_basis, at_least(rungs.contracted, 0)),
    ),
    Control(
        "supplier-multiples-times-revenue",
        Product(suppliers.value_to_revenue, suppliers.supplier_revenue.annualised),
        Beside(suppliers.contract_value, suppliers.supplier_revenue.annualised, ">"),
    ),
    Control(
        "supplier-remaining-multiples-times-revenue",
        Product(supplier_payments.outstanding_to_revenue, suppliers.supplier_revenue.annualised),
        Beside(supplier_payments.outstanding, suppliers.supplier_revenue.annualised, ">"),
    ),
    of(supplier_payments.fallen_due, sum_ifs(supplier_payments.owed_fallen_due, *contracts)),
    of(supplier_payments.seller_not_dated, sum_ifs(supplier_payments.owed_not_dated, *contracts)),
    of(supplier_payments.outstanding, whole(supplier_payments.seller_remaining, supplier_payments.seller_not_dated)),
    Control(
        "seller-fallen-due-and-remaining",
        whole(supplier_payments.fallen_due, supplier_payments.seller_remaining),
        whole(supplier_payments.dated),
    ),
    Control(
        "seller-dated-and-not-dated",
        whole(supplier_payments.dated, supplier_payments.seller_not_dated),
        sum_ifs(rungs.contracted, *contracts),
    ),
    Control("supplier-top-share", Total(suppliers.top_share, how="max"), Total(suppliers.share, how="max"), "share"),
    of(suppliers.hhi, Product(suppliers.share, suppliers.share)),
)
SALES = (
    of(suppliers.sales_contract_value, contracted),
    of(suppliers.sale_without, without_figure(rungs.contracted, commitments, on_basis)),
    Control(
        "sale-shares-times-contract-value",
        Product(suppliers.share, suppliers.supplier_value),
        Beside(suppliers.sale_contract_value, suppliers.supplier_value, ">"),
    ),
    of(suppliers.share_squared, Product(suppliers.share, suppliers.share)),
    Control(
        "sale-multiples-times-revenue",
        Product(suppliers.sale_value_to_revenue, suppliers.sale_payer_revenue),
        Beside(suppliers.sale_contract_value, suppliers.sale_payer_revenue, ">"),
    ),
    of(counterparties.matrix_rows, contracted),
    of(counterparties.matrix_columns, contracted),
)


def of_flow(flow: FlowLines, *legs: Where) -> tuple[Control, ...]:
    """Legs between two parties, by pair and as the legs have it."""
    return (
        of(flow.amount, sum_ifs(rungs.contracted, *legs)),
        of(flow.legs, count_ifs(*legs, on_basis)),
        of(flow.with_amount, count_ifs(*legs, on_basis, at_least(rungs.contracted, 0))),
    )


COUNTERPARTIES = (
    *of_flow(funders.funding, funding),
    of(funders.funders_funding, sum_ifs(rungs.contracted, funding)),
    *of_flow(funders.purchases, commitments, is_(pairs_of_legs.funder_pairs_back, 1)),
    *of_flow(counterparties.funding_back, funding, back),
    *of_flow(counterparties.purchases_back, commitments, back),
    *of_flow(counterparties.funding_on, funding, on),
    of(counterparties.contingent, count_ifs(contingent, on) + count_ifs(contingent, back)),
    of(counterparties.sale_unpriced, sum_ifs(parts.unpriced, commitments)),
    of(counterparties.unpriced_legs, count_ifs(commitments, is_(parts.counts, 1))),
    of(counterparties.unpriced_known, count_ifs(commitments, is_(parts.counts, 1), at_least(parts.unpriced, 0))),
    of(counterparties.sale_unpriced_back, sum_ifs(parts.unpriced, commitments, back)),
    of(counterparties.unpriced_back_legs, count_ifs(commitments, back, is_(parts.counts, 1))),
    of(
        counterparties.unpriced_back_known,
        count_ifs(commitments, back, is_(parts.counts, 1), at_least(parts.unpriced, 0)),
    ),
    of(counterparties.bought_legs, count_ifs(*contracts, on_basis)),
    of(counterparties.bought_back_legs, count_ifs(*contracts, on_basis, back)),
    of(
        counterparties.ties,
        whole(
            counterparties.funding_back.legs,
            counterparties.purchases_back.legs,
            counterparties.funding_on.legs,
            counterparties.contingent,
        ),
    ),
    of(
        counterparties.tied,
        whole(
            counterparties.funding_back.amount, counterparties.purchases_back.amount, counterparties.funding_on.amount
        ),
    ),
    *(
        Control(
            f"{line.name}-both-ways".replace("_", "-"), Copy(line, counterparties.round_trip), whole(line), line.unit
        )
        for line in (suppliers.sale_contract_value, suppliers.sale_legs)
    ),
)
CAPEX = (
    of(capex.spender_lapsed, Total(plan_parts.lapsed)),
    of(capex.spender_judged, Total(capex.part_judged)),
    of(capex.all_judged, Total(capex.part_judged)),
    of(capex.disclosed, count_ifs(is_(plan_versions.is_current, 1), at_least(plan_parts.counted, 0))),
    of(capex.all_no_period, Total(capex.no_period)),
    of(capex.all_year, Total(capex.year, "both")),
    *(
        Control(f"{line.name}-by-year".replace("_", "-"), Copy(line, capex.year), whole(line), line.unit)
        for line in (plan_parts.counted, plan_versions.is_current)
    ),
)
EQUITY = (
    *as_in_table(
        (
            EquityStakes.max_share,
            EquityStakes.shares_m,
            EquityStakes.strike,
            EquityStakes.share_price,
            EquityStakes.issuer_equity_bn,
            EquityStakes.issuer_valued,
        )
    ),
    Control(
        "ownership-times-equity-value",
        Product(equity.ownership, equity.issuer_equity),
        Beside(equity.invested, equity.issuer_equity, ">"),
    ),
    of(equity.tranche_shares, Total(column_of(Tranches.share))),
    of(equity.stakes_vested, whole(equity.vested)),
    Control(
        "max-share-beside-vested", Copy(EquityStakes.max_share, equity.stakes_vested), whole(EquityStakes.max_share)
    ),
    *of_flow(equity.funding, funding, is_(pairs_of_legs.holder_pairs, 1)),
    *of_flow(equity.purchases, commitments, is_(pairs_of_legs.issuer_pairs, 1)),
    *of_flow(equity.holder_purchases, commitments, is_(pairs_of_legs.holder_pairs, 1)),
)


def compared_totals() -> Node:
    """Totals of others that were published by the as-of day, of the measures that are read."""
    first, *rest = (count_ifs(is_(Figures.measure, name), at_least(others.rank, -ROWS)) for name in COMPARED)
    return sum(rest, start=first)


OTHERS = (
    of(others.others_totals, compared_totals()),
    of(others.difference, Beside(others.state, others.model, ">=") - Beside(others.model, others.state, ">=")),
    of(
        others.beyond_remaining,
        Beside(others.state, others.others_remaining, ">=") - Beside(others.others_remaining, others.state, ">="),
    ),
    of(
        others.beyond_stated,
        Beside(others.state, others.stated_rung, ">=") - Beside(others.stated_rung, others.state, ">="),
    ),
    Control(
        "others-per-gigawatt-times-gigawatts",
        Product(others.per_gigawatt, others.others_unpriced_gigawatts),
        Beside(others.beyond_stated, others.others_unpriced_gigawatts, ">"),
    ),
)


BLOCKS = (
    ("Suppliers", SUPPLIERS),
    ("Pairs and matrix", SALES),
    ("Counterparties", COUNTERPARTIES),
    ("Capital spending", CAPEX),
    ("Stakes and round trips", EQUITY),
    ("Totals stated by others", OTHERS),
)
