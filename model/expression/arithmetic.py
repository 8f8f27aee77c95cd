"""What every node can do: Python's operators combine it into larger expressions (``amount * rate``).

Equality is ``a.eq(b)``, because ``==`` compares the nodes themselves. A node has no truth value, so ``if node:`` fails
at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn, Union

Operand = Union["Node", float, int, str]
# Figures are equal that agree to a millionth of their unit, such as USD 1,000: sources are seldom finer, and what the
# order of adding up changes is far smaller.
PLACES = 6


class Node:
    """What all nodes share: the operators that build larger expressions."""

    __slots__ = ()

    def __bool__(self) -> NoReturn:
        raise TypeError("an expression has no truth value: use If, and_ or or_")

    def __add__(self, other: Operand) -> Op:
        return Op("+", (self, lift(other)))

    def __radd__(self, other: Operand) -> Op:
        return Op("+", (lift(other), self))

    def __sub__(self, other: Operand) -> Op:
        return Op("-", (self, lift(other)))

    def __rsub__(self, other: Operand) -> Op:
        return Op("-", (lift(other), self))

    def __mul__(self, other: Operand) -> Op:
        return Op("*", (self, lift(other)))

    def __rmul__(self, other: Operand) -> Op:
        return Op("*", (lift(other), self))

    def __truediv__(self, other: Operand) -> Op:
        return Op("/", (self, lift(other)))

    def __rtruediv__(self, other: Operand) -> Op:
        return Op("/", (lift(other), self))

    def __pow__(self, other: Operand) -> Op:
        return Op("^", (self, lift(other)))

    def __neg__(self) -> Op:
        return Op("neg", (self,))

    def __lt__(self, other: Operand) -> Op:
        return compared("<", self, lift(other))

    def __le__(self, other: Operand) -> Op:
        return compared("<=", self, lift(other))

    def __gt__(self, other: Operand) -> Op:
        return compared(">", self, lift(other))

    def __ge__(self, other: Operand) -> Op:
        return compared(">=", self, lift(other))

    def eq(self, other: Operand) -> Op:
        """Equal to `other`; texts compare without regard to case, as a spreadsheet does."""
        return Op("=", (self, lift(other)))

    def ne(self, other: Operand) -> Op:
        """Not equal to `other`."""
        return Op("<>", (self, lift(other)))


@dataclass(frozen=True)
class Const(Node):
    """A number or a text. In lines only 0, 1, -1, constants of the calendar and of rounding, and labels."""

    value: float | str


@dataclass(frozen=True)
class Op(Node):
    """An operator or function of the operator table (`ops`) applied to arguments."""

    name: str
    args: tuple[Node, ...]


def lift(value: Operand) -> Node:
    """A plain number or text as a node."""
    return value if isinstance(value, Node) else Const(value)


def compared(sign: str, left: Node, right: Node) -> Op:
    """A comparison of two figures, the same in every engine: of their rounded difference with 0.

    Spreadsheets compare 15 digits and some engines all 17, so figures that are equal but for the last bit must not
    decide. A constant is compared exactly, because sums that should be 0 or 1 do not miss it by the last bit alone.
    """
    if isinstance(right, Const):
        return Op(sign, (left, right))
    return Op(sign, (call("round", left - right, PLACES), Const(0)))


def call(name: str, *args: Operand) -> Op:
    return Op(name, tuple(lift(arg) for arg in args))
