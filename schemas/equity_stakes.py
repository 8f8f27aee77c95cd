"""The table of equity stakes, bought or granted."""

import pandera.pandas as pa

from schemas import checks
from schemas.fields import MOST, MOST_BN, flag, listed, number, text
from schemas.terms import INSTRUMENTS, QUALIFIERS


class EquityStakes(pa.DataFrameModel):
    """One row is a holding of one company in another: shares bought, or a right to acquire them."""

    stake: str = text()
    """Short name of the stake."""
    holder: str = text(refers="companies")
    """Who holds or may acquire the shares."""
    issuer: str = text(refers="companies")
    """Whose shares they are."""
    deal: str = text(blank=True, refers="deals.deal")
    """The deal the stake is part of; blank if none."""
    instrument: str = text(terms=INSTRUMENTS)
    """Shares, or the right to acquire them."""
    invested_bn: float = number(blank=True, least=0, most=MOST_BN)
    """Amount invested, billions of the currency; blank if not disclosed."""
    currency: str = text(blank=True, refers="fx_rates")
    """Currency of the amounts."""
    max_share: float = number(blank=True, least=0, most=1)
    """Largest share of the issuer the stake may reach, as a fraction: 0.1 is 10 %."""
    issuer_equity_bn: float | None = number(blank=True, above=0, most=MOST_BN)
    """Value of all the issuer's equity at the deal's terms, billions of the currency."""
    share_price: float | None = number(blank=True, above=0, most=MOST)
    """Price of one of the issuer's shares on the as-of date, in the currency."""
    sources: str = listed(refers="sources")
    """The documents that report the stake, separated by '; '."""
    locator: str = listed()
    """Places in them, one entry for each source: 'p4, p6; p12'."""
    qualifier: str | None = text(blank=True, terms=QUALIFIERS)
    """How the source qualifies the amount or the share."""
    uncertain: bool | None = flag()
    """Yes if the source is unclear or may be wrong."""
    note: str | None = text(blank=True)
    """Remark for the reader; no figure depends on it."""

    stake_is_key = checks.safe_key("stake")
    currency_is_given = checks.currency_given("invested_bn", "issuer_equity_bn")
    locators_pair_up = checks.same_length()

    class Config:
        strict = True
