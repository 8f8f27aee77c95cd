"""Lines that legs and capital plans share: amount to US dollars, dates with their stand-ins, straight line by days."""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, YEAR, Assumption, Choice, Const, If, Lookup, Node, Op, Rows, call
from model.expression.terms import count_ifs, date, find, first_known, is_, known, largest, smallest, sum_ifs, when
from model.lines.inputs import FxRates, Sources
from model.lines.rows import FIRMNESS
from model.lines.rules import firmness_weight

DAYS_IN_A_YEAR = Const(365.25)
# A term this close below a whole month, about half a day, is that month: 0.3333 years are four months.
HALF_A_DAY = Const(1 / 64)


@dataclass(frozen=True)
class Amount:
    """The columns of a table that state an amount."""

    low_bn: Line
    base_bn: Line
    high_bn: Line
    currency: Line


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
    """What states when an amount falls due: when it was known, and its dates as stated."""

    known_on: Line
    start: Line
    end: Line
    term_years: Line


@dataclass(frozen=True)
class PeriodLines:
    start: Line
    term: Line
    months: Line
    odd_days: Line
    end: Line
    days: Line
    years: Line
    basis: Line


def amount_of(low: Node, base: Node, high: Node) -> If:
    """The selected scenario's amount; a blank low or high means the base amount holds there too."""
    return If(known(base), Choice(first_known(low, base), base, first_known(high, base)), NOT_DISCLOSED)


def rate_of(currency: Line) -> If:
    """US dollars per unit of the row's currency; a rate that someone cleared or removed is not disclosed, never 0."""
    rate = sum_ifs(FxRates.usd_per_unit, is_(FxRates.currency, currency))
    # asked of the currency first, so that an error in it shows
    return when(currency.eq(""), NOT_DISCLOSED, when(rate > 0, rate, NOT_DISCLOSED))


def amount_lines(prefix: str, over: Rows, stated: Amount) -> AmountLines:
    amount = Line(
        f"{prefix}_amount",
        "Amount",
        "bn, own currency",
        amount_of(stated.low_bn, stated.base_bn, stated.high_bn),
        over,
        meaning="The selected scenario's amount as the source states it; a blank low or high means the base amount.",
    )
    rate = Line(
        f"{prefix}_rate",
        "USD per unit",
        "rate",
        rate_of(stated.currency),
        over,
        meaning="US dollars for one unit of the row's currency.",
    )
    usd = Line(f"{prefix}_usd", "Amount, USD", "USD bn", amount * rate, over, meaning="Amount × US dollars per unit.")
    return AmountLines(amount, rate, usd)


def weight_line(prefix: str, over: Rows, firmness: Line) -> Line:
    return Line(
        f"{prefix}_weight",
        "Weight",
        "share",
        If(firmness.eq(""), NOT_DISCLOSED, Lookup(firmness_weight, FIRMNESS.key(), firmness)),
        over,
        meaning="The weight of the row's firmness in the selected scenario.",
    )


def in_total_line(prefix: str, over: Rows, within: Line) -> Line:
    return Line(
        f"{prefix}_in_total",
        "In totals",
        "switch",
        when(call("trim", within).eq(""), 1, 0),
        over,
        meaning="1, or 0 where the row is part of another row that is counted already.",
    )


def whole_missing_line(prefix: str, over: Rows, within: Line, in_total: Line) -> Line:
    known_wholes = count_ifs(is_(over.key(), within))
    return Line(
        f"{prefix}_whole_missing",
        "Inside none",
        "switch",
        when(in_total.eq(1), 0, when(known_wholes.eq(0), 1, 0)),
        over,
        meaning="1 where the row names a row that holds it and there is none of that name.",
    )


def source_lines(prefix: str, over: Rows, sources: Line) -> SourceLines:
    first_source = Line(
        f"{prefix}_first_source",
        "First source",
        "text",
        call("first_item", sources),
        over,
        meaning="The first of the documents that report the row: the one for its amount.",
    )
    source_date = Line(
        f"{prefix}_source_date",
        "Source's date",
        "date",
        find(Sources.published, Sources.source, first_source),
        over,
        meaning="The publication date of the row's first source.",
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
    term = Line(
        f"{prefix}_term",
        "Term used",
        "years",
        first_known(stated.term_years, Assumption("default_term_years")),
        over,
        meaning="Term as stated, else the assumption default_term_years; not used where an end is stated.",
    )
    months = Line(
        f"{prefix}_months",
        "Whole months",
        "count",
        call("int", term * 12 + HALF_A_DAY),
        over,
        meaning="Whole months of the term; a term within half a day of a whole month is that month.",
    )
    odd_days = Line(
        f"{prefix}_odd_days",
        "and days",
        "days",
        call("int", largest(0, term - months / 12) * DAYS_IN_A_YEAR + Const(0.5)),
        over,
        meaning="What the term exceeds its whole months by, in days.",
    )
    end = Line(
        f"{prefix}_end_used",
        "End used",
        "date",
        If(known(stated.end), stated.end, largest(start, call("edate", start, months) + odd_days - 1)),
        over,
        meaning="End as stated, else the day before the start comes round after the term's months and days.",
    )
    days = Line(
        f"{prefix}_days",
        "Days",
        "days",
        end - start + 1,
        over,
        meaning="Days from start to end, both included.",
    )
    years = Line(
        f"{prefix}_years",
        "Years",
        "years",
        If(known(stated.end), years_between(start, end, days), term),
        over,
        meaning="The term; where an end is stated, whole months ÷ 12, or days ÷ 365.25 if they are not whole months.",
    )
    assumed_end = If(
        known(stated.end),
        Const("as stated"),
        If(known(stated.term_years), Const("as stated"), Const("end assumed")),
    )
    no_start = If(
        known(stated.end),
        Const("start assumed"),
        If(known(stated.term_years), Const("start assumed"), Const("both assumed")),
    )
    basis = Line(
        f"{prefix}_dates",
        "Dates",
        "text",
        If(known(stated.start), assumed_end, no_start),
        over,
        meaning="Which dates the source states; an end that follows from a stated term counts as stated.",
    )
    return PeriodLines(start, term, months, odd_days, end, days, years, basis)


def years_between(start: Line, end: Line, days: Line) -> If:
    """Years from start to end: by the calendar where they are whole months."""
    after = end + 1
    months = (call("year", after) - call("year", start)) * 12 + call("month", after) - call("month", start)
    return when(call("day", after).eq(call("day", start)), months / 12, days / DAYS_IN_A_YEAR)


def cost_range_line(prefix: str, over: Rows, cost_per_gw: Line) -> Line:
    return Line(
        f"{prefix}_cost_range",
        "Against range",
        "text",
        when(
            cost_per_gw < Assumption("cost_per_gw", "low"),
            "below",
            when(cost_per_gw > Assumption("cost_per_gw", "high"), "above", "within"),
        ),
        over,
        meaning="Cost per gigawatt against the low and high of the assumption cost_per_gw.",
    )


def days_in_year(period: PeriodLines) -> Op:
    """Days of the row's period that fall into the column's year."""
    first = largest(period.start, date(YEAR, 1, 1))
    last = smallest(period.end, date(YEAR, 12, 31))
    return largest(0, last - first + 1)


def days_since_start(period: PeriodLines) -> Op:
    """Days from the row's start to the end of the column's year, also beyond the row's end."""
    return largest(0, date(YEAR, 12, 31) - period.start + 1)
