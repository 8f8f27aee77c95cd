"""What lies within another row is in no total of its own: whether that is sound, for legs and for capital plans."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from model.findings import Finding
from model.inputs.typed import Inputs
from schemas.terms import DEAL_CLASSES

_TABLES = (("deals", "leg", "payer"), ("capex_plans", "plan", "company"))
_TOLERANCE = 1e-9
_SCENARIOS = ("low", "base", "high")


def parts_of_another_class(inputs: Inputs) -> Iterator[Finding]:
    """A leg within one of another class: a purchase within an investment would be in no total at all."""
    frame = inputs.frame("deals")
    kinds = dict(zip((int(row) for row in frame.index), frame["kind"], strict=True))
    above = _umbrella_rows(frame, "leg")
    for row, outer in above.items():
        ours, theirs = DEAL_CLASSES.get(kinds[row]), DEAL_CLASSES.get(kinds[outer])
        if ours and theirs and ours != theirs:
            yield inputs.finding(
                "within-class",
                "deals",
                row,
                "within",
                f"a leg that is {ours} cannot be part of one that is {theirs}",
                "name a leg of the same class, or leave the cell blank",
            )


def parts_exceed_whole(inputs: Inputs) -> Iterator[Finding]:
    """Rows within another that add up to more than it, in US dollars or in gigawatts."""
    rates = inputs.usd_per_unit()
    for table, key, _ in _TABLES:
        frame = inputs.frame(table)
        rate = frame["currency"].map(rates).astype("float64")
        umbrellas = _umbrella_rows(frame, key)
        counts = frame["firmness"] != "superseded"
        amounts = frame[["base_bn", "high_bn"]].max(axis=1) * rate, (frame["base_bn"] * rate).where(counts)
        capacity = frame["gigawatts"], frame["gigawatts"].where(counts)
        for (whole, part), form in ((amounts, "USD {:.6g} bn"), (capacity, "{:.6g} GW")):
            most, parts = whole.to_dict(), part.to_dict()
            sums: dict[int, float] = {}
            for row, outer in umbrellas.items():
                if math.isnan(parts[row]) or math.isnan(most[outer]):
                    continue
                before = sums.get(outer, 0.0)
                sums[outer] = before + parts[row]
                if before <= most[outer] * (1 + _TOLERANCE) < sums[outer]:
                    yield inputs.finding(
                        "within-exceeds",
                        table,
                        row,
                        "within",
                        f"up to this row the parts of {_cell(frame, outer, key)} add up to {form.format(sums[outer])}, "
                        f"more than its own {form.format(most[outer])}",
                        "check the figures, or leave within blank where they come on top",
                    )


def parts_of_another_party(inputs: Inputs) -> Iterator[Finding]:
    """Rows within another one whose payer is somebody else; a plan within another company's is usual."""
    frame = inputs.frame("deals")
    companies = set(inputs.frame("companies")["company"])
    for row, outer in _umbrella_rows(frame, "leg").items():
        ours, theirs = str(_cell(frame, row, "payer")), str(_cell(frame, outer, "payer"))
        if ours != theirs and {ours, theirs} <= companies:
            yield inputs.finding(
                "within-parties",
                "deals",
                row,
                "within",
                f"{ours} pays this leg, {theirs} the one it is within: it is in no total of {ours}",
                "check the leg named in within",
            )


def umbrellas_that_count_less(inputs: Inputs) -> Iterator[Finding]:
    """Amounts within a row that has none, or that counts less in a scenario: they are then in no total."""
    weights = _weights(inputs)
    for table, key, _ in _TABLES:
        frame = inputs.frame(table)
        for row, outer in _umbrella_rows(frame, key).items():
            if pd.isna(_cell(frame, row, "base_bn")):
                continue
            name = _cell(frame, outer, key)
            if pd.isna(_cell(frame, outer, "base_bn")):
                if _cell(frame, outer, "currency"):
                    continue  # an amount that could not be read has a finding of its own
                yield inputs.finding(
                    "part-counts-less",
                    table,
                    row,
                    "within",
                    f"{name} has no amount, so this one is in no total",
                    "give the amount of the whole, or leave within blank",
                )
                continue
            ours, theirs = (weights.get(str(_cell(frame, each, "firmness")), {}) for each in (row, outer))
            less = [each for each in _SCENARIOS if theirs.get(each, 0.0) < ours.get(each, 0.0)]
            if less:
                yield inputs.finding(
                    "part-counts-less",
                    table,
                    row,
                    "within",
                    f"{name} counts less than this row would ({', '.join(less)}): by its firmness, "
                    f"{_cell(frame, outer, 'firmness')}, not {_cell(frame, row, 'firmness')}",
                    "check both firmnesses; what is within another row is in totals only with it",
                )


def _cell(frame: pd.DataFrame, row: int, column: str) -> Any:
    return frame.at[row, column]


def _umbrella_rows(frame: pd.DataFrame, key: str) -> dict[int, int]:
    """For each row that lies within another, the row of that other; rows in a circle are left out."""
    rows: dict[str, int] = {}
    for row, name in zip(frame.index, frame[key], strict=True):
        rows.setdefault(name, int(row))
    within = frame["within"][frame["within"] != ""]
    above = {int(str(row)): rows[name] for row, name in within.items() if name in rows}
    return {row: outer for row, outer in above.items() if not _circles(row, above)}


def _circles(row: int, above: dict[int, int]) -> bool:
    """Whether the rows around a row never end."""
    rows = {row}
    while row in above:
        row = above[row]
        if row in rows:
            return True
        rows.add(row)
    return False


def _weights(inputs: Inputs) -> dict[str, dict[str, float]]:
    """The weight of each firmness in each scenario."""
    frame = inputs.frame("assumptions")
    weights = frame[frame["name"].str.startswith("weight_")]
    return {
        name.removeprefix("weight_"): {each: float(value) for each, value in zip(_SCENARIOS, values, strict=True)}
        for name, *values in zip(weights["name"], *(weights[each] for each in _SCENARIOS), strict=True)
    }
