"""The table of assumptions: the only place for judgements of our own."""

import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import pandera.pandas as pa

from schemas import checks
from schemas.fields import MOST_YEARS, number, text

Values = Callable[["pd.Series[float]"], "pd.Series[bool]"]
# The units the model reads its assumptions in; nearly all bounds below go by them.
UNITS = {
    "cost_per_gw": "USD bn per GW",
    "include_implied": "switch",
    "jv_lead_share": "share",
    "weight_firm": "share",
    "weight_up_to": "share",
    "weight_intent": "share",
    "weight_reported": "share",
    "weight_superseded": "share",
    "default_term_years": "years",
    "undated_start": "date",
    "as_of": "date",
    "revenue_growth": "share per year",
    "max_commitment_share": "share",
    "large_year_share": "share",
    "deployment_pace": "multiple of straight line",
    "share_price_growth": "share per year",
    "sensitivity_cost_step": "USD bn per GW",
    "sensitivity_growth_step": "share per year",
}
MOST_COST = 10_000  # USD bn per GW
MOST_PACE = 1_000
MOST_GROWTH = 10  # a year: elevenfold
MOST_TOLERANCE = 0.001  # USD bn: a million dollars
# What the values lie within, by unit or, of two assumptions, by name: above, at least, at most.
LIMITS: dict[str, tuple[float | None, float | None, float]] = {
    "share": (None, 0, 1),
    "years": (0, None, MOST_YEARS),
    "USD bn per GW": (0, None, MOST_COST),
    "multiple of straight line": (0, None, MOST_PACE),
    "share per year": (-1, None, MOST_GROWTH),
    "check_tolerance": (None, 0, MOST_TOLERANCE),
    "sensitivity_cost_step": (None, 0, MOST_COST),
}


def _within(name: str) -> Values:
    """Whether values lie within the limits of a unit, or of an assumption."""
    above, least, most = LIMITS[name]
    more, from_ = (-math.inf if bound is None else bound for bound in (above, least))
    return lambda value: (value > more) & (value >= from_) & (value <= most)


def _each(where: checks.Rows, holds: Values, error: str, advice: str) -> tuple[Any, Any, Any]:
    """The same rule for low, base and high, in the rows that `where` picks."""

    def rule(scenario: str) -> Any:
        return checks.row_rule(
            "out-of-range",
            (scenario, "unit", "name"),
            lambda frame: ~where(frame) | frame[scenario].isna() | holds(frame[scenario]),
            error,
            advice,
        )

    return rule("low"), rule("base"), rule("high")


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
    low_share, base_share, high_share = _each(
        lambda row: row["unit"] == "share",
        _within("share"),
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
        _within("years"),
        f"a term is above 0 and at most {MOST_YEARS} years",
        "give the term in years, such as 5",
    )
    low_cost, base_cost, high_cost = _each(
        lambda row: (row["unit"] == "USD bn per GW") & (row["name"] != "sensitivity_cost_step"),
        _within("USD bn per GW"),
        f"a gigawatt costs more than 0 and at most {MOST_COST:,}",
        "give the cost in billions of US dollars, such as 55",
    )
    low_step, base_step, high_step = _each(
        lambda row: row["name"] == "sensitivity_cost_step",
        _within("sensitivity_cost_step"),
        f"a step is at least 0 and at most {MOST_COST:,}",
        "write it without a minus sign, in billions of US dollars",
    )
    low_pace, base_pace, high_pace = _each(
        lambda row: row["unit"] == "multiple of straight line",
        _within("multiple of straight line"),
        f"a pace is above 0 and at most {MOST_PACE:,}",
        "write 1 for an even build-out and 0.5 for half as fast",
    )
    low_growth, base_growth, high_growth = _each(
        lambda row: row["unit"] == "share per year",
        _within("share per year"),
        f"a change per year is above -1 and at most {MOST_GROWTH}",
        "write it as a fraction: 0.25 for 25 % a year",
    )
    low_tolerance, base_tolerance, high_tolerance = _each(
        lambda row: row["name"] == "check_tolerance",
        _within("check_tolerance"),
        f"the tolerance lies between 0 and {MOST_TOLERANCE}, in billions of US dollars",
        "0.000001 is USD 1,000",
    )
    has_grounds = checks.row_rule(
        "source-missing",
        ("rationale", "source"),
        lambda frame: (frame["source"] != "") | (frame["rationale"] != ""),
        "an assumption needs a source or a rationale",
        "name the document in source, or say in one line of rationale why this value",
    )

    class Config:
        strict = True
