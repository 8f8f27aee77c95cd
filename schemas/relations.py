"""The table of relations between companies that no amount is stated for."""

import pandera.pandas as pa

from schemas import checks
from schemas.fields import listed, text
from schemas.terms import RELATIONS


class Relations(pa.DataFrameModel):
    """One row reads: company is <relation> of counterparty."""

    company: str = text(refers="companies")
    """The company that stands in the relation."""
    relation: str = text(terms=RELATIONS)
    """What the company is to the counterparty."""
    counterparty: str = text(refers="companies")
    """The company it stands in the relation to."""
    sources: str = listed(refers="sources")
    """The documents that state the relation, separated by '; '."""
    locator: str = listed()
    """Places in them, one entry for each source: 'p4, p6; p12'."""
    note: str | None = text(blank=True)
    """Remark for the reader; no figure depends on it."""

    locators_pair_up = checks.same_length()

    class Config:
        strict = True
