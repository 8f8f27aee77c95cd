"""The table of equity stakes, bought or granted."""

import pandas as pd
import pandera.pandas as pa

from schemas import checks
from schemas.fields import MOST, MOST_BN, Bounds, date, flag, listed, number, text
from schemas.terms import INSTRUMENTS, QUALIFIERS


class EquityStakes(pa.DataFrameModel):
    """One row is a holding of one company in another: shares bought, or a right to acquire them."""

    stake: str = text("Short name of the stake.")
    holder: str = text("Who holds or may acquire the shares.", refers="companies")
    issuer: str = text("Whose shares they are.", refers="companies")
    deal: str | None = text("The deal the stake is part of; blank if none.", blank=True, refers="deals.deal")
    leg: str | None = text(
        "The leg that pays for the stake and gives its amount; blank if none does.", blank=True, refers="deals"
    )
    instrument: str = text("Shares, or the right to acquire or to convert into them.", terms=INSTRUMENTS)
    currency: str | None = text("Currency of the issuer's equity value and of prices.", blank=True, refers="fx_rates")
    max_share: float | None = number(
        "Largest share of the issuer the stake may reach, as a fraction: 0.1 is 10 %.",
        unit="share",
        blank=True,
        bounds=Bounds(least=0, most=1),
    )
    issuer_equity_bn: float | None = number(
        "Value of all the issuer's equity at the deal's terms, billions of the currency.",
        unit="bn, own currency",
        blank=True,
        bounds=Bounds(above=0, most=MOST_BN),
    )
    issuer_valued: pd.Timestamp | None = date(
        "Day of the value of the issuer's equity; blank if no source dates it.", blank=True
    )
    share_price: float | None = number(
        "Price of one of the issuer's shares on the as-of date, in the currency.",
        unit="price",
        blank=True,
        bounds=Bounds(above=0, most=MOST),
    )
    shares_m: float | None = number(
        "Number of shares, millions.", unit="m shares", blank=True, bounds=Bounds(above=0, most=MOST)
    )
    strike: float | None = number(
        "Price of one share at which the right is exercised, in the currency.",
        unit="price",
        blank=True,
        bounds=Bounds(least=0, most=MOST),
    )
    sources: str = listed("The documents that report the stake, separated by '; '.", refers="sources")
    locator: str = listed("Places in them, one entry for each source: 'p4, p6; p12'.")
    qualifier: str | None = text("How the source qualifies the amount or the share.", blank=True, terms=QUALIFIERS)
    uncertain: bool | None = flag("Yes if the source is unclear or may be wrong.")
    note: str | None = text("Remark for the reader; no figure depends on it.", blank=True)

    stake_is_key = checks.safe_key("stake")
    currency_is_given = checks.currency_given("issuer_equity_bn", "strike")
    locators_pair_up = checks.same_length()

    class Config:
        strict = True
