"""Revenue periods: what is known about each on the as-of day, and what it contributes to the year it counts for.

A period of twelve months or more is a full year, and counts for the year that holds most of its months. Shorter
periods stand for a year that has no full one, all of them together, × 12 ÷ their months.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, YEAR, Assumption, Const, If, Node, Op, Rows, call
from model.expression.terms import and_, count_ifs, is_, known, max_ifs, min_ifs, or_, sum_apart, sum_ifs, when
from model.lines.calendar import DAYS_IN_A_YEAR
from model.lines.dated import Amount, amount_lines, source_lines
from model.lines.inputs import Companies, Revenue
from model.lines.rates import rate_lines
from model.lines.rows import REVENUES

# A fiscal year of 52 or 53 weeks ends within a week of the end of a month.
A_WEEK = Const(7)
OWN_COMPANY = REVENUES.key()

source = source_lines("revenue", REVENUES, Revenue.sources)
rate = rate_lines("revenue", REVENUES, Revenue.currency, source.source_date)
money = amount_lines("revenue", REVENUES, Amount(Revenue.low_bn, Revenue.base_bn, Revenue.high_bn), rate.rate)

revenue_known = Line(
    "revenue_known",
    "Known",
    "switch",
    If(known(source.source_date), when(source.source_date <= Assumption("as_of"), 1, 0), Const(1)),
    REVENUES,
    meaning="1 where the first source was published by the as-of day; a source without a date is always known.",
)

days = Line(
    "revenue_days",
    "Days",
    "days",
    Revenue.period_end - Revenue.period_start + 1,
    REVENUES,
    meaning="Days of the period, the first and the last included.",
)


def unless_none(total: Node, figure: Node) -> If:
    """The figure where the total is not 0: what has no row adds up to 0, and no date and no order is 0."""
    return when(sum_apart(total).eq(0), NOT_DISCLOSED, figure)


def months_of(day_count: Node) -> Op:
    """Whole months: four quarters of 13 weeks are 12, and so are years of 52 and 53 weeks."""
    return call("round", day_count * 12 / DAYS_IN_A_YEAR, 0)


months = Line(
    "revenue_months",
    "Months",
    "count",
    months_of(days),
    REVENUES,
    meaning="Days × 12 ÷ 365.25, rounded: a year of 52 or 53 weeks has 12 months.",
)

year = Line(
    "revenue_year",
    "Year",
    "year",
    call("year", Revenue.period_start + call("int", days / 2) + A_WEEK),
    REVENUES,
    meaning="The year that contains most of the period's months; of two with equally many, the later one.",
)

full_or_part = when(months >= 12, 1, 2)

order = Line(
    "revenue_order",
    "Order",
    "rank",
    If(
        known(money.usd),
        when(
            or_(revenue_known.eq(0), months.eq(0)),
            NOT_DISCLOSED,
            when(
                Revenue.stage.eq("reported"),
                full_or_part,
                when(or_(Revenue.stage.eq("projected"), Revenue.stage.eq("implied")), 2 + full_or_part, NOT_DISCLOSED),
            ),
        ),
        NOT_DISCLOSED,
    ),
    REVENUES,
    meaning="1 a reported full year, 2 a shorter reported period, 3 a projected or implied full year, 4 a shorter "
    "projected or implied period; n/d without an amount known on the as-of day.",
)

headline_order = Line(
    "revenue_headline_order",
    "Order for the headline",
    "rank",
    when(or_(order <= 2, Revenue.period_start <= call("edate", Assumption("as_of"), 12)), order, NOT_DISCLOSED),
    REVENUES,
    meaning="The order; n/d for projections that start more than twelve months after the as-of day.",
)

same_year = (is_(OWN_COMPANY, OWN_COMPANY), is_(year, year))

first_order = Line(
    "revenue_first_order",
    "First order in the year",
    "rank",
    If(known(order), min_ifs(order, *same_year), NOT_DISCLOSED),
    REVENUES,
    meaning="The first in order among the company's periods of that year.",
)

last_end = Line(
    "revenue_last_end",
    "Last end",
    "date",
    If(known(order), max_ifs(Revenue.period_end, *same_year, is_(order, order)), NOT_DISCLOSED),
    REVENUES,
    meaning="The last day of the company's periods of that year and order.",
)

counts = Line(
    "revenue_counts",
    "Counts for its year",
    "switch",
    If(
        known(order),
        when(and_(order.eq(first_order), or_(months < 12, Revenue.period_end.eq(last_end))), 1, 0),
        Const(0),
    ),
    REVENUES,
    meaning="1 where the period is first in order in its year. If there are several full years, the one that ends "
    "last counts; shorter periods all count.",
)

year_months = Line(
    "revenue_year_months",
    "Months that count",
    "count",
    when(counts.eq(1), months_of(sum_ifs(days, *same_year, is_(counts, 1))), NOT_DISCLOSED),
    REVENUES,
    meaning="Months of all the company's periods that count for that year; n/d where the period does not.",
)

in_year = Line(
    "revenue_in_year",
    "Contribution to its year",
    "USD bn a year",
    money.usd * 12 / year_months,
    REVENUES,
    meaning="What the period contributes to the revenue of its year: amount × 12 ÷ months that count.",
)

latest_year = Line(
    "revenue_latest_year",
    "Year stated by then",
    "year",
    If(known(in_year), when(year <= YEAR, year, 0), NOT_DISCLOSED),
    REVENUES,
    by_year=True,
    meaning="The year of the period from that year on, and 0 before it.",
)

company_missing = Line(
    "revenue_company_missing",
    "Not among the companies",
    "switch",
    when(and_(OWN_COMPANY.ne(""), count_ifs(is_(Companies.company, OWN_COMPANY)).eq(0)), 1, 0),
    REVENUES,
    meaning="1 where the company is not among the companies.",
)


@dataclass(frozen=True)
class PathLines:
    stated_year: Line
    revenue: Line


def path_lines(prefix: str, over: Rows) -> PathLines:
    """A company's revenue year by year, for a set of rows keyed by company."""
    its_own = is_(OWN_COMPANY, over.key())
    stated_year = Line(
        f"{prefix}_revenue_stated_year",
        "Year stated",
        "year",
        unless_none(sum_ifs(latest_year, its_own), max_ifs(latest_year, its_own)),
        over,
        by_year=True,
        meaning="The last year, up to the column's year, for which a source states the company's revenue.",
    )
    stated = sum_ifs(in_year, its_own, is_(year, stated_year))
    return PathLines(
        stated_year,
        Line(
            f"{prefix}_revenue_path",
            "Revenue",
            "USD bn",
            If(
                known(stated_year),
                stated * (1 + Assumption("revenue_growth")) ** (YEAR - stated_year),
                NOT_DISCLOSED,
            ),
            over,
            by_year=True,
            meaning="Revenue of the last year stated up to then, grown by the assumption revenue_growth from that year "
            "on; n/d before the first.",
        ),
    )
