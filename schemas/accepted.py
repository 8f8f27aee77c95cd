"""The table of warnings that somebody has looked at and accepted."""

import pandas as pd
import pandera.pandas as pa

from schemas.fields import date, text


class Accepted(pa.DataFrameModel):
    """One row accepts a warning about the tables.

    Reports count it separately and no longer list it as open.
    """

    code: str = text("Code of the warning, as reports show it.")
    table: str = text("The table that the warning is about; blank if it is about none.", blank=True)
    key: str = text(
        "Key of the row, its parts joined by ' / ', as in 'Acme / 1999-01-01'; blank for every row.", blank=True
    )
    column: str | None = text("The column it is about; blank for every column.", blank=True)
    reason: str = text("Why it is accepted.")
    by: str = text("Who has accepted it.")
    until: pd.Timestamp | None = date("Last as-of day on which it is accepted; blank if without an end.", blank=True)

    class Config:
        strict = True
