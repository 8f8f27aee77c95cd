"""The picture of who owes and who funds whom, as SVG: arrows as wide as their amounts.

Commitments are blue, solid and have full heads; funding is green, dashed and has hollow heads. Flows without an amount
are thin and dotted; flows that come back lie on a band and have a sign.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.one_page.arrows import Arrow, Network
from model.one_page.markup import escaped, figure
from model.one_page.numbers import amount, spelt
from model.one_page.places import BESIDE, LINE_HEIGHT, Frame, Place, Point, Sides, places, width

WIDE, NARROW = Frame(690, 175, 58, 13), Frame(304, 110, 60, 8)
DOT, THINNEST, DOTTED = 6.0, 1.8, 1.4  # pixels
LETTER = 6.9  # pixels, of digits
Box = tuple[float, float, float, float]  # its middle across and down, its width and height
ABOVE = 10.0  # pixels above the first room and below the last, into which arrows may bend
COMES_BACK = "↻"
PARTS = tuple(0.5 + step * 0.05 * sign for step in range(7) for sign in (1, -1))  # of the way, where labels may stand


@dataclass(frozen=True)
class Curve:
    """An arrow as a quadratic curve from start to end by way of a point, its width, and the tip of its head."""

    start: Point
    by: Point
    end: Point
    tip: Point
    width: float

    def at(self, part: float) -> Point:
        """The point at a part of the way, 0 to 1."""
        rest = 1 - part
        x, y = (
            rest * rest * a + 2 * rest * part * b + part * part * c
            for a, b, c in zip(self.start, self.by, self.end, strict=True)
        )
        return x, y


def picture(network: Network, sides: Sides, frame: Frame, name: str) -> str:
    """The whole picture; `name` begins the ids of what it refers to."""
    spots, height = places(sides, network.pairs, frame)
    at = {place.company: place.at for place in spots}
    most = max((arrow.flow.amount.value for arrow in network.arrows if arrow.flow.amount.is_known), default=1.0)
    middle = (frame.width / 2, height / 2)
    curves = [curve(arrow, at, middle, frame.widest / most) for arrow in network.arrows]
    pairs = list(zip(network.arrows, curves, strict=True))
    bands = "".join(band(each) for arrow, each in pairs if arrow.comes_back)
    lines = "".join(drawn_arrow(*each) for each in sorted(pairs, key=lambda each: -each[1].width))
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT:g}" class="dot"/>' for x, y in at.values())
    names = "".join(drawn_name(place) for place in spots)
    words = "; ".join(in_words(arrow) for arrow in network.arrows)
    inside = bands + lines + dots + names + labels(pairs, spots)
    tall = height + 2 * ABOVE
    size = f'viewBox="0 {-ABOVE:g} {frame.width:g} {tall:g}" width="{frame.width:g}" height="{tall:g}"'
    return figure(name, ("Who owes and who funds whom", words), size, inside)


def in_words(arrow: Arrow) -> str:
    flow = arrow.flow
    verb = "funds" if flow.is_funding else "owes"
    return f"{flow.payer} {verb} {flow.payee}: {amount(flow.amount)}{', money comes back' * arrow.comes_back}"


def curve(arrow: Arrow, at: Mapping[str, Point], middle: Point, wide: float) -> Curve:
    """The arrow's way, bent to the middle and to its own right, so that those of one pair run apart; along one side
    always inwards, because names are outside. `wide` are pixels for each billion."""
    one, other = at[arrow.flow.payer], at[arrow.flow.payee]
    along = (other[0] - one[0], other[1] - one[1])
    length = math.hypot(*along)
    centre = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
    inward = (middle[0] - centre[0], middle[1] - centre[1])
    across = (-along[1] / length, along[0] / length)
    is_funding = arrow.flow.is_funding
    if (one[0] - middle[0]) * (other[0] - middle[0]) > 0:  # along one side
        turns = across[0] * inward[0] < 0
        across = (-across[0], -across[1]) if turns else across
        bend, pull = 8.0 + 56 * is_funding + 28 * turns, 0.45
    else:
        bend, pull = 12 + 22 * is_funding + length * 0.04, 0.12
    by = (centre[0] + inward[0] * pull + across[0] * bend, centre[1] + inward[1] * pull + across[1] * bend)
    is_known = arrow.flow.amount.is_known
    width = max(THINNEST, wide * arrow.flow.amount.value) if is_known else DOTTED
    back = DOT + 7 + width * 0.9
    return Curve(towards(one, by, DOT), by, towards(other, by, back), towards(other, by, DOT + 1), width)


def towards(point: Point, other: Point, distance: float) -> Point:
    """The point so far from one towards another."""
    x, y = other[0] - point[0], other[1] - point[1]
    length = math.hypot(x, y) or 1.0
    return point[0] + x / length * distance, point[1] + y / length * distance


def path(each: Curve) -> str:
    start, by, end = (f"{x:.1f} {y:.1f}" for x, y in (each.start, each.by, each.end))
    return f"M{start}Q{by} {end}"


def band(each: Curve) -> str:
    """What lies under an arrow by which money comes back."""
    return f'<path d="{path(each)}" class="band" stroke-width="{each.width + 9:.1f}"/>'


def drawn_arrow(arrow: Arrow, each: Curve) -> str:
    kind = "funds" if arrow.flow.is_funding else "owes"
    if not arrow.flow.amount.is_known:
        dashes = ' stroke-dasharray="0.1 4" stroke-linecap="round"'
    elif arrow.flow.is_funding:
        dashes = f' stroke-dasharray="{6 + each.width:.1f} {3 + each.width / 3:.1f}"'
    else:
        dashes = ""
    half = each.width / 2 + 3.2
    x, y = each.tip[0] - each.end[0], each.tip[1] - each.end[1]
    length = math.hypot(x, y)
    across = -y / length * half, x / length * half
    corners = (
        each.tip,
        (each.end[0] + across[0], each.end[1] + across[1]),
        (each.end[0] - across[0], each.end[1] - across[1]),
    )
    head = " ".join(f"{a:.1f},{b:.1f}" for a, b in corners)
    return (
        f'<g class="{kind}"><title>{escaped(in_words(arrow))}</title>'
        f'<path d="{path(each)}" stroke-width="{each.width + 0.6 * (not arrow.flow.amount.is_known):.1f}"{dashes}/>'
        f'<polygon points="{head}"/></g>'
    )


def drawn_name(place: Place) -> str:
    """The name outside the circle, its lines around the height of the dot."""
    x = place.at[0] + place.side * BESIDE
    top = place.at[1] - LINE_HEIGHT * (len(place.lines) - 1) / 2 + 4
    anchor = "end" if place.side < 0 else "start"
    spans = "".join(
        f'<tspan x="{x:.1f}" y="{top + LINE_HEIGHT * row:.1f}">{escaped(line)}</tspan>'
        for row, line in enumerate(place.lines)
    )
    return f'<text class="name" text-anchor="{anchor}">{spans}</text>'


def labels(pairs: list[tuple[Arrow, Curve]], spots: Sequence[Place]) -> str:
    """The amounts on their arrows, the largest first, each where it is free; those that find no room are left to the
    table below the picture."""
    taken_boxes = [(*place.at, 2 * DOT, 2 * DOT) for place in spots] + [name_box(place) for place in spots]
    texts = []
    for arrow, each in pairs:
        text = spelt(arrow.flow.amount) + f" {COMES_BACK}" * arrow.comes_back
        wide = LETTER * len(text) + 4
        others = [other.at(step / 30) for _, other in pairs if other is not each for step in range(1, 30)]
        free = [
            (crowd((x, y, wide, LINE_HEIGHT), others), abs(part - 0.5), x, y)
            for part in PARTS
            for x, y in (each.at(part),)
            if not any(overlap((x, y, wide, LINE_HEIGHT), box) for box in taken_boxes)
        ]
        if free:
            _, _, x, y = min(free)
            taken_boxes.append((x, y, wide, LINE_HEIGHT))
            texts.append(
                f'<rect class="chip" x="{x - wide / 2:.1f}" y="{y - 7:.1f}" width="{wide:.1f}" height="14" rx="4"/>'
                f'<text class="label" x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle">{text}</text>'
            )
    return "".join(texts)


def name_box(place: Place) -> Box:
    """Where a name stands."""
    wide = max(map(width, place.lines))
    return place.at[0] + place.side * (BESIDE + wide / 2), place.at[1], wide, LINE_HEIGHT * len(place.lines)


def crowd(box: Box, points: list[Point]) -> int:
    """How many points lie in a box."""
    return sum(overlap(box, (x, y, 6, 6)) for x, y in points)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes, each given by its middle and its size, overlap."""
    return abs(one[0] - other[0]) * 2 < one[2] + other[2] and abs(one[1] - other[1]) * 2 < one[3] + other[3]
