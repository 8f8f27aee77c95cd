"""When two values are the same, and a value in words."""

from __future__ import annotations

import math
from typing import TypeGuard

from model.verify.findings import readable
from model.xlsx.book import Book, ErrorValue, Value

RELATIVE, NEAR_ZERO = 1e-9, 1e-12  # sums that cancel leave noise in the last digits, different in each engine
NOISE = 1e-15  # of the largest number: a difference of two such numbers is not known better
EXACT = 1e15  # whole numbers below, such as ranks, are known to their last digit
DIGITS = 1e-14  # a number that nobody computed may lose what 15 digits cannot hold


def noise(book: Book) -> float:
    """The largest number that may be what is left of sums that cancel."""
    sheets = book.sheets.values()
    numbers = (abs(value) for sheet in sheets for value in map(sheet.values.get, sheet.formulas) if is_finite(value))
    inexact = (number for number in numbers if not number.is_integer() or number >= EXACT)
    return max(NEAR_ZERO, NOISE * max(inexact, default=0.0))


def is_finite(value: Value | None) -> TypeGuard[float]:
    return isinstance(value, float) and math.isfinite(value)


def alike(one: Value | None, other: Value | None, near_zero: float = NEAR_ZERO) -> bool:
    """Equal texts, or numbers within the tolerance; empty text is nothing."""
    if isinstance(one, float) and isinstance(other, float):
        return near(one, other, RELATIVE, near_zero)
    one, other = (None if value == "" else value for value in (one, other))
    return one == other and type(one) is type(other)


def kind(value: Value | None) -> str:
    """A value with the word for what it is: a number and a text may look the same."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"the truth value {readable(value)}"
        case float():
            return f"the number {readable(value)}"
        case ErrorValue():
            return f"the error {value}"
    return f"the formula {readable(value)}" if value.startswith("=") else f'the text "{readable(value)}"'


def same_constant(one: Value | None, other: Value | None) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return near(one, other, DIGITS, 0.0)
    return one == other and type(one) is type(other)


def near(one: float, other: float, relative: float, near_zero: float) -> bool:
    if not (math.isfinite(one) and math.isfinite(other)):
        return one == other  # a part of what has no end has none either: any number would be near
    return abs(one - other) <= max(relative * max(abs(one), abs(other)), near_zero)
