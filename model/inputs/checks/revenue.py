"""Revenue periods of one company against each other: what would count twice."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from model.findings import Finding
from model.inputs.typed import Inputs

_KEEP = "keep those that do not overlap: the quarters or the half year, not both"
_CHOOSE = "keep the one that should count"


def periods_overlap(inputs: Inputs) -> Iterator[Finding]:
    """Shorter periods that overlap, and full years that end on one day; what is implied counts as projected."""
    frame = inputs.frame("revenue")
    stated = frame["low_bn"].notna() | frame["base_bn"].notna()
    whole = frame["period_start"].notna() & (frame["period_start"] <= frame["period_end"])
    frame = frame[stated & whole & (frame["company"] != "") & (frame["stage"] != "")]
    stage = frame["stage"].where(frame["stage"] == "reported", "projected")
    days = (frame["period_end"] - frame["period_start"]).dt.days + 1
    full = (days * 12 / 365.25).round() >= 12
    for _, same in frame[~full].groupby(["company", stage[~full]], sort=False):
        yield from _overlaps(inputs, same.sort_values("period_start", kind="stable"))
    for (company, *_), same in frame[full].groupby(["company", "period_end", stage[full]], sort=False):
        first, *others = (int(row) for row in same.index)
        for row in others:
            message = f"the full year of {company} in row {first} ends on this day too"
            yield inputs.finding("periods-overlap", ("revenue", row, "period_end"), message, _CHOOSE)


def _overlaps(inputs: Inputs, periods: pd.DataFrame) -> Iterator[Finding]:
    """Each period, in order of their first days, that begins before the one that reaches furthest so far has ended."""
    furthest, furthest_row = pd.Timestamp.min, 0
    spans = zip(periods.index, periods["company"], periods["period_start"], periods["period_end"], strict=True)
    for row, company, start, end in spans:
        if start <= furthest:
            message = f"the period of {company} in row {furthest_row} runs to {furthest:%Y-%m-%d}"
            yield inputs.finding("periods-overlap", ("revenue", int(row), "period_start"), message, _KEEP)
        furthest, furthest_row = max((furthest, furthest_row), (end, int(row)))
