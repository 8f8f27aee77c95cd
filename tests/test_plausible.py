"""Implausible values get a warning with the reason and what to write; realistic deals get none.

Each test writes one set of tables with a row for each case, and looks at which rows are found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from model.findings import Finding
from model.inputs import load
from model.pipeline import check
from tests.conftest import SHIPPED, SMALL
from tests.harness import write_tables
from tests.random_books import random_book

pytestmark = pytest.mark.usefixtures("tables_typed_once")

LATER = "after-as-of"
REQUIRED = ("as_of",)
LEG = {"payer": "P", "payee": "S", "base_bn": 10, "currency": "USD"}


def among(
    folder: Path, code: str, tables: Mapping[str, Sequence[Mapping[str, Any]]], **assumptions: Any
) -> list[Finding]:
    """The findings of a code in tables as a person would write them."""
    return [each for each in load(write_tables(folder, tables, assumptions), ()).findings if each.code == code]


def legs(folder: Path, code: str, cells: Sequence[dict[str, Any]]) -> dict[int, Finding]:
    """The findings of a code by case, of legs that differ in these cells; no two are of one amount."""
    rows = [LEG | {"leg": f"leg {number}", "base_bn": 10 + number} | each for number, each in enumerate(cells)]
    return {(each.row or 0) - 2: each for each in among(folder, code, {"deals": rows})}


def rates(folder: Path, cells: Sequence[tuple[str, float, str]]) -> dict[int, Finding]:
    rows = [{"currency": name, "usd_per_unit": rate, "as_of": day} for name, rate, day in cells]
    return {(each.row or 0) - 3: each for each in among(folder, "implausible-rate", {"fx_rates": rows, "deals": []})}


def test_a_rate_upside_down_or_far_off_is_found_and_true_ones_are_not(tmp_path: Path) -> None:
    day, next_day = "2025-10-01", "2025-10-02"
    wrong = [("CNY", 7.252, day), ("JPY", 150, day), ("GBP", 0.77, day), ("KRW", 0.7, day), ("TND", 310, day)]
    right = [("EUR", 0.96, day), ("SEK", 0.09, day), ("INR", 0.0113, day), ("TND", 0.32, next_day), ("XAU", 4000, day)]
    found = rates(tmp_path, wrong + right)
    assert sorted(found) == [0, 1, 2, 3, 4]
    assert all("upside down" in found[at].message for at in (0, 1, 2))
    assert str(found[0].suggestion).startswith("write 0.137893 if 7.252 is what one US dollar buys")
    assert found[3].message == "one KRW is worth about USD 0.00075"
    assert found[4].message == "no currency is worth as much as USD 310"


def test_of_two_rates_of_a_currency_one_may_be_upside_down(tmp_path: Path) -> None:
    found = rates(tmp_path, [("EUR", 1.17, "2025-09-01"), ("EUR", 0.855, "2025-10-01"), ("EUR", 1.08, "2024-09-01")])
    assert [(at, each.message) for at, each in found.items()] == [
        (1, "the rate looks upside down against that in row 3, 1.17")
    ]


def test_of_several_rates_of_a_currency_the_latest_known_may_be_stale(tmp_path: Path) -> None:
    """As of 2025-10-06: the euro's latest rate is 36 days old, sterling's 280; a later one is not known yet."""
    days = [("EUR", "2025-01-01"), ("EUR", "2025-08-31"), ("GBP", "2024-01-01"), ("GBP", "2024-12-30")]
    worth = {"EUR": 1.1, "GBP": 1.3}
    rows = [{"currency": name, "usd_per_unit": worth[name], "as_of": day} for name, day in days]
    rows.append({"currency": "GBP", "usd_per_unit": 1.31, "as_of": "2025-11-01"})
    found = among(tmp_path, "stale-date", {"fx_rates": rows, "deals": []})
    assert [(each.table, each.row) for each in found if each.table == "fx_rates"] == [("fx_rates", 6)]


def test_months_typed_for_years_are_found(tmp_path: Path) -> None:
    found = legs(tmp_path, "implausible-term", [{"term_years": years} for years in (60, 36, 24, 20, 15, 0.5)])
    assert sorted(found) == [0, 1, 2]
    assert found[0].suggestion == "terms are in years: if months were typed, write 5"


def test_leases_of_sites_may_run_longer(tmp_path: Path) -> None:
    leases = [{"kind": "lease", "term_years": years} for years in (60, 36, 30, 24)]
    spans = [{"kind": "lease", "start": "2025-01-01", "end": end} for end in ("2084-12-31", "2049-12-31")]
    assert sorted(legs(tmp_path, "implausible-term", [*leases, *spans])) == [0, 1, 4]


def test_a_period_longer_than_contracts_run_is_found_at_its_end(tmp_path: Path) -> None:
    spans = [("2025-01-01", "2084-12-31"), ("2025-01-01", "2044-12-31"), ("2019-01-01", "2040-12-31")]
    found = legs(tmp_path, "implausible-term", [{"start": start, "end": end} for start, end in spans])
    assert {at: each.column for at, each in found.items()} == {0: "end", 2: "end"}


@pytest.mark.parametrize(("values", "column"), [([36, 60, 60], "base"), ([3, 5, 60], "high"), ([3, 5, 20], None)])
def test_an_assumed_term_in_months_is_found(values: list[float], column: str | None, tmp_path: Path) -> None:
    found = among(tmp_path, "implausible-term", {"deals": [LEG | {"leg": "a"}]}, default_term_years=values)
    assert [each.column for each in found] == ([column] if column else [])


def test_a_year_far_away_is_found(tmp_path: Path) -> None:
    cells = [
        {"start": "2052-01-01"},
        {"start": "1925-01-01"},
        {"announced": "1925-10-01"},
        {"end": "2125-12-31"},
        {"start": "2030-01-01", "end": "2044-12-31"},
        {"start": "2019-01-01"},
        {"announced": "2025-07-01", "end": "2050-12-31"},
    ]
    found = legs(tmp_path, "implausible-day", cells)
    assert {at: each.column for at, each in found.items()} == {0: "start", 1: "start", 2: "announced", 3: "end"}
    assert found[0].message == "the day is 26 years from the as-of day, 2025-10-06"


def test_an_as_of_day_far_from_all_else_is_found_alone(tmp_path: Path) -> None:
    rows = {"deals": [LEG | {"leg": "a", "announced": "2025-07-01", "start": "2026-01-01"}]}
    (found,) = among(tmp_path, "implausible-day", rows, as_of="2105-10-06")
    assert (found.table, found.column) == ("assumptions", "base")


@pytest.mark.parametrize("as_of", [{}, {"as_of": "2025-10-06"}], ids=["taken", "stated"])
@pytest.mark.parametrize("day", ["2052-07-01", "2105-07-01", "2032-07-01"])
def test_one_mistyped_year_is_found_at_its_cell_alone(day: str, as_of: dict[str, str], tmp_path: Path) -> None:
    """Where no as-of day is stated, the mistyped one is taken for it: then all else is neither far away nor stale."""
    days = ["2025-05-01", "2025-06-01", "2025-07-01", "2025-08-01", day]
    rows = [LEG | {"leg": f"leg {at}", "base_bn": 10 + at, "announced": each} for at, each in enumerate(days)]
    folder = write_tables(tmp_path, {"deals": rows}, as_of)
    if not as_of:
        kept = [line for line in (folder / "assumptions.csv").read_text().splitlines() if not line.startswith("as_of")]
        (folder / "assumptions.csv").write_text("\n".join(kept) + "\n")
    found = [each for each in load(folder, REQUIRED).findings if each.code in ("implausible-day", "stale-date", LATER)]
    assert [(each.code, each.table, each.row, each.column) for each in found] == [
        (LATER if as_of else "implausible-day", "deals", 6, "announced")
    ]


def test_of_few_days_none_is_said_to_be_far_ahead(tmp_path: Path) -> None:
    days = ["2017-05-01", "2018-06-01", "2025-08-01"]
    rows = [LEG | {"leg": f"leg {at}", "base_bn": 10 + at, "announced": each} for at, each in enumerate(days)]
    assert not among(tmp_path, "implausible-day", {"deals": rows}, as_of="2025-08-01")


def test_megawatts_typed_for_gigawatts_are_found(tmp_path: Path) -> None:
    found = legs(tmp_path, "implausible-capacity", [{"gigawatts": size} for size in (6000, 300, 10, 10, 4.5, 0.1)])
    assert sorted(found) == [0, 1]
    assert found[0].suggestion == "capacity is in gigawatts: if megawatts were typed, write 6"


@pytest.mark.parametrize(("sizes", "odd"), [((50, 1, 0.5, 0.3), [0]), ((50, 1, 0.5), []), ((10, 1.2, 0.5, 0.3), [])])
def test_a_capacity_far_above_the_others_is_found(sizes: tuple[float, ...], odd: list[int], tmp_path: Path) -> None:
    assert sorted(legs(tmp_path, "implausible-capacity", [{"gigawatts": size} for size in sizes])) == odd


def test_millions_typed_for_billions_are_found_in_every_table(tmp_path: Path) -> None:
    money = {"currency": "USD"}
    year = {"company": "P", "period_end": "2024-12-31", "period_start": "2024-01-01"}
    stake = {"holder": "P", "issuer": "S", **money}
    found = among(
        tmp_path,
        "implausible-amount",
        {
            "companies": [{"company": "P"}, {"company": "G", "kind": "group"}],
            "deals": [LEG | {"leg": "a"}],
            "capex_plans": [
                money | {"plan": "p", "company": "P", "base_bn": 80_000},
                money | {"plan": "q", "company": "P", "base_bn": 900},
                money | {"plan": "g", "company": "G", "base_bn": 4_000},
                {"plan": "h", "company": "P", "base_bn": 120_000, "currency": "JPY"},
            ],
            "fx_rates": [{"currency": "JPY", "usd_per_unit": 0.0067}],
            "revenue": [year | money | {"base_bn": 96_800}, year | money | {"company": "S", "base_bn": 680}],
            "equity_stakes": [
                stake | {"stake": "s", "issuer_equity_bn": 500_000},
                stake | {"stake": "t", "issuer_equity_bn": 5_000, "shares_m": 24_000},
                stake | {"stake": "u", "shares_m": 160_000_000},
            ],
        },
    )
    assert [(each.table, each.row, each.column) for each in found] == [
        ("capex_plans", 2, "base_bn"),
        ("equity_stakes", 2, "issuer_equity_bn"),
        ("equity_stakes", 4, "shares_m"),
        ("revenue", 2, "base_bn"),
    ]
    assert found[0].suggestion == "amounts are in billions: if millions were typed, write 80"


def test_a_wrong_rate_is_said_of_the_rate_alone(tmp_path: Path) -> None:
    plan = {"plan": "p", "company": "P", "base_bn": 380, "currency": "CNY"}
    tables = {"capex_plans": [plan], "deals": [], "fx_rates": [{"currency": "CNY", "usd_per_unit": 7.252}]}
    assert not among(tmp_path, "implausible-amount", tables)


@pytest.mark.parametrize(
    ("name", "values", "column"),
    [
        ("cost_per_gw", [60, 55, 50], "low"),
        ("cost_per_gw", [60, 70, 50], "low"),
        ("cost_per_gw", [50, 40, 60], "base"),
        ("cost_per_gw", [50, 50, 60], None),
        ("default_term_years", [7, 5, 3], None),
        ("revenue_growth", [0.1, 0.5, 0.2], "base"),
        ("own_reported", [1, 0.5, 0], None),
    ],
)
def test_cases_out_of_order_are_said_as_they_are(
    name: str, values: list[float], column: str | None, tmp_path: Path
) -> None:
    found = among(tmp_path, "cases-out-of-order", {"deals": [LEG | {"leg": "a"}]}, **{name: values})
    assert [each.column for each in found] == ([column] if column else [])
    if column == "low":
        assert found[0].message == "low, 60, is above high, 50: no cost lies within the range"


@pytest.mark.parametrize(("values", "codes"), [([60, 55, 50], []), ([50, 55, 60], ["cost-outside-range"])])
def test_no_cost_is_outside_a_range_that_runs_downwards(values: list[float], codes: list[str], tmp_path: Path) -> None:
    tables = {"deals": [LEG | {"leg": "a", "base_bn": 100, "gigawatts": 1}]}
    findings = check(write_tables(tmp_path, tables, {"cost_per_gw": values})).findings
    assert [each.code for each in findings if each.code == "cost-outside-range"] == codes


def test_what_is_done_does_not_end_after_the_as_of_day(tmp_path: Path) -> None:
    period = {"company": "P", "base_bn": 5, "currency": "USD", "period_start": "2025-01-01"}
    plan = {"company": "P", "base_bn": 5, "currency": "USD", "start": "2025-01-01", "end": "2025-12-31"}
    tables = {
        "deals": [LEG | {"leg": "a"}],
        "revenue": [
            period | {"period_end": "2025-12-31", "stage": "reported"},
            period | {"period_end": "2025-12-31", "stage": "projected"},
            period | {"period_end": "2025-06-30", "stage": "reported", "company": "S"},
        ],
        "capex_plans": [plan | {"plan": "a", "stage": "actual"}, plan | {"plan": "g", "stage": "guidance"}],
    }
    found = among(tmp_path, "after-as-of", tables)
    assert [(each.table, each.row, each.column) for each in found] == [
        ("capex_plans", 2, "end"),
        ("revenue", 2, "period_end"),
    ]


NEW = (
    *("implausible-amount", "implausible-rate", "implausible-capacity", "implausible-term", "implausible-day"),
    *("cases-out-of-order", "names-alike", "mixed-letters", "ownership-exceeds", "parties-reversed"),
)


@pytest.mark.parametrize("tables", [SHIPPED, SMALL], ids=["shipped", "small"])
def test_true_books_raise_none_of_these_warnings(tables: Path) -> None:
    assert not [each for each in check(tables).findings if each.code in NEW]


@pytest.mark.long
def test_random_books_raise_no_warning_but_of_two_legs_that_are_drawn_alike(tmp_path: Path) -> None:
    """Each has two legs of one amount between two companies, there and back, so that no range is of one cell."""
    for seed in range(20):
        draft, _ = random_book(seed)
        found = check(write_tables(tmp_path / str(seed), draft.rows, draft.assumptions)).findings
        assert [each.code for each in found if each.code in NEW] in ([], ["parties-reversed"]), seed
