"""How an undisclosed figure propagates: a line with an undisclosed operand shows "n/d", never 0 and never #VALUE!.

`explicit` rewrites an expression so that every such case is a test in the formula. `values` needs no rewriting,
because NaN travels by itself. The parity tests hold the two together.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from model.errors import DefinitionError
from model.expression.control_nodes import Beside, Copy, Headings, Product
from model.expression.line import Line
from model.expression.nodes import (
    NOT_DISCLOSED,
    Assumption,
    Axis,
    Choice,
    Column,
    Const,
    Each,
    Edits,
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
    Selector,
    ToDate,
    Total,
)
from model.expression.ops import operator

Figures = frozenset[Node]


def is_text(node: Node) -> bool:
    """Whether an expression gives text."""
    match node:
        case Const(value):
            return isinstance(value, str)
        case Column(kind=kind):
            return kind == "text"
        case Axis(rows=rows):
            return rows is not None
        case Line():
            return line_is_text(node)
        case Op(name):
            return operator(name).text
        case Selector():
            return True
        case If(_, then, otherwise):
            return is_text(then) or is_text(otherwise)
        case Lookup(value):
            return is_text(value)
        case Each(args) | Pick(_, args):
            return any(is_text(arg) for arg in args)
        case _:
            return False


@cache
def line_is_text(line: Line) -> bool:
    return is_text(line.expr)


@cache
def line_may_lack(line: Line) -> bool:
    return may_lack(line.expr)


def may_lack(node: Node, certain: Figures = frozenset()) -> bool:
    """Whether an expression can come out undisclosed, where `certain` are known to be disclosed."""
    match node:
        case _ if certain and node in certain:  # looking takes long: a node is hashed with all its parts
            return False
        case Missing() | Edits():
            return True
        case Column(kind=kind, optional=optional):
            return optional and kind != "text"
        case Line():
            return line_may_lack(node)
        case Op(name, args):
            return not operator(name).text and (any(may_lack(arg, certain) for arg in args) or bool(guards(node)))
        case If(Known(args), then, otherwise):
            return may_lack(then, certain | set(args)) or may_lack(otherwise, certain)
        case If(condition, then, otherwise):
            return may_lack(condition, certain) or may_lack(then, certain) or may_lack(otherwise, certain)
        case FirstKnown(args):
            return may_lack(args[-1], certain)
        case Choice(low, base, high):
            return any(may_lack(each, certain) for each in (low, base, high))
        case Lookup(value) | Order(value):
            return may_lack(value)
        case Ifs(where=where):
            return any(each.bound and may_lack(each.value, certain) for each in where)
        case Each(args) | Pick(_, args):
            return any(may_lack(arg, certain) for arg in args)
        case _:
            return False


def definition(node: Node) -> Node:
    """The whole definition of a line, with each undisclosed operand tested.

    If the definition is nothing but a gathering, an undisclosed number must match no row; a spreadsheet would match the
    rows that show n/d. Within a definition, a test outside the gathering sees to that; a text is looked for as it
    stands.
    """
    like = [each for each in node.where if not is_text(each.value)] if isinstance(node, Ifs) else []
    lacks: Figures = frozenset().union(*(lacking(each.value, frozenset()) for each in like if not each.bound))
    return If(Known(in_turn(lacks)), explicit(node, lacks), Const(0)) if lacks else explicit(node)


def explicit(node: Node, certain: Figures = frozenset()) -> Node:
    """The same expression with each undisclosed operand tested; `certain` are known to be disclosed here."""
    match node:
        case Column() if may_lack(node) and node not in certain:
            return If(Known((node,)), node, NOT_DISCLOSED)
        case Column(kind="text", optional=True):
            return Op("&", (node, Const("")))
        case Lookup(value, place) if isinstance(value, Column) and value.optional:
            looked_up = replace(node, place=explicit(place, certain))
            if is_text(value):
                return Op("&", (looked_up, Const("")))
            return If(Op("=", (looked_up, Const(""))), NOT_DISCLOSED, looked_up)
        case Lookup(_, place):
            return replace(node, place=explicit(place, certain))
        case Place(_, at):
            return replace(node, at=explicit(at, certain))
        case Pick(number, args):
            return Pick(number, tuple(explicit(arg, certain) for arg in args))
        case If(Known(args), then, otherwise):
            return if_known(args, explicit(then, certain | set(args)), explicit(otherwise, certain))
        case If(condition, then, otherwise):
            lacks = lacking(condition, certain)
            inner = certain | lacks
            branches = If(inside(condition, inner), explicit(then, inner), explicit(otherwise, inner))
            return guarded(branches, lacks)
        case FirstKnown((Line() as line, Const(0))):
            return node if may_lack(line, certain) else line
        case FirstKnown(args):
            rest = explicit(args[-1], certain)
            for figure in reversed(args[:-1]):
                rest = If(Known((figure,)), figure, rest) if may_lack(figure, certain) else figure
            return rest
        case Choice(low, base, high):
            return Choice(explicit(low, certain), explicit(base, certain), explicit(high, certain))
        case Ifs():
            return guarded(node, lacking(node, certain))
        case Order(line) if may_lack(line) and line not in certain:
            return If(Known((line,)), node, NOT_DISCLOSED)
        case Op(name) if not operator(name).text:
            lacks = lacking(node, certain)
            safe = inside(node, certain | lacks)
            for sign, operand in reversed(guards(node)):
                guard = Op(sign, (inside(operand, certain | lacks), Const(0)))
                safe = If(guard, NOT_DISCLOSED, safe) if sign == "=" else If(guard, safe, NOT_DISCLOSED)
            return guarded(safe, lacks)
        case Op(name, args):
            return Op(name, tuple(inside(arg, certain) for arg in args))
        case _:
            return node


def inside(node: Node, certain: Figures) -> Node:
    """An operand within arithmetic or a condition, whose undisclosed figures are tested outside it."""
    match node:
        case Op(name, args):
            return Op(name, tuple(inside(arg, certain) for arg in args))
        case Column() | Lookup() | Ifs():
            return node
        case _:
            return explicit(node, certain)


def guarded(node: Node, figures: Figures) -> Node:
    """`node` where all the figures are disclosed, else undisclosed."""
    if not figures:
        return node
    return if_known(in_turn(figures), node, NOT_DISCLOSED)


def if_known(figures: tuple[Node, ...], node: Node, otherwise: Node) -> If:
    """`node` where all the figures are disclosed; one test where two of them give the same otherwise."""
    match node:
        case If(Known(more), then, same) if same == otherwise:
            return If(Known(tuple(dict.fromkeys((*figures, *more)))), then, otherwise)
    return If(Known(figures), node, otherwise)


def in_turn(figures: Figures) -> tuple[Node, ...]:
    """The figures by name."""
    return tuple(sorted(figures, key=lambda figure: getattr(figure, "name", "")))


def lacking(node: Node, certain: Figures) -> Figures:
    """The columns and lines in an arithmetic expression that may be undisclosed and have not been tested yet."""
    match node:
        case Op("=" | "<>", args) if any(is_text(arg) for arg in args):
            return frozenset()
        case Op(_, args):
            return frozenset().union(*(lacking(arg, certain) for arg in args))
        case Column() | Line():
            return frozenset({node}) if may_lack(node) and node not in certain else frozenset()
        case Ifs(where=where):
            return frozenset().union(*(lacking(each.value, certain) for each in where if each.bound))
        case Known() | Const() | Axis() | Assumption() | Selector() | Total() | ToDate():
            return frozenset()
        case Position() | Product() | Beside() | Copy() | Headings():
            return frozenset()
        case _ if may_lack(node, certain):
            raise DefinitionError(f"{type(node).__name__} that may lack a value needs a line of its own in arithmetic")
        case _:
            return frozenset()


def is_positive(node: Node) -> bool:
    """Whether no test is needed: a constant, or an expression that is always at least 1."""
    match node:
        case Op("max", args):
            return any(isinstance(arg, Const) and not isinstance(arg.value, str) and arg.value > 0 for arg in args)
        case _:
            return isinstance(node, Const)


def guards(node: Node) -> tuple[tuple[str, Node], ...]:
    """What must be tested before an arithmetic expression is computed, the innermost first.

    A divisor is not 0; what is raised to a power is above 0, where every spreadsheet has a number. Constants are known.
    """
    match node:
        case Op(name, args):
            inner = tuple(guard for arg in args for guard in guards(arg))
            own = {"/": ("=", args[-1]), "^": (">", args[0])}.get(name)
            own_guards = () if own is None or is_positive(own[1]) else (own,)
            return tuple(dict.fromkeys(inner + own_guards))
        case _:
            return ()
