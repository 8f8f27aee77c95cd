"""Numbers of the memo, each of which stands in a cell of the workbook, and how a table or a sentence shows them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from model.expression.line import Line
from model.expression.values import Evaluation
from model.spelling import NOT_DISCLOSED, SPEAKING, spelling, with_unit

NONE = "–"


@dataclass(frozen=True, slots=True)
class Number:
    """A cell of a line: the line's name, the label of the row ("" for a single figure), the year where the line runs
    by year, the value (NaN where it is not disclosed) and its unit."""

    line: str
    row: str
    year: int | None
    value: float
    unit: str

    @property
    def is_known(self) -> bool:
        return not math.isnan(self.value)

    @property
    def is_some(self) -> bool:
        """Whether it is known and not 0."""
        return self.is_known and self.value != 0


@dataclass(frozen=True)
class Cells:
    """The lines of a model, read cell by cell."""

    evaluation: Evaluation

    def number(self, line: Line, row: int = 0, year: int = 0, unit: str = "") -> Number:
        """The number in a row and year, both by their position; `unit` where the line's own is "as stated"."""
        label = "" if line.over is None else " / ".join(self.label(line, row))
        when = self.evaluation.data.years[year] if line.by_year else None
        return Number(line.name, label, when, float(self.evaluation.line(line)[row, year]), unit or line.unit)

    def text(self, line: Line, row: int = 0) -> str:
        """The text in a row; n/d where there is none."""
        value = self.evaluation.line(line)[row, 0]
        return value if isinstance(value, str) else NOT_DISCLOSED

    def label(self, line: Line, row: int) -> tuple[str, ...]:
        """The parts of a row's label."""
        assert line.over is not None
        return tuple(str(part[row]) for part in self.evaluation.labels(line.over))

    def rows(self, line: Line) -> range:
        return range(self.evaluation.count(line.over))


def spelt(number: Number) -> str:
    """As a table shows it: 1,723.5 · 90.2x · 97.9 % · – for 0 · n/d."""
    return NONE if number.value == 0 else unbroken(spelling(number.value, number.unit))


def amount(number: Number) -> str:
    """As a sentence says it, with its unit: USD 1,723.5 bn · 16.0 GW · 90.2x · n/d."""
    text = spelling(number.value, number.unit)
    if number.unit.startswith("USD bn") and number.is_known:
        text = f"USD {text} bn"
        return unbroken(text) + number.unit.removeprefix("USD bn")
    return unbroken(with_unit(text, number.unit))


def unbroken(text: str) -> str:
    """The text as one word, which no line break divides."""
    return text.replace(" ", "\u00a0")


def unit_beside(number: Number) -> str:
    """The unit where it is not part of the digits; nothing beside n/d."""
    return "" if number.unit in SPEAKING or not number.is_known else number.unit
