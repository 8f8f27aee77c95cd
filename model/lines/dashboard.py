"""The figures asked for first: how much, how firm, how far revenue goes, how large the largest; what the charts show.

Everything here points at, ranks or adds up lines defined elsewhere. Whatever is ranked follows the scenario.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Axis, Const, Each, If, Lookup, Op, Position, Total, Where
from model.expression.terms import above, and_, at_least, count_ifs, is_, is_not, known, sum_ifs, when
from model.lines import bridge, capex, commitments, counterparties, legs, sensitivity, suppliers
from model.lines.inputs import Deals
from model.lines.ranks import rank_lines
from model.lines.rows import CLASSES, PAYERS, SALES, SELLERS, SPENDERS, STEPS, TOP
from model.lines.rules import JOINT_VENTURE

firm_part = Line(
    "dashboard_firm_part",
    "Firm ÷ headline, of disclosed amounts",
    "share",
    bridge.all_payer_firm / bridge.all_payer_headline,
    meaning="How much of the headline is firm; legs without an amount are in neither.",
)

ventures = Line(
    "dashboard_ventures",
    "  of which joint ventures, carried by their leads",
    "USD bn",
    sum_ifs(legs.counted, is_(Deals.kind, JOINT_VENTURE)),
    meaning="Joint ventures' amounts × the lead's part (assumption jv_lead_share): partners' parts are not disclosed.",
)

funding = Line(
    "dashboard_funding",
    "Funding of others, beside",
    "USD bn",
    sum_ifs(legs.class_scheduled, is_(CLASSES.key(), "funding")),
    meaning="Paid for shares and companies, × the scenario's weights: no commitment to buy, and in none of the above.",
)


assumed = Line(
    "dashboard_assumed",
    "  of which on assumed dates",
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
    sensitivity.figure("dashboard_largest_growth", commitments.needed_growth, "  growth needed"),
)

capacity = Line(
    "dashboard_capacity",
    "Capacity promised",
    "GW",
    sum_ifs(
        Deals.gigawatts,
        is_(legs.legs_class, "commitment"),
        is_(legs.in_total, 1),
        is_not(Deals.firmness, "superseded"),
    ),
    meaning="Gigawatts of all commitment legs, each leg once; some may overlap: no source says which.",
)

cost_per_gw = Line(
    "dashboard_cost_per_gw",
    "Cost per GW where both are stated",
    "USD bn per GW",
    sum_ifs(legs.money.usd, above(Deals.gigawatts, 0)) / sum_ifs(Deals.gigawatts, at_least(legs.money.usd, 0)),
    meaning="Amounts ÷ gigawatts of the legs that state both.",
)


payer_rank = rank_lines("payer", commitments.total, PAYERS)
spender_rank = rank_lines("spender", capex.total, SPENDERS)
seller_rank = rank_lines("seller", suppliers.backlog, SELLERS)


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
sellers = ranking("seller", "Sellers", seller_rank.order)
contracts = ranking("contract", "Contracts", counterparties.rank.order)
tied = ranking("tied", "Pairs with other ties", counterparties.tied_rank.order)
spenders = ranking("spender", "Spenders", spender_rank.order)
RANKS = tuple(each.rank for each in (payers, sellers, contracts, tied, spenders))


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
top_excess = ranked("top_excess", "Commitments less revenue", commitments.excess, payers)
top_cover = ranked("top_cover", "Commitments ÷ revenue", commitments.total_cover, payers)
top_due = ranked("top_due", "Commitments due", commitments.payer_due, payers)

top_backlog_seller = ranked("top_backlog_seller", "Seller", SELLERS.key(), sellers)
top_backlog = ranked("top_backlog", "Contracted backlog", suppliers.backlog, sellers)
top_backlog_revenue = ranked("top_backlog_revenue", "Annualised revenue", suppliers.seller_revenue.annualised, sellers)
top_backlog_cover = ranked("top_backlog_cover", "Backlog ÷ revenue", suppliers.backlog_cover, sellers)
top_backlog_largest = ranked(
    "top_backlog_largest", "Largest customer of backlog", suppliers.largest_of_backlog, sellers
)

top_customer = ranked("top_customer", "Customer", SALES.key(1), contracts)
top_seller = ranked("top_seller", "Seller", SALES.key(0), contracts)
top_purchases = ranked("top_purchases", "Contracts", suppliers.sale_backlog, contracts)
top_share = ranked("top_share", "Share of seller's backlog", suppliers.sale_share, contracts)

tied_customer = ranked("tied_customer", "Customer", SALES.key(1), tied)
tied_seller = ranked("tied_seller", "Seller", SALES.key(0), tied)
tied_purchases = ranked("tied_purchases", "Contracts", suppliers.sale_backlog, tied)
tied_funding = ranked("tied_funding", "Seller funds customer", counterparties.funding_back.amount, tied)
tied_trip = ranked("tied_trip", "Round trip", counterparties.round_trip, tied)
tied_back = ranked("tied_back", "Seller buys from customer", counterparties.purchases_back.amount, tied)
tied_on = ranked("tied_on", "Customer funds seller", counterparties.funding_on.amount, tied)
tied_contingent = ranked("tied_contingent", "Warrants and backstops: legs", counterparties.contingent, tied)

top_spender = ranked("top_spender", "Company or group", SPENDERS.key(), spenders)
top_spending = ranked("top_spending", "Capital spending, counted", capex.total, spenders)

heat_payer = Line("heat_payer", "Payer", "text", top_payer, TOP, meaning="The payer of that rank.")
heat_sellers = tuple(
    Line(
        f"heat_seller_{place}",
        f"{place} seller",
        "text",
        Lookup(top_backlog_seller, TOP.key(), Const(place)),
        meaning="The seller of that rank, by contracted backlog.",
    )
    for place in TOP.labels
)


def contract_with(seller: Line) -> If:
    """What the payer at hand owes the seller; n/d where there is a contract without an amount."""
    pair = (is_(suppliers.CUSTOMER, heat_payer), is_(suppliers.SELLER, seller))
    amount = suppliers.sale_backlog
    return when(count_ifs(*pair) > count_ifs(*pair, at_least(amount, 0)), NOT_DISCLOSED, sum_ifs(amount, *pair))


heat = tuple(
    Line(
        f"heat_{place}",
        f"{place} seller",
        "USD bn",
        If(
            known(payers.rank),
            If(known(Lookup(sellers.rank, TOP.key(), Const(place))), contract_with(seller), NOT_DISCLOSED),
            NOT_DISCLOSED,
        ),
        TOP,
        meaning="What the payer owes that seller; n/d where the contract has no amount, or there are fewer of them.",
    )
    for place, seller in zip(TOP.labels, heat_sellers, strict=True)
)

taken_off = (
    bridge.all_payer_headline,
    *(total for total in bridge.totals[1:5]),
    bridge.all_payer_firm,
)


def standing() -> tuple[If | Const | Line, ...]:
    """How high each step stands above zero: what is left below it."""
    left = bridge.all_payer_headline
    below: list[If | Const | Line] = [Const(0)]
    for step in bridge.totals[1:5]:
        left = left - step  # type: ignore[assignment]
        below.append(left)
    return (*below, Const(0))


own = (is_(legs.legs_class, "commitment"),)
outside = (*own, is_(legs.in_total, 1))


def without_amount(*of: Where) -> Op:
    """How many legs have no amount."""
    return count_ifs(*of) - count_ifs(*of, at_least(legs.money.usd, 0))


step_undisclosed = Line(
    "step_undisclosed",
    "Legs without an amount",
    "count",
    Each(
        (
            without_amount(*own),
            *(without_amount(*outside, is_(Deals.firmness, each)) for each in ("up_to", "intent", "superseded")),
            without_amount(*own) - without_amount(*outside),
            without_amount(*outside, is_(Deals.firmness, "firm"))
            + without_amount(*outside, is_(Deals.firmness, "reported")),
        )
    ),
    STEPS,
    meaning="Legs the step would hold if a source stated their amount.",
)

step_amount = Line(
    "step_amount",
    "Amount",
    "USD bn",
    Each(taken_off),
    STEPS,
    meaning="The headline, what is taken off, and what is firm, over all payers.",
)
step_base = Line(
    "step_base",
    "Stands on",
    "USD bn",
    Each(standing()),
    STEPS,
    meaning="What is left below the step; the chart leaves it blank.",
)
