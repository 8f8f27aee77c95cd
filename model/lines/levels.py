"""Parts inside parts: lines that go from level to level, up to the wholes around a row or down to its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from model.expression.line import Line
from model.expression.nodes import Node

LEVELS = 4  # of parts below a whole


def by_level(first: Line, way: str, step: Callable[[Line], Node], steps: int = LEVELS - 1) -> tuple[Line, ...]:
    """A line and its further levels, each worked out from the one before; `way` is "up" or "down"."""
    lines = [first]
    for depth in range(1, steps + 1):
        lines.append(level(first, depth, way, step(lines[-1])))
    return tuple(lines)


def level(first: Line, depth: int, way: str, expr: Node) -> Line:
    """The same line a number of levels up or down."""
    return replace(first, name=f"{first.name}_{depth}", title=f"{first.title}, level {depth} {way}", expr=expr)
