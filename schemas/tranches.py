"""The table of vesting tranches."""

import pandera.pandas as pa

from schemas import checks
from schemas.fields import MOST, Bounds, listed, number, text
from schemas.terms import TRIGGERS


class Tranches(pa.DataFrameModel):
    """One row is a vesting step of a stake: the share that vests once its trigger is met."""

    stake: str = text("The stake that vests.", refers="equity_stakes")
    tranche: str = text("Short name of the step within its stake.")
    trigger: str = text("What is measured: gigawatts deployed, the issuer's share price, or the date.", terms=TRIGGERS)
    threshold: float = number(
        "Gigawatts, price or day at which the step vests; blank if not disclosed.",
        blank=True,
        bounds=Bounds(least=0, most=MOST),
        date_when=("trigger", "date"),
    )
    share: float = number(
        "Share of the issuer that vests, as a fraction; blank if not disclosed.",
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
