"""A line of the model, what an expression is made of, and how one is rewritten.

A line takes the asides out of its definition and puts them into helper lines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from operator import is_not
from typing import Any

from model.errors import DefinitionError
from model.expression.control_nodes import Beside, Copy, Headings, Product
from model.expression.nodes import (
    AsBuilt,
    Aside,
    Assumption,
    Axis,
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


@dataclass(frozen=True, eq=False)
class Line(Node):
    """A line of the model: name, heading, unit, rows it runs over, by year or not, definition, meaning.

    A matrix runs `across` the labels of other rows instead of the years.
    A helper line is an `aside` of the lines that read it: it stands where there is room for it, at the right end of a
    block or among the workings. Two lines are the same only if they are the same object. A line checks its own shape
    when it is made.
    """

    name: str
    title: str
    unit: str
    expr: Node
    over: Rows | None = None
    by_year: bool = False
    meaning: str = ""
    across: Rows | None = None
    aside: bool = False

    def __repr__(self) -> str:
        return f"Line({self.name})"  # written out with all it is made of, it would take megabytes

    @property
    def wide(self) -> bool:
        """Whether the line has several columns: the years, or those of a matrix."""
        return self.by_year or self.across is not None

    def __post_init__(self) -> None:
        leaves = operands(self.expr, into_gathers=False)
        if any(isinstance(leaf, Aside) for leaf in leaves):
            object.__setattr__(self, "expr", without_asides(self.expr, self))
            leaves = operands(self.expr, into_gathers=False)
        for leaf in leaves:
            fits_here(leaf, self)


# the nodes that are made of no others; the definition of a line or an aside is not entered
LEAVES: frozenset[type[Node]] = frozenset(
    (Const, Missing, Assumption, Selector, Axis, Column, Line, Aside, Position, Errors, Edits, AsBuilt)
)
Change = Callable[[Node], Node | None]


def rewrite(node: Node, change: Change) -> Node:
    """The node that `change` gives for it, or else itself with its parts rewritten.

    A line is a part like a leaf: its own definition is not entered.
    """
    changed = change(node)
    if changed is not None:
        return changed
    rewritten: Node = node if type(node) in LEAVES else with_parts(node, change)
    return rewritten


def with_parts(whole: Any, change: Change) -> Any:
    """A node, or a condition of a gathering, with each of its fields rewritten; itself where none differs."""
    changed = {}
    for name, value in vars(whole).items():
        rewritten = part(value, change)
        if rewritten is not value:
            changed[name] = rewritten
    return replace(whole, **changed) if changed else whole


def part(value: object, change: Change) -> object:
    """A field of a node: a node, several of them, or anything else, which stays."""
    match value:
        case Node():
            return rewrite(value, change)
        case tuple():
            parts = tuple([part(each, change) for each in value])
            return parts if any(map(is_not, parts, value)) else value
        case Where():
            return with_parts(value, change)
    return value


def without_asides(node: Node, line: Line) -> Node:
    """The expression with a helper line for each aside; asides that say the same share one."""
    helper_lines: dict[Aside, Node] = {}

    def change(inner: Node) -> Node | None:
        if isinstance(inner, Aside) and inner not in helper_lines:
            helper_lines[inner] = helper_of(inner, line)
        return helper_lines[inner] if isinstance(inner, Aside) else None

    return rewrite(node, change)


def helper_of(node: Aside, line: Line) -> Node:
    """The helper line of an aside, over no more rows and columns than it needs."""
    leaves = operands(node.expr, into_gathers=False)
    over = line.over if any(is_of_row(leaf) for leaf in leaves) else None
    across = line.across if any(isinstance(leaf, Axis) and leaf.across for leaf in leaves) else None
    shape = (over, line.by_year and runs_by_year(node.expr), across)
    if over is None and (shape[1] or across is not None):
        # one row of years stays in the formula: it has no block to stand in
        return without_asides(node.expr, line)
    if node.shared:
        return shared_helper(node, shape)
    unit = node.unit or ("days" if line.unit == "date" else line.unit)  # days added up make no date
    name, title = f"{line.name}_{node.name}", f"{line.title}, {node.title}"
    return helper(replace(node, name=name, title=title, unit=unit), shape)


Shape = tuple[Rows | None, bool, Rows | None]


def helper(aside: Aside, shape: Shape) -> Line:
    over, by_year, across = shape
    return Line(aside.name, aside.title, aside.unit, aside.expr, over, by_year, aside.meaning, across, aside=True)


shared_helper = cache(helper)


def is_of_row(leaf: Node) -> bool:
    """Whether a leaf differs from row to row."""
    match leaf:
        case Line(over=over) | Total(Line(over=over)):
            return over is not None
        case Axis(rows=rows, across=across):
            return rows is not None and not across
        case _:
            return isinstance(leaf, Column | Position)


def runs_by_year(node: Node) -> bool:
    """Whether an expression differs from year to year."""
    match node:
        case Line(by_year=by_year) | Lookup(Line(by_year=True as by_year)):
            return by_year
        case Axis(rows=None) | ToDate():
            return True
        case Total(Line(by_year=by_year), along):
            return by_year and along == "rows"
        case _:
            return any(runs_by_year(child) for child in children(node))


def children(node: Node) -> tuple[Node, ...]:
    """The nodes an expression is made of, one level down."""
    if type(node) in LEAVES:
        return ()
    match node:
        case Op(_, args) | Known(args) | FirstKnown(args) | Each(args):
            return args
        case If(condition, then, otherwise):
            return condition, then, otherwise
        case Choice(low, base, high):
            return low, base, high
        case Ifs(_, values, where):
            own = () if values is None else (values,)
            return own + tuple(part for each in where for part in (each.column, each.value))
        case Lookup(value, place):
            return value, place
        case Place(key, at):
            return key, at
        case Pick(number, args):
            return number, *args
        case Total(values):
            return (values,)
        case Product(left, right) | Beside(left, right) | Copy(left, right):
            return left, right
        case ToDate(line) | Order(line) | Headings(line):
            return (line,)
        case _:
            raise DefinitionError(f"unknown node {type(node).__name__}")


def operands(node: Node, into_gathers: bool) -> tuple[Node, ...]:
    """Every leaf of an expression; without `into_gathers` only those taken from the row at hand."""
    leaves: list[Node] = []
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if type(each) in LEAVES:
            leaves.append(each)
        elif into_gathers:
            waiting += reversed(children(each))
        elif isinstance(each, Total):
            leaves += [Total(each.values, "years")] if each.along == "years" else []
        else:
            waiting += reversed(in_own_row(each))
    return tuple(leaves)


def in_own_row(node: Node) -> tuple[Node, ...]:
    """The nodes that an expression takes from the row at hand, one level down."""
    match node:
        case Ifs(where=where):
            return tuple(each.value for each in where)
        case Lookup(_, place):
            return (place,)
        case Place(_, at):
            return (at,)
        case Product() | Beside() | Copy() | Headings():
            return ()
        case _:
            return children(node)


@cache
def leaves_of(line: Line) -> tuple[Node, ...]:
    """Every leaf of a line's definition."""
    return operands(line.expr, into_gathers=True)


@cache
def precedents(line: Line) -> tuple[Node, ...]:
    """What a line is computed from, each once, in the order it appears."""
    return tuple(
        dict.fromkeys(
            leaf for leaf in leaves_of(line) if not isinstance(leaf, Const | Missing | Errors | Edits | AsBuilt)
        )
    )


def fits_here(part: Node, line: Line) -> None:
    """Raise `DefinitionError` where `part` has another shape than the line that uses it in its own row."""
    over, by_year = line.over, line.by_year
    match part:
        case Line(over=rows, by_year=yearly, across=across):
            fits = (rows is None or rows == over) and (by_year or not yearly) and across in (None, line.across)
        case Total(Line(over=rows), "years"):
            fits = rows is None or rows == over
        case Column(table=table):
            fits = over is not None and over.table == table and not over.distinct
        case Axis(rows=None):
            fits = by_year
        case Axis(rows=rows, across=True):
            fits = rows == line.across
        case Axis(rows=rows) | Position(rows):
            fits = rows == over
        case _:
            fits = True
    if not fits:
        what = getattr(part, "name", type(part).__name__)
        raise DefinitionError(f"line {line.name}: {what} does not run over the same rows or years")
