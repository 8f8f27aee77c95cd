"""Chains of rows: a pointer from row to row, followed to its end."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Lookup, Rows


def followed(first: Line, over: Rows) -> tuple[Line, ...]:
    """A pointer with its further steps: each line goes twice as far as the one before, the last sixteen steps.

    A row that points at itself is an end.
    """
    lines = [first]
    for steps in (2, 4, 8, 16):
        last = lines[-1]
        name, title = f"{first.name}_{steps}_steps", f"{first.title}, {steps} steps"
        lines.append(Line(name, title, "text", Lookup(last, over.key(), last), over, meaning=first.meaning))
    return tuple(lines)
