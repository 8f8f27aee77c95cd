"""Fixtures shared by the tests: workbooks of the shipped and the invented tables, one for each scenario."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from model.expression.nodes import SCENARIOS, Scenario
from model.pipeline import build
from tests.book import Book
from tests.harness import Model, model_of
from tests.once import built_anew_once as built_anew_once
from tests.once import tables_typed_once as tables_typed_once
from tests.programs import pytest_runtest_setup as pytest_runtest_setup
from tests.programs import pytest_terminal_summary as pytest_terminal_summary
from tests.tiers import check_tiers

TESTS = Path(__file__).parent
SHIPPED = TESTS.parent / "inputs"
SMALL = TESTS / "small"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew instead of comparing")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    check_tiers(items)


@pytest.fixture(scope="session", autouse=True)
def _no_surprises_from_the_environment() -> None:
    os.environ.setdefault("SAL_USE_VCLPLUGIN", "svp")


@pytest.fixture(scope="session")
def shipped() -> dict[Scenario, Model]:
    """The model of the shipped tables in each scenario."""
    return {scenario: model_of(SHIPPED, scenario) for scenario in SCENARIOS}


@pytest.fixture(scope="session")
def small() -> dict[Scenario, Model]:
    """The model of the invented tables in each scenario."""
    return {scenario: model_of(SMALL, scenario) for scenario in SCENARIOS}


@pytest.fixture(scope="session")
def built_shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook that a build makes of the shipped tables. Many look at it; none may change it."""
    path = tmp_path_factory.mktemp("built") / "good.xlsx"
    build(SHIPPED, path, "base")
    return path


@pytest.fixture(scope="session")
def built_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook that a build makes of the invented tables."""
    path = tmp_path_factory.mktemp("built") / "good.xlsx"
    build(SMALL, path, "base")
    return path


@pytest.fixture(scope="session")
def workbooks(
    shipped: dict[Scenario, Model], small: dict[Scenario, Model], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Six workbooks by name: shipped-low … small-high."""
    folder = tmp_path_factory.mktemp("workbooks")
    return {
        f"{name}-{scenario}": model.workbook(folder / f"{name}-{scenario}.xlsx")
        for name, models in (("shipped", shipped), ("small", small))
        for scenario, model in models.items()
    }


@pytest.fixture(scope="session")
def books(workbooks: dict[str, Path], shipped: dict[Scenario, Model], small: dict[Scenario, Model]) -> dict[str, Book]:
    """The same workbooks, to look into; a workbook is read when it is first asked for."""
    models = {
        f"{name}-{each}": model for name, of in (("shipped", shipped), ("small", small)) for each, model in of.items()
    }
    return {name: Book(path, models[name]) for name, path in workbooks.items()}


@pytest.fixture(scope="session")
def book(books: dict[str, Book]) -> Book:
    """The workbook of the shipped tables, base scenario."""
    return books["shipped-base"]
