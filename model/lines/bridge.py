"""The headline bridge by payer and in total: from everything announced to what is signed, attributable and documented.

Every dollar leaves at the first step that applies, so each rung is a subset of the one above it, for every payer.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Node, Total
from model.expression.terms import (
    and_,
    at_least,
    count_ifs,
    gap,
    if_any,
    is_,
    largest,
    sum_apart,
    sum_ifs,
    total_of,
    when,
)
from model.lines import parts, rungs
from model.lines.amounts import legs_class
from model.lines.inputs import Deals
from model.lines.rows import BASES, PAYERS
from model.lines.versions import is_current

of_payer = (is_(Deals.payer, PAYERS.key()), is_(legs_class, "commitment"))


@dataclass(frozen=True)
class Rung:
    """A rung by payer and in total: its legs, those without an amount, and the sum of the others, n/d where there is
    none."""

    legs: Line
    without: Line
    added: Line
    amount: Line
    total: Line
    total_without: Line


def legs_on(name: str, title: str, reach: Line) -> Line:
    """How many of a payer's legs reach a rung; rungs that the same legs reach share the line."""
    return Line(
        f"payer_{name}_legs",
        title,
        "count",
        count_ifs(*of_payer, is_(reach, 1)),
        PAYERS,
        meaning="Legs on the rung, whether or not their amounts are known.",
    )


counting_legs = legs_on("counting", "Legs on the rungs all-in, stated and own weights", parts.counts)
signed_legs = legs_on("signed", "Legs on the rungs signed and attributable", rungs.is_signed)
documented_legs = legs_on("documented", "Legs on the rung documented", rungs.is_signed_documented)
LEGS_ON = (counting_legs, signed_legs, documented_legs)


def added_up(name: str, of: Line) -> Line:
    """The sum of a payer's commitments; 0 where none has a figure."""
    title, meaning = f"{of.title}, added up", "The payer's legs added up: 0 where none has a figure."
    return Line(f"{name}_sum", title, of.unit, sum_ifs(of, *of_payer), PAYERS, meaning=meaning, aside=True)


def rung(name: str, of: Line, reach: Line, legs: Line) -> Rung:
    on = (*of_payer, is_(reach, 1))
    title = of.title
    without = Line(
        f"payer_{name}_without",
        f"{title}: legs without an amount",
        "count",
        legs - count_ifs(*on, at_least(of, 0)),
        PAYERS,
        meaning="Legs on the rung whose amount or payer's share no source states; they are in none of its figures.",
    )
    added = added_up(f"payer_{name}", of)
    amount = Line(
        f"payer_{name}",
        title,
        "USD bn",
        some(legs, without, added),
        PAYERS,
        meaning=f"{of.meaning} n/d where no leg of the payer on the rung has a figure.",
    )
    total_without = Line(
        f"payers_{name}_without",
        f"{title}: legs without an amount, all payers",
        "count",
        Total(without),
        meaning="All payers added up.",
    )
    total = Line(
        f"payers_{name}",
        f"{title}, all payers",
        "USD bn",
        some(Total(legs), total_without, Total(amount)),
        meaning="All payers added up; n/d where the rung has legs but none of them has a figure.",
    )
    return Rung(legs, without, added, amount, total, total_without)


def some(legs: Node, without: Node, total: Node) -> Node:
    """The total; n/d where there are legs and none of them has a figure. An error in the total shows."""
    total = sum_apart(total)
    return when(and_(legs > 0, legs.eq(without), total.eq(0)), NOT_DISCLOSED, total)


RUNGS = tuple(
    rung(name, of, reach, legs)
    for name, of, reach, legs in zip(
        BASES,
        rungs.RUNGS,
        rungs.reaches,
        (counting_legs, counting_legs, signed_legs, signed_legs, documented_legs, counting_legs),
        strict=True,
    )
)
all_in, stated, signed, attributable, documented, own = RUNGS


@dataclass(frozen=True)
class Step:
    """What leaves at a step of the bridge, by payer and for all payers."""

    amount: Line
    total: Line


def step(name: str, of: Line) -> Step:
    amount = Line(f"payer_{name}", of.title, "USD bn", sum_ifs(of, *of_payer), PAYERS, meaning=of.meaning)
    total = Line(f"payers_{name}", f"{of.title}, all payers", "USD bn", Total(amount), meaning="All payers added up.")
    return Step(amount, total)


announced_sum = added_up("payer_announced", parts.announced_amount)
payer_announced = Line(
    "payer_announced",
    parts.announced_amount.title,
    "USD bn",
    if_any(count_ifs(*of_payer, at_least(parts.announced_amount, 0)), announced_sum),
    PAYERS,
    meaning=f"{parts.announced_amount.meaning} Of the payer, n/d where no leg has a figure.",
)
announced = Step(
    payer_announced,
    Line(
        "payers_announced",
        f"{payer_announced.title}, all payers",
        "USD bn",
        total_of(payer_announced),
        meaning="All payers added up.",
    ),
)
current_commitments = (is_(legs_class, "commitment"), is_(is_current, 1))
# current commitment legs that state neither an amount nor gigawatts
announced_without = count_ifs(*current_commitments) - count_ifs(
    *current_commitments, at_least(parts.announced_amount, 0)
)
unpriced = step("unpriced", parts.unpriced)
reported_only, non_binding, above_floor, partners, undocumented = (
    step(line.name.removeprefix("legs_"), line) for line in rungs.STEPS
)

payer_double_counts = Line(
    "payer_double_counts",
    "Double counts",
    "USD bn",
    announced_sum - all_in.added,
    PAYERS,
    meaning="Deducted: parts that are counted in another leg, and legs within one family of companies.",
)
double_counts = Step(
    payer_double_counts,
    Line(
        "payers_double_counts",
        "Double counts, all payers",
        "USD bn",
        Total(payer_double_counts),
        meaning="All payers added up.",
    ),
)

# from the top down: what stands, and what leaves it
STEPS = (announced, double_counts, unpriced, reported_only, non_binding, above_floor, partners, undocumented)

unpriced_gigawatts = Line(
    "payer_unpriced_gigawatts",
    "Unpriced capacity",
    "GW",
    sum_ifs(parts.unpriced_gigawatts, *of_payer),
    PAYERS,
    meaning="Gigawatts of the payer's commitments without an amount, each counted once.",
)
payers_unpriced_gigawatts = Line(
    "payers_unpriced_gigawatts",
    "Unpriced capacity, all payers",
    "GW",
    Total(unpriced_gigawatts),
    meaning="All payers added up.",
)


def fall(upper: Rung, steps: tuple[Step, ...], lower: Rung) -> Node:
    """The absolute difference, over all payers, between a rung less what leaves it and the next rung."""
    left: Node = Total(upper.amount)
    for each in steps:
        left = left - each.total
    return gap(left, Total(lower.amount))


bridge_gap = Line(
    "bridge_gap",
    "Steps against rungs",
    "USD bn",
    fall(all_in, (unpriced,), stated)
    + fall(stated, (reported_only, non_binding, above_floor), signed)
    + fall(signed, (partners,), attributable)
    + fall(attributable, (undocumented,), documented),
    meaning="Each rung less its steps, less the next rung, in absolute terms and added up: 0 where the bridge adds up.",
)

above_upper = Line(
    "payer_above_upper",
    "Excess over the rung above",
    "USD bn",
    sum(
        (
            largest(0, lower.added - upper.added)
            for upper, lower in ((stated, signed), (signed, attributable), (attributable, documented))
        ),
        largest(0, stated.added - all_in.added),
    ),
    PAYERS,
    meaning="How much each rung exceeds the one above it, added up; it must be 0, because each rung is a subset of "
    "the one above.",
)
