"""The figures whose moves are reported: those of the Summary, and each payer's rungs of the headline bridge.

In the base case, on the basis stated, as a workbook opens. Nothing else is evaluation_of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from model.changes.rows import Frames
from model.citations import CITATIONS
from model.compute import TIMELINE, evaluate
from model.expression.columns import columns_below
from model.expression.nodes import CASES
from model.expression.values import Evaluation, Selected
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


def evaluation_of(frames: Frames) -> Evaluation:
    """A book as its figures are measured: no total depends on the order of rows."""
    return evaluate(frames, Selected(), order={})


def measured(evaluation: Evaluation) -> Measure:
    """The key figures of a valid book."""
    figures = evaluation.line(summary.summary_value)[:, 0].tolist()
    whose = (each if isinstance(each, str) else "" for each in evaluation.line(summary.summary_whose)[:, 0].tolist())
    names = evaluation.labels(PAYERS)[0].tolist()
    amounts = zip(*(evaluation.line(rung.amount)[:, 0].tolist() for rung in RUNGS), strict=True)
    return Measure(tuple(figures), tuple(whose), dict(zip(names, amounts, strict=True)))


@cache
def columns_read() -> frozenset[tuple[str, str]]:
    """The table and name of every column that a key figure depends on."""
    lines = (summary.summary_value, summary.summary_whose, *(rung.amount for rung in RUNGS), *TIMELINE)
    columns = {("assumptions", case) for case in CASES}.union(*map(columns_below, lines))
    if any(table == CITATIONS for table, _ in columns):  # drawn from the sources of all rows
        tables = {table for table, _ in columns}
        columns |= {(each.name, name) for each in TABLES if each.name in tables for name in ("sources", "locator")}
    return frozenset(columns)
