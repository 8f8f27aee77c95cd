"""The six rules, on random books, for the independent reading."""

import random
from datetime import date
from itertools import pairwise

import pytest

from tests.reading import RUNGS, Reading, read
from tests.reading.tiny import SOURCES, TODAY, Rows, leg, payment
from tests.tiers import sampled

COMPANIES = [{"company": "Daughter", "parent": "Buyer"}]
RELATIONS = [{"company": "Partner", "relation": "partner", "counterparty": "Venture"}]
FX = [
    {"currency": "EUR", "as_of": "2024-06-01", "usd_per_unit": "1.1", "source": "press"},
    {"currency": "EUR", "as_of": "", "usd_per_unit": "1.03", "source": "press"},
]
NEARLY = 1e-7


def _amount(luck: random.Random) -> dict[str, str]:
    base = luck.randint(1, 100)
    if luck.random() < 0.3:
        return {"currency": "USD"}
    low = str(luck.randint(0, base)) if luck.random() < 0.5 else ""
    return {"currency": luck.choice(["USD", "EUR"]), "low_bn": low, "base_bn": str(base)}


def _day(luck: random.Random, first: int, last: int) -> str:
    return date(luck.randint(first, last), luck.randint(1, 12), luck.randint(1, 28)).isoformat()


def _leg(luck: random.Random, name: str, earlier: list[str]) -> dict[str, str]:
    kind, payer = luck.choice(["purchase", "joint_venture"]), luck.choice(["Buyer", "Partner", "Venture", "Daughter"])
    cells = {"kind": kind, "payer": payer, "payee": "Venture" if kind == "joint_venture" else "Acme"}
    if kind == "joint_venture":
        cells |= {"payer": "Buyer", "payer_share": luck.choice(["", "0.4", "1"])}
    if payer == "Daughter" and luck.random() < 0.5:
        cells["payee"] = "Buyer"
    if earlier and luck.random() < 0.6 and kind != "joint_venture":  # a venture inside a venture stands in no rule
        cells["part_of"] = luck.choice(earlier)
    if earlier and luck.random() < 0.2:
        cells["replaces"] = luck.choice(earlier)
    cells["status"] = luck.choice(["signed", "signed", "non_binding", "reported", "cancelled", "overview"])
    cells["qualifier"] = luck.choice(["", "", "at_most"])
    cells["gigawatts"] = str(luck.randint(1, 10)) if luck.random() < 0.4 else ""
    cells["announced"] = _day(luck, 2023, 2026) if luck.random() < 0.7 else ""
    cells["start"] = _day(luck, 2020, 2027) if luck.random() < 0.5 else ""
    cells["term_years"] = str(luck.randint(1, 12)) if luck.random() < 0.5 else ""
    cells["sources"] = luck.choice(["press", "filing"])
    return leg(name) | _amount(luck) | cells


def _payments(luck: random.Random, legs: Rows) -> Rows:
    rows = []
    for row in legs:
        for _ in range(luck.choice([0, 0, 1, 2])):
            start = _day(luck, 2020, 2028)
            end = f"{int(start[:4]) + luck.randint(1, 3)}-12-31" if luck.random() < 0.7 else ""
            rows.append(
                payment(row["leg"], start, end, str(luck.randint(1, 20)), sources=luck.choice(["press", "june"]))
            )
    return rows


def random_tables(seed: int) -> dict[str, Rows]:
    """Random deals with their payments."""
    luck = random.Random(seed)
    legs: Rows = []
    for place in range(luck.randint(1, 7)):
        legs.append(_leg(luck, f"leg{place}", [row["leg"] for row in legs]))
    return {
        "deals": legs,
        "payments": _payments(luck, legs),
        "sources": [*SOURCES, {"source": "s1", "published": "", "grade": "press"}],
        "companies": COMPANIES,
        "relations": RELATIONS,
        "fx_rates": FX,
    }


def _books(seed: int) -> list[Reading]:
    """A random book in the three cases; none if its tables contradict themselves."""
    tables = random_tables(seed)
    try:
        return [read(tables, TODAY, case, strict=False) for case in ("low", "base", "high")]
    except ValueError:
        return []


def _check_rungs(reading: Reading) -> None:
    totals = [reading.total, *reading.payers.values()]
    for rungs in (total.rungs for total in totals):
        shown = [amount for name in RUNGS[:5] if (amount := rungs[name]) is not None]
        assert all(lower <= upper + NEARLY for upper, lower in pairwise(shown))
        assert min(shown, default=0) >= -NEARLY
    for name in RUNGS[:5]:
        parts = sum(payer.rungs[name] or 0.0 for payer in reading.payers.values())
        assert parts == pytest.approx(reading.total.rungs[name] or 0.0)
    assert min(reading.bridge.values()) >= -NEARLY
    assert reading.announced - reading.bridge["double_counts"] == pytest.approx(reading.total.rungs["all_in"] or 0.0)


def _check_days(reading: Reading) -> None:
    for key, figures in reading.legs.items():
        above = reading.due(RUNGS[0], leg=key)
        for name in RUNGS[:5]:
            when = reading.due(name, leg=key)
            assert when.total == pytest.approx(figures.rungs[name] or 0.0, abs=NEARLY)
            for upper, lower in ((above.stated, when.stated), (above.assumed, when.assumed)):
                assert all(amount <= upper.get(year, 0.0) + NEARLY for year, amount in lower.items())
            above = when
            # A payment of June 2025 may stand on a leg that became known later; an undated leg was always known.
            if known := reading.tree.versions.first_known(key):
                first = min(known.year, 2025)
                assert all(year >= first for year, amount in when.assumed.items() if amount)


@pytest.mark.parametrize("start", sampled(range(0, 200, 50), now=4))
def test_the_rules_hold_for_random_books(start: int) -> None:
    """Totals are subsets, by payer, in total and by year; rows add up; nothing falls due before it was known."""
    read_books = 0
    for seed in range(start, start + 50):
        for reading in _books(seed):
            read_books += 1
            _check_rungs(reading)
            _check_days(reading)
    assert read_books > 50


def test_the_order_of_rows_changes_nothing() -> None:
    """Rows of deals reversed: the same totals."""
    for seed in range(60):
        for reading in _books(seed)[1:2]:
            tables = dict(reading.book.tables)
            tables["deals"] = list(reversed(tables["deals"]))
            turned = read(tables, TODAY, strict=False)
            for name in RUNGS:
                assert turned.total.rungs[name] == pytest.approx(reading.total.rungs[name])
