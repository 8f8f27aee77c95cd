"""Formulas stay correct whoever edits: deal books full of equal figures and exact thresholds, and edited rows.

A fresh book: every engine computes what we stored. After rows were added, inserted, deleted or sorted in LibreOffice:
every figure is still a number or n/d, no cell shows an error, and the engines agree on every cell; the master check
fails with a sentence that says what to do, or, where rows were only sorted, every figure is there as before.
(formualizer is asked about fresh books: it refuses what LibreOffice saves.)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random

import openpyxl
import pytest

from model.expression.nodes import Case
from schemas import TABLES
from tests.drafts import Draft
from tests.engines import EACH_ENGINE, alike, by_each, differences, recompute
from tests.office import DeleteRow, Edit, Entry, InsertRow, Job, RowBelow, SortRows, edited
from tests.once import OnDemand
from tests.random_books import COINCIDENCES, book, random_book, tied_totals, trigger_reached
from tests.random_rules import RULES
from tests.saved import Error, Saved, Value, Values, read
from tests.tiers import EXHAUSTIVE, chosen, in_tier, sampled

NOT_DISCLOSED = "n/d"
SEEDS, MORE_SEEDS = range(6), range(6, 15)
TIE, TRIGGER = (Decimal("14.1"), Decimal("0.1")), (Decimal("0.6"), Decimal("0.3"))
KNOWN: dict[str, Draft] = {
    "14.2 beside 14.1 and 0.1": book(partial(tied_totals, numbers=TIE), seed=1),
    "0.6 and 0.3 for a trigger at 0.9": book(partial(trigger_reached, numbers=TRIGGER), seed=1),
    **{part.__name__.replace("_", " "): book(part, seed=2) for part in COINCIDENCES},
}
OF_ONE_RULE = {part.__name__.replace("_", " "): book(part, seed=2) for part in RULES}
ACTIONS = ("row below", "inserted", "deleted", "sorted")


def edits_of(seeds: Iterable[int]) -> list[str]:
    return [f"book {seed}, {which}, {action}" for seed in seeds for which in ("deals", "another") for action in ACTIONS]


NAMES = [
    *sampled(KNOWN, now=0, long=4),
    *sampled(OF_ONE_RULE, now=0, long=6),
    *sampled([f"book {seed}" for seed in SEEDS], now=0, long=15),
    *(in_tier(f"book {seed}", EXHAUSTIVE) for seed in MORE_SEEDS),
]
# Each thirteenth edit in the long runs: they try all eight edits of a book, and each book has some.
EDITED = [*sampled(edits_of(SEEDS), now=0, long=13), *(in_tier(case, EXHAUSTIVE) for case in edits_of(MORE_SEEDS))]
SORTED = [case for case in EDITED if case.values[0].endswith(", sorted")]
OTHERWISE = [case for case in EDITED if case not in SORTED]


def draft_of(name: str) -> tuple[Draft, Case]:
    if draft := (KNOWN | OF_ONE_RULE).get(name):
        return draft, "base"
    return random_book(int(name.removeprefix("book ")))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Every book, freshly built."""
    folder = tmp_path_factory.mktemp("fresh")

    def make(name: str) -> Path:
        draft, case = draft_of(name)
        return draft.model(folder / f"tables of {name}", case).workbook(folder / f"{name}.xlsx")

    return OnDemand([case.values[0] for case in NAMES], make)


@pytest.fixture(scope="module")
def again(
    fresh: Mapping[str, Path], request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], dict[str, Values]]:
    """The fresh books of this run as an engine recomputes them."""
    return by_each({name: fresh[name] for name in chosen(request, "name")}, tmp_path_factory.mktemp("again"))


@pytest.mark.parametrize("engine", EACH_ENGINE)
@pytest.mark.parametrize("name", NAMES)
def test_every_engine_computes_what_a_fresh_book_stores(
    name: str, engine: str, fresh: Mapping[str, Path], again: Callable[[str], dict[str, Values]]
) -> None:
    count, unlike = differences(fresh[name], again(engine)[name])
    assert count > 500
    assert unlike == []


@pytest.mark.parametrize("name", NAMES)
def test_a_fresh_book_shows_no_error_and_passes_its_checks(name: str, fresh: Mapping[str, Path]) -> None:
    saved = read(fresh[name])
    assert errors(saved) == {}
    assert saved.value_of("master_check") == "PASS"


# what people do to rows


@dataclass(frozen=True)
class InputTable:
    """An input table of a workbook: where it stands, and its rows as they are typed."""

    name: str
    sheet: str
    columns: list[str]
    rows: list[dict[str, Entry]]


@dataclass(frozen=True)
class Hands:
    """A book after an edit: what it was, the table that was edited, what LibreOffice saved."""

    before: Path
    table: InputTable
    edit: Edit
    path: Path


def input_tables(path: Path) -> dict[str, InputTable]:
    """The input tables that have rows, but for the assumptions, whose rows the model knows by name."""
    values = read(path).values
    made = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        for name in list(sheet.tables):
            heading, *cells = sheet[sheet.tables[name].ref]
            columns = [str(cell.value) for cell in heading]
            rows = [
                {column: values.get((sheet.title, cell.coordinate)) for column, cell in zip(columns, row, strict=True)}
                for row in cells
            ]
            rows = [row for row in rows if any(entry is not None for entry in row.values())]
            if rows and name != "assumptions" and name in {each.name for each in TABLES}:
                made[name] = InputTable(name, sheet.title, columns, rows)
    return made


def edit_of(action: str, table: InputTable, random: Random) -> Edit:
    """An edit of a table's rows; a new row is a copy of another one under a key of its own."""
    key = next(each.key[-1] for each in TABLES if each.name == table.name)
    new = dict(random.choice(table.rows))
    if isinstance(new[key], str):
        new[key] = f"{new[key]} new"
    match action:
        case "row below":
            return RowBelow(table.name, new)
        case "inserted":
            return InsertRow(table.name, random.randrange(len(table.rows)), new, random.random() < 0.5)
        case "deleted":
            return DeleteRow(table.name, random.randrange(len(table.rows)), random.random() < 0.5)
        case "sorted":
            return sorting(table, random)
    raise ValueError(action)


def sorting(table: InputTable, random: Random) -> SortRows:
    """By a column of texts, in the direction that changes something."""
    texts = {column: [str(row[column] or "") for row in table.rows] for column in table.columns}
    telling = [name for name, held in texts.items() if len(set(held)) > 1 and "" not in held]
    column = random.choice([name for name in telling if not isinstance(table.rows[0][name], float)])
    return SortRows(table.name, column, descending=sorted(texts[column]) == texts[column])


def choice_of(which: str, action: str, tables: dict[str, InputTable], random: Random) -> InputTable:
    """The table deals, or another. Of two rows none is deleted: Gnumeric finds nothing in a range of one cell."""
    if which == "deals":
        return tables["deals"]
    least = 3 if action == "deleted" else 2
    return random.choice([table for name, table in tables.items() if name != "deals" and len(table.rows) >= least])


@pytest.fixture(scope="module")
def hands(
    fresh: Mapping[str, Path], request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Hands]:
    """The books of this run after their edits, all in one run of LibreOffice."""
    tables = OnDemand(fresh, lambda name: input_tables(fresh[name]))
    plans: dict[str, tuple[Path, InputTable, Edit]] = {}
    for case in chosen(request, "case"):
        name, which, action = case.rsplit(", ", 2)
        random = Random(case)
        table = choice_of(which, action, tables[name], random)
        plans[case] = (fresh[name], table, edit_of(action, table, random))
    jobs = [Job(path, [edit]) for path, _, edit in plans.values()]
    saved = edited(jobs, tmp_path_factory.mktemp("hands"))
    return {case: Hands(*plan, path) for (case, plan), path in zip(plans.items(), saved, strict=True)}


def errors(saved: Saved) -> dict[str, int]:
    """Formula cells that show an error, counted by sheet and error."""
    return dict(
        Counter(
            f"{place[0]} {saved.values[place]}" for place in saved.formulas if isinstance(saved.values[place], Error)
        )
    )


@pytest.mark.program("libreoffice", "uno")
@pytest.mark.parametrize("case", EDITED)
def test_after_an_edit_of_rows_every_figure_is_a_number_or_not_disclosed(case: str, hands: dict[str, Hands]) -> None:
    done = hands[case]
    before, after = read(done.before), read(done.path)
    assert errors(after) == {}, done.edit
    figures = [
        place
        for place in before.formulas
        if place[0] != done.table.sheet and isinstance(before.values[place], float)  # whose rows did not move
    ]
    lost = {place: after.values[place] for place in figures if not is_figure(after.values[place])}
    assert len(figures) > 300
    assert lost == {}, done.edit


def is_figure(value: Value) -> bool:
    return isinstance(value, float) or value == NOT_DISCLOSED


@pytest.mark.program("libreoffice", "uno", "gnumeric")
@pytest.mark.parametrize("case", EDITED)
def test_after_an_edit_of_rows_the_engines_agree(case: str, hands: dict[str, Hands], tmp_path: Path) -> None:
    done = hands[case]
    after = read(done.path)
    engines = {engine: recompute(engine, [done.path], tmp_path)[0] for engine in ("gnumeric", "ironcalc")}
    unlike = {
        (engine, *place): (after.values[place], values.get(place))
        for engine, values in engines.items()
        for place in after.formulas
        if not alike(after.values[place], values.get(place))
    }
    assert len(after.formulas) > 500
    assert unlike == {}, done.edit


@pytest.mark.program("libreoffice", "uno")
@pytest.mark.parametrize("case", SORTED)
def test_after_rows_were_sorted_every_figure_is_there_as_before(case: str, hands: dict[str, Hands]) -> None:
    """Blocks over the table's rows stand in another order; sheet by sheet their figures are the same."""
    done = hands[case]
    before, after = read(done.before), read(done.path)
    assert rows_of(before, done.table) != rows_of(after, done.table), "the edit did nothing"
    assert after.value_of("master_check") == "PASS", done.edit
    assert numbers_of(before, done.table.sheet) == pytest.approx(numbers_of(after, done.table.sheet)), done.edit


ROW_NUMBER = re.compile(r",0,MATCH\([^()]*\)(-1)?\)$")


def numbers_of(saved: Saved, but: str) -> list[float]:
    """The figures that formulas show, in order of size, sheet by sheet, but for one sheet; in which row something is
    found is no figure."""
    found: dict[str, list[float]] = {}
    for place, formula in saved.formulas.items():
        value = saved.values[place]
        if isinstance(value, float) and place[0] != but and not ROW_NUMBER.search(formula):
            found.setdefault(place[0], []).append(value)
    return [number for sheet in sorted(found) for number in sorted(found[sheet])]


@pytest.mark.program("libreoffice", "uno")
@pytest.mark.parametrize("case", OTHERWISE)
def test_after_an_edit_of_rows_the_master_check_fails_and_says_what_to_do(case: str, hands: dict[str, Hands]) -> None:
    done = hands[case]
    before, after = read(done.before), read(done.path)
    assert rows_of(before, done.table) != rows_of(after, done.table), "the edit did nothing"
    assert after.value_of("master_check") == "FAIL", done.edit
    advice = re.compile(rf"\b{done.table.name}\b.*\bbuild", re.IGNORECASE)
    assert any(advice.search(value) for value in texts(after)), done.edit


def rows_of(saved: Saved, table: InputTable) -> list[tuple[Value, ...]]:
    """The sheet of a table as it stands, row by row, without formulas."""
    rows: dict[int, list[Value]] = {}
    for (sheet, cell), value in saved.values.items():
        if sheet == table.sheet and (sheet, cell) not in saved.formulas and value is not None:
            rows.setdefault(int(re.sub(r"\D", "", cell)), []).append(value)
    return [tuple(rows[number]) for number in sorted(rows)]


def texts(saved: Saved) -> list[str]:
    """The texts that formulas show."""
    return [value for place in saved.formulas if isinstance(value := saved.values[place], str)]
