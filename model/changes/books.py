"""A set of tables between two states, here called a book: rows of both states, each cell as old or as new, typed once.

A book is valid where the input checks find no error in it; only valid books are evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pandera.pandas as pa
from pandera.config import config_context

from model.changes.rows import Frames, Rows
from model.codes import Severity
from model.inputs.checks.across import CHECKS
from model.inputs.typed import Inputs, Table
from model.table_rows import Key
from model.workbook.names import required_assumptions
from schemas import TABLES, table_named

# Tables whose numbers no check compares with other rows: such an edit is checked in its own row alone.
NUMBERS_APART = ("deals", "payments", "capex_plans", "fx_rates", "assumptions")


@dataclass(frozen=True)
class Op:
    """One change: a cell takes its new value or, without a column, a row is added (value True) or removed (False)."""

    table: str
    key: Key
    column: str | None
    value: Any = field(compare=False)


@dataclass(frozen=True)
class Rowset:
    """All rows that either state of a table has, and which of them stand in the book."""

    frame: pd.DataFrame
    present: npt.NDArray[np.bool_]

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows that stand in the book."""
        return self.frame[self.present]


@dataclass(frozen=True)
class Book:
    """The tables on the way from old to new. `places` say where each key is; books of one comparison share them."""

    tables: Mapping[str, Rowset]
    places: Mapping[str, Mapping[Key, int]] = field(repr=False)

    @cached_property
    def frames(self) -> Frames:
        """The tables as they are evaluated."""
        return {name: each.rows for name, each in self.tables.items()}

    def after(self, ops: Sequence[Op]) -> Book:
        """The book with these changes."""
        tables = dict(self.tables)
        for name in {op.table for op in ops}:
            tables[name] = Rowset(tables[name].frame.copy(), tables[name].present.copy())
        for op in ops:
            at = self.places[op.table][op.key]
            if op.column is None:
                tables[op.table].present[at] = op.value
            else:
                frame = tables[op.table].frame
                frame.iat[at, list(frame.columns).index(op.column)] = op.value
        return replace(self, tables=tables)

    def is_valid(self, ops: Sequence[Op]) -> bool:
        """Whether the checks find no error, in a book that was valid before these changes."""
        return self.rows_are_valid(ops) and (all(map(stands_apart, ops)) or not any(self.errors()))

    def rows_are_valid(self, ops: Sequence[Op]) -> bool:
        """Whether the rows whose cells changed keep the rules of their table."""
        amended: dict[str, set[int]] = {}
        for op in ops:
            if op.column is not None:
                amended.setdefault(op.table, set()).add(self.places[op.table][op.key])
        for name, positions in amended.items():
            table = self.tables[name]
            rows = table.frame.iloc[sorted(at for at in positions if table.present[at])]
            try:
                with config_context(validation_enabled=True, validation_depth="SCHEMA_AND_DATA"):
                    rules_of_two(name).validate(rows, lazy=True)
            except pa.errors.SchemaErrors:
                return False
        return True

    def errors(self) -> Iterator[str]:
        """The codes of the errors in rows and tables against each other."""
        tables = {name: Table(name, name, frame) for name, frame in self.frames.items()}
        inputs = Inputs(tables, frozenset(), required_assumptions())
        for check in CHECKS:
            yield from (finding.code for finding in check(inputs) if finding.severity is Severity.ERROR)


@cache
def rules_of_two(table: str) -> pa.DataFrameSchema:
    """The rules of a table that compare cells of a row; rules for a single cell are met in both states anyway."""
    checks = table_named(table).model.to_schema().checks
    return pa.DataFrameSchema(checks=[check for check in checks if "," in (check.title or "")])


def stands_apart(op: Op) -> bool:
    """Whether a change can make no other row wrong."""
    if op.column is None or op.table not in NUMBERS_APART:
        return False
    return table_named(op.table).column(op.column).kind == "number"


def first_book(old: Frames, new: Frames, before: Mapping[str, Rows], after: Mapping[str, Rows]) -> Book:
    """The old tables, with room for the rows of the new ones. Rows are in the order of the new tables, with removed
    rows among them."""
    tables, places = {}, {}
    for table in TABLES:
        name = table.name
        keys = merged(list(before[name]), list(after[name]))
        in_old, in_new = ({key: at for at, key in enumerate(rows[name])} for rows in (before, after))
        both = pd.concat([old[name], new[name]], ignore_index=True)
        at = [in_old[key] if key in in_old else len(old[name]) + in_new[key] for key in keys]
        frame = both.iloc[at].reset_index(drop=True)
        frame.index = pd.RangeIndex(2, len(frame) + 2)
        tables[name] = Rowset(frame, np.array([key in in_old for key in keys], dtype=bool))
        places[name] = {key: position for position, key in enumerate(keys)}
    return Book(tables, places)


def merged(old: Sequence[Key], new: Sequence[Key]) -> list[Key]:
    """The new keys in their order, and each old one that is gone below the one it stood below."""
    there = set(new)
    below: dict[Key | None, list[Key]] = {}
    last: Key | None = None
    for key in old:
        if key in there:
            last = key
        else:
            below.setdefault(last, []).append(key)
    keys = list(below.get(None, []))
    for key in new:
        keys += [key, *below.get(key, [])]
    return keys
