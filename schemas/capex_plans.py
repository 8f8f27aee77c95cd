"""The table of capital spending plans."""

import pandas as pd
import pandera.pandas as pa

from schemas import checks
from schemas.fields import MOST_BN, MOST_GIGAWATTS, MOST_YEARS, Bounds, date, flag, listed, number, text
from schemas.terms import FIRMNESS, QUALIFIERS


class CapexPlans(pa.DataFrameModel):
    """One row is capital spending that a company or a group has announced."""

    plan: str = text("Short name of the plan.")
    company: str = text("The company or group that spends.", refers="companies")
    announced: pd.Timestamp | None = date("Day the plan was announced; blank if no source dates it.", blank=True)
    start: pd.Timestamp = date("First day of the period the amount is spread over.", blank=True)
    end: pd.Timestamp = date("Last day of that period, included.", blank=True)
    term_years: float | None = number(
        "Length of that period in years, at most 100, used when the end is blank.",
        unit="years",
        blank=True,
        bounds=Bounds(above=0, most=MOST_YEARS),
    )
    low_bn: float = number(
        "Lower bound of the amount, billions of the currency.",
        unit="bn, own currency",
        blank=True,
        bounds=Bounds(least=0, most=MOST_BN),
    )
    base_bn: float = number(
        "The amount as reported, billions of the currency; blank if not disclosed.",
        unit="bn, own currency",
        blank=True,
        bounds=Bounds(least=0, most=MOST_BN),
    )
    high_bn: float = number(
        "Upper bound of the amount, billions of the currency.",
        unit="bn, own currency",
        blank=True,
        bounds=Bounds(least=0, most=MOST_BN),
    )
    currency: str = text("Currency of the amounts.", blank=True, refers="fx_rates")
    gigawatts: float | None = number(
        "Capacity the plan builds, gigawatts.", unit="GW", blank=True, bounds=Bounds(above=0, most=MOST_GIGAWATTS)
    )
    firmness: str = text("How binding the plan is, in the source's words.", terms=FIRMNESS)
    within: str = text(
        "The plan whose amount already includes this one, which then stays out of totals.",
        blank=True,
        refers="capex_plans",
    )
    scope: str = text("What the spending is for and what it leaves out.", blank=True)
    sources: str = listed("The documents that report the plan, separated by '; '.", refers="sources")
    locator: str = listed("Places in them, one entry for each source: 'p4, p6; p12'.")
    qualifier: str | None = text("How the source qualifies the amount.", blank=True, terms=QUALIFIERS)
    uncertain: bool | None = flag("Yes if the source is unclear or may be wrong.")
    note: str | None = text("Remark for the reader; no figure depends on it.", blank=True)

    plan_is_key = checks.safe_key("plan")
    low_not_above_base = checks.not_above("low_bn", "base_bn")
    base_not_above_high = checks.not_above("base_bn", "high_bn")
    base_is_given = checks.base_given("low_bn", "base_bn", "high_bn")
    currency_is_given = checks.currency_given("low_bn", "base_bn", "high_bn")
    ends_after_start = checks.in_order("start", "end")
    locators_pair_up = checks.same_length()

    class Config:
        strict = True
