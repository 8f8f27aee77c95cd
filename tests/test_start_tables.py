"""A folder of tables to start from: headers, the example, and tables converted from version 0.1.0."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from model.cli import cli
from model.errors import CannotRun
from model.inputs import load
from model.pipeline import check
from model.start_tables import start_empty, start_from_example, start_from_old
from schemas import TABLES
from tests.conftest import SHIPPED

OLD = {
    "sources": "source,title,publisher,published,document\ns1,A report,,1999-05-04,s1.txt\n",
    "companies": "company,kind,country,member_of,note\nAcme,company,,,\nGlobex,company,,,\n",
    "fx_rates": "currency,usd_per_unit,as_of,source,locator,note\nUSD,1,,,,\n",
    "deals": "leg,deal,announced,payer,payee,kind,low_bn,base_bn,high_bn,currency,gigawatts,start,end,term_years,"
    "firmness,within,sources,locator,qualifier,uncertain,note\n"
    "L1,D,,Acme,Globex,purchase,,10,,USD,,,,5,firm,,s1,p1,over,,a note\n"
    "L2,D,,Acme,Globex,purchase,1,4,,USD,,,,5,up_to,,s1,p1,exact,,\n"
    "L3,D,,Acme,Globex,purchase,,3,,USD,,,,5,intent,,s1,p1,nearly,,\n"
    "L4,D,,Acme,Globex,purchase,,2,,USD,,,,5,reported,,s1,p1,at_least,,\n"
    "L5,D,,Acme,Globex,purchase,,2,,USD,,,,5,superseded,,s1,p1,,,\n"
    "L6,D,,Acme,Globex,purchase,,1,,USD,,,,5,firm,L1,s1,p1,,,\n"
    "L7,E,,Acme,Globex,investment,,5,,USD,,,,5,firm,,s1,p1,,,\n",
    "capex_plans": "plan,company,start,end,low_bn,base_bn,high_bn,currency,firmness,within,scope,sources,locator,site\n"
    "P1,Acme,1999-01-01,1999-12-31,,9,,USD,firm,,all,s1,p1,north\n"
    "P2,Acme,1999-01-01,1999-12-31,,8,,USD,reported,P1,all,s1,p1,\n",
    "equity_stakes": "stake,holder,issuer,deal,instrument,invested_bn,currency,max_share,sources,locator\n"
    "E1,Acme,Globex,E,shares,7,USD,,s1,p1\n",
    "revenue": "company,period_start,period_end,low_bn,base_bn,high_bn,currency,basis,sources,locator\n"
    "Acme,1999-01-01,1999-12-31,,1,,USD,projected,s1,p1\n",
    "assumptions": "name,unit,low,base,high,source,rationale\n"
    "as_of,date,1999-06-01,1999-06-02,1999-06-01,,a day\n"
    "cost_per_gw,USD bn per GW,50,55,60,,ours\n"
    "weight_firm,share,1,1,1,,ours\n"
    "undated_start,date,1999-01-01,1999-01-01,1999-01-01,,ours\n",
}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "old"
    folder.mkdir()
    for name, text in OLD.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def cells(folder: Path, table: str, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in rows(folder, table)]


def test_old_tables_have_one_finding_each(old: Path) -> None:
    findings = [each for each in load(old, ()).findings if each.severity == "error"]
    assert [(each.code, each.table) for each in findings] == [
        ("old-table", "deals"),
        ("old-table", "capex_plans"),
        ("old-table", "equity_stakes"),
        ("old-table", "revenue"),
        ("several-days", "assumptions"),
    ]
    assert all("tieout init NEW --from OLD" in (each.suggestion or "") for each in findings[:4])
    assert "firmness, within" in findings[0].message


def test_old_tables_are_converted(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    remarks = start_from_old(new, old)
    assert cells(new, "deals", "leg", "status", "qualifier", "part_of") == [
        ("L1", "signed", "at_least", ""),
        ("L2", "signed", "at_most", ""),
        ("L3", "non_binding", "about", ""),
        ("L4", "reported", "at_least", ""),
        ("L5", "signed", "", ""),
        ("L6", "signed", "", "L1"),
        ("L7", "signed", "", ""),
    ]
    assert cells(new, "capex_plans", "plan", "stage", "part_of", "site") == [
        ("P1", "announced", "", "north"),
        ("P2", "reported", "P1", ""),
    ]
    assert cells(new, "revenue", "stage") == [("projected",)]
    assert cells(new, "equity_stakes", "stake", "leg") == [("E1", "L7")]
    assert cells(new, "assumptions", "name", "low", "base") == [
        ("as_of", "1999-06-02", "1999-06-02"),
        ("cost_per_gw", "50", "55"),
    ]
    assert rows(new, "deals")[1]["low_bn"] == "1"  # whether it was an estimate nobody can tell
    assert remarks == [
        "deals, L5: it was superseded; name it in replaces of the later row.",
        "assumptions: no line reads weight_firm, undated_start any more; they were left out.",
        "assumptions, as_of: it is one day in all cases now; 1999-06-02, the base, was taken.",
        "equity_stakes, E1: invested_bn was 7, and the leg that pays for it, L7, has 5, which counts now.",
    ]


def test_converted_tables_have_no_errors(old: Path, tmp_path: Path) -> None:
    start_from_old(tmp_path / "new", old)
    assert [each for each in check(tmp_path / "new").findings if each.severity == "error"] == []


def test_a_workbook_is_converted_too(old: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, text in OLD.items():
        sheet = book.create_sheet(name)
        for row in csv.reader(text.splitlines()):
            sheet.append(row)
    book.save(tmp_path / "old.xlsx")
    assert start_from_old(tmp_path / "b", tmp_path / "old.xlsx") == start_from_old(tmp_path / "a", old)
    for name in OLD:
        assert (tmp_path / "a" / f"{name}.csv").read_bytes() == (tmp_path / "b" / f"{name}.csv").read_bytes()


def test_of_several_legs_that_pay_for_a_stake_none_is_chosen(old: Path, tmp_path: Path) -> None:
    with (old / "deals.csv").open("a") as file:
        file.write("L8,E,,Acme,Globex,investment,,2,,USD,,,,5,firm,,s1,p1,,,\n")
    remarks = start_from_old(tmp_path / "new", old)
    assert remarks[-1] == "equity_stakes, E1: several legs pay for it (L7, L8); name one in leg."
    assert cells(tmp_path / "new", "equity_stakes", "leg") == [("",)]


def test_what_is_there_is_not_overwritten(old: Path) -> None:
    before = {file.name: file.read_bytes() for file in old.iterdir()}
    with pytest.raises(CannotRun, match="is not empty"):
        start_from_old(old, old)
    with pytest.raises(CannotRun, match="is not empty"):
        start_empty(old)
    with pytest.raises(CannotRun, match="is a file"):
        start_empty(old / "deals.csv")
    with pytest.raises(CannotRun, match="cannot be made"):
        start_empty(old / "deals.csv" / "new")
    assert {file.name: file.read_bytes() for file in old.iterdir()} == before


def test_what_cannot_be_converted_is_named_and_writes_nothing(old: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="nothing to convert"):
        start_from_old(tmp_path / "new", SHIPPED)
    with (old / "deals.csv").open("a") as file:
        file.write("L8,D\n")
    with pytest.raises(CannotRun, match=r"deals\.csv, row 9 cannot be converted"):
        start_from_old(tmp_path / "new", old)
    assert not (tmp_path / "new").exists()


def test_headers_alone_are_every_table(tmp_path: Path) -> None:
    start_empty(tmp_path / "new")
    for table in TABLES:
        text = (tmp_path / "new" / f"{table.name}.csv").read_text()
        assert text == ",".join(column.name for column in table.columns) + "\n"
    assert [each.code for each in check(tmp_path / "new").findings] == ["missing-assumption"]


def test_the_example_is_the_shipped_tables(tmp_path: Path) -> None:
    start_from_example(tmp_path / "new", SHIPPED)
    for file in (tmp_path / "new").iterdir():
        assert file.read_bytes() == (SHIPPED / file.name).read_bytes()
    assert {file.name for file in (tmp_path / "new").iterdir()} == {file.name for file in SHIPPED.glob("*.csv")}


def test_the_command_says_where_the_tables_are_and_what_is_left(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    done = CliRunner().invoke(cli, ["init", str(new), "--from", str(old)], standalone_mode=False)
    assert done.return_value == 0
    assert f"tieout validate --inputs {new}" in done.output
    assert "  deals, L5: it was superseded" in done.output
    both = CliRunner().invoke(cli, ["init", str(tmp_path / "b"), "--from", str(old), "--example"])
    assert both.exit_code == 2
    assert CliRunner().invoke(cli, ["init", str(tmp_path / "c"), "--example"], standalone_mode=False).return_value == 0
    assert CliRunner().invoke(cli, ["init", str(tmp_path / "d")], standalone_mode=False).return_value == 0
