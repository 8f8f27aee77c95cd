"""Parts and amendments of legs are sound: no circles, a single line of versions, and only parts that their wholes
allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.inputs import load
from tests.strategies import csv_text

pytestmark = pytest.mark.usefixtures("tables_typed_once")

Rows = list[dict[str, str]]
COLUMNS = (
    *("leg", "deal", "announced", "payer", "payee", "kind", "base_bn", "currency", "gigawatts", "status", "part_of"),
    *("replaces", "sources", "locator", "qualifier"),
)
COMPANIES: Rows = [
    {"company": name, "kind": "company", "parent": parent}
    for name, parent in (("Acme", ""), ("Globex", ""), ("Child", "Acme"), ("Grandchild", "Child"), ("Bank", ""))
] + [{"company": "Venture", "kind": "joint_venture", "parent": ""}]
LEG = {"payer": "Acme", "payee": "Globex", "kind": "purchase", "base_bn": "10", "currency": "USD", "status": "signed"}


def leg(name: str, **cells: str) -> dict[str, str]:
    """A row of deals; announced is a day of January 1999."""
    row = dict.fromkeys(COLUMNS, "") | LEG | {"leg": name, "deal": "D", "sources": "s1", "locator": "p1"} | cells
    return row | {"announced": f"1999-01-{int(row['announced']):02}" if row["announced"] else ""}


def findings(folder: Path, deals: Rows, companies: Rows = COMPANIES) -> list[tuple[str, str, str]]:
    """Code, key of the row and column of every finding but those of plain double rows."""
    tables: dict[str, Rows] = {
        "sources": [{"source": "s1", "title": "A report", "published": "1999-01-20"}],
        "companies": companies,
        "deals": deals,
        "relations": [
            {"company": "Bank", "relation": "partner", "counterparty": "Venture", "sources": "s1", "locator": "p1"}
        ],
    }
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text(csv_text(rows))
    loaded = load(folder, ())
    keys = {
        (name, row): key for name in ("deals", "companies") for row, key in loaded.tables[name].frame.iloc[:, 0].items()
    }
    return [
        (each.code, keys[each.table, each.row], str(each.column))
        for each in loaded.findings
        if each.table in ("deals", "companies") and each.row is not None and each.code != "probable-duplicate"
    ]


VENTURE = {"kind": "joint_venture", "payee": "Venture"}
CASES: dict[str, tuple[Rows, list[tuple[str, str, str]]]] = {
    "a part of its whole": ([leg("A"), leg("B", part_of="A", base_bn="4")], []),
    "part of itself": ([leg("A", part_of="A")], [("names-itself", "A", "part_of")]),
    "replaces itself": ([leg("A", replaces="A")], [("names-itself", "A", "replaces")]),
    "part of a circle": ([leg("A", part_of="B"), leg("B", part_of="A")], [("names-circle", "A", "part_of")]),
    "amendments in a circle": (
        [leg("A", replaces="B"), leg("B", replaces="X; C"), leg("C", replaces="A"), leg("X")],
        [("names-circle", "A", "replaces")],
    ),
    "a circle by way of an amendment": (
        [leg("A", part_of="B"), leg("B", part_of="C"), leg("C", replaces="A")],
        [("names-circle", "B", "part_of")],
    ),
    "part of a missing leg": ([leg("A", part_of="Z")], [("unknown-key", "A", "part_of")]),
    "replaces a missing leg": ([leg("A"), leg("B", replaces="A; Z")], [("unknown-key", "B", "replaces")]),
    "an amendment that ends a part": ([leg("A"), leg("B", part_of="A"), leg("C", replaces="B", part_of="none")], []),
    "part of another class": (
        [leg("A", kind="investment"), leg("B", part_of="A", base_bn="4")],
        [("part-class", "B", "part_of")],
    ),
    "replaces another class": (
        [leg("A", kind="investment"), leg("B", replaces="A")],
        [("replaces-class", "B", "replaces")],
    ),
    "two amendments of one day split a leg": (
        [leg("A", announced="1"), leg("B", replaces="A", announced="3"), leg("C", replaces="A", announced="3")],
        [],
    ),
    "two amendments of different days": (
        [leg("A", announced="1"), leg("B", replaces="A", announced="3"), leg("C", replaces="A", announced="4")],
        [("replaced-twice", "C", "replaces")],
    ),
    "an amendment known before what it replaces": (
        [leg("A", announced="4"), leg("B", replaces="A", announced="3")],
        [("replaces-later", "B", "replaces")],
    ),
    "an amendment of the same day": (
        [leg("A", announced="3"), leg("B", replaces="A", announced="3")],
        [],
    ),
    "an amendment dated by its source": (
        [leg("A"), leg("B", replaces="A", announced="20"), leg("C", replaces="A")],
        [],
    ),
    "a part of a leg that was split": (
        [leg("A"), leg("P", part_of="A", base_bn="4"), leg("B", replaces="A"), leg("C", replaces="A")],
        [("part-of-split", "P", "part_of")],
    ),
    "a part of one of the pieces": (
        [leg("A"), leg("P", part_of="C", base_bn="4"), leg("B", replaces="A"), leg("C", replaces="A")],
        [],
    ),
    "a piece of the leg it replaces": (
        [leg("A"), leg("B", replaces="A", part_of="A"), leg("C", replaces="A", part_of="A")],
        [],
    ),
    "a part that took the split leg from its version before": (
        [leg("A"), leg("P", part_of="A"), leg("Q", replaces="P"), leg("B", replaces="A"), leg("C", replaces="A")],
        [("part-of-split", "Q", "part_of")],
    ),
    "a part of another payer": (
        [leg("A"), leg("B", part_of="A", payer="Bank", base_bn="4")],
        [("part-payer", "B", "part_of")],
    ),
    "a part of the family": ([leg("A"), leg("B", part_of="A", payer="Grandchild", base_bn="4")], []),
    "a part of a venture's partner": (
        [leg("A", **VENTURE), leg("B", part_of="A", payer="Bank", payee="Venture", kind="joint_venture", base_bn="4")],
        [],
    ),
    "a part of a venture by the venture": (
        [leg("A", **VENTURE), leg("B", part_of="A", payer="Venture", base_bn="4")],
        [],
    ),
    "a part of a venture by a stranger": (
        [leg("A", **VENTURE), leg("B", part_of="A", payer="Globex", payee="Venture", base_bn="4")],
        [("part-payer", "B", "part_of")],
    ),
    "a part less firm": (
        [leg("A"), leg("B", part_of="A", status="non_binding", base_bn="4")],
        [("part-less-firm", "B", "status")],
    ),
    "a part more firm": ([leg("A", status="non_binding"), leg("B", part_of="A", base_bn="4")], []),
    "a part less firm by another of the family": (
        [leg("A"), leg("B", part_of="A", payer="Child", status="reported", base_bn="4")],
        [],
    ),
    "a ceiling in an amount": (
        [leg("A"), leg("B", part_of="A", qualifier="at_most", base_bn="4")],
        [("part-less-firm", "B", "qualifier")],
    ),
    "an amount in a ceiling": ([leg("A", qualifier="at_most"), leg("B", part_of="A", base_bn="4")], []),
    "a part of an overview": (
        [leg("A", status="overview"), leg("B", part_of="A", payer="Bank", status="reported", base_bn="4")],
        [],
    ),
    "a cancelled part": ([leg("A"), leg("B", part_of="A", payer="Bank", status="cancelled")], []),
    "parts above the whole": (
        [leg("A"), leg("B", part_of="A", base_bn="6"), leg("C", part_of="A", base_bn="5")],
        [("parts-exceed", "C", "part_of")],
    ),
    "parts above what the whole was amended to": (
        [leg("A", base_bn="20"), leg("B", part_of="A", base_bn="11"), leg("C", replaces="A")],
        [("parts-exceed", "B", "part_of")],
    ),
    "a part that was replaced no longer counts": (
        [leg("A"), leg("B", part_of="A", base_bn="6"), leg("C", replaces="B", base_bn="9")],
        [],
    ),
    "gigawatts above the whole": (
        [leg("A", gigawatts="1"), leg("B", part_of="A", base_bn="4", gigawatts="2")],
        [("parts-exceed", "B", "part_of")],
    ),
}


def test_a_row_replaces_three_rows_at_most(tmp_path: Path) -> None:
    deals = [*(leg(name) for name in "ABCD"), leg("E", replaces="A; B; C")]
    assert findings(tmp_path, deals) == []
    deals[-1]["replaces"] += "; D"
    assert findings(tmp_path, deals) == [("too-many-entries", "E", "replaces")]


def test_only_a_venture_is_shared(tmp_path: Path) -> None:
    assert findings(tmp_path, [leg("A", **VENTURE) | {"payer_share": "0.4"}]) == []
    assert findings(tmp_path, [leg("A") | {"payer_share": "0.4"}]) == [("share-of-no-venture", "A", "payer_share")]


@pytest.mark.parametrize("case", CASES)
def test_parts_and_amendments(case: str, tmp_path: Path) -> None:
    deals, expected = CASES[case]
    assert findings(tmp_path, deals) == expected


def test_a_chain_of_seventeen_is_too_long(tmp_path: Path) -> None:
    deals = [leg("L0"), *(leg(f"L{n}", replaces=f"L{n - 1}") for n in range(1, 19))]
    assert findings(tmp_path, deals[:17]) == []
    assert findings(tmp_path, deals) == [("chain-too-long", "L17", "replaces")]


def test_parents_run_in_no_circle(tmp_path: Path) -> None:
    companies = [{**COMPANIES[0], "parent": "Globex"}, {**COMPANIES[1], "parent": "Acme"}]
    assert findings(tmp_path, [leg("A")], companies) == [("names-circle", "Acme", "parent")]
    companies = [{**COMPANIES[0], "parent": "Acme"}, COMPANIES[1]]
    assert findings(tmp_path, [leg("A")], companies) == [("names-itself", "Acme", "parent")]
