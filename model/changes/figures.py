"""The figures whose moves are reported: those of the Summary, and each payer's rungs of the headline bridge.

In the base case, on the basis stated, as a workbook opens. Nothing else is evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from model.changes.rows import Frames
from model.citations import CITATIONS
from model.compute import TIMELINE, evaluate
from model.expression.line import Line, precedents
from model.expression.nodes import CASES, Axis, Column, Node, Rows
from model.expression.values import Selected
from model.lines import bridge, summary
from model.lines.rows import PAYERS
from schemas import TABLES

FIGURES = summary.FIGURES
RUNGS = (bridge.all_in, bridge.stated, bridge.signed, bridge.attributable, bridge.documented)
RUNG_NAMES = tuple(rung.amount.title for rung in RUNGS)
ABSENT = (0.0,) * len(RUNGS)  # the rungs of who pays nothing


@dataclass(frozen=True)
class Measure:
    """The key figures of a book, NaN where n/d; the company each is about, "" if none; and the rungs of each payer."""

    figures: tuple[float, ...]
    whose: tuple[str, ...]
    payers: Mapping[str, tuple[float, ...]]

    def rungs(self, payer: str) -> tuple[float, ...]:
        """The rungs of a payer; nothing where it pays nothing."""
        return self.payers.get(payer, ABSENT)


def measured(frames: Frames) -> Measure:
    """The key figures of a valid book."""
    evaluation = evaluate(frames, Selected(), order={})  # no total depends on the order of rows
    figures = evaluation.line(summary.summary_value)[:, 0].tolist()
    whose = (each if isinstance(each, str) else "" for each in evaluation.line(summary.summary_whose)[:, 0].tolist())
    names = evaluation.labels(PAYERS)[0].tolist()
    amounts = zip(*(evaluation.line(rung.amount)[:, 0].tolist() for rung in RUNGS), strict=True)
    return Measure(tuple(figures), tuple(whose), dict(zip(names, amounts, strict=True)))


@cache
def columns_read() -> frozenset[tuple[str, str]]:
    """The table and name of every column that a key figure depends on."""
    columns: set[tuple[str, str]] = {("assumptions", case) for case in CASES}
    lines = (summary.summary_value, summary.summary_whose, *(rung.amount for rung in RUNGS), *TIMELINE)
    for node in nodes_below(lines):
        match node:
            case Column(table, name):
                columns.add((table, name))
            case Line(over=Rows() as rows) | Axis(rows=Rows() as rows):
                columns |= {(rows.table, name) for name in (*rows.keys, *(column for column, _ in rows.only))}
    if any(table == CITATIONS for table, _ in columns):  # drawn from the sources of all rows
        tables = {table for table, _ in columns}
        columns |= {(each.name, name) for each in TABLES if each.name in tables for name in ("sources", "locator")}
    return frozenset(columns)


def nodes_below(lines: tuple[Line, ...]) -> Iterator[Node]:
    """The lines and all that they are computed from, each once."""
    nodes: set[Node] = set()
    ahead: list[Node] = list(lines)
    while ahead:
        node = ahead.pop()
        if node not in nodes:
            nodes.add(node)
            yield node
            if isinstance(node, Line):
                ahead += precedents(node)
