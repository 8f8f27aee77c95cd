"""Fixtures shared by the tests: workbooks of the shipped and the invented tables, one for each case."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink

from model.expression.nodes import CASES, Case
from model.lines.rows import BASES
from model.pipeline import build
from tests.book import Book
from tests.harness import Model, model_of, write_tables
from tests.once import OnDemand
from tests.once import built_anew_once as built_anew_once
from tests.once import tables_typed_once as tables_typed_once
from tests.programs import pytest_runtest_setup as pytest_runtest_setup
from tests.programs import pytest_terminal_summary as pytest_terminal_summary
from tests.tiers import check_tiers, longest_first, spread

TESTS = Path(__file__).parent
SHIPPED = TESTS.parent / "inputs"
SMALL = TESTS / "small"
ON_STATED = tuple(f"{tables}-{case}" for tables in ("shipped", "small") for case in CASES)
Golden = Callable[..., None]  # (file, text, but): `but` is a pattern of what may differ
ON_OTHERS = tuple(f"{name}-{basis}" for name in ON_STATED for basis in BASES if basis != "stated")


# Workbooks and tables live on for the tests that follow. Looking through them for garbage each time that a few hundred
# things more had come took 8 % of the time.
gc.set_threshold(200_000, 20, 100)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files again, and test nothing else")


@pytest.hookimpl(tryfirst=True)  # before the tests of other tiers are left out
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    spread(items)
    check_tiers(items)
    longest_first(items)
    if config.getoption("--update-golden"):
        items[:] = [item for item in items if "golden" in getattr(item, "fixturenames", ())]


@pytest.fixture(scope="session", autouse=True)
def _no_surprises_from_the_environment() -> None:
    os.environ.setdefault("SAL_USE_VCLPLUGIN", "svp")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with a golden file; with --update-golden, write the file first."""

    def compare(file: Path, text: str, but: str = "$^") -> None:
        if request.config.getoption("--update-golden"):
            file.write_text(text, encoding="utf-8")
        kept, made = (re.sub(but, "", each).splitlines() for each in (file.read_text(encoding="utf-8"), text))
        assert made == kept, f"if this is meant, pytest --update-golden writes {file.name} again"

    return compare


@pytest.fixture(scope="session")
def built_shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook that a build makes of the shipped tables. Many look at it; none may change it."""
    path = tmp_path_factory.mktemp("built") / "good.xlsx"
    build(SHIPPED, path)
    return path


@pytest.fixture(scope="session")
def built_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook that a build makes of the invented tables."""
    path = tmp_path_factory.mktemp("built") / "good.xlsx"
    build(SMALL, path)
    return path


@pytest.fixture(scope="session")
def built_of_one_leg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook that a build makes of a single leg: every sheet is there, and verify is soon through."""
    folder = tmp_path_factory.mktemp("one leg")
    leg = {"leg": "a", "payer": "P", "payee": "S", "base_bn": 1, "currency": "USD", "start": "2025-01-01"}
    build(write_tables(folder / "tables", {"deals": [leg]}), folder / "good.xlsx")
    return folder / "good.xlsx"


@pytest.fixture(scope="session")
def two_sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of two sheets with a link and a name: enough for tests of how parts of a file are read."""
    book = openpyxl.Workbook()
    cover, checks = book.worksheets[0], book.create_sheet("Checks")
    cover.title, cover["A1"], checks["A1"] = "Summary", "Deal model", "PASS"
    cover["A2"].hyperlink = Hyperlink(ref="A2", location="Checks!A1")
    book.defined_names["master_check"] = DefinedName("master_check", attr_text="Checks!$A$1")
    path = tmp_path_factory.mktemp("two sheets") / "good.xlsx"
    book.save(path)
    return path


@pytest.fixture(scope="session")
def models() -> Mapping[str, Model]:
    """The model of the shipped and of the invented tables in each case by name, shipped-low … small-high, and with
    another basis than stated: small-high-own."""

    def make(name: str) -> Model:
        tables, case, basis = (*name.split("-"), "stated")[:3]
        return model_of({"shipped": SHIPPED, "small": SMALL}[tables], next(s for s in CASES if s == case), basis)

    return OnDemand((*ON_STATED, *ON_OTHERS), make)


@pytest.fixture(scope="session")
def shipped(models: Mapping[str, Model]) -> Mapping[Case, Model]:
    """The model of the shipped tables in each case."""
    return OnDemand(CASES, lambda case: models[f"shipped-{case}"])


@pytest.fixture(scope="session")
def small(models: Mapping[str, Model]) -> Mapping[Case, Model]:
    """The model of the invented tables in each case."""
    return OnDemand(CASES, lambda case: models[f"small-{case}"])


@pytest.fixture(scope="session")
def workbooks(models: Mapping[str, Model], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The workbooks of these models by the same names."""
    folder = tmp_path_factory.mktemp("workbooks")
    return OnDemand(models, lambda name: models[name].workbook(folder / f"{name}.xlsx"))


@pytest.fixture(scope="session")
def books(workbooks: Mapping[str, Path], models: Mapping[str, Model]) -> Mapping[str, Book]:
    """The same workbooks on the basis stated, to look into."""
    return OnDemand(ON_STATED, lambda name: Book(workbooks[name], models[name]))


@pytest.fixture(scope="session")
def book(books: Mapping[str, Book]) -> Book:
    """The workbook of the shipped tables, base case."""
    return books["shipped-base"]
