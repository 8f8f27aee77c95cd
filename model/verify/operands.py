"""A formula taken apart as far as its operators and calls: what is compared, what is raised, what a function is given.

Numbers are computed from values at hand with the four operators alone; what a function gives is not known here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

Figure = float | None  # a number, or nothing known
BINDING = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 6}
SIGN = 7  # binds closer than a power: -2^2 is 4


@dataclass
class Operands:
    """What was found in one formula: operators with the numbers on both sides, and calls with their arguments.

    An argument that is one reference is its text, any other is "".
    """

    pairs: list[tuple[str, float, float]] = field(default_factory=list)
    calls: list[tuple[str, list[str]]] = field(default_factory=list)


def operands(formula: str, value: Callable[[str], Figure]) -> Operands:
    """Take a formula apart; `value` gives the number that a reference stands for. Whatever is not understood is left
    out."""
    parts = Operands()
    try:
        tokens = [token for token in Tokenizer(f"={formula}").items if token.type != Token.WSPACE]
        Parser(tokens, value, parts).expression(0)
    except Exception:  # the tokenizer raises many kinds on nonsense
        return Operands()
    return parts


class Parser:
    """Goes through tokens once, from left to right."""

    def __init__(self, tokens: list[Token], value: Callable[[str], Figure], parts: Operands) -> None:
        self.tokens, self.value, self.parts, self.at = tokens, value, parts, 0

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def expression(self, least: int) -> Figure:
        left = self.operand()
        while (token := self.peek()) is not None:
            if token.type == Token.OP_POST:
                self.take()
                left = None if left is None else left / 100
            elif token.type == Token.OP_IN and BINDING.get(token.value, 0) > least:
                self.take()
                left = self.joined(token.value, left, self.expression(BINDING[token.value]))
            else:
                return left
        return left

    def joined(self, sign: str, left: Figure, right: Figure) -> Figure:
        if left is None or right is None:
            return None
        self.parts.pairs.append((sign, left, right))
        try:
            match sign:
                case "+":
                    return left + right
                case "-":
                    return left - right
                case "*":
                    return left * right
                case "/":
                    return left / right
                case "^":
                    return left**right if left >= 0 else None
        except ArithmeticError:
            return None
        return None

    def operand(self) -> Figure:
        token = self.take()
        if token.type == Token.OP_PRE:
            number = self.expression(SIGN)
            return -number if token.value == "-" and number is not None else number
        if token.type == Token.PAREN:
            inside = self.expression(0)
            self.take()
            return inside
        if token.type == Token.FUNC:
            return self.call(token.value[:-1].upper())
        if token.type == Token.OPERAND and token.subtype == Token.NUMBER:
            return float(token.value)
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            return self.value(token.value)
        return None

    def call(self, name: str) -> Figure:
        """A call's arguments; their result is not known, except for the power of two numbers."""
        arguments: list[str] = []
        numbers: list[Figure] = []
        while (token := self.peek()) is not None and token.subtype != Token.CLOSE:
            if token.type == Token.SEP:
                self.take()
                continue
            start = self.at
            numbers.append(self.expression(0))
            alone = self.at == start + 1 and self.tokens[start].subtype == Token.RANGE
            arguments.append(self.tokens[start].value if alone else "")
        self.take()
        name = name.rpartition(".")[2]
        self.parts.calls.append((name, arguments))
        if name == "POWER" and len(numbers) == 2:
            return self.joined("^", *numbers)
        return None
