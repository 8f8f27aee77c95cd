"""Which legs run between the two parties of a pair; with this the blocks of pairs are checked against the legs."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Axis
from model.expression.terms import count_ifs, is_
from model.lines.inputs import Deals
from model.lines.rows import FUNDERS, HOLDINGS, LEGS, SALES


def pairs(name: str, title: str, payer: Axis, payee: Axis) -> Line:
    """How many pairs of a block have the leg's payer and payee as these of their two ends."""
    count = count_ifs(is_(payer, Deals.payer), is_(payee, Deals.payee))
    return Line(
        f"legs_{name}",
        title,
        "count",
        count,
        LEGS,
        meaning="Number of pairs in that block with the leg's payer and payee.",
    )


sale_pairs = pairs("sale_pairs", "Payer buys from payee", SALES.key(1), SALES.key(0))
sale_pairs_back = pairs("sale_pairs_back", "Payee buys from payer", SALES.key(0), SALES.key(1))
funder_pairs_back = pairs("funder_pairs_back", "Payee funds payer", FUNDERS.key(1), FUNDERS.key(0))
holder_pairs = pairs("holder_pairs", "Payer holds payee", HOLDINGS.key(0), HOLDINGS.key(1))
issuer_pairs = pairs("issuer_pairs", "Payee holds payer", HOLDINGS.key(1), HOLDINGS.key(0))
LINES = (sale_pairs, sale_pairs_back, funder_pairs_back, holder_pairs, issuer_pairs)
