"""The table of payments: when the money of a leg falls due, as stated."""

import pandas as pd
import pandera.pandas as pa

from schemas import checks
from schemas.fields import MOST_BN, Bounds, date, listed, number, text


class Payments(pa.DataFrameModel):
    """One row is an amount of a leg and the days over which it falls due; one day is a single payment."""

    leg: str = text("The leg that is paid.", refers="deals")
    start: pd.Timestamp = date("First of the days over which the amount falls due.")
    end: pd.Timestamp = date(
        "Last of those days, included; blank if payments run to the leg's end or, where that is not stated, for the "
        "assumed term.",
        blank=True,
    )
    low_bn: float | None = number(
        "Lower bound of the amount, billions of the leg's currency.",
        unit="bn, own currency",
        blank=True,
        bounds=Bounds(least=0, most=MOST_BN),
    )
    base_bn: float = number(
        "The amount as stated, billions of the leg's currency.",
        unit="bn, own currency",
        blank=True,
        bounds=Bounds(least=0, most=MOST_BN),
    )
    high_bn: float | None = number(
        "Upper bound of the amount, billions of the leg's currency.",
        unit="bn, own currency",
        blank=True,
        bounds=Bounds(least=0, most=MOST_BN),
    )
    sources: str = listed(
        "The documents that state it, separated by '; '. Rows of a leg with the same first source are one schedule; "
        "if there are several schedules, the one published last counts.",
        refers="sources",
    )
    locator: str = listed("Places in them, one entry for each source: 'p4, p6; p12'.")
    note: str | None = text("Remark for the reader; no figure depends on it.", blank=True)

    low_not_above_base = checks.not_above("low_bn", "base_bn")
    base_not_above_high = checks.not_above("base_bn", "high_bn")
    amount_is_given = checks.amount_given("low_bn", "base_bn")
    ends_after_start = checks.in_order("start", "end")
    locators_pair_up = checks.same_length()

    class Config:
        strict = True
