"""The package as another program uses it: what it offers, what comes back, and that importing it costs nothing."""

from __future__ import annotations

import contextlib
import inspect
import math
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import model
from model import CannotRun, TieoutError, build, figures, shipped_tables, validate, verify
from model.commands.verify import ENGINES
from model.expression.nodes import CASES
from model.verify import engines
from model.workbook.names import model_lines
from tests.conftest import SHIPPED, SMALL
from tests.harness import Model
from tests.test_start import HEAVY

README = (Path(__file__).parent.parent / "model" / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the invented tables with one error."""
    tables = Path(shutil.copytree(SMALL, tmp_path / "broken"))
    deals = tables / "deals.csv"
    deals.write_text(deals.read_text().replace(",signed,aurora-chips,", ",signed,aurora-chops,"))
    return tables


@pytest.mark.long
def test_a_deal_desk_uses_it(tmp_path: Path) -> None:
    stages: list[str] = []
    output = tmp_path / "deals.xlsx"
    assert {finding.severity for finding in validate(str(SMALL))} == {model.Severity.WARNING}
    result = build(str(SMALL), str(output), case="low", progress=lambda stage, _: stages.append(stage))
    assert isinstance(result, model.Built)
    assert isinstance(result.summary, model.Summary)
    assert result.findings == validate(SMALL)
    assert stages[0] == "reading and validating"
    verdict = verify(str(output), str(SMALL))
    assert isinstance(verdict, model.Verified)
    assert (verdict.case, verdict.differences) == ("low", ())
    assert [each.engine for each in verdict.outcomes if isinstance(each, model.Outcome)] == ["ironcalc"]


@pytest.mark.long
def test_the_example_in_the_readme_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(SMALL, tmp_path / "inputs")
    example = README.partition("# From Python")[2].partition("```python")[2].partition("```")[0]
    with contextlib.chdir(tmp_path):
        exec(example, names := dict[str, Any]())
    assert "deals.csv" in capsys.readouterr().out
    assert (len(names["table"]) > 1_000, names["verdict"].differences) == (True, ())


def test_errors_in_the_tables_come_back(broken: Path, tmp_path: Path) -> None:
    errors = [each for each in validate(broken) if each.severity == "error"]
    assert [(each.file, each.row, each.column) for each in errors] == [("deals.csv", 3, "part_of")]
    result = build(broken, tmp_path / "deals.xlsx")
    assert (result.summary, result.findings) == (None, validate(broken))
    assert not (tmp_path / "deals.xlsx").exists()
    with pytest.raises(CannotRun, match=r"has 1 error; tieout validate --inputs \S+ lists them\."):
        figures(broken)


def test_what_cannot_run_is_raised(tmp_path: Path) -> None:
    assert issubclass(CannotRun, TieoutError)
    for call in (validate, figures, verify):
        with pytest.raises(CannotRun, match="does not exist"):
            call(tmp_path / "nowhere.xlsx")
    with pytest.raises(CannotRun, match="the case 'middle' is none of low, base, high"):
        figures(SMALL, case="middle")  # type: ignore[arg-type]
    with pytest.raises(CannotRun, match="the engine abacus is not installed"):
        verify(tmp_path / "any.xlsx", engine="abacus")


def test_figures_are_every_number_of_the_workbook(small: Mapping[model.Case, Model]) -> None:
    table = figures(SMALL, case="low")
    assert [str(each) for each in table.dtypes] == ["str", "str", "Int64", "float64", "str"]
    assert table.columns.tolist() == ["line", "row", "year", "value", "unit"]
    numbers = [line for line in model_lines() if line.unit != "text"]
    sizes = {line.name: small["low"].evaluation.line(line).size for line in numbers}
    assert table.groupby("line", sort=False).size().to_dict() == {name: size for name, size in sizes.items() if size}
    assert set(table["year"].dropna()) == set(range(2031, 2038))


def test_a_figure_is_found_by_its_line_row_and_year(small: Mapping[model.Case, Model]) -> None:
    everything = figures(SMALL)
    table = everything.set_index(["line", "row", "year"]).sort_index()["value"]
    for year in (2031, 2034):
        due = small["base"].value("payer_due", "Aurora Labs", year)
        assert table.loc[("payer_due", "Aurora Labs", year)] == due
    whole = everything.query("line == 'payers_total'")
    assert whole[["row", "value", "unit"]].to_numpy().tolist() == [["", small["base"].value("payers_total"), "USD bn"]]
    matrix = everything.query("line == 'matrix_commitments'")
    assert all(" / " in row for row in matrix["row"])
    assert matrix["row"].is_unique


def test_what_no_source_states_is_nan() -> None:
    table = figures(SHIPPED)
    assert math.isnan(table.query("line == 'payer_total_cover' and row == 'Meta'")["value"].iloc[0])


def test_figures_of_tables_without_rows_have_the_same_columns(tmp_path: Path) -> None:
    tables = tmp_path / "empty"
    tables.mkdir()
    for file in SMALL.glob("*.csv"):
        kept = None if file.stem in ("assumptions", "sources", "companies", "fx_rates") else 1
        (tables / file.name).write_text("".join(file.read_text().splitlines(keepends=True)[:kept]))
    table = figures(tables)
    assert [str(each) for each in table.dtypes] == ["str", "str", "Int64", "float64", "str"]


@pytest.mark.long
def test_the_shipped_tables_are_found_and_build(tmp_path: Path) -> None:
    assert shipped_tables() == SHIPPED
    assert build(shipped_tables(), tmp_path / "out.xlsx").summary is not None
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames[0] == "Summary"


def test_the_package_and_the_command_line_know_the_cases_and_engines() -> None:
    assert model.CASES == CASES
    assert (*engines.ENGINES, "all") == ENGINES


def test_every_name_is_there_and_explained() -> None:
    assert set(model.__all__) <= set(dir(model))
    for name in model.__all__:
        thing = getattr(model, name)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            assert inspect.getdoc(thing), name
    with pytest.raises(AttributeError, match="no attribute 'bilt'"):
        model.bilt  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.long
def test_the_functions_stay_functions_whatever_is_imported() -> None:
    code = (
        "import model, pkgutil\n"
        "for module in pkgutil.walk_packages(model.__path__, 'model.'): __import__(module.name)\n"
        "assert all(type(getattr(model, name)).__name__ == 'function'"
        " for name in ('build', 'figures', 'shipped_tables', 'validate', 'verify'))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_importing_it_loads_nothing_heavy() -> None:
    code = f"import model, sys; print({HEAVY!r} & set(sys.modules), [each for each in sys.modules if 'model.' in each])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set() ['model.errors', 'model.verify']\n"
