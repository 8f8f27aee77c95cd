"""What differs between two states of the tables, row by row: rows are matched by their key, cells by their text.

The order of rows is no difference. Causes of changes are assigned elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from model.table_rows import Cells, Key, rows_by_key
from schemas import TABLES, TableDescription

Rows = Mapping[Key, tuple[int, Cells]]
Frames = Mapping[str, pd.DataFrame]
Kind = Literal["renamed", "added", "removed", "amended"]


@dataclass(frozen=True)
class CellChange:
    """A cell before and after, as text; a blank is empty."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What became of a row: its table, its key (as it is now), and its cells that differ, or the filled cells of a new
    row.

    The one cell of a renamed row is its key.
    """

    table: str
    key: str
    kind: Kind
    cells: tuple[CellChange, ...]


def keyed(frames: Frames) -> dict[str, Rows]:
    """The rows of each table by key."""
    return {table.name: rows_by_key(table, frames[table.name]) for table in TABLES}


def key_text(key: Key) -> str:
    """A key as readers write it: its parts but blank ones, joined by " / "."""
    return " / ".join(part for part in key if part)


def changes(old: Mapping[str, Rows], new: Mapping[str, Rows]) -> Iterator[Change]:
    """Every row that was removed, added or amended, table by table."""
    for table in TABLES:
        yield from changes_in(table, old[table.name], new[table.name])


def changes_in(table: TableDescription, old: Rows, new: Rows) -> Iterator[Change]:
    for key, (_, cells) in old.items():
        if key not in new:
            cells_before = tuple(CellChange(name, text, "") for name, text in cells.items() if text)
            yield Change(table.name, key_text(key), "removed", cells_before)
    for key, (_, cells) in new.items():
        if key not in old:
            cells_now = tuple(CellChange(name, "", text) for name, text in cells.items() if text)
            yield Change(table.name, key_text(key), "added", cells_now)
            continue
        before = old[key][1]
        pairs = tuple(CellChange(name, before[name], text) for name, text in cells.items() if before[name] != text)
        if pairs:
            yield Change(table.name, key_text(key), "amended", pairs)
