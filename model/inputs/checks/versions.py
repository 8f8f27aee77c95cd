"""Amendments: which legs and plans a later row replaces, and which row stands for them once all are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from model.findings import Finding
from model.inputs.checks.circles import NOTHING
from model.inputs.typed import Inputs
from schemas import keys, table_named
from schemas.terms import DEAL_CLASSES

_TABLES = ("deals", "capex_plans")


@dataclass(frozen=True)
class Versions:
    """By key: the row, the rows it replaces, the rows that replace it, and the row it is stated to be part of."""

    rows: Mapping[str, int]
    replaces: Mapping[str, tuple[str, ...]]
    replaced_by: Mapping[str, tuple[str, ...]]
    part_of: Mapping[str, str]

    def newest(self, name: str) -> str:
        """The row that stands for a row today; of several that split it, the first of the first split."""
        path = [name]
        while (after := self.replaced_by.get(path[-1])) and after[0] not in path:
            path.append(after[0])
        return path[-1]

    def split(self, name: str) -> tuple[str, ...]:
        """The rows that split a row or the one that stands for it; nothing where one stands for all of it."""
        path = [name]
        while (after := self.replaced_by.get(path[-1])) and after[0] not in path:
            if len(after) > 1:
                return after
            path.append(after[0])
        return ()

    def stated_whole(self, name: str) -> str:
        """The row that a row is part of: as it says itself, or else as the first row that it replaces does."""
        path = [name]
        while not self.part_of[path[-1]]:
            before = self.replaces.get(path[-1], ())
            if not before or before[0] in path:
                return ""
            path.append(before[0])
        whole = self.part_of[path[-1]]
        return "" if whole in NOTHING or whole not in self.rows else whole

    def whole_beyond(self, name: str) -> str:
        """The same; where the row stands for that one today, what that one is part of, and so on."""
        whole, path = self.stated_whole(name), [name]
        while whole and (whole in self.replaces.get(name, ()) or self.newest(whole) == name):
            path.append(whole)
            whole = self.stated_whole(whole)
            if whole in path:
                return ""
        return whole

    def whole(self, name: str) -> str:
        """What a row is part of today."""
        return self.newest(self.whole_beyond(name))


def versions_of(inputs: Inputs, table: str) -> Versions:
    """The versions of a table's rows; what is not there is left out."""
    frame = inputs.frame(table)
    names = frame[table_named(table).key[0]].tolist()
    rows: dict[str, int] = {}
    for row, name in zip(frame.index.tolist(), names, strict=True):
        if name:
            rows.setdefault(name, row)
    replaces: dict[str, tuple[str, ...]] = {}
    replaced_by: dict[str, tuple[str, ...]] = {}
    for name, cell in zip(names, frame["replaces"].tolist(), strict=True):
        before = tuple(each for each in keys.entries(cell) if each in rows and each != name)
        if name and before:
            replaces[name] = before
            for each in before:
                replaced_by[each] = (*replaced_by.get(each, ()), name)
    part_of: dict[str, str] = {}
    for name, cell in zip(names, frame["part_of"].tolist(), strict=True):
        if name:
            part_of.setdefault(name, cell)
    return Versions(rows, replaces, replaced_by, part_of)


def replaced_by_another_class(inputs: Inputs) -> Iterator[Finding]:
    """A leg replaces legs of its own class only."""
    versions, kinds = inputs.once(versions_of, "deals"), inputs.frame("deals")["kind"]
    for name, before in versions.replaces.items():
        ours = DEAL_CLASSES.get(kinds[versions.rows[name]])
        for each in before:
            theirs = DEAL_CLASSES.get(kinds[versions.rows[each]])
            if ours and theirs and ours != theirs:
                message = f"a leg that is {ours} cannot replace {each}, which is {theirs}"
                advice = "name a leg of the same class, or correct the kind of one of the two"
                yield inputs.finding("replaces-class", ("deals", versions.rows[name], "replaces"), message, advice)


def replaced_twice(inputs: Inputs) -> Iterator[Finding]:
    """Rows of one day may split a row; of rows of different days, the later must replace the earlier."""
    for table in _TABLES:
        versions, days = inputs.once(versions_of, table), inputs.once(days_known, table)
        for name, after in versions.replaced_by.items():
            first, *others = after
            for other in others:
                if days[other] != days[first]:
                    row = versions.rows[other]
                    message = (
                        f"{first} in row {versions.rows[first]} replaces {name} too, but is known from another day"
                    )
                    advice = "if the later replaces the earlier, name the earlier in the later's replaces"
                    yield inputs.finding("replaced-twice", (table, row, "replaces"), message, advice)


def replaces_later(inputs: Inputs) -> Iterator[Finding]:
    """A row is known no earlier than what it replaces: on days in between both would count."""
    for table in _TABLES:
        versions, days = inputs.once(versions_of, table), inputs.once(days_known, table)
        for name, before in versions.replaces.items():
            for each in before:
                if days[name] < days[each]:
                    since = f"was known on {days[name]}" if days[name] else "has no date"
                    message = f"the row {since}, and {each}, which it replaces, was known on {days[each]}"
                    advice = "date the amendment in announced, or correct which row replaces which"
                    yield inputs.finding("replaces-later", (table, versions.rows[name], "replaces"), message, advice)


def days_known(inputs: Inputs, table: str) -> dict[str, str]:
    """The day on which each row was known: announced, or else first published by one of its sources; "" for none."""
    frame, documents = inputs.frame(table), inputs.frame("sources")
    published = dict(zip(documents["source"].tolist(), documents["published"].tolist(), strict=True))
    days: dict[str, str] = {}
    names = frame[table_named(table).key[0]].tolist()
    for name, announced, cell in zip(names, frame["announced"].tolist(), frame["sources"].tolist(), strict=True):
        candidates = [announced] if not pd.isna(announced) else [published.get(each) for each in keys.entries(cell)]
        dated = [day for day in candidates if not pd.isna(day)]
        days[name] = f"{min(dated):%Y-%m-%d}" if dated else ""
    return days
