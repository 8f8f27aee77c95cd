"""The way up: which lines read an input, and which key figures and checks move when it is changed.

The affected figures are found by trial: the input is changed slightly, or its row is left out, and every key figure is
computed again. The change is a test, not a forecast.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from model.compute import evaluate
from model.dates import EPOCH
from model.explaining.explanation import Effect, Reach
from model.explaining.inputs import text_of
from model.explaining.points import InputAt
from model.explaining.subject import Subject
from model.expression.line import Line, leaves_of, precedents
from model.expression.nodes import CASES, Assumption, Column, Node
from model.expression.ops import Values
from model.expression.values import Evaluation
from model.lines import checks
from model.lines.summary import FIGURES, summary_value, summary_whose
from model.spelling import digits, spelling, with_unit

MOST_READERS, MOST_CHECKS = 6, 5
MORE = 1.01
Frames = Mapping[str, pd.DataFrame]
Rows = Mapping[str, Sequence[int]]  # row numbers from 0, by table


def reach_of_cell(subject: Subject, at: InputAt) -> Reach:
    """What a cell moves: a number one per cent larger, a day a year later; of any other cell its row left out."""
    if at.table == "assumptions" and at.column not in CASES:
        return reach_of_row(subject, at.table, at.row)
    names, more = readers(subject, at)
    if subject.inputs.spelling(at) == "blank":
        return Reach(names, more, "", (), (), 0)
    changes, method = changed(subject, at, (at.column,))
    if changes is None:
        method = f"{left_out(1)}, because a text cannot be changed a little"
        return tried(subject, without(subject.tables, {at.table: [at.row]}), method, names, more)
    return tried(subject, changes, method, names, more)


def reach_of_row(subject: Subject, table: str, row: int) -> Reach:
    """What a row moves: left out; an assumption, which every build needs, one per cent larger in all cases."""
    if table != "assumptions":
        return tried(subject, without(subject.tables, {table: [row]}), left_out(1), (), 0)
    at = InputAt(table, row, "base")
    changes, method = changed(subject, at, CASES)
    names, more = readers(subject, at)
    return tried(subject, changes or subject.tables, method, names, more)


def reach_of_rows(subject: Subject, rows: Rows) -> Reach:
    """What several rows move together: all of them left out, but for assumptions, which every build needs."""
    rest = {table: places for table, places in rows.items() if table != "assumptions"}
    count = sum(map(len, rest.values()))
    return tried(subject, without(subject.tables, rest), left_out(count), (), 0)


def left_out(rows: int) -> str:
    return "the row left out" if rows == 1 else f"the {rows:,} rows left out together"


def without(frames: Frames, rows: Rows) -> dict[str, pd.DataFrame]:
    """The tables without these rows; row numbers of the file do not identify rows that the package added."""
    return {
        name: frame[~np.isin(np.arange(len(frame)), list(rows[name]))] if name in rows else frame
        for name, frame in frames.items()
    }


def changed(subject: Subject, at: InputAt, columns: Sequence[str]) -> tuple[dict[str, pd.DataFrame] | None, str]:
    """The tables with other numbers or days in these columns of a row, and how they were changed.

    No tables where there is no number to change.
    """
    frames, unit = subject.tables, subject.inputs.unit(at)
    frame = frames[at.table].copy()
    before, after = subject.inputs.spelling(at), ""
    for name in columns:
        old = subject.inputs.cell(InputAt(at.table, at.row, name))
        new = other(old, unit)
        if new is None:
            return None, ""
        frame[name] = frame[name].where(np.arange(len(frame)) != at.row, new)
        if name == at.column:
            is_number = isinstance(new, float) and unit != "date"
            after = with_unit(f"{new:.15g}", unit) if is_number else spelling(serial(new), "date")
    where = " in all cases" if len(columns) > 1 else ""
    return {**frames, at.table: frame}, f"{before} → {after}{where}"


def other(value: object, unit: str) -> float | pd.Timestamp | None:
    """A number one per cent larger, a term or day a year later, a switch reversed; None for other values."""
    if isinstance(value, pd.Timestamp):
        return value + pd.DateOffset(years=1)
    if not isinstance(value, float) or value != value:
        return None
    if unit == "date":
        return value + 365
    if unit == "switch":
        return 1.0 - value
    if unit == "years":
        return value + 1
    return round(value * MORE, 12) if value else 0.01


def serial(value: float | pd.Timestamp) -> float:
    return float((value - EPOCH) / pd.Timedelta(days=1)) if isinstance(value, pd.Timestamp) else value


def tried(subject: Subject, frames: Frames, method: str, names: tuple[tuple[str, str], ...], more: int) -> Reach:
    """What moves with the tables so changed."""
    selected = subject.evaluation.data.selected
    before, after = subject.evaluation, evaluate(frames, selected, order={})
    moves = moving(before.line, after.line)
    return Reach(
        names,
        more,
        method,
        tuple(effects(before, after)),
        moves[:MOST_CHECKS],
        max(len(moves) - MOST_CHECKS, 0),
    )


def effects(before: Evaluation, after: Evaluation) -> Iterator[Effect]:
    """The key figures that move, the largest change first."""
    moves: list[tuple[float, Effect]] = []
    columns = [each.line(line)[:, 0].tolist() for line in (summary_value, summary_whose) for each in (before, after)]
    for figure, old, new, whose_before, whose_after in zip(FIGURES, *columns, strict=True):
        if same(old, new):
            continue
        change = (new - old) / abs(old) if old and old == old and new == new else None
        texts = [precise(value, other_value, figure.unit) for value, other_value in ((old, new), (new, old))]
        whose = "" if whose_after == whose_before else text_of(whose_after)
        effect = Effect(f"key_{figure.name}", figure.title, texts[0], texts[1], change, whose)
        moves.append((math.inf if change is None else abs(change), effect))
    yield from (effect for _, effect in sorted(moves, key=lambda each: -each[0]))


def precise(value: float, beside: float, unit: str) -> str:
    """The figure as the sheet shows it; with more digits where both would look alike."""
    text = spelling(value, unit)
    if text != spelling(beside, unit) or value != value:
        return with_unit(text, unit)
    percent = 100 if unit == "share" else 1
    places = min(max(1 - math.floor(math.log10(abs(value - beside) * percent)), 2), 9)
    return with_unit(digits(value, unit, places), unit)


def same(old: float, new: float) -> bool:
    return (old != old and new != new) or math.isclose(old, new, rel_tol=1e-12, abs_tol=1e-12)


def moving(before: Callable[[Line], Values], after: Callable[[Line], Values]) -> tuple[str, ...]:
    """The checks whose figures move, by name."""
    names = dict.fromkeys(
        name
        for line in (checks.model, checks.must_be)
        for name, old, new in zip(
            checks.CHECK_ROWS.labels, before(line)[:, 0].tolist(), after(line)[:, 0].tolist(), strict=True
        )
        if not same(old, new)
    )
    return tuple(name for name in checks.CHECK_ROWS.labels if name in names)


def readers(subject: Subject, at: InputAt) -> tuple[tuple[tuple[str, str], ...], int]:
    """The lines that read a column or an assumption, and how many more there are.

    A line that only repeats the column, row by row, represents the column, so the lines that read it are listed.
    """
    targets: set[Node] = set()
    if at.table == "assumptions":
        name = text_of(subject.inputs.frame(at.table)["name"].iloc[at.row])
        targets |= {Assumption(name), *(Assumption(name, case) for case in CASES)}
    for line in subject.lines.values():
        if is_column(line.expr, at):
            targets |= {line, line.expr}
    lines = [line for line in subject.lines.values() if line not in targets and reads_any(line, targets, at)]
    feeding = precedents_of(summary_value)
    ranked = sorted(lines, key=lambda line: (line not in feeding, line.aside))
    return tuple((line.name, line.title) for line in ranked[:MOST_READERS]), max(len(lines) - MOST_READERS, 0)


def precedents_of(line: Line) -> set[Line]:
    """All lines that a line is computed from, near and far."""
    before: set[Line] = set()
    waiting = [line]
    while waiting:
        new = {leaf for leaf in precedents(waiting.pop()) if isinstance(leaf, Line)} - before
        before |= new
        waiting += new
    return before


def is_column(node: Node, at: InputAt) -> bool:
    return isinstance(node, Column) and (node.table, node.name) == (at.table, at.column)


def reads_any(line: Line, targets: set[Node], at: InputAt) -> bool:
    leaves = leaves_of(line)
    return any(leaf in targets or (at.table != "assumptions" and is_column(leaf, at)) for leaf in leaves)
