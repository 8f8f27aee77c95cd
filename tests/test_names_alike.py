"""One company under two names, letters of two alphabets, and one deal entered twice: they are found, and true pairs
are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from model.findings import Finding
from model.inputs import load
from model.inputs.checks import names
from tests.harness import write_tables

pytestmark = pytest.mark.usefixtures("tables_typed_once")

LEG = {"payer": "P", "payee": "S", "base_bn": 10, "currency": "USD"}
DOUBLES = ("probable-duplicate", "parties-reversed")


def found(folder: Path, codes: tuple[str, ...], tables: dict[str, list[dict[str, Any]]]) -> list[Finding]:
    return [each for each in load(write_tables(folder, tables), ()).findings if each.code in codes]


ALIKE = [
    ("OpenAI", "Open AI"),
    ("Blue Harbor", "Blue Harbor Inc."),
    ("Globex", "Globex Holdings plc"),
    ("AcmeAI", "AcmeAl"),
    ("Initech", "Initech, Corp."),
    ("Contoso", "C0ntoso"),
    ("Oscorp", "0scorp"),
    ("Soci\u00e9t\u00e9 Nord", "Societe Nord"),
    ("Vandelay", "Vandealy"),
    ("Hooli Cloud", "Hoolli Cloud"),
    ("Umbrella", "Umbr\u0435lla"),
    ("META", "\u041c\u0415\u0422\u0410"),
    ("Wayne Digital", "WAYNE DIGITAL Inc"),
    ("TYRELL AI", "Tyrell AI LLC"),
]
APART = [
    ("Company A", "Company B"),
    ("Fund 1", "Fund 2"),
    ("H100", "HIOO"),
    ("Stark", "Stark UK"),
    ("Intel", "Imtex"),
    ("Nova", "Novo"),
    ("Alpha Cloud", "Alpha Chips"),
    ("\u03b2eta", "Beta One"),
    ("Northwind 2024", "Northwind 2025"),
]


def test_one_company_under_two_names_is_found_once(tmp_path: Path) -> None:
    pairs = [*ALIKE, *APART]
    companies = [{"company": name} for pair in pairs for name in pair]
    alike = found(tmp_path, ("names-alike",), {"companies": companies, "deals": []})
    assert [each.value for each in alike] == [second for _, second in ALIKE]
    assert [each.message.split("'")[1] for each in alike] == [first for first, _ in ALIKE]


def test_a_company_and_its_parent_or_group_may_have_like_names(tmp_path: Path) -> None:
    companies = [
        {"company": "Acme Group"},
        {"company": "Acme", "parent": "Acme Group"},
        {"company": "Globex Holdings", "kind": "group"},
        {"company": "Globex", "member_of": "Globex Holdings"},
    ]
    assert not found(tmp_path, ("names-alike",), {"companies": companies, "deals": []})


def test_an_alias_of_a_company_is_no_other_company(tmp_path: Path) -> None:
    companies = [{"company": "Acme", "aliases": "Roadrunner Supplies; RRS"}, {"company": "RRS"}, {"company": "RRT"}]
    (alike,) = found(tmp_path, ("names-alike",), {"companies": companies, "deals": []})
    assert (alike.row, alike.value) == (3, "RRS")


def test_more_companies_than_can_be_compared_are_compared_by_their_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "MOST_NAMES", 3)
    companies = [{"company": name} for name in ("Vandelay", "Vandealy", "Open AI", "OpenAI")]
    assert [each.row for each in found(tmp_path, ("names-alike",), {"companies": companies, "deals": []})] == [5]


def test_keys_that_differ_by_signs_or_look_alikes_are_found(tmp_path: Path) -> None:
    keys = ["acme-cloud", "acme cloud", "acme-cl\u043eud", "acme-cloud-2", "acme-chips", "L1", "L2", "LI", "p10", "p1O"]
    legs = [LEG | {"leg": key, "deal": "d", "base_bn": 10 + at} for at, key in enumerate(keys)]
    alike = found(tmp_path, ("names-alike", "mixed-letters"), {"deals": legs})
    assert [(each.code, each.value) for each in alike] == [
        ("names-alike", "acme cloud"),
        ("names-alike", "acme-cl\u043eud"),
        ("mixed-letters", "acme-cl\u043eud"),
        ("names-alike", "LI"),
    ]
    assert "U+043E, cyrillic small letter o" in alike[2].message


def test_the_name_of_a_deal_written_in_two_ways_is_found(tmp_path: Path) -> None:
    deals = ["Acme-Globex", "Acme-Globex", "Acme Globex", "Acme-Globex 2"]
    legs = [LEG | {"leg": f"leg {at}", "deal": deal, "base_bn": 10 + at} for at, deal in enumerate(deals)]
    (alike,) = found(tmp_path, ("names-alike",), {"deals": legs})
    assert (alike.row, alike.column, alike.value) == (4, "deal", "Acme Globex")


def test_a_measure_that_is_almost_one_that_the_model_reads_is_found(tmp_path: Path) -> None:
    measures = ["reported_commitment", "reported_backlogs", "reported_backlog", "commitments_wording", "reported_users"]
    figures = [{"figure": f"f{at}", "company": "P", "measure": name} for at, name in enumerate(measures)]
    alike = found(tmp_path, ("names-alike",), {"deals": [LEG | {"leg": "a"}], "figures": figures})
    assert [(each.row, each.column) for each in alike] == [(2, "measure"), (3, "measure")]
    assert alike[0].suggestion == "write reported_commitments, if it is meant"


@pytest.mark.parametrize("name", ["\u0410cme", "Acm\u0435", "Glo\u0432ex", "\u0399BM Cloud", "Me\u03c4a"])
def test_letters_of_two_alphabets_in_a_word_are_found(name: str, tmp_path: Path) -> None:
    mixed = found(tmp_path, ("mixed-letters",), {"companies": [{"company": name}], "deals": []})
    assert [each.value for each in mixed] == [name]


def test_names_in_another_alphabet_or_with_signs_of_it_are_sound(tmp_path: Path) -> None:
    sound = ["\u042f\u043d\u0434\u0435\u043a\u0441", "\u0394elta One", "\u6771\u4eac Cloud", "\u00c5land", "\u00b5Grid"]
    companies = [{"company": name} for name in sound]
    assert not found(tmp_path, ("mixed-letters", "names-alike"), {"companies": companies, "deals": []})


SAME = {"leg": "b"}
PAIRS: dict[str, tuple[dict[str, Any], str | None]] = {
    "the same": ({}, "probable-duplicate"),
    "announced 14 months later": ({"announced": "2025-09-01"}, None),
    "announced a month later": ({"announced": "2024-08-01"}, "probable-duplicate"),
    "the next year's": ({"start": "2026-01-01", "end": "2026-12-31"}, None),
    "another start of about one time": ({"start": "2025-03-01", "end": "2025-12-31"}, "probable-duplicate"),
    "of another kind": ({"kind": "lease"}, None),
    "reversed": ({"payer": "S", "payee": "P"}, "parties-reversed"),
    "reversed, of another amount": ({"payer": "S", "payee": "P", "base_bn": 11}, None),
    "reversed, of another kind": ({"payer": "S", "payee": "P", "kind": "investment"}, None),
    "reversed, cancelled": ({"payer": "S", "payee": "P", "status": "cancelled"}, None),
    "reversed, 14 months later": ({"payer": "S", "payee": "P", "announced": "2025-09-01"}, None),
    "part of the other": ({"part_of": "a"}, None),
}


@pytest.mark.parametrize("case", PAIRS)
def test_one_deal_entered_twice_is_found_and_two_deals_are_not(case: str, tmp_path: Path) -> None:
    change, code = PAIRS[case]
    first = LEG | {"leg": "a", "announced": "2024-07-01", "start": "2025-01-01", "end": "2025-12-31"}
    doubles = found(tmp_path, DOUBLES, {"deals": [first, first | SAME | change]})
    assert [(each.code, each.row) for each in doubles] == ([(code, 3)] if code else [])


def test_an_amended_deal_entered_twice_is_found(tmp_path: Path) -> None:
    """The amendment counts, and so would a copy of it, whether or not that replaces the old row too."""
    old, new = LEG | {"leg": "a", "base_bn": 300}, LEG | {"leg": "b", "base_bn": 250, "replaces": "a"}
    for copy in (LEG | {"leg": "c", "base_bn": 250}, LEG | {"leg": "c", "base_bn": 250, "replaces": "a"}):
        doubles = found(tmp_path, DOUBLES, {"deals": [old, new, copy]})
        assert [(each.code, each.row) for each in doubles] == [("probable-duplicate", 4)]


def test_an_amendment_that_keeps_the_amount_is_no_double(tmp_path: Path) -> None:
    old = LEG | {"leg": "a", "base_bn": 300}
    assert not found(tmp_path, DOUBLES, {"deals": [old, old | {"leg": "b", "replaces": "a"}]})


def test_a_capacity_bought_both_ways_is_found(tmp_path: Path) -> None:
    first = LEG | {"leg": "a", "base_bn": "", "gigawatts": 6}
    doubles = found(tmp_path, DOUBLES, {"deals": [first, first | {"leg": "b", "payer": "S", "payee": "P"}]})
    assert [each.message for each in doubles] == [
        "a in row 2 has the same kind and amount, with payer and payee exchanged"
    ]


def test_quarters_of_one_amount_are_no_duplicates(tmp_path: Path) -> None:
    plan = {"company": "P", "base_bn": 25, "currency": "USD", "stage": "actual"}
    quarters = [("2024-01-01", "2024-03-31"), ("2024-04-01", "2024-06-30"), ("2024-07-01", "2024-09-30")]
    plans = [plan | {"plan": f"q{at}", "start": start, "end": end} for at, (start, end) in enumerate(quarters)]
    again = plans[1] | {"plan": "again"}
    assert [each.row for each in found(tmp_path, DOUBLES, {"deals": [], "capex_plans": [*plans, again]})] == [5]
