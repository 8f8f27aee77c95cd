"""Who funds whom: investments, acquisitions and loans by the two ends of the flow."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.terms import is_, joined, total_of
from model.lines.amounts import legs_class
from model.lines.equity import flow
from model.lines.inputs import Deals
from model.lines.rows import FUNDERS

FUNDER, FUNDED = FUNDERS.key(0), FUNDERS.key(1)
both_ends = (is_(Deals.payer, FUNDER), is_(Deals.payee, FUNDED))
back = (is_(Deals.payer, FUNDED), is_(Deals.payee, FUNDER), is_(legs_class, "commitment"))

funder_pair = Line(
    "funder_pair", "Who funds whom", "text", joined(FUNDER, " → ", FUNDED), FUNDERS, meaning="Both ends."
)
funding = flow(
    "funder_funding",
    "Equity funding (memo)",
    (*both_ends, is_(legs_class, "funding")),
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
    funder_pair,
)
