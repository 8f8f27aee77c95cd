"""Rates: what a unit of a currency is worth in US dollars, on the day from which an amount was known."""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Aside, Assumption, Const, Node, Rows
from model.expression.terms import (
    and_,
    at_most,
    count_ifs,
    find,
    first_known,
    is_,
    look_up,
    max_ifs,
    min_ifs,
    sum_ifs,
    when,
)
from model.lines.amendments import Succession
from model.lines.chains import followed
from model.lines.inputs import FxRates
from model.lines.rows import RATES

DOLLAR = "USD"  # needs no row
MOST_LENDERS = 64  # rows from which a rate may come in turn: wholes around each other, each amended many times

currency = Line("rates_currency", "Currency", "text", RATES.key(), RATES, meaning="The currency of the rate.")
from_day = Line(
    "rates_from_day",
    "From day",
    "days",
    first_known(FxRates.as_of, 0),
    RATES,
    meaning="The day of the rate, as a serial number; 0 for one without a day, which comes before all others.",
)
LINES = (currency, FxRates.usd_per_unit, FxRates.as_of, from_day)


@dataclass(frozen=True)
class RateLines:
    """The day that counts, the day of the rate taken, and the rate."""

    on: Line
    day: Line
    rate: Line
    later_day: Line

    @property
    def lines(self) -> tuple[Line, ...]:
        """All, in visible order."""
        return self.on, self.day, self.rate, self.later_day


def rate_lines(prefix: str, over: Rows, of: Line, known_on: Node) -> RateLines:
    """The latest rate dated by the day known, else the undated one, else the earliest later one.

    A rate that someone cleared or removed is not disclosed, never 0.
    """
    on = Line(
        f"{prefix}_rate_on",
        "Rate as of",
        "date",
        first_known(known_on, Assumption("as_of")),
        over,
        meaning="The day on which the amount was known, else the as-of day.",
    )
    same = is_(currency, of)
    by_then = (same, at_most(from_day, on))
    rates_by_then = Aside(
        "by_then", "rates by then", "count", count_ifs(*by_then), "How many rates of the currency are dated by then."
    )
    first_rate = Aside(
        "first",
        "earliest of all",
        "days",
        when(count_ifs(same) > 0, min_ifs(from_day, same), 0),  # not every spreadsheet has a least of nothing
        "The earliest day of a rate of the currency, 0 where there is none.",
    )
    day = Line(
        f"{prefix}_rate_day",
        "Day of the rate",
        "days",
        when(rates_by_then > 0, max_ifs(from_day, *by_then), first_rate),
        over,
        meaning="The day of the latest rate dated by then, as a serial number; 0 for a rate without a day; if there "
        "is neither, the earliest later day.",
    )
    that_day = Aside(
        "found",
        "in the table",
        "rate",
        sum_ifs(FxRates.usd_per_unit, same, is_(from_day, day)),
        "The rate of that day in the table; 0 where the table has none.",
    )
    rate = Line(
        f"{prefix}_day_rate",
        "Rate of that day",
        "rate",
        # asked of the currency first, so that an error in it shows
        when(of.eq(""), NOT_DISCLOSED, when(of.eq(DOLLAR), 1, when(that_day > 0, that_day, NOT_DISCLOSED))),
        over,
        meaning="US dollars for one unit of the row's currency on that day.",
    )
    later_day = Line(
        f"{prefix}_rate_later_day",
        "Rate of a later day",
        "date",
        when(and_(of.ne(DOLLAR), day > on), day, NOT_DISCLOSED),
        over,
        meaning="The day of the rate, if it is later than the day on which the amount was known because no earlier "
        "rate is given.",
    )
    return RateLines(on, day, rate, later_day)


def lent_rate(prefix: str, of: Line, own: RateLines, whole: Line, rows: Succession) -> tuple[Line, ...]:
    """From which row a row takes its rate, followed to the end, and finally the rate itself.

    A part is converted at the rate of its whole, an amendment at that of what it replaces: a change in exchange rates
    is not a change in the deal.
    """
    over = own.rate.over
    assert over is not None
    key = over.key()

    def lends(name: str, title: str, other: Line) -> Line:
        same = find(of, key, other, Const("")).eq(of)
        condition = and_(other.ne(""), same, find(rows.is_known, key, other, Const(0)).eq(1))
        meaning = "1 where that row is known and in the same currency."
        return Line(f"{prefix}_{name}", title, "switch", when(condition, 1, 0), over, meaning=meaning)

    whole_lends = lends("whole_lends", "Whole lends its rate", whole)
    earlier_lends = lends("earlier_lends", "Earlier version lends its rate", rows.replaces_1)
    earlier = when(earlier_lends.eq(1), rows.replaces_1, key)
    other_whole = and_(whole_lends.eq(1), whole.ne(rows.next_version_16_steps))
    taken_from = followed(
        Line(
            f"{prefix}_rate_from",
            "Rate from",
            "text",
            when(other_whole, whole, earlier),
            over,
            meaning="The row whose rate is used: the row this one is part of, else the row it replaces, if in the "
            "same currency; else this row.",
        ),
        over,
        MOST_LENDERS,
    )
    rate = Line(
        f"{prefix}_rate",
        "USD per unit",
        "rate",
        look_up(own.rate, key, taken_from[-1]),
        over,
        meaning="US dollars for one unit of the row's currency, on the day its whole or its first version was known.",
    )
    later = Line(
        f"{prefix}_own_rate_later_day",
        "Own rate, of a later day",
        "date",
        when(taken_from[-1].eq(key), own.later_day, NOT_DISCLOSED),
        over,
        meaning="Rate of a later day, if it is the row's own; n/d where the row takes its rate from another.",
    )
    return (whole_lends, earlier_lends, *taken_from, later, rate)
