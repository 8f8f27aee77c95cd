"""verify says the cause first, and once: one finding for what was done, and one that counts what follows from it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from model.pipeline import build
from model.verify.verify import Verified, verify
from tests.harness import Row, write_tables
from tests.opened import Opened

DAY = datetime.date(2031, 3, 4)
LEG = {"leg": "a", "payer": "P", "payee": "S", "base_bn": 1, "currency": "USD", "start": "2025-01-01"}

pytestmark = pytest.mark.usefixtures("tables_typed_once", "built_anew_once")


def tables(folder: Path, legs: Sequence[Row] = (LEG,), **others: Sequence[Row]) -> Path:
    """Tables of one leg, or of others."""
    return write_tables(folder, {"deals": legs, **others})


def built(folder: Path, inputs: Path, as_of: datetime.date | None = None) -> Path:
    """A workbook of these tables."""
    path = folder / "built.xlsx"
    assert build(inputs, path, as_of=as_of).summary is not None
    return path


def codes(verified: Verified) -> list[str]:
    return [each.code for each in verified.differences]


# the day of the build


@pytest.mark.long
@pytest.mark.parametrize("source", [{"published": "2024-01-05"}, {}])
def test_a_workbook_built_as_of_another_day_is_what_its_tables_say(source: Mapping[str, str], tmp_path: Path) -> None:
    """Its warnings are those of that day too: in 2031 a report of 2024 is old."""
    inputs = tables(tmp_path / "tables", sources=[{"source": "s1", **source}])
    workbook = built(tmp_path, inputs, DAY)
    assert ("stale-date" in {each.code for each in build(inputs, workbook, as_of=DAY).findings}) is bool(source)
    verified = verify(workbook, inputs)
    assert codes(verified) == []
    assert "as of 2031-03-04" in verified.inputs
    assert codes(verify(workbook, None)) == []


@pytest.mark.long
def test_a_day_edited_in_the_workbook_is_no_day_of_the_build(tmp_path: Path) -> None:
    inputs = tables(tmp_path / "tables")
    workbook = built(tmp_path, inputs)
    opened = Opened(workbook.read_bytes())
    frame = opened.book.sheets["Assumptions"].values
    row = next(row for (row, column), value in frame.items() if value == "as_of")
    for column in "CDE":
        opened.put("Assumptions", f"{column}{row}", 46387.0)
    workbook.write_bytes(opened.bytes())
    edits = [each for each in verify(workbook, inputs).differences if each.code == "input-edited"]
    assert [each.cell for each in edits] == [f"{column}{row}" for column in "CDE"]


@pytest.mark.long
def test_a_day_of_the_build_is_no_excuse_for_tables_that_were_edited_since(tmp_path: Path) -> None:
    workbook = built(tmp_path, tables(tmp_path / "tables"), DAY)
    newer = tables(tmp_path / "tables", [LEG | {"base_bn": 2}])
    differences = verify(workbook, newer).differences
    assert [each.message for each in differences if each.code == "inputs-newer"] == ["deals, a, base_bn: 1 → 2"]
