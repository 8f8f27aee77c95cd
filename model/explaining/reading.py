"""What a figure is computed from in its own row and year, with only the chosen branch of a condition. A line says what
it reads in general; here that is followed for one figure. Conditions are named only where nothing else decides the
figure, so that what remains is where its amount comes from.
"""

from __future__ import annotations

import operator as python
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from model.explaining.points import Assumed, Gathered, InputAt, Origin, Point
from model.expression.choosing import first_place
from model.expression.control_nodes import Beside, Copy, Headings, Product
from model.expression.line import Line, children
from model.expression.nodes import (
    CASES,
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
    Lookup,
    Node,
    Op,
    Order,
    Pick,
    Place,
    ToDate,
    Total,
    Where,
)
from model.expression.ops import Values
from model.expression.values import Evaluation

COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": python.eq,
    "<>": python.ne,
    "<": python.lt,
    "<=": python.le,
    ">": python.gt,
    ">=": python.ge,
}
NO_AMOUNTS = ("switch", "text")
Rows = npt.NDArray[np.intp]


class Reader:
    """Follows figures through their definitions on one evaluation."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self._reads: dict[Point, tuple[Origin, ...]] = {}
        self._values: dict[int, Values] = {}  # of the parts of definitions, which live as long as the lines

    def value(self, origin: Origin) -> float | str:
        """The value of a cell, or the sum of many; NaN where it is not disclosed."""
        data = self.evaluation.data
        match origin:
            case Point(line, row, column):
                return plain(self.evaluation.line(line)[row, column])
            case InputAt(table, row, name):
                return plain(data.columns[table][name][row])
            case Assumed(name, case):
                return data.assumptions[name][case]
            case Gathered(value=value):
                return value

    def reads(self, point: Point) -> tuple[Origin, ...]:
        """What the figure is made of, each once, in the order of its definition."""
        if point not in self._reads:
            self._reads[point] = tuple(dict.fromkeys(self.active(point.line.expr, point)))
        return self._reads[point]

    def at(self, node: Node, point: Point) -> float | str:
        """The value of a part of the definition in the figure's row and year."""
        if id(node) not in self._values:
            self._values[id(node)] = self.evaluation.value(node)
        values = self._values[id(node)]
        return plain(values[point.row if len(values) > 1 else 0, point.column if values.shape[1] > 1 else 0])

    def active(self, node: Node, point: Point) -> Iterator[Origin]:
        match node:
            case Line():
                yield Point(node, point.row if node.over is not None else 0, point.column if node.wide else 0)
            case Column(table, name):
                yield InputAt(table, point.row, name)
            case Assumption(name, case):
                yield Assumed(name, case or self.evaluation.data.selected.case)
            case Ifs() | Total() | ToDate() | Product() | Beside() | Copy():
                yield self.gathered(node, point)
            case Lookup(value, place):
                yield from self.looked_up(value, self.at(place, point), point)
            case Each(args):
                yield from self.active(args[point.row], point)
            case If() | Pick() | Choice() | FirstKnown() | Op():
                yield from self.chosen_from(node, point)
            case Order(line):
                yield Point(line, point.row, point.column if line.wide else 0)
            case Place() | Headings():
                return
            case _:
                for child in children(node):
                    yield from self.active(child, point)

    def chosen_from(self, node: If | Pick | Choice | FirstKnown | Op, point: Point) -> Iterator[Origin]:
        """What the branch taken reads, or the condition where the branch reads nothing."""
        condition: Node | None = None
        branches: tuple[Node, ...]
        match node:
            case If(condition, then, otherwise):
                test = self.at(condition, point)
                branches = () if test != test else (then if test == 1 else otherwise,)
                if isinstance(condition, Known) and branches and not self.is_known(branches[0], point):
                    branches = (*(each for each in condition.args if not self.is_known(each, point)), *branches)
            case Pick(condition, args):
                branches = (args[picked(self.at(condition, point), len(args))],)
            case Choice(low, base, high):
                branches = ((low, base, high)[CASES.index(self.evaluation.data.selected.case)],)
            case FirstKnown(args):
                disclosed_args = [each for each in args if self.is_known(each, point)]
                branches = tuple(disclosed_args[:1]) or args
            case Op(name, args):
                branches = self.deciding(name, args, point)
        reads = [origin for branch in branches for origin in self.active(branch, point)]
        yield from reads
        if not reads and condition is not None:
            yield from self.active(condition, point)

    def deciding(self, name: str, args: tuple[Node, ...], point: Point) -> tuple[Node, ...]:
        """Of a sum what is not 0, of a product what is not 1, of the smaller or larger of several the one that is."""
        if name not in ("+", "-", "*", "min", "max"):
            return args
        values = [self.at(each, point) for each in args]
        if any(not isinstance(value, float) or value != value for value in values):
            return args
        if name in ("+", "-", "*"):
            nothing = 1.0 if name == "*" else 0.0
            return tuple(each for each, value in zip(args, values, strict=True) if value != nothing) or args
        extreme = min(values) if name == "min" else max(values)
        winners = [each for each, value in zip(args, values, strict=True) if value == extreme]
        return tuple(each for each in winners if not isinstance(each, Const))[:1] or args

    def lacks(self, origin: Origin) -> bool:
        """Whether a figure is not disclosed; of many folded into one, whether one of them is not."""
        if isinstance(origin, Gathered):
            return bool(origin.lacking)
        value = self.value(origin)
        return value != value

    def amounts(self, point: Point) -> tuple[Origin, ...]:
        """What an amount comes from: no switches, no texts. Of what is not disclosed, what is not disclosed in it."""
        reads, value = self.reads(point), self.value(point)
        if value != value:
            return tuple(origin for origin in reads if self.lacks(origin)) or reads
        if isinstance(value, str) or point.line.unit in NO_AMOUNTS:
            return reads
        return tuple(origin for origin in reads if self.is_amount(origin)) or reads

    def is_amount(self, origin: Origin) -> bool:
        if isinstance(origin, Gathered):
            return True
        value = self.value(origin)
        is_switch = isinstance(origin, Point) and origin.line.unit in NO_AMOUNTS
        return isinstance(value, float) and value == value and not is_switch

    def chain(self, point: Point) -> list[Point]:
        """The figure, the figure that it repeats, and so on to the last that repeats another. An undisclosed figure
        repeats nothing, because each step may be the one at which the figure became n/d.
        """
        points = [point]
        while True:
            reads, value = self.amounts(points[-1]), self.value(point)
            if len(reads) != 1 or not isinstance(reads[0], Point) or self.value(reads[0]) != value:
                return points
            points.append(reads[0])

    def follow(self, point: Point) -> Point:
        """The end of its chain, where the figure is worked out."""
        return self.chain(point)[-1]

    def is_known(self, node: Node, point: Point) -> bool:
        value = self.at(node, point)
        return value == value

    def looked_up(self, value: Column | Line | Axis, number: float | str, point: Point) -> Iterator[Origin]:
        if isinstance(number, str) or not number > 0 or isinstance(value, Axis):
            return
        row = int(number) - first_place(value)
        if isinstance(value, Column):
            yield InputAt(value.table, row, value.name)
        else:
            yield Point(value, row, point.column if value.wide else 0)

    def gathered(self, node: Ifs | Total | ToDate | Product | Beside | Copy, point: Point) -> Gathered:
        """The figures that were combined; for a count, the rows counted, named by the first column that identifies
        them."""
        how, cells = self.cells_of(node, point)
        disclosed: list[Point | InputAt] = []
        lacking: list[Point | InputAt] = []
        for cell in cells:
            if cell is not None:
                value = self.value(cell)
                (disclosed if value == value else lacking).append(cell)
        return Gathered(node, how, self.at(node, point), tuple(disclosed), tuple(lacking))

    def cells_of(
        self, node: Ifs | Total | ToDate | Product | Beside | Copy, point: Point
    ) -> tuple[str, Sequence[Point | InputAt | None]]:
        """How figures are folded, and which."""
        match node:
            case Ifs(how, values, _):
                rows = self.members(node, point)
                columns = [where.column for where in node.where]
                source = values if values is not None else last_figure(columns)
                return how, [self.cell(source, int(row), point) for row in rows]
            case Total(values, along, how):
                return how, list(self.span(values, along, point))
            case ToDate(line):
                return "sum", [Point(line, point.row, year) for year in range(point.column + 1)]
            case Product(left, right):
                return "product", [*self.span(left, "both", point), *self.span(right, "both", point)]
            case Beside(values, other, compare):
                tests = self.span(other, "both", point)
                pairs = zip(self.span(values, "both", point), tests, strict=True)
                return "sum", [cell for cell, test in pairs if COMPARE[compare](self.value(test), 0)]
            case Copy(line):
                return "sum", list(self.span(line, "both", point))

    def cell(self, source: Column | Line | Axis, row: int, point: Point) -> Point | InputAt | None:
        match source:
            case Column(table, name):
                return InputAt(table, row, name)
            case Line():
                return Point(source, row, point.column if source.wide else 0)
            case Axis(rows=rows, part=part) if rows is not None and rows.table and not rows.distinct:
                return InputAt(rows.table, row, rows.keys[part])
        return None

    def span(self, values: Column | Line, along: str, point: Point) -> Iterator[Point | InputAt]:
        down, wide = self.evaluation.down(values).shape
        if isinstance(values, Column):
            yield from (InputAt(values.table, row, values.name) for row in range(down))
            return
        rows = range(down) if along != "years" else (point.row if values.over is not None else 0,)
        for row in rows:
            columns = range(wide) if along != "rows" else (point.column if values.wide else 0,)
            yield from (Point(values, row, column) for column in columns)

    def members(self, node: Ifs, point: Point) -> Rows:
        """The rows that meet all conditions of a gathering."""
        masks = [self.meets(where, point) for where in node.where]
        return np.flatnonzero(np.logical_and.reduce(masks))

    def meets(self, where: Where, point: Point) -> npt.NDArray[np.bool_]:
        values = self.evaluation.down(where.column)
        column, target = values[:, point.column if values.shape[1] > 1 else 0], self.at(where.value, point)
        compare = COMPARE[where.compare]
        if column.dtype == object:
            texts = [each.casefold() if isinstance(each, str) else each for each in column.tolist()]
            targets = target.casefold() if isinstance(target, str) else target
            return np.array([bool(compare(each, targets)) and each == each for each in texts], dtype=bool)
        if isinstance(target, str):
            return np.full(len(column), where.compare == "<>", dtype=bool)
        numbers = column.astype(np.float64)
        return np.asarray(compare(numbers, target) & ~np.isnan(numbers), dtype=bool)


def last_figure(columns: Sequence[Column | Line | Axis]) -> Column | Line | Axis:
    """By which of its conditions a count names the rows it counts: the last that reads figures, such as amounts."""
    return next((column for column in reversed(columns) if not isinstance(column, Axis)), columns[0])


def plain(value: object) -> float | str:
    return value if isinstance(value, str) else float(value)  # type: ignore[arg-type]


def picked(number: float | str, count: int) -> int:
    """The position of the argument with that number; the last if there is no such number."""
    place = int(number) - 1 if isinstance(number, float) and number == number else count - 1
    return place if 0 <= place < count else count - 1
