"""The workbook's lines and the independent reading agree: every rung of every leg and payer, and every year."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from model.compute import evaluate
from model.expression.line import Line
from model.expression.nodes import CASES, Case
from model.expression.values import Evaluation, Selected
from model.lines import bridge, rungs, schedule
from model.lines.rows import BASES, PAYERS
from model.pipeline import check, errors_among
from tests.conftest import SHIPPED, SMALL
from tests.harness import write_tables
from tests.reading import Reading, read
from tests.reading.days import Timing
from tests.test_reading_random import random_tables
from tests.tiers import sampled

NEARLY = 1e-8
SEEDS = range(200)
Figures = dict[tuple[str, ...], float | None]
Tables = dict[str, list[dict[str, str]]]


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
    for key, leg in reading.legs.items():
        if leg.group != "commitment":
            continue
        when: Timing = reading.due(basis, leg=key)
        for kind in ("stated", "assumed"):
            columns = when.columns(years, kind)
            figures[key, kind, "earlier"], figures[key, kind, "later"] = columns.earlier, columns.later
            figures |= {(key, kind, str(year)): amount for year, amount in columns.years.items()}
        figures[key, "not dated"] = when.not_dated
    return figures


def unlike(model: Figures, reading: Figures) -> Figures:
    """What the reading says where the model says something else."""
    return {key: figure for key, figure in reading.items() if not alike(model.get(key), figure)}


def alike(one: float | None, other: float | None) -> bool:
    return one is other if one is None or other is None else abs(one - other) <= NEARLY


def compare(frames: Mapping[str, pd.DataFrame], tables: Tables, case: Case, bases: tuple[str, ...]) -> int:
    """How many figures were compared; all of them agree."""
    reading = read(tables, case=case)
    evaluation = evaluate(frames, Selected(case, bases[0]))
    payers = [str(payer) for payer in evaluation.labels(PAYERS)[0]]
    figures = {
        key: figure
        for key, figure in rungs_of_reading(reading, payers).items()
        # of other legs the sheet says n/d where no amount is stated
        if key[0] != "leg" or (reading.legs[key[1]].counts and reading.legs[key[1]].group == "commitment")
    }
    assert not unlike(rungs_of_model(evaluation), figures)
    compared = len(figures)
    for basis in bases:
        evaluation = evaluate(frames, Selected(case, basis))
        days = days_of_reading(reading, basis, range(evaluation.data.years[0], evaluation.data.years[-1] + 1))
        assert not unlike(days_of_model(evaluation), days), basis
        compared += len(days)
    return compared


def frames_of(folder: Path) -> Mapping[str, pd.DataFrame] | None:
    """The typed tables; None where they have errors."""
    loaded = check(folder)
    if errors_among(loaded.findings):
        return None
    return {name: table.frame for name, table in loaded.tables.items()}


@pytest.mark.parametrize("case", sampled(("base", "low", "high"), now=3))
@pytest.mark.parametrize("folder", [SHIPPED, pytest.param(SMALL, marks=pytest.mark.long)], ids=["shipped", "small"])
def test_they_agree_on_the_shipped_and_the_small_book(folder: Path, case: Case) -> None:
    frames = frames_of(folder)
    assert frames is not None
    assert compare(frames, tables_of(folder), case, BASES) > 500


@pytest.mark.parametrize("seed", sampled(list(SEEDS), now=100, long=10))
def test_they_agree_on_random_books(seed: int, tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "tables", random_tables(seed))
    frames = frames_of(folder)
    if frames is None:
        return  # tables that contradict themselves; most do not, as the next test says
    for place, case in enumerate(CASES):
        assert compare(frames, tables_of(folder), case, (BASES[(seed + place) % len(BASES)],))


def as_of_today(tables: Tables) -> Tables | None:
    """The tables as somebody had them on the day; None where a row of then names one that came later."""
    today = "2025-10-06"
    later = {row["leg"] for row in tables["deals"] if row.get("announced", "") > today}
    kept = [row for row in tables["deals"] if row["leg"] not in later]
    named = {row.get(column, "") for row in kept for column in ("part_of", "replaces")}
    if not later or not kept or named & later:
        return None
    payments = [row for row in tables["payments"] if row["leg"] not in later]
    return {**tables, "deals": kept, "payments": payments}


@pytest.mark.parametrize("seed", sampled(list(SEEDS), now=100, long=20))
def test_what_came_later_changes_nothing_of_the_day(seed: int, tmp_path: Path) -> None:
    whole = random_tables(seed)
    then = as_of_today(whole)
    if then is None:
        return  # nothing came later; most books have something, as the next test says
    found = [frames_of(write_tables(tmp_path / name, each)) for name, each in (("whole", whole), ("then", then))]
    if None in found:
        return
    pictures = []
    for frames in found:
        assert frames is not None
        evaluation = evaluate(frames, Selected("base", "signed"))
        legs = {row["leg"] for row in then["deals"]}
        payers = {row["payer"] for row in then["deals"]}
        rungs_then = rungs_of_model(evaluation)
        days = {key: value for key, value in days_of_model(evaluation).items() if key[0] in legs}
        totals = {key: value for key, value in rungs_then.items() if key[0] == "all" or key[1] in legs | payers}
        pictures.append(totals | {key: value for key, value in days.items() if key[-1] != "later"})  # years differ
    assert not unlike(*pictures)


def test_most_random_books_have_something_later() -> None:
    assert sum(as_of_today(random_tables(seed)) is not None for seed in SEEDS) > len(SEEDS) / 4


@pytest.mark.long
def test_most_random_books_are_valid(tmp_path: Path) -> None:
    folders = [write_tables(tmp_path / str(seed), random_tables(seed)) for seed in range(12)]
    assert sum(frames_of(folder) is not None for folder in folders) >= 6
