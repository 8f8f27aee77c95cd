"""Who owes whom: commitments and funding payer by payee, and what comes back between the two of each pair.

The matrix adds up pairs, the pairs add up legs; loops of three and more parties are no lines (see `loops`).
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Total, Where
from model.expression.terms import (
    at_least,
    count_ifs,
    first_known,
    if_any,
    is_,
    smallest,
    sum_ifs,
    sum_of_some,
    total_of,
    when,
)
from model.lines.commitments import disclosed_counted
from model.lines.equity import FlowLines, flow
from model.lines.inputs import Deals
from model.lines.legs import legs_class
from model.lines.ranks import rank_lines
from model.lines.rows import PAYERS, SALES, SELLERS
from model.lines.suppliers import CUSTOMER, SELLER, sale_backlog


def legs_from(payer: Where, payee: Where, what: str) -> tuple[Where, ...]:
    return payer, payee, is_(legs_class, what)


def back(name: str, title: str, what: str, meaning: str) -> FlowLines:
    """Legs of a class from the seller to its customer."""
    return flow(
        f"sale_{name}", title, legs_from(is_(Deals.payer, SELLER), is_(Deals.payee, CUSTOMER), what), meaning, SALES
    )


funding_back = back(
    "funding", "Seller funds customer", "funding", "Funding legs from the seller to the customer that buys from it."
)
purchases_back = back(
    "purchases", "Seller buys from customer", "commitment", "Commitment legs from the seller to its own customer."
)
funding_on = flow(
    "sale_customer_funding",
    "Customer funds seller",
    legs_from(is_(Deals.payer, CUSTOMER), is_(Deals.payee, SELLER), "funding"),
    "Funding legs from the customer to the seller it buys from.",
    SALES,
)

round_trip = Line(
    "sale_round_trip",
    "Round trip",
    "share",
    smallest(funding_back.amount, sale_backlog) / sale_backlog,
    SALES,
    meaning="min(seller's funding of the customer, purchases) ÷ purchases: what could come back to the seller.",
)

contingent = Line(
    "sale_contingent",
    "Warrants and backstops: legs",
    "count",
    count_ifs(*legs_from(is_(Deals.payer, SELLER), is_(Deals.payee, CUSTOMER), "contingent"))
    + count_ifs(*legs_from(is_(Deals.payer, CUSTOMER), is_(Deals.payee, SELLER), "contingent")),
    SALES,
    meaning="Contingent legs between the two, either way; their amounts are in no total.",
)

ties = Line(
    "sale_ties",
    "Other ties",
    "count",
    funding_back.legs + purchases_back.legs + funding_on.legs + contingent,
    SALES,
    meaning="Legs between seller and customer besides the contracts: funding, purchases the other way, contingent.",
)

tied = Line(
    "sale_tied",
    "Amount of other ties",
    "USD bn",
    sum_of_some(
        ties,
        funding_back.legs_known + purchases_back.legs_known + funding_on.legs_known,
        first_known(funding_back.amount, 0) + first_known(purchases_back.amount, 0) + first_known(funding_on.amount, 0),
    ),
    SALES,
    meaning="Funding and purchases the other way, as far as disclosed; n/d where no tie has an amount.",
)

tied_amount = Line(
    "sale_tied_amount",
    "Ranked by",
    "USD bn",
    when(ties > 0, first_known(tied, 0), NOT_DISCLOSED),
    SALES,
    meaning="The amount of other ties, 0 where none has one; n/d, and so without a rank, where there is no other tie.",
)

tied_rank = rank_lines("sale_tied", tied_amount, SALES)
rank = rank_lines("sale", sale_backlog, SALES)

of_payer, of_seller = is_(CUSTOMER, PAYERS.key()), is_(SELLER, SELLERS.across())


matrix_commitments = Line(
    "matrix_commitments",
    "Commitments",
    "USD bn",
    sum_of_some(
        count_ifs(of_payer, of_seller),
        count_ifs(of_payer, of_seller, at_least(sale_backlog, 0)),
        sum_ifs(sale_backlog, of_payer, of_seller),
    ),
    PAYERS,
    across=SELLERS,
    meaning="What the payer owes the seller; n/d where there are legs and none has an amount.",
)

matrix_row = Line(
    "matrix_row",
    "All sellers",
    "USD bn",
    if_any(count_ifs(of_payer, at_least(sale_backlog, 0)), Total(matrix_commitments, "years")),
    PAYERS,
    meaning="The payer's row added up; n/d where none of its contracts has an amount.",
)

matrix_gap = Line(
    "matrix_gap",
    "Less commitments",
    "USD bn",
    matrix_row - disclosed_counted,
    PAYERS,
    meaning="The row less the payer's commitments with an amount; 0 where the matrix ties out.",
)

matrix_rows = Line("matrix_rows", "All payers", "USD bn", total_of(matrix_row), meaning="All rows added up.")
matrix_columns = Line(
    "matrix_columns",
    "All payers",
    "USD bn",
    if_any(count_ifs(of_seller, at_least(sale_backlog, 0)), Total(matrix_commitments)),
    across=SELLERS,
    meaning="The seller's column added up; n/d where none of its contracts has an amount.",
)
