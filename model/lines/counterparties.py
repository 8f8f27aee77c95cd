"""Who owes whom: commitments and funding payer by payee, and what comes back between the two of each pair.

The matrix adds up pairs, the pairs add up legs; loops of three and more parties are no lines (see `loops`).
"""

from __future__ import annotations

from model.expression.nodes import (
    NOT_DISCLOSED,
    Line,
    Order,
    Total,
    Where,
    and_,
    at_least,
    count_ifs,
    is_,
    smallest,
    sum_ifs,
    total_of,
    when,
)
from model.lines.commitments import CUSTOMER, SELLER, pair_backlog, total
from model.lines.equity import FlowLines, flow
from model.lines.inputs import Deals
from model.lines.legs import leg_class
from model.lines.rows import PAYERS, SALES, SELLERS


def legs_from(payer: Where, payee: Where, what: str) -> tuple[Where, ...]:
    return payer, payee, is_(leg_class, what)


def back(name: str, title: str, what: str, meaning: str) -> FlowLines:
    """Legs of a class from the seller to its customer."""
    return flow(
        f"sale_{name}", title, legs_from(is_(Deals.payer, SELLER), is_(Deals.payee, CUSTOMER), what), meaning, SALES
    )


purchases = Line(
    "sale_purchases_again",
    "Contracts",
    "USD bn",
    pair_backlog,
    SALES,
    meaning="What the customer owes the seller, as on Commitment vs revenue.",
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
    smallest(funding_back.amount, pair_backlog) / pair_backlog,
    SALES,
    meaning="min(seller's funding of the customer, purchases) ÷ purchases: what could come back to the seller.",
)

order = Line(
    "sale_order",
    "Rank",
    "rank",
    Order(pair_backlog),
    SALES,
    meaning="1 for the largest purchases; pairs of equal size in the order of the table.",
)

of_pair = (is_(CUSTOMER, PAYERS.key()), is_(SELLER, SELLERS.across()))

matrix = Line(
    "matrix_commitments",
    "Commitments",
    "USD bn",
    when(
        and_(count_ifs(*of_pair) > 0, count_ifs(*of_pair, at_least(pair_backlog, 0)).eq(0)),
        NOT_DISCLOSED,
        sum_ifs(pair_backlog, *of_pair),
    ),
    PAYERS,
    across=SELLERS,
    meaning="What the payer owes the seller; n/d where there are legs and none has an amount.",
)

matrix_row = Line(
    "matrix_row",
    "All sellers",
    "USD bn",
    when(Total(matrix, "years", "count").eq(0), NOT_DISCLOSED, Total(matrix, "years")),
    PAYERS,
    meaning="The payer's row added up.",
)

matrix_gap = Line(
    "matrix_gap",
    "Less commitments",
    "USD bn",
    matrix_row - total,
    PAYERS,
    meaning="The row less the payer's commitments; 0 where the matrix ties out.",
)

matrix_rows = Line("matrix_rows", "All payers", "USD bn", total_of(matrix_row), meaning="All rows added up.")
matrix_columns = Line(
    "matrix_columns",
    "All payers",
    "USD bn",
    total_of(matrix),
    across=SELLERS,
    meaning="The seller's column added up.",
)
