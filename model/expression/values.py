"""An expression as values: arrays of rows × years, computed with numpy.

Every array has two dimensions; a figure without rows or without years has length 1 there. An undisclosed
figure is NaN, a text is an object array. Dates are serial days. All gatherings and lookups take time
linear in the rows. Knows nothing of Excel beyond its comparison of texts, which ignores case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from model.errors import DefinitionError
from model.expression.nodes import (
    SCENARIOS,
    YEAR,
    Assumption,
    Axis,
    Choice,
    Column,
    Const,
    Each,
    FirstKnown,
    If,
    Ifs,
    Known,
    Line,
    Lookup,
    Missing,
    Node,
    Op,
    Order,
    Position,
    Rows,
    Scenario,
    ToDate,
    Total,
    Where,
)
from model.expression.ops import Values, folded, operator

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Data:
    """What lines are computed from: table columns as one-dimensional arrays, assumptions, years, scenario."""

    columns: Mapping[str, Mapping[str, Values]]
    assumptions: Mapping[str, Mapping[Scenario, float]]
    years: tuple[int, ...]
    scenario: Scenario


@dataclass
class Evaluation:
    """The values of all lines on one set of data; each line is computed once."""

    data: Data
    done: dict[Line, Values] = field(default_factory=dict)

    def line(self, line: Line) -> Values:
        """The line's values, rows × years (length 1 where it does not run)."""
        if line not in self.done:
            wide = len(self.data.years) if line.by_year else self.count(line.across)
            shape = (self.count(line.over), wide)
            computed = self.value(line.expr)
            if computed.dtype == object:
                self.done[line] = np.broadcast_to(computed, shape).copy()
            else:
                self.done[line] = np.broadcast_to(computed.astype(np.float64), shape).copy()
        return self.done[line]

    def count(self, rows: Rows | None) -> int:
        return 1 if rows is None else len(self.labels(rows)[0])

    def labels(self, rows: Rows) -> tuple[list[str], ...]:
        """The labels of a set of rows, one list for each part of the key."""
        return labels(rows, self.data.columns)

    def value(self, node: Node) -> Values:
        match node:
            case Const(value):
                return np.array([[value]], dtype=object if isinstance(value, str) else np.float64)
            case Missing():
                return np.array([[np.nan]])
            case Assumption("scenario"):
                return np.array([[self.data.scenario]], dtype=object)
            case Assumption(name, scenario):
                return np.array([[self.data.assumptions[name][scenario or self.data.scenario]]])
            case Axis(rows=None):
                return np.array([self.data.years], dtype=np.float64)
            case Axis(rows=rows, across=True) if rows is not None:
                return np.array([self.labels(rows)[0]], dtype=object)
            case Axis() | Column():
                return self.down(node)
            case Line():
                return self.line(node)
            case Op(name, args):
                with np.errstate(invalid="ignore", divide="ignore"):
                    return np.asarray(operator(name).compute(*(self.value(arg) for arg in args)))
            case If(condition, then, otherwise):
                return chosen(self.value(condition), self.value(then), self.value(otherwise))
            case Known(args):
                held = [~np.isnan(self.value(arg).astype(np.float64)) for arg in args]
                return np.asarray(np.logical_and.reduce(np.broadcast_arrays(*held)), dtype=np.float64)
            case FirstKnown(args):
                result = self.value(args[-1])
                for arg in reversed(args[:-1]):
                    figure = self.value(arg).astype(np.float64)
                    result = np.where(np.isnan(figure), result, figure)
                return result
            case Choice():
                return self.value((node.low, node.base, node.high)[SCENARIOS.index(self.data.scenario)])
            case Ifs():
                return self.gather(node)
            case Lookup(value, key, at):
                return self.lookup(value, key, at)
            case Total():
                return self.total(node)
            case ToDate(line):
                return np.cumsum(np.nan_to_num(self.line(line).astype(np.float64)), axis=1)
            case Position(rows):
                return np.arange(1.0, self.count(rows) + 1).reshape(-1, 1)
            case Order(line):
                return ordered(self.line(line))
            case Each(args):
                return np.concatenate([self.value(arg) for arg in args], axis=0)
            case _:
                raise DefinitionError(f"no values for {type(node).__name__}")

    def down(self, node: Column | Line | Axis) -> Values:
        """All rows of a column, line or label, as rows × (years or 1)."""
        match node:
            case Column(table, name):
                return self.data.columns[table][name].reshape(-1, 1)
            case Line():
                return self.line(node)
            case Axis(rows=None) | Axis(across=True):
                return self.value(node)
            case Axis(rows=rows, part=part) if rows is not None:
                return np.array(self.labels(rows)[part], dtype=object).reshape(-1, 1)
        raise DefinitionError("nothing to read down")

    def total(self, node: Total) -> Values:
        values = self.down(node.values)
        axes = {"rows": (0,), "years": (1,), "both": (0, 1)}[node.along]
        if node.how in ("filled", "entered"):
            # an undisclosed figure is a blank cell in a table, and the text n/d in a line
            if values.dtype == object:
                filled = values != ""
            else:
                filled = ~np.isnan(values) if isinstance(node.values, Column) else np.ones(values.shape, dtype=bool)
            return np.asarray(np.sum(filled, axis=axes, keepdims=True), dtype=np.float64)
        numbers = values.astype(np.float64)
        if node.how == "max":
            return np.asarray(np.max(np.nan_to_num(numbers), axis=axes, keepdims=True, initial=0.0))
        if node.how == "count":
            return np.asarray(np.sum(~np.isnan(numbers), axis=axes, keepdims=True), dtype=np.float64)
        return np.asarray(np.nansum(numbers, axis=axes, keepdims=True))

    def lookup(self, value: Column | Line | Axis, key: Column | Line | Axis, at: Node) -> Values:
        if key == YEAR:
            return self.in_year(self.down(value).astype(np.float64), self.value(at).astype(np.float64))
        found = index_of(self.down(key)[:, 0], self.value(at)[:, 0])
        values = self.down(value)
        absent = np.full((1, values.shape[1]), "" if values.dtype == object else np.nan, dtype=values.dtype)
        return np.asarray(np.concatenate([values, absent])[found])  # -1 takes the last

    def in_year(self, values: Numbers, years: Numbers) -> Numbers:
        at = np.searchsorted(np.array(self.data.years), np.nan_to_num(years, nan=self.data.years[0]))
        picked = np.take_along_axis(values, at.astype(np.int64), axis=1)
        return np.where(np.isnan(years), np.nan, picked)

    def gather(self, node: Ifs) -> Values:
        """Group the rows by the columns compared for equality, then pick the group of each target row."""
        columns = [self.down(where.column) for where in node.where]
        kept = np.ones(columns[0].shape, dtype=bool)
        keys: list[Values] = []
        targets: list[Values] = []
        for where, column in zip(node.where, columns, strict=True):
            if where.compare == "=":
                if column.shape[1] > 1:
                    raise DefinitionError("rows are gathered by equality on columns without years")
                keys.append(column[:, 0])
                targets.append(self.value(where.value))
            else:
                kept = kept & meets(column, where)
        shape = np.broadcast_shapes((1, 1), *(target.shape for target in targets))
        groups, wanted = grouped(keys, [np.broadcast_to(target, shape).reshape(-1, 1) for target in targets])
        values = np.ones(kept.shape) if node.values is None else self.down(node.values).astype(np.float64)
        values, kept = np.broadcast_arrays(values, kept)
        found = gathered(node.how, np.where(kept, values, np.nan), groups, wanted)
        # a matrix: the targets differ from column to column, and the values have no years
        return found.reshape(shape) if shape[1] > 1 else found


def labels(rows: Rows, columns: Mapping[str, Mapping[str, Values]]) -> tuple[list[str], ...]:
    """The labels of a set of rows, one list for each part of the key, in the order of the table."""
    if rows.labels:
        return (list(rows.labels),)
    table = columns[rows.table]
    parts = [[str(text) for text in table[key]] for key in rows.keys]
    kept = [
        index
        for index in range(len(parts[0]))
        if all(str(table[column][index]).casefold() in allowed for column, allowed in rows.only)
    ]
    keyed = {tuple(part[index].casefold() for part in parts): index for index in reversed(kept)}
    if rows.distinct:
        kept = sorted(keyed.values())
    return tuple([part[index] for index in kept] for part in parts)


def chosen(condition: Values, then: Values, otherwise: Values) -> Values:
    """If, with a lacking condition giving a lacking result."""
    test = condition.astype(np.float64)
    if then.dtype == object or otherwise.dtype == object:
        result = np.where(test == 1, then.astype(object), otherwise.astype(object))
        return np.where(np.isnan(test), np.array(np.nan, dtype=object), result)
    return np.where(np.isnan(test), np.nan, np.where(test == 1, then, otherwise))


def ordered(values: Values) -> Numbers:
    """1 for the largest value of a column, equal ones in their order, lacking ones lacking."""
    numbers = values.astype(np.float64)
    places = np.argsort(np.argsort(-np.nan_to_num(numbers, nan=-np.inf), axis=0, kind="stable"), axis=0)
    return np.where(np.isnan(numbers), np.nan, places + 1.0)


def index_of(keys: Values, wanted: Values) -> npt.NDArray[np.int64]:
    """The first position of each wanted key, -1 where there is none."""
    positions: dict[object, int] = {}
    for index, key in enumerate(folded(keys)):
        positions.setdefault(key, index)
    return np.array([positions.get(key, -1) for key in folded(wanted)], dtype=np.int64)


def meets(column: Values, where: Where) -> npt.NDArray[np.bool_]:
    """Which cells meet a comparison with a constant; a lacking number meets none."""
    match where.value:
        case Const(str(text)):
            met = folded(column) != text.casefold()
        case Const(value):
            numbers = column.astype(np.float64)
            value = float(value)
            met = {">": numbers > value, ">=": numbers >= value, "<>": numbers != value}[where.compare]
        case _:
            raise DefinitionError("a comparison in a gathering needs a constant")
    return np.asarray(met, dtype=bool)


def grouped(keys: list[Values], targets: list[Values]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """A group number for each row and for each target row (-1: no row has that key)."""
    size = np.broadcast_shapes((1, 1), *(target.shape for target in targets))[0]
    columns = [comparable(key) for key in keys]
    wanted = [comparable(np.broadcast_to(target, (size, 1))[:, 0]) for target in targets]
    numbers: dict[tuple[object, ...], int] = {}
    if not keys:
        return np.zeros(0, dtype=np.int64), np.zeros(size, dtype=np.int64)
    groups = [numbers.setdefault(key, len(numbers)) for key in zip(*columns, strict=True)]
    return np.array(groups, dtype=np.int64), np.array(
        [numbers.get(key, -1) for key in zip(*wanted, strict=True)], dtype=np.int64
    )


def comparable(values: Values) -> list[object]:
    return list(folded(values)) if values.dtype == object else list(values.astype(np.float64).tolist())


def gathered(how: str, values: Numbers, groups: npt.NDArray[np.int64], wanted: npt.NDArray[np.int64]) -> Numbers:
    """Sum, count, maximum or minimum of each wanted group; 0 where it has no value."""
    if not len(groups):
        groups = np.zeros(values.shape[0], dtype=np.int64)
    size = int(groups.max(initial=-1)) + 1
    held = ~np.isnan(values)
    counts = np.zeros((size + 1, values.shape[1]))
    np.add.at(counts, groups, held.astype(np.float64))
    if how == "count":
        return counts[wanted]
    if how == "sum":
        sums = np.zeros((size + 1, values.shape[1]))
        np.add.at(sums, groups, np.where(held, values, 0.0))
        return sums[wanted]
    fold, start = (np.maximum, -np.inf) if how == "max" else (np.minimum, np.inf)
    extremes = np.full((size + 1, values.shape[1]), start)
    fold.at(extremes, groups, np.where(held, values, start))
    return np.where(counts > 0, extremes, 0.0)[wanted]
