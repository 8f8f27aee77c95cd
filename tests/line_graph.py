"""Which lines read which, and in which turn they are computed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from model.expression.line import Line, operands
from model.workbook.names import model_lines


@cache
def reads() -> Mapping[Line, frozenset[Line]]:
    """The lines that each line reads itself."""
    return {
        line: frozenset(leaf for leaf in operands(line.expr, into_gathers=True) if isinstance(leaf, Line))
        for line in model_lines()
    }


@cache
def in_turn() -> tuple[Line, ...]:
    """All lines, each after those it reads."""
    order: dict[Line, None] = {}

    def visit(line: Line) -> None:
        if line not in order:
            for each in reads()[line]:
                visit(each)
            order[line] = None

    for line in model_lines():
        visit(line)
    return tuple(order)


@cache
def readers() -> Mapping[Line, tuple[Line, ...]]:
    """The lines that rest on each line, directly or not, in turn."""
    place = {line: at for at, line in enumerate(in_turn())}
    direct: dict[Line, list[Line]] = {line: [] for line in in_turn()}
    for line in in_turn():
        for each in reads()[line]:
            direct[each].append(line)
    found: dict[Line, frozenset[Line]] = {}
    for line in reversed(in_turn()):
        found[line] = frozenset().union(direct[line], *(found[each] for each in direct[line]))
    return {line: tuple(sorted(lines, key=place.__getitem__)) for line, lines in found.items()}
