"""Where companies stand in the picture: on two sides of a circle, in an order in which few arrows cross.

Names stand outside, arrows run inside, so that no name lies on an arrow; each has room for all its lines.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

BESIDE = 12.0  # pixels from the middle of a dot to its name
Point = tuple[float, float]
Sides = tuple[tuple[str, ...], tuple[str, ...]]
Pairs = Sequence[tuple[str, str]]
LINE_HEIGHT, SIZE = 14.0, 12.0  # pixels: of a line, and of its letters
NARROW_LETTERS, WIDE_LETTERS = " Iijlftr.,:;'|!()-", "MWmw@%"


@dataclass(frozen=True)
class Frame:
    """The size of a picture, in pixels: its width, that of names at either side, the least distance from one
    company to the next, and the width of the widest arrow."""

    width: float
    names: float
    step: float
    widest: float


@dataclass(frozen=True)
class Place:
    """A company's dot, the lines of its name, and on which side they stand: -1 left, 1 right."""

    company: str
    at: Point
    lines: tuple[str, ...]
    side: int


def places(sides: Sides, pairs: Pairs, frame: Frame) -> tuple[tuple[Place, ...], float]:
    """The place of each company, and the height of the picture in pixels. `pairs` are payers and payees of arrows.

    The side that needs more room fills the height; on the other each company is as near to those it deals with as the
    room and the order allow.
    """
    names = {company: wrapped(company, frame.names - BESIDE) for side in sides for company in side}
    rooms = {company: max(frame.step, LINE_HEIGHT * (len(lines) + 1)) for company, lines in names.items()}
    needs = [sum(rooms[company] for company in side) for side in sides]
    height, longer = max(needs), needs.index(max(needs))
    down = packed(sides[longer], rooms, {}, height)
    down |= packed(sides[1 - longer], rooms, near(sides[1 - longer], pairs, down), height)
    spots = (
        Place(company, (x_at(down[company] / height, side, frame), down[company]), names[company], side)
        for side, of_side in zip((-1, 1), sides, strict=True)
        for company in of_side
    )
    return tuple(spots), height


def near(side: Sequence[str], pairs: Pairs, down: Mapping[str, float]) -> dict[str, float]:
    """For each company, the mean height of the companies on the other side with which it deals."""
    wishes = {}
    for company in side:
        others = [down[b if a == company else a] for a, b in pairs if company in (a, b) and {a, b} & down.keys()]
        if others:
            wishes[company] = sum(others) / len(others)
    return wishes


def packed(
    side: Sequence[str], rooms: Mapping[str, float], wishes: Mapping[str, float], height: float
) -> dict[str, float]:
    """The heights of a side's companies: in their order, each in a room of its own, as near to its wish as can be."""
    spare = (height - sum(rooms[company] for company in side)) / max(1, len(side))
    down, least = {}, 0.0
    for place, company in enumerate(side):
        rest = sum(rooms[each] for each in side[place:])
        wish = wishes.get(company, least + (rooms[company] + spare) / 2) - rooms[company] / 2
        top = min(max(wish, least), height - rest)
        down[company] = top + rooms[company] / 2
        least = top + rooms[company]
    return down


def x_at(down: float, side: int, frame: Frame) -> float:
    """Where the circle's edge is at a part of the height: nearer to the middle at top and bottom."""
    reach = frame.width / 2 - frame.names
    return frame.width / 2 + side * reach * (0.78 + 0.22 * math.sin(math.pi * down))


def best_sides(companies: Sequence[str], pairs: Pairs) -> Sides:
    """The companies on the left and on the right, each from top to bottom, so that arrows run from left to right,
    flat, and few of them cross. The same input gives the same sides.

    Each company in turn goes to its best place, until none can do better; then two are swapped where that helps.
    """
    payers = {payer for payer, _ in pairs}
    best = tuple(each for each in companies if each in payers), tuple(each for each in companies if each not in payers)
    least = math.inf
    while (now := cost(best, pairs)) < least:
        least = now
        for company in companies:
            best = min((best, *moves(best, company)), key=lambda sides: cost(sides, pairs))
        best = min((best, *swaps(best)), key=lambda sides: cost(sides, pairs))
    return best


def moves(sides: Sides, company: str) -> Iterator[Sides]:
    """The company at every place of either side."""
    left, right = (tuple(each for each in side if each != company) for side in sides)
    for at in range(len(left) + 1):
        yield (*left[:at], company, *left[at:]), right
    for at in range(len(right) + 1):
        yield left, (*right[:at], company, *right[at:])


def swaps(sides: Sides) -> Iterator[Sides]:
    """Each two companies in each other's place."""
    for one, other in combinations((*sides[0], *sides[1]), 2):
        swap = {one: other, other: one}
        left, right = (tuple(swap.get(each, each) for each in side) for side in sides)
        yield left, right


def cost(sides: Sides, pairs: Pairs) -> float:
    """How hard arrows are to follow: crossings, arrows along one side or from right to left, steep ones, and sides
    of unequal length."""
    left, right = sides
    around = (*right, *left[::-1])
    at = {company: place for place, company in enumerate(around)}
    down = {company: (place + 0.5) / len(side) for side in sides for place, company in enumerate(side)}
    chords = {(min(at[a], at[b]), max(at[a], at[b])) for a, b in pairs}
    crossings = sum(a < c < b < d or c < a < d < b for (a, b), (c, d) in combinations(sorted(chords), 2))
    is_left = [(a in left, b in left) for a, b in pairs]
    along = sum(a == b for a, b in is_left)
    backwards = sum(not a and b for a, b in is_left)
    steep = sum(abs(down[a] - down[b]) for a, b in pairs)
    return crossings + 2 * along + 0.6 * backwards + steep + 0.15 * abs(len(left) - len(right)) ** 2


def wrapped(name: str, wide: float) -> tuple[str, ...]:
    """The name broken into lines of limited width, at words where possible; nothing is left out."""
    lines = [""]
    for word in name.split():
        if lines[-1] and width(f"{lines[-1]} {word}") > wide:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
        while width(lines[-1]) > wide:
            fits = max(1, sum(width(lines[-1][: count + 1]) <= wide for count in range(len(lines[-1]))))
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return tuple(lines)


def width(text: str) -> float:
    """How wide a text is at most in letters of SIZE pixels, in fonts as wide as Verdana or DejaVu Sans."""
    return SIZE * sum(map(letter, text))


def letter(sign: str) -> float:
    """The width of a letter as a part of its size."""
    if sign in NARROW_LETTERS:
        return 0.41
    if sign in WIDE_LETTERS or unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    return 0.79 if sign.isupper() or not sign.isascii() else 0.64
