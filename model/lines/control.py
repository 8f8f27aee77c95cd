"""What a control of an output is: a sum over its block, and what it must be, worked out another way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import Column, Const, If, Node, Op, Total, Where, call
from model.expression.terms import at_least, count_ifs, is_, known, when
from model.lines.amounts import legs_class
from model.lines.inputs import column_of

commitments = is_(legs_class, "commitment")
funding = is_(legs_class, "funding")
contingent = is_(legs_class, "contingent")


@dataclass(frozen=True)
class Control:
    """A sum over an output block, and the figure it must be; the name says what is compared."""

    name: str
    sum: Node
    must_be: Node
    unit: str = "USD bn"


def verdict(difference: Line, tolerance: Line) -> Node:
    """PASS where a difference is a number within the tolerance; an error is not."""
    # as it stands: a difference is far below the tolerance, or a fault
    within = when(Op("<=", (difference, tolerance)), "PASS", "FAIL")
    return when(call("is_error", difference), "FAIL", If(known(difference, tolerance), within, Const("FAIL")))


def not_passing(status: Line) -> Node:
    """How many verdicts are not PASS, including errors."""
    return Total(status, how="filled") - count_ifs(is_(status, "PASS"))


def whole(*lines: Line) -> Node:
    """Lines added up, each over all its rows and years."""
    first, *others = (Total(line, "both" if line.wide or line.over is None else "rows") for line in lines)
    return sum(others, start=first)


def of(line: Line, must_be: Node) -> Control:
    """The control of one line, named after it."""
    return Control(line.name.replace("_", "-"), whole(line), must_be, "days" if line.unit == "date" else line.unit)


def without_figure(line: Line, *legs: Where) -> Node:
    """How many of the legs have no figure in the line."""
    return count_ifs(*legs) - count_ifs(*legs, at_least(line, 0))


def as_in_table(columns: Iterable[Line]) -> Iterator[Control]:
    """Columns of an input table, as an output shows them row by row, against the table itself."""
    for line in columns:
        if line.unit != "text":
            column: Column = column_of(line)
            yield of(line, Total(column))
