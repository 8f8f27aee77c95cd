"""The hand-worked cases: what the lines mean. Other engines cannot show a wrong meaning; these can."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.engines import PIP_ENGINES, by_each, differences
from tests.harness import CASES, Model, model_of, write_tables
from tests.once import OnDemand
from tests.saved import Values
from tests.tiers import chosen, sampled

RELATIVE = 1e-9


CASES_BY_NAME: dict[str, dict[str, Any]] = {
    f"{file.stem}: {case['case']}": case
    for file in sorted(CASES.glob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
}


def case_model(case: dict[str, Any], folder: Path) -> Model:
    tables = write_tables(folder, case["tables"], case.get("assumptions"))
    return model_of(tables, case.get("scenario", "base"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The workbook of every case, numbered and named after it."""
    folder, names = tmp_path_factory.mktemp("cases"), list(CASES_BY_NAME)

    def make(name: str) -> Path:
        case, index = CASES_BY_NAME[name], names.index(name)
        return case_model(case, folder / f"tables-{index}").workbook(folder / f"{index} {plain_name(case)}.xlsx")

    return OnDemand(names, make)


@pytest.fixture(scope="module")
def again(
    built: Mapping[str, Path], request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], dict[str, Values]]:
    """The workbooks of the cases that a test asks an engine about in this run, recomputed."""
    folder = tmp_path_factory.mktemp("again")

    def of(argument: str) -> Callable[[str], dict[str, Values]]:
        (folder / argument).mkdir()
        return by_each({name: built[name] for name in chosen(request, argument)}, folder / argument)

    asked = OnDemand(("name", "sample"), of)
    return lambda argument, engine: asked[argument](engine)


def plain_name(case: dict[str, Any]) -> str:
    """The case's name as far as a file may be called so."""
    return re.sub(r"\W+", " ", str(case["case"]))[:60].strip()


@pytest.mark.usefixtures("tables_typed_once")
@pytest.mark.parametrize("case", CASES_BY_NAME)
def test_lines_say_what_was_worked_out_by_hand(case: str, tmp_path: Path) -> None:
    worked_out = CASES_BY_NAME[case]
    model = case_model(worked_out, tmp_path)
    assert worked_out["expect"]
    for expected in worked_out["expect"]:
        value = model.value(expected["line"], expected.get("row", ()), expected.get("year"), expected.get("column"))
        wanted = expected["is"]
        if isinstance(wanted, str):
            assert value == wanted, expected
        else:
            within = expected.get("within", RELATIVE * max(abs(wanted), 1e-3))
            assert isinstance(value, float), (expected, value)
            assert value == pytest.approx(wanted, rel=0, abs=within), expected


@pytest.mark.parametrize("engine", PIP_ENGINES)
@pytest.mark.parametrize("name", sampled(CASES_BY_NAME, now=40, long=3))
def test_engine_recomputes_a_case(
    name: str, engine: str, built: Mapping[str, Path], again: Callable[[str, str], dict[str, Values]]
) -> None:
    confirm(built[name], again("name", engine)[name])


@pytest.mark.program("libreoffice")
@pytest.mark.parametrize("sample", sampled(CASES_BY_NAME, now=0, long=12))
def test_libreoffice_recomputes_a_case(
    sample: str, built: Mapping[str, Path], again: Callable[[str, str], dict[str, Values]]
) -> None:
    confirm(built[sample], again("sample", "libreoffice")[sample])


def confirm(workbook: Path, again: Values) -> None:
    """The engine computes what is stored in every formula cell."""
    count, unlike = differences(workbook, again)
    assert count > 0
    assert unlike == []
