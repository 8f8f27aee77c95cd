"""Where companies stand in the picture: on two sides of a circle, in an order in which few arrows cross.

Names stand outside, arrows run inside, so that no name lies on an arrow; each has room for all its lines.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

Point = tuple[float, float]
Order = tuple[str, ...]
Pairs = Sequence[tuple[str, str]]
LINE_HEIGHT = 14.0  # pixels, of letters of 12


@dataclass(frozen=True)
class Frame:
    """The size of a picture, in pixels: its width, that of names at either side, the letters that fit into a line of
    them, and the least distance from one company to the next."""

    width: float
    names: float
    letters: int
    step: float


@dataclass(frozen=True)
class Place:
    """A company's dot, the lines of its name, and on which side they stand: -1 left, 1 right."""

    company: str
    at: Point
    lines: tuple[str, ...]
    side: int


def places(companies: Sequence[str], pairs: Pairs, frame: Frame) -> tuple[tuple[Place, ...], float]:
    """The place of each company, and the height of the picture in pixels. `pairs` are payers and payees of arrows."""
    left, right = sides(best_order(companies, pairs), pairs)
    names = {company: wrapped(company, frame.letters) for company in companies}
    heights = {company: max(frame.step, LINE_HEIGHT * (len(names[company]) + 1)) for company in companies}
    height = max(sum(heights[company] for company in side) for side in (left, right))
    placed: list[Place] = []
    for side, of_side in ((-1, left), (1, right)):
        spare = (height - sum(heights[company] for company in of_side)) / max(1, len(of_side))
        y = 0.0
        for company in of_side:
            y += (heights[company] + spare) / 2
            placed.append(Place(company, (x_at(y / height, side, frame), y), names[company], side))
            y += (heights[company] + spare) / 2
    return tuple(placed), height


def x_at(down: float, side: int, frame: Frame) -> float:
    """Where the circle's edge is at a part of the height: nearer to the middle at top and bottom."""
    reach = frame.width / 2 - frame.names
    return frame.width / 2 + side * reach * (0.72 + 0.28 * math.sin(math.pi * down))


def best_order(companies: Sequence[str], pairs: Pairs) -> Order:
    """The companies around the circle so that few arrows cross and those between them are short: of several starts the
    best that swaps of two lead to. The same companies and pairs give the same order."""
    links = sorted({(min(pair), max(pair)) for pair in pairs})
    starts = tuple(companies), tuple(sorted(companies)), neighbours_first(companies, links)
    return min((improved(start, links) for start in starts), key=lambda order: cost(order, links))


def neighbours_first(companies: Sequence[str], links: Pairs) -> Order:
    """Each company followed by those it is linked to."""
    order: list[str] = []
    waiting = list(companies)[::-1]
    while waiting:
        company = waiting.pop()
        if company not in order:
            order.append(company)
            waiting += [b if a == company else a for a, b in links if company in (a, b)]
    return tuple(order)


def improved(order: Order, links: Pairs) -> Order:
    """Two companies after two swapped for as long as that is better."""
    best, least = order, cost(order, links)
    is_better = True
    while is_better:
        is_better = False
        for one, other in combinations(range(len(order)), 2):
            swapped = list(best)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            if (new := cost(tuple(swapped), links)) < least:
                best, least, is_better = tuple(swapped), new, True
    return best


def cost(order: Order, links: Pairs) -> tuple[int, int]:
    """Crossings of the chords of a circle, then their length in steps along it."""
    at = {company: place for place, company in enumerate(order)}
    chords = [(min(at[a], at[b]), max(at[a], at[b])) for a, b in links]
    crossings = sum(a < c < b < d or c < a < d < b for (a, b), (c, d) in combinations(chords, 2))
    return crossings, sum(min(b - a, len(order) - b + a) for a, b in chords)


def sides(order: Order, pairs: Pairs) -> tuple[Order, Order]:
    """The two sides from top to bottom, the circle turned so that arrows run from left to right where they can, and
    lie flat rather than along one side."""
    half = len(order) // 2
    turns = [order[turn:] + order[:turn] for turn in range(len(order))]
    both = [(turn[:half][::-1], turn[half:]) for turn in turns]
    return max(both, key=lambda each: sum((a in each[0]) - (a in each[1]) * (b in each[0]) for a, b in pairs))


def wrapped(name: str, letters: int) -> tuple[str, ...]:
    """The name in lines of at most so many letters, whole words where they fit; nothing is left out."""
    lines = [""]
    for word in name.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
        while len(lines[-1]) > letters:
            lines[-1:] = [lines[-1][:letters], lines[-1][letters:]]
    return tuple(lines)
