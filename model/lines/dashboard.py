"""The figures asked for first: how much, how firm, how far revenue goes, how large the largest; what the charts show.

Everything here points at, ranks or adds up lines defined elsewhere. Whatever is ranked follows the case.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Axis, Const, Each, If, Lookup, Node, Op, Position, Total
from model.expression.terms import above, and_, at_least, count_ifs, find, is_, known, sum_ifs, sum_of_some, when
from model.lines import (
    amounts,
    bridge,
    capex,
    commitments,
    counterparties,
    legs,
    parts,
    payments_due,
    rungs,
    sensitivity,
    suppliers,
)
from model.lines.inputs import Deals
from model.lines.ranks import rank_lines
from model.lines.rows import CLASSES, PAYERS, SALES, SPENDERS, STEPS, SUPPLIERS, TOP
from model.lines.ventures import JOINT_VENTURE

documented_part = Line(
    "dashboard_documented_part",
    "Documented ÷ stated",
    "share",
    bridge.documented.total / bridge.stated.total,
    meaning="How much of what is stated a filing or a statement of the company is the first source for.",
)

ventures = Line(
    "dashboard_ventures",
    "  of which joint ventures",
    "USD bn",
    sum_of_some(
        count_ifs(is_(Deals.kind, JOINT_VENTURE), is_(rungs.is_counted, 1)),
        count_ifs(is_(Deals.kind, JOINT_VENTURE), is_(rungs.is_counted, 1), at_least(rungs.counted, 0)),
        sum_ifs(rungs.counted, is_(Deals.kind, JOINT_VENTURE)),
    ),
    meaning="What joint ventures count on the basis selected: up to the signed rung the whole, then the payer's share; "
    "n/d where none has a figure.",
)

funding = Line(
    "dashboard_funding",
    "Equity funding (memo)",
    "USD bn",
    find(legs.class_counted, CLASSES.key(), Const("funding")),
    meaning="Paid or lent for shares and companies, on the basis selected: no commitment, and in none of the above.",
)


assumed = Line(
    "dashboard_assumed",
    "  of which timing assumed",
    "USD bn",
    Total(commitments.assumed_dates),
    meaning="Start, end or both are no source's: in which year these fall due is assumed.",
)

payer_covered = Line(
    "payer_covered",
    "Commitments, if revenue is known",
    "USD bn",
    If(known(commitments.total_cover), commitments.total, NOT_DISCLOSED),
    PAYERS,
    meaning="The payer's commitments where a source states its revenue.",
)

payer_covering = Line(
    "payer_covering",
    "Revenue, if commitments are known",
    "USD bn a year",
    If(known(commitments.total_cover), commitments.revenue.annualised, NOT_DISCLOSED),
    PAYERS,
    meaning="The payer's annualised revenue where a source states an amount it owes.",
)

coverage = Line(
    "dashboard_coverage",
    "Commitments ÷ revenue, payers that state both",
    "x",
    Total(payer_covered) / Total(payer_covering),
    meaning="All their commitments, over all years, ÷ one year's revenue, reported or projected; others are left out.",
)

largest_payer = (
    sensitivity.figure("dashboard_largest_excess", commitments.excess, "  commitments less one year's revenue"),
    sensitivity.figure("dashboard_largest_cover", commitments.total_cover, "  commitments ÷ annualised revenue"),
    sensitivity.figure("dashboard_largest_growth", payments_due.required_growth, "  required revenue growth"),
)

capacity = Line(
    "dashboard_capacity",
    "Capacity promised",
    "GW",
    Total(parts.own_gigawatts),
    meaning="Gigawatts of all current commitments, each once; some may overlap: no source says which.",
)

cost_per_gw = Line(
    "dashboard_cost_per_gw",
    "Cost per GW where both are stated",
    "USD bn per GW",
    sum_ifs(amounts.usd, above(Deals.gigawatts, 0), is_(legs.compares_sites, 1))
    / sum_ifs(Deals.gigawatts, at_least(amounts.usd, 0), is_(legs.compares_sites, 1)),
    meaning="Amounts ÷ gigawatts of the current commitments that state both.",
)


payer_rank = rank_lines("payer", commitments.total, PAYERS)
spender_rank = rank_lines("spender", capex.total, SPENDERS)
supplier_rank = rank_lines("supplier", suppliers.contract_value, SUPPLIERS)


@dataclass(frozen=True)
class Ranking:
    """Rows in order of size: the place of each, and the places that are shown."""

    order: Line
    rank: Line


def ranking(name: str, title: str, order: Line) -> Ranking:
    place = Position(TOP)
    return Ranking(
        order,
        Line(
            f"top_{name}_rank",
            title,
            "rank",
            # added up too, so that an error among the ranks shows
            when(and_(Op(">", (place, Total(order, how="count"))), Total(order) >= 0), NOT_DISCLOSED, place),
            TOP,
            meaning="1 for the largest; n/d where there are fewer.",
        ),
    )


payers = ranking("payer", "Payers", payer_rank.order)
top_suppliers = ranking("supplier", "Suppliers", supplier_rank.order)
contracts = ranking("contract", "Contracts", counterparties.rank.order)
tied = ranking("tied", "Pairs with other ties", counterparties.tied_rank.order)
spenders = ranking("spender", "Spenders", spender_rank.order)
RANKS = tuple(each.rank for each in (payers, top_suppliers, contracts, tied, spenders))


def ranked(name: str, title: str, value: Line | Axis, of: Ranking) -> Line:
    """The value in the row of that rank; n/d where there are fewer rows."""
    wide = isinstance(value, Line) and value.by_year
    return Line(
        name,
        title,
        value.unit if isinstance(value, Line) else "text",
        If(known(of.rank), Lookup(value, of.order, of.rank), NOT_DISCLOSED),
        TOP,
        by_year=wide,
        meaning=value.meaning if isinstance(value, Line) else "The one of that rank.",
    )


top_payer = ranked("top_payer", "Payer", PAYERS.key(), payers)
top_commitments = ranked("top_commitments", "Commitments", commitments.total, payers)
top_revenue = ranked("top_revenue", "Annualised revenue", commitments.revenue.annualised, payers)
top_revenue_label = ranked("top_revenue_label", "Revenue of", commitments.revenue.label, payers)
top_excess = ranked("top_excess", "Commitments less revenue", commitments.excess, payers)
top_cover = ranked("top_cover", "Commitments ÷ revenue", commitments.total_cover, payers)
top_due = ranked("top_due", "Commitments due", payments_due.payer_due.year, payers)
top_supplier = ranked("top_supplier", "Supplier", SUPPLIERS.key(), top_suppliers)
top_contract_value = ranked("top_contract_value", "Contract value", suppliers.contract_value, top_suppliers)
top_supplier_revenue = ranked(
    "top_supplier_revenue", "Annualised revenue", suppliers.supplier_revenue.annualised, top_suppliers
)
top_supplier_revenue_label = ranked(
    "top_supplier_revenue_label", "Revenue of", suppliers.supplier_revenue.label, top_suppliers
)
top_value_to_revenue = ranked(
    "top_value_to_revenue", "Contract value ÷ revenue", suppliers.value_to_revenue, top_suppliers
)
top_customer_share = ranked("top_customer_share", "Top-customer share", suppliers.top_share, top_suppliers)

top_contract_payer = ranked("top_contract_payer", "Payer", SALES.key(1), contracts)
top_contract_payee = ranked("top_contract_payee", "Payee", SALES.key(0), contracts)
top_contract = ranked("top_contract", "Contract value", suppliers.sale_contract_value, contracts)
top_contract_share = ranked("top_contract_share", "Share of supplier's value", suppliers.share, contracts)

tied_payer = ranked("tied_payer", "Payer", SALES.key(1), tied)
tied_payee = ranked("tied_payee", "Payee", SALES.key(0), tied)
tied_contracts = ranked("tied_contracts", "Contract value", suppliers.sale_contract_value, tied)
tied_funding = ranked("tied_funding", "Payee funds payer", counterparties.funding_back.amount, tied)
tied_trip = ranked("tied_trip", "Round trip", counterparties.round_trip, tied)
tied_back = ranked("tied_back", "Payee buys from payer", counterparties.purchases_back.amount, tied)
tied_on = ranked("tied_on", "Payer funds payee", counterparties.funding_on.amount, tied)
tied_contingent = ranked("tied_contingent", "Warrants and backstops: legs", counterparties.contingent, tied)

top_spender = ranked("top_spender", "Company or group", SPENDERS.key(), spenders)
top_spending = ranked("top_spending", "Capital spending, counted", capex.total, spenders)

heat_payer = Line("heat_payer", "Payer", "text", top_payer, TOP, meaning="The payer of that rank.")
heat_suppliers = tuple(
    Line(
        f"heat_supplier_{place}",
        f"{place} supplier",
        "text",
        Lookup(top_supplier, TOP.key(), Const(place)),
        meaning="The supplier of that rank, by contract value.",
    )
    for place in TOP.labels
)


def contract_with(supplier: Line) -> If:
    """What the payer at hand owes the supplier; n/d where there is a contract without an amount."""
    pair = (is_(suppliers.PAYER, heat_payer), is_(suppliers.PAYEE, supplier))
    amount = suppliers.sale_contract_value
    return when(count_ifs(*pair) > count_ifs(*pair, at_least(amount, 0)), NOT_DISCLOSED, sum_ifs(amount, *pair))


heat = tuple(
    Line(
        f"heat_{place}",
        f"{place} supplier",
        "USD bn",
        If(
            known(payers.rank),
            If(known(Lookup(top_suppliers.rank, TOP.key(), Const(place))), contract_with(supplier), NOT_DISCLOSED),
            NOT_DISCLOSED,
        ),
        TOP,
        meaning="What the payer owes that supplier; n/d where the contract has no amount, or there are fewer of them.",
    )
    for place, supplier in zip(TOP.labels, heat_suppliers, strict=True)
)

RUNGS = (bridge.all_in, bridge.stated, bridge.signed, bridge.attributable, bridge.documented)
STEPS_BELOW = (
    (bridge.double_counts,),
    (bridge.unpriced,),
    (bridge.reported_only, bridge.non_binding, bridge.above_floor),
    (bridge.partners,),
    (bridge.undocumented,),
)


def bars() -> tuple[tuple[Node, Node, Node], ...]:
    """Of each bar of the bridge: how high it is, what it stands on, and how many legs have no amount."""
    zero = Const(0)
    heights: list[tuple[Node, Node, Node]] = [(bridge.announced.total, zero, bridge.announced_without)]
    left: Node = bridge.announced.total
    for steps, rung in zip(STEPS_BELOW, RUNGS, strict=True):
        for step in steps:
            left = left - step.total
            heights.append((step.total, left, zero))
        heights.append((rung.total, zero, rung.total_without))
        left = rung.total
    return tuple(heights)


BARS = bars()

step_amount = Line(
    "step_amount",
    "Amount",
    "USD bn",
    Each(tuple(amount for amount, _, _ in BARS)),
    STEPS,
    meaning="What stands on each rung, and what is taken off between two, over all payers.",
)
step_base = Line(
    "step_base",
    "Stands on",
    "USD bn",
    Each(tuple(base for _, base, _ in BARS)),
    STEPS,
    meaning="What is left below the step; the chart leaves it blank.",
)
step_without = Line(
    "step_without",
    "Legs without an amount",
    "count",
    Each(tuple(without for _, _, without in BARS)),
    STEPS,
    meaning="Legs on the rung whose amount, or whose payer's share, no source states.",
)
