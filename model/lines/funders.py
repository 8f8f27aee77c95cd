"""Who funds whom: investments, acquisitions and loans by payer and payee."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.terms import is_, joined, total_of
from model.lines.counterparties import legs_from
from model.lines.flows import flow
from model.lines.inputs import Deals
from model.lines.largest_rows import largest_rows
from model.lines.rows import FUNDERS, LARGEST_FUNDERS

FUNDER, FUNDED = FUNDERS.key(0), FUNDERS.key(1)
there = legs_from(is_(Deals.payer, FUNDER), is_(Deals.payee, FUNDED), "funding")
back = legs_from(is_(Deals.payer, FUNDED), is_(Deals.payee, FUNDER), "commitment")

funder_pair = Line(
    "funder_pair", "Who funds whom", "text", joined(FUNDER, " → ", FUNDED), FUNDERS, meaning="Both ends."
)
funding = flow(
    "funder_funding",
    "Equity funding (memo)",
    there,
    "Investments, acquisitions and loans from the funder to the funded company.",
    FUNDERS,
)
purchases = flow(
    "funder_purchases",
    "Buys from its funder",
    back,
    "Commitments of the funded company to its funder.",
    FUNDERS,
)
funders_funding = Line(
    "funders_funding", "All funding", "USD bn", total_of(funding.amount), meaning="All pairs added up."
)
largest = largest_rows("largest_funders", funding.amount, funder_pair, LARGEST_FUNDERS)
largest_funders_funding = largest.figure("largest_funders_funding", funding.amount)
LINES = (
    funding.amount,
    funding.legs,
    funding.with_amount,
    purchases.amount,
    purchases.legs,
    purchases.with_amount,
)
