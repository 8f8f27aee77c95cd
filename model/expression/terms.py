"""The vocabulary for writing lines: small functions that build expressions from nodes."""

from __future__ import annotations

from model.errors import DefinitionError
from model.expression.arithmetic import PLACES, lift
from model.expression.line import Line
from model.expression.missing import is_text, may_lack
from model.expression.nodes import (
    NOT_DISCLOSED,
    Aside,
    Axis,
    Column,
    Const,
    FirstKnown,
    If,
    Ifs,
    Known,
    Lookup,
    Node,
    Op,
    Operand,
    Place,
    Total,
    Where,
    call,
)


def size(figure: Node) -> Op:
    """A figure in whole millionths: what rows are ranked by, equal where figures differ in the last bit only."""
    return call("round", figure * 10**PLACES, 0)


def known(*figures: Node) -> Known:
    return Known(figures)


def when(condition: Node, then: Operand, otherwise: Operand) -> If:
    return If(condition, lift(then), lift(otherwise))


def first_known(*figures: Operand) -> FirstKnown:
    return FirstKnown(tuple(lift(figure) for figure in figures))


def look_up(value: Column | Line | Axis, key: Column | Line | Axis, at: Node) -> Lookup:
    """The value in the row whose key equals `at`; to be asked for only where there is one."""
    return Lookup(value, Place(key, at))


def place_of(key: Column | Line | Axis, at: Node) -> Aside:
    """The number of the row whose key equals `at`, 0 where none does: found once, in a column of its own."""
    what, rows = name_of(at), key.rows.name.replace(" ", "_") if isinstance(key, Axis) and key.rows else name_of(key)
    absent = or_(at.eq(""), count_ifs(is_(key, at)).eq(0))
    place = when(absent, 0, Place(key, at))
    return Aside(
        f"{what}_in_{rows}",
        f"{title_of(at)}: {where_looked_up(key)}",
        "row",
        If(known(at), place, Const(0)) if may_lack(at) and not is_text(at) else place,
        "The number of the row that is looked up; 0 where there is none.",
        shared=True,
    )


def name_of(node: Node) -> str:
    """What a helper line that reads a column, a line or a label is called after."""
    match node:
        case Line(name=name):
            return name
        case Column(table, name):
            return f"{table}_{name}"
        case Axis(rows=rows, part=part) if rows is not None:
            return "_".join((*rows.name.split(), *rows.parts[part].split()))
    raise DefinitionError(f"a look-up by {type(node).__name__} needs a line of its own")


def title_of(node: Node) -> str:
    """What is looked up, as worded in a heading."""
    match node:
        case Line(title=title):
            return title
        case Column(name=name):
            return name.capitalize()
        case Axis(rows=rows, part=part) if rows is not None:
            return rows.parts[part].capitalize()
    raise DefinitionError(f"a look-up by {type(node).__name__} needs a line of its own")


def where_looked_up(key: Column | Line | Axis) -> str:
    """Where it is looked up."""
    match key:
        case Line(title=title):
            return f"row with it in {title}"
        case Column(table=table):
            return f"row in {table}"
        case Axis(rows=rows):
            return f"row of the {'' if rows is None else rows.name}"


def count_apart(count: Node) -> Node:
    """A count in a cell of its own, unless it is a line already."""
    meaning = "The number of figures to add up; where it is 0, the sum is n/d."
    return count if isinstance(count, Line | Total | Aside) else Aside("known", "number known", "count", count, meaning)


def sum_apart(total: Node) -> Node:
    """A sum in a cell of its own; 0 where nothing is disclosed."""
    meaning = "The sum of the figures; 0 where none is disclosed."
    return total if isinstance(total, Line | Total | Aside) else Aside("sum", "sum", "", total, meaning)


def if_any(count: Node, total: Node) -> If:
    """The total, undisclosed where it has no figure to add up; an error among them is in the total and shows."""
    count, total = count_apart(count), sum_apart(total)
    return when(and_(count.eq(0), total.eq(0)), NOT_DISCLOSED, total)


def max_known(values: Column | Line, *where: Where, count: Node | None = None) -> If:
    """The largest of the values whose row meets the conditions; undisclosed where there is none.

    The sum beside it makes errors visible, because not every spreadsheet returns a maximum of no values.
    """
    count, total = count_apart(count_ifs(*where) if count is None else count), sum_apart(sum_ifs(values, *where))
    return when(and_(count.eq(0), total.eq(0)), NOT_DISCLOSED, Ifs("max", values, where))


def sum_of_some(count: Node, known_count: Node, total: Node) -> If:
    """The total of a number of rows: 0 where there is no row, undisclosed where there are rows and none has a
    figure."""
    count = count if isinstance(count, Line) else Aside("rows", "rows", "count", count, "The number of rows sum.")
    known_count, total = count_apart(known_count), sum_apart(total)
    return when(and_(count > 0, known_count.eq(0), total.eq(0)), NOT_DISCLOSED, total)


def latest_of(values: Column | Line, *where: Where) -> If:
    """The largest of the values whose rows meet the conditions; 0 where none does.

    The sum tested first shows errors, and not every spreadsheet has a maximum of no values.
    """
    return when(sum_apart(sum_ifs(values, *where)).eq(0), 0, Ifs("max", values, where))


def total_of(line: Line) -> If:
    """All rows of a line added up, in the year where it runs by year; undisclosed where no row has a value."""
    return if_any(Total(line, how="count"), Total(line))


def sum_known(values: Column | Line, *where: Where) -> If:
    """The values added up whose rows meet the conditions; undisclosed where none of them has a value.

    For values that are never negative, as amounts, capacities and shares are.
    """
    return if_any(count_ifs(*where, at_least(values, 0)), sum_ifs(values, *where))


def find(value: Column | Line | Axis, key: Column | Line | Axis, at: Node, absent: Node = NOT_DISCLOSED) -> If:
    """The value in the row whose key equals `at`; `absent` where no row has it."""
    place = place_of(key, at)
    return when(place.eq(0), absent, Lookup(value, place))


def gap(left: Node, right: Node) -> Op:
    """The difference without its sign."""
    return call("abs", left - right)


def largest(*args: Operand) -> Op:
    return call("max", *args)


def smallest(*args: Operand) -> Op:
    return call("min", *args)


def and_(*args: Node) -> Op:
    return Op("and", flat("and", args))


def or_(*args: Node) -> Op:
    return Op("or", flat("or", args))


def flat(name: str, args: tuple[Node, ...]) -> tuple[Node, ...]:
    """The arguments, with those of the same function taken apart."""
    return tuple(part for arg in args for part in (arg.args if isinstance(arg, Op) and arg.name == name else (arg,)))


def date(year: Operand, month: int, day: int) -> Op:
    return call("date", year, month, day)


def joined(*parts: Operand) -> Op:
    """Texts and whole numbers one after another."""
    first, second, *rest = map(lift, parts)
    together = Op("&", (first, second))
    for part in rest:
        together = Op("&", (together, part))
    return together


def is_(column: Column | Line | Axis, value: Operand) -> Where:
    return Where(column, "=", lift(value))


def is_not(column: Column | Line, value: float | str) -> Where:
    return Where(column, "<>", Const(value))


def above(column: Column | Line, value: float) -> Where:
    return Where(column, ">", Const(value))


def at_least(column: Column | Line, value: float) -> Where:
    return Where(column, ">=", Const(value))


def sum_ifs(values: Column | Line, *where: Where) -> Ifs:
    return Ifs("sum", values, where)


def count_ifs(*where: Where) -> Ifs:
    return Ifs("count", None, where)


def max_ifs(values: Column | Line, *where: Where) -> Ifs:
    return Ifs("max", values, where)


def min_ifs(values: Column | Line, *where: Where) -> Ifs:
    return Ifs("min", values, where)


def below(column: Column | Line, value: Operand) -> Where:
    return Where(column, "<", lift(value))


def at_most(column: Column | Line, value: Operand) -> Where:
    return Where(column, "<=", lift(value))
