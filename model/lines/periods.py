"""Revenue periods: each in US dollars and a year, and of every company the latest one."""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Const, If, Rows, call
from model.expression.terms import (
    and_,
    at_least,
    count_ifs,
    is_,
    known,
    max_ifs,
    min_ifs,
    sum_ifs,
    when,
)
from model.lines.dated import Amount, amount_lines
from model.lines.inputs import Companies, Revenue
from model.lines.rows import REVENUES

money = amount_lines("revenue", REVENUES, Amount(Revenue.low_bn, Revenue.base_bn, Revenue.high_bn, Revenue.currency))


months = Line(
    "revenue_months",
    "Months",
    "count",
    (call("year", Revenue.period_end) - call("year", Revenue.period_start)) * 12
    + call("month", Revenue.period_end)
    - call("month", Revenue.period_start)
    + 1,
    REVENUES,
    meaning="Whole months of the period.",
)


annualised = Line(
    "revenue_annualised",
    "Annualised",
    "USD bn a year",
    money.usd * 12 / months,
    REVENUES,
    meaning="Revenue × 12 ÷ months of the period.",
)


OWN_COMPANY = REVENUES.key()


disclosed_periods = (is_(OWN_COMPANY, OWN_COMPANY), at_least(money.usd, 0))


latest_end = Line(
    "revenue_latest_end",
    "Company's latest period ends",
    "date",
    If(
        and_(count_ifs(*disclosed_periods).eq(0), sum_ifs(money.usd, is_(OWN_COMPANY, OWN_COMPANY)).eq(0)),
        NOT_DISCLOSED,
        max_ifs(Revenue.period_end, *disclosed_periods),
    ),
    REVENUES,
    meaning="The end of the company's latest period with a disclosed amount.",
)


latest_start = Line(
    "revenue_latest_start",
    "and starts",
    "date",
    If(
        known(latest_end),
        min_ifs(Revenue.period_start, *disclosed_periods, is_(Revenue.period_end, latest_end)),
        NOT_DISCLOSED,
    ),
    REVENUES,
    meaning="Of two periods that end together the longer one is taken.",
)


is_latest = Line(
    "revenue_is_latest",
    "Latest",
    "switch",
    If(
        known(latest_end, latest_start),
        when(and_(Revenue.period_end.eq(latest_end), Revenue.period_start.eq(latest_start)), 1, 0),
        Const(0),
    ),
    REVENUES,
    meaning="1 for the one period the company's annualised revenue is taken from.",
)


@dataclass(frozen=True)
class RevenueLines:
    annualised: Line
    year: Line


def revenue_lines(prefix: str, over: Rows) -> RevenueLines:
    """A company's annualised revenue and the year it was earned in, for a set of rows keyed by company."""
    latest = (is_(OWN_COMPANY, over.key()), is_(is_latest, 1), at_least(money.usd, 0))
    periods = sum_ifs(is_latest, is_(OWN_COMPANY, over.key()))  # added up, so that an error among them shows
    return RevenueLines(
        Line(
            f"{prefix}_revenue",
            "Annualised revenue",
            "USD bn a year",
            when(periods.eq(0), NOT_DISCLOSED, sum_ifs(annualised, *latest)),
            over,
            meaning="The company's latest period, annualised.",
        ),
        Line(
            f"{prefix}_revenue_year",
            "Revenue year",
            "year",
            when(periods.eq(0), NOT_DISCLOSED, call("year", max_ifs(Revenue.period_end, *latest))),
            over,
            meaning="The year in which that period ends; growth starts from it.",
        ),
    )


company_missing = Line(
    "revenue_company_missing",
    "Not among the companies",
    "switch",
    when(and_(OWN_COMPANY.ne(""), count_ifs(is_(Companies.company, OWN_COMPANY)).eq(0)), 1, 0),
    REVENUES,
    meaning="1 where the company is not among the companies.",
)
