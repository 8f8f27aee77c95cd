"""The nodes of controls of outputs: whole lines combined into one number in ways that no other line uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from model.expression.nodes import Node

if TYPE_CHECKING:
    from model.expression.line import Line


@dataclass(frozen=True)
class Product(Node):
    """Two lines multiplied row by row, and year by year where they run by year, and added up (SUMPRODUCT).

    Where one of them is undisclosed there is nothing to add.
    """

    left: Line
    right: Line


@dataclass(frozen=True)
class Beside(Node):
    """A line added up over the rows and years in which another one is above 0, or at least 0."""

    values: Line
    other: Line
    compare: Literal[">", ">="]


@dataclass(frozen=True)
class Copy(Node):
    """A line added up where the block of another line shows it, not where it stands itself."""

    line: Line
    shown_beside: Line


@dataclass(frozen=True)
class Headings(Node):
    """The years above a line that runs by year, added up."""

    line: Line


Control = Product | Beside | Copy | Headings
