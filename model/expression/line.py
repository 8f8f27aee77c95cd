"""A line of the model, and what an expression is made of."""

from __future__ import annotations

from dataclasses import dataclass

from model.errors import DefinitionError
from model.expression.nodes import (
    AsBuilt,
    Assumption,
    Axis,
    Beside,
    Choice,
    Column,
    Const,
    Copy,
    Each,
    Edits,
    Errors,
    FirstKnown,
    Headings,
    If,
    Ifs,
    Known,
    Lookup,
    Missing,
    Node,
    Op,
    Order,
    Position,
    Product,
    Rows,
    Selector,
    ToDate,
    Total,
)


@dataclass(frozen=True, eq=False)
class Line(Node):
    """A line of the model: name, heading, unit, rows it runs over, by year or not, definition, meaning.

    A matrix runs `across` the labels of other rows instead of the years.
    Two lines are the same only if they are the same object. A line checks its own shape when it is made.
    """

    name: str
    title: str
    unit: str
    expr: Node
    over: Rows | None = None
    by_year: bool = False
    meaning: str = ""
    across: Rows | None = None

    def __repr__(self) -> str:
        return f"Line({self.name})"  # written out with all it is made of, it would take megabytes

    @property
    def wide(self) -> bool:
        """Whether the line has several columns: the years, or those of a matrix."""
        return self.by_year or self.across is not None

    def __post_init__(self) -> None:
        for part in operands(self.expr, into_gathers=False):
            fits_here(part, self)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes an expression is made of, one level down (a line's own definition is not entered)."""
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
        case Lookup(value, key, at):
            return value, key, at
        case Total(values):
            return (values,)
        case Product(left, right) | Beside(left, right) | Copy(left, right):
            return left, right
        case ToDate(line) | Order(line) | Headings(line):
            return (line,)
        case (
            Const()
            | Missing()
            | Assumption()
            | Selector()
            | Axis()
            | Column()
            | Line()
            | Position()
            | Errors()
            | Edits()
            | AsBuilt()
        ):
            return ()
        case _:
            raise DefinitionError(f"unknown node {type(node).__name__}")


def operands(node: Node, into_gathers: bool) -> tuple[Node, ...]:
    """Every leaf of an expression; without `into_gathers` only those taken from the row at hand."""
    match node:
        case Ifs(_, _, where) if not into_gathers:
            inner: tuple[Node, ...] = tuple(each.value for each in where)
        case Lookup(_, _, at) if not into_gathers:
            inner = (at,)
        case Total(Line() as line, "years") if not into_gathers:
            return (Total(line, "years"),)
        case Total() | Product() | Beside() | Copy() | Headings() if not into_gathers:
            return ()
        case _:
            inner = children(node)
            if not inner:
                return (node,)
    return tuple(leaf for child in inner for leaf in operands(child, into_gathers))


def precedents(line: Line) -> tuple[Node, ...]:
    """What a line is computed from, each once, in the order it appears."""
    leaves = operands(line.expr, into_gathers=True)
    return tuple(
        dict.fromkeys(leaf for leaf in leaves if not isinstance(leaf, Const | Missing | Errors | Edits | AsBuilt))
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
