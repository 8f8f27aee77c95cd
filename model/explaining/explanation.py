"""What an explanation holds: facts, the way down to inputs and sources, and what rests on an input. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from model.explaining.inputs import Citation, Source

Kind = Literal["figure", "line", "input cell", "input row", "source", "text"]


@dataclass(frozen=True)
class Step:
    """A figure or an input cell on the way down, and what it is made of.

    `ask` is what `tieout explain` takes to go on from here, "" where there is nothing to ask for. `value` is None where
    it is not disclosed; a date is its serial day. `text` is the value as the sheet shows it, with its unit. `place` is
    the cell of the workbook, or file and row of an input. `how` says how its steps are combined into it; if they are
    not, `words` says how it is computed. Besides its `steps`, `others` steps that come to `others_text` are left out,
    and `lacking` are not disclosed and add nothing.
    """

    ask: str
    title: str
    row: str
    column: str
    place: str
    value: float | str | None
    unit: str
    text: str
    about: str = ""
    words: str = ""
    how: str = ""
    steps: tuple[Step, ...] = ()
    others: int = 0
    others_text: str = ""
    lacking: int = 0
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """An assumption that the figure rests on: its three values as typed, and why."""

    name: str
    text: str
    cases: str
    rationale: str
    place: str


@dataclass(frozen=True)
class Effect:
    """A key figure that moves: before and after, as the sheet shows them, and the change as a share of it.

    `whose` says whose figure it then is, if that has changed.
    """

    name: str
    title: str
    before: str
    after: str
    change: float | None
    whose: str = ""


@dataclass(frozen=True)
class Reach:
    """What rests on an input: the lines that read it, and what moves when it is changed as `method` says."""

    readers: tuple[tuple[str, str], ...]  # names and titles of lines
    other_readers: int
    method: str
    effects: tuple[Effect, ...]
    checks: tuple[str, ...]
    other_checks: int


@dataclass(frozen=True)
class Row:
    """A row of an input table that names what is asked about: what to ask for, what it is, and how it names it."""

    ask: str
    about: str
    place: str
    names: str


@dataclass(frozen=True)
class Explanation:
    """The answer to one question. `facts` are names and texts in the order in which they are read."""

    where: str
    kind: Kind
    title: str
    value: float | str | None
    unit: str
    text: str
    facts: tuple[tuple[str, str], ...]
    row: str = ""
    notes: tuple[str, ...] = ()
    heading: str = ""
    how: str = ""
    steps: tuple[Step, ...] = ()
    others: int = 0
    others_text: str = ""
    lacking: int = 0
    rows: tuple[Row, ...] = ()
    other_rows: int = 0
    reach: Reach | None = None
    judgements: tuple[Judgement, ...] = ()
    sources: tuple[Source, ...] = ()
    other_sources: int = 0
    asks: tuple[str, ...] = field(default=())
