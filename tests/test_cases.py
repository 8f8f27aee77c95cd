"""The hand-worked cases: what the lines mean. Other engines cannot show a wrong meaning; these can."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.engines import differences, formualizer_recalculated, libreoffice
from tests.harness import CASES, Model, model_of, write_tables

RELATIVE = 1e-9


def cases() -> list[Any]:
    found = []
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text()):
            found.append(pytest.param(case, id=f"{file.stem}: {case['case']}"))
    return found


def case_model(case: dict[str, Any], folder: Path) -> Model:
    tables = write_tables(folder, case["tables"], case.get("assumptions"))
    return model_of(tables, case.get("scenario", "base"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbook of every case by its name, each written once."""
    folder = tmp_path_factory.mktemp("cases")
    return {
        str(case.id): case_model(case.values[0], folder / f"tables-{index}").workbook(folder / f"case-{index}.xlsx")
        for index, case in enumerate(cases())
    }


@pytest.mark.parametrize("case", cases())
def test_lines_say_what_was_worked_out_by_hand(case: dict[str, Any], tmp_path: Path) -> None:
    model = case_model(case, tmp_path)
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
def test_formualizer_recomputes_every_case(built: dict[str, Path], tmp_path: Path) -> None:
    for name, workbook in built.items():
        count, unlike = differences(workbook, formualizer_recalculated(workbook, tmp_path))
        assert count > 0
        assert not unlike, name


@pytest.mark.long
def test_libreoffice_recomputes_every_case(built: dict[str, Path], tmp_path: Path) -> None:
    again = libreoffice(list(built.values()), tmp_path)
    for (name, workbook), recomputed in zip(built.items(), again, strict=True):
        count, unlike = differences(workbook, recomputed)
        assert count > 0
        assert not unlike, name


def test_both_engines_recompute_a_case_of_each_page(tmp_path: Path) -> None:
    pages = {str(case.id).partition(":")[0]: case.values[0] for case in cases()}
    workbooks = [case_model(case, tmp_path / page).workbook(tmp_path / f"{page}.xlsx") for page, case in pages.items()]
    for workbook, recomputed in zip(workbooks, libreoffice(workbooks, tmp_path), strict=True):
        for again in (recomputed, formualizer_recalculated(workbook, tmp_path)):
            count, unlike = differences(workbook, again)
            assert count > 0
            assert not unlike, workbook.name


def test_there_are_at_least_forty_cases() -> None:
    assert len(cases()) >= 40
