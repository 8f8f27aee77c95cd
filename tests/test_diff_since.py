"""What a build says of the workbook it replaces: two lines, never an error, and never a byte of the new workbook."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from model.changes import since
from model.changes.since import built_before, moved_since
from model.cli import cli
from model.inputs import load
from model.workbook.names import required_assumptions
from tests.harness import write_tables

LEG = {"leg": "a", "payer": "P", "payee": "S", "base_bn": 1, "currency": "USD", "start": "2025-01-01"}


def frames(folder: Path, amount: float) -> Mapping[str, pd.DataFrame]:
    tables = write_tables(folder / f"of {amount}", {"deals": [{**LEG, "base_bn": amount}]})
    return {name: each.frame for name, each in load(tables, required_assumptions()).tables.items()}


def test_the_same_inputs(built_of_one_leg: Path, tmp_path: Path) -> None:
    before = built_before(built_of_one_leg)
    assert moved_since(before, frames(tmp_path, 1)) == ["  since      no input changed since the last build"]


def test_an_amount_is_another(built_of_one_leg: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = built_before(built_of_one_leg), frames(tmp_path, 3.5)
    first = "  since      1 amended row in deals since the last build"
    assert moved_since(before, after) == [
        first,
        "  moved      stated commitments 1.0 → 3.5 USD bn: amended +2.5",
    ]
    monkeypatch.setattr(since, "MOST_EDITS", 0)  # of many changes the causes are left to tieout diff
    assert moved_since(before, after) == [first, "  moved      stated commitments 1.0 → 3.5 USD bn"]


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 cut off"])
def test_a_foreign_file_is_no_reason_to_speak(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "old.xlsx"
    file.write_bytes(content)
    assert built_before(file) is None
    assert moved_since(None, {}) == []


def test_a_workbook_without_as_built(two_sheets: Path, tmp_path: Path) -> None:
    assert built_before(two_sheets) is None
    assert built_before(tmp_path / "none.xlsx") is None
    assert built_before(tmp_path) is None


def test_tables_that_are_no_book_say_nothing(built_of_one_leg: Path, tmp_path: Path) -> None:
    """Somebody has cleared the sheet As built but for the headings of a table."""
    before = built_before(built_of_one_leg)
    assert before is not None
    after = frames(tmp_path, 2)
    assert (
        moved_since({**before, "deals": before["deals"].assign(status="?"), "companies": before["sources"]}, after)
        == []
    )


@pytest.mark.long
def test_a_build_says_it_and_writes_the_same_bytes(built_of_one_leg: Path, tmp_path: Path) -> None:
    tables = write_tables(tmp_path / "tables", {"deals": [{**LEG, "base_bn": 2}]})
    over, fresh = (tmp_path / name for name in ("over.xlsx", "fresh.xlsx"))
    shutil.copy(built_of_one_leg, over)
    texts = [
        CliRunner().invoke(cli, ["build", "--inputs", str(tables), "--output", str(file)], standalone_mode=False).output
        for file in (over, fresh)
    ]
    assert "moved      stated commitments 1.0 → 2.0 USD bn: amended +1.0" in texts[0]
    assert "since" not in texts[1]
    assert over.read_bytes() == fresh.read_bytes()
