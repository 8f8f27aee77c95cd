"""Valid tables load without findings, typed as the contract says, from CSV and from .xlsx alike."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from model.inputs import Loaded, load
from schemas import TABLES
from tests.strategies import REQUIRED, Rows, description, valid_tables, write_folder, write_workbook


@pytest.fixture(scope="module", params=["csv", "xlsx"])
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("valid")
    if request.param == "csv":
        return load(write_folder(folder / "inputs", valid_tables()), REQUIRED)
    return load(write_workbook(folder / "inputs.xlsx", valid_tables()), REQUIRED)


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
    assert deals.loc[2, "part_of"] == ""
    assert pd.isna(deals["low_bn"][2])
    assert pd.isna(deals["announced"][3])
    assert not deals.loc[2, "uncertain"]


def test_rows_are_numbered_as_in_the_file(loaded: Loaded) -> None:
    assert loaded.tables["deals"].frame.index.tolist() == [2, 3, 4, 5]


def test_dates_among_numbers_become_serial_numbers(loaded: Loaded) -> None:
    tranches = loaded.tables["tranches"].frame
    assert tranches["threshold"].tolist() == [1.0, 46388.0]  # 2027-01-01
    assumptions = loaded.tables["assumptions"].frame
    assert assumptions.loc[3, "base"] == 45936.0  # 2025-01-01


def test_files_are_hashed(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "inputs", valid_tables())
    hashes = load(folder, REQUIRED).hashes
    assert set(hashes) == {f"{name}.csv" for name in valid_tables()}
    assert hashes["deals.csv"] == hashlib.sha256((folder / "deals.csv").read_bytes()).hexdigest()


def test_absent_optional_tables_and_columns_are_blank(tmp_path: Path) -> None:
    tables = valid_tables()
    for table in TABLES:
        if table.optional and table.name not in ("capex_plans", "fx_rates"):
            tables.pop(table.name, None)
    for name in ("sources", "companies", "deals", "capex_plans"):
        rows = tables[name]
        for column in description(name).columns:
            if column.optional:
                for row in rows:
                    del row[column.name]
    loaded = load(write_folder(tmp_path / "inputs", tables), REQUIRED[:1])
    assert loaded.findings == ()
    assert not loaded.tables["figures"].is_given
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


def with_each(table: str, key: str, column: str, texts: Sequence[str]) -> dict[str, Rows]:
    """The valid tables, with a copy of a table's first row for each text, which stands in one of its columns."""
    tables = valid_tables()
    first = tables[table][0] | ({"measure": "another"} if table == "figures" else {})
    tables[table] += [{**first, key: f"X{n}", column: text} for n, text in enumerate(texts)]
    return tables


def added(loaded: Loaded, table: str, column: str) -> list[Any]:
    """What a column holds in the rows added to a valid table."""
    return loaded.tables[table].frame[column].tolist()[len(valid_tables()[table]) :]


NAMES = ("NA", "None", "NULL", "nan", "True Corp", "00123", "1E5", "12345678901234567890", "N/A")


def test_names_that_look_like_something_else_stay_text(tmp_path: Path) -> None:
    tables = with_each("companies", "company", "company", NAMES)
    plan = tables["capex_plans"][2] | {"base_bn": "", "currency": ""}
    tables["capex_plans"] += [{**plan, "plan": f"X{n}", "company": name} for n, name in enumerate(NAMES)]
    loaded = load(write_folder(tmp_path / "inputs", tables), REQUIRED)
    assert loaded.findings == ()
    assert added(loaded, "companies", "company") == added(loaded, "capex_plans", "company") == [*NAMES]


def test_text_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    notes = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1+1}", '=HYPERLINK("x")', "=cmd|' /C calc'!A0", "#N/A"]
    tables = with_each("companies", "company", "note", notes)
    for path in (write_folder(tmp_path / "i", tables), write_workbook(tmp_path / "i.xlsx", tables)):
        loaded = load(path, REQUIRED)
        assert loaded.findings == ()
        assert added(loaded, "companies", "note") == notes


def test_plain_numbers_are_read(tmp_path: Path) -> None:
    texts = ("5", "-0", "+5.", ".5", "1e-05", "2E3", "100000000000000000000", "0.137894736842105")
    loaded = load(write_folder(tmp_path / "inputs", with_each("figures", "figure", "base", texts)), REQUIRED)
    assert loaded.findings == ()
    assert added(loaded, "figures", "base") == [5.0, 0.0, 5.0, 0.5, 1e-5, 2000.0, 1e20, 0.137894736842105]


def test_flags_are_read_by_an_explicit_map(tmp_path: Path) -> None:
    texts = ("yes", "YES", "TRUE", "1", "no", "False", "0", "")
    loaded = load(write_folder(tmp_path / "inputs", with_each("figures", "figure", "uncertain", texts)), REQUIRED)
    assert {finding.code for finding in loaded.findings} == {"uncertain"}
    assert added(loaded, "figures", "uncertain") == [True] * 4 + [False] * 4


def test_lists_are_normalised(tmp_path: Path) -> None:
    tables = valid_tables()
    tables["deals"][0]["sources"] = "s1 ;s2"
    loaded = load(write_folder(tmp_path / "inputs", tables), REQUIRED)
    assert loaded.findings == ()
    assert loaded.tables["deals"].frame.loc[2, "sources"] == "s1; s2"
