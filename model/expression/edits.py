"""What was edited in a table since the build: each row as built, found again by its key, cell by cell.

A row may stand anywhere in the table. Cells differ if a spreadsheet sees a different text or number, or a blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from model.expression.gathering import Numbers
from model.expression.keys import grouped, keys_of
from model.expression.ops import Values

Change = Literal["edited", "removed"]


@dataclass(frozen=True, eq=False)
class Traces:
    """Of each row as built: how many rows of the table have its key (one, where the key is one column), the first of
    them counted from the heading as 1 (0 for none), and for each column 1 where the cell differs."""

    counts: Numbers
    places: Numbers
    differs: Mapping[str, Numbers]

    @property
    def cells(self) -> Numbers:
        """How many cells of each row differ."""
        return np.asarray(np.sum([*self.differs.values()], axis=0), dtype=np.float64)


def traces(now: Mapping[str, Values], built: Mapping[str, Values], key: Sequence[str]) -> Traces:
    """What became of the rows of a table."""
    keys = [keys_of(with_blanks(now[name])) for name in key]
    targets = [each.of(keys_of(with_blanks(built[name]))) for each, name in zip(keys, key, strict=True)]
    groups, target_groups, size = grouped(keys, targets)
    counts, firsts = np.zeros(size + 1), np.full(size + 1, -1, dtype=np.int64)  # the last for a key that is not there
    whole = groups[groups >= 0]
    np.add.at(counts, whole, 1.0)
    firsts[groups[::-1]] = np.arange(len(groups) - 1, -1, -1, dtype=np.int64)
    counts[-1], firsts[-1] = 0.0, -1
    times, rows = counts[target_groups], firsts[target_groups]
    return Traces(
        times if len(key) > 1 else np.minimum(times, 1.0),
        np.where(rows < 0, 0.0, rows + 2.0),
        {name: np.where(rows < 0, 0.0, unlike(now[name], rows, built[name])) for name in built},
    )


def with_blanks(part: Values) -> Values:
    """A part of a key in which a blank is equal to a blank: no day and no number is below 0."""
    return part if part.dtype == object else np.where(np.isnan(part), -1.0, part)


def unlike(now: Values, rows: npt.NDArray[np.int64], built: Values) -> Numbers:
    """1 where the cell in that row is not the one as built."""
    there = np.append(now, built[:1])[rows]  # of a row that is gone, any cell
    if built.dtype == object or there.dtype == object:
        return np.asarray(there.astype(object) != built.astype(object), dtype=np.float64)
    return np.asarray(~((there == built) | (np.isnan(there) & np.isnan(built))), dtype=np.float64)


def counted(now: Mapping[str, Values], built: Mapping[str, Values] | None, key: Sequence[str], what: Change) -> float:
    """How many rows of a table as built were edited, or removed; NaN where what was built is not known."""
    if built is None:
        return np.nan
    traced = traces(now, built, key)
    return float(np.sum(traced.cells > 0) if what == "edited" else np.sum(traced.counts == 0))
