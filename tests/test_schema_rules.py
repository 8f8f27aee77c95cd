"""Every rule of every table's model reports a case that breaks it, at its row and column, and accepts the boundary
case."""

import pytest
from pandera.config import CONFIG

from model.findings import Finding
from model.inputs.checks.rules import check_rows
from model.inputs.convert import convert
from model.inputs.raw import Grid, shape
from tests.strategies import Rows, description, valid_tables


def findings(table: str, rows: Rows) -> list[Finding]:
    """What typing and the table's own rules find, without any other table."""
    columns = [[row[name] for row in rows] for name in rows[0]]
    raw = shape(Grid("f.csv", 1, list(rows[0]), range(2, len(rows) + 2), columns), description(table))
    frame, unread = convert(raw, description(table))
    return [*raw.findings, *unread, *check_rows(frame, raw, description(table), unread)]


# table, file row, cells changed, the code and the column of a finding that must come of it
BROKEN: list[tuple[str, int, dict[str, str], str, str]] = [
    ("sources", 2, {"source": "s*"}, "bad-key", "source"),
    ("sources", 2, {"title": ""}, "blank-cell", "title"),
    ("companies", 2, {"company": "Open?AI"}, "bad-key", "company"),
    *(
        ("companies", 2, {"company": key}, "bad-key", "company")
        for key in ("Open\\AI", '"Aurora"', '""', "1:2", "1:2:3", "2025-01-01 10:30", "12:5 PM", "%", "a_x0041_bc")
    ),
    ("fx_rates", 3, {"usd_per_unit": "1e300"}, "out-of-range", "usd_per_unit"),
    ("figures", 2, {"base": "1e308"}, "out-of-range", "base"),
    ("deals", 2, {"base_bn": "15000000000"}, "out-of-range", "base_bn"),
    ("deals", 2, {"gigawatts": "1e307"}, "out-of-range", "gigawatts"),
    ("equity_stakes", 3, {"issuer_equity_bn": "2000000000"}, "out-of-range", "issuer_equity_bn"),
    ("fx_rates", 3, {"currency": "eur"}, "bad-name", "currency"),
    ("fx_rates", 3, {"currency": "EURO"}, "bad-name", "currency"),
    ("fx_rates", 3, {"usd_per_unit": "0"}, "out-of-range", "usd_per_unit"),
    ("deals", 2, {"deal": "=Oracle"}, "bad-key", "deal"),
    ("deals", 4, {"leg": ">L3"}, "bad-key", "leg"),
    ("deals", 2, {"gigawatts": "0"}, "out-of-range", "gigawatts"),
    ("deals", 3, {"locator": "p4; p5"}, "list-length", "locator"),
    ("deals", 2, {"low_bn": "-1"}, "out-of-range", "low_bn"),
    ("deals", 2, {"high_bn": "-1"}, "out-of-range", "high_bn"),
    ("capex_plans", 2, {"plan": "<P1"}, "bad-key", "plan"),
    ("capex_plans", 2, {"low_bn": "3.1"}, "range-order", "low_bn"),
    ("capex_plans", 2, {"high_bn": "2.9"}, "range-order", "base_bn"),
    ("capex_plans", 2, {"base_bn": "", "high_bn": "3"}, "base-missing", "base_bn"),
    ("capex_plans", 2, {"currency": ""}, "currency-missing", "currency"),
    ("capex_plans", 2, {"end": "2024-12-31"}, "date-order", "end"),
    ("capex_plans", 2, {"locator": "p1; p2"}, "list-length", "locator"),
    ("capex_plans", 2, {"term_years": "0"}, "out-of-range", "term_years"),
    ("capex_plans", 2, {"term_years": "100.5"}, "out-of-range", "term_years"),
    ("deals", 5, {"term_years": "9000"}, "out-of-range", "term_years"),
    ("capex_plans", 2, {"low_bn": "-1"}, "out-of-range", "low_bn"),
    ("capex_plans", 2, {"base_bn": "-1"}, "out-of-range", "base_bn"),
    ("capex_plans", 2, {"high_bn": "-1"}, "out-of-range", "high_bn"),
    ("capex_plans", 2, {"gigawatts": "0"}, "out-of-range", "gigawatts"),
    ("deals", 2, {"replaces": "L2; L3; L4; L5"}, "too-many-entries", "replaces"),
    ("deals", 2, {"payer_share": "0.5"}, "share-of-no-venture", "payer_share"),
    ("capex_plans", 2, {"replaces": "P2; P3; P4; P5"}, "too-many-entries", "replaces"),
    ("payments", 2, {"base_bn": "", "low_bn": ""}, "base-missing", "base_bn"),
    ("payments", 2, {"end": "2026-12-31"}, "date-order", "end"),
    ("payments", 2, {"low_bn": "51"}, "range-order", "low_bn"),
    ("payments", 2, {"locator": "p4; p5"}, "list-length", "locator"),
    ("equity_stakes", 2, {"stake": "E~"}, "bad-key", "stake"),
    ("equity_stakes", 2, {"locator": "p5; p6"}, "list-length", "locator"),
    ("equity_stakes", 2, {"currency": ""}, "currency-missing", "currency"),
    ("equity_stakes", 3, {"max_share": "-0.1"}, "out-of-range", "max_share"),
    ("equity_stakes", 2, {"issuer_equity_bn": "0"}, "out-of-range", "issuer_equity_bn"),
    ("equity_stakes", 3, {"share_price": "0"}, "out-of-range", "share_price"),
    ("tranches", 2, {"tranche": "*"}, "bad-key", "tranche"),
    ("tranches", 2, {"locator": "p6; p7"}, "list-length", "locator"),
    ("tranches", 2, {"threshold": "-1"}, "out-of-range", "threshold"),
    ("tranches", 2, {"share": "-0.1"}, "out-of-range", "share"),
    ("tranches", 2, {"share": "1.1"}, "out-of-range", "share"),
    ("revenue", 2, {"low_bn": "4.6"}, "range-order", "low_bn"),
    ("revenue", 2, {"high_bn": "4.4"}, "range-order", "base_bn"),
    ("revenue", 2, {"base_bn": ""}, "base-missing", "base_bn"),
    ("revenue", 2, {"currency": ""}, "currency-missing", "currency"),
    ("revenue", 2, {"period_end": "2024-12-31"}, "date-order", "period_end"),
    ("revenue", 2, {"locator": "p9; p10"}, "list-length", "locator"),
    ("revenue", 2, {"low_bn": "-1"}, "out-of-range", "low_bn"),
    ("revenue", 2, {"base_bn": "-1"}, "out-of-range", "base_bn"),
    ("revenue", 2, {"high_bn": "-1"}, "out-of-range", "high_bn"),
    ("customer_shares", 2, {"share_low": "0.4"}, "range-order", "share_low"),
    ("customer_shares", 2, {"locator": "p7; p8"}, "list-length", "locator"),
    ("customer_shares", 2, {"share_low": "-0.1"}, "out-of-range", "share_low"),
    ("customer_shares", 3, {"share_low": "1.1"}, "out-of-range", "share_low"),
    ("customer_shares", 2, {"share": "-0.1"}, "out-of-range", "share"),
    ("assumptions", 2, {"name": "a1"}, "bad-name", "name"),
    *(
        (
            "assumptions",
            2,
            {"unit": unit, "low": "0", "base": "0", "high": "0"} | {column: text},
            "out-of-range",
            column,
        )
        for unit, text in (("share", "1.5"), ("share", "-0.5"), ("switch", "0.5"), ("switch", "2"))
        for column in ("low", "base", "high")
    ),
    *(
        (
            "assumptions",
            2,
            {"name": name, "unit": unit, "low": "0.001", "base": "0.001", "high": "0.001", column: text},
            "out-of-range",
            column,
        )
        for name, unit, text in (
            *(("default_term_years", "years", text) for text in ("-5", "0", "100.5")),
            *(("cost_per_gw", "USD bn per GW", text) for text in ("-60", "0")),
            *(("deployment_pace", "multiple of straight line", text) for text in ("-1", "0")),
            *(("revenue_growth", "share per year", text) for text in ("-1", "5.5", "1e100")),
            *(
                ("check_tolerance", unit, text)
                for unit in ("tolerance", "USD bn")
                for text in ("-0.001", "0", "1000000")
            ),
        )
        for column in ("low", "base", "high")
    ),
    ("relations", 2, {"locator": "p2; p3"}, "list-length", "locator"),
    ("figures", 2, {"figure": "F?"}, "bad-key", "figure"),
    ("figures", 2, {"low": "1001"}, "range-order", "low"),
    ("figures", 2, {"high": "999"}, "range-order", "base"),
    ("figures", 2, {"base": "", "low": "1"}, "base-missing", "base"),
    ("figures", 2, {"base": "", "high": "1"}, "base-missing", "base"),
    ("figures", 2, {"locator": "p11; p12"}, "list-length", "locator"),
]

# table, file row, cells changed to the edge of what is allowed
ALLOWED: list[tuple[str, int, dict[str, str]]] = [
    ("deals", 2, {"low_bn": "0", "base_bn": "0", "high_bn": "0"}),
    ("deals", 2, {"low_bn": "300", "high_bn": "300", "end": "2027-01-01"}),
    ("deals", 2, {"base_bn": "", "currency": ""}),
    ("deals", 3, {"end": "2199-12-31", "term_years": "100"}),
    ("capex_plans", 2, {"term_years": "0.001", "gigawatts": "0.001"}),
    ("equity_stakes", 3, {"max_share": "0"}),
    ("equity_stakes", 3, {"max_share": "1"}),
    ("equity_stakes", 2, {"issuer_equity_bn": "", "currency": ""}),
    ("tranches", 2, {"threshold": "0", "share": "0"}),
    ("tranches", 2, {"threshold": "", "share": "", "sources": "", "locator": ""}),
    ("revenue", 2, {"period_start": "2024-02-01", "period_end": "2024-02-29"}),
    ("customer_shares", 2, {"share_low": "0.3"}),
    ("customer_shares", 2, {"locator": ""}),
    ("assumptions", 2, {"unit": "share", "low": "0", "base": "0.5", "high": "1"}),
    ("assumptions", 2, {"unit": "switch", "low": "0", "base": "1", "high": "1"}),
    ("assumptions", 2, {"low": "60", "base": "55", "high": "50"}),
    ("assumptions", 2, {"unit": "years", "low": "0.1", "base": "100", "high": "100"}),
    ("assumptions", 2, {"unit": "multiple of straight line", "low": "1", "base": "0.5", "high": "0.1"}),
    ("assumptions", 2, {"unit": "share per year", "low": "-0.9", "base": "0", "high": "5"}),
    ("assumptions", 2, {"name": "check_tolerance", "unit": "USD bn", "low": "1e-9", "base": "1e-9", "high": "0.001"}),
    ("assumptions", 3, {"source": "s1", "rationale": ""}),
    ("figures", 2, {"base": "-5", "measure": "margin", "unit": "%"}),
]


def changed(table: str, row: int, cells: dict[str, str]) -> Rows:
    rows = valid_tables()[table]
    rows[row - 2] |= cells
    return rows


@pytest.mark.parametrize(("table", "row", "cells", "code", "column"), BROKEN, ids=str)
def test_a_broken_rule_is_found(table: str, row: int, cells: dict[str, str], code: str, column: str) -> None:
    found = findings(table, changed(table, row, cells))
    assert (code, row, column) in {(f.code, f.row, f.column) for f in found}
    assert {f.row for f in found} == {row}


@pytest.mark.parametrize(("table", "row", "cells"), ALLOWED, ids=str)
def test_the_edge_of_a_rule_is_allowed(table: str, row: int, cells: dict[str, str]) -> None:
    assert findings(table, changed(table, row, cells)) == []


@pytest.mark.parametrize("table", valid_tables())
def test_every_required_column_wants_its_cells_filled(table: str) -> None:
    for column in description(table).columns:
        found = {(f.code, f.row, f.column) for f in findings(table, changed(table, 2, {column.name: ""}))}
        assert (("blank-cell", 2, column.name) in found) is not column.blank


@pytest.mark.parametrize("table", valid_tables())
def test_every_vocabulary_is_closed(table: str) -> None:
    for column in description(table).columns:
        if column.terms:
            for term in column.terms:
                assert not {f.code for f in findings(table, changed(table, 2, {column.name: term}))} & {"unknown-term"}
            found = {(f.code, f.row, f.column) for f in findings(table, changed(table, 2, {column.name: "other"}))}
            assert ("unknown-term", 2, column.name) in found


def test_settings_of_pandera_in_the_environment_do_not_switch_rules_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CONFIG, "validation_enabled", False)
    (found,) = findings("deals", changed("deals", 2, {"base_bn": "-5"}))
    assert (found.code, found.row, found.column) == ("out-of-range", 2, "base_bn")
