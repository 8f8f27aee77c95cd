"""verify sees what readers of a workbook would see otherwise, and says what it neither compares nor knows."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from model.codes import BY_NAME, Severity
from model.reports.text import as_text
from model.reports.workbook import of_workbook
from model.verify.engines import Outcome
from model.verify.verify import Verified, verify
from tests.innocent import INNOCENT, Act
from tests.opened import Opened
from tests.tampering_looks import LOOKS, Do
from tests.tiers import sampled

pytestmark = pytest.mark.usefixtures("tables_typed_once", "built_anew_once", "without_engines")
KINDS = [pytest.param(code, do, id=name) for name, code, do in LOOKS]


@pytest.fixture
def without_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    """What engines compute is no matter of looks."""

    def nothing(engine: str, *_: object) -> Outcome:
        return Outcome(engine, {})

    monkeypatch.setattr(importlib.import_module("model.verify.verify"), "recompute", nothing)


def places(verified: Verified) -> set[tuple[str, str, str]]:
    return {(each.code, each.sheet, each.cell) for each in verified.differences}


@pytest.mark.parametrize(("code", "do"), sampled(KINDS, now=24))
def test_what_readers_see_otherwise_is_named_at_its_place(
    code: str, do: Do, built_of_one_leg: Path, tmp_path: Path
) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    sheet, cell = do(opened)
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    verified = verify(tmp_path / "bad.xlsx", None)
    assert (code, sheet, cell) in places(verified), as_text(of_workbook(verified))


def test_there_are_sixty_kinds_with_names_of_their_own() -> None:
    assert len({name for name, _, _ in LOOKS}) == len(LOOKS) >= 60
    assert {code for _, code, _ in LOOKS} <= BY_NAME.keys()


def errors(verified: Verified) -> list[str]:
    return [f"{each.code} {each.sheet}!{each.cell}" for each in verified.differences if each.severity is Severity.ERROR]


@pytest.mark.parametrize("act", [pytest.param(act, id=name, marks=pytest.mark.long) for name, act in INNOCENT])
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
    assert "not-compared" not in {each.code for each in verified.differences}, as_text(of_workbook(verified))
    assert len(INNOCENT) >= 40
