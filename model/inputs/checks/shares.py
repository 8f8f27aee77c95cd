"""Customers' shares of a company's revenue that add up to more than 1."""

from collections.abc import Iterator

import pandas as pd

from model.findings import Finding
from model.inputs.typed import Inputs

_TOLERANCE = 1e-9  # shares that add up to their maximum on paper may miss it by this much in binary


def customer_share_sums(inputs: Inputs) -> Iterator[Finding]:
    """Customers' shares of one period add up to at most 1."""
    frame = inputs.frame("customer_shares")
    period = frame["company"] + " " + frame["period_end"].astype("str")
    shares = frame["share"].fillna(frame["share_low"])
    totals = shares.where(shares.between(0, 1), 0.0).groupby(period).cumsum()
    for row in _first_over(totals, pd.Series(1.0, index=frame.index), period):
        column = "share_low" if pd.isna(frame["share"][row]) else "share"
        yield inputs.finding(
            "share-sum",
            ("customer_shares", row, column),
            f"up to this row the customers of {period[row]} add up to {totals[row]:.6g}",
            "check the shares",
        )


def _first_over(totals: "pd.Series[float]", most: "pd.Series[float]", group: "pd.Series[str]") -> Iterator[int]:
    """The first row of each group whose running total exceeds its maximum."""
    over = group[totals > most + _TOLERANCE].drop_duplicates()
    yield from (int(row) for row in over.index)
