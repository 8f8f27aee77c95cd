"""The table of deals, leg by leg."""

import pandas as pd
import pandera.pandas as pa

from schemas import checks
from schemas.fields import MOST_BN, MOST_GIGAWATTS, MOST_YEARS, date, flag, listed, number, text
from schemas.terms import DEAL_KINDS, FIRMNESS, QUALIFIERS


class Deals(pa.DataFrameModel):
    """One row is one leg of a deal: a flow of money, capacity or shares from a payer to a payee."""

    leg: str = text()
    """Short name of the leg."""
    deal: str = text()
    """The deal the leg belongs to; legs of one deal share it."""
    announced: pd.Timestamp = date(blank=True)
    """Day the deal was announced; blank if no source dates it."""
    payer: str = text(refers="companies")
    """Who pays, buys or grants."""
    payee: str = text(refers="companies")
    """Who is paid, sells or receives."""
    kind: str = text(terms=DEAL_KINDS)
    """Purchase and joint venture are commitments, investment and acquisition funding, the rest contingent."""
    low_bn: float = number(blank=True, least=0, most=MOST_BN)
    """Lower bound of the amount, billions of the currency."""
    base_bn: float = number(blank=True, least=0, most=MOST_BN)
    """The amount as reported, billions of the currency; blank if not disclosed."""
    high_bn: float = number(blank=True, least=0, most=MOST_BN)
    """Upper bound of the amount, billions of the currency."""
    currency: str = text(blank=True, refers="fx_rates")
    """Currency of the amounts."""
    gigawatts: float = number(blank=True, above=0, most=MOST_GIGAWATTS)
    """Capacity the leg is about, gigawatts."""
    start: pd.Timestamp = date(blank=True)
    """First day of the period the amount is spread over."""
    end: pd.Timestamp = date(blank=True)
    """Last day of that period, included."""
    term_years: float = number(blank=True, above=0, most=MOST_YEARS)
    """Length of that period in years, at most 100, used when the end is blank."""
    firmness: str = text(terms=FIRMNESS)
    """How binding the amount is, in the source's words."""
    within: str = text(blank=True, refers="deals")
    """The leg whose amount already includes this one, which then stays out of totals."""
    sources: str = listed(refers="sources")
    """The documents that report the leg, separated by '; '."""
    locator: str = listed()
    """Places in them, one entry for each source: 'p4, p6; p12'."""
    qualifier: str | None = text(blank=True, terms=QUALIFIERS)
    """How the source qualifies the amount."""
    uncertain: bool | None = flag()
    """Yes if the source is unclear or may be wrong."""
    note: str | None = text(blank=True)
    """Remark for the reader; no figure depends on it."""

    leg_is_key = checks.safe_key("leg")
    deal_is_key = checks.safe_key("deal")
    low_not_above_base = checks.not_above("low_bn", "base_bn")
    base_not_above_high = checks.not_above("base_bn", "high_bn")
    base_is_given = checks.base_given("low_bn", "base_bn", "high_bn")
    currency_is_given = checks.currency_given("low_bn", "base_bn", "high_bn")
    ends_after_start = checks.in_order("start", "end")
    locators_pair_up = checks.same_length()

    class Config:
        strict = True
