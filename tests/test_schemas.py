"""The table models: every field is explained, every check has words, every reference leads somewhere."""

import pandera.pandas as pa
import pytest

from model.codes import BY_NAME
from schemas import TABLES, TableDescription, keys
from schemas.fields import KINDS

by_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@by_table
def test_every_field_has_a_docstring(table: TableDescription) -> None:
    assert table.doc
    assert all(column.doc.endswith(".") for column in table.columns)


@by_table
def test_every_column_has_a_known_kind(table: TableDescription) -> None:
    assert all(column.kind in KINDS for column in table.columns)


@by_table
def test_key_columns_are_filled_columns_of_the_table(table: TableDescription) -> None:
    assert table.key[0] in table.filled_key
    for name in table.key:
        column = table.column(name)
        assert column.kind == "date" or not column.blank or table.name == "accepted"  # which no formula looks up
        assert column.blank or not column.optional


@by_table
def test_references_lead_to_keys(table: TableDescription) -> None:
    known = {other.name: {column.name for column in other.columns} for other in TABLES}
    for column in table.columns:
        if column.refers:
            target, _, field = column.refers.partition(".")
            assert target in known
            assert not field or field in known[target]


@by_table
def test_every_row_rule_names_its_code_and_columns(table: TableDescription) -> None:
    names = {column.name for column in table.columns}
    for check in table.model.to_schema().checks:
        assert isinstance(check, pa.Check)
        assert check.name in BY_NAME
        assert set((check.title or "?").split(", ")) <= names
        assert check.error
        assert check.description


@by_table
def test_a_numeric_field_that_may_be_blank_is_nullable(table: TableDescription) -> None:
    columns = table.model.to_schema().columns
    for column in table.columns:
        if column.kind in ("number", "date"):
            assert columns[column.name].nullable == column.blank


def test_the_contract_of_deals() -> None:
    deals = next(table for table in TABLES if table.name == "deals")
    assert [column.name for column in deals.columns] == [
        "leg",
        "deal",
        "announced",
        "payer",
        "payee",
        "kind",
        "low_bn",
        "base_bn",
        "high_bn",
        "currency",
        "gigawatts",
        "start",
        "end",
        "term_years",
        "status",
        "part_of",
        "replaces",
        "payer_share",
        "scope",
        "sources",
        "locator",
        "qualifier",
        "uncertain",
        "note",
    ]
    needed = {"leg", "deal", "payer", "payee", "kind", "base_bn", "currency", "status", "sources", "locator"}
    assert {column.name for column in deals.columns if not column.optional} == needed


def test_a_column_a_table_does_not_have_is_a_mistake_of_ours() -> None:
    deals = next(table for table in TABLES if table.name == "deals")
    assert deals.column("payer").refers == "companies"
    with pytest.raises(KeyError, match="payor"):
        deals.column("payor")


@pytest.mark.parametrize(
    "key",
    ["Meta*", "a?", "a~b", ">5", "<5", "=5", "a\nb", "a\u200bb", "a\u202eb", "\ufeffa", "a\u00adb", "n/d", "N/D "],
)
def test_unsafe_keys_are_recognised(key: str) -> None:
    assert not keys.is_safe(key)


@pytest.mark.parametrize("key", ["", "Meta", "a>b", "É", "日本電気", "AT&T", "a=b", "Crédit #1 (x)"])
def test_safe_keys_are_recognised(key: str) -> None:
    assert keys.is_safe(key)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("OpenAI", "OPENAI"),
        ("00123", "123"),
        ("1E2", "100"),
        ("50%", "0.5"),
        ("1,000", "1000"),
        ("Straße", "STRASSE"),
        ("Ａ", "A"),
        ("é", "e\u0301"),
        ("$5", "5.0"),
    ],
)
def test_keys_a_spreadsheet_takes_as_equal_are_alike(one: str, other: str) -> None:
    assert keys.alike(one) == keys.alike(other)


@pytest.mark.parametrize(("one", "other"), [("L1", "L01"), ("1a", "01a"), ("a b", "ab"), ("-1", "1"), ("#1", "1")])
def test_other_keys_are_not_alike(one: str, other: str) -> None:
    assert keys.alike(one) != keys.alike(other)


@pytest.mark.parametrize("name", ["a1", "xfd1048576", "r1c1", "r", "c", "rc", "true", "Cost", "1x", "a b", ""])
def test_names_a_spreadsheet_takes_for_something_else_are_no_identifiers(name: str) -> None:
    assert not keys.is_identifier(name)


def test_plain_names_are_identifiers() -> None:
    assert all(keys.is_identifier(name) for name in ("cost_per_gw", "as_of", "weight_1", "rate"))
