"""The table of vesting tranches."""

import pandera.pandas as pa

from schemas import checks
from schemas.fields import MOST, Bounds, listed, number, text
from schemas.terms import TRIGGERS


class Tranches(pa.DataFrameModel):
    """One row is a condition of a vesting step of a stake: the share vests once all conditions of the step are met.

    The share stands on the first condition of its step.
    """

    stake: str = text("The stake that vests.", refers="equity_stakes")
    tranche: str = text("Short name of the step within its stake.")
    trigger: str = text(
        "What is measured: gigawatts deployed, the issuer's share price, the date, or the amount bought from it.",
        terms=TRIGGERS,
    )
    threshold: float | None = number(
        "Gigawatts, price, day, or billions of US dollars at which the condition is met; blank if not disclosed.",
        blank=True,
        bounds=Bounds(least=0, most=MOST),
        date_when=("trigger", "date"),
    )
    share: float | None = number(
        "Share that vests, as a fraction, on the step's first condition; blank if not disclosed.",
        unit="share",
        blank=True,
        bounds=Bounds(least=0, most=1),
    )
    sources: str | None = listed("The documents that report the step, separated by '; '.", blank=True, refers="sources")
    locator: str | None = listed("Places in them, one entry for each source: 'p4, p6; p12'.", blank=True)
    note: str | None = text("Remark for the reader; no figure depends on it.", blank=True)

    tranche_is_key = checks.safe_key("tranche")
    locators_pair_up = checks.same_length()

    class Config:
        strict = True
