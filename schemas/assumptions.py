"""The table of assumptions: the only place for judgements of our own."""

from typing import Any

import pandera.pandas as pa

from schemas import checks
from schemas.fields import number, text


def _share(column: str) -> Any:
    return checks.row_rule(
        "out-of-range",
        (column, "unit"),
        lambda frame: (frame["unit"] != "share") | frame[column].isna() | frame[column].between(0, 1),
        "a share lies between 0 and 1",
        "write it as a fraction: 0.25 for 25 %",
    )


def _switch(column: str) -> Any:
    return checks.row_rule(
        "out-of-range",
        (column, "unit"),
        lambda frame: ~frame["unit"].str.startswith("switch") | frame[column].isna() | frame[column].isin((0, 1)),
        "a switch is either 0 or 1",
        "write 1 for on and 0 for off",
    )


class Assumptions(pa.DataFrameModel):
    """One row is a judgement the model rests on, with its value in each scenario."""

    name: str = text()
    """Name the model knows the assumption by."""
    unit: str = text()
    """Unit of the values; 'date' makes them ISO dates."""
    low: float = number(date_when=("unit", "date"))
    """Value in the low scenario."""
    base: float = number(date_when=("unit", "date"))
    """Value in the base scenario."""
    high: float = number(date_when=("unit", "date"))
    """Value in the high scenario."""
    source: str = text(blank=True, refers="sources")
    """The document the value is taken from; blank if it is a judgement of ours."""
    rationale: str = text(blank=True)
    """Why this value, in one line; needed when there is no source."""

    name_is_identifier = checks.identifier("name")
    low_share, base_share, high_share = _share("low"), _share("base"), _share("high")
    low_switch, base_switch, high_switch = _switch("low"), _switch("base"), _switch("high")
    has_grounds = checks.row_rule(
        "source-missing",
        ("rationale", "source"),
        lambda frame: (frame["source"] != "") | (frame["rationale"] != ""),
        "an assumption needs a source or a rationale",
        "name the document in source, or say in one line of rationale why this value",
    )

    class Config:
        strict = True
