"""Valid tables load without findings, typed as the contract says, from CSV and from .xlsx alike."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from model.tables import Loaded, load
from schemas import TABLES
from tests.strategies import REQUIRED, description, valid_tables, write_folder, write_workbook


@pytest.fixture(params=["csv", "xlsx"])
def loaded(request: pytest.FixtureRequest, tmp_path: Path) -> Loaded:
    if request.param == "csv":
        return load(write_folder(tmp_path / "inputs", valid_tables()), REQUIRED)
    return load(write_workbook(tmp_path / "inputs.xlsx", valid_tables()), REQUIRED)


def test_nothing_is_found(loaded: Loaded) -> None:
    assert loaded.findings == ()


def test_every_table_has_the_contracts_columns_in_order(loaded: Loaded) -> None:
    assert list(loaded.tables) == [table.name for table in TABLES]
    for table in TABLES:
        assert list(loaded.tables[table.name].frame.columns) == [column.name for column in table.columns]


def test_every_column_has_its_kinds_type(loaded: Loaded) -> None:
    dtypes = {"text": "str", "list": "str", "number": "float64", "flag": "bool"}
    for table in TABLES:
        frame = loaded.tables[table.name].frame
        for column in table.columns:
            dtype = frame[column.name].dtype
            if column.kind == "date":
                assert pd.api.types.is_datetime64_dtype(dtype)
            else:
                assert dtype == dtypes[column.kind], (table.name, column.name)


def test_blank_cells_are_blank_in_their_kind(loaded: Loaded) -> None:
    deals = loaded.tables["deals"].frame
    assert deals.loc[2, "within"] == ""
    assert pd.isna(deals["low_bn"][2])
    assert pd.isna(deals["announced"][3])
    assert not deals.loc[2, "uncertain"]


def test_rows_are_numbered_as_in_the_file(loaded: Loaded) -> None:
    assert loaded.tables["deals"].frame.index.tolist() == [2, 3, 4, 5]


def test_dates_among_numbers_become_serial_numbers(loaded: Loaded) -> None:
    tranches = loaded.tables["tranches"].frame
    assert tranches["threshold"].tolist() == [1.0, 46388.0]  # 2027-01-01
    assumptions = loaded.tables["assumptions"].frame
    assert assumptions.loc[3, "base"] == 45658.0  # 2025-01-01


def test_files_are_hashed(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "inputs", valid_tables())
    hashes = load(folder, REQUIRED).hashes
    assert set(hashes) == {f"{table.name}.csv" for table in TABLES}
    assert hashes["deals.csv"] == hashlib.sha256((folder / "deals.csv").read_bytes()).hexdigest()


def test_absent_optional_tables_and_columns_are_blank(tmp_path: Path) -> None:
    tables = valid_tables()
    del tables["relations"], tables["figures"]
    for name, rows in tables.items():
        for column in description(name).columns:
            if column.optional:
                for row in rows:
                    del row[column.name]
    loaded = load(write_folder(tmp_path / "inputs", tables), REQUIRED)
    assert loaded.findings == ()
    assert loaded.tables["figures"].frame.empty
    assert loaded.tables["figures"].frame["base"].dtype == "float64"
    assert loaded.tables["deals"].frame["note"].tolist() == [""] * 4
    assert loaded.tables["capex_plans"].frame["gigawatts"].isna().all()


def test_a_table_with_only_a_header_is_valid(tmp_path: Path) -> None:
    tables = valid_tables()
    folder = write_folder(tmp_path / "inputs", tables)
    header = ",".join(tables["tranches"][0])
    (folder / "tranches.csv").write_text(header)
    loaded = load(folder, REQUIRED)
    assert loaded.findings == ()
    assert loaded.tables["tranches"].frame.empty


@pytest.mark.parametrize("name", ["NA", "None", "NULL", "nan", "TRUE", "00123", "1E5", "12345678901234567890", "#N/A"])
def test_names_that_look_like_something_else_stay_text(tmp_path: Path, name: str) -> None:
    tables = valid_tables()
    tables["companies"][1]["company"] = name
    for rows in tables.values():
        for row in rows:
            for column, text in row.items():
                row[column] = name if text == "Oracle" else text
    loaded = load(write_folder(tmp_path / "inputs", tables), REQUIRED)
    assert loaded.findings == ()
    assert loaded.tables["deals"].frame.loc[2, "payee"] == name


@pytest.mark.parametrize(
    "note", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1+1}", '=HYPERLINK("x")', "=cmd|' /C calc'!A0", "#N/A"]
)
def test_text_that_begins_like_a_formula_stays_text(tmp_path: Path, note: str) -> None:
    tables = valid_tables()
    tables["deals"][0]["note"] = note
    for path in (write_folder(tmp_path / "i", tables), write_workbook(tmp_path / "i.xlsx", tables)):
        loaded = load(path, REQUIRED)
        assert loaded.findings == ()
        assert loaded.tables["deals"].frame.loc[2, "note"] == note


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5.0),
        ("-0", 0.0),
        ("+5.", 5.0),
        (".5", 0.5),
        ("1e-05", 1e-5),
        ("2E3", 2000.0),
        ("100000000000000000000", 1e20),
        ("0.137894736842105", 0.137894736842105),
    ],
)
def test_plain_numbers_are_read(tmp_path: Path, text: str, number: float) -> None:
    tables = valid_tables()
    tables["figures"][0]["base"] = text
    loaded = load(write_folder(tmp_path / "inputs", tables), REQUIRED)
    assert loaded.findings == ()
    assert loaded.tables["figures"].frame.loc[2, "base"] == number


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("yes", True),
        ("YES", True),
        ("TRUE", True),
        ("1", True),
        ("no", False),
        ("False", False),
        ("0", False),
        ("", False),
    ],
)
def test_flags_are_read_by_an_explicit_map(tmp_path: Path, text: str, flag: bool) -> None:
    tables = valid_tables()
    tables["deals"][1]["uncertain"] = text
    assert load(write_folder(tmp_path / "i", tables), REQUIRED).tables["deals"].frame.loc[3, "uncertain"] == flag


def test_lists_are_normalised(tmp_path: Path) -> None:
    tables = valid_tables()
    tables["deals"][0]["sources"] = "s1 ;s2"
    loaded = load(write_folder(tmp_path / "inputs", tables), REQUIRED)
    assert loaded.findings == ()
    assert loaded.tables["deals"].frame.loc[2, "sources"] == "s1; s2"
