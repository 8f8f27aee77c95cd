"""Whole lines and columns combined into one number: sum, largest, smallest, how many; undisclosed values are left
out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from model.expression.control_nodes import Beside, Control, Copy, Headings, Product
from model.expression.line import Line
from model.expression.nodes import Column, Total
from model.expression.ops import Values, operator


def total(node: Total, values: Values) -> Values:
    """The fold a total asks for, of the values of its line or column."""
    axes = {"rows": (0,), "years": (1,), "both": (0, 1)}[node.along]
    if node.how == "filled":
        # an undisclosed figure is a blank cell in a table, and the text n/d in a line
        if values.dtype == object:
            mask = values != ""
        else:
            mask = ~np.isnan(values) if isinstance(node.values, Column) else np.ones(values.shape, dtype=bool)
        return np.asarray(np.sum(mask, axis=axes, keepdims=True), dtype=np.float64)
    numbers = values.astype(np.float64)
    if node.how == "max":
        return np.asarray(np.max(np.nan_to_num(numbers), axis=axes, keepdims=True, initial=0.0))
    if node.how == "min":
        least = np.min(np.nan_to_num(numbers, nan=np.inf), axis=axes, keepdims=True, initial=np.inf)
        return np.where(np.isinf(least), 0.0, least)
    if node.how == "count":
        return np.asarray(np.sum(~np.isnan(numbers), axis=axes, keepdims=True), dtype=np.float64)
    return np.asarray(np.nansum(numbers, axis=axes, keepdims=True))


def fold(node: Control, line: Callable[[Line], Values], years: Sequence[int]) -> Values:
    """What a control adds up; `line` gives the values of a line."""
    match node:
        case Product(left, right):
            return total_where(line(left) * line(right))
        case Beside(values, other, compare):
            return total_where(line(values), line(other), compare)
        case Copy(values):
            return total_where(line(values))
        case Headings():
            return np.array([[float(sum(years))]])


def total_where(values: Values, other: Values | None = None, compare: str = ">=") -> Values:
    """All values added up, or those whose counterpart compares so with 0."""
    numbers = values.astype(np.float64)
    if other is not None:
        meets = operator(compare).compute(other.astype(np.float64), 0.0) == 1
        numbers = np.where(meets, numbers, np.nan)
    return np.array([[np.nansum(numbers)]])
