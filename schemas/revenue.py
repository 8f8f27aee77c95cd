"""The table of revenue by period."""

import pandas as pd
import pandera.pandas as pa

from schemas import checks
from schemas.fields import MOST_BN, Bounds, date, flag, listed, number, text
from schemas.terms import QUALIFIERS, REVENUE_STAGES


def unbroken(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Periods of whole weeks, as fiscal years of 52 and 53 weeks have them, and those whose dates are not given."""
    days = (frame["period_end"] - frame["period_start"]).dt.days + 1
    return days.isna() | (days % 7 == 0)


class Revenue(pa.DataFrameModel):
    """One row is a company's revenue over a period: a fiscal year, a quarter, a month."""

    company: str = text("The company that earns it.", refers="companies")
    period_start: pd.Timestamp = date("First day of the period.")
    period_end: pd.Timestamp = date("Last day of the period.")
    low_bn: float | None = number(
        "Lower bound of the revenue, billions of the currency for the whole period.",
        unit="bn, own currency",
        blank=True,
        bounds=Bounds(least=0, most=MOST_BN),
    )
    base_bn: float = number(
        "The revenue as reported, billions of the currency for the whole period; blank if not disclosed.",
        unit="bn, own currency",
        blank=True,
        bounds=Bounds(least=0, most=MOST_BN),
    )
    high_bn: float | None = number(
        "Upper bound of the revenue, billions of the currency for the whole period.",
        unit="bn, own currency",
        blank=True,
        bounds=Bounds(least=0, most=MOST_BN),
    )
    currency: str = text("Currency of the amounts.", blank=True, refers="fx_rates")
    stage: str = text("Whether the source reports, projects or only implies the amount.", terms=REVENUE_STAGES)
    sources: str = listed("The documents that state the revenue, separated by '; '.", refers="sources")
    locator: str = listed("Places in them, one entry for each source: 'p4, p6; p12'.")
    qualifier: str | None = text("How the source qualifies the amount.", blank=True, terms=QUALIFIERS)
    uncertain: bool | None = flag("Yes if the source is unclear or may be wrong.")
    note: str | None = text("Remark for the reader; no figure depends on it.", blank=True)

    low_not_above_base = checks.not_above("low_bn", "base_bn")
    base_not_above_high = checks.not_above("base_bn", "high_bn")
    base_is_given = checks.base_given("low_bn", "base_bn", "high_bn")
    currency_is_given = checks.currency_given("low_bn", "base_bn", "high_bn")
    ends_after_start = checks.in_order("period_start", "period_end")
    locators_pair_up = checks.same_length()
    starts_with_a_month = checks.row_rule(
        "not-whole-months",
        ("period_start", "period_end"),
        lambda frame: unbroken(frame) | frame["period_start"].dt.is_month_start,
        "the period does not start on the first of a month, and has no whole weeks",
        "check both dates; revenue is annualised by months, rounded to whole ones",
    )
    ends_with_a_month = checks.row_rule(
        "not-whole-months",
        ("period_end", "period_start"),
        lambda frame: unbroken(frame) | frame["period_end"].dt.is_month_end,
        "the period does not end on the last day of a month, and has no whole weeks",
        "check both dates; revenue is annualised by months, rounded to whole ones",
    )

    class Config:
        strict = True
