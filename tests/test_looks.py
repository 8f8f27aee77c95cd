"""What the model's lines show to be worth a look is what the sheet shows: a warning for each such row, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from model.findings import Finding
from model.groups import grouped
from model.lines import leg_periods, plan_parts
from model.pipeline import check
from tests.conftest import SHIPPED
from tests.harness import model_of, write_tables


def looked_at(tmp_path: Path, leg: dict[str, Any], code: str) -> list[Finding]:
    deal = {"leg": "a", "payer": "P", "payee": "S", "base_bn": 10, "currency": "USD"} | leg
    return [each for each in check(write_tables(tmp_path, {"deals": [deal]})).findings if each.code == code]


@pytest.mark.parametrize(
    ("leg", "column", "words"),
    [
        ({"announced": "2025-03-01", "term_years": 2}, "start", "no start is stated; 2025-03-01 is used"),
        ({"start": "2025-01-01"}, "end", "neither end nor term is stated; 2029-12-31 is used"),
        (
            {"announced": "2025-03-01"},
            "start",
            "no start, end or term is stated: the period 2025-03-01 to 2030-02-28 is used",
        ),
    ],
)
def test_a_date_that_no_source_states_is_said_with_what_is_taken(
    leg: dict[str, Any], column: str, words: str, tmp_path: Path
) -> None:
    (finding,) = looked_at(tmp_path, leg, "assumed-date")
    assert (finding.table, finding.row, finding.column, finding.message) == ("deals", 2, column, words)


def test_of_a_cancelled_leg_an_old_version_and_what_is_not_known_yet_no_date_is_assumed(tmp_path: Path) -> None:
    both = {"payer": "P", "payee": "S", "base_bn": 10, "currency": "USD"}
    legs = [
        {"leg": "old", "announced": "2025-01-01"},
        {"leg": "off", "announced": "2025-02-01", "status": "cancelled", "replaces": "old"},
        {"leg": "late", "announced": "2025-12-01"},
        {"leg": "open", "announced": "2025-01-01"},
    ]
    tables = write_tables(tmp_path, {"deals": [both | leg for leg in legs]}, {"as_of": "2025-10-06"})
    assert [each.row for each in check(tables).findings if each.code == "assumed-date"] == [5]


@pytest.mark.parametrize(("gigawatts", "where"), [(0.1, "above"), (1, "below"), (0.2, None), (None, None)])
def test_a_cost_outside_the_range_is_said_with_its_size(
    gigawatts: float | None, where: str | None, tmp_path: Path
) -> None:
    found = looked_at(tmp_path, {"gigawatts": gigawatts}, "cost-outside-range")
    assert [each.message.split(",")[1].split()[0] for each in found] == ([where] if where else [])


def test_the_warnings_of_the_shipped_tables_are_those_of_the_sheet() -> None:
    evaluation = model_of(SHIPPED).evaluation
    periods = (leg_periods.period, plan_parts.period)
    stated = [evaluation.line(each.basis)[:, 0].tolist().count("as stated") for each in periods]
    rows = [len(evaluation.line(each.basis)) for each in periods]
    warned = [each for each in check(SHIPPED).findings if each.code == "assumed-date"]
    assert len(warned) == sum(rows) - sum(stated) > 0


@pytest.mark.parametrize(
    ("leg", "warned"),
    [
        ({"kind": "investment"}, False),
        ({"kind": "acquisition"}, False),
        ({"scope": "chips"}, False),
        ({"scope": "GPU capacity"}, False),
        ({"status": "cancelled"}, False),
        ({"scope": "site"}, True),
        ({"kind": "lease"}, True),
    ],
)
def test_cost_is_compared_of_sites_that_somebody_commits_to(leg: dict[str, Any], warned: bool, tmp_path: Path) -> None:
    assert bool(looked_at(tmp_path, {"gigawatts": 0.1} | leg, "cost-outside-range")) is warned


@pytest.mark.parametrize(("gigawatts", "warned"), [(5, False), (0.2, False), (0.1, True)])
def test_a_rent_is_only_too_high(gigawatts: float, warned: bool, tmp_path: Path) -> None:
    """10 for 5, 0.2 or 0.1 GW: 2, 50 or 100 USD bn a gigawatt, of which 2 is too low for building, not for a rent."""
    assert bool(looked_at(tmp_path, {"kind": "lease", "gigawatts": gigawatts}, "cost-outside-range")) is warned


def test_costs_outside_the_range_are_said_together(tmp_path: Path) -> None:
    rows = [LEG | {"leg": f"L{at}", "base_bn": amount, "gigawatts": 1} for at, amount in enumerate((10, 20, 90))]
    found = [each for each in check(write_tables(tmp_path, {"deals": rows})).findings if each.column == "gigawatts"]
    assert [(each.rows, each.message.split(" the range")[0]) for each in grouped(found)] == [
        ("rows 2–3", "2 rows: the amount per gigawatt is below"),
        ("row 4", "the amount is 90 USD bn per gigawatt, above"),
    ]


@pytest.mark.parametrize(
    ("base", "where"), [(1, "far below"), (4, "far below"), (6, None), (1_500, None), (1e6, "far above")]
)
def test_a_total_of_others_in_another_unit_is_a_warning(base: float, where: str | None, tmp_path: Path) -> None:
    figures = [
        {"figure": f"F{at}", "company": company, "measure": measure, "base": base}
        for at, (company, measure) in enumerate(
            [("P", "reported_commitments"), ("S", "reported_backlog"), ("P", "head_count"), ("X", "reported_backlog")]
        )
    ]
    found = check(write_tables(tmp_path, {"deals": [LEG], "figures": figures})).findings
    found = tuple(each for each in found if each.code == "implausible-amount")
    assert [(each.table, each.row) for each in found] == ([("figures", 2), ("figures", 3)] if where else [])
    assert all(f"{where} the sum of the model's legs, USD 100 bn" in each.message for each in found)


@pytest.mark.parametrize(
    ("most", "value", "warned"),
    [(0.1, 300, True), (0.33, 300, True), (0.34, 300, False), (0.1, "", False), ("", 300, False)],
)
def test_ownership_implied_above_its_maximum_is_a_warning(
    most: object, value: object, warned: bool, tmp_path: Path
) -> None:
    leg = LEG | {"kind": "investment"}
    stake = {"stake": "k", "holder": "P", "issuer": "S", "leg": "a", "currency": "USD"}
    tables = {"deals": [leg], "equity_stakes": [stake | {"max_share": most, "issuer_equity_bn": value}]}
    found = [each for each in check(write_tables(tmp_path, tables)).findings if each.code == "ownership-exceeds"]
    assert [(each.row, each.column) for each in found] == ([(2, "max_share")] if warned else [])
    if warned:
        assert "buys 33.3 % of the issuer" in found[0].message


def codes(tmp_path: Path, tables: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str, int | None, str | None]]:
    found = check(write_tables(tmp_path, tables)).findings
    return [(each.code, each.table, each.row, each.column) for each in found if each.code in NEW]


NEW = ("payments-exceed", "later-rate", "implausible-amount", "member-and-group", "tranche-sum")
LEG = {"leg": "a", "payer": "P", "payee": "S", "base_bn": 100, "currency": "USD", "start": "2025-01-01"}


@pytest.mark.parametrize(("second", "warned"), [(50, True), (30, False)])
def test_payments_of_more_than_their_leg_are_a_warning(second: int, warned: bool, tmp_path: Path) -> None:
    days = [("2025-01-01", "2025-12-31", 70), ("2026-01-01", "2026-12-31", second)]
    payments = [{"leg": "a", "start": start, "end": end, "base_bn": amount} for start, end, amount in days]
    expected = [("payments-exceed", "deals", 2, "base_bn")] if warned else []
    assert codes(tmp_path, {"deals": [LEG], "payments": payments}) == expected


@pytest.mark.parametrize(("announced", "warned"), [("2025-05-01", True), ("2025-07-01", False)])
def test_a_rate_of_a_later_day_is_a_warning(announced: str, warned: bool, tmp_path: Path) -> None:
    tables = {
        "deals": [LEG | {"currency": "EUR", "announced": announced}],
        "capex_plans": [{"plan": "p", "company": "P", "base_bn": 1, "currency": "EUR", "announced": announced}],
        "fx_rates": [{"currency": "EUR", "usd_per_unit": 1.2, "as_of": "2025-06-30"}],
    }
    expected = [("later-rate", table, 2, "currency") for table in ("deals", "capex_plans")] if warned else []
    assert codes(tmp_path, tables) == expected


@pytest.mark.parametrize(("amount", "warned"), [(3000, True), (1000, False), (3, False)])
def test_thousands_typed_for_billions_are_a_warning(amount: int, warned: bool, tmp_path: Path) -> None:
    expected = [("implausible-amount", "deals", 2, "base_bn")] if warned else []
    assert codes(tmp_path, {"deals": [LEG | {"base_bn": amount}]}) == expected


def test_no_amount_of_the_shipped_tables_is_implausible() -> None:
    assert not {each.code for each in check(SHIPPED).findings} & {*NEW}


@pytest.mark.parametrize(
    ("plan", "warned"),
    [
        ({"start": "2025-06-01", "end": "2026-06-30"}, True),
        ({"start": "2026-01-01", "end": "2026-12-31"}, False),
        ({"start": "2025-06-01", "end": "2025-12-31", "part_of": "all"}, False),
    ],
)
def test_a_plan_beside_that_of_its_group_is_a_warning(plan: dict[str, str], warned: bool, tmp_path: Path) -> None:
    year = {"start": "2025-01-01", "end": "2025-12-31", "currency": "USD", "base_bn": 10}
    tables: dict[str, list[dict[str, Any]]] = {
        "companies": [{"company": "G", "kind": "group"}, {"company": "A", "member_of": "G"}],
        "capex_plans": [year | {"plan": "all", "company": "G"}, year | {"plan": "one", "company": "A"} | plan],
    }
    expected = [("member-and-group", "capex_plans", 3, "company")] if warned else []
    assert codes(tmp_path, tables) == expected
    if warned:
        (said,) = [each.message for each in check(tmp_path).findings if each.code == "member-and-group"]
        assert said == "G, which includes A, has the plan all for the same time"


@pytest.mark.parametrize(("second", "stopped"), [(0.07, True), (0.05, False)])
def test_tranches_of_more_than_their_stake_are_an_error(second: float, stopped: bool, tmp_path: Path) -> None:
    tables: dict[str, list[dict[str, Any]]] = {
        "deals": [LEG | {"deal": "d"}],
        "equity_stakes": [{"stake": "k", "holder": "A", "issuer": "B", "deal": "d", "max_share": 0.1}],
        "tranches": [
            {"stake": "k", "tranche": str(number), "trigger": "date", "threshold": "2026-01-01", "share": share}
            for number, share in enumerate((0.05, second))
        ],
    }
    expected = [("tranche-sum", "equity_stakes", 2, "max_share")] if stopped else []
    assert codes(tmp_path, tables) == expected


def test_of_several_totals_of_others_all_but_the_latest_are_a_warning(tmp_path: Path) -> None:
    tables: dict[str, list[dict[str, Any]]] = {
        "sources": [{"source": "s1", "published": "2025-01-01"}, {"source": "s2", "published": "2025-02-01"}],
        "deals": [LEG],
        "figures": [
            {"figure": "F1", "company": "P", "measure": "reported_commitments", "base": 5, "sources": "s1"},
            {"figure": "F2", "company": "P", "measure": "reported_commitments", "base": 7, "sources": "s2"},
            {"figure": "F3", "company": "P", "measure": "headcount", "base": 1, "unit": "people", "sources": "s1"},
            {"figure": "F4", "company": "P", "measure": "headcount", "base": 2, "unit": "people", "sources": "s1"},
            {"figure": "F5", "company": "S", "measure": "reported_backlog", "base": 5, "sources": "s1"},
            {"figure": "F6", "company": "S", "measure": "reported_backlog", "base": 7, "sources": "s1"},
        ],
    }
    found = [each for each in check(write_tables(tmp_path, tables)).findings if each.code == "several-totals"]
    assert [(each.table, each.row, each.message) for each in found] == [
        ("figures", 2, "another reported_commitments of P is used: F2, published on the same day or later"),
        ("figures", 7, "another reported_backlog of S is used: F5, published on the same day or later"),
    ]
