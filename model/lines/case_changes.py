"""What the low and the high case change of commitments: by payer, in one line of words, and of the largest payers.

The largest payers, and all others together, are what the chart beside the cases draws.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Each, Lookup, Node, Position, Total, Where
from model.expression.terms import and_, count_ifs, first_known, is_, sum_ifs, total_of, when
from model.lines.cases import payer_total
from model.lines.ranks import rank_lines
from model.lines.rows import LARGEST_PAYERS, PAYERS


def change(side: str, line: Line) -> Line:
    return Line(
        f"payer_total_{side}_change",
        f"{side.capitalize()} less base",
        "USD bn",
        line - payer_total.base,
        PAYERS,
        meaning=f"What the {side} case changes of the payer's commitments.",
    )


total_low_change, total_high_change = change("low", payer_total.low), change("high", payer_total.high)


def unchanged(line: Line) -> Node:
    return and_(Total(line, how="max").eq(0), Total(line, how="min").eq(0))


def mark(side: str, line: Line) -> Line:
    return Line(
        f"payer_total_{side}_change_mark",
        "No change",
        "text",
        when(unchanged(line), "no change", ""),
        meaning=f'Says "no change" where the {side} case changes nothing of any payer.',
    )


def all_payers(side: str, line: Line) -> Line:
    return Line(f"payers_total_{side}_change", "All payers", "USD bn", total_of(line), meaning="All payers added up.")


marks = mark("low", total_low_change), mark("high", total_high_change)
totals = all_payers("low", total_low_change), all_payers("high", total_high_change)
cases_say = Line(
    "cases_say",
    "Low and high",
    "text",
    when(
        and_(*(each.eq("no change") for each in marks)),
        "change nothing on this basis",
        "differ from base: see the last two columns",
    ),
    meaning="",
)

base_to_rank = Line(
    "payer_base_to_rank",
    "Commitments, base, or 0",
    "USD bn",
    first_known(payer_total.base, 0),
    PAYERS,
    meaning="What payers are ranked by in the chart; 0 where nothing is known.",
)
rank = rank_lines("payer_base", base_to_rank, PAYERS)
RANK_LINES = (base_to_rank, *rank.lines)

payers_place = Line(
    "largest_payers_place",
    "Place",
    "rank",
    Position(LARGEST_PAYERS),
    LARGEST_PAYERS,
    meaning="The place by commitments in the base case; the last is where all others begin.",
)
PLACES = len(LARGEST_PAYERS.labels) - 1
here, from_here = is_(rank.order, payers_place), Where(rank.order, ">=", payers_place)


def each_and_others(payer: Node, others: Node) -> Each:
    """One expression for the payers that have a place of their own, one for all others together."""
    return Each((*(payer for _ in range(PLACES)), others))


payers_there = Line(
    "largest_payers_there",
    "Payers there",
    "count",
    each_and_others(
        # the sum lets an error among the ranks show
        when(Total(rank.order) >= 0, count_ifs(here), 0),
        when(Total(rank.order) >= 0, count_ifs(from_here), 0),
    ),
    LARGEST_PAYERS,
    meaning="How many payers have the place; of all others, how many there are.",
)
payers_name = Line(
    "largest_payers_name",
    "Payer",
    "text",
    each_and_others(
        when(payers_there.eq(0), "", Lookup(PAYERS.key(), rank.order, payers_place)),
        when(payers_there.eq(0), "", "all others"),
    ),
    LARGEST_PAYERS,
    meaning="The payers by their commitments in the base case, then all others; empty where there are no more.",
)


def of_payers(line: Line, case: str) -> Line:
    return Line(
        f"largest_payers_{case}",
        f"{case.capitalize()}",
        "USD bn",
        each_and_others(
            when(payers_there.eq(0), NOT_DISCLOSED, Lookup(line, rank.order, payers_place)),
            when(payers_there.eq(0), NOT_DISCLOSED, sum_ifs(line, from_here)),
        ),
        LARGEST_PAYERS,
        meaning=f"Commitments in the {case} case.",
    )


amounts = of_payers(payer_total.low, "low"), of_payers(payer_total.base, "base"), of_payers(payer_total.high, "high")
