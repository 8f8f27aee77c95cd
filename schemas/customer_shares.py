"""The table of customers' shares in a company's revenue."""

import pandas as pd
import pandera.pandas as pa

from schemas import checks
from schemas.fields import Bounds, date, listed, number, text


class CustomerShares(pa.DataFrameModel):
    """One row is the part of a company's revenue that comes from one customer."""

    company: str = text("The company that earns the revenue.", refers="companies")
    customer: str = text("The customer it comes from.", refers="companies")
    period_end: pd.Timestamp = date("Last day of the revenue period.")
    share_low: float | None = number(
        "Lower bound of the share, as a fraction: 'more than 60 %' is 0.6.",
        unit="share",
        blank=True,
        bounds=Bounds(least=0, most=1),
    )
    share: float | None = number(
        "The share, as a fraction; blank if only a bound is stated.",
        unit="share",
        blank=True,
        bounds=Bounds(least=0, most=1),
    )
    sources: str = listed("The documents that state the share, separated by '; '.", refers="sources")
    locator: str | None = listed("Places in them, one entry for each source: 'p4, p6; p12'.", blank=True)
    note: str | None = text("Remark for the reader; no figure depends on it.", blank=True)

    low_not_above_share = checks.not_above("share_low", "share")
    share_is_given = checks.row_rule(
        "share-missing",
        ("share", "share_low"),
        lambda frame: frame["share"].notna() | frame["share_low"].notna(),
        "neither share nor share_low is given",
        "give the share, or its lower bound in share_low",
    )
    locators_pair_up = checks.same_length()

    class Config:
        strict = True
