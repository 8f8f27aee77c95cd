"""The table of vesting tranches."""

import pandera.pandas as pa

from schemas import checks
from schemas.fields import MOST, listed, number, text
from schemas.terms import TRIGGERS


class Tranches(pa.DataFrameModel):
    """One row is a vesting step of a stake: the share that vests once its trigger is met."""

    stake: str = text(refers="equity_stakes")
    """The stake that vests."""
    tranche: str = text()
    """Short name of the step within its stake."""
    trigger: str = text(terms=TRIGGERS)
    """What is measured: gigawatts deployed, the issuer's share price, or the date."""
    threshold: float = number(blank=True, least=0, most=MOST, date_when=("trigger", "date"))
    """Gigawatts, price or day at which the step vests; blank if not disclosed."""
    share: float = number(blank=True, least=0, most=1)
    """Share of the issuer that vests, as a fraction; blank if not disclosed."""
    sources: str | None = listed(blank=True, refers="sources")
    """The documents that report the step, separated by '; '."""
    locator: str | None = listed(blank=True)
    """Places in them, one entry for each source: 'p4, p6; p12'."""
    note: str | None = text(blank=True)
    """Remark for the reader; no figure depends on it."""

    tranche_is_key = checks.safe_key("tranche")
    locators_pair_up = checks.same_length()

    class Config:
        strict = True
