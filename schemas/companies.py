"""The table of companies: everybody who pays, is paid, spends, holds or earns."""

import pandera.pandas as pa

from schemas import checks
from schemas.fields import listed, text
from schemas.terms import COMPANY_KINDS


class Companies(pa.DataFrameModel):
    """One row is one company, or a named group of companies whose figures are reported together."""

    company: str = text("Name of the company, as all other tables write it.")
    kind: str = text(
        "What kind of company it is. A group's figures are shown beside its members' figures and are never split "
        "among them.",
        terms=COMPANY_KINDS,
    )
    country: str | None = text("Country of its seat; blank if no source states it.", blank=True)
    member_of: str | None = text("The group it belongs to; blank if none.", blank=True, refers="companies")
    parent: str | None = text(
        "The company in whose accounts this one is consolidated: flows within one family are not commitments.",
        blank=True,
        refers="companies",
    )
    aliases: str | None = listed(
        "Other names of the company, separated by '; '. No table may use them; messages name the right one.",
        blank=True,
    )
    note: str | None = text("Remark for the reader; no figure depends on it.", blank=True)

    company_is_key = checks.safe_key("company")

    class Config:
        strict = True
