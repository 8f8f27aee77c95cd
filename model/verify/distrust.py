"""Where an engine is known to compute differently from Excel, it neither confirms nor refutes a value.

Each difference was measured; the tests compute all of them with every engine, so that a vanished one is noticed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from model.verify.operands import COMPARISONS, POWER, Operands, operands
from model.verify.places import Place, Places
from model.xlsx.book import Book, ErrorValue, Value

GATHERS = {"SUMIFS": 1, "AVERAGEIFS": 1, "MAXIFS": 1, "MINIFS": 1, "COUNTIFS": 0}  # arguments before the pairs
ONE_RANGE = ("SUMIF", "AVERAGEIF", "COUNTIF")
RESIZES = ("SUMIF", "AVERAGEIF")
OWN_ERRORS = ("#ERROR!", "#N/IMPL!", "#CIRC!")  # of an engine, for what it does not understand
DIGITS, CLOSE = 15, 1e-13  # numbers alike to so many digits are so close
MOST_FOLLOWED = 300_000  # formulas, beyond which all of a workbook is taken to follow from what is distrusted


@dataclass(frozen=True)
class Shape:
    """Asked for a reference of a formula on a sheet: how large it is, whether it names a cell and no range, and the
    number in it."""

    places: Places
    sheet: str

    def __call__(self, reference: str) -> tuple[int, int] | None:
        return self.places.shape(reference, self.sheet)

    def is_cell(self, reference: str) -> bool:
        return self.places.is_cell(reference, self.sheet)

    def number(self, reference: str) -> float | None:
        return self.places.number(reference, self.sheet)


@dataclass(frozen=True)
class Distrust:
    """A construct that engines compute otherwise than Excel."""

    engines: tuple[str, ...]
    reason: str
    occurs: Callable[[Operands, Shape], bool]


@dataclass(frozen=True)
class Unsure:
    """The formulas that an engine is not trusted with and why; `places` are these and all that follow from them."""

    causes: Mapping[Place, str]
    places: frozenset[Place]


NOTHING = Unsure({}, frozenset())


def unequal(parts: Operands, shape: Shape) -> bool:
    for name, arguments in parts.calls(GATHERS):
        ranges = arguments[: GATHERS[name]] + arguments[GATHERS[name] :: 2]
        if len({each for each in map(shape, ranges) if each is not None}) > 1:
            return True
    return False


def single(parts: Operands, shape: Shape) -> bool:
    for name, arguments in parts.calls((*GATHERS, *ONE_RANGE)):
        first = GATHERS.get(name, 1)
        ranges = arguments[:first] + (arguments[first::2] if name in GATHERS else [])
        if any(map(shape.is_cell, ranges)):
            return True
    return False


def resized(parts: Operands, shape: Shape) -> bool:
    for _, arguments in parts.calls(RESIZES):
        if len(arguments) == 3 and len({shape(arguments[0]), shape(arguments[2])} - {None}) > 1:
            return True
    return False


def zero_power(parts: Operands, shape: Shape) -> bool:
    return any(base == power == 0 for _, base, power in parts.pairs(POWER, shape.number))


def tie(parts: Operands, shape: Shape) -> bool:
    return any(
        left != right and math.isclose(left, right, rel_tol=CLOSE) and f"{left:.{DIGITS}g}" == f"{right:.{DIGITS}g}"
        for _, left, right in parts.pairs(COMPARISONS, shape.number)
    )


DISTRUSTS = (
    Distrust(("ironcalc", "formualizer"), "ranges of unequal size, for which Excel gives #VALUE!", unequal),
    Distrust(("ironcalc",), "a single cell where a range may be given, which Excel treats as a range", single),
    Distrust(("ironcalc",), "a range smaller than its criteria range, which Excel extends to the same size", resized),
    Distrust(("formualizer", "libreoffice"), "0 to the power of 0, for which Excel gives #NUM!", zero_power),
    Distrust(("formualizer",), "numbers alike to 15 digits, which are equal in Excel", tie),
)


def unsure(engine: str, book: Book, values: Mapping[Place, Value]) -> Unsure:
    """What an engine is not trusted with in a workbook, judged by the values it computed itself."""
    distrusts = [each for each in DISTRUSTS if engine in each.engines]
    places = Places(book, values)
    causes: dict[Place, str] = {}
    for sheet in book.sheets.values():
        shape = Shape(places, sheet.name)
        for spot, formula in sheet.formulas.items():
            value = values.get((sheet.name, spot))
            if isinstance(value, ErrorValue) and value in OWN_ERRORS:
                causes[sheet.name, spot] = "constructs that it does not support"
            elif cause := next(occurring(formula, distrusts, shape), ""):
                causes[sheet.name, spot] = cause
    if causes and book.formula_count() > MOST_FOLLOWED:
        everything = ((sheet.name, spot) for sheet in book.sheets.values() for spot in sheet.formulas)
        return Unsure(causes, frozenset(everything))
    return Unsure(causes, frozenset(places.followers(causes)) if causes else frozenset())


def occurring(formula: str, distrusts: list[Distrust], shape: Shape) -> Iterator[str]:
    """Which of the known differences occur in a formula."""
    parts = operands(formula)
    return (each.reason for each in distrusts if each.occurs(parts, shape))
