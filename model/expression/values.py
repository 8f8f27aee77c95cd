"""An expression as values: arrays of rows × years, computed with numpy.

Every array has two dimensions; a figure without rows or without years has length 1 there. An undisclosed
figure is NaN, a text is an object array. Dates are serial days. All gatherings and lookups take time
linear in the rows: keys are numbered once for each column, see `keys`. Arrays are shared, never written to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import numpy.typing as npt

from model.errors import DefinitionError
from model.expression.choosing import first_known, first_place, in_rows, pick, picked
from model.expression.control_nodes import Beside, Copy, Headings, Product
from model.expression.edits import counted
from model.expression.gathering import Bound, bounded, gathered, ordered
from model.expression.keys import Codes, Keys, grouped, in_order, keys_of
from model.expression.line import Line
from model.expression.missing import is_text
from model.expression.nodes import (
    CASES,
    AsBuilt,
    Assumption,
    Axis,
    Case,
    Choice,
    Column,
    Const,
    Each,
    Edits,
    Errors,
    FirstKnown,
    If,
    Ifs,
    Known,
    Lookup,
    Missing,
    Node,
    Op,
    Order,
    Pick,
    Place,
    Position,
    Rows,
    Selector,
    ToDate,
    Total,
    Where,
)
from model.expression.ops import Values, held_once, operator, spread
from model.expression.totals import fold, total


@dataclass(frozen=True)
class Selected:
    """What the reader has chosen: the case, the basis of totals, and the drivers of the two-way grid."""

    case: Case = "base"
    basis: str = "stated"
    grid_down: str = "Unpriced capacity"
    grid_across: str = "Revenue growth"


@dataclass(frozen=True)
class Data:
    """What lines are computed from: table columns as one-dimensional arrays, assumptions, years, what is selected."""

    columns: Mapping[str, Mapping[str, Values]] = field(repr=False)
    assumptions: Mapping[str, Mapping[Case, float]]
    years: tuple[int, ...]
    selected: Selected = field(default_factory=Selected)
    keys: dict[Column, Keys] = field(default_factory=dict)
    """The keys of table columns, numbered when first asked for."""
    order: Mapping[Rows, Sequence[tuple[str, ...]]] = field(default_factory=dict, repr=False)
    """The labels of some sets of rows in the order in which they stand; other sets stand as in their table."""


@dataclass
class Evaluation:
    """The values of all lines on one set of data; each line is computed once."""

    data: Data
    done: dict[Line, Values] = field(default_factory=dict, repr=False)
    keys_done: dict[Line | Axis, Keys] = field(default_factory=dict, repr=False)
    row_labels: dict[Rows, tuple[Values, ...]] = field(default_factory=dict, repr=False)

    def line(self, line: Line) -> Values:
        """The line's values, rows × years (length 1 where the line has no rows or no years)."""
        if line not in self.done:
            wide = len(self.data.years) if line.by_year else self.count(line.across)
            shape = (self.count(line.over), wide)
            computed = self.value(line.expr)
            if computed.dtype != object:
                computed = held_once(computed.astype(np.float64, copy=False))
            self.done[line] = spread(computed, shape)
        return self.done[line]

    def forget_keys(self) -> None:
        """Let go of what serves only to compute lines; it is numbered again when it is asked for."""
        self.keys_done.clear()
        self.data.keys.clear()

    def count(self, rows: Rows | None) -> int:
        return 1 if rows is None else len(self.labels(rows)[0])

    def labels(self, rows: Rows) -> tuple[Values, ...]:
        """The labels of a set of rows, one array of texts for each part of the key, in the order they stand in."""
        if rows not in self.row_labels:
            self.row_labels[rows] = in_order(self.find_labels(rows), self.data.order.get(rows, ()))
        return self.row_labels[rows]

    def find_labels(self, rows: Rows) -> tuple[Values, ...]:
        """The labels in the order of the table."""
        if rows.labels:
            return (np.array(rows.labels, dtype=object),)
        parts = [self.data.columns[rows.table][key] for key in rows.keys]
        positions = self.first_rows(rows)
        return tuple(parts) if len(positions) == len(parts[0]) else tuple(part[positions] for part in parts)

    def first_rows(self, rows: Rows) -> npt.NDArray[np.intp]:
        """The place in its table of the first row of each label, in the order of the table."""
        mask = np.ones(len(self.data.columns[rows.table][rows.keys[0]]), dtype=bool)
        for name, allowed in rows.only:
            keys = self.keys(Column(rows.table, name, "text"))
            mask &= np.isin(keys.codes, [keys.number(text) for text in allowed if keys.number(text) >= 0])
        positions = np.flatnonzero(mask)
        if rows.distinct:
            keyed = [self.keys(Column(rows.table, key, "text")) for key in rows.keys]
            groups, _, _ = grouped(keyed, [key.codes for key in keyed])
            positions = positions[np.sort(np.unique(groups[positions], return_index=True)[1])]
        return positions

    def keys(self, node: Node) -> Keys:
        """The values of a node as keys; those of a column, of a line or of labels are numbered once."""
        match node:
            case Column():
                if node not in self.data.keys:
                    self.data.keys[node] = keys_of(self.down(node))
                return self.data.keys[node]
            case Line() | Axis():
                if node not in self.keys_done:
                    self.keys_done[node] = keys_of(self.value(node))
                return self.keys_done[node]
            case Const(value):
                return keys_of_constant(value)
            case _:
                return keys_of(self.value(node))

    def value(self, node: Node) -> Values:
        match node:  # the most frequent first
            case Line():
                return self.line(node)
            case Const(value):
                return constant(value)
            case Op("=", (left, Const(""))) if not is_text(left):  # a blank cell of numbers
                return np.isnan(self.value(left)).astype(np.float64)
            case Op("=" | "<>" as name, (left, right)) if is_text(left) and is_text(right):
                return np.asarray(self.alike(left, right) == (name == "="), dtype=np.float64)
            case Op(name, args):
                with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
                    return np.asarray(operator(name).compute(*(self.value(arg) for arg in args)))
            case If(condition, then, otherwise):
                return pick(self.value(condition), self.value(then), self.value(otherwise))
            case Ifs():
                return self.gather(node)
            case Missing():
                return np.array([[np.nan]])
            case Selector(name):
                return np.array([[getattr(self.data.selected, name)]], dtype=object)
            case Assumption(name, of_case):
                return np.array([[self.data.assumptions[name][of_case or self.data.selected.case]]])
            case Axis(rows=None):
                return np.array([self.data.years], dtype=np.float64)
            case Axis(rows=rows, across=True) if rows is not None:
                return self.labels(rows)[0].reshape(1, -1)
            case Axis() | Column():
                return self.down(node)
            case AsBuilt(column):
                return self.down(column)
            case Known(args):
                masks = [~np.isnan(self.value(arg).astype(np.float64)) for arg in args]
                return np.asarray(np.logical_and.reduce(np.broadcast_arrays(*masks)), dtype=np.float64)
            case FirstKnown(args):
                return first_known([self.value(arg) for arg in args])
            case Choice():
                return self.value((node.low, node.base, node.high)[CASES.index(self.data.selected.case)])
            case Lookup(value, place):
                return in_rows(self.down(value), self.value(place), first_place(value))
            case Place(key, at):
                firsts = self.keys(key).first_rows(self.keys(at))
                return np.where(firsts < 0, 0.0, firsts + first_place(key)).reshape(self.value(at).shape)
            case Pick(number, args):
                return picked(self.value(number), [self.value(arg) for arg in args])
            case Total():
                return total(node, self.down(node.values))
            case Product() | Beside() | Copy() | Headings():
                return fold(node, self.line, self.data.years)
            case ToDate(line):
                return np.cumsum(np.nan_to_num(self.line(line).astype(np.float64)), axis=1)
            case Position(rows):
                return np.arange(1.0, self.count(rows) + 1).reshape(-1, 1)
            case Order(line):
                return ordered(self.line(line))
            case Errors():
                return np.zeros((1, 1))
            case Edits(table, built, key, what):
                return np.array([[counted(self.data.columns[table], self.data.columns.get(built), key, what)]])
            case Each(args):
                # what reads the row at hand has a value for every row: its own is taken
                values = [self.value(arg) for arg in args]
                return np.concatenate([each if len(each) == 1 else each[[at]] for at, each in enumerate(values)])
            case _:
                raise DefinitionError(f"no values for {type(node).__name__}")

    def down(self, node: Column | Line | Axis) -> Values:
        """All rows of a column, line or label, as rows × (years or 1)."""
        match node:
            case Column(table, name):
                return self.data.columns[table][name].reshape(-1, 1)
            case Line():
                return self.line(node)
            case Axis(rows=rows, part=part, across=False) if rows is not None:
                return self.labels(rows)[part].reshape(-1, 1)
        raise DefinitionError("nothing to read down")

    def alike(self, left: Node, right: Node) -> npt.NDArray[np.bool_]:
        """Whether texts are equal."""
        if isinstance(right, Const):
            keys = self.keys(left)
            equal = keys.codes == keys.number(right.value)
            return np.asarray(equal.reshape(self.value(left).shape))
        here, there = self.value(left), self.value(right)
        keys = self.keys(left)
        return np.asarray(keys.codes.reshape(here.shape) == keys.of(self.keys(right)).reshape(there.shape))

    def gather(self, node: Ifs) -> Values:
        """Group the rows by the columns compared for equality, then pick the group of each target row."""
        mask: npt.NDArray[np.bool_] | None = None
        keys: list[Keys] = []
        targets: list[Codes] = []
        bound: Bound | None = None
        for where in node.where:
            if where.bound:
                bound = Bound(where.compare, self.down(where.column), self.value(where.value))
            elif where.compare == "=":
                keys.append(self.keys(where.column))
                if len(keys[-1].codes) != len(self.down(where.column)):
                    raise DefinitionError("rows are gathered by equality on columns without years")
                targets.append(keys[-1].of(self.keys(where.value)).reshape(self.value(where.value).shape))
            else:
                mask = self.meets(where) if mask is None else mask & self.meets(where)
        rows = len(self.down(node.where[0].column))
        bound_shape = () if bound is None else (bound.target.shape,)
        shape = np.broadcast_shapes((1, 1), *bound_shape, *(target.shape for target in targets))
        groups: Codes = np.zeros(rows, dtype=np.int64)
        target_groups: Codes = np.zeros(shape, dtype=np.int64)
        size = 1
        if keys:
            groups, target_groups, size = grouped(keys, [spread(target, shape) for target in targets])
        values = np.ones((1, 1)) if node.values is None else self.down(node.values).astype(np.float64, copy=False)
        if mask is not None:
            values = np.where(mask, values, np.nan)
        results = [
            gathered(node.how, column, groups, size)[target_groups]
            if bound is None
            else bounded(node.how, column, groups, target_groups, bound)
            for column in spread(values, (rows, values.shape[1])).T
        ]
        # a matrix: the targets differ from column to column, and the values have no years
        return results[0] if shape[1] != 1 else np.concatenate(results, axis=1)

    def meets(self, where: Where) -> npt.NDArray[np.bool_]:
        """Which cells meet a comparison with a constant; a lacking number meets none."""
        match where.value:
            case Const(str()):
                return ~self.alike(where.column, where.value)
            case Const(value):
                numbers, least = self.down(where.column).astype(np.float64, copy=False), float(value)
                return np.asarray(operator(where.compare).compute(numbers, least) == 1, dtype=bool)
            case _:
                raise DefinitionError("a comparison with the row at hand is no property of a row")


@cache
def constant(value: float | str) -> Values:
    return np.array([[value]], dtype=object if isinstance(value, str) else np.float64)


@cache
def keys_of_constant(value: float | str) -> Keys:
    return keys_of(constant(value))
