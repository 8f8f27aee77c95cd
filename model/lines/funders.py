"""Who funds whom: investments, acquisitions and loans by the two ends of the flow."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.terms import is_, joined, total_of
from model.lines.counterparties import legs_from
from model.lines.equity import flow
from model.lines.inputs import Deals
from model.lines.rows import FUNDERS

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
    "Investments, acquisitions and loans from the one to the other.",
    FUNDERS,
)
purchases = flow(
    "funder_purchases",
    "Buys from its funder",
    back,
    "Commitments of the one that is funded to the one that funds it.",
    FUNDERS,
)
funders_funding = Line(
    "funders_funding", "All funding", "USD bn", total_of(funding.amount), meaning="All pairs added up."
)
LINES = (
    funding.amount,
    funding.legs,
    funding.with_amount,
    purchases.amount,
    purchases.legs,
    purchases.with_amount,
)
