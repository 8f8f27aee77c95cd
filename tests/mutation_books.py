"""The books by which mutants are noticed: what else says the same figure as a line of the model.

These are the hand-worked cases, the independent reading of their tables, and the checks of books that tie out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from model.compute import evaluate
from model.expression.line import Line
from model.expression.nodes import CASES, Case
from model.expression.values import Evaluation, Selected
from model.lines import bridge, checks, rungs, schedule
from model.lines.rows import BASES
from model.workbook.names import model_lines
from tests.conftest import SHIPPED, SMALL
from tests.edited_books import edited_books
from tests.harness import model_of, model_of_valid, write_tables
from tests.mutation import Book, Expected, book_of
from tests.random_books import random_book
from tests.reading import Reading, read
from tests.test_cases import RELATIVE, case_model, cases
from tests.test_reading_agreement import Figures, days_of_reading, frames_of, tables_of
from tests.test_reading_random import random_tables

NEARLY = 1e-8
ON_OTHERS: tuple[tuple[Case, str], ...] = (("low", "signed"), ("high", "all_in"))
Cell = tuple[str, str, int | None, float | None]


@cache
def by_name() -> dict[str, Line]:
    return {line.name: line for line in model_lines()}


def books(folder: Path, each: int = 1, others: bool = True) -> Iterator[Book]:
    """Every hand-worked case, or each so-many-th, then the others; files are written below the folder."""
    for place, case in list(enumerate(cases()))[::each]:
        model = case_model(case.values[0], tables := folder / f"case {place}", model_of_valid)
        wanted = list(by_hand(case.values[0]["expect"], model.evaluation))
        yield book_of(
            str(case.id),
            model.evaluation,
            [*wanted, *agreed(model.evaluation, tables), *(passes() if place % 10 == 0 else ())],
        )
    if not others:
        return
    yield from edited_books(folder / "edited")
    for tables, name in ((SMALL, "small"), (SHIPPED, "shipped")):
        for case_name, basis in (*(("base", basis) for basis in BASES), *ON_OTHERS):
            evaluation = model_of(tables, case_name, basis).evaluation
            yield book_of(f"{name} {case_name} {basis}", evaluation, [*agreed(evaluation, tables), *passes()])
    for seed in range(12):
        draft, case_name = random_book(seed)
        evaluation = draft.model(tables := folder / f"book {seed}", case_name).evaluation
        yield book_of(f"book {seed}", evaluation, [*agreed(evaluation, tables), *passes()])
    for seed in range(12):
        frames = frames_of(tables := write_tables(folder / f"deals {seed}", random_tables(seed)))
        if frames is None:
            continue  # tables that contradict themselves
        for place, case_name in enumerate(CASES):
            evaluation = evaluate(frames, Selected(case_name, BASES[(seed + place) % len(BASES)]))
            yield book_of(f"deals {seed} {case_name}", evaluation, agreed(evaluation, tables))


def passes() -> tuple[Expected, ...]:
    """The checks of a book that ties out."""
    return (Expected(checks.master, 0, 0, "PASS"),)


def by_hand(expected: Iterable[dict[str, Any]], evaluation: Evaluation) -> Iterator[Expected]:
    """What a hand-worked case expects."""
    for each in expected:
        line, wanted = by_name()[each["line"]], each["is"]
        row = each.get("row", ())
        labels = [] if line.over is None else list(zip(*evaluation.labels(line.over), strict=True))
        down = labels.index((row,) if isinstance(row, str) else tuple(row)) if labels else 0
        across = evaluation.data.years.index(each["year"]) if "year" in each else 0
        if line.across is not None:
            across = list(evaluation.labels(line.across)[0]).index(each["column"])
        within = 0.0 if isinstance(wanted, str) else each.get("within", RELATIVE * max(abs(wanted), 1e-3))
        yield Expected(line, down, across, wanted, within)


def agreed(evaluation: Evaluation, folder: Path) -> Iterator[Expected]:
    """What the independent reading says of these tables, where it says the same as the model today."""
    selected = evaluation.data.selected
    try:
        reading = read(tables_of(folder), case=selected.case, strict=False)
        cells = list(read_figures(reading, evaluation, selected.basis))
    except (ValueError, ZeroDivisionError):
        return  # the reading refuses some tables that the model takes
    for name, label, year, wanted in cells:
        line = by_name()[name]
        labels = [""] if line.over is None else [str(each) for each in evaluation.labels(line.over)[0]]
        if label in labels and (year is None or year in evaluation.data.years):
            across = 0 if year is None else evaluation.data.years.index(year)
            expected = Expected(line, labels.index(label), across, "n/d" if wanted is None else wanted, NEARLY)
            if expected.agrees(evaluation.line(line)):
                yield expected


def read_figures(reading: Reading, evaluation: Evaluation, basis: str) -> Iterator[Cell]:
    """Every figure that the independent reading has of a line, by row and year."""
    years = range(evaluation.data.years[0], evaluation.data.years[-1] + 1)
    for name, of_leg, rung in zip(BASES, rungs.RUNGS, bridge.RUNGS, strict=True):
        for key, leg in reading.legs.items():
            if leg.counts and leg.group == "commitment":
                yield of_leg.name, key, None, leg.rungs[name]
        for payer, totals in reading.payers.items():
            yield rung.amount.name, payer, None, totals.rungs[name]
            yield rung.without.name, payer, None, float(totals.without_amount[name])
        yield rung.total.name, "", None, reading.total.rungs[name]
    yield from read_days(days_of_reading(reading, basis, years))
    for key, plan in reading.plans.items():
        yield "plans_counted", key, None, plan.kept
        yield "plans_lapsed", key, None, plan.lapsed if plan.amount is not None else None
    for company in dict.fromkeys(plan.company for plan in reading.plans.values()):
        for year, amount in reading.capex.by_year(company, years).items():
            yield "spender_year", company, year, amount
    for company in dict.fromkeys(row["company"] for row in reading.book.tables.get("revenue", ())):
        headline = reading.headline_revenue(company)
        yield "earner_headline", company, None, None if headline is None else headline.amount
        for year, amount in reading.revenue(company, years).items():
            yield "payer_revenue_path", company, year, amount
    for name, value in reading.suppliers(basis).items():
        yield "supplier_contract_value", name, None, value
    for stake, figures in reading.stakes.items():
        yield "stakes_invested", stake, None, figures.invested
        yield "stakes_ownership", stake, None, figures.implied_ownership
        yield "stakes_warrant_value", stake, None, figures.warrant_value
        for year in years:
            yield "stakes_vested", stake, year, reading.vested(stake, year)


def read_days(figures: Figures) -> Iterator[Cell]:
    """When each leg falls due."""
    parts = {"stated": schedule.due_stated, "assumed": schedule.due_assumed}
    for (leg, *where), amount in figures.items():
        match where:
            case [kind, "earlier"]:
                yield parts[kind].earlier.name, leg, None, amount
            case [kind, "later"]:
                yield parts[kind].later.name, leg, None, amount
            case [kind, year]:
                yield parts[kind].year.name, leg, int(year), amount
            case _:
                yield schedule.not_dated.name, leg, None, amount
