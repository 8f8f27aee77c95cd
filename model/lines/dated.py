"""Lines that legs and capital plans share: amount to US dollars, dates with their stand-ins."""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import Aside, Assumption, Choice, Const, If, Node, Rows, call
from model.expression.terms import find, first_known, known, largest, when
from model.lines.calendar import Span, remaining_days, span_lines, whole_months
from model.lines.inputs import Sources


@dataclass(frozen=True)
class Amount:
    """The columns of a table that state an amount."""

    low_bn: Line
    base_bn: Line
    high_bn: Line


@dataclass(frozen=True)
class AmountLines:
    amount: Line
    rate: Line
    usd: Line


@dataclass(frozen=True)
class SourceLines:
    first_source: Line
    source_date: Line


@dataclass(frozen=True)
class Period:
    """What says when an amount falls due: when it was known, its dates, and whether it is a single payment."""

    known_on: Line
    start: Line
    end: Line
    term_years: Line
    at_once: Line | None = None


@dataclass(frozen=True)
class PeriodLines:
    start: Line
    term: Line
    months: Line
    odd_days: Line
    end: Line
    end_stated: Line
    first_day: Line
    span: Span
    length: Line
    years: Line
    basis: Line


def amount_of(low: Node, base: Node, high: Node) -> Choice:
    """The selected case's amount: a blank low or high means the base amount, and a range without a base counts at its
    low.

    A middle is never invented.
    """
    middle = Aside("middle", "base", "", first_known(base, low), "The amount of the case base.")
    return Choice(first_known(low, base), middle, first_known(high, middle))


def amount_lines(prefix: str, over: Rows, stated: Amount, rate: Line) -> AmountLines:
    amount = Line(
        f"{prefix}_amount",
        "Amount",
        "bn, own currency",
        amount_of(stated.low_bn, stated.base_bn, stated.high_bn),
        over,
        meaning="The selected case's amount as the source states it; a blank low or high means the base amount.",
    )
    usd = Line(f"{prefix}_usd", "Amount, USD", "USD bn", amount * rate, over, meaning="Amount × US dollars per unit.")
    return AmountLines(amount, rate, usd)


def first_source_line(prefix: str, over: Rows, sources: Line) -> Line:
    return Line(
        f"{prefix}_first_source",
        "First source",
        "text",
        call("first_item", sources),
        over,
        meaning="The first of the documents that report the row: the one for its amount.",
    )


def source_lines(prefix: str, over: Rows, sources: Line) -> SourceLines:
    first_source = first_source_line(prefix, over, sources)
    source_date = Line(
        f"{prefix}_source_date",
        "Source's date",
        "date",
        find(Sources.published, Sources.source, first_source),
        over,
        meaning="The publication date of the row's first source; n/d where it has no date.",
    )
    return SourceLines(first_source, source_date)


def period_lines(prefix: str, over: Rows, stated: Period) -> PeriodLines:
    start = Line(
        f"{prefix}_start_used",
        "Start used",
        "date",
        first_known(stated.start, stated.known_on, Assumption("as_of")),
        over,
        meaning="Start as stated, else the day the row was known on, else the as-of day.",
    )
    term, months, odd_days = term_lines(prefix, over, stated.term_years)
    whole_term = largest(start, call("edate", start, months) + odd_days - 1)
    term_end = If(known(stated.end), stated.end, whole_term)
    end = Line(
        f"{prefix}_end_used",
        "End used",
        "date",
        term_end if stated.at_once is None else when(stated.at_once.eq(1), start, term_end),
        over,
        meaning="End as stated, else the last day of the term counted from the start; for a single payment, its start.",
    )
    states_end = If(known(stated.end), Const(1), If(known(stated.term_years), Const(1), Const(0)))
    end_stated = Line(
        f"{prefix}_end_is_stated",
        "End or term stated",
        "switch",
        states_end if stated.at_once is None else when(stated.at_once.eq(1), 1, states_end),
        over,
        meaning="1 where the row states its end or its term, or is one payment.",
    )
    first_day = Line(
        f"{prefix}_first_day",
        "First day",
        "date",
        If(known(stated.known_on), when(end_stated.eq(1), start, largest(start, stated.known_on)), start),
        over,
        meaning="The start used; where the end is assumed, not earlier than the day on which the row was known.",
    )
    span = span_lines(prefix, over, first_day, end)
    length = Line(f"{prefix}_length", "Length", "years", span.end - span.start, over, meaning="From start to end.")
    years = Line(
        f"{prefix}_years",
        "Years",
        "years",
        If(known(stated.end), length, term),
        over,
        meaning="The length of the period from start to end, in years.",
    )
    basis = Line(
        f"{prefix}_dates",
        "Dates",
        "text",
        If(
            known(stated.start),
            when(end_stated.eq(1), "as stated", "end assumed"),
            when(end_stated.eq(1), "start assumed", "both assumed"),
        ),
        over,
        meaning="Which dates the source states; an end that follows from a stated term counts as stated.",
    )
    return PeriodLines(start, term, months, odd_days, end, end_stated, first_day, span, length, years, basis)


def term_lines(prefix: str, over: Rows, term_years: Line) -> tuple[Line, Line, Line]:
    """The term used: in years, its whole months, and what it exceeds them by in days."""
    term = Line(
        f"{prefix}_term",
        "Term used",
        "years",
        first_known(term_years, Assumption("default_term_years")),
        over,
        meaning="Term as stated, else the assumption default_term_years; not used where an end is stated.",
    )
    months = Line(
        f"{prefix}_months",
        "Whole months",
        "count",
        whole_months(term),
        over,
        meaning="Whole months of the term; a term within half a day of a whole number of months is rounded to it.",
    )
    odd_days = Line(
        f"{prefix}_odd_days",
        "Remaining days",
        "days",
        remaining_days(term, months),
        over,
        meaning="What the term exceeds its whole months by, in days.",
    )
    return term, months, odd_days


def cost_range_line(prefix: str, over: Rows, cost_per_gw: Line) -> Line:
    return Line(
        f"{prefix}_cost_range",
        "Compared with the assumed range",
        "text",
        when(
            cost_per_gw < Assumption("cost_per_gw", "low"),
            "below",
            when(cost_per_gw > Assumption("cost_per_gw", "high"), "above", "within"),
        ),
        over,
        meaning="Cost per gigawatt compared with the low and high of the assumption cost_per_gw.",
    )
