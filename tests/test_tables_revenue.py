"""Revenue periods: none counts twice, and fiscal years of whole weeks are periods like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.inputs import load
from tests.strategies import REQUIRED, valid_tables, write_folder

pytestmark = pytest.mark.usefixtures("tables_typed_once")

Period = tuple[str, str, str]
YEAR: Period = ("2024-01-01", "2024-12-31", "reported")
FIRST_HALF: Period = ("2024-01-01", "2024-06-30", "reported")
SECOND_QUARTER: Period = ("2024-04-01", "2024-06-30", "reported")
THIRD_QUARTER: Period = ("2024-07-01", "2024-09-30", "reported")


def findings(folder: Path, *periods: Period, **cells: str) -> list[tuple[str, str, int | None, str | None]]:
    """What is found when OpenAI's revenue is of these periods, from row 2 on; `cells` are of the last of them."""
    tables = valid_tables()
    first, other = tables["revenue"]
    rows = [first | dict(zip(("period_start", "period_end", "stage"), period, strict=True)) for period in periods]
    rows[-1] |= cells
    tables["revenue"] = [*rows, other]
    found = load(write_folder(folder / "inputs", tables), REQUIRED).findings
    return [(each.code, each.severity, each.row, each.column) for each in found]


def overlap(row: int, column: str = "period_start") -> list[tuple[str, str, int | None, str | None]]:
    return [("periods-overlap", "error", row, column)]


@pytest.mark.parametrize(
    "periods",
    [
        (FIRST_HALF, THIRD_QUARTER),
        (YEAR, FIRST_HALF, THIRD_QUARTER),
        (FIRST_HALF, ("2024-01-01", "2024-06-30", "projected")),
        (YEAR, ("2024-01-01", "2024-12-31", "implied")),
        (YEAR, ("2023-10-01", "2024-09-30", "reported")),
    ],
)
def test_periods_side_by_side_of_other_stages_or_within_a_year_are_sound(
    tmp_path: Path, periods: tuple[Period, ...]
) -> None:
    assert findings(tmp_path, *periods) == []


def test_shorter_periods_that_overlap_are_found_in_the_later_one(tmp_path: Path) -> None:
    assert findings(tmp_path, FIRST_HALF, SECOND_QUARTER) == overlap(3)
    assert findings(tmp_path, SECOND_QUARTER, THIRD_QUARTER, FIRST_HALF) == overlap(2)
    assert findings(tmp_path, FIRST_HALF, ("2024-06-01", "2024-11-30", "reported")) == overlap(3)


def test_a_period_amid_an_earlier_longer_one_is_found_beyond_a_shorter_one(tmp_path: Path) -> None:
    january, june = ("2024-01-01", "2024-01-31", "reported"), ("2024-06-01", "2024-06-30", "reported")
    half = ("2024-01-01", "2024-06-30", "reported")
    assert findings(tmp_path, half, january, june) == [*overlap(3), *overlap(4)]


def test_what_is_implied_counts_as_projected(tmp_path: Path) -> None:
    projected, implied = ("2025-01-01", "2025-06-30", "projected"), ("2025-04-01", "2025-06-30", "implied")
    assert findings(tmp_path, projected, implied) == overlap(3)
    years = [("2025-01-01", "2025-12-31", stage) for stage in ("projected", "implied")]
    assert findings(tmp_path, *years) == overlap(3, "period_end")


def test_two_full_years_that_end_on_one_day_are_found(tmp_path: Path) -> None:
    longer = ("2023-10-01", "2024-12-31", "reported")
    assert findings(tmp_path, YEAR, longer) == overlap(3, "period_end")


def test_a_period_without_an_amount_overlaps_nothing(tmp_path: Path) -> None:
    blank = {"low_bn": "", "base_bn": "", "high_bn": "", "currency": ""}
    assert findings(tmp_path, FIRST_HALF, SECOND_QUARTER, **blank) == []


@pytest.mark.parametrize(
    ("start", "end", "codes"),
    [
        ("2024-06-30", "2025-06-28", []),  # 52 weeks
        ("2022-01-30", "2023-02-04", []),  # 53 weeks
        ("2024-12-30", "2025-03-30", []),  # 13 weeks
        ("2024-02-01", "2024-02-29", []),
        ("2024-01-16", "2024-06-30", ["not-whole-months"]),
        ("2024-01-01", "2024-06-29", ["not-whole-months"]),
    ],
)
def test_a_period_of_neither_whole_months_nor_whole_weeks_is_warned_of(
    tmp_path: Path, start: str, end: str, codes: list[str]
) -> None:
    assert [code for code, *_ in findings(tmp_path, (start, end, "reported"))] == codes
