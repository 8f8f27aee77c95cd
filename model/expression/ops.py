"""The operator table: each operator and function once, with its Excel spelling and its numpy meaning.

An operator that is not in the table has no rendering anywhere. Dates are Excel serial days throughout
(1 = 1900-01-01 in Excel's count; the tables accept none before March 1900, where that count is sound).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from model.dates import EPOCH as DAY_ZERO
from model.errors import DefinitionError

# numbers as float64, texts as object
Values = npt.NDArray[Any]
EPOCH = np.datetime64(DAY_ZERO, "D")
FUNCTION_STRENGTH = 9


@dataclass(frozen=True)
class Operator:
    """`excel` is the symbol between operands, or a template with {0}, {1} … or {args} for functions.

    `strength` is how tightly Excel binds it; a weaker operand is put in parentheses. `text` operators take and give
    text; the others are missing where an operand is missing.
    """

    name: str
    excel: str
    strength: int
    compute: Callable[..., Values]
    text: bool = False


def days(year: Values, month: Values, day: Values) -> Values:
    """Serial day of a calendar date."""
    months = (year.astype(np.int64) - 1970) * 12 + month.astype(np.int64) - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]")
    return (first - EPOCH).astype(np.float64) + day.astype(np.float64) - 1


def calendar(serial: Values) -> npt.NDArray[np.datetime64]:
    """The date of a serial day; a missing day becomes the epoch and is masked by the caller."""
    whole = np.nan_to_num(serial.astype(np.float64)).astype(np.int64)
    return EPOCH + whole.astype("timedelta64[D]")


def masked(serial: Values, result: Values) -> Values:
    """`result` as numbers, missing wherever the serial day is missing."""
    return np.where(np.isnan(serial.astype(np.float64)), np.nan, result.astype(np.float64))


def year_of(serial: Values) -> Values:
    return masked(serial, calendar(serial).astype("datetime64[Y]").astype(np.int64) + 1970)


def month_of(serial: Values) -> Values:
    return masked(serial, calendar(serial).astype("datetime64[M]").astype(np.int64) % 12 + 1)


def day_of(serial: Values) -> Values:
    date = calendar(serial)
    return masked(serial, (date - date.astype("datetime64[M]")).astype(np.int64) + 1)


def months_later(serial: Values, months: Values) -> Values:
    """EDATE: the same day so many whole months later, or that month's last day if it is shorter."""
    start = calendar(serial)
    month = start.astype("datetime64[M]")
    day = (start - month.astype("datetime64[D]")).astype(np.int64)
    target = month + np.trunc(np.nan_to_num(months.astype(np.float64))).astype(np.int64).astype("timedelta64[M]")
    first = target.astype("datetime64[D]")
    last = (target + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    result = np.minimum(first + day.astype("timedelta64[D]"), last) - EPOCH
    return masked(serial + months, result.astype(np.int64))


def power(a: Values, b: Values) -> Values:
    """a to the power of b; missing where either is missing or a is not above 0, because spreadsheets then differ or
    give no number."""
    return np.where(np.isnan(a + b) | (a <= 0), np.nan, np.power(np.where(a > 0, a, 1.0), b))


def rounded(a: Values, places: Values) -> Values:
    """Rounding as spreadsheets do it: halves away from zero."""
    unit = 10.0**places
    return np.copysign(np.floor(np.abs(a) * unit + 0.5) / unit, a)


def trimmed(texts: Values) -> Values:
    """Texts without blanks around them, and with single blanks inside."""
    return np.asarray(np.vectorize(lambda text: re.sub(" +", " ", text).strip(" "), otypes=[object])(texts))


def held_once(values: Values) -> Values:
    """One number instead of many that are alike, as where nothing is known of any row."""
    bits = values.view(np.int64)  # by which 0 is not -0, and n/d is n/d
    return values[:1, :1].copy() if values.size > 1 and np.all(bits == bits[0, 0]) else values


def spread(values: Values, shape: tuple[int, ...]) -> Values:
    """The values over so many rows and columns."""
    return values if values.shape == shape else np.broadcast_to(values, shape)


def divide(a: Values, b: Values) -> Values:
    """a ÷ b, missing where b is 0: both renderings test the divisor."""
    safe = np.where(b == 0, np.nan, b)
    return np.divide(a, safe)


def compare(test: Callable[[Values, Values], Values]) -> Callable[[Values, Values], Values]:
    """A comparison of numbers giving 1 or 0, or missing where one is missing. Texts are only equal or not: see
    `values`."""

    def compared(a: Values, b: Values) -> Values:
        return np.where(np.isnan(a + b), np.nan, test(a, b).astype(np.float64))

    return compared


def joined(a: Values, b: Values) -> Values:
    return np.asarray(np.vectorize(lambda left, right: f"{spelt(left)}{spelt(right)}", otypes=[object])(a, b))


def spelt(value: object) -> str:
    """A text, or a whole number without its point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def first_item(listed: Values) -> Values:
    """The text before the first semicolon, found once for each distinct text."""
    items = {text: str(text).split(";")[0] for text in set(listed.ravel().tolist())}
    first = np.array([items[text] for text in listed.ravel().tolist()] or [""], dtype=object)
    return first[: listed.size].reshape(listed.shape)


def item(listed: Values, number: Values) -> Values:
    """The entry of that number in a text of entries separated by semicolons, empty where there are fewer."""
    at = int(number.ravel()[0]) - 1
    entries = {text: [entry.strip(" ") for entry in str(text).split(";")] for text in set(listed.ravel().tolist())}
    entry = [entries[text][at] if at < len(entries[text]) else "" for text in listed.ravel().tolist()]
    return np.array([*entry, ""], dtype=object)[: listed.size].reshape(listed.shape)


def all_of(*args: Values) -> Values:
    return reduce(np.multiply, args)


def any_of(*args: Values) -> Values:
    """1 where any condition is true, missing where one is missing."""
    return reduce(lambda a, b: np.where(np.isnan(a + b), np.nan, np.maximum(a, b)), args)


OPERATORS: tuple[Operator, ...] = (
    Operator("neg", "-", 7, np.negative),
    Operator("^", "^", 6, power),
    Operator("*", "*", 5, np.multiply),
    Operator("/", "/", 5, divide),
    Operator("+", "+", 4, np.add),
    Operator("-", "-", 4, np.subtract),
    Operator("&", "&", 3, joined, text=True),
    Operator("=", "=", 2, compare(np.equal)),
    Operator("<>", "<>", 2, compare(np.not_equal)),
    Operator("<", "<", 2, compare(np.less)),
    Operator("<=", "<=", 2, compare(np.less_equal)),
    Operator(">", ">", 2, compare(np.greater)),
    Operator(">=", ">=", 2, compare(np.greater_equal)),
    Operator("and", "AND({args})", FUNCTION_STRENGTH, all_of),
    Operator("or", "OR({args})", FUNCTION_STRENGTH, any_of),
    Operator("min", "MIN({args})", FUNCTION_STRENGTH, lambda *args: reduce(np.minimum, args)),
    Operator("max", "MAX({args})", FUNCTION_STRENGTH, lambda *args: reduce(np.maximum, args)),
    Operator("abs", "ABS({args})", FUNCTION_STRENGTH, np.abs),
    Operator("date", "DATE({args})", FUNCTION_STRENGTH, days),
    Operator("year", "YEAR({args})", FUNCTION_STRENGTH, year_of),
    Operator("month", "MONTH({args})", FUNCTION_STRENGTH, month_of),
    Operator("day", "DAY({args})", FUNCTION_STRENGTH, day_of),
    Operator("edate", "EDATE({args})", FUNCTION_STRENGTH, months_later),
    Operator("int", "INT({args})", FUNCTION_STRENGTH, np.floor),
    Operator("round", "ROUND({args})", FUNCTION_STRENGTH, rounded),
    Operator("is_error", "ISERROR({args})", FUNCTION_STRENGTH, lambda a: np.where(np.isnan(a), np.nan, 0.0)),
    Operator("trim", "TRIM({0})", FUNCTION_STRENGTH, trimmed, text=True),
    Operator("first_item", 'LEFT({0},FIND(";",{0}&";")-1)', FUNCTION_STRENGTH, first_item, text=True),
    # each entry is moved into a window of its own, wider than several keys together
    Operator(
        "item", 'TRIM(MID(SUBSTITUTE({0},";",REPT(" ",999)),{1}*999-998,999))', FUNCTION_STRENGTH, item, text=True
    ),
)
BY_NAME = {each.name: each for each in OPERATORS}


def operator(name: str) -> Operator:
    """The operator of that name; raises `DefinitionError` when the table has none."""
    if name not in BY_NAME:
        raise DefinitionError(f"no operator {name!r} in the table")
    return BY_NAME[name]
