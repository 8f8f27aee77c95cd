"""Cells that name what no row defines: each with the nearest name, or once for all of them where a row was renamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from model.findings import Finding
from model.inputs.cell_values import quoted
from model.inputs.raw import nearest
from model.inputs.typed import Inputs
from schemas import TABLES, Column, keys

# Looking for the nearest name compares with every name; this many comparisons stay well below a second.
_MOST_COMPARISONS = 20_000
_MANY = 3  # cells that name one stranger: whoever mistypes a name does not do so in all of them


class Target(NamedTuple):
    """A column that others refer to, and the names in it."""

    table: str
    field: str
    names: frozenset[str]


class Stranger(NamedTuple):
    """A cell that names what the target has not."""

    table: str
    row: int
    column: str
    cell: str
    name: str


def unknown_keys(inputs: Inputs) -> Iterator[Finding]:
    """Whatever a cell refers to exists."""
    referring: dict[tuple[str, str], list[tuple[str, Column]]] = {}
    for description in TABLES:
        for column in description.columns:
            table, _, field = column.refers.partition(".")
            if table and table not in inputs.partial:
                field = field or next(each.key[0] for each in TABLES if each.name == table)
                referring.setdefault((table, field), []).append((description.name, column))
    for (table, field), columns in referring.items():
        target = Target(table, field, frozenset(inputs.frame(table)[field]) - {""})
        strangers = [stranger for place in columns for stranger in _strangers(inputs, *place, target.names)]
        if strangers:
            yield from _findings(inputs, target, strangers, columns)


def _strangers(inputs: Inputs, table: str, column: Column, names: frozenset[str]) -> Iterator[Stranger]:
    cells = inputs.frame(table)[column.name]
    there = names | ({"none"} if column.name == "part_of" else set())
    missing = {
        cell: strangers
        for cell in cells.unique()
        if (strangers := [name for name in _split(column, cell) if name not in there])
    }
    if missing:
        for row, cell in cells[cells.isin(list(missing))].items():
            yield from (Stranger(table, int(str(row)), column.name, cell, name) for name in missing[cell])


def _split(column: Column, cell: str) -> Sequence[str]:
    """The names in a cell."""
    if column.kind == "list":
        return keys.entries(cell)
    return (cell,) if cell else ()


def _findings(
    inputs: Inputs, target: Target, strangers: Sequence[Stranger], columns: Sequence[tuple[str, Column]]
) -> Iterator[Finding]:
    aliases = _aliases(inputs) if target.table == "companies" else {}
    idle = _idle(inputs, target, columns) if target.table != "fx_rates" else frozenset()
    often = Counter(each.name for each in strangers)
    renamed: set[str] = set()
    advice: dict[str, str] = {}
    for each in strangers:
        name = each.name
        if name not in advice and name not in renamed:
            searchable = len(advice) * len(target.names) < _MOST_COMPARISONS
            near = nearest(name, target.names) if searchable else None
            new = _new_name(near, idle) if often[name] >= _MANY and keys.alike(name) not in aliases else None
            if new is not None:
                renamed.add(name)
                yield _renaming(inputs, target, (name, new), [other for other in strangers if other.name == name])
            alias_of = aliases.get(keys.alike(name), "")
            advice[name] = f"write {alias_of}, of which it is an alias" if alias_of else _advice(name, target, near)
        if name in renamed:
            continue
        code, message = (
            "unknown-key",
            f"{target.table} has no {target.field} {quoted(name)}" if name else "an entry of the list is blank",
        )
        if target.table == "fx_rates":
            code, message = "no-rate", f"{quoted(name)} has no rate in fx_rates"
        yield inputs.finding(code, (each.table, each.row, each.column), message, advice[name], value=name or each.cell)


def _idle(inputs: Inputs, target: Target, columns: Sequence[tuple[str, Column]]) -> frozenset[str]:
    """The names of the target that no cell refers to."""
    in_use = {
        name
        for table, column in columns
        for cell in inputs.frame(table)[column.name].unique()
        for name in _split(column, cell)
    }
    return target.names - in_use


def _new_name(near: str | None, idle: frozenset[str]) -> str | None:
    """What a row was called instead: a name that nothing refers to, the nearest or the only one."""
    if near in idle:
        return near
    return next(iter(idle)) if len(idle) == 1 else None


def _renaming(inputs: Inputs, target: Target, names: tuple[str, str], strangers: Sequence[Stranger]) -> Finding:
    """One finding at the row that was renamed, for all cells that name it as it was."""
    old, new = names
    column = inputs.frame(target.table)[target.field]
    row = int(column.index[column == new][0])
    rows = Counter(table for table, _ in dict.fromkeys((each.table, each.row) for each in strangers))
    places = ", ".join(f"{table} ({count:,})" for table, count in rows.items())
    message = f"was {quoted(old)} renamed? {rows.total():,} rows name it, and none names {quoted(new)}"
    advice = f"write {old} here again, or {new} in {places}; if they are two, add {old} to {target.table}"
    return inputs.finding("renamed-key", (target.table, row, target.field), message, advice)


def _aliases(inputs: Inputs) -> dict[str, str]:
    """The company of each alias."""
    frame = inputs.frame("companies")
    cells = zip(frame["company"].tolist(), frame["aliases"].tolist(), strict=True)
    return {keys.alike(alias): company for company, aliases in cells for alias in keys.entries(aliases)}


def _advice(name: str, target: Target, near: str | None) -> str:
    if near is None:
        return f"add it to {target.table}, or correct the name"
    if keys.visible(name) == keys.visible(near) and name != near:
        return f"retype it: it differs from {near} only by characters that do not show"
    return f"did you mean {near}? Otherwise add it to {target.table}"
