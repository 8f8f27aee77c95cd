"""The kinds of column a table may have, as pandera fields.

Each function describes one column: what it holds, whether its cells may be blank, and which table its keys
come from. A column that may be absent from a file altogether is annotated `T | None` in its model.
"""

from typing import Any

import pandera.pandas as pa

KINDS = ("text", "number", "date", "flag", "list")
MOST_YEARS = 100  # of a term
MOST_BN = 1_000_000_000  # of an amount in billions of any currency: more was typed in units
MOST = 1e24  # of any other number: sums and products stay far from the largest that a spreadsheet holds
MOST_GIGAWATTS = 100_000  # more than ten times what the world's power stations give


def text(*, blank: bool = False, terms: tuple[str, ...] = (), refers: str = "") -> Any:
    """Text. `terms` lists the only texts allowed; `refers` names the table whose key the cell holds."""
    return pa.Field(
        # A blank is reported once, as blank: so "" is always among the terms.
        isin=(*terms, "") if terms else None,
        str_length=None if blank else {"min_value": 1},
        metadata={"kind": "text", "blank": blank, "terms": terms, "refers": refers},
    )


def listed(*, blank: bool = False, refers: str = "") -> Any:
    """Text of one or more entries separated by '; ', each of them a key of `refers` when that is given."""
    return pa.Field(
        str_length=None if blank else {"min_value": 1},
        metadata={"kind": "list", "blank": blank, "terms": (), "refers": refers},
    )


def number(
    *,
    blank: bool = False,
    above: float | None = None,
    least: float | None = None,
    most: float | None = None,
    date_when: tuple[str, str] | None = None,
) -> Any:
    """A number with `above` < number, `least` <= number <= `most`.

    With `date_when=(column, term)` the cell is an ISO date, typed to its Excel serial number, in the rows
    where that column holds that term.
    """
    return pa.Field(
        gt=above,
        ge=least,
        le=most,
        nullable=blank,
        metadata={
            "kind": "number",
            "blank": blank,
            "terms": (),
            "refers": "",
            "date_when": date_when,
            "bounds": (above, least, most),
        },
    )


def date(*, blank: bool = False) -> Any:
    """A calendar day, from 1900-03-01 to 2199-12-31."""
    return pa.Field(nullable=blank, metadata={"kind": "date", "blank": blank, "terms": (), "refers": ""})


def flag() -> Any:
    """Yes or no; a blank cell is no."""
    return pa.Field(metadata={"kind": "flag", "blank": True, "terms": (), "refers": ""})
