"""The books drawn at random are valid, differ, and hold what they are drawn for."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from schemas import TABLES
from tests.drafts import quotient_off, sum_off
from tests.random_books import COINCIDENCES, book, random_book
from tests.random_rules import RULES
from tests.tiers import sampled

SEEDS = range(12)
# Assumptions stand beside the other rows of a draft.
EMPTY = (
    *("payments", "equity_stakes", "tranches", "customer_shares", "relations", "figures", "accepted"),
    "assumptions",
)

pytestmark = pytest.mark.usefixtures("tables_typed_once")


@pytest.mark.parametrize("seed", sampled(SEEDS, now=3))
def test_a_book_is_valid_and_its_checks_pass(seed: int, tmp_path: Path) -> None:
    draft, case = random_book(seed)
    assert draft.model(tmp_path / "tables", case).value("checks_master") == "PASS"


@pytest.mark.parametrize("part", sampled([*COINCIDENCES, *RULES], now=4), ids=lambda part: part.__name__)
def test_a_part_alone_is_a_book(part: object, tmp_path: Path) -> None:
    assert book(part, seed=1).model(tmp_path / "tables").value("checks_master") == "PASS"  # type: ignore[arg-type]


def test_books_of_one_seed_are_alike_and_of_two_differ() -> None:
    drafts = [random_book(seed)[0].rows for seed in SEEDS]
    assert drafts == [random_book(seed)[0].rows for seed in SEEDS]
    assert all(drafts.count(draft) == 1 for draft in drafts)


def test_tables_have_no_row_or_more_than_one_and_some_are_empty() -> None:
    books = [random_book(seed)[0].rows for seed in range(60)]
    assert all(len(rows) != 1 for tables in books for rows in tables.values())
    for table in TABLES:
        filled = sum(bool(tables.get(table.name)) for tables in books)
        assert (filled < len(books)) == (table.name in EMPTY), table.name


def test_numbers_are_off_by_a_bit() -> None:
    first, second = sum_off(Random(1))
    assert float(first) + float(second) != float(first + second)
    assert first + second == Decimal(str(first)) + Decimal(str(second))
    first, second = quotient_off(Random(1))
    assert float(first * second) / float(first) != float(second)
