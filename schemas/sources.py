"""The table of sources: the documents every figure comes from."""

import pandas as pd
import pandera.pandas as pa

from schemas import checks
from schemas.fields import date, text
from schemas.terms import GRADES


class Sources(pa.DataFrameModel):
    """One row is one document that figures are taken from."""

    source: str = text("Short name of the document, used wherever a figure is traced to it.")
    title: str = text("Title of the document as printed.")
    author: str | None = text("Who wrote the document; blank if it names nobody.", blank=True)
    publisher: str | None = text("Who published the document.", blank=True)
    published: pd.Timestamp | None = date("Day of publication; blank if the document gives no date.", blank=True)
    grade: str | None = text(
        "A filing, a statement of the company, press, or an aggregator of other reports.", blank=True, terms=GRADES
    )
    url: str | None = text("Where the document can be found.", blank=True)
    retrieved: pd.Timestamp | None = date("Day on which the document was read at that address.", blank=True)
    document: str | None = text("File name of the document; blank if it is not a file.", blank=True)

    source_is_key = checks.safe_key("source")

    class Config:
        strict = True
