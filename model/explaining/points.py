"""What figures are computed from: figures of lines, input cells, assumptions, and many of these combined into one."""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import Case, Node


@dataclass(frozen=True)
class Point:
    """One figure of a line: its row and its year, or column of a matrix, counted from 0."""

    line: Line
    row: int = 0
    column: int = 0


@dataclass(frozen=True)
class InputAt:
    """A cell of an input table; its row counted from 0."""

    table: str
    row: int
    column: str


@dataclass(frozen=True)
class Assumed:
    """The value of an assumption in the case selected, or in the case named."""

    name: str
    case: Case


@dataclass(frozen=True)
class Gathered:
    """Many figures folded into one: those that are disclosed, and those that are not and add nothing."""

    node: Node
    how: str
    value: float | str
    parts: tuple[Point | InputAt, ...]
    lacking: tuple[Point | InputAt, ...]


Origin = Point | InputAt | Assumed | Gathered
