"""What is shown beside the headline bridge: joint ventures, capacity, and the cost per gigawatt where amount and
capacity are both stated."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Total
from model.expression.terms import above, at_least, count_ifs, is_, sum_ifs, sum_of_some
from model.lines import amounts, legs, parts, rungs
from model.lines.inputs import Deals
from model.lines.ventures import JOINT_VENTURE

of_venture = is_(Deals.kind, JOINT_VENTURE)

payers_ventures = Line(
    "payers_ventures",
    "Commitments to joint ventures",
    "USD bn",
    sum_of_some(
        count_ifs(of_venture, is_(rungs.is_counted, 1)),
        count_ifs(of_venture, is_(rungs.is_counted, 1), at_least(rungs.counted, 0)),
        sum_ifs(rungs.counted, of_venture),
    ),
    meaning="On the basis selected: the whole amount down to the signed rung, then the payer's share; n/d: no figure.",
)

payers_capacity = Line(
    "payers_capacity",
    "Capacity promised",
    "GW",
    Total(parts.own_gigawatts),
    meaning="Gigawatts of all current commitments, each counted once; some may overlap, but no source says which.",
)

payers_cost_per_gw = Line(
    "payers_cost_per_gw",
    "Cost per GW where both are stated",
    "USD bn per GW",
    sum_ifs(amounts.usd, above(Deals.gigawatts, 0), is_(legs.compares_sites, 1))
    / sum_ifs(Deals.gigawatts, at_least(amounts.usd, 0), is_(legs.compares_sites, 1)),
    meaning="Amounts ÷ gigawatts of the current commitments that state both.",
)
LINES = (payers_ventures, payers_capacity, payers_cost_per_gw)
