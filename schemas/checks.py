"""Row rules that several tables share, as named pandera checks.

Each function returns a check for the body of a table model. pandera's own attributes carry the words: `name` is the
code of the finding, `title` the columns the rule reads (the reported one first), `error` what is wrong, and
`description` what to do. A rule counts as met where it cannot be decided because a cell is blank.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pandera.pandas as pa

from schemas import keys

Rows = Callable[[pd.DataFrame], "pd.Series[bool]"]


def row_rule(code: str, columns: tuple[str, ...], holds: Rows, error: str, advice: str) -> Any:
    """A check over whole rows: `holds` gives a truth value per row."""

    def check(cls: type, frame: pd.DataFrame) -> "pd.Series[bool]":
        return holds(frame)

    decorate = pa.dataframe_check(name=code, title=", ".join(columns), error=error, description=advice, ignore_na=False)
    return decorate(check)


def per_text(column: str, accepts: Callable[[str], bool]) -> Rows:
    """Rows whose text is accepted; every distinct text is looked at once."""

    def holds(frame: pd.DataFrame) -> "pd.Series[bool]":
        texts = frame[column].tolist()
        refused = {text for text in set(texts) if not accepts(text)}
        return pd.Series([text not in refused for text in texts] if refused else True, index=frame.index, dtype=bool)

    return holds


def safe_key(column: str) -> Any:
    """The column's texts are keys that spreadsheet look-ups find exactly."""
    return row_rule(
        "bad-key",
        (column,),
        per_text(column, lambda key: keys.is_safe(key) and not keys.is_heading(key, column)),
        "a spreadsheet look-up would not find this key, or a reader would not see all of it",
        "choose a key of letters, digits and blanks",
    )


def identifier(column: str) -> Any:
    """The column's texts are lower-case identifiers that no spreadsheet reads as a cell reference."""
    return row_rule(
        "bad-name",
        (column,),
        per_text(column, lambda name: not name or (keys.is_identifier(name) and name != column)),
        "this is not a lower-case name, or a spreadsheet reads it as a cell",
        "use lower-case letters, digits and underscores, as in cost_per_gw",
    )


def not_above(lower: str, upper: str) -> Any:
    """lower <= upper where both are given."""
    return row_rule(
        "range-order",
        (lower, upper),
        lambda frame: ~(frame[lower] > frame[upper]),
        f"{lower} is above {upper}",
        f"check which of the two is meant, or swap {lower} and {upper}",
    )


def base_given(low: str, base: str, high: str) -> Any:
    """base is given wherever low or high is."""
    return row_rule(
        "base-missing",
        (base, low, high),
        lambda frame: frame[base].notna() | (frame[low].isna() & frame[high].isna()),
        f"{low} or {high} is given without {base}",
        f"give {base}, or leave all three blank if the amount is not disclosed",
    )


def amount_given(low: str, base: str) -> Any:
    """An amount is given: base, or low where the source states a range without a base."""
    return row_rule(
        "base-missing",
        (base, low),
        lambda frame: frame[base].notna() | frame[low].notna(),
        f"neither {base} nor {low} is given",
        f"give {base}, or {low} where the source states a range, or remove the row",
    )


def low_or_base_given(low: str, base: str, high: str) -> Any:
    """base or low is given wherever high is: a range may lack its middle, which is never invented."""
    return row_rule(
        "base-missing",
        (base, low, high),
        lambda frame: frame[base].notna() | frame[low].notna() | frame[high].isna(),
        f"{high} is given without {base} or {low}",
        f"give {base}, or {low} where the source states a range, or leave all three blank if nothing is disclosed",
    )


def at_most_entries(column: str, most: int) -> Any:
    """No list of the column has more entries than the formulas read."""
    return row_rule(
        "too-many-entries",
        (column,),
        per_text(column, lambda cell: len(keys.entries(cell)) <= most),
        f"{column} names more than {most} rows",
        f"merge in steps: add a row that replaces {most} of them, and a later one that replaces it and the rest",
    )


def currency_given(*amounts: str) -> Any:
    """currency is given wherever one of the amounts is."""
    return row_rule(
        "currency-missing",
        ("currency", *amounts),
        lambda frame: (frame["currency"] != "") | frame[list(amounts)].isna().all(axis=1),
        "an amount is given without its currency",
        "give the currency, such as USD",
    )


def in_order(start: str, end: str) -> Any:
    """start <= end where both are given."""
    return row_rule(
        "date-order",
        (end, start),
        lambda frame: ~(frame[end] < frame[start]),
        f"{end} is before {start}",
        f"check both dates; {end} is the last day included",
    )


def same_length(sources: str = "sources", locators: str = "locator") -> Any:
    """As many locators as sources, where both are given."""

    def holds(frame: pd.DataFrame) -> "pd.Series[bool]":
        both = list(zip(frame[sources].tolist(), frame[locators].tolist(), strict=True))
        odd = {(of, at) for of, at in set(both) if of and at and of.count(";") != at.count(";")}
        return pd.Series([pair not in odd for pair in both] if odd else True, index=frame.index, dtype=bool)

    return row_rule(
        "list-length",
        (locators, sources),
        holds,
        f"{locators} does not have one entry for each of the {sources}",
        "separate the entries of both by '; ', as in 'p4, p6; p12' for two sources",
    )
