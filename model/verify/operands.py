"""A formula taken apart as far as its operators and calls: what is compared, what is raised, what a function is given.

Formulas that differ only in the cells they name have one form, which is taken apart once. Numbers are computed from
values at hand with the four operators alone; what a function gives is not known here.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

Figure = float | None  # a number, or nothing known
Compute = Callable[[Callable[[str], Figure], Sequence[str]], Figure]  # from values of references, and the cells named
BINDING = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 6}
SIGN = 7  # binds closer than a power: -2^2 is 4
COMPARISONS = frozenset(["=", "<>", "<", ">", "<=", ">="])
POWER = frozenset(["^"])
WORK = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": lambda base, power: base**power if base >= 0 else None,
}
HOLE = "\ue000"  # stands where a form names a cell
CELL = re.compile(r""""[^"]*"|'[^']*'|(?<![\w.$\\])(\$?[A-Za-z]{1,3}\$?\d{1,7})(?![\w(.!])""")


@dataclass(frozen=True)
class Reference:
    """A reference of a form: its text around the cells, and the number of the first of them."""

    texts: tuple[str, ...]
    first: int

    def of(self, cells: Sequence[str]) -> str:
        """The reference as a formula spells it."""
        start, *rest = self.texts
        return start + "".join(cells[at] + text for at, text in enumerate(rest, start=self.first))


@dataclass(frozen=True)
class Form:
    """Comparisons and powers whose two sides may be numbers, and calls with their arguments, from inside out.

    An argument that is one reference is there, any other is None.
    """

    pairs: tuple[tuple[str, Compute, Compute], ...] = ()
    calls: tuple[tuple[str, tuple[Reference | None, ...]], ...] = ()


@dataclass(frozen=True)
class Operands:
    """What one formula compares and raises, and what it gives to functions."""

    form: Form
    cells: Sequence[str]

    def pairs(self, signs: Collection[str], value: Callable[[str], Figure]) -> Iterator[tuple[str, float, float]]:
        """What these operators compare or raise; `value` gives the number that a reference stands for."""
        for sign, left, right in self.form.pairs:
            if sign in signs:
                one, other = left(value, self.cells), right(value, self.cells)
                if one is not None and other is not None:
                    yield sign, one, other

    def calls(self, names: Collection[str]) -> Iterator[tuple[str, list[str]]]:
        """The calls of these functions, each argument as its text, or "" where it is more than a reference."""
        for name, arguments in self.form.calls:
            if name in names:
                yield name, ["" if each is None else each.of(self.cells) for each in arguments]


def operands(formula: str) -> Operands:
    """Take a formula apart; whatever is not understood is left out."""
    cells: list[str] = []

    def hole(match: re.Match[str]) -> str:
        if match[1] is None:  # a text, or a sheet in quotes
            return match[0]
        cells.append(match[1])
        return HOLE

    return Operands(form_of(CELL.sub(hole, formula)), cells)


@lru_cache(maxsize=50_000)
def form_of(text: str) -> Form:
    """The form of all formulas with this text around the cells that they name."""
    try:
        parser = Parser([token for token in Tokenizer(f"={text}").items if token.type != Token.WSPACE])
        parser.expression(0)
    except Exception:  # the tokenizer raises many kinds on nonsense
        return Form()
    return Form(tuple(parser.pairs), tuple(parser.calls))


class Parser:
    """Goes through tokens once, from left to right; what it gives for an expression computes its number."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.at, self.cells = tokens, 0, 0
        self.pairs: list[tuple[str, Compute, Compute]] = []
        self.calls: list[tuple[str, tuple[Reference | None, ...]]] = []

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def expression(self, least: int) -> Compute | None:
        left = self.operand()
        while (token := self.peek()) is not None:
            if token.type == Token.OP_POST:
                self.take()
                left = applied(operator.truediv, left, number(100.0))
            elif token.type == Token.OP_IN and BINDING.get(token.value, 0) > least:
                self.take()
                left = self.joined(token.value, left, self.expression(BINDING[token.value]))
            else:
                return left
        return left

    def joined(self, sign: str, left: Compute | None, right: Compute | None) -> Compute | None:
        if sign in COMPARISONS | POWER and left is not None and right is not None:
            self.pairs.append((sign, left, right))
        return applied(WORK[sign], left, right) if sign in WORK else None

    def operand(self) -> Compute | None:
        token = self.take()
        if token.type == Token.OP_PRE:
            inside = self.expression(SIGN)
            return applied(operator.sub, number(0.0), inside) if token.value == "-" else inside
        if token.type == Token.PAREN:
            inside = self.expression(0)
            self.take()
            return inside
        if token.type == Token.FUNC:
            return self.call(token.value[:-1].upper())
        if token.type == Token.OPERAND and token.subtype == Token.NUMBER:
            return number(float(token.value))
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            reference = self.reference(token)
            return lambda value, cells: value(reference.of(cells))
        return None

    def reference(self, token: Token) -> Reference:
        texts = tuple(token.value.split(HOLE))
        self.cells += len(texts) - 1
        return Reference(texts, self.cells - len(texts) + 1)

    def call(self, name: str) -> Compute | None:
        """A call's arguments; their result is not known, except for the power of two numbers."""
        arguments: list[Reference | None] = []
        figures: list[Compute | None] = []
        while (token := self.peek()) is not None and token.subtype != Token.CLOSE:
            if token.type == Token.SEP:
                self.take()
                continue
            start, cells = self.at, self.cells
            figures.append(self.expression(0))
            alone = self.at == start + 1 and self.tokens[start].subtype == Token.RANGE
            arguments.append(Reference(tuple(self.tokens[start].value.split(HOLE)), cells) if alone else None)
        self.take()
        name = name.rpartition(".")[2]
        self.calls.append((name, tuple(arguments)))
        return self.joined("^", *figures) if name == "POWER" and len(figures) == 2 else None


def number(figure: float) -> Compute:
    return lambda value, cells: figure


def applied(work: Callable[[float, float], Figure], left: Compute | None, right: Compute | None) -> Compute | None:
    """What an operator makes of two numbers; nothing is known of what cannot be computed."""
    if left is None or right is None:
        return None

    def compute(value: Callable[[str], Figure], cells: Sequence[str]) -> Figure:
        one, other = left(value, cells), right(value, cells)
        try:
            return None if one is None or other is None else work(one, other)
        except ArithmeticError:
            return None

    return compute
