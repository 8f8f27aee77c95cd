"""The workbook's lines and the independent reading agree: every rung of every leg and payer, and every year."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from model.expression.line import Line
from model.expression.values import Evaluation
from model.lines import bridge, rungs, schedule
from model.lines.rows import BASES
from tests.reading import Reading
from tests.reading.days import Timing

NEARLY = 1e-8
Figures = dict[tuple[str, ...], float | None]


def tables_of(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The tables as text, as the reading takes them."""
    found = {}
    for file in folder.glob("*.csv"):
        with file.open(newline="", encoding="utf-8") as lines:
            found[file.stem] = list(csv.DictReader(lines))
    return found


def by_row(evaluation: Evaluation, line: Line, at: int = 0) -> dict[str, float | None]:
    """A line's values in one column by its row's label; None where not disclosed."""
    assert line.over is not None
    values = evaluation.line(line)[:, at]
    labels = evaluation.labels(line.over)[0]
    return {str(label): None if np.isnan(value) else float(value) for label, value in zip(labels, values, strict=True)}


def rungs_of_model(evaluation: Evaluation) -> Figures:
    """What stands on each rung: by leg, by payer, in total."""
    figures: Figures = {}
    for name, line, rung in zip(BASES, rungs.RUNGS, bridge.RUNGS, strict=True):
        figures |= {("leg", key, name): value for key, value in by_row(evaluation, line).items()}
        figures |= {("payer", key, name): value for key, value in by_row(evaluation, rung.amount).items()}
        figures |= {("payer", key, name, "without"): value for key, value in by_row(evaluation, rung.without).items()}
        total = float(evaluation.line(rung.total)[0, 0])
        figures["all", name] = None if np.isnan(total) else total
    return figures


def rungs_of_reading(reading: Reading, payers: list[str]) -> Figures:
    """The same, as the reading has it; a payer none of whose legs counts has 0 on every rung."""
    figures: Figures = {}
    for name in BASES:
        for key, leg in reading.legs.items():
            figures["leg", key, name] = leg.rungs[name]
        for payer in payers:
            totals = reading.payers.get(payer)
            figures["payer", payer, name] = totals.rungs[name] if totals else 0.0
            figures["payer", payer, name, "without"] = totals.without_amount[name] if totals else 0.0
        figures["all", name] = reading.total.rungs[name]
    return figures


def days_of_model(evaluation: Evaluation) -> Figures:
    """When each leg falls due on the basis selected."""
    figures: Figures = {}
    for kind, parts in (("stated", schedule.due_stated), ("assumed", schedule.due_assumed)):
        columns = [("earlier", parts.earlier, 0), ("later", parts.later, 0), ("fallen due", parts.fallen_due, 0)]
        columns += [(str(year), parts.year, at) for at, year in enumerate(evaluation.data.years)]
        for name, line, at in columns:
            figures |= {(key, kind, name): value or 0.0 for key, value in by_row(evaluation, line, at).items()}
    return figures | {(key, "not dated"): value or 0.0 for key, value in by_row(evaluation, schedule.not_dated).items()}


def days_of_reading(reading: Reading, basis: str, years: range) -> Figures:
    """The same, as the reading has it."""
    figures: Figures = {}
    for key in reading.book.legs:
        when: Timing = reading.due(basis, leg=key)
        for kind in ("stated", "assumed"):
            columns = when.columns(years, kind)
            figures[key, kind, "earlier"], figures[key, kind, "later"] = columns.earlier, columns.later
            figures |= {(key, kind, str(year)): amount for year, amount in columns.years.items()}
        figures[key, "not dated"] = when.not_dated
    return figures
