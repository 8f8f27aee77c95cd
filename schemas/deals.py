"""The table of deals, leg by leg."""

import pandas as pd
import pandera.pandas as pa

from schemas import checks
from schemas.fields import MOST_BN, MOST_GIGAWATTS, MOST_YEARS, Bounds, date, flag, listed, number, text
from schemas.terms import DEAL_KINDS, QUALIFIERS, STATUSES


class Deals(pa.DataFrameModel):
    """One row is one leg of a deal: a flow of money, capacity or shares from a payer to a payee."""

    leg: str = text("Short name of the leg.")
    deal: str = text("The deal the leg belongs to; legs of one deal share it.")
    announced: pd.Timestamp | None = date("Day the deal was announced; blank if no source dates it.", blank=True)
    payer: str = text("Who pays, buys or grants.", refers="companies")
    payee: str = text("Who is paid, sells or receives.", refers="companies")
    kind: str = text(
        "Purchase, joint venture, lease and licence are commitments; investment, acquisition and loan are funding; "
        "the rest are contingent.",
        terms=DEAL_KINDS,
    )
    low_bn: float | None = number(
        "Lower bound of the amount, in billions of the currency; for an at_most amount, the stated minimum.",
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
        "Capacity that the leg is about, in gigawatts.",
        unit="GW",
        blank=True,
        bounds=Bounds(above=0, most=MOST_GIGAWATTS),
    )
    start: pd.Timestamp | None = date("First day of the period the amount is spread over.", blank=True)
    end: pd.Timestamp | None = date("Last day of that period, included.", blank=True)
    term_years: float | None = number(
        "Length of that period in years, at most 100, used when the end is blank.",
        unit="years",
        blank=True,
        bounds=Bounds(above=0, most=MOST_YEARS),
    )
    status: str = text(
        "Signed, non-binding, reported by others, cancelled, or an overview whose parts are entered as legs: an "
        "overview is shown and never counted.",
        terms=STATUSES,
    )
    part_of: str | None = text(
        "The leg whose amount includes this one's; none (the word) ends a part_of taken from the leg it replaces.",
        blank=True,
        refers="deals",
    )
    replaces: str | None = listed(
        "The earlier leg or legs that this one amends or renegotiates, separated by '; '.", blank=True, refers="deals"
    )
    payer_share: float | None = number(
        "For a joint venture, the payer's fraction of the amount; blank if not disclosed.",
        unit="share",
        blank=True,
        bounds=Bounds(least=0, most=1),
    )
    scope: str | None = text(
        "What the amount buys, such as site or chips: cost per gigawatt is compared for sites only.", blank=True
    )
    sources: str = listed("The documents that report the leg, separated by '; '.", refers="sources")
    locator: str = listed("Places in them, one entry for each source: 'p4, p6; p12'.")
    qualifier: str | None = text(
        "How the source qualifies the amount; blank where the source states it exactly.", blank=True, terms=QUALIFIERS
    )
    uncertain: bool | None = flag("Yes if the source is unclear or may be wrong.")
    note: str | None = text("Remark for the reader; no figure depends on it.", blank=True)

    leg_is_key = checks.safe_key("leg")
    deal_is_key = checks.safe_key("deal")
    low_not_above_base = checks.not_above("low_bn", "base_bn")
    base_not_above_high = checks.not_above("base_bn", "high_bn")
    amount_is_given = checks.low_or_base_given("low_bn", "base_bn", "high_bn")
    currency_is_given = checks.currency_given("low_bn", "base_bn", "high_bn")
    ends_after_start = checks.in_order("start", "end")
    replaces_few = checks.at_most_entries("replaces", 3)
    share_of_a_venture = checks.row_rule(
        "share-of-no-venture",
        ("payer_share", "kind"),
        lambda frame: frame["payer_share"].isna() | frame["kind"].isin(("joint_venture", "")),
        "only a joint venture is shared among partners",
        "leave payer_share blank, or set the kind to joint_venture",
    )
    locators_pair_up = checks.same_length()

    class Config:
        strict = True
