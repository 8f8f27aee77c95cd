"""Periods: customers' shares of revenue against the revenue periods stated."""

import bisect
from collections.abc import Iterator

import pandas as pd

from model.findings import Finding
from model.inputs.typed import Inputs


def periods_matched(inputs: Inputs) -> Iterator[Finding]:
    """Customer shares are of a period whose revenue is given; one that ends amid such a period is an error."""
    revenue = inputs.frame("revenue")
    spans = zip(*(revenue[name].tolist() for name in ("company", "period_start", "period_end")), strict=True)
    periods: dict[str, list[tuple[pd.Timestamp, tuple[pd.Timestamp, pd.Timestamp]]]] = {}
    for company, start, end in sorted(span for span in spans if not (pd.isna(span[1]) or pd.isna(span[2]))):
        before = periods.setdefault(company, [])
        # Beside each start, the start and end of the period that reaches furthest so far.
        before.append((start, max(((start, end), *(each[1] for each in before[-1:])), key=lambda span: span[1])))
    ends = set(zip(revenue["company"].tolist(), revenue["period_end"].tolist(), strict=True))
    shares = inputs.frame("customer_shares")
    rows, days = shares.index.tolist(), shares["period_end"].tolist()
    for row, company, day in zip(rows, shares["company"].tolist(), days, strict=True):
        if company not in periods or pd.isna(day) or (company, day) in ends:
            continue
        until = bisect.bisect_right(periods[company], day, key=lambda period: period[0])
        around = periods[company][until - 1][1] if until and periods[company][until - 1][1][1] > day else None
        if around is not None:
            code = "period-mismatch"
            message = f"the revenue of {company} is given for {around[0]:%Y-%m-%d} to {around[1]:%Y-%m-%d}"
        else:
            code, message = "period-unmatched", f"no revenue of {company} is given for a period that ends on this day"
        advice = "check the day, or add the revenue of that period"
        yield inputs.finding(code, ("customer_shares", row, "period_end"), message, advice)
