"""The table of relations between companies that no amount is stated for."""

import pandera.pandas as pa

from schemas import checks
from schemas.fields import listed, text
from schemas.terms import RELATIONS


class Relations(pa.DataFrameModel):
    """One row reads: company is <relation> of counterparty."""

    company: str = text("The company that is the supplier, customer, etc.", refers="companies")
    relation: str = text("What the company is to the counterparty.", terms=RELATIONS)
    counterparty: str = text("The other company of the relation.", refers="companies")
    sources: str = listed("The documents that state the relation, separated by '; '.", refers="sources")
    locator: str = listed("Places in them, one entry for each source: 'p4, p6; p12'.")
    note: str | None = text("Remark for the reader; no figure depends on it.", blank=True)

    locators_pair_up = checks.same_length()

    class Config:
        strict = True
