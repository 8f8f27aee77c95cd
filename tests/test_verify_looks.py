"""verify notices whatever would look different to readers of a workbook, and says what it neither compares nor
knows."""

from __future__ import annotations

import importlib
import re
import subprocess
from pathlib import Path

import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from model.codes import BY_NAME, Severity
from model.reports.text import as_text
from model.reports.workbook import of_workbook
from model.verify.engines import Outcome
from model.verify.verify import Verified, verify
from model.xlsx.book import Book, cell_name
from tests.engines import libreoffice
from tests.innocent import INNOCENT, Act
from tests.opened import Opened
from tests.programs import path_of
from tests.tampering_cells import overwritten_by_its_value
from tests.tampering_looks import LOOKS, Do
from tests.tampering_structure import input_row_added, input_rows, moved_rows
from tests.tampering_unseen import UNSEEN
from tests.tiers import sampled

pytestmark = pytest.mark.usefixtures("tables_typed_once", "built_anew_once", "without_engines")
ALL = (*LOOKS, *UNSEEN)
KINDS = [pytest.param(code, do, id=name) for name, code, do in ALL]


@pytest.fixture
def without_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    """What engines compute is no matter of looks."""

    def as_stored(engine: str, _: bytes, book: Book) -> Outcome:
        places = ((sheet, spot) for sheet in book.sheets.values() for spot in sheet.formulas if spot in sheet.values)
        return Outcome(engine, {(sheet.name, spot): sheet.values[spot] for sheet, spot in places})

    monkeypatch.setattr(importlib.import_module("model.verify.verify"), "recompute", as_stored)


def places(verified: Verified) -> set[tuple[str, str, str]]:
    return {(each.code, each.sheet, each.cell) for each in verified.differences}


@pytest.mark.parametrize(("code", "do"), sampled(KINDS, now=40, long=3))
def test_what_readers_see_otherwise_is_named_at_its_place(
    code: str, do: Do, built_of_one_leg: Path, tmp_path: Path
) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    sheet, cell = do(opened)
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    verified = verify(tmp_path / "bad.xlsx", None)
    assert (code, sheet, cell) in places(verified), as_text(of_workbook(verified))


def test_there_are_ninety_kinds_with_names_of_their_own() -> None:
    assert len({name for name, _, _ in ALL}) == len(ALL) >= 90
    assert {code for _, code, _ in ALL} <= BY_NAME.keys()


def errors(verified: Verified) -> list[str]:
    return [f"{each.code} {each.sheet}!{each.cell}" for each in verified.differences if each.severity is Severity.ERROR]


@pytest.mark.parametrize("act", sampled([pytest.param(act, id=name) for name, act in INNOCENT], now=0, long=3))
def test_what_does_no_harm_is_no_error(act: Act, built_of_one_leg: Path, tmp_path: Path) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    act(opened)
    (tmp_path / "same.xlsx").write_bytes(opened.bytes())
    assert errors(verify(tmp_path / "same.xlsx", None)) == []


def test_nothing_of_it_is_an_error_where_all_is_done_at_once(built_of_one_leg: Path, tmp_path: Path) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    for name, act in INNOCENT:
        if not name.startswith("a sheet that") and not name.startswith("a sheet with a bar"):
            act(opened)
    (tmp_path / "same.xlsx").write_bytes(opened.bytes())
    verified = verify(tmp_path / "same.xlsx", None)
    assert errors(verified) == []
    codes = {each.code for each in verified.differences}
    assert "not-compared" not in codes, as_text(of_workbook(verified))
    assert {"decimals-changed", "highlight-added", "name-added", "sheet-added", "beside-model"} <= codes
    assert len(INNOCENT) >= 40


def sorted_deals(opened: Opened) -> None:
    """The deals stand the other way round, as sorting does it: their cells move, and nothing else."""
    sheet, _, numbers = input_rows(opened, "deals")
    places = dict(zip(numbers, reversed(numbers), strict=True))
    data = opened.rows(sheet)
    for row in [row for row in data if int(row.get("r", "0")) in places]:
        number = str(places[int(row.get("r", "0"))])
        row.set("r", number)
        for cell in row:
            cell.set("r", re.sub(r"\d+", number, cell.get("r", "")))
    data[:] = sorted(data, key=lambda row: int(row.get("r", "0")))


@pytest.mark.long
@pytest.mark.program("libreoffice")
def test_a_sorted_table_is_one_warning(built_small: Path, tmp_path: Path) -> None:
    opened = Opened(built_small.read_bytes())
    sorted_deals(opened)
    (tmp_path / "sorted.xlsx").write_bytes(opened.bytes())
    recomputed = libreoffice([tmp_path / "sorted.xlsx"], tmp_path)[0]
    assert [each.code for each in verify(recomputed, None).differences] == ["input-moved"]


@pytest.mark.long
@pytest.mark.program("libreoffice")
def test_a_sorted_table_with_an_edit_is_one_warning_and_one_edit(built_small: Path, tmp_path: Path) -> None:
    opened = Opened(built_small.read_bytes())
    sorted_deals(opened)
    opened.put(*opened.input_where("deals", "base_bn"), 77.0)
    (tmp_path / "sorted.xlsx").write_bytes(opened.bytes())
    recomputed = libreoffice([tmp_path / "sorted.xlsx"], tmp_path)[0]
    assert [each.code for each in verify(recomputed, None).differences] == ["input-edited", "input-moved"]
    assert len(verify(tmp_path / "sorted.xlsx", None).differences) < 40  # though nobody recomputed it


@pytest.mark.long
@pytest.mark.program("libreoffice")
def test_a_row_typed_below_a_table_is_said_first_and_its_consequences_once(built_small: Path, tmp_path: Path) -> None:
    opened = Opened(built_small.read_bytes())
    input_row_added(opened)
    (tmp_path / "longer.xlsx").write_bytes(opened.bytes())
    recomputed = libreoffice([tmp_path / "longer.xlsx"], tmp_path)[0]
    differences = verify(recomputed, None).differences
    assert {"input-added", "rebuild-needed"} <= {each.code for each in differences}
    assert len(differences) < 40


@pytest.mark.long
def test_a_row_and_a_column_inserted_are_two_findings(built_of_one_leg: Path, tmp_path: Path) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    moved_rows(opened, "Line reference", 20, 1)
    for row in opened.rows("Line reference"):
        for cell in row:
            number, column = coordinate_to_tuple(cell.get("r", "A1"))
            cell.set("r", cell_name((number, column + (column >= 3))))
    opened.put("Line reference", "C7", "Mine")
    opened.put("Line reference", "A20", "mine too")
    (tmp_path / "wider.xlsx").write_bytes(opened.bytes())
    codes = {(each.code, each.cell) for each in verify(tmp_path / "wider.xlsx", None).differences}
    assert {code for code in codes if not code[0].startswith("highlight")} == {
        ("row-added", "20:20"),
        ("column-added", "C:C"),
    }


@pytest.mark.long
def test_an_invalid_input_hides_nothing_else(built_of_one_leg: Path, tmp_path: Path) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    opened.put(*opened.input_where("deals", "base_bn"), 1.0, "0.5+0.5")
    place = overwritten_by_its_value(opened)
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    verified = verify(tmp_path / "bad.xlsx", None)
    assert ("formula-overwritten", *place) in places(verified)
    assert "input-invalid" in {each.code for each in verified.differences}
    assert verified.compared == verified.formulas


@pytest.mark.long
@pytest.mark.program("gnumeric")
def test_a_workbook_saved_by_gnumeric_is_compared_though_its_tables_are_gone(built_small: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.xlsx"
    command = [path_of("gnumeric"), "-T", "Gnumeric_Excel:xlsx2", str(built_small), str(saved)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    verified = verify(saved, None)
    assert errors(verified) == []
    assert {"tables-lost", "shading-lost"} <= {each.code for each in verified.differences}
    assert "not-compared" not in {each.code for each in verified.differences}
    assert verified.compared
