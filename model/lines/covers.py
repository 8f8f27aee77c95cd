"""Which days of a whole are covered by the rows that lie in it: payments in their leg, actual spending in its guidance.

The rows are gone through by start, then by row; each day is covered once, by the first row that reaches it.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Node, Position, Rows
from model.expression.terms import below, is_, largest, latest_of, smallest, when
from model.lines.calendar import Part, Parts, Span, beginning, measure, parts_of
from model.lines.prefixed import Prefixed

# days and rows are put into one whole number: the day, and within it the row
ROWS = 1_000_000


@dataclass(frozen=True)
class Days:
    """The days of each row: the first and the last, and where the last one ends."""

    first: Line
    last: Line
    end: Line


@dataclass(frozen=True)
class Cover(Prefixed):
    """Rows that cover days, and what they lie in."""

    of: str


@dataclass(frozen=True)
class CoverLines:
    """From the order of the rows to how much each of them covers, in all and by year."""

    order: Line
    before: Line
    covers_from: Line
    span: Span
    length: Line
    years: Parts

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that do not run by year, starting with what earlier rows cover, in visible order."""
        return self.before, self.covers_from, self.span.start, self.span.end, self.length


def position_line(prefix: str, over: Rows) -> Line:
    return Line(f"{prefix}_position", "Row", "rank", Position(over), over, meaning="The number of the row.")


def order_line(cover: Cover, takes: Line, start: Line, position: Line) -> Line:
    """`takes` is 1 where a row takes days at all."""
    return cover.line(
        "order",
        "Order",
        "rank",
        when(takes.eq(1), start * ROWS + position, NOT_DISCLOSED),
        f"The position of the {cover.noun}, ordered by start and then by row; days are assigned in this order.",
    )


def cover_lines(cover: Cover, order: Line, days: Days, group: Line, whole: Span) -> CoverLines:
    """`group` says what the row lies in, `whole` from when to when that runs."""
    noun, of = cover.noun, cover.of
    before = cover.line(
        "covered_before",
        "Covered by earlier rows up to",
        "date",
        latest_of(days.last, is_(group, group), below(order, order)),
        f"The last day covered by earlier {noun}s of the same {of}.",
    )
    covers_from = cover.line(
        "covers_from",
        "Covers from",
        "date",
        largest(days.first, before + 1),
        f"The first day of the {noun} that no earlier one has covered.",
    )
    cover_from = cover.line(
        "cover_from",
        "Cover from",
        "years",
        largest(whole.start, beginning(covers_from)),
        f"The point, within the period of its {of}, at which the days begin that this {noun} is the first to cover.",
    )
    cover_to = cover.line(
        "cover_to",
        "Cover to",
        "years",
        largest(cover_from, smallest(whole.end, days.end)),
        "The point at which these days end.",
    )
    span = Span(cover_from, cover_to)
    length = cover.line(
        "cover_length",
        "Covers",
        "years",
        cover_to - cover_from,
        f"The part of the period of its {of}, in years, that this {noun} is the first to cover.",
    )

    def cover_in(part: Part) -> Node:
        return measure(span, part)

    in_year = Line(
        f"{cover.prefix}_cover",
        "Covers in the year",
        "years",
        cover_in("year"),
        cover.over,
        by_year=True,
        meaning=f"The part of the period of its {of} in the year that this {noun} is the first to cover.",
    )
    return CoverLines(order, before, covers_from, span, length, parts_of(in_year, cover_in))
