"""The cells of a sheet, by column: strips of cells below one another under one formula, and cells on their own.

Holds them and says where they stand. `sheet_data` decides how they look in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from model.expression.templates import MISSING_TEXT, Template, in_row

Column = npt.NDArray[Any]
Value = float | str | None


@dataclass(frozen=True)
class Content:
    """One cell: its formula (without "=") or None, the value stored in it, and its style."""

    row: int
    column: int
    value: Value
    style: str
    formula: str | None = None

    @property
    def count(self) -> int:
        return 1

    def cell(self, _: int) -> Content:
        return self

    def cells(self) -> Iterator[Content]:
        yield self


@dataclass(frozen=True, eq=False)
class Strip:
    """Cells below one another from `row` on: one formula for all of them, a value for each, a style for all or each.

    Values are numbers (float64) or texts (objects). NaN is an undisclosed result; without a formula it is a blank.
    """

    row: int
    column: int
    values: Column
    style: str | Sequence[str]
    formula: Template | None = None

    @property
    def count(self) -> int:
        return len(self.values)

    def part(self, row: int, count: int) -> Strip:
        """The rows from `row` on, so many of them."""
        start = row - self.row
        style = self.style if isinstance(self.style, str) else self.style[start : start + count]
        return Strip(row, self.column, self.values[start : start + count], style, self.formula)

    def cell(self, row: int) -> Content:
        """The cell in one of its rows."""
        index = row - self.row
        value, style = self.values.item(index), self.style if isinstance(self.style, str) else self.style[index]
        if self.formula is None:
            return Content(row, self.column, None if is_blank(value) else value, style)
        return Content(row, self.column, MISSING_TEXT if is_lacking(value) else value, style, in_row(self.formula, row))

    def cells(self) -> Iterator[Content]:
        """The cells one by one."""
        return map(self.cell, range(self.row, self.row + self.count))


def is_lacking(value: Value) -> bool:
    return value != value


def is_blank(value: Value) -> bool:
    return value is None or value == "" or is_lacking(value)


class SheetCells(Iterable[Content]):
    """All cells of a sheet; going through them gives each as `Content`, by row and column."""

    def __init__(self, parts: Iterable[Content | Strip], heights: Mapping[int, float] | None = None) -> None:
        self.parts = tuple(part for part in parts if part.count)
        self.heights = heights or {}
        """Of the rows that are higher than usual."""

    def __iter__(self) -> Iterator[Content]:
        for first, count, parts in self.segments():
            for row in range(first, first + count):
                yield from (part.cell(row) for part in parts)

    def __len__(self) -> int:
        return sum(part.count for part in self.parts)

    def __add__(self, more: Iterable[Content | Strip]) -> SheetCells:
        return SheetCells((*self.parts, *more))

    @cached_property
    def bottom(self) -> int:
        return max((part.row + part.count - 1 for part in self.parts), default=1)

    @cached_property
    def right(self) -> int:
        return max((part.column for part in self.parts), default=1)

    @property
    def formulas(self) -> int:
        return sum(part.count for part in self.parts if part.formula is not None)

    def formula_texts(self) -> Iterator[str]:
        """The text of every formula, once for cells that share one; row numbers are left out of those."""
        for part in self.parts:
            if isinstance(part.formula, str):
                yield part.formula
            elif part.formula is not None:
                yield from (piece for piece in part.formula if isinstance(piece, str))

    @property
    def styles(self) -> set[str]:
        """The styles of all cells."""
        styles: set[str] = set()
        for part in self.parts:
            styles |= {part.style} if isinstance(part.style, str) else set(part.style)
        return styles

    def segments(self) -> Iterator[tuple[int, int, list[Content | Strip]]]:
        """From top to bottom, rows in which the same columns are filled: first row, how many, parts by column.

        A part may begin above these rows, and end below them.
        """
        starting: dict[int, list[Content | Strip]] = {}
        edges: set[int] = set()
        for part in self.parts:
            starting.setdefault(part.row, []).append(part)
            edges |= {part.row, part.row + part.count}
        active: list[Content | Strip] = []
        for first, after in pairwise(sorted(edges)):
            active = [part for part in active if part.row + part.count > first] + starting.get(first, [])
            active.sort(key=lambda part: part.column)
            if active:
                yield first, after - first, active


def column_of(values: Iterable[object]) -> Column:
    """Texts, or anything else, as the values of a strip."""
    items = list(values)
    array = np.empty(len(items), dtype=object)
    array[:] = items
    return array
