"""A table as one of three sides has it: the build, the CSV file, or the workbook. Rows by their key, cells as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from model.table_rows import Cells, Key, rows_by_key
from schemas import TableDescription

LEAST_CELLS = 3  # alike besides the key: a row with fewer is not taken for another one under a new name


@dataclass(frozen=True)
class Side:
    """The rows of a table in their order, by their key.

    Cells are texts as the project spells them, so that 1 and 1.00 are the same. `defaults` are the keys of rows that
    the package added and no file holds.
    """

    rows: Mapping[Key, Cells]
    defaults: frozenset[Key] = frozenset()

    @property
    def keys(self) -> list[Key]:
        """The keys of the rows that a file holds, in their order."""
        return [key for key in self.rows if key not in self.defaults]


def side_of(table: TableDescription, frame: pd.DataFrame, defaults: int = 0) -> Side:
    """A typed table as a side; the package added its last `defaults` rows."""
    rows = {key: cells for key, (_, cells) in rows_by_key(table, frame).items()}
    return Side(rows, frozenset([*rows][len(rows) - defaults :]))


def without_columns(side: Side, base: Side, columns: Sequence[str]) -> Side:
    """A side that lacks columns, with the cells of the base in them: a side without the column cannot have edited
    it."""
    if not columns:
        return side
    blank = dict.fromkeys(columns, "")
    rows = {
        key: {**cells, **{name: base.rows.get(key, blank)[name] for name in columns}}
        for key, cells in side.rows.items()
    }
    return replace(side, rows=rows)


def by_key_at_build(table: TableDescription, base: Side, side: Side) -> Side:
    """The side in which rows whose key has changed since the build have their old key.

    A row is the same under another key where it stands between the same two rows and has more than half of the cells
    of before, or where all its other cells, three or more, are those of that row alone.
    """
    removals = [key for key in base.rows if key not in side.rows]
    additions = [key for key in side.keys if key not in base.rows]
    if not removals or not additions:
        return side
    old_keys = {
        new: old
        for old, new in same_place(base, side)
        if new in additions and 2 * alike(base.rows[old], side.rows[new]) > count_filled(base.rows[old], side.rows[new])
    }
    olds = by_other_cells(table, base, [key for key in removals if key not in old_keys.values()])
    news = by_other_cells(table, side, [key for key in additions if key not in old_keys])
    for cells, keys in news.items():
        if len(keys) == len(olds.get(cells, ())) == 1 and sum(map(bool, cells)) >= LEAST_CELLS:
            old_keys[keys[0]] = olds[cells][0]
    rows = {old_keys.get(key, key): cells for key, cells in side.rows.items()}
    return replace(side, rows=rows)


def same_place(base: Side, side: Side) -> list[tuple[Key, Key]]:
    """A row that went and a row that came, each alone between the same two rows: their keys."""
    went, came = between(base, side), between(side, base)
    return [
        (keys[0], came[place][0]) for place, keys in went.items() if len(keys) == 1 and len(came.get(place, ())) == 1
    ]


def between(side: Side, other: Side) -> dict[tuple[Key | None, Key | None], list[Key]]:
    """The rows that the other side lacks, by the rows of both sides before and after them."""
    places: dict[tuple[Key | None, Key | None], list[Key]] = {}
    before: Key | None = None
    waiting: list[Key] = []
    for key in side.rows:
        if key in other.rows:
            places[before, key] = waiting
            before, waiting = key, []
        else:
            waiting.append(key)
    places[before, None] = waiting
    return places


def alike(one: Cells, other: Cells) -> int:
    """How many cells have the same text, not counting blanks."""
    return sum(text == other[name] for name, text in one.items() if text)


def count_filled(one: Cells, other: Cells) -> int:
    """How many cells are filled in one of both."""
    return sum(bool(text or other[name]) for name, text in one.items())


def by_other_cells(table: TableDescription, side: Side, keys: Sequence[Key]) -> dict[tuple[str, ...], list[Key]]:
    """Keys by the cells of their rows outside the key."""
    names = [column.name for column in table.columns if column.name not in table.key]
    groups: dict[tuple[str, ...], list[Key]] = {}
    for key in keys:
        groups.setdefault(tuple(side.rows[key][name] for name in names), []).append(key)
    return groups
