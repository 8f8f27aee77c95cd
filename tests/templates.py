"""What the templates of `model/expression/terms.py` say themselves: the guards of look-ups and of sums.

Lines contain them many times; here a part of a definition is recognised as one by its shape.
"""

from __future__ import annotations

from model.expression.line import rewrite
from model.expression.nodes import Const, If, Ifs, Lookup, Missing, Node, Op, Place

TEMPLATES = ("place_of", "find", "if_any", "max_known", "sum_of_some", "latest_of")


def template_of(node: object) -> str:
    """The name of the function that gives a node like this one, or nothing."""
    match node:
        case If(Op("or", (Op("=", (_, Const(""))), Op("=", (Ifs("count", None), Const(0))))), Const(0), Place()):
            return "place_of"
        case If(Op("=", (_, Const(0))), _, Lookup()):
            return "find"
        case If(Op("=", (_, Const(0))), Const(0), Ifs("max")):
            return "latest_of"
        case If(Op("and", (Op("=", (_, Const(0))), Op("=", (_, Const(0))))), Missing(), otherwise):
            return "max_known" if isinstance(otherwise, Ifs) and otherwise.how == "max" else "if_any"
        case If(Op("and", (Op(">", (_, Const(0))), Op("=", (_, Const(0))), Op("=", (_, Const(0))))), Missing()):
            return "sum_of_some"
    return ""


def tested(stamp: If) -> tuple[Node, ...]:
    """What a template is given and tests: the place, the count, the sum; of a place its key and what is looked up."""
    match stamp:
        case If(_, _, Place(key, at)):
            return key, at
        case If(Op("=", (operand, _))):
            return (operand,)
        case If(Op(_, args)):
            return tuple(arg.args[0] for arg in args if isinstance(arg, Op))
    return ()


def with_operand(stamp: Node, operand: Node, other: Node) -> Node:
    """The template with another operand, wherever it stands."""
    return rewrite(stamp, lambda node: other if node == operand else None)
