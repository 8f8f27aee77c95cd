"""Tables to start from, as a folder or a workbook: without rows, the example, and converted from version 0.1.0."""

from __future__ import annotations

import csv
import datetime
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from model.cli import cli
from model.errors import CannotRun
from model.inputs import Loaded, load
from model.pipeline import build, check
from model.start_tables import start_empty, start_from_example, start_from_old
from model.table_rows import rows_by_key
from schemas import TABLES
from schemas.judgements import MODEL_READS
from tests.conftest import SHIPPED, SMALL

TODAY = datetime.date(1999, 6, 2)

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


@pytest.mark.parametrize("command", [("explain", "key_stated", "--inputs", "OLD"), ("diff", "OLD", "OLD")])
def test_commands_say_how_old_tables_are_converted(command: tuple[str, ...], old: Path) -> None:
    run = CliRunner().invoke(cli, [str(old) if word == "OLD" else word for word in command])
    assert isinstance(run.exception, CannotRun)
    assert "tieout init NEW --from OLD" in str(run.exception)


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
        "deals, L5: this row was superseded; name it in the replaces of the later row.",
        "assumptions: no line reads weight_firm, undated_start any more; they were left out.",
        "assumptions, as_of: this is now one day for all cases; the base value, 1999-06-02, was kept.",
        "equity_stakes, E1: invested_bn was 7, and the leg that pays for it, L7, has 5, which now counts.",
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
    assert remarks[-1] == "equity_stakes, E1: several legs pay for this stake (L7, L8); name one in leg."
    assert cells(tmp_path / "new", "equity_stakes", "leg") == [("",)]


def test_what_is_there_is_not_overwritten(old: Path) -> None:
    before = {file.name: file.read_bytes() for file in old.iterdir()}
    with pytest.raises(CannotRun, match="is not empty"):
        start_from_old(old, old)
    with pytest.raises(CannotRun, match="is not empty"):
        start_empty(old, TODAY)
    with pytest.raises(CannotRun, match="is a file"):
        start_empty(old / "deals.csv", TODAY)
    with pytest.raises(CannotRun, match="cannot be made"):
        start_empty(old / "deals.csv" / "new", TODAY)
    assert {file.name: file.read_bytes() for file in old.iterdir()} == before


def test_what_cannot_be_converted_is_named_and_writes_nothing(old: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="nothing to convert"):
        start_from_old(tmp_path / "new", SHIPPED)
    with (old / "deals.csv").open("a") as file:
        file.write("L8,D\n")
    with pytest.raises(CannotRun, match=r"deals\.csv, row 9 cannot be converted"):
        start_from_old(tmp_path / "new", old)
    assert not (tmp_path / "new").exists()


def test_an_empty_book_has_every_header_the_default_assumptions_and_the_dollar(tmp_path: Path) -> None:
    start_empty(tmp_path / "new", TODAY)
    for table in TABLES:
        lines = (tmp_path / "new" / f"{table.name}.csv").read_text().splitlines()
        assert lines[0] == ",".join(column.name for column in table.columns)
        assert len(lines) == 1 + {"assumptions": len(MODEL_READS), "fx_rates": 1}.get(table.name, 0)
    days = [row["base"] for row in rows(tmp_path / "new", "assumptions") if row["name"] == "as_of"]
    assert days == [f"{TODAY:%Y-%m-%d}"]
    assert cells(tmp_path / "new", "fx_rates", "currency", "usd_per_unit") == [("USD", "1")]
    assert "tieout build --inputs new" in (tmp_path / "new" / "README.md").read_text()


@pytest.mark.parametrize("name", [pytest.param("new", marks=pytest.mark.long), "new.xlsx"])
def test_an_empty_book_validates_clean_and_builds_at_once(name: str, tmp_path: Path) -> None:
    start_empty(tmp_path / name, TODAY)
    assert check(tmp_path / name).findings == ()
    built = build(tmp_path / name, tmp_path / "built.xlsx")
    assert built.summary is not None
    assert built.summary.failing == ()


def assert_same_rows(here: Loaded, there: Loaded) -> None:
    for table in TABLES:
        ours, theirs = (rows_by_key(table, loaded.tables[table.name].frame) for loaded in (here, there))
        assert [cells for _, cells in ours.values()] == [cells for _, cells in theirs.values()], table.name


@pytest.mark.parametrize("example", [SMALL, pytest.param(SHIPPED, marks=pytest.mark.long)])
def test_a_workbook_of_tables_holds_what_the_folder_holds(example: Path, tmp_path: Path) -> None:
    start_from_example(tmp_path / "new.xlsx", example)
    here, there = check(tmp_path / "new.xlsx"), check(example)
    assert_same_rows(here, there)
    assert Counter(each.code for each in here.findings) == Counter(each.code for each in there.findings)


def test_a_workbook_becomes_a_folder_and_a_folder_a_workbook(tmp_path: Path) -> None:
    start_from_old(tmp_path / "book.xlsx", SMALL)
    start_from_old(tmp_path / "folder", tmp_path / "book.xlsx")
    assert_same_rows(check(tmp_path / "folder"), check(SMALL))


def test_a_workbook_of_tables_has_drop_downs_and_says_how_to_go_on(tmp_path: Path) -> None:
    start_empty(tmp_path / "new.xlsx", TODAY)
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    assert book["Read me"]["A6"].value == "tieout validate --inputs new.xlsx says what is wrong and what to do."
    assert {name for sheet in book.worksheets for name in sheet.tables} == {table.name for table in TABLES}
    rules = [rule for rule in book["deals"].data_validations.dataValidation if rule.type == "list"]
    assert any("signed,non_binding" in rule.formula1 for rule in rules)
    assert any("companies" in rule.formula1 for rule in rules)


def test_the_same_day_gives_the_same_workbook_of_tables(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        start_empty(tmp_path / name / "new.xlsx", TODAY)
    assert (tmp_path / "a" / "new.xlsx").read_bytes() == (tmp_path / "b" / "new.xlsx").read_bytes()


def test_a_cell_that_a_workbook_cannot_hold_typed_is_named_and_writes_nothing(old: Path, tmp_path: Path) -> None:
    text = (old / "deals.csv").read_text()
    (old / "deals.csv").write_text(text.replace(",10,,USD,", ",ten,,USD,"))
    with pytest.raises(CannotRun, match=r"deals, row 2: .* Convert into a folder instead"):
        start_from_old(tmp_path / "new.xlsx", old)
    assert not (tmp_path / "new.xlsx").exists()
    start_from_old(tmp_path / "new", old)
    assert rows(tmp_path / "new", "deals")[0]["base_bn"] == "ten"


def test_a_workbook_that_is_there_stays(old: Path, tmp_path: Path) -> None:
    start_from_old(tmp_path / "new.xlsx", old)
    before = (tmp_path / "new.xlsx").read_bytes()
    with pytest.raises(CannotRun, match="is there already"):
        start_empty(tmp_path / "new.xlsx", TODAY)
    assert (tmp_path / "new.xlsx").read_bytes() == before
    assert [each for each in check(tmp_path / "new.xlsx").findings if each.severity == "error"] == []


def test_the_example_is_the_shipped_tables(tmp_path: Path) -> None:
    start_from_example(tmp_path / "new", SHIPPED)
    for file in SHIPPED.glob("*.csv"):
        assert (tmp_path / "new" / file.name).read_bytes() == file.read_bytes()
    assert {file.name for file in (tmp_path / "new").glob("*.csv")} == {file.name for file in SHIPPED.glob("*.csv")}


def test_the_command_says_where_the_tables_are_and_what_is_left(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    done = CliRunner().invoke(cli, ["init", str(new), "--from", str(old)], standalone_mode=False)
    assert done.return_value == 0
    assert f"tieout validate --inputs {new}" in done.output
    assert "  deals, L5: this row was superseded" in done.output
    both = CliRunner().invoke(cli, ["init", str(tmp_path / "b"), "--from", str(old), "--example"])
    assert both.exit_code == 2
    assert CliRunner().invoke(cli, ["init", str(tmp_path / "c"), "--example"], standalone_mode=False).return_value == 0
    assert CliRunner().invoke(cli, ["init", str(tmp_path / "d")], standalone_mode=False).return_value == 0
