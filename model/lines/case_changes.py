"""How the low and the high case change commitments: by payer, in one line of words, and for the largest payers.

The largest payers, and all others together, are what the chart beside the cases draws.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Node, Total
from model.expression.terms import and_, total_of, when
from model.lines.cases import payer_total
from model.lines.largest_rows import largest_rows
from model.lines.rows import LARGEST_PAYERS, PAYERS


def change(side: str, line: Line) -> Line:
    return Line(
        f"payer_total_{side}_change",
        f"{side.capitalize()} less base",
        "USD bn",
        line - payer_total.base,
        PAYERS,
        meaning=f"How much the {side} case changes the payer's commitments.",
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
        "no commitments change on this basis",
        "differ from base: see the last two columns",
    ),
    meaning="",
)

largest = largest_rows("largest_payers", payer_total.base, PAYERS.key(), LARGEST_PAYERS)
amounts = (
    largest.figure("largest_payers_low", payer_total.low, "Low"),
    largest.figure("largest_payers_base", payer_total.base, "Base"),
    largest.figure("largest_payers_high", payer_total.high, "High"),
)
