"""An expression as the text of an Excel formula.

The result is a template: pieces of text, and cells whose place depends on the row and column it is filled into.
`Places` knows where things are; this module knows no sheet and no address.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from model.errors import DefinitionError
from model.expression.control_nodes import Beside, Copy, Headings, Product
from model.expression.line import Line
from model.expression.missing import definition
from model.expression.nodes import (
    NOT_DISCLOSED,
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
from model.expression.ops import FUNCTION_STRENGTH, OPERATORS, operator
from model.expression.templates import MISSING_TEXT, Piece, Text, apart, literal

ATOM = 10
GATHERING = {"sum": "SUMIFS", "count": "COUNTIFS", "max": "_xlfn.MAXIFS", "min": "_xlfn.MINIFS"}
TOTALS = {"sum": "SUM({})", "max": "MAX({})", "min": "MIN({})", "count": "COUNT({})", "filled": "COUNTA({})"}


class Places(Protocol):
    """Where columns and lines stand, seen from the line `of` whose formula is being written."""

    def here(self, node: Column | Line | Axis, of: Line) -> Text:
        """The cell in the row (and year) of the target."""

    def rows(self, node: Column | Line | Axis, of: Line) -> Text:
        """All rows, in the target's year where the node runs by year; of a table also the free rows below it."""

    def gathered(self, nodes: Sequence[Column | Line | Axis], of: Line) -> list[Text]:
        """All rows of each, taken from one table or one block; in the target's year where a line runs by year."""

    def with_heading(self, node: Column | Line | Axis, of: Line) -> Text:
        """The only row of a block and the heading above it: a range in which a key is looked for has more than one
        cell. Nothing where there are more rows."""

    def years(self, node: Line, of: Line) -> Text:
        """All years, in the target's row."""

    def to_date(self, node: Line, of: Line) -> Text:
        """From the first year to the target's year, in the target's row."""

    def down_to(self, node: Line | Axis, of: Line) -> Text:
        """From the first row to the target's row."""

    def both(self, node: Line, of: Line) -> Text:
        """All rows and years."""

    def copy(self, node: Line, beside: Line, of: Line) -> Text:
        """All rows of a line where the block of another one shows it."""

    def headings(self, node: Line, of: Line) -> Text:
        """The years above a line."""

    def assumption(self, node: Assumption) -> Text:
        """The cell or name that holds the assumption."""

    def case_number(self) -> Text:
        """1, 2, 3 for the cases in order."""

    def area(self, where: str) -> Text:
        """All of a table, or all blocks of a sheet."""

    def as_built(self, table: str, what: Literal["edited", "removed"]) -> Text:
        """For a table as built: how often each row's key is found, or how many of its cells differ; nothing if no
        sheet contains the table."""


def formula(line: Line, places: Places, row: int = 0) -> Text:
    """The formula of a line (without "="), a template for all its cells; `row` picks from `Each`."""
    expr = line.expr.args[row] if isinstance(line.expr, Each) else line.expr
    return Renderer(line, places).render(definition(expr))[0]


def is_label(line: Line, row: int) -> bool:
    """Whether the cell holds plain text or a row label and no formula."""
    expr = line.expr.args[row] if isinstance(line.expr, Each) else line.expr
    return isinstance(expr, Const) and isinstance(expr.value, str)


class Renderer:
    """Renders the expression of one line; each method gives the text and how tightly it binds."""

    def __init__(self, line: Line, places: Places) -> None:
        self.line = line
        self.places = places

    def text(self, node: Node) -> Text:
        return self.render(node)[0]

    def call(self, name: str, *args: Text) -> tuple[Text, int]:
        return (f"{name}(", *apart(",", list(args)), ")"), FUNCTION_STRENGTH

    def render(self, node: Node) -> tuple[Text, int]:
        line, places = self.line, self.places
        match node:
            case Const(value):
                negative = not isinstance(value, str) and value < 0
                return (literal(value),), operator("neg").strength if negative else ATOM
            case Missing():
                return (literal(MISSING_TEXT),), ATOM
            case Assumption():
                return places.assumption(node), ATOM
            case Selector(name):
                return (name,), ATOM
            case Column() | Line() | Axis():
                return places.here(node, line), ATOM
            case Op():
                return self.operation(node)
            case If(Known(args), then, otherwise):
                return self.call("IF", self.lacking(args), self.text(otherwise), self.text(then))
            case If(condition, then, otherwise):
                return self.call("IF", self.text(condition), self.text(then), self.text(otherwise))
            case FirstKnown((Line() as figure, Const(0))):  # n/d is a text, of which N makes 0
                return self.call("N", places.here(figure, line))
            case Known(args):
                return self.call("NOT", self.lacking(args))
            case Choice(low, base, high):
                cases = tuple(self.text(each) for each in (low, base, high))
                return self.call("CHOOSE", places.case_number(), *cases)
            case Ifs(how, values, where):
                ranges = places.gathered(node.gathered(), line)
                first = () if values is None else (ranges[0],)
                pairs = zip(ranges[len(first) :], map(self.criterion, where), strict=True)
                return self.call(GATHERING[how], *first, *(part for pair in pairs for part in pair))
            case Lookup(value, place):
                return self.looked_up(value, place)
            case Place(key, at):
                return self.place(key, at)
            case Pick(number, args):
                return self.call("CHOOSE", self.text(number), *(self.text(arg) for arg in args))
            case Total(values, along, how):
                before, after = TOTALS[how].split("{}")
                total: Text = (before, *self.span(values, along), after)
                if how == "filled" and isinstance(values, Column):  # but for the column's heading
                    return (*total, "-1"), operator("-").strength
                return total, FUNCTION_STRENGTH
            case Product(left, right):
                return self.call("SUMPRODUCT", self.factor(left), self.factor(right))
            case Beside(values, other, compare):
                return self.call("SUMIFS", self.whole(values), self.whole(other), (literal(f"{compare}0"),))
            case Copy(of, beside):
                return self.call("SUM", places.copy(of, beside, line))
            case Headings(of):
                return self.call("SUM", places.headings(of, line))
            case ToDate(of):
                return self.call("SUM", places.to_date(of, line))
            case Position(rows):
                return self.call("ROWS", places.down_to(rows.key(), line))
            case Order(of):
                return self.order(of)
            case Errors(where):
                return ("IF(ISERROR(SUM(", *places.area(where), ")),1,0)"), FUNCTION_STRENGTH
            case Edits(table, what=change):
                built = places.as_built(table, change)
                criterion = literal(">0") if change == "edited" else "0"
                return self.call("COUNTIF", built, (criterion,)) if built else self.render(NOT_DISCLOSED)
            case _:
                raise DefinitionError(f"no Excel rendering for {type(node).__name__}")

    def operation(self, node: Op) -> tuple[Text, int]:
        """An operator between its operands, or a function template with its arguments."""
        op = operator(node.name)
        if op not in OPERATORS:
            raise DefinitionError(f"no Excel rendering for operator {node.name}")
        if op.strength == FUNCTION_STRENGTH:
            parts = [self.text(arg) for arg in node.args]
            if "{args}" in op.excel:
                before, after = op.excel.split("{args}")
                return (before, *apart(",", parts), after), FUNCTION_STRENGTH
            return self.template(op.excel, parts), FUNCTION_STRENGTH
        if node.name == "neg":
            return ("-", *self.operand(node.args[0], op.strength)), op.strength
        left, right = node.args
        # Excel reads operators of one strength from left to right, powers too
        return (
            *self.operand(left, op.strength),
            op.excel,
            *self.operand(right, op.strength + 1),
        ), op.strength

    def operand(self, node: Node, at_least: int) -> Text:
        text, strength = self.render(node)
        return text if strength >= at_least else ("(", *text, ")")

    def template(self, spelling: str, parts: list[Text]) -> Text:
        pieces: list[str | Piece] = []
        for chunk in spelling.split("{"):
            number, brace, rest = chunk.partition("}")
            pieces += [*parts[int(number)], rest] if brace else [chunk]
        return tuple(pieces)

    def lacking(self, figures: Sequence[Node]) -> Text:
        """Whether one of the figures is not disclosed: a blank cell of a table, n/d in a line. An error is neither."""
        tests = [
            (*self.text(each), '=""') if isinstance(each, Column) else self.call("ISTEXT", self.text(each))[0]
            for each in figures
        ]
        return tests[0] if len(tests) == 1 else self.call("OR", *tests)[0]

    def criterion(self, where: Where) -> Text:
        if where.compare == "=":
            return self.text(where.value)
        match where.value:
            case Const(value):
                return (literal(where.compare + (value if isinstance(value, str) else literal(value))),)
            case value:
                return (f'"{where.compare}"&', *self.operand(value, operator("&").strength + 1))

    def order(self, of: Line) -> tuple[Text, int]:
        """How many rows are larger, and how many are as large down to the row at hand."""
        here, to_here = self.places.here(of, self.line), self.places.down_to(of, self.line)
        larger = self.call("COUNTIF", self.places.rows(of, self.line), ('">"&', *here))[0]
        return (*larger, "+", *self.call("COUNTIF", to_here, here)[0]), operator("+").strength

    def looked_up(self, value: Column | Line | Axis, place: Node) -> tuple[Text, int]:
        """The value in a row; in a block of one row, the heading is counted with it on both sides."""
        with_heading = self.places.with_heading(value, self.line)
        if not with_heading:
            return self.call("INDEX", self.places.rows(value, self.line), self.text(place))
        number = self.operand(place, operator("+").strength)
        return self.call("INDEX", with_heading, (*number, "+1"))

    def place(self, key: Column | Line | Axis, at: Node) -> tuple[Text, int]:
        """The row of a key; in a block of one row it is looked for from the heading on."""
        with_heading = self.places.with_heading(key, self.line)
        keys = with_heading or self.places.rows(key, self.line)
        match = self.call("MATCH", self.text(at), keys, ("0",))
        return ((*match[0], "-1"), operator("-").strength) if with_heading else match

    def whole(self, of: Line) -> Text:
        """All cells of a line."""
        return self.places.both(of, self.line) if of.over is None or of.wide else self.places.rows(of, self.line)

    def factor(self, of: Line) -> Text:
        """All cells of a line; a single one with its heading, for not every spreadsheet multiplies single cells."""
        alone = of.over is not None and not of.wide
        return (self.places.with_heading(of, self.line) if alone else ()) or self.whole(of)

    def span(self, values: Column | Line, along: str) -> Text:
        if along == "rows":
            return self.places.rows(values, self.line)
        if isinstance(values, Column):
            raise DefinitionError(f"line {self.line.name}: a table column has no years")
        return self.places.years(values, self.line) if along == "years" else self.places.both(values, self.line)
