"""The calendar: days as points in years, the years of the timeline, and how much of a span lies where.

A point is a year plus the part of it that has passed: each day is 1/365 or 1/366 of its year, so that full years are
equal. A span runs from the beginning of its first day to the end of its last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from model.expression.line import Line
from model.expression.nodes import YEAR, Assumption, Const, Node, Op, Rows, Total, call
from model.expression.terms import date, largest, smallest
from model.lines.rows import CALENDAR

DAYS_IN_A_YEAR = Const(365.25)
# A term this close below a whole month, about half a day, is that month: 0.3333 years are four months.
HALF_A_DAY = Const(1 / 64)
SHORTEST_YEAR = 365

Part = Literal["earlier", "year", "later", "fallen_due"]


@dataclass(frozen=True)
class Span:
    """Two points: the beginning of the first day, the end of the last."""

    start: Line
    end: Line


@dataclass(frozen=True)
class Parts:
    """A line by year, with its companion lines for what lies before the years, after them, and up to the as-of day."""

    earlier: Line
    year: Line
    later: Line
    fallen_due: Line

    def __getitem__(self, part: Part) -> Line:
        line = getattr(self, part)
        assert isinstance(line, Line)
        return line


def passed(day: Node, before: Node) -> Op:
    """The year of a day, and which part of it lies between the day `before` its first and the day."""
    year = call("year", day)
    days = call("date", year, 12, 31) - call("date", year, 1, 0)
    return year + (day - before) / largest(SHORTEST_YEAR, days)


def beginning(day: Node) -> Op:
    """The point at which a day begins."""
    return passed(day, date(call("year", day), 1, 1))


def ending(day: Node) -> Op:
    """The point at which a day ends."""
    return passed(day, date(call("year", day), 1, 0))


year = Line("calendar_year", "Year", "year", YEAR, CALENDAR, by_year=True, meaning="The years of the timeline.")
first = Line(
    "calendar_first",
    "First year",
    "year",
    Total(year, "both", "min"),
    meaning="The as-of year at build; what fell due before it is shown under Earlier.",
)
last = Line(
    "calendar_last",
    "Last year",
    "year",
    Total(year, "both", "max"),
    meaning="The last year, at build, in which anything ends; the timeline has at least five and at most ten years, "
    "and the rest is Later.",
)
years_left = Line(
    "calendar_years_left",
    "Years left",
    "years",
    last + 1 - YEAR,
    CALENDAR,
    by_year=True,
    meaning="Years from this one to the last, both included: the number of cumulative sums that contain what falls "
    "due in this year.",
)
today = Line(
    "calendar_today",
    "As-of day as a point",
    "years",
    ending(Assumption("as_of")),
    meaning="The end of the as-of day; amounts due up to this point have fallen due.",
)


def span_lines(prefix: str, over: Rows, start: Line, end: Line) -> Span:
    """The points of a period; one that ends before it starts has no length."""
    from_ = Line(
        f"{prefix}_from",
        "From",
        "years",
        beginning(start),
        over,
        meaning="The beginning of the first day: the year, and the part of it gone by.",
    )
    to = Line(
        f"{prefix}_to",
        "To",
        "years",
        largest(from_, ending(end)),
        over,
        meaning="The end of the last day, in the same way.",
    )
    return Span(from_, to)


def overlap(span: Span, part: Part) -> Op:
    """How many years of a span lie in the column's year, before the years, after them, or up to the as-of day.

    Below 0 where it lies elsewhere.
    """
    match part:
        case "year":
            return smallest(span.end, YEAR + 1) - largest(span.start, YEAR)
        case "earlier":
            return smallest(span.end, first) - span.start
        case "later":
            return span.end - largest(span.start, last + 1)
        case "fallen_due":
            return smallest(span.end, today) - span.start


def measure(span: Span, part: Part) -> Op:
    """The overlap, 0 where the span lies elsewhere."""
    return largest(0, overlap(span, part))


def parts_of(line: Line, of_part: Callable[[Part], Node]) -> Parts:
    """A line by year with its companion lines."""

    def twin(part: Part, title: str, meaning: str) -> Line:
        name = f"{line.name}_{part}"
        return replace(line, name=name, title=title, expr=of_part(part), by_year=False, meaning=meaning)

    return Parts(
        twin("earlier", "Earlier", "Before the first year."),
        line,
        twin("later", "Later", "After the last year."),
        twin("fallen_due", "Fallen due", "Up to the as-of day, that day included."),
    )


def whole_months(term: Node) -> Op:
    return call("int", term * 12 + HALF_A_DAY)


def remaining_days(term: Node, months: Node) -> Op:
    return call("int", largest(0, term - months / 12) * DAYS_IN_A_YEAR + Const(0.5))
