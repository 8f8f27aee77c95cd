"""Keys, and the cells that refer to them: each key once, each reference to one that is there, none in a circle."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from model.findings import Finding
from model.inputs.cell_values import quoted
from model.inputs.raw import nearest
from model.inputs.typed import Inputs
from schemas import TABLES, Column, keys

# Looking for the nearest name compares with every name; this many comparisons stay well below a second.
_MOST_COMPARISONS = 20_000

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
                advice = "remove one of the rows, or give it a key of its own"
            else:
                code, message = (
                    "keys-look-equal",
                    f"a spreadsheet takes this key as equal to {_joined(text_there)} in row {first}",
                )
                advice = "choose keys that differ in more than case, form or leading zeros"
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


def unknown_keys(inputs: Inputs) -> Iterator[Finding]:
    """Whatever a cell refers to exists."""
    for description in TABLES:
        for column in description.columns:
            target, _, field = column.refers.partition(".")
            if not target or target in inputs.partial:
                continue
            field = field or next(table.key[0] for table in TABLES if table.name == target)
            yield from _unknown(inputs, description.name, column, target, field)


def _unknown(inputs: Inputs, table: str, column: Column, target: str, field: str) -> Iterator[Finding]:
    cells = inputs.frame(table)[column.name]
    names = set(inputs.frame(target)[field]) - {""} | ({"none"} if column.name == "part_of" else set())
    split = keys.entries if column.kind == "list" else lambda cell: (cell,) if cell else ()
    missing = {
        cell: strangers for cell in cells.unique() if (strangers := [name for name in split(cell) if name not in names])
    }
    if not missing:
        return
    advice: dict[str, str] = {}
    aliases = _aliases(inputs) if target == "companies" else {}
    for row, cell in cells[cells.isin(list(missing))].items():
        for name in missing[cell]:
            if name not in advice:
                searchable = len(advice) * len(names) < _MOST_COMPARISONS
                alias_of = aliases.get(keys.alike(name), "")
                advice[name] = (
                    f"write {alias_of}, of which it is an alias"
                    if alias_of
                    else _advice(name, names, target, nearest(name, names) if searchable else None)
                )
            code, message = (
                "unknown-key",
                f"{target} has no {field} {quoted(name)}" if name else "an entry of the list is blank",
            )
            if target == "fx_rates":
                code, message = "no-rate", f"{quoted(name)} has no rate in fx_rates"
            yield inputs.finding(code, (table, int(str(row)), column.name), message, advice[name], value=name or cell)


def _aliases(inputs: Inputs) -> dict[str, str]:
    """The company of each alias."""
    frame = inputs.frame("companies")
    cells = zip(frame["company"].tolist(), frame["aliases"].tolist(), strict=True)
    return {keys.alike(alias): company for company, aliases in cells for alias in keys.entries(aliases)}


def _advice(name: str, names: set[str], target: str, near: str | None) -> str:
    if near is None:
        return f"add it to {target}, or correct the name"
    if keys.visible(name) == keys.visible(near) and name != near:
        return f"retype it: it differs from {near} only by characters that do not show"
    return f"did you mean {near}? Otherwise add it to {target}"


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
                f"{company} is in {group}, in {middle}, in {outer}: capital spending is kept apart for two "
                "groups around a company, not for three",
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
