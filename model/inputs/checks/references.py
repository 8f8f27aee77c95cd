"""Keys of a table: each of them once, also in the eyes of a spreadsheet; and the groups that companies are in."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from model.findings import Finding
from model.inputs.cell_values import quoted
from model.inputs.typed import Inputs
from schemas import TABLES, keys

# Columns that are no key of their table but by which spreadsheet formulas pick rows.
_GROUPINGS = (("deals", "deal"),)


def duplicate_keys(inputs: Inputs) -> Iterator[Finding]:
    """Keys are unique, also in the eyes of a spreadsheet."""
    for description in TABLES:
        frame = inputs.frame(description.name)
        columns = list(description.key)
        blank = [(frame[name] == "") | frame[name].isna() for name in description.filled_key]
        complete = frame[~np.logical_or.reduce(blank)]
        folded_keys = [_keys_of(complete[column]) for column in columns]
        exact = [complete[column].tolist() for column in columns]
        if len(set(zip(*folded_keys, strict=True))) == len(complete):
            continue
        first_rows: dict[tuple[Any, ...], tuple[int, tuple[Any, ...]]] = {}
        for row, key, text in zip(
            complete.index, zip(*folded_keys, strict=True), zip(*exact, strict=True), strict=True
        ):
            first, text_there = first_rows.setdefault(key, (int(row), text))
            if first == row:
                continue
            if text == text_there:
                code, message = "duplicate-key", f"row {first} has the same key: {_joined(text)}"
                advice = "remove one of the rows, or give it a different key"
            else:
                code, message = (
                    "keys-look-equal",
                    f"a spreadsheet treats this key as equal to {_joined(text_there)} in row {first}",
                )
                advice = "choose keys that differ in more than upper and lower case, form or leading zeros"
            yield inputs.finding(code, (description.name, int(row), columns[-1]), message, advice)


def groupings_alike(inputs: Inputs) -> Iterator[Finding]:
    """Two spellings of one group's name would fall into one group in a spreadsheet, and into two here."""
    for table, column in _GROUPINGS:
        firsts = inputs.frame(table)[column].drop_duplicates()
        first_rows: dict[str, tuple[int, str]] = {}
        firsts = firsts[firsts != ""]
        for row, text in zip(firsts.index.tolist(), firsts.tolist(), strict=True):
            first, text_there = first_rows.setdefault(keys.alike(text), (row, text))
            if text != text_there:
                yield inputs.finding(
                    "keys-look-equal",
                    (table, row, column),
                    f"a spreadsheet takes this as equal to {quoted(text_there)} in row {first}",
                    "write both the same way",
                )


def members_of_groups(inputs: Inputs) -> Iterator[Finding]:
    """member_of names a group."""
    frame = inputs.frame("companies")
    kinds = dict(zip(frame["company"], frame["kind"], strict=True))
    for row, group in frame["member_of"][frame["member_of"] != ""].items():
        kind = kinds.get(group, "group")
        if kind not in ("group", ""):
            yield inputs.finding(
                "not-a-group",
                ("companies", int(str(row)), "member_of"),
                f"{group} is a {kind}, not a group",
                f"name a group, or make {group}'s kind group",
            )


def groups_too_deep(inputs: Inputs) -> Iterator[Finding]:
    """A group may be in a group, and that in none: the model looks two levels up."""
    frame = inputs.frame("companies")
    group_of = {child: group for child, group in zip(frame["company"], frame["member_of"], strict=True) if group}
    for row, company, group in zip(frame.index, frame["company"], frame["member_of"], strict=True):
        middle = group_of.get(group, "")
        outer = group_of.get(middle, "")
        if company and middle and outer and len({company, group, middle, outer}) == 4:
            yield inputs.finding(
                "groups-too-deep",
                ("companies", int(row), "member_of"),
                f"{company} is in {group}, in {middle}, in {outer}: capital spending is shown separately for at most "
                "two groups around a company, not for three",
                "leave one of the groups out",
            )


def _keys_of(cells: "pd.Series[Any]") -> list[Any]:
    """Cells as a spreadsheet look-up compares them; dates as they are."""
    texts = cells.tolist()
    if cells.dtype != "str":
        return texts
    return keys.all_alike(texts)


def _joined(key: tuple[Any, ...]) -> str:
    return ", ".join(_part(part) for part in key)


def _part(part: Any) -> str:
    if pd.isna(part):
        return "blank"
    return f"{part:%Y-%m-%d}" if isinstance(part, pd.Timestamp) else quoted(part)
