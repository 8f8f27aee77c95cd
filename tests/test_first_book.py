"""A first book is small: three tables are enough, and what a table does not say takes the package's default."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from model.codes import Severity
from model.dates import EPOCH
from model.inputs import Loaded, load
from model.inputs.checks.rules import check_rows
from model.inputs.convert import convert
from model.inputs.defaults import MARK
from model.inputs.raw import RawTable
from model.pipeline import build, check
from model.workbook.names import required_assumptions
from schemas import table_named
from schemas.judgements import BY_NAME, MODEL_READS, OWN_WEIGHTS
from tests.strategies import valid_tables, write_folder

SMALLEST = {
    "sources.csv": "source,title,published\ns1,A report,1999-05-04\n",
    "companies.csv": "company,kind\nAcme,company\nGlobex,company\n",
    "deals.csv": "leg,deal,payer,payee,kind,base_bn,currency,status,sources,locator\n"
    "L1,D1,Acme,Globex,purchase,10,USD,signed,s1,p1\n",
}
AS_OF = "name,unit,low,base,high,rationale\nas_of,date,{0},{1},{0},a day\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def headers(files: dict[str, str]) -> dict[str, str]:
    return {name: text.splitlines()[0] for name, text in files.items()}


def codes(loaded: Loaded) -> list[str]:
    return [finding.code for finding in loaded.findings]


@pytest.mark.long  # every run builds the book of README, in test_docs
def test_three_tables_make_a_workbook(tmp_path: Path) -> None:
    built = build(write(tmp_path / "inputs", SMALLEST), tmp_path / "first.xlsx")
    assert [finding.code for finding in built.findings] == ["assumed-date"]
    assert built.summary is not None
    assert (built.summary.tables, built.summary.rows, built.summary.failing) == (3, 4, ())


def test_tables_of_headers_alone_say_once_what_they_lack(tmp_path: Path) -> None:
    (finding,) = check(write(tmp_path / "inputs", headers(SMALLEST))).findings
    assert (finding.code, finding.value) == ("missing-assumption", "as_of")


@pytest.mark.long
def test_tables_of_headers_alone_make_a_workbook_of_a_day(tmp_path: Path) -> None:
    files = headers(SMALLEST) | {"assumptions.csv": AS_OF.format("1999-03-31", "1999-03-31")}
    built = build(write(tmp_path / "inputs", files), tmp_path / "empty.xlsx")
    assert built.findings == ()
    assert built.summary is not None
    assert (built.summary.rows, built.summary.failing) == (1, ())


def test_what_the_tables_do_not_say_is_marked_as_a_default(tmp_path: Path) -> None:
    loaded = check(write(tmp_path / "inputs", SMALLEST))
    table = loaded.tables["assumptions"]
    assert not table.is_given
    assert table.stated.empty
    assert set(table.frame["name"]) == set(required_assumptions())
    assert table.frame["rationale"].str.startswith(MARK).all()
    assert (table.frame["source"] == "").all()
    rates = loaded.tables["fx_rates"]
    assert rates.frame[["currency", "usd_per_unit"]].values.tolist() == [["USD", 1.0]]
    assert rates.frame["note"].str.startswith(MARK).all()


def test_a_row_of_the_table_stands_before_the_defaults(tmp_path: Path) -> None:
    given = "name,unit,low,base,high,rationale\ncost_per_gw,USD bn per GW,40,41,42,ours\n"
    frame = check(write(tmp_path / "inputs", SMALLEST | {"assumptions.csv": given})).tables["assumptions"].frame
    assert frame["name"].tolist().count("cost_per_gw") == 1
    assert frame.iloc[0][["name", "base", "rationale"]].tolist() == ["cost_per_gw", 41.0, "ours"]
    assert frame.index.is_unique


@pytest.mark.parametrize(
    ("published", "announced", "latest"),
    [
        (["1999-05-04", ""], "1999-06-01", "1999-06-01"),
        (["1999-05-04", "1999-07-01"], "", "1999-07-01"),
        (["", "1999-05-04"], "1998-01-01", "1999-05-04"),
    ],
)
def test_the_as_of_day_is_the_latest_date(tmp_path: Path, published: list[str], announced: str, latest: str) -> None:
    tables = valid_tables()
    for source, day in zip(tables["sources"], published, strict=True):
        source["published"] = day
    for row in tables["deals"]:
        row["announced"] = announced
    tables["assumptions"] = tables["assumptions"][:1]
    frame = load(write_folder(tmp_path / "i", tables), ("as_of",)).tables["assumptions"].frame
    days = frame[frame["name"] == "as_of"][["low", "base", "high"]].to_numpy().ravel()
    assert {f"{EPOCH + pd.Timedelta(days=day):%Y-%m-%d}" for day in days.tolist()} == {latest}


def test_an_assumption_that_the_model_does_not_read_yet_is_known(tmp_path: Path) -> None:
    tables = valid_tables()
    tables["assumptions"].append({**tables["assumptions"][0], "name": "own_partners", "unit": "share"})
    tables["assumptions"][-1] |= dict.fromkeys(("low", "base", "high"), "0.5")
    assert codes(load(write_folder(tmp_path / "i", tables), ("cost_per_gw",))) == []


def test_as_of_is_one_day(tmp_path: Path) -> None:
    files = SMALLEST | {"assumptions.csv": AS_OF.format("1999-06-01", "1999-06-02")}
    (finding,) = (each for each in check(write(tmp_path / "i", files)).findings if each.severity is Severity.ERROR)
    assert (finding.code, finding.row) == ("several-days", 2)


def test_a_table_that_is_not_there_has_no_keys(tmp_path: Path) -> None:
    """So whatever refers to it is wrong; of a table that broke off nothing could be said."""
    euros = SMALLEST["deals.csv"].replace("USD", "EUR")
    (finding,) = (each for each in check(write(tmp_path / "i", SMALLEST | {"deals.csv": euros})).findings)
    assert (finding.code, finding.value) == ("no-rate", "EUR")


def test_the_defaults_are_valid_rows() -> None:
    description = table_named("assumptions")
    values = [each.default or (1.0, 1.0, 1.0) for each in MODEL_READS]
    columns = {
        "name": [each.name for each in MODEL_READS],
        "unit": ["" if each.unit == "date" else each.unit or "tolerance" for each in MODEL_READS],
        **{case: [str(row[at]) for row in values] for at, case in enumerate(("low", "base", "high"))},
        "rationale": [each.rationale for each in MODEL_READS],
        "source": [""] * len(MODEL_READS),
    }
    raw = RawTable("assumptions", "", range(len(MODEL_READS)), columns)
    frame, problems = convert(raw, description)
    assert problems == []
    assert [each.column for each in check_rows(frame, raw, description, [])] == ["unit"]  # the day
    assert set(required_assumptions()) <= set(BY_NAME)
    assert {each.name for each in OWN_WEIGHTS} <= set(BY_NAME)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2025-02-01", "2025-03-01"], []),
        (["", "2025-03-01"], []),
        (["", ""], [("duplicate-key", 4, "row 3 has the same key: 'EUR', blank")]),
        (["2025-02-01", "2025-02-01"], [("duplicate-key", 4, "row 3 has the same key: 'EUR', 2025-02-01")]),
    ],
)
def test_a_currency_has_a_rate_a_day_and_one_without(
    tmp_path: Path, days: list[str], expected: list[tuple[str, int, str]]
) -> None:
    tables = valid_tables()
    dollar, euro = tables["fx_rates"]
    tables["fx_rates"] = [dollar, *({**euro, "as_of": day} for day in days)]
    findings = load(write_folder(tmp_path / "i", tables), ("cost_per_gw",)).findings
    assert [(f.code, f.row, f.message) for f in findings if f.severity is Severity.ERROR] == expected


def test_dollars_need_no_rate(tmp_path: Path) -> None:
    tables = valid_tables()
    del tables["fx_rates"][0]
    for row in tables["fx_rates"]:
        del row["as_of"]
    loaded = load(write_folder(tmp_path / "i", tables), ("cost_per_gw",))
    assert codes(loaded) == ["undated-rate"]
    assert loaded.tables["fx_rates"].frame["currency"].tolist() == ["EUR", "USD"]


def test_tables_without_rows_share_one_sheet(tmp_path: Path) -> None:
    """Where several have none; output sheets that have nothing to show say which table they wait for."""
    build(write(tmp_path / "inputs", SMALLEST), tmp_path / "first.xlsx")
    book = openpyxl.load_workbook(tmp_path / "first.xlsx")
    with_tables = [sheet for sheet in book.worksheets if sheet.tables]
    assert [sheet.title for sheet in with_tables] == [
        *("Assumptions", "deals", "companies", "fx_rates", "sources", "Empty tables")
    ]
    empty = with_tables[-1]
    captions = [str(cell.value).partition(":")[0] for cell in empty[4] if cell.value]
    assert captions == list(empty.tables)
    assert captions[:2] == ["payments", "capex_plans"]
    assert {sheet.title for sheet in book.worksheets if str(sheet["A2"].value).endswith("no rows.")} == {
        *("Capex", "Equity stakes")
    }
