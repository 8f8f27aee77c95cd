"""Values chosen from others: by a condition, by a number, or by the number of a row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.expression.line import Line
from model.expression.nodes import Axis, Column
from model.expression.ops import Values


def first_place(node: Column | Line | Axis) -> int:
    """The number of the first row, as `Place` counts."""
    return 2 if isinstance(node, Column) else 1


def in_rows(values: Values, rows: Values, first: int) -> Values:
    """The values in the rows of these numbers, where `first` is the first row; none where the number is 0."""
    numbers = rows.astype(np.float64)
    positions = np.where(numbers > 0, numbers - first, -1).astype(np.int64).ravel()
    absent = np.full((1, values.shape[1]), "" if values.dtype == object else np.nan, dtype=values.dtype)
    return np.asarray(np.concatenate([values, absent])[positions])  # -1 takes the last


def picked(numbers: Values, options: Sequence[Values]) -> Values:
    """The option of each number, counted from 1."""
    result = options[-1]
    for number, option in enumerate(options[:-1], start=1):
        result = pick((numbers == number).astype(np.float64), option, result)
    return result


def first_known(options: Sequence[Values]) -> Values:
    """For each row, the first option that is disclosed; the last is used as it is."""
    result = options[-1]
    for option in reversed(options[:-1]):
        figures = option.astype(np.float64)
        result = np.where(np.isnan(figures), result, figures)
    return result


def pick(condition: Values, then: Values, otherwise: Values) -> Values:
    """If, where a missing condition gives a missing result."""
    test = condition.astype(np.float64)
    if then.dtype == object or otherwise.dtype == object:
        result = np.where(test == 1, then.astype(object), otherwise.astype(object))
        return np.where(np.isnan(test), np.array(np.nan, dtype=object), result)
    return np.where(np.isnan(test), np.nan, np.where(test == 1, then, otherwise))
