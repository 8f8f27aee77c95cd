"""Keys, and the cells that refer to them: each key once, each reference to one that is there, none in a circle."""

from collections.abc import Iterator
from typing import Any

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
# Columns that name another row of their own table.
_PARENTS = (
    ("companies", "company", "member_of"),
    ("deals", "leg", "within"),
    ("capex_plans", "plan", "within"),
)


def duplicate_keys(inputs: Inputs) -> Iterator[Finding]:
    """Keys are unique, also in the eyes of a spreadsheet."""
    for description in TABLES:
        frame = inputs.frame(description.name)
        columns = list(description.key)
        complete = frame[~((frame[columns] == "") | frame[columns].isna()).any(axis=1)]
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
                code, message = "duplicate-key", f"row {first} has the same key"
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
    names = set(inputs.frame(target)[field]) - {""}
    split = keys.entries if column.kind == "list" else lambda cell: (cell,) if cell else ()
    missing = {
        cell: strangers for cell in cells.unique() if (strangers := [name for name in split(cell) if name not in names])
    }
    if not missing:
        return
    advice: dict[str, str] = {}
    for row, cell in cells[cells.isin(list(missing))].items():
        for name in missing[cell]:
            if name not in advice:
                searchable = len(advice) * len(names) < _MOST_COMPARISONS
                advice[name] = _advice(name, names, target, nearest(name, names) if searchable else None)
            code, message = (
                "unknown-key",
                f"{target} has no {field} {quoted(name)}" if name else "an entry of the list is blank",
            )
            if target == "fx_rates":
                code, message = "no-rate", f"{quoted(name)} has no rate in fx_rates"
            yield inputs.finding(code, (table, int(str(row)), column.name), message, advice[name], value=name or cell)


def _advice(name: str, names: set[str], target: str, near: str | None) -> str:
    if near is None:
        return f"add it to {target}, or correct the name"
    if keys.visible(name) == keys.visible(near) and name != near:
        return f"retype it: it differs from {near} only by characters that do not show"
    return f"did you mean {near}? Otherwise add it to {target}"


def parents_sound(inputs: Inputs) -> Iterator[Finding]:
    """No row lies within itself, directly or in a circle."""
    for table, key, parent in _PARENTS:
        frame = inputs.frame(table)
        inside = frame[(frame[parent] != "") & (frame[key] != "")]
        rows = dict(zip(inside[key].tolist(), inside.index.tolist(), strict=True))
        parents = dict(zip(inside[key].tolist(), inside[parent].tolist(), strict=True))
        settled: set[str] = set()
        for start in parents:
            path: dict[str, None] = {}  # an ordered set
            name = start
            while name in parents and name not in settled and name not in path:
                path[name] = None
                name = parents[name]
            if name in path:
                circle = list(path)[list(path).index(name) :]
                first = min(circle, key=rows.__getitem__)
                if len(circle) == 1:
                    yield inputs.finding(
                        "within-itself",
                        (table, rows[first], parent),
                        "the row names itself",
                        "name the row that includes this one, or leave the cell blank",
                    )
                else:
                    chain = " within ".join([*circle[:5], "…"] if len(circle) > 5 else [*circle, circle[0]])
                    yield inputs.finding(
                        "within-circle",
                        (table, rows[first], parent),
                        f"these lie in a circle: {chain}",
                        "break the circle where one does not include the other",
                    )
            settled.update(path)


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
    return ", ".join(str(part.date()) if isinstance(part, pd.Timestamp) else quoted(part) for part in key)
