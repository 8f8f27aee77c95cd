"""The table of assumptions: the only place for judgements of our own."""

import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import pandera.pandas as pa

from schemas import checks
from schemas.fields import MOST_YEARS, Bounds, number, text
from schemas.judgements import BOUNDS, BY_NAME, MOST_COST, MOST_GROWTH, MOST_PACE, MOST_TOLERANCE

Holds = Callable[["pd.Series[float]"], "pd.Series[bool]"]


def _within(bounds: Bounds | None) -> Holds:
    """Whether values lie within bounds."""
    assert bounds is not None
    above, least, most = bounds
    more, from_ = (-math.inf if bound is None else bound for bound in (above, least))
    up_to = math.inf if most is None else most
    return lambda value: (value > more) & (value >= from_) & (value <= up_to)


def _each(where: checks.Rows, holds: Holds, error: str, advice: str) -> tuple[Any, Any, Any]:
    """The same rule for low, base and high, in the rows that `where` picks."""

    def rule(case: str) -> Any:
        return checks.row_rule(
            "out-of-range",
            (case, "unit", "name"),
            lambda frame: ~where(frame) | frame[case].isna() | holds(frame[case]),
            error,
            advice,
        )

    return rule("low"), rule("base"), rule("high")


class Assumptions(pa.DataFrameModel):
    """One row is a judgement the model rests on, with its value in each case."""

    name: str = text("Name the model knows the assumption by.")
    unit: str = text("Unit of the values; 'date' makes them ISO dates.")
    low: float = number("Value in the low case.", date_when=("unit", "date"))
    base: float = number("Value in the base case.", date_when=("unit", "date"))
    high: float = number("Value in the high case.", date_when=("unit", "date"))
    source: str | None = text(
        "The document the value is taken from; blank if it is a judgement of ours.", blank=True, refers="sources"
    )
    rationale: str | None = text("Why this value, in one line; needed when there is no source.", blank=True)

    name_is_identifier = checks.identifier("name")
    low_share, base_share, high_share = _each(
        lambda row: row["unit"] == "share",
        _within(BOUNDS["share"]),
        "a share lies between 0 and 1",
        "write it as a fraction: 0.25 for 25 %",
    )
    low_switch, base_switch, high_switch = _each(
        lambda row: row["unit"].str.startswith("switch"),
        lambda value: value.isin((0, 1)),
        "a switch is either 0 or 1",
        "write 1 for on and 0 for off",
    )
    low_years, base_years, high_years = _each(
        lambda row: row["unit"] == "years",
        _within(BOUNDS["years"]),
        f"a term is above 0 and at most {MOST_YEARS} years",
        "give the term in years, such as 5",
    )
    low_cost, base_cost, high_cost = _each(
        lambda row: row["unit"] == "USD bn per GW",
        _within(BOUNDS["USD bn per GW"]),
        f"a gigawatt costs more than 0 and at most {MOST_COST:,}",
        "give the cost in billions of US dollars, such as 55",
    )
    low_pace, base_pace, high_pace = _each(
        lambda row: row["unit"] == "multiple of straight line",
        _within(BOUNDS["multiple of straight line"]),
        f"a pace is above 0 and at most {MOST_PACE:,}",
        "write 1 for an even build-out and 0.5 for half as fast",
    )
    low_growth, base_growth, high_growth = _each(
        lambda row: row["unit"] == "share per year",
        _within(BOUNDS["share per year"]),
        f"a change per year is above -1 and at most {MOST_GROWTH}",
        "write it as a fraction: 0.25 for 25 % a year",
    )
    low_tolerance, base_tolerance, high_tolerance = _each(
        lambda row: row["name"] == "check_tolerance",
        _within(BY_NAME["check_tolerance"].bounds),
        f"the tolerance is above 0 and at most {MOST_TOLERANCE}, in billions of US dollars",
        "0.000001 is USD 1,000",
    )
    one_day = checks.row_rule(
        "several-days",
        ("base", "low", "high", "name"),
        lambda frame: (
            (frame["name"] != "as_of")
            | frame[["low", "base", "high"]].isna().any(axis=1)
            | ((frame["low"] == frame["base"]) & (frame["base"] == frame["high"]))
        ),
        "as_of must be one day for all cases",
        "write the same date into low, base and high",
    )
    has_grounds = checks.row_rule(
        "source-missing",
        ("rationale", "source"),
        lambda frame: (frame["source"] != "") | (frame["rationale"] != ""),
        "an assumption needs a source or a rationale",
        "name the document in source, or give the reason in one line of rationale",
    )

    class Config:
        strict = True
