"""Keys that spreadsheets look up have at most 255 characters, wherever they stand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from model.findings import Finding
from model.inputs import load
from model.pipeline import build
from model.verify.verify import verify
from schemas import TABLES, keys
from tests.conftest import SMALL
from tests.strategies import REQUIRED, Rows, valid_tables, write_folder
from tests.tiers import sampled

PARTY = "Aurora Labs"  # a company of the small tables
LOOKED_UP = [(table.name, column.name) for table in TABLES for column in table.columns if column.looked_up]
OF_LISTS = [(table.name, column.name) for table in TABLES for column in table.columns if column.kind == "list"]

pytestmark = pytest.mark.usefixtures("tables_typed_once")


def findings(folder: Path, tables: dict[str, Rows]) -> list[Finding]:
    return list(load(write_folder(folder / "i", tables), REQUIRED).findings)


def with_cell(table: str, column: str, text: str) -> dict[str, Rows]:
    tables = valid_tables()
    if table == "accepted":
        tables[table] = [{**dict.fromkeys(("code", "table", "key", "column", "until"), ""), "reason": "r", "by": "b"}]
    tables[table][0][column] = text
    return tables


def codes_at(found: list[Finding], table: str, column: str) -> list[str]:
    return [each.code for each in found if (each.table, each.row, each.column) == (table, 2, column)]


@pytest.mark.parametrize(("table", "column"), sampled(LOOKED_UP, now=4))
def test_a_key_of_256_characters_is_an_error_at_its_cell_and_one_of_255_is_not(
    table: str, column: str, tmp_path: Path
) -> None:
    assert codes_at(findings(tmp_path, with_cell(table, column, "k" * 256)), table, column) == ["key-too-long"]
    assert "key-too-long" not in codes_at(findings(tmp_path, with_cell(table, column, "k" * 255)), table, column)


@pytest.mark.parametrize(
    ("text", "long"),
    [("é" * 255, False), ("é" * 256, True), ("😀" * 127, False), ("😀" * 128, True), ("k" * 255 + "  ", False)],
)
def test_characters_count_as_spreadsheets_count_them(text: str, long: bool, tmp_path: Path) -> None:
    assert (
        "key-too-long" in codes_at(findings(tmp_path, with_cell("companies", "company", text)), "companies", "company")
    ) == long


def test_each_entry_of_a_list_counts_for_itself(tmp_path: Path) -> None:
    many = "; ".join(["s1"] * 200)
    assert "key-too-long" not in codes_at(findings(tmp_path, with_cell("deals", "sources", many)), "deals", "sources")
    for cell in (f"s1;{'k' * 256}", f"{'k' * 256} ; s1"):
        assert codes_at(findings(tmp_path, with_cell("deals", "sources", cell)), "deals", "sources") == ["key-too-long"]


def test_the_columns_follow_from_the_schema() -> None:
    keyed = {(table.name, name) for table in TABLES for name in table.key if table.column(name).kind == "text"}
    referring = {(table.name, column.name) for table in TABLES for column in table.columns if column.refers}
    assert keyed | referring < set(LOOKED_UP)
    assert {("deals", "deal"), ("figures", "measure")} < set(LOOKED_UP)
    assert not set(LOOKED_UP) & {("deals", "note"), ("deals", "locator"), ("sources", "title")}


def test_the_message_says_how_long_it_is_and_what_to_do(tmp_path: Path) -> None:
    (finding,) = [
        each for each in findings(tmp_path, with_cell("figures", "figure", "k" * 300)) if each.code == "key-too-long"
    ]
    assert finding.message == f"the key has 300 characters; spreadsheets look up no more than {keys.LONGEST}"
    assert finding.suggestion == "shorten it, here and wherever it is named"


@pytest.mark.long
def test_keys_as_long_as_may_be_are_built_and_engines_agree(tmp_path: Path) -> None:
    inputs = Path(shutil.copytree(SMALL, tmp_path / "inputs"))
    for file in inputs.iterdir():
        texts = file.read_text(encoding="utf-8").replace(PARTY, "k" * keys.LONGEST)
        file.write_text(texts, encoding="utf-8", newline="")
    summary = build(inputs, tmp_path / "out.xlsx").summary
    assert summary is not None
    assert summary.failing == ()
    assert verify(tmp_path / "out.xlsx", None, "formualizer").differences == ()
