"""The hand-worked cases: what the lines mean. Other engines cannot show a wrong meaning; these can."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from model.inputs import load
from model.pipeline import errors_among
from model.workbook.names import required_assumptions
from tests.engines import EACH_BUT_GNUMERIC, differences, recompute
from tests.harness import CASES, Model, model_of, model_of_valid, write_tables

RELATIVE = 1e-9
ENGINES_IN_TURN = ("formualizer", "ironcalc", "libreoffice")


def cases() -> list[Any]:
    found = []
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.load(file.read_text(), yaml.CSafeLoader):
            found.append(pytest.param(case, id=f"{file.stem}: {case['case']}"))
    return found


def case_model(case: dict[str, Any], folder: Path, read: Callable[..., Model] = model_of) -> Model:
    tables = write_tables(folder, case["tables"], case.get("assumptions"))
    return read(tables, case.get("economics", "base"), case.get("basis", "stated"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The workbook of every case, each written once."""
    return workbooks_of([case.values[0] for case in cases()], tmp_path_factory.mktemp("cases"))


def workbooks_of(of_cases: list[dict[str, Any]], folder: Path) -> list[Path]:
    """A workbook for each case, numbered and named after it."""
    return [
        case_model(case, folder / f"tables-{index}").workbook(folder / f"{index} {plain_name(case)}.xlsx")
        for index, case in enumerate(of_cases)
    ]


def plain_name(case: dict[str, Any]) -> str:
    """The case's name as far as a file may be called so."""
    return re.sub(r"\W+", " ", str(case["case"]))[:60].strip()


@pytest.mark.parametrize("case", cases())
def test_lines_say_what_was_worked_out_by_hand(case: dict[str, Any], tmp_path: Path) -> None:
    model = case_model(case, tmp_path, model_of_valid)
    assert case["expect"]
    for expected in case["expect"]:
        value = model.value(expected["line"], expected.get("row", ()), expected.get("year"), expected.get("column"))
        wanted = expected["is"]
        if isinstance(wanted, str):
            assert value == wanted, expected
        else:
            within = expected.get("within", RELATIVE * max(abs(wanted), 1e-3))
            assert isinstance(value, float), (expected, value)
            assert value == pytest.approx(wanted, rel=0, abs=within), expected


@pytest.mark.long
@pytest.mark.usefixtures("tables_typed_once")
def test_the_tables_of_every_case_are_valid(tmp_path: Path) -> None:
    for case in (each.values[0] for each in cases()):
        tables = write_tables(tmp_path / "tables", case["tables"], case.get("assumptions"))
        assert not errors_among(load(tables, required_assumptions()).findings), case["case"]


@pytest.mark.exhaustive
@pytest.mark.parametrize("engine", EACH_BUT_GNUMERIC)
def test_engine_recomputes_every_case(engine: str, built: list[Path], tmp_path: Path) -> None:
    confirm(engine, built, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("engine", EACH_BUT_GNUMERIC)
def test_engine_recomputes_its_share_of_the_cases(engine: str, tmp_path: Path) -> None:
    """Each engine another case in 120, so that one of them recomputes each fortieth case."""
    first = 40 * ENGINES_IN_TURN.index(engine)
    share = [case.values[0] for case in cases()][first::120]
    confirm(engine, workbooks_of(share, tmp_path), tmp_path)


def confirm(engine: str, workbooks: list[Path], folder: Path) -> None:
    """The engine computes what is stored in every formula cell of the workbooks."""
    for workbook, again in zip(workbooks, recompute(engine, workbooks, folder), strict=True):
        count, unlike = differences(workbook, again)
        assert count > 0
        assert not unlike, workbook.name
