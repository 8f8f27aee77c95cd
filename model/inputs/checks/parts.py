"""What lies within another row is in no total of its own: whether that is sound."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from model.findings import Finding
from model.inputs.typed import Inputs
from schemas.terms import DEAL_CLASSES

# key, the column that names the whole, and the terms by which a row does not count
_TABLES = (("deals", "leg", "part_of", "status", ("cancelled", "overview")),)
_TOLERANCE = 1e-9


def parts_of_another_class(inputs: Inputs) -> Iterator[Finding]:
    """A leg within one of another class: a purchase within an investment would be in no total at all."""
    frame = inputs.frame("deals")
    kinds = dict(zip((int(row) for row in frame.index), frame["kind"], strict=True))
    above = _wholes(frame, "leg", "part_of")
    for row, outer in above.items():
        ours, theirs = DEAL_CLASSES.get(kinds[row]), DEAL_CLASSES.get(kinds[outer])
        if ours and theirs and ours != theirs:
            yield inputs.finding(
                "within-class",
                "deals",
                row,
                "part_of",
                f"a leg that is {ours} cannot be part of one that is {theirs}",
                "name a leg of the same class, or leave the cell blank",
            )


def parts_exceed_whole(inputs: Inputs) -> Iterator[Finding]:
    """Rows within another that add up to more than it, in US dollars or in gigawatts."""
    rates = inputs.usd_per_unit()
    for table, key, column, state, out in _TABLES:
        frame = inputs.frame(table)
        rate = frame["currency"].map(rates).astype("float64")
        wholes = _wholes(frame, key, column)
        counts = ~frame[state].isin(out) if state else pd.Series(True, index=frame.index)
        amounts = frame[["low_bn", "base_bn", "high_bn"]].max(axis=1) * rate, (frame["base_bn"] * rate).where(counts)
        capacity = frame["gigawatts"], frame["gigawatts"].where(counts)
        for (whole, part), form in ((amounts, "USD {:.6g} bn"), (capacity, "{:.6g} GW")):
            most, parts = whole.to_dict(), part.to_dict()
            sums: dict[int, float] = {}
            for row, outer in wholes.items():
                if math.isnan(parts[row]) or math.isnan(most[outer]):
                    continue
                before = sums.get(outer, 0.0)
                sums[outer] = before + parts[row]
                if before <= most[outer] * (1 + _TOLERANCE) < sums[outer]:
                    yield inputs.finding(
                        "within-exceeds",
                        table,
                        row,
                        column,
                        f"up to this row the parts of {_cell(frame, outer, key)} add up to {form.format(sums[outer])}, "
                        f"more than its own {form.format(most[outer])}",
                        f"check the figures, or leave {column} blank where they come on top",
                    )


def _cell(frame: pd.DataFrame, row: int, column: str) -> Any:
    return frame.at[row, column]


def _wholes(frame: pd.DataFrame, key: str, column: str) -> dict[int, int]:
    """For each row that is part of another, the row of that other; rows in a circle are left out."""
    rows: dict[str, int] = {}
    for row, name in zip(frame.index, frame[key], strict=True):
        rows.setdefault(name, int(row))
    wholes = frame[column][frame[column] != ""]
    above = {int(str(row)): rows[name] for row, name in wholes.items() if name in rows}
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
