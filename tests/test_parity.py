"""Every stored value is what independent engines compute from the formulas, in every case and on every basis."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path

import openpyxl
import pytest

from model.pipeline import build
from tests.conftest import ON_OTHERS, ON_STATED, SHIPPED
from tests.engines import (
    EACH_ENGINE_IN_TIME,
    ENGINES,
    PIP_ENGINES,
    alike,
    by_each,
    changed,
    differences,
    formulas,
    recompute,
    values,
)
from tests.harness import model_of, write_tables
from tests.opened import Opened
from tests.saved import Error, Place, Values
from tests.tiers import EXHAUSTIVE, in_tier, sampled

ONE_IN_TIME = sampled(EACH_ENGINE_IN_TIME, now=len(ENGINES))
BASE = "shipped-base"
SMALL_BASE = "small-base"
# Every case on every basis, of the shipped and the invented tables in turn; then the same the other way round.
IN_TURN = sorted((*ON_STATED, *ON_OTHERS), key=lambda name: name.split("-")[1:])
IN_TURN = [
    name
    for first in (0, 1)
    for index, pair in enumerate(zip(IN_TURN[::2], IN_TURN[1::2], strict=True))
    for name in [pair[(index + first) % 2]]
]
HALF = len(IN_TURN) // 2
# One half of them, each by one of the engines in turn, and all that is left for the exhaustive runs.
BY_TURNS = [(PIP_ENGINES[index % 2], name) for index, name in enumerate(IN_TURN[:HALF])]
OTHER_PAIRS = [pair for pair in product(PIP_ENGINES, IN_TURN) if pair not in BY_TURNS]


@pytest.fixture(scope="module")
def wrong(workbooks: Mapping[str, Path]) -> dict[Place, str]:
    """A total and a verdict of the shipped workbook, and other values than theirs."""
    good = workbooks["shipped-base"]
    return {place_of(good, "payers_total"): "844.5", place_of(good, "checks_master"): "FAIL"}


@pytest.fixture(scope="module")
def others(
    workbooks: Mapping[str, Path], wrong: dict[Place, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Other workbooks: of other tables, one with wrong values stored, and one whose selector was set to low after it
    was built for base."""
    folder, good = tmp_path_factory.mktemp("others"), workbooks["shipped-base"]
    opened = Opened(good.read_bytes())
    opened.put("Summary", "B5", "low")
    (folder / "switched.xlsx").write_bytes(opened.bytes())
    changed(good, folder / "wrong.xlsx", wrong)
    return {
        SMALL_BASE: workbooks[SMALL_BASE],
        "wrong": folder / "wrong.xlsx",
        "switched": folder / "switched.xlsx",
    }


@pytest.fixture(scope="module")
def again(
    workbooks: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], dict[str, Values]]:
    """The workbook of the shipped tables, base case, as an engine recomputes it."""
    return by_each({BASE: workbooks[BASE]}, tmp_path_factory.mktemp("again"))


@pytest.fixture(scope="module")
def others_again(
    others: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], dict[str, Values]]:
    """The others as an engine recomputes them."""
    return by_each(others, tmp_path_factory.mktemp("others-again"))


@pytest.mark.parametrize("engine", EACH_ENGINE_IN_TIME)
def test_engine_confirms_every_formula_cell(
    engine: str, workbooks: Mapping[str, Path], again: Callable[[str], dict[str, Values]]
) -> None:
    confirm(workbooks[BASE], again(engine)[BASE])


@pytest.mark.long
@pytest.mark.parametrize("engine", ONE_IN_TIME)
def test_engine_confirms_other_tables(
    engine: str, others: dict[str, Path], others_again: Callable[[str], dict[str, Values]]
) -> None:
    confirm(others[SMALL_BASE], others_again(engine)[SMALL_BASE])


@pytest.mark.parametrize(
    ("engine", "name"),
    [*sampled(BY_TURNS[::-1], now=0, long=3), *(in_tier(pair, EXHAUSTIVE) for pair in OTHER_PAIRS)],
)
def test_engine_confirms_every_case_and_basis(
    engine: str, name: str, workbooks: Mapping[str, Path], tmp_path: Path
) -> None:
    path = workbooks[name]
    confirm(path, recompute(engine, [path], tmp_path)[0])


@pytest.mark.parametrize(
    ("engine", "names"),
    [
        pytest.param("libreoffice", IN_TURN[1:HALF:6], marks=(pytest.mark.long, pytest.mark.program("libreoffice"))),
        pytest.param("gnumeric", IN_TURN[:HALF:6], marks=(pytest.mark.long, pytest.mark.program("gnumeric"))),
        pytest.param("gnumeric", IN_TURN, marks=(pytest.mark.exhaustive, pytest.mark.program("gnumeric"))),
        pytest.param("libreoffice", IN_TURN, marks=(pytest.mark.exhaustive, pytest.mark.program("libreoffice"))),
    ],
    ids=["libreoffice, some", "gnumeric, some", "gnumeric, all", "libreoffice, all"],
)
def test_program_confirms_every_case_and_basis(
    engine: str, names: list[str], workbooks: Mapping[str, Path], tmp_path: Path
) -> None:
    paths = [workbooks[name] for name in names]
    for path, again in zip(paths, recompute(engine, paths, tmp_path), strict=True):
        confirm(path, again)


def test_every_case_and_basis_is_of_one_half() -> None:
    """Of which the long runs recompute a third by the engines of pip in turn, and a sixth by each program."""
    assert len({tuple(name.split("-")[1:]) for name in IN_TURN[:HALF]}) == HALF == 18
    assert sorted(IN_TURN) == sorted((*ON_STATED, *ON_OTHERS))


def confirm(workbook: Path, again: Values) -> None:
    """Every formula cell holds what the engine computes, which is no error, and empty only where it may be."""
    count, unlike = differences(workbook, again)
    assert count == len(formulas(workbook)) > 1000
    assert unlike == []
    holds_values(workbook)


def holds_values(workbook: Path) -> None:
    """No formula cell is an error, or empty but where it may be."""
    stored = values(workbook)
    for place, formula in formulas(workbook).items():
        value = stored[place]
        assert value is not None or may_be_empty(formula), (workbook.name, place)
        assert not isinstance(value, Error), (workbook.name, place)


@pytest.mark.long
def test_build_counts_the_formula_cells_that_were_compared(workbooks: Mapping[str, Path], tmp_path: Path) -> None:
    built = build(SHIPPED, tmp_path / "built.xlsx")
    assert built.summary is not None
    assert built.summary.formulas == len(formulas(workbooks["shipped-base"]))


@pytest.mark.long
@pytest.mark.parametrize("engine", ONE_IN_TIME)
def test_wrong_stored_values_are_caught(
    engine: str, others: dict[str, Path], wrong: dict[Place, str], others_again: Callable[[str], dict[str, Values]]
) -> None:
    count, unlike = differences(others["wrong"], others_again(engine)["wrong"])
    assert count == len(formulas(others["wrong"])) > 1000
    assert {(each.sheet, each.cell) for each in unlike} == wrong.keys()


def place_of(workbook: Path, line: str) -> Place:
    """The first cell of a line in the shipped workbook."""
    from model.workbook.write import lay_out
    from tests.harness import line_named, model_of

    spot = lay_out(model_of(SHIPPED).evaluation).spot(line_named(line))
    cell = openpyxl.load_workbook(workbook)[spot.sheet].cell(spot.row, spot.column)
    return spot.sheet, cell.coordinate


def test_a_value_off_by_more_than_the_tolerance_is_unlike() -> None:
    assert alike(1.0, 1.0 + 9e-10)
    assert not alike(1.0, 1.0 + 2e-9)
    assert not alike(1e-9, 2e-9)
    assert not alike(0.0, "n/d")
    assert not alike(None, 0.0)
    assert not alike("#N/A", Error("#N/A"))


@pytest.mark.long
@pytest.mark.parametrize("engine", ONE_IN_TIME)
def test_the_selector_switches_the_whole_workbook(
    engine: str, workbooks: Mapping[str, Path], others_again: Callable[[str], dict[str, Values]]
) -> None:
    """The base workbook with its selector set to low recomputes to the workbook that was built for low."""
    switched, low = others_again(engine)["switched"], values(workbooks["shipped-low"])
    for place in formulas(workbooks["shipped-low"]):
        assert alike(switched[place], low[place]), place


def test_no_formula_cell_is_empty_or_an_error(workbooks: Mapping[str, Path]) -> None:
    for name in (BASE, SMALL_BASE):
        holds_values(workbooks[name])


def may_be_empty(formula: str) -> bool:
    """Only text without a value (a plan inside no other) may show nothing, and a cell that shows it."""
    return '""' in formula or bool(re.fullmatch(r"=?(('[^']+'|\w+)!)?\$?[A-Z]+\$?\d+|=?INDEX\(.*", formula))


@pytest.mark.long
@pytest.mark.parametrize("engine", EACH_ENGINE_IN_TIME)
def test_engine_confirms_a_book_of_one_row_in_every_table(engine: str, tmp_path: Path) -> None:
    """Gnumeric finds no place in a range of one cell."""
    period = {"period_start": "2025-01-01", "period_end": "2025-12-31"}
    tables = {
        "deals": [{"leg": "a", "payer": "P", "payee": "S", "base_bn": 10, "currency": "USD"}],
        "revenue": [{"company": "P", "base_bn": 2, "currency": "USD"} | period],
        "capex_plans": [{"plan": "p", "company": "P", "base_bn": 3, "currency": "USD"}],
        "equity_stakes": [{"stake": "k", "holder": "P", "issuer": "S", "currency": "USD", "share_price": 5}],
        "tranches": [{"stake": "k", "tranche": "one", "trigger": "share_price", "threshold": 5, "share": 0.1}],
        "customer_shares": [{"company": "S", "customer": "P", "period_end": "2025-12-31", "share": 0.5}],
    }
    workbook = model_of(write_tables(tmp_path / "tables", tables)).workbook(tmp_path / "one.xlsx")
    count, unlike = differences(workbook, recompute(engine, [workbook], tmp_path)[0])
    assert count > 1000
    assert unlike == []
