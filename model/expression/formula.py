"""An expression as the text of an Excel formula.

The result is a template: pieces of text, and cells whose place depends on the row and column it is filled
into. Where things stand is asked of `Places`; this module knows no sheet and no address.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from model.errors import DefinitionError
from model.expression.line import Line
from model.expression.missing import explicit
from model.expression.nodes import (
    NOT_DISCLOSED,
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
    Selector,
    ToDate,
    Total,
    Where,
)
from model.expression.ops import FUNCTION_STRENGTH, OPERATORS, operator

MISSING_TEXT = "n/d"
ATOM = 10
GATHERING = {"sum": "SUMIFS", "count": "COUNTIFS", "max": "_xlfn.MAXIFS", "min": "_xlfn.MINIFS"}
TOTALS = {"sum": "SUM({})", "max": "MAX({})", "min": "MIN({})", "count": "COUNT({})", "filled": "COUNTA({})"}


class Piece(Protocol):
    """A cell or range reference that becomes text for a given target cell."""

    def down(self, column: int) -> Template:
        """The reference for every target cell in a column."""


Text = tuple[str | Piece, ...]
# the formula of a column of cells: text, and row numbers as offsets from the row it stands in
Template = tuple[str | int, ...]


class Places(Protocol):
    """Where columns and lines stand, seen from the line `of` whose formula is being written."""

    def here(self, node: Column | Line | Axis, of: Line) -> Text:
        """The cell in the row (and year) of the target."""

    def rows(self, node: Column | Line | Axis, of: Line) -> Text:
        """All rows, in the target's year where the node runs by year; of a table also the free rows below it."""

    def gathered(self, nodes: Sequence[Column | Line | Axis], of: Line) -> list[Text]:
        """All rows of each, taken from one table or one block; in the target's year where a line runs by year."""

    def looked_up(self, node: Column | Line | Axis, of: Line) -> Text:
        """All rows, as a range in which a place is looked up: of more than one cell."""

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

    def area(self, sheet: str) -> Text:
        """All blocks of a sheet."""

    def as_built(self, table: str, what: Literal["edited", "removed"]) -> Text:
        """Of a table as built, how often each row's key is found, or how many of its cells differ; nothing where no
        sheet holds it."""


def formula(line: Line, places: Places, row: int = 0) -> Text:
    """The formula of a line (without "="), a template for all its cells; `row` picks from `Each`."""
    expr = line.expr.args[row] if isinstance(line.expr, Each) else line.expr
    return Renderer(line, places).render(explicit(expr))[0]


def down(text: Text, column: int) -> Template:
    """The formula for all cells of a column."""
    pieces: list[str | int] = []
    for piece in text:
        for part in (piece,) if isinstance(piece, str) else piece.down(column):
            if pieces and isinstance(part, str) and isinstance(pieces[-1], str):
                pieces[-1] += part
            else:
                pieces.append(part)
    return tuple(pieces)


def in_row(template: Template, row: int) -> str:
    """The formula in the cell of that row."""
    return "".join(piece if isinstance(piece, str) else str(row + piece) for piece in template)


def fill(text: Text, row: int, column: int) -> str:
    """The formula in the cell at (row, column)."""
    return in_row(down(text, column), row)


def is_label(line: Line, row: int) -> bool:
    """Whether the cell holds plain text or a row label and no formula."""
    expr = line.expr.args[row] if isinstance(line.expr, Each) else line.expr
    return isinstance(expr, Const) and isinstance(expr.value, str)


def literal(value: float | str) -> str:
    """A constant as Excel writes it."""
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return repr(int(value)) if float(value).is_integer() else repr(float(value))


def apart(separator: str, parts: list[Text]) -> Text:
    """The parts with a separator between them."""
    spread: list[str | Piece] = []
    for index, part in enumerate(parts):
        spread += [separator, *part] if index else [*part]
    return tuple(spread)


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
            case Lookup(value, key, at):
                return self.lookup(value, key, at)
            case Total(values, along, how):
                before, after = TOTALS[how].split("{}")
                total: Text = (before, *self.span(values, along), after)
                if how == "filled" and isinstance(values, Column):  # but for the column's heading
                    return (*total, "-1"), operator("-").strength
                return total, FUNCTION_STRENGTH
            case Product(left, right):
                return self.call("SUMPRODUCT", self.whole(left), self.whole(right))
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
                here, to_here = places.here(of, line), places.down_to(of, line)
                larger = self.call("COUNTIF", places.rows(of, line), ('">"&', *here))[0]
                return (*larger, "+", *self.call("COUNTIF", to_here, here)[0]), operator("+").strength
            case Errors(sheet):
                return ("IF(ISERROR(SUM(", *places.area(sheet), ")),1,0)"), FUNCTION_STRENGTH
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

    def lookup(self, value: Column | Line | Axis, key: Column | Line | Axis, at: Node) -> tuple[Text, int]:
        position = self.call("MATCH", self.text(at), self.places.looked_up(key, self.line), ("0",))[0]
        return self.call("INDEX", self.places.looked_up(value, self.line), position)

    def whole(self, of: Line) -> Text:
        """All cells of a line."""
        return self.places.both(of, self.line) if of.over is None or of.wide else self.places.rows(of, self.line)

    def span(self, values: Column | Line, along: str) -> Text:
        if along == "rows":
            return self.places.rows(values, self.line)
        if isinstance(values, Column):
            raise DefinitionError(f"line {self.line.name}: a table column has no years")
        return self.places.years(values, self.line) if along == "years" else self.places.both(values, self.line)
