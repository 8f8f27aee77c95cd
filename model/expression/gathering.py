"""Rows folded by group: the sum, count, maximum or minimum of each, of all its rows or of those up to a bound.

Both take time linear in the rows, apart from sorting; undisclosed values are left out, and the result is 0 if no row is
found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from model.expression.keys import Codes
from model.expression.ops import Values

Numbers = npt.NDArray[np.float64]
FOLDS: dict[str, np.ufunc] = {"sum": np.add, "count": np.add, "max": np.maximum, "min": np.minimum}


@dataclass(frozen=True, eq=False)
class Bound:
    """A comparison by order with the row at hand: the number of each row gathered, and of each that asks."""

    compare: str
    order: Values
    target: Values


def gathered(how: str, values: Numbers, groups: Codes, size: int) -> Numbers:
    """The fold of each group; one more group, -1, is empty."""
    rows = ~np.isnan(values) & (groups >= 0)
    groups, values = groups[rows], values[rows]
    if how == "sum":
        return np.bincount(groups, weights=values, minlength=size + 1).astype(np.float64, copy=False)
    counts = np.bincount(groups, minlength=size + 1).astype(np.float64)
    if how == "count":
        return counts
    extremes = np.full(size + 1, -np.inf if how == "max" else np.inf)
    FOLDS[how].at(extremes, groups, values)
    return np.where(counts > 0, extremes, 0.0)


def bounded(how: str, values: Numbers, groups: Codes, target_groups: Codes, bound: Bound) -> Numbers:
    """The fold of each wanted group up to the bound of its target.

    The rows are sorted by group and order and folded once; each answer is the fold up to the last row that counts. For
    values that must lie above a bound, the rows are sorted in descending order.
    """
    sign = -1.0 if bound.compare.startswith(">") else 1.0
    order, target = sign * bound.order[:, 0], sign * np.broadcast_to(bound.target, target_groups.shape)
    rows = np.flatnonzero(~np.isnan(values) & (groups >= 0) & ~np.isnan(order))
    rows = rows[np.lexsort((order[rows], groups[rows]))]
    steps = np.unique(order[rows])
    width = len(steps) + 1
    places = groups[rows] * width + np.searchsorted(steps, order[rows])
    reach = np.searchsorted(steps, target, "right" if bound.compare.endswith("=") else "left")
    first, after = (
        np.searchsorted(places, target_groups * width),
        np.searchsorted(places, target_groups * width + reach),
    )
    each = np.ones(len(rows)) if how == "count" else values[rows]
    new_groups = np.flatnonzero(np.diff(groups[rows])) + 1
    results = np.concatenate([FOLDS[how].accumulate(part) for part in np.split(each, new_groups)])
    result = np.where(after > first, np.append(results, 0.0)[after - 1], 0.0)
    return np.where(np.isnan(target), np.nan, result)


def ordered(values: Values) -> Numbers:
    """1 for the largest value of a column; equal values in their order, missing values missing."""
    numbers = values.astype(np.float64)
    places = np.argsort(np.argsort(-np.nan_to_num(numbers, nan=-np.inf), axis=0, kind="stable"), axis=0)
    return np.where(np.isnan(numbers), np.nan, places + 1.0)
