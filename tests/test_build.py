"""tieout build: what it writes, what stops it, and that the old workbook stays when it stops."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path

import openpyxl
import pytest

from model.errors import CannotRun
from model.expression.values import Selected
from model.findings import Finding
from model.groups import grouped, spans
from model.pipeline import build
from model.xlsx.limits import TEXT
from tests.conftest import SHIPPED, SMALL
from tests.engines import differences, recompute
from tests.harness import write_tables

pytestmark = pytest.mark.usefixtures("tables_typed_once")


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A copy of the invented tables to break."""
    return Path(shutil.copytree(SMALL, tmp_path / "tables"))


def edit(folder: Path, table: str, row: int, column: str, value: str) -> None:
    """Set one cell; rows are numbered as an editor numbers them, the header is row 1."""
    path = folder / f"{table}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        lines = list(csv.reader(file))
    lines[row - 1][lines[0].index(column)] = value
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)


def drop_column(folder: Path, table: str, column: str) -> None:
    path = folder / f"{table}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        lines = list(csv.reader(file))
    gone = lines[0].index(column)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([line[:gone] + line[gone + 1 :] for line in lines])


BAD_CELLS = [
    pytest.param(("deals", 2, "payer", "Aurora Lab"), id="unknown company"),
    pytest.param(("deals", 5, "base_bn", "nine"), id="text in an amount"),
    pytest.param(("deals", 2, "low_bn", "430"), id="low above base"),
    pytest.param(("deals", 2, "end", "2031-06-30"), id="end before start"),
    pytest.param(("deals", 2, "currency", "GBP"), id="unknown currency"),
    pytest.param(("deals", 3, "part_of", "aurora-chip"), id="unknown umbrella leg"),
    pytest.param(("deals", 3, "part_of", "aurora-chips-first"), id="a leg inside itself"),
    pytest.param(("deals", 4, "kind", "rental"), id="unknown kind"),
    pytest.param(("capex_plans", 3, "stage", "sure"), id="unknown stage"),
    pytest.param(("equity_stakes", 2, "max_share", "1.2"), id="share above one"),
    pytest.param(("equity_stakes", 2, "max_share", "0.10"), id="tranches above the stake's maximum"),
    pytest.param(("revenue", 2, "period_end", "2029-12-31"), id="period that ends before it starts"),
    pytest.param(("fx_rates", 3, "usd_per_unit", "0"), id="rate of zero"),
    pytest.param(("assumptions", 2, "base", ""), id="assumption without a value"),
]


@pytest.mark.parametrize("change", BAD_CELLS)
def test_bad_cell_is_named_and_nothing_is_written(
    change: tuple[str, int, str, str], tables: Path, built_small: Path, tmp_path: Path
) -> None:
    table, row, column, value = change
    output = Path(shutil.copy(built_small, tmp_path / "out.xlsx"))
    edit(tables, table, row, column, value)
    built = build(tables, output)
    assert built.summary is None
    assert any(names(finding, table, row, column) for finding in built.findings), built.findings
    assert output.read_bytes() == built_small.read_bytes()


def names(finding: Finding, table: str, row: int, column: str) -> bool:
    """Whether an error points at the cell; a rule between cells or tables may point at the other one."""
    partners = {"low_bn": "base_bn", "end": "start"}
    elsewhere = table == "equity_stakes" and finding.table == "tranches"
    at = (finding.row, finding.column) in {(row, column), (row, partners.get(column))}
    return finding.severity == "error" and (elsewhere or (finding.file == f"{table}.csv" and at))


def test_missing_column_is_named_and_nothing_is_written(tables: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.xlsx"
    drop_column(tables, "deals", "status")
    built = build(tables, output)
    assert built.summary is None
    assert [(f.file, f.row, f.column) for f in built.findings if f.code == "missing-column"] == [
        ("deals.csv", 1, "status")
    ]
    assert not output.exists()


@pytest.mark.long
def test_other_companies_currencies_and_years_build_as_well(tables: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.xlsx"
    built = build(tables, output)
    assert built.summary is not None
    assert built.summary.failing == ()
    assert built.summary.years == (2031, 2037)
    count, unlike = differences(output, *recompute("formualizer", [output], tmp_path))
    assert (count, unlike) == (built.summary.formulas, [])


@pytest.mark.long
def test_a_single_leg_builds_and_ties_out(tmp_path: Path) -> None:
    tables = write_tables(
        tmp_path / "t", {"deals": [{"leg": "a", "payer": "P", "payee": "S", "base_bn": 1, "currency": "USD"}]}
    )
    built = build(tables, tmp_path / "out.xlsx", Selected("low"))
    assert built.summary is not None
    assert built.summary.failing == ()


@pytest.mark.long
def test_tables_without_any_rows_build_and_tie_out(tmp_path: Path) -> None:
    output = tmp_path / "out.xlsx"
    built = build(write_tables(tmp_path / "t", {}), output)
    assert built.summary is not None
    assert built.summary.failing == ()
    count, unlike = differences(output, *recompute("formualizer", [output], tmp_path))
    assert (count, unlike) == (built.summary.formulas, [])


@pytest.mark.long
def test_the_built_workbook_is_an_input_that_gives_the_same_figures(built_shipped: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.xlsx"
    built = build(built_shipped, second)
    assert built.summary is not None
    one, two = openpyxl.load_workbook(built_shipped), openpyxl.load_workbook(second)
    for sheet in one.sheetnames[1:]:
        assert figures(one[sheet].values) == figures(two[sheet].values)


def figures(rows: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """The rows of a sheet without the warnings and the files, which differ with where the tables came from."""
    return list(takewhile(lambda row: row[0] not in ("Warnings about the input tables", "Made from"), rows))


@pytest.mark.long
def test_text_that_looks_like_an_escape_survives_the_way_through_a_workbook(tables: Path, tmp_path: Path) -> None:
    edit(tables, "sources", 2, "title", "_x000D_")
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    build(tables, first)
    build(first, second)
    for path in (first, second):  # openpyxl shows the escaped form that the format asks for
        assert openpyxl.load_workbook(path)["sources"]["B7"].value == "_x005F_x000D_"


@pytest.mark.long
def test_warnings_stand_on_the_checks_sheet(tmp_path: Path) -> None:
    built = build(SHIPPED, tmp_path / "out.xlsx")
    texts = {str(row[0]) + str(row[1]) for row in openpyxl.load_workbook(tmp_path / "out.xlsx")["Checks"].values}
    assert len(built.findings) > 20
    groups = grouped(built.findings)
    assert len(groups) < len(built.findings)
    for group in groups:
        assert group.first.code + group.message in texts


def test_of_very_many_rows_the_first_are_named_and_the_others_counted() -> None:
    """100,000 legs with a warning each: the text still fits into a cell of Checks."""
    assert spans([7, 5, 4, 2]) == "2, 4–5, 7"
    text = spans([*range(2, 300_000, 3), 300_001, 300_002])
    assert text.startswith("2, 5, 8, ")
    assert text.endswith(", 599 and 99,802 more")
    assert len(text) < TEXT


def test_an_output_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRun):
        build(SMALL, tmp_path / "out.csv")


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotRun):
        build(tmp_path / "nowhere", tmp_path / "out.xlsx")


@pytest.mark.long
def test_no_temporary_file_is_left_behind(tmp_path: Path) -> None:
    build(SMALL, tmp_path / "out.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]
