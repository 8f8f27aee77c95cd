"""The parts sheets are made of: a sheet holds blocks, a block holds lines. No addresses here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from model.expression.line import Line
from model.expression.nodes import Rows, Selector
from schemas.fields import AS_STATED


@dataclass(frozen=True)
class Shown:
    """A line that stands in another block and is shown in this one, under its own heading or another."""

    line: Line
    title: str
    meaning: str


def show(line: Line, title: str = "", meaning: str | None = None) -> Shown:
    return Shown(line, title or line.title, line.meaning if meaning is None else meaning)


@dataclass(frozen=True)
class Chosen:
    """An input cell with a drop-down, in which the reader chooses one of the names that a selector allows."""

    selector: Selector
    title: str
    names: tuple[str, ...]
    meaning: str
    unit: str = "text"


def word(text: str) -> str:
    """A text as a part of a defined name."""
    return re.sub(r"\W+", "_", text.casefold()).strip("_")


@dataclass(frozen=True)
class Block:
    """A grid of lines over the same rows, with at most one that runs by year or across, or a list of single figures.

    `lines` are the columns between the row labels and the wide line, those of other blocks shown among them; of a block
    by year the first line stands there, the others to the right of the years. A gathering may read what a block shows.
    `heads` are single figures shown under the headings of the last columns; `totals` stand in one row below the data,
    called `total`, each under the line it adds up; `space` rows are left free below for charts. With `rows` None every
    line is a row of its own: heading, value, meaning; only such a block may have no title, or cells in which the reader
    chooses. `shaded` lines are the darker the larger; `flagged` ones say PASS on green and FAIL on red; `names` are
    texts of any length, which wrap. `name` begins the defined names by which gatherings read its labels and the lines
    it shows; without one its title does.
    """

    title: str
    rows: Rows | None
    lines: tuple[Line | Shown | Chosen, ...] = ()
    wide: Line | None = None
    totals: tuple[Line, ...] = ()
    total: str = "All payers"
    note: str = ""
    heads: tuple[Line, ...] = ()
    space: int = 0
    shaded: tuple[Line, ...] = ()
    flagged: tuple[Line, ...] = ()
    names: tuple[Line, ...] = ()
    name: str = ""

    @property
    def called(self) -> str:
        """What the names of its columns begin with."""
        return self.name or f"block_{word(self.title)}"

    @property
    def has_units(self) -> bool:
        """Whether any line has a unit to show above its heading."""
        lines = (*self.all_lines, *(() if self.wide is None else (self.wide,)))
        return any(line.unit not in ("text", AS_STATED) for line in lines)

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """The lines of the columns, those of other blocks as well."""
        return tuple(
            each.line if isinstance(each, Shown) else each for each in self.lines if not isinstance(each, Chosen)
        )

    @property
    def own_lines(self) -> tuple[Line, ...]:
        """The lines that are only in this block, except the wide one."""
        return tuple(line for line in self.lines if isinstance(line, Line))


@dataclass(frozen=True)
class Chart:
    """A chart of lines that stand on any sheet: what it draws, and what it says in words.

    "years" stacks totals by year, named by the titles of their blocks, and draws the last of them as a line; "bars"
    lays one line down, the largest rows on top, at most `most` of them; "bridge" lays the other lines on the first,
    which is not seen; "clusters" lays lines side by side; "tornado" lays two of them left and right of 0. `names` label
    the rows; those whose name is empty are left out. It is `wide` pixels wide.
    """

    title: str
    words: str
    kind: Literal["years", "bars", "bridge", "clusters", "tornado"]
    lines: tuple[Line, ...]
    names: Line | Rows | None
    axis: str
    unit: str = "USD bn"
    most: int = 12
    wide: int = 460


@dataclass(frozen=True)
class Sheet:
    """A sheet: what it is called, the question it answers, and its blocks from top to bottom.

    `tables` are the input tables the sheet shows, side by side; `beside` are lines over the rows of the last, right of
    it. Blocks begin in `first_row`. Of an output sheet the first `printed` blocks make the pages that are handed on,
    the others are workings, and columns are as wide as the first need them. `widths` are those of the columns, where
    they do not follow from the cells. `charts` fill the space that a block leaves below it. `tab` is the colour of its
    tab. The rows of the first block can be `filtered`.
    """

    name: str
    question: str
    blocks: tuple[Block, ...] = ()
    tables: tuple[str, ...] = ()
    beside: tuple[Line, ...] = ()
    first_row: int = 5
    printed: int = 0
    widths: tuple[float, ...] = ()
    charts: tuple[Chart, ...] = ()
    tab: Literal["summary", "input", "model"] = "model"
    filtered: bool = False
