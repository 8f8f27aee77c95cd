"""Some of the fuzzing in every long run, and 10,000 cases in the exhaustive runs; `python -m tests.fuzz` tries
others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from model.pipeline import check
from tests.conftest import SMALL
from tests.fuzz import run
from tests.tiers import sampled

CASES = 200  # of one test


@pytest.mark.parametrize("first", sampled(range(1_000_000, 1_010_000, CASES), now=0, long=10_000 // CASES))
def test_damaged_files_never_end_in_a_traceback(first: int) -> None:
    outcomes = run(CASES, first)
    assert min(outcomes[kind] for kind in ("read", "found wanting", "refused")) > 10


# What fuzzing has found


def test_a_group_without_a_company_is_a_finding(tmp_path: Path) -> None:
    tables = Path(shutil.copytree(SMALL, tmp_path / "tables"))
    with (tables / "companies.csv").open("a", encoding="utf-8") as file:
        file.write(",company,,Polar Three\n")
    assert "blank-cell" in {each.code for each in check(tables).findings}
