"""Revenue of every company: the headline revenue and where it comes from, and revenue year by year.

The headline is the latest twelve months, where shorter periods make them up and end no earlier than the latest full
year; else the latest full year; else what shorter periods there are, × 12 ÷ their months. Reported revenue takes
precedence over projected, and a projection that starts more than a year after the as-of day is never the headline.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Aside, Const, If, Node, Rows, call
from model.expression.terms import and_, count_ifs, find, is_, joined, known, max_ifs, min_ifs, sum_ifs, when
from model.lines.inputs import Revenue
from model.lines.periods import (
    A_WEEK,
    OWN_COMPANY,
    days,
    headline_order,
    money,
    months,
    months_of,
    unless_none,
    year,
)
from model.lines.rows import EARNERS, REVENUES

COMPANY = EARNERS.key()
own = is_(OWN_COMPANY, COMPANY)

periods = Line("earner_periods", "Periods", "count", count_ifs(own), EARNERS, meaning="Revenue periods of the company.")

full_order = Line(
    "earner_full_order",
    "Order number of full years",
    "rank",
    unless_none(sum_ifs(headline_order, own), when(min_ifs(headline_order, own) > 2, 3, 1)),
    EARNERS,
    meaning="1 where any revenue is reported, 3 where there are only projections; shorter periods have the next "
    "number.",
)

full_years = (own, is_(headline_order, full_order))
shorter = (own, is_(headline_order, full_order + 1))

full_end = Line(
    "earner_full_end",
    "Latest full year ends",
    "date",
    If(
        known(full_order),
        unless_none(sum_ifs(Revenue.period_end, *full_years), max_ifs(Revenue.period_end, *full_years)),
        NOT_DISCLOSED,
    ),
    EARNERS,
    meaning="The last day of the company's latest full year.",
)

latest_full_year = (*full_years, is_(Revenue.period_end, full_end))

full_year = Line(
    "earner_full_year",
    "Year of the latest full year",
    "year",
    If(known(full_end), max_ifs(year, *latest_full_year), NOT_DISCLOSED),
    EARNERS,
    meaning="The year for which the latest full year counts.",
)

full_months = Line(
    "earner_full_months",
    "Months of the latest full year",
    "count",
    If(known(full_end), max_ifs(months, *latest_full_year), NOT_DISCLOSED),
    EARNERS,
    meaning="Twelve, unless the company's fiscal year has changed.",
)

full_usd = Line(
    "earner_full_usd",
    "Revenue of the latest full year",
    "USD bn",
    If(known(full_end), max_ifs(money.usd, *latest_full_year), NOT_DISCLOSED),
    EARNERS,
    meaning="Revenue of the latest full year.",
)

part_end = Line(
    "earner_part_end",
    "Latest shorter period ends",
    "date",
    If(
        known(full_order),
        unless_none(sum_ifs(Revenue.period_end, *shorter), max_ifs(Revenue.period_end, *shorter)),
        NOT_DISCLOSED,
    ),
    EARNERS,
    meaning="The last day of the company's latest period of less than twelve months.",
)

company_part_end = Line(
    "revenue_company_part_end",
    "Company's latest shorter period ends",
    "date",
    find(part_end, COMPANY, OWN_COMPANY),
    REVENUES,
    meaning="The last day of the company's latest period of less than twelve months.",
)

is_recent = Line(
    "revenue_is_recent",
    "Within twelve months of the latest end",
    "switch",
    If(
        known(company_part_end),
        when(Revenue.period_start > call("edate", company_part_end, -12) - A_WEEK, 1, 0),
        Const(0),
    ),
    REVENUES,
    meaning="1 where the period starts within the twelve months up to that day, or up to a week earlier, because four "
    "quarters may have 53 weeks.",
)

recent = (*shorter, is_(is_recent, 1))

part_months = Line(
    "earner_part_months",
    "Months of the shorter periods",
    "count",
    If(known(part_end), months_of(sum_ifs(days, *recent)), NOT_DISCLOSED),
    EARNERS,
    meaning="Months of the shorter periods in the twelve months up to that day.",
)

part_usd = Line(
    "earner_part_usd",
    "Revenue of the shorter periods",
    "USD bn",
    If(known(part_end), sum_ifs(money.usd, *recent), NOT_DISCLOSED),
    EARNERS,
    meaning="Revenue of those shorter periods, added up.",
)

takes_parts = Line(
    "earner_takes_parts",
    "Uses the shorter periods",
    "switch",
    If(
        known(part_end, part_months),
        If(known(full_end), when(and_(part_months.eq(12), part_end >= full_end), 1, 0), Const(1)),
        Const(0),
    ),
    EARNERS,
    meaning="1 where the shorter periods make up twelve months and end no earlier than the latest full year, or where "
    "there is no full year.",
)


def parts_or_full(parts: Node, full: Node) -> If:
    """A property of the shorter periods where these are used, otherwise of the latest full year."""
    return when(takes_parts.eq(1), parts, full)


headline_months = Line(
    "earner_headline_months",
    "Months",
    "count",
    parts_or_full(part_months, full_months),
    EARNERS,
    meaning="Months that the headline revenue covers.",
)

headline_end = Line(
    "earner_headline_end",
    "Ends",
    "date",
    parts_or_full(part_end, full_end),
    EARNERS,
    meaning="The last day of the period that the headline revenue covers.",
)

headline_amount = Line(
    "earner_headline_amount",
    "Amount",
    "USD bn",
    parts_or_full(part_usd, full_usd),
    EARNERS,
    meaning="Revenue of the headline period.",
)

headline = Line(
    "earner_headline",
    "Revenue",
    "USD bn a year",
    headline_amount * 12 / headline_months,
    EARNERS,
    meaning="The latest twelve months or the latest full year; where there is neither, amount × 12 ÷ months.",
)

headline_year = Line(
    "earner_headline_year",
    "Revenue year",
    "year",
    parts_or_full(call("year", part_end), full_year),
    EARNERS,
    meaning="The year for which the full year counts, or in which the shorter periods end.",
)

last_rows = (own, is_(headline_order, full_order + takes_parts), is_(Revenue.period_end, headline_end))

stage = Line(
    "earner_stage",
    "Stage",
    "text",
    If(
        known(full_order, headline_end),
        when(
            full_order.eq(1),
            "reported",
            when(count_ifs(*last_rows, is_(Revenue.stage, "implied")).eq(0), "projected", "implied"),
        ),
        NOT_DISCLOSED,
    ),
    EARNERS,
    meaning="Reported, projected or implied; for several periods, the stage of the last one.",
)


def two_digits(number: Node) -> tuple[Node, Node]:
    """The parts of the number's text: a 0 before a single digit, and the number."""
    return when(number < 10, "0", ""), number


end_text = Line(
    "earner_end_text",
    "Ends, as text",
    "text",
    If(
        known(headline_end),
        joined(
            call("year", headline_end),
            "-",
            *two_digits(call("month", headline_end)),
            "-",
            *two_digits(call("day", headline_end)),
        ),
        NOT_DISCLOSED,
    ),
    EARNERS,
    meaning="The last day, as written in the label.",
)

months_to = joined(headline_months, when(headline_months.eq(1), " month to ", " months to "), end_text)
times_12 = when(headline_months.eq(12), "", joined(" × 12 ÷ ", headline_months))
as_months = If(known(headline_end, headline_months), joined(months_to, times_12), NOT_DISCLOSED)
stands_for = If(
    and_(takes_parts.eq(0), headline_months.eq(12), call("year", headline_end).eq(headline_year)),
    joined("FY", headline_year),
    Aside("months", "as months", "text", as_months, "The months and last day, where the headline is not a full year."),
)

period = Line(
    "earner_period",
    "Of",
    "text",
    If(known(headline_end, headline_months, headline_year), stands_for, NOT_DISCLOSED),
    EARNERS,
    meaning="FY and the year for a full year that counts for the year in which it ends; otherwise its months and last "
    "day.",
)

label = Line(
    "earner_label",
    "Revenue period",
    "text",
    If(known(headline), joined(period, ", ", stage), NOT_DISCLOSED),
    EARNERS,
    meaning="The period of the headline revenue, and whether it is reported.",
)


@dataclass(frozen=True)
class RevenueLines:
    annualised: Line
    year: Line
    label: Line


def revenue_lines(prefix: str, over: Rows) -> RevenueLines:
    """A company's headline revenue, the year it is of and its label, for a set of rows keyed by company."""

    def in_words(name: str, of: Line) -> Line:
        return Line(f"{prefix}_{name}", of.title, of.unit, find(of, COMPANY, over.key()), over, meaning=of.meaning)

    return RevenueLines(
        in_words("revenue", headline), in_words("revenue_year", headline_year), in_words("revenue_label", label)
    )
