"""What a workbook holds: formulas, stored values, names, tables, what is hidden, and what its file states in two ways.

Nothing is computed and no formula is interpreted here; `reading` fills it in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from openpyxl.utils.cell import get_column_letter, range_boundaries

from model.errors import CannotRun
from model.xlsx.charts import Series
from model.xlsx.drawings import Frame
from model.xlsx.formats import Style
from model.xlsx.formula_text import LAST_COLUMN, LAST_ROW
from model.xlsx.relations import Part, Relation

MOST_RANGES = 100_000  # of hidden rows, validations and the like, on one sheet
MOST_DOUBTS = 1_000  # places of one sheet that are named


class ErrorValue(str):
    """A spreadsheet error such as #REF!, where other cells hold numbers or text."""


Value = float | str | bool | ErrorValue
Spot = tuple[int, int]  # row and column


class Validation(NamedTuple):
    """What a data validation allows, without its messages."""

    kind: str
    operator: str
    first: str
    second: str
    enforced: bool = True  # whether anything else is refused


class Doubt(NamedTuple):
    """A place where the file says something twice or in two ways, so that programs may read it differently."""

    sheet: str
    cell: str
    message: str


@dataclass
class SheetHeld:
    """One sheet: values and formulas by (row, column), and all that is not a cell."""

    name: str
    state: str = "visible"
    values: dict[Spot, Value] = field(default_factory=dict)
    formulas: dict[Spot, str] = field(default_factory=dict)
    empty_texts: set[Spot] = field(default_factory=set)  # formulas whose stored value is a text without letters
    row_height: float = 15.0  # of rows that say nothing of their own, in points
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    styles: dict[Spot, Style] = field(default_factory=dict)  # of cells that hold something
    tables: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)  # range and column names
    table_words: dict[str, str] = field(default_factory=dict)  # what else is not plain about a table
    filtered: list[tuple[int, int]] = field(default_factory=list)  # rows of which a filter leaves some out
    view: dict[str, str] = field(default_factory=dict)  # settings by which a sheet shows less than it holds
    validations: dict[str, Validation] = field(default_factory=dict)  # by range
    links: dict[str, str] = field(default_factory=dict)  # target by range
    merged: list[str] = field(default_factory=list)
    conditional: list[tuple[str, str]] = field(default_factory=list)  # range, rule
    charts: list[str] = field(default_factory=list)  # the ranges that charts draw
    chart_looks: list[str] = field(default_factory=list)
    chart_series: list[tuple[Series, ...]] = field(default_factory=list)  # of each chart
    frames: list[Frame] = field(default_factory=list)  # where each chart lies
    shapes: int = 0  # pictures, shapes and controls that lie on the sheet
    protected: bool = False
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, cell: str, message: str) -> None:
        if len(self.doubts) < MOST_DOUBTS:
            self.doubts.append(Doubt(self.name, cell, message))

    def spots(self) -> Iterator[Spot]:
        yield from self.values
        yield from (spot for spot in self.formulas if spot not in self.values)


@dataclass
class Book:
    """A workbook: its sheets in order, names by (sheet or "", name), calculation settings, and its parts."""

    sheets: dict[str, SheetHeld]
    names: dict[tuple[str, str], str]
    calculation: Mapping[str, str]
    date1904: bool
    saved_by: str
    parts: tuple[Part, ...]
    outside: tuple[tuple[str, Relation], ...]  # the relations that lead out of the file, with the part that has them
    doubts: tuple[Doubt, ...]
    shows_objects: bool = True  # charts, pictures and shapes
    theme_is_legible: bool = True  # what is written in its colour of text on its ground, as in charts
    content: bytes = field(default=b"", repr=False)  # of the file that it was read from

    def formula_count(self) -> int:
        return sum(len(sheet.formulas) for sheet in self.sheets.values())


def extend(ranges: list[tuple[int, int]], first: int, last: int) -> None:
    """Add a range of rows or columns, joined with the one before where they touch."""
    if ranges and ranges[-1][1] + 1 == first:
        ranges[-1] = (ranges[-1][0], last)
    else:
        ranges.append((first, last))
    if len(ranges) > MOST_RANGES:
        raise CannotRun("the workbook hides more rows or columns than can be read.")


def box(ref: str) -> tuple[int, int, int, int]:
    """Top, left, bottom and right of a range; whole rows and columns reach to the sheet's ends."""
    left, top, right, bottom = range_boundaries(ref.replace("$", ""))
    return top or 1, left or 1, bottom or LAST_ROW, right or LAST_COLUMN


def cell_name(spot: Spot) -> str:
    return f"{get_column_letter(spot[1])}{spot[0]}"
