"""Chains of rows: a pointer from row to row, followed to its end."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Aside, If, Node, Rows
from model.expression.terms import known, look_up, smallest, when


def followed(first: Line, over: Rows, most: int = 16) -> tuple[Line, ...]:
    """A pointer with its further steps: each line goes twice as far as the one before, the last `most` steps.

    A row that points at itself is an end.
    """
    lines = [first]
    while 2 ** len(lines) <= most:
        last, steps = lines[-1], 2 ** len(lines)
        name, title = f"{first.name}_{steps}_steps", f"{first.title}, followed {steps} steps"
        lines.append(Line(name, title, "text", look_up(last, over.key(), last), over, meaning=first.meaning))
    return tuple(lines)


def earliest(first: Line, pointers: tuple[Line, ...]) -> tuple[Line, ...]:
    """The earliest day among a row and those its pointer leads to: each line looks twice as far as the one before.

    `pointers` are what `followed` gives. Rows without a day are passed over.
    """
    over = first.over
    assert over is not None
    lines = [first]
    for pointer in pointers:
        last = lines[-1]
        number = len(lines)
        name, title = f"{first.name}_of_{2**number}", f"{first.title}, of {2**number}"
        there = Aside(
            "there",
            "at the last one",
            "date",
            look_up(last, over.key(), pointer),
            "The same figure for the row that is reached.",
        )
        lines.append(Line(name, title, "date", earlier(last, there), over, meaning=first.meaning))
    return tuple(lines)


def earlier(one: Node, other: Node) -> Node:
    """The earlier of two days; either where the other is not known."""
    return If(known(one), If(known(other), smallest(one, other), one), other)


def first_text(*texts: Line) -> Node:
    """The first of the texts that is not empty."""
    result: Node = texts[-1]
    for text in reversed(texts[:-1]):
        result = when(text.ne(""), text, result)
    return result
