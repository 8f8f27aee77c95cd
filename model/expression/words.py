"""An expression in words, for the line reference: what a formula says, with headings of lines in place of cells."""

from __future__ import annotations

from model.errors import DefinitionError
from model.expression.control_nodes import Beside, Copy, Headings, Product
from model.expression.line import Line
from model.expression.nodes import (
    AsBuilt,
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
    Selector,
    ToDate,
    Total,
    Where,
)
from model.expression.ops import FUNCTION_STRENGTH, operator

SIGNS = {"*": "×", "/": "÷", "-": "−", "<>": "≠", "<=": "≤", ">=": "≥", "&": "joined with"}
COMPARISONS = ("<", "<=", ">", ">=")
GATHERED = {"sum": "sum of", "count": "number of rows", "max": "largest", "min": "smallest"}
TOTALLED = {
    "sum": "sum of",
    "max": "largest",
    "min": "smallest",
    "count": "number of figures in",
    "filled": "number of entries in",
}
SPANS = {"rows": "over all rows", "years": "over the row", "both": "over all rows and columns"}
FUNCTIONS = {
    "and": "all of ({}) are true",
    "min": "the smallest of ({})",
    "max": "the largest of ({})",
    "abs": "the absolute value of {}",
    "date": "the date ({})",
    "year": "the year of {}",
    "month": "the month of {}",
    "day": "the day of {}",
    "edate": "the date so many months later ({})",
    "int": "the whole part of {}",
    "or": "any of ({}) is true",
    "is_error": "{} is an error",
    "round": "rounded ({})",
    "trim": "{} without blanks around it",
    "first_item": "the first entry of {}",
    "item": "the entry of that number ({})",
}
ALL_ROWS = 12


def words(line: Line) -> str:
    """The definition of a line as a sentence without a full stop."""
    return sentence(line.expr)


def sentence(expr: Node) -> str:
    """A whole definition as a sentence without a full stop."""
    if isinstance(expr, Each):
        sentences = list(dict.fromkeys(say(arg) for arg in expr.args))
        return "row by row: " + "; ".join(sentences[:ALL_ROWS]) + ("; …" if len(sentences) > ALL_ROWS else "")
    return say(expr)


def say(node: Node) -> str:
    match node:
        case Const(value):
            return f'"{value}"' if isinstance(value, str) else f"{value:g}"
        case Missing():
            return "n/d"
        case Assumption(name, of_case):
            return name if of_case is None else f"{name} ({of_case})"
        case Selector(name):
            return f"the {name.replace('_', ' ')} selected"
        case Axis(rows=None):
            return "the year"
        case Axis(rows=rows, part=part) if rows is not None:
            return f"this {rows.parts[part].replace('_', ' ')}"
        case AsBuilt(column):
            return f"{say(column)} at the build"
        case Column(table, name):
            return f"{table}[{name}]"
        case Line(title=title):
            return f"‹{title}›"
        case Op(sign, (Op("round", (Op("-", (left, right)), Const())), Const(0))) if sign in COMPARISONS:
            return operation(sign, (left, right))
        case Op("round", (Op("*", (figure, Const())), Const(0))):
            return f"{within(figure, FUNCTION_STRENGTH)} in whole millionths"
        case Op(name, args):
            return operation(name, args)
        case If(condition, then, otherwise):
            return f"if {say(condition)}: {say(then)}, else {say(otherwise)}"
        case Known(args):
            return f"{listed(args)} {'is' if len(args) == 1 else 'are'} disclosed"
        case FirstKnown(args):
            return f"the first disclosed of ({', '.join(say(arg) for arg in args)})"
        case Choice(low, base, high):
            return f"by case ({say(low)}; {say(base)}; {say(high)})"
        case Ifs(how, values, where):
            what = "" if values is None else f" {say(values)}"
            return f"{GATHERED[how]}{what} where {' and '.join(comparison(each) for each in where)}"
        case Lookup(value, Place() as place):
            return f"{say(value)} in {say(place)}"
        case Lookup(value, place):
            return f"{say(value)} in the row with the number {say(place)}"
        case Place(key, at):
            return f"the row whose {say(key).removeprefix('this ')} is {say(at)}"
        case Pick(number, args):
            return f"by {say(number)} ({'; '.join(say(arg) for arg in args)})"
        case Total(values, along, how):
            return f"{TOTALLED[how]} {say(values)} {SPANS[along]}"
        case Product(left, right):
            return f"{say(left)} × {say(right)} added up"
        case Beside(values, other, compare):
            return f"{TOTALLED['sum']} {say(values)} where {say(other)} {SIGNS.get(compare, compare)} 0"
        case Copy(line, beside):
            return f"{TOTALLED['sum']} {say(line)} as shown beside {say(beside)}"
        case Headings(line):
            return f"sum of the years above {say(line)}"
        case ToDate(line):
            return f"{say(line)} added up from the first year"
        case Position():
            return "the number of the row"
        case Order(line):
            return f"the place of {say(line)} among all, the largest first"
        case Errors(where):
            return f"whether a figure of {where} is an error"
        case Edits(table, what=what):
            return f"how many rows of {table} as built were {what}"
        case _:
            raise DefinitionError(f"no words for {type(node).__name__}")


def listed(args: tuple[Node, ...]) -> str:
    return " and ".join(say(arg) for arg in args)


def operation(name: str, args: tuple[Node, ...]) -> str:
    if operator(name).strength == FUNCTION_STRENGTH:
        return FUNCTIONS[name].format(", ".join(say(arg) for arg in args))
    if name == "neg":
        return f"−{within(args[0], operator(name).strength)}"
    own = operator(name).strength
    left, right = args
    return f"{within(left, own)} {SIGNS.get(name, name)} {within(right, own + 1)}"


def within(node: Node, at_least: int) -> str:
    """An operand, in parentheses where it would be read wrongly."""
    loose = isinstance(node, If | Ifs | Lookup | Total | ToDate | Order | Known)
    weak = isinstance(node, Op) and operator(node.name).strength < at_least
    return f"({say(node)})" if loose or weak else say(node)


def comparison(where: Where) -> str:
    own = "this row's " if where.bound and isinstance(where.value, Line) else ""
    return f"{say(where.column)} {SIGNS.get(where.compare, where.compare)} {own}{say(where.value)}"
