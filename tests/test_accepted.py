"""Warnings that somebody has accepted: counted apart, no longer open, and open again once the acceptance expires."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from model import build, verify
from model.cli import cli
from model.inputs import Loaded, load
from model.reports.page import as_html
from tests.strategies import set_as_of, valid_tables, write_folder

pytestmark = pytest.mark.usefixtures("tables_typed_once")

ROW = {
    "code": "uncertain",
    "table": "deals",
    "key": "L1",
    "column": "uncertain",
    "reason": "checked",
    "by": "A. Analyst",
}


def tables(**accepted: str) -> dict[str, list[dict[str, str]]]:
    """Valid tables with two uncertain legs, and a row that accepts the first warning, with changes."""
    all_tables = valid_tables()
    for leg in all_tables["deals"][:2]:
        leg["uncertain"] = "yes"
    set_as_of(all_tables, "2025-10-06")
    all_tables["fx_rates"][1]["as_of"] = "2025-10-01"
    return {**all_tables, "accepted": [{"until": "", **ROW, **accepted}]}


def loaded_with(folder: Path, **accepted: str) -> Loaded:
    return load(write_folder(folder / "i", tables(**accepted)), ("cost_per_gw", "as_of"))


@pytest.mark.parametrize(
    ("accepted", "still_open"),
    [
        ({}, [("uncertain", 3)]),
        ({"column": ""}, [("uncertain", 3)]),
        ({"key": ""}, []),
        ({"key": "", "column": ""}, []),
        ({"until": "2025-10-06"}, [("uncertain", 3)]),
        ({"until": "2025-10-05"}, [("uncertain", 2), ("uncertain", 3)]),
        ({"key": "L4"}, [("uncertain", 2), ("uncertain", 3), ("accepts-nothing", 2)]),
        ({"table": "capex_plans"}, [("uncertain", 2), ("uncertain", 3), ("accepts-nothing", 2)]),
    ],
)
def test_an_accepted_warning_is_no_longer_open(
    tmp_path: Path, accepted: dict[str, str], still_open: list[tuple[str, int]]
) -> None:
    loaded = loaded_with(tmp_path, **accepted)
    assert [(each.code, each.row) for each in loaded.findings] == still_open
    closed = 2 - sum(code == "uncertain" for code, _ in still_open)
    assert [(each.reason, each.by) for each in loaded.accepted] == [("checked", "A. Analyst")] * closed


def test_the_key_of_a_row_leaves_out_what_is_blank(tmp_path: Path) -> None:
    """A rate without a day is named by its currency alone: a cell keeps no blank at its end."""
    accepted = tables(code="undated-rate", table="fx_rates", key="EUR", column="as_of")
    accepted["fx_rates"][1] |= {"currency": "EUR", "as_of": ""}
    loaded = load(write_folder(tmp_path / "i", accepted), ("cost_per_gw", "as_of"))
    assert [(each.finding.code, each.finding.table) for each in loaded.accepted] == [("undated-rate", "fx_rates")]


@pytest.mark.parametrize(
    ("code", "words"),
    [("uncertian", "did you mean uncertain?"), ("blank-cell", "correct the table"), ("stale-date", "remove the row")],
)
def test_a_row_that_accepts_nothing_says_why(tmp_path: Path, code: str, words: str) -> None:
    (finding,) = (each for each in loaded_with(tmp_path, code=code).findings if each.code == "accepts-nothing")
    assert words in (finding.suggestion or "")


def test_errors_are_not_accepted_and_warnings_may_be_incomplete_beside_them(tmp_path: Path) -> None:
    broken = tables(code="blank-cell", column="payer")
    broken["deals"][0]["payer"] = ""
    loaded = load(write_folder(tmp_path / "i", broken), ("cost_per_gw", "as_of"))
    assert [each.code for each in loaded.findings] == ["blank-cell", "uncertain", "uncertain"]
    assert loaded.accepted == ()


def test_a_row_of_several_key_columns_is_named_by_all_of_them(tmp_path: Path) -> None:
    uncertain = tables(table="revenue", key="OpenAI / 2025-01-01 / 2025-06-30 / projected")
    uncertain["revenue"][0]["uncertain"] = "yes"
    loaded = load(write_folder(tmp_path / "i", uncertain), ("cost_per_gw", "as_of"))
    assert [each.finding.table for each in loaded.accepted] == ["revenue"]


def test_reports_show_accepted_warnings_apart(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "i", tables(key=""))
    text = CliRunner().invoke(cli, ["validate", "--inputs", str(folder)], standalone_mode=False)
    assert "2 warnings are accepted." in text.output
    assert "marked uncertain" not in text.output
    assert "accepted in deals.csv, rows 2–3, uncertain: checked (A. Analyst) [uncertain]" in text.output
    strict = CliRunner().invoke(cli, ["validate", "--inputs", str(folder), "--format", "json"], standalone_mode=False)
    summary = json.loads(strict.output)["summary"]
    assert [(each["code"], each["reason"], each["by"]) for each in summary["accepted"]] == [
        ("uncertain", "checked", "A. Analyst")
    ] * 2
    marked = tmp_path / "marked.xlsx"
    arguments = ["validate", "--inputs", str(folder), "--format", "xlsx", "--output", str(marked)]
    CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert openpyxl.load_workbook(marked)["Findings"]["A2"].value == "2 warnings are accepted."
    assert "1 warning is accepted." in as_html(loaded_with(tmp_path))


UNCERTAIN = {
    "sources.csv": "source,title,published\ns1,A report,1999-05-04\n",
    "companies.csv": "company,kind\nAcme,company\nGlobex,company\n",
    "deals.csv": "leg,deal,payer,payee,kind,base_bn,currency,start,end,status,sources,locator,uncertain\n"
    "L1,D1,Acme,Globex,purchase,10,USD,1999-01-01,2000-12-31,signed,s1,p1,yes\n",
}
ACCEPTED = "code,table,key,reason,by\nuncertain,deals,L1,checked,A. Analyst\n"


def uncertain_leg(folder: Path) -> Path:
    """A folder of tables whose only warning is that of an uncertain leg."""
    folder.mkdir(exist_ok=True)
    for name, text in UNCERTAIN.items():
        (folder / name).write_text(text)
    return folder


def test_the_workbook_shows_accepted_warnings_last_with_their_reason(tmp_path: Path) -> None:
    folder = uncertain_leg(tmp_path / "i")
    (folder / "accepted.csv").write_text(ACCEPTED)
    done = CliRunner().invoke(
        cli, ["build", "--inputs", str(folder), "--output", str(tmp_path / "b.xlsx")], standalone_mode=False
    )
    assert "  warnings   0, and 1 accepted\n" in done.output
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx", read_only=True)["Checks"]
    rows = [tuple(map(str, row)) for row in sheet.iter_rows(max_col=2, values_only=True)]
    first = next(index for index, row in enumerate(rows) if row[0] == "Warnings about the input tables")
    assert rows[first + 1][0].startswith(
        "0 entries; none of them blocks the build. 1 more is accepted, with the reason."
    )
    assert rows[first + 3][0] == "uncertain (accepted)"
    assert rows[first + 3][1].endswith("(accepted by A. Analyst: checked)")


@pytest.mark.long
def test_verify_knows_a_workbook_with_accepted_warnings(tmp_path: Path) -> None:
    folder = uncertain_leg(tmp_path / "i")
    (folder / "accepted.csv").write_text(ACCEPTED)
    build(folder, tmp_path / "b.xlsx")
    assert verify(tmp_path / "b.xlsx", folder).differences == ()


def test_strict_ignores_what_is_accepted(tmp_path: Path) -> None:
    arguments = ["validate", "--inputs", str(uncertain_leg(tmp_path)), "--strict"]
    assert CliRunner().invoke(cli, arguments, standalone_mode=False).return_value == 1
    (tmp_path / "accepted.csv").write_text(ACCEPTED)
    assert CliRunner().invoke(cli, arguments, standalone_mode=False).return_value == 0
