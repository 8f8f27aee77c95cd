"""The hand-worked cases: what the lines mean. Other engines cannot show a wrong meaning; these can."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.engines import differences, formualizer_recalculated, libreoffice
from tests.harness import CASES, model_of, write_tables

RELATIVE = 1e-9


def cases() -> list[Any]:
    found = []
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text()):
            found.append(pytest.param(case, id=f"{file.stem}: {case['case']}"))
    return found


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbook of every case by its name, each written once."""
    folder = tmp_path_factory.mktemp("cases")
    workbooks = {}
    for index, parameter in enumerate(cases()):
        case = parameter.values[0]
        tables = write_tables(folder / f"tables-{index}", case["tables"], case.get("assumptions"))
        model = model_of(tables, case.get("scenario", "base"))
        workbooks[str(parameter.id)] = model.workbook(folder / f"case-{index}.xlsx")
    return workbooks


@pytest.mark.parametrize("case", cases())
def test_lines_say_what_was_worked_out_by_hand(case: dict[str, Any], tmp_path: Path) -> None:
    tables = write_tables(tmp_path, case["tables"], case.get("assumptions"))
    model = model_of(tables, case.get("scenario", "base"))
    assert case["expect"]
    for expected in case["expect"]:
        value = model.value(expected["line"], expected.get("row", ()), expected.get("year"))
        wanted = expected["is"]
        if isinstance(wanted, str):
            assert value == wanted, expected
        else:
            within = expected.get("within", RELATIVE * max(abs(wanted), 1e-3))
            assert isinstance(value, float), (expected, value)
            assert value == pytest.approx(wanted, rel=0, abs=within), expected


def test_formualizer_recomputes_every_case(built: dict[str, Path], tmp_path: Path) -> None:
    for name, workbook in built.items():
        count, unlike = differences(workbook, formualizer_recalculated(workbook, tmp_path))
        assert count > 0
        assert not unlike, name


def test_libreoffice_recomputes_every_case(built: dict[str, Path], tmp_path: Path) -> None:
    again = libreoffice(list(built.values()), tmp_path)
    for (name, workbook), recomputed in zip(built.items(), again, strict=True):
        count, unlike = differences(workbook, recomputed)
        assert count > 0
        assert not unlike, name


def test_there_are_at_least_forty_cases() -> None:
    assert len(cases()) >= 40
