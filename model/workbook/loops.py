"""Loops of money: three or more parties, each paying the next and the last paying the first.

Found at build, not live. Every current leg counts, whatever its kind, status or amount. Loops of two parties are the
pairs of the sheet Counterparties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from model.xlsx.rows import Content

LONGEST, MOST = 6, 100  # parties in a loop, loops listed: beyond these nobody reads on
MOST_STEPS = 500_000  # from party to party, all in all: some seconds


@dataclass(frozen=True)
class Loops:
    """The loops found, shortest first, each from its first party in the alphabet; `more` where some were left out."""

    paths: tuple[tuple[str, ...], ...]
    kinds: Mapping[tuple[str, str], str]
    more: bool


def loops(legs: pd.DataFrame) -> Loops:
    """The simple loops of three to LONGEST parties among the legs, at most MOST of them."""
    kinds: dict[tuple[str, str], str] = {}
    for payer, payee, kind in zip(legs["payer"], legs["payee"], legs["kind"], strict=True):
        kinds_before = kinds.get((payer, payee), "")
        if kind not in kinds_before.split(", "):
            kinds[payer, payee] = f"{kinds_before}, {kind}" if kinds_before else kind
    next_to: dict[str, list[str]] = {}
    for payer, payee in sorted(kinds):
        if payer != payee:
            next_to.setdefault(payer, []).append(payee)
    next_to, steps = within_circles(next_to), Steps(MOST_STEPS)
    paths: list[tuple[str, ...]] = []
    for length in range(3, LONGEST + 1):
        for first in next_to:
            for loop in walk((first,), length, next_to, steps):
                if len(paths) == MOST:
                    return Loops(tuple(paths), kinds, more=True)
                paths.append(loop)
    return Loops(tuple(paths), kinds, more=steps.left <= 0)


@dataclass
class Steps:
    """How many steps the search may still take: their number grows with the sixth power of the parties."""

    left: int


def within_circles(next_to: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The flows without parties that nobody pays or that pay nobody, removed repeatedly, because no loop goes
    through them."""
    rest = dict(next_to)
    while True:
        paid = {party for parties in rest.values() for party in parties}
        fewer = {payer: [p for p in parties if p in rest] for payer, parties in rest.items() if payer in paid}
        fewer = {payer: parties for payer, parties in fewer.items() if parties}
        if fewer == rest:
            return rest
        rest = fewer


def walk(
    path: tuple[str, ...], length: int, next_to: Mapping[str, list[str]], steps: Steps
) -> Iterator[tuple[str, ...]]:
    """Loops of exactly `length` parties that begin with the path; its first party is the first in the alphabet."""
    for party in next_to.get(path[-1], ()):
        if steps.left <= 0:
            return
        steps.left -= 1
        if len(path) == length:
            if party == path[0]:
                yield path
        elif party > path[0] and party not in path:
            yield from walk((*path, party), length, next_to, steps)


def loop_cells(row: int, circles: Loops) -> Iterator[Content]:
    """The list of loops from a row on."""
    yield Content(row, 1, "Loops of three or more parties", "block")
    count = f"{'the first ' * circles.more}{len(circles.paths)}" if circles.paths else "none" + " so far" * circles.more
    yield Content(
        row + 1,
        1,
        f"Found at build: {count}. Each party pays the next, the last pays the first. Current legs of any kind, "
        "status and amount.",
        "block note",
    )
    if not circles.paths:
        return
    headings = ("Loop", "", "", "", "Parties", "Kinds of legs, in order", *[""] * 4)
    for column, text in enumerate(headings, start=1):
        yield Content(row + 2, column, text, "header number" if text == "Parties" else "header")
    for index, loop in enumerate(circles.paths, start=row + 3):
        pairs = zip(loop, (*loop[1:], loop[0]), strict=True)
        yield Content(index, 1, " → ".join((*loop, loop[0])), "caption")
        yield Content(index, 5, float(len(loop)), "found count")
        yield Content(index, 6, " → ".join(circles.kinds[pair] for pair in pairs), "caption")
