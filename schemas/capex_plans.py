"""The table of capital spending plans."""

import pandas as pd
import pandera.pandas as pa

from schemas import checks
from schemas.fields import MOST_BN, MOST_GIGAWATTS, MOST_YEARS, Bounds, date, flag, listed, number, text
from schemas.terms import CAPEX_STAGES, PART_BASES, QUALIFIERS


class CapexPlans(pa.DataFrameModel):
    """One row is capital spending of a company or a group: spent, guided to, announced or reported."""

    plan: str = text("Short name of the plan.")
    company: str = text("The company or group that spends.", refers="companies")
    announced: pd.Timestamp | None = date("Day the plan was announced; blank if no source dates it.", blank=True)
    start: pd.Timestamp | None = date("First day of the period the amount is spread over.", blank=True)
    end: pd.Timestamp | None = date("Last day of that period, included.", blank=True)
    term_years: float | None = number(
        "Length of that period in years, at most 100, used when the end is blank.",
        unit="years",
        blank=True,
        bounds=Bounds(above=0, most=MOST_YEARS),
    )
    low_bn: float | None = number(
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
    high_bn: float | None = number(
        "Upper bound of the amount, billions of the currency.",
        unit="bn, own currency",
        blank=True,
        bounds=Bounds(least=0, most=MOST_BN),
    )
    currency: str = text("Currency of the amounts.", blank=True, refers="fx_rates")
    gigawatts: float | None = number(
        "Capacity the plan builds, gigawatts.", unit="GW", blank=True, bounds=Bounds(above=0, most=MOST_GIGAWATTS)
    )
    stage: str = text(
        "What was spent (actual), what the company guides to, what it announced, or what others report.",
        terms=CAPEX_STAGES,
    )
    part_of: str | None = text(
        "The plan whose amount includes this one's; actual spending is part of its guidance. none (the word) ends a "
        "part_of taken from the plan it replaces.",
        blank=True,
        refers="capex_plans",
    )
    part_basis: str | None = text(
        "Whether a source says that the plan is part of the other (stated, or blank), or this is our judgement "
        "(judged).",
        blank=True,
        terms=PART_BASES,
    )
    replaces: str | None = listed(
        "The earlier plan or plans that this one amends, separated by '; '.", blank=True, refers="capex_plans"
    )
    scope: str | None = text("What the spending is for and what it leaves out.", blank=True)
    sources: str = listed("The documents that report the plan, separated by '; '.", refers="sources")
    locator: str = listed("Places in them, one entry for each source: 'p4, p6; p12'.")
    qualifier: str | None = text("How the source qualifies the amount.", blank=True, terms=QUALIFIERS)
    uncertain: bool | None = flag("Yes if the source is unclear or may be wrong.")
    note: str | None = text("Remark for the reader; no figure depends on it.", blank=True)

    plan_is_key = checks.safe_key("plan")
    low_not_above_base = checks.not_above("low_bn", "base_bn")
    base_not_above_high = checks.not_above("base_bn", "high_bn")
    amount_is_given = checks.low_or_base_given("low_bn", "base_bn", "high_bn")
    currency_is_given = checks.currency_given("low_bn", "base_bn", "high_bn")
    replaces_few = checks.at_most_entries("replaces", 3)
    ends_after_start = checks.in_order("start", "end")
    locators_pair_up = checks.same_length()

    class Config:
        strict = True
