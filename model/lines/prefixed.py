"""Lines over the rows of a table that begin alike, so that legs, plans and payments share their definitions."""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import Node, Rows


@dataclass(frozen=True)
class Prefixed:
    """How the lines begin, what one of the rows is called, and the rows."""

    prefix: str
    noun: str
    over: Rows

    def line(self, name: str, title: str, unit: str, expr: Node, meaning: str) -> Line:
        return Line(f"{self.prefix}_{name}", title, unit, expr, self.over, meaning=meaning)
