"""The reports of diff: text within bounds, JSON whole, and a workbook whose formulas say what is stored."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from model import diff
from model.changes import text as text_report
from model.changes.compare import Diff
from model.changes.data import as_json
from model.changes.formats import reported
from model.changes.text import WIDTH, as_text
from model.cli import cli
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
    *({**LEG, "leg": f"new {number}", "payee": "S", "base_bn": number} for number in range(1, 9)),
]
REVENUE = [{"company": "P", "period_start": "2024-01-01", "period_end": "2024-12-31", "base_bn": 8, "currency": "USD"}]


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("sides")

    def write(name: str, legs: Sequence[Row]) -> Path:
        return write_tables(folder / name, {"deals": legs, "revenue": REVENUE})

    return write("old", OLD), write("new", NEW)


@pytest.fixture(scope="module")
def comparison(sides: tuple[Path, Path]) -> Diff:
    return diff(*sides)


@pytest.fixture(scope="module")
def workbook(comparison: Diff, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("moves") / "moves.xlsx"
    file.write_bytes(reported("xlsx", comparison))
    return file


def test_the_text_says_what_changed_and_what_moved(comparison: Diff, monkeypatch: pytest.MonkeyPatch) -> None:
    """320.5 before: 300 + 20.5, Q's is n/d. 326 now: 250 + 40 + the sum of 1 to 8, which is 36."""
    monkeypatch.setattr(text_report, "MOST_ROWS", 4)
    text = as_text(comparison)
    lines = text.splitlines()
    assert max(map(len, lines)) <= WIDTH or max(len(line) for line in lines if "→" not in line) <= WIDTH
    assert "  amended  amended: base_bn 300 → 250; note blank →" in text
    assert "  … and 7 more (--format json lists all)" in text
    block = text.partition("Stated commitments, USD bn")[2].partition("\n\n")[0]
    assert [" ".join(line.split()) for line in block.splitlines()] == [
        "320.5",
        "Cancelled: cancelled -20.5",
        "Amended -10.0",
        "amended -50.0",
        "known +40.0",
        "New +36.0",
        *(f"new {number} +{number}.0" for number in range(8, 2, -1)),
        "2 other steps (--format json lists all) +3.0",
        "adds up to +5.5",
        "now 326.0",
    ]
    assert "Became known +40.0 (known)" in text  # of the payer Q
    assert text.endswith("Where moves are added up, n/d counts as 0.\n")


def test_the_json_is_whole(comparison: Diff) -> None:
    data = json.loads(as_json(comparison))
    assert list(data) == ["old", "new", "case", "basis", "changes", "figures", "payers", "steps"]
    assert sum(each["kind"] == "added" for each in data["changes"]) == 8
    note = {"column": "note", "before": "", "after": FORMULA}
    assert note in next(each["cells"] for each in data["changes"] if each["key"] == "amended")
    for each in (*data["figures"], *data["payers"]):
        assert sum(move["amount"] for move in each["moves"]) == pytest.approx(each["difference"], abs=1e-6)
    unknown = next(each for each in data["payers"] if (each["payer"], each["name"]) == ("Q", "stated"))
    assert (unknown["before"], unknown["after"]) == (None, 40)


@pytest.mark.parametrize(
    "engine",
    [
        "formualizer",
        pytest.param("ironcalc", marks=pytest.mark.long),
        pytest.param("libreoffice", marks=[pytest.mark.long, pytest.mark.program("libreoffice")]),
    ],
)
def test_an_engine_recomputes_the_workbook(engine: str, workbook: Path, tmp_path: Path) -> None:
    count, unlike = differences(workbook, recompute(engine, [workbook], tmp_path)[0])
    assert count > 100
    assert not unlike


def test_text_from_inputs_is_no_formula(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook)["Changes"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
    assert [cell.data_type for cell in cells] == ["s"]


def test_the_workbook_checks_itself_and_draws_two_waterfalls(workbook: Path) -> None:
    """Stated commitments, which all-in follows, and those of the largest payer, which moved most: 286 - 320.5."""
    book = openpyxl.load_workbook(workbook, data_only=True)
    assert book.sheetnames == ["Moves", "Changes", "Payers"]
    moves, payers = book["Moves"], book["Payers"]
    assert moves["B4"].value == "PASS"
    assert [cell.value for cell in moves[5]][2:8] == ["Before", "Cancelled", "Amended", "New", "Adds up to", "After"]
    assert {cell.value for row in payers.iter_rows(min_row=6) for cell in row if cell.value in ("PASS", "FAIL")} == {
        "PASS"
    }
    charts: Any = openpyxl.load_workbook(workbook)["Moves"]
    assert len(charts._charts) == 2


def test_the_same_comparison_gives_the_same_bytes(comparison: Diff, workbook: Path) -> None:
    assert reported("xlsx", comparison) == workbook.read_bytes()


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["diff", *map(str, arguments)], standalone_mode=False)


def test_the_command_says_that_nothing_changed(sides: tuple[Path, Path]) -> None:
    same = invoke(sides[0], sides[0])
    assert (same.return_value, same.exception) == (0, None)
    assert same.output.startswith("Nothing changed: ")


def test_the_command_refuses_what_it_cannot_write(sides: tuple[Path, Path], tmp_path: Path) -> None:
    assert "--output" in str(invoke(*sides, "--format", "xlsx").exception)
    copy = shutil.copytree(sides[1], tmp_path / "new")
    assert "one of the inputs" in str(invoke(sides[0], copy, "--output", copy / "deals.csv").exception)
    assert "must end in .xlsx" in str(invoke(*sides, "--format", "xlsx", "--output", tmp_path / "moves").exception)


@pytest.mark.long
def test_the_command_compares(sides: tuple[Path, Path], tmp_path: Path) -> None:
    """Its exit code is 0 whatever differs."""
    there = invoke(*sides)
    assert (there.return_value, there.exception) == (0, None)
    assert "WHAT MOVED THE KEY FIGURES" in there.output
    file = tmp_path / "moves.json"
    assert str(file) in invoke(*sides, "--format", "json", "--output", file).output
    assert json.loads(file.read_text())["case"] == "base"
