"""Where an engine is known to compute differently from Excel, it neither confirms nor refutes a value.

Each difference was measured; the tests compute all of them with every engine, so that a vanished one is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from model.verify.operands import Operands, operands
from model.verify.places import Place, Places
from model.xlsx.book import Book, ErrorValue, Value
from model.xlsx.spelling import TEXTS

GATHERS = {"SUMIFS": 1, "AVERAGEIFS": 1, "MAXIFS": 1, "MINIFS": 1, "COUNTIFS": 0}  # arguments before the pairs
ONE_RANGE = ("SUMIF", "AVERAGEIF", "COUNTIF")
RESIZES = ("SUMIF", "AVERAGEIF")
GATHER = re.compile(r"(?:SUM|AVERAGE|MAX|MIN|COUNT)IFS?\(", re.I)
OPERATOR = re.compile(r"[<>=^]|POWER\(", re.I)
COMPARED = ("=", "<>", "<", ">", "<=", ">=")
OWN_ERRORS = ("#ERROR!", "#N/IMPL!", "#CIRC!")  # of an engine, for what it does not understand
DIGITS = 15
MOST_FOLLOWED = 300_000  # formulas, beyond which all of a workbook is taken to follow from what is distrusted


@dataclass(frozen=True)
class Shape:
    """Asked for a reference of a formula on a sheet: how large it is, and whether it names a cell and no range."""

    places: Places
    sheet: str

    def __call__(self, reference: str) -> tuple[int, int] | None:
        return self.places.shape(reference, self.sheet)

    def is_cell(self, reference: str) -> bool:
        return self.places.is_cell(reference, self.sheet)


@dataclass(frozen=True)
class Distrust:
    """A construct that engines compute otherwise than Excel, and where it can occur at all."""

    engines: tuple[str, ...]
    reason: str
    occurs: Callable[[Operands, Shape], bool]
    hint: re.Pattern[str]


@dataclass(frozen=True)
class Unsure:
    """The formulas that an engine is not trusted with and why; `places` are these and all that follow from them."""

    causes: Mapping[Place, str]
    places: frozenset[Place]


NOTHING = Unsure({}, frozenset())


def unequal(parts: Operands, shape: Shape) -> bool:
    for name, arguments in parts.calls:
        if name in GATHERS:
            ranges = arguments[: GATHERS[name]] + arguments[GATHERS[name] :: 2]
            if len({each for each in map(shape, ranges) if each is not None}) > 1:
                return True
    return False


def single(parts: Operands, shape: Shape) -> bool:
    for name, arguments in parts.calls:
        if name in GATHERS or name in ONE_RANGE:
            first = GATHERS.get(name, 1)
            ranges = arguments[:first] + (arguments[first::2] if name in GATHERS else [])
            if any(shape.is_cell(each) for each in ranges):
                return True
    return False


def resized(parts: Operands, shape: Shape) -> bool:
    for name, arguments in parts.calls:
        if name in RESIZES and len(arguments) == 3:
            sizes = {shape(arguments[0]), shape(arguments[2])} - {None}
            if len(sizes) > 1:
                return True
    return False


def zero_power(parts: Operands, _: Shape) -> bool:
    return any(sign == "^" and left == right == 0 for sign, left, right in parts.pairs)


def tie(parts: Operands, _: Shape) -> bool:
    return any(
        sign in COMPARED and left != right and f"{left:.{DIGITS}g}" == f"{right:.{DIGITS}g}"
        for sign, left, right in parts.pairs
    )


DISTRUSTS = (
    Distrust(("ironcalc", "formualizer"), "ranges of unequal size, for which Excel gives #VALUE!", unequal, GATHER),
    Distrust(("ironcalc",), "a single cell where a range may be given, which Excel treats as a range", single, GATHER),
    Distrust(
        ("ironcalc",), "a range smaller than its criteria range, which Excel extends to the same size", resized, GATHER
    ),
    Distrust(("formualizer", "libreoffice"), "0 to the power of 0, for which Excel gives #NUM!", zero_power, OPERATOR),
    Distrust(("formualizer",), "numbers alike to 15 digits, which are equal in Excel", tie, OPERATOR),
)


def unsure(engine: str, book: Book, values: Mapping[Place, Value]) -> Unsure:
    """What an engine is not trusted with in a workbook, judged by the values it computed itself."""
    distrusts = [each for each in DISTRUSTS if engine in each.engines]
    places = Places(book, values)
    causes: dict[Place, str] = {}
    for sheet in book.sheets.values():
        for spot, formula in sheet.formulas.items():
            value = values.get((sheet.name, spot))
            if isinstance(value, ErrorValue) and value in OWN_ERRORS:
                causes[sheet.name, spot] = "constructs that it does not support"
            elif cause := next(occurring(formula, sheet.name, distrusts, places), ""):
                causes[sheet.name, spot] = cause
    if causes and book.formula_count() > MOST_FOLLOWED:
        everything = ((sheet.name, spot) for sheet in book.sheets.values() for spot in sheet.formulas)
        return Unsure(causes, frozenset(everything))
    return Unsure(causes, frozenset(places.followers(causes)) if causes else frozenset())


def occurring(formula: str, sheet: str, distrusts: list[Distrust], places: Places) -> Iterator[str]:
    """Which of the known differences occur in a formula."""
    bare = TEXTS.sub('""', formula)
    hinted = [each for each in distrusts if each.hint.search(bare)]
    shape = Shape(places, sheet)
    references = [*places.references(formula)]
    if all(each.hint is GATHER for each in hinted) and not any(map(shape.is_cell, references)):
        ranges = (each for each in references if ":" in each or not each[-1].isdigit())
        if len({size for each in ranges if (size := shape(each)) is not None}) < 2:
            return  # all of one size, as nearly always
    parts = operands(formula, lambda reference: places.number(reference, sheet))
    yield from (each.reason for each in hinted if each.occurs(parts, shape))
