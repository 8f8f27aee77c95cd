"""The kinds of column a table may have, as pandera fields.

Each function describes one kind of column, and only here: what it means, its unit and bounds, whether its cells may be
blank, and which table its keys come from. Checks, types, headings, units and drop-downs are derived from it. A column
that may be missing from a file is annotated `T | None` in its model.
"""

from typing import Any, NamedTuple

import pandera.pandas as pa

KINDS = ("text", "number", "date", "flag", "list")
MOST_YEARS = 100  # of a term
MOST_BN = 1_000_000_000  # of an amount in billions of any currency: more was typed in units
MOST = 1e24  # of any other number: sums and products stay far from the largest that a spreadsheet holds
MOST_GIGAWATTS = 100_000  # more than ten times what the world's power stations give


class Bounds(NamedTuple):
    """What a number may be: `above` < number, `least` <= number <= `most`."""

    above: float | None = None
    least: float | None = None
    most: float | None = None


UNBOUNDED = Bounds()
AS_STATED = "as stated"  # the unit of a number whose unit stands in its row, or in none
# What pandera has no word for, and what holds where a field does not say.
DEFAULTS = {
    "unit": "text",
    "terms": (),
    "refers": "",
    "date_when": None,
    "bounds": UNBOUNDED,
}


def text(meaning: str, *, blank: bool = False, terms: tuple[str, ...] = (), refers: str = "") -> Any:
    """Text. `terms` lists the only texts allowed; `refers` names the table whose key the cell holds."""
    return _field(
        meaning,
        "text",
        # A blank is reported once, as blank: so "" is always among the terms.
        {"isin": (*terms, "") if terms else None, "str_length": None if blank else {"min_value": 1}},
        blank=blank,
        terms=terms,
        refers=refers,
    )


def listed(meaning: str, *, blank: bool = False, refers: str = "") -> Any:
    """Text of one or more entries separated by '; ', each of them a key of `refers` when that is given."""
    return _field(meaning, "list", {"str_length": None if blank else {"min_value": 1}}, blank=blank, refers=refers)


def number(
    meaning: str,
    *,
    unit: str = AS_STATED,
    blank: bool = False,
    bounds: Bounds = UNBOUNDED,
    date_when: tuple[str, str] | None = None,
) -> Any:
    """A number within bounds.

    With `date_when=(column, term)` the cell is an ISO date, typed to its Excel serial number, in the rows
    where that column holds that term.
    """
    return _field(
        meaning,
        "number",
        {"gt": bounds.above, "ge": bounds.least, "le": bounds.most, "nullable": blank},
        blank=blank,
        unit=unit,
        date_when=date_when,
        bounds=bounds,
    )


def date(meaning: str, *, blank: bool = False) -> Any:
    """A calendar day, from 1900-03-01 to 2199-12-31."""
    return _field(meaning, "date", {"nullable": blank}, blank=blank, unit="date")


def flag(meaning: str) -> Any:
    """Yes or no; a blank cell is no."""
    return _field(meaning, "flag", {}, blank=True)


def _field(meaning: str, kind: str, checks: dict[str, Any], **facts: Any) -> Any:
    return pa.Field(description=meaning, metadata=DEFAULTS | {"kind": kind} | facts, **checks)
