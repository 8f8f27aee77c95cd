"""The reports of diff: text within bounds, JSON whole, and a workbook whose formulas say what is stored."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from model import diff
from model.changes.data import as_json
from model.changes.formats import reported
from model.changes.text import WIDTH, as_text
from model.cli import cli
from tests.conftest import SMALL
from tests.engines import differences, recompute
from tests.harness import Row, write_tables

FORMULA = '=HYPERLINK("http://example.com","x")'
LEG: dict[str, Any] = {"payer": "P", "currency": "USD", "start": "2025-01-01", "announced": "2025-01-01"}
OLD = [
    {**LEG, "leg": "amended", "payee": "S", "base_bn": 300},
    {**LEG, "leg": "cancelled", "payee": "T", "base_bn": 20.5},
    {**LEG, "leg": "known", "payer": "Q", "payee": "S", "base_bn": ""},
]
NEW = [
    {**LEG, "leg": "amended", "payee": "S", "base_bn": 250, "note": FORMULA},
    {**LEG, "leg": "cancelled", "payee": "T", "base_bn": 20.5, "status": "cancelled"},
    {**LEG, "leg": "known", "payer": "Q", "payee": "S", "base_bn": 40},
    *({**LEG, "leg": f"new {number}", "payee": "S", "base_bn": number} for number in range(1, 31)),
]
REVENUE = [{"company": "P", "period_start": "2024-01-01", "period_end": "2024-12-31", "base_bn": 8, "currency": "USD"}]


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("sides")

    def write(name: str, legs: Sequence[Row]) -> Path:
        return write_tables(folder / name, {"deals": legs, "revenue": REVENUE})

    return write("old", OLD), write("new", NEW)


@pytest.fixture(scope="module")
def workbook(sides: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("moves") / "moves.xlsx"
    file.write_bytes(reported("xlsx", diff(*sides)))
    return file


def test_the_text_says_what_changed_and_what_moved(sides: tuple[Path, Path]) -> None:
    """320.5 before: 300 + 20.5, Q's is n/d. 755 now: 250 + 40 + the sum of 1 to 30, which is 465."""
    text = as_text(diff(*sides))
    lines = text.splitlines()
    assert max(map(len, lines)) <= WIDTH or max(len(line) for line in lines if "→" not in line) <= WIDTH
    assert "  amended  amended: base_bn 300 → 250; note blank →" in text
    assert "  … and 13 more (--format json has all)" in text  # 20 of 33 rows are named
    block = text.partition("Stated commitments, USD bn")[2].partition("\n\n")[0]
    assert [" ".join(line.split()) for line in block.splitlines()] == [
        "320.5",
        "Cancelled: cancelled -20.5",
        "Amended -10.0",
        "amended -50.0",
        "known +40.0",
        "New +465.0",
        *(f"new {number} +{number}.0" for number in range(30, 24, -1)),
        "24 other steps (--format json has all) +300.0",
        "adds up to +434.5",
        "now 755.0",
    ]
    assert "Became known +40.0 (known)" in text  # of the payer Q
    assert text.endswith("Where moves are added up, n/d counts as 0.\n")


def test_the_json_is_whole(sides: tuple[Path, Path]) -> None:
    data = json.loads(as_json(diff(*sides)))
    assert list(data) == ["old", "new", "case", "basis", "changes", "figures", "payers", "steps"]
    assert sum(each["kind"] == "added" for each in data["changes"]) == 30
    note = {"column": "note", "before": "", "after": FORMULA}
    assert note in next(each["cells"] for each in data["changes"] if each["key"] == "amended")
    for each in (*data["figures"], *data["payers"]):
        assert sum(move["amount"] for move in each["moves"]) == pytest.approx(each["difference"], abs=1e-6)
    unknown = next(each for each in data["payers"] if (each["payer"], each["name"]) == ("Q", "stated"))
    assert (unknown["before"], unknown["after"]) == (None, 40)


@pytest.mark.parametrize("engine", ["ironcalc", "formualizer", pytest.param("libreoffice", marks=pytest.mark.long)])
def test_an_engine_recomputes_the_workbook(engine: str, workbook: Path, tmp_path: Path) -> None:
    count, unlike = differences(workbook, recompute(engine, [workbook], tmp_path)[0])
    assert count > 100
    assert not unlike


def test_text_from_inputs_is_no_formula(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook)["Changes"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
    assert [cell.data_type for cell in cells] == ["s"]


def test_the_workbook_checks_itself_and_draws_two_waterfalls(workbook: Path) -> None:
    """All-in moved as the stated commitments did: one chart would say the same twice."""
    book = openpyxl.load_workbook(workbook, data_only=True)
    assert book.sheetnames == ["Moves", "Changes", "Payers"]
    moves, payers = book["Moves"], book["Payers"]
    assert moves["B4"].value == "PASS"
    assert [cell.value for cell in moves[5]][2:8] == ["Before", "Cancelled", "Amended", "New", "Adds up to", "After"]
    assert {cell.value for row in payers.iter_rows(min_row=6) for cell in row if cell.value in ("PASS", "FAIL")} == {
        "PASS"
    }
    charts: Any = openpyxl.load_workbook(workbook)["Moves"]
    assert len(charts._charts) == 1


def test_the_same_comparison_gives_the_same_bytes(sides: tuple[Path, Path], workbook: Path) -> None:
    assert reported("xlsx", diff(*sides)) == workbook.read_bytes()


def test_the_command(sides: tuple[Path, Path], tmp_path: Path) -> None:
    """It says what it finds, and its exit code is 0 whatever that is."""
    run = CliRunner().invoke
    there = run(cli, ["diff", *map(str, sides)], standalone_mode=False)
    assert (there.return_value, there.exception) == (0, None)
    assert "WHAT MOVED THE KEY FIGURES" in there.output
    same = run(cli, ["diff", str(SMALL), str(SMALL)], standalone_mode=False)
    assert same.return_value == 0
    assert same.output.startswith("Nothing changed: ")
    assert "--output" in str(run(cli, ["diff", *map(str, sides), "--format", "xlsx"], standalone_mode=False).exception)
    file = tmp_path / "moves.json"
    run(cli, ["diff", *map(str, sides), "--format", "json", "--output", str(file)], standalone_mode=False)
    assert json.loads(file.read_text())["case"] == "base"
    copy = shutil.copytree(sides[1], tmp_path / "new")
    refused = run(cli, ["diff", str(sides[0]), str(copy), "--output", str(copy / "deals.csv")], standalone_mode=False)
    assert "one of the inputs" in str(refused.exception)
