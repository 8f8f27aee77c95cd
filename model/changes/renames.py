"""Keys that were renamed: a key that is gone and one that is new stand for the same row.

Two rows are the same where they are equal in all else, once the names they refer to are compared as renamed, and either
no other pair of rows fits, or the rows that referred to the one now refer to the other. A company is the same, too,
where the aliases of the new row name the old one. If it is not certain, the change is a removal and an addition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from model.changes.references import naming
from model.changes.rows import Frames, Rows, keyed
from schemas import TableDescription, keys, table_named

RENAMABLE = ("sources", "companies", "deals", "capex_plans", "equity_stakes", "figures")
BARE = ("companies",)  # whose rows say too little of themselves: two of them may be equal by chance

Names = dict[str, dict[str, str]]  # by table: the new name of each old one
Place = tuple[TableDescription, tuple[str, ...], str]  # a table, a row's key, a column


def renames(old: Frames, new: Frames) -> Names:
    """The renamed keys of each table. A name that follows from another is seen once that one is."""
    names: Names = {}
    if not any(may_rename(old, new, table) for table in RENAMABLE):
        return names
    after = keyed(new)
    while True:
        frames = renamed(old, names)
        before = keyed(frames)
        more = {table: pairs for table in RENAMABLE if (pairs := dict(pairs_of(table, before, after)))}
        if not more:
            return names
        for table, pairs in more.items():
            names.setdefault(table, {}).update(pairs)


def may_rename(old: Frames, new: Frames, table: str) -> bool:
    """Whether keys of a table are gone, and others are new: a renaming needs both."""
    key = table_named(table).key[0]
    before, after = set(old[table][key]), set(new[table][key])
    return bool(before - after and after - before)


def pairs_of(table: str, before: Mapping[str, Rows], after: Mapping[str, Rows]) -> Iterator[tuple[str, str]]:
    """Old and new name of each row of a table that was renamed."""
    old, new = before[table], after[table]
    missing, fresh = ([key[0] for key in one if key not in other] for one, other in ((old, new), (new, old)))
    if not missing or not fresh:
        return
    key = table_named(table).key[0]
    twins, likes = by_content(old, missing, key), by_content(new, fresh, key)
    aliases = aliases_of(new, fresh) if table == "companies" else {}
    places = places_of(table, set(missing), before)
    new_names: set[str] = set()
    for name in missing:
        content = content_of(old[name,][1], key)
        candidates = [each for each in likes.get(content, ()) if each not in new_names]
        new_name = aliases.get(keys.alike(name))
        if new_name is None:
            followers = {each: followers_of(each, name, places.get(name, ()), after) for each in candidates}
            followed = [each for each, count in followers.items() if count > 0]
            alone = len(twins[content]) == len(followers) == 1 and min(followers.values()) == 0
            if len(followed) == 1:
                new_name = followed[0]
            elif alone and table not in BARE:
                new_name = candidates[0]
        if new_name is not None and new_name not in new_names:
            new_names.add(new_name)
            yield name, new_name


def content_of(cells: Mapping[str, str], key: str) -> tuple[str, ...]:
    """Everything in a row except its own name."""
    return tuple(text for name, text in cells.items() if name != key)


def by_content(rows: Rows, names: Sequence[str], key: str) -> dict[tuple[str, ...], list[str]]:
    """The names of rows that say the same."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in names:
        groups[content_of(rows[name,][1], key)].append(name)
    return groups


def aliases_of(rows: Rows, names: Sequence[str]) -> dict[str, str]:
    """The new company of each alias."""
    return {keys.alike(alias): name for name in names for alias in keys.entries(rows[name,][1]["aliases"])}


def places_of(table: str, names: set[str], rows: Mapping[str, Rows]) -> dict[str, list[Place]]:
    """Where other rows name these."""
    places: dict[str, list[Place]] = defaultdict(list)
    for description, column in naming(table):
        for key, (_, cells) in rows[description.name].items():
            for name in names.intersection(keys.entries(cells[column])):
                places[name].append((description, key, column))
    return places


def followers_of(new: str, old: str, places: Sequence[Place], after: Mapping[str, Rows]) -> int:
    """How many rows that named the old key now name the new one, less those that name neither."""
    balance = 0
    for table, key, column in places:
        new_key = tuple(
            new if part == old and table.column(name).refers else part
            for name, part in zip(table.key, key, strict=True)
        )
        row = after[table.name].get(new_key)
        if row is not None:
            balance += 1 if new in keys.entries(row[1][column]) else -1
    return balance


def renamed(frames: Frames, names: Names) -> dict[str, pd.DataFrame]:
    """The tables with the new names, wherever a cell refers to a renamed row."""
    tables = dict(frames)
    for table, pairs in names.items():
        columns = [(table_named(table), table_named(table).key[0]), *naming(table)]
        for description, column in columns:
            frame = tables[description.name]
            cells = frame[column].unique().tolist()
            rewritten = {cell: "; ".join(pairs.get(each, each) for each in keys.entries(cell)) for cell in cells}
            if any(cell != text for cell, text in rewritten.items()):
                tables[description.name] = frame.assign(**{column: frame[column].map(rewritten).astype("str")})
    return tables
