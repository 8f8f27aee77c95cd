"""The table of exchange rates into US dollars."""

import re

import pandas as pd
import pandera.pandas as pa

from schemas import checks
from schemas.fields import MOST, Bounds, date, number, text


class FxRates(pa.DataFrameModel):
    """One row is a currency's rate into US dollars on one day; one rate for each currency may have no day.

    The dollar itself has the rate 1 and needs no row.
    """

    currency: str = text("ISO code of the currency, three capital letters.")
    usd_per_unit: float = number(
        "US dollars for one unit of the currency.", unit="rate", bounds=Bounds(above=0, most=MOST)
    )
    as_of: pd.Timestamp | None = date("Day of the rate; blank if the source gives none.", blank=True)
    source: str | None = text(
        "The document that states or implies the rate; blank only for USD.", blank=True, refers="sources"
    )
    locator: str | None = text("Place in the source: p4 is its fourth paragraph.", blank=True)
    note: str | None = text("How the rate was derived, if it is not printed as such.", blank=True)

    currency_is_code = checks.row_rule(
        "bad-name",
        ("currency",),
        checks.per_text("currency", lambda code: not code or bool(re.fullmatch("[A-Z]{3}", code))),
        "this is not a currency code",
        "use the three capital letters of the ISO code, such as EUR",
    )
    dollar_is_one = checks.row_rule(
        "rate-not-one",
        ("usd_per_unit", "currency"),
        lambda frame: (frame["currency"] != "USD") | frame["usd_per_unit"].isna() | (frame["usd_per_unit"] == 1),
        "the US dollar's rate must be 1",
        "set usd_per_unit of USD to 1",
    )
    rate_has_source = checks.row_rule(
        "source-missing",
        ("source", "currency"),
        lambda frame: (frame["source"] != "") | (frame["currency"] == "USD"),
        "a rate needs its source",
        "name the document that states or implies the rate",
    )

    class Config:
        strict = True
