"""The table of sources: the documents every figure comes from."""

import pandas as pd
import pandera.pandas as pa

from schemas import checks
from schemas.fields import date, text


class Sources(pa.DataFrameModel):
    """One row is one document that figures are taken from."""

    source: str = text("Short name of the document, used wherever a figure is traced to it.")
    title: str = text("Title of the document as printed.")
    publisher: str | None = text("Who published the document.", blank=True)
    published: pd.Timestamp | None = date("Day of publication; blank if the document gives no date.", blank=True)
    document: str | None = text("File name of the document; blank if it is none.", blank=True)

    source_is_key = checks.safe_key("source")

    class Config:
        strict = True
