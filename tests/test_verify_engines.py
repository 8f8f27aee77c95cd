"""The engines of verify: each in a process of its own, with limits; an engine that refuses a file has confirmed
nothing."""

from __future__ import annotations

import datetime
import io
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from model.codes import Severity
from model.errors import CannotRun
from model.reports.text import as_text
from model.reports.workbook import of_workbook
from model.verify import engines, process
from model.verify import verify as story
from model.verify.verify import verify
from model.xlsx.book import Book, ErrorValue
from model.xlsx.reader import read_book
from tests.conftest import SMALL
from tests.engines import libreoffice
from tests.opened import NS, Opened
from tests.tampering import TAMPERINGS, tampered
from tests.tampering_structure import name_node, sheet_added

pytestmark = pytest.mark.usefixtures("tables_typed_once", "built_anew_once")


@pytest.fixture(scope="module")
def good(built_of_one_leg: Path) -> Path:
    return built_of_one_leg


def refuse(content: bytes, book: Book, seconds: int) -> dict[object, object]:
    raise process.Refused("it is tired")


def test_an_engine_that_refuses_confirms_nothing(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engines.RUNNERS, "ironcalc", refuse)
    verified = verify(good, None)
    assert [(each.code, each.severity) for each in verified.differences] == [("not-verified", Severity.ERROR)]
    assert "it is tired" in as_text(of_workbook(verified))
    assert verified.differences[0].message.endswith("try --engine formualizer")


@pytest.mark.long
def test_no_engine_sees_a_formula_that_reaches_outside(good: Path, tmp_path: Path) -> None:
    opened = Opened(good.read_bytes())
    opened.put(opened.names[0], "H40", 1.0, 'WEBSERVICE("http://127.0.0.1/")')
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    verified = verify(tmp_path / "bad.xlsx", None)
    assert verified.outcomes[0].values is None
    assert "not-verified" in {each.code for each in verified.differences}
    assert "beside-model" in {each.code for each in verified.differences}


@pytest.mark.parametrize(
    "formula",
    [
        '_xlfn.WEBSERVICE("http://127.0.0.1/")',
        pytest.param("[other.xlsx]Sheet1!$A$1", marks=pytest.mark.long),
        pytest.param("_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1)(2", marks=pytest.mark.long),  # nothing reads it as a formula
    ],
)
def test_a_sheet_of_ones_own_that_no_engine_takes_leaves_the_model_confirmed(
    formula: str, good: Path, tmp_path: Path
) -> None:
    opened = Opened(good.read_bytes())
    sheet_added(opened)
    opened.put("Extra", "B2", 1.0, formula)
    names = opened.workbook.find(f"{NS}definedNames")
    assert names is not None
    own = {"name": "_xlnm.Print_Area", "localSheetId": str(len(opened.names) - 1)}  # which reads it, and is its own
    ElementTree.SubElement(names, f"{NS}definedName", own).text = "Extra!$A$1:$C$9"
    (tmp_path / "own.xlsx").write_bytes(opened.bytes())
    verified = verify(tmp_path / "own.xlsx", None)
    assert [each for each in verified.differences if each.severity is Severity.ERROR] == []
    assert ("not-confirmed", "Extra") in {(each.code, each.sheet) for each in verified.differences}
    assert verified.outcomes[0].values


@pytest.mark.parametrize("reader", ["name", pytest.param("formula", marks=pytest.mark.long)])
def test_what_the_model_reads_is_no_sheet_of_ones_own(reader: str, good: Path, tmp_path: Path) -> None:
    opened = Opened(good.read_bytes())
    sheet_added(opened)
    opened.put("Extra", "B2", 1.0, '_xlfn.WEBSERVICE("http://127.0.0.1/")')
    if reader == "name":
        name_node(opened, "cost_per_gw").text = "Extra!$B$2"
    else:
        opened.put("Legs", "E9", 1.0, "'extra'!B2")
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    verified = verify(tmp_path / "bad.xlsx", None)
    assert verified.outcomes[0].values is None
    assert "not-verified" in {each.code for each in verified.differences}


@pytest.mark.long
def test_no_engine_sees_a_name_that_reaches_outside(good: Path, tmp_path: Path) -> None:
    opened = Opened(good.read_bytes())
    name_node(opened, "master_check").text = '_xlfn.WEBSERVICE("http://127.0.0.1/")'
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    verified = verify(tmp_path / "bad.xlsx", None)
    assert verified.outcomes[0].values is None
    assert "the name master_check reaches outside" in verified.outcomes[0].reason
    assert {"not-verified", "name-changed"} <= {each.code for each in verified.differences}


def test_an_engine_that_is_not_there_cannot_be_asked(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "program", lambda _: None)
    with pytest.raises(CannotRun, match="libreoffice is not installed"):
        verify(good, None, "libreoffice")


@pytest.mark.long
def test_a_wrong_value_is_found_without_any_engine(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = next(each for each in TAMPERINGS if each.name == "a stored value 1 % too high")
    sheet, cell = tampered(good, stale, tmp_path / "bad.xlsx")
    monkeypatch.setitem(engines.RUNNERS, "ironcalc", refuse)
    wrong = [each for each in verify(tmp_path / "bad.xlsx", None).differences if each.code == "value-wrong"]
    assert [(each.sheet, each.cell) for each in wrong] == [(sheet, cell)]
    assert wrong[0].message.endswith("by our own evaluation")


@pytest.mark.long
def test_an_engine_that_refuses_beside_one_that_confirms_is_a_warning(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story, "ENGINES", ("formualizer", "ironcalc"))
    monkeypatch.setitem(engines.RUNNERS, "ironcalc", refuse)
    verified = verify(good, None, "all")
    assert [(each.code, each.severity) for each in verified.differences] == [("engine-refused", Severity.WARNING)]


@pytest.mark.long
def test_without_any_engine_nothing_is_verified(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "present", lambda _: False)
    verified = verify(good, None, "all")
    assert [(each.code, each.message) for each in verified.differences] == [("not-verified", "no engine is installed")]


@pytest.mark.long
def test_an_engine_that_does_not_know_a_function_confirms_nothing(good: Path) -> None:
    opened = Opened(good.read_bytes())
    opened.put(*opened.formula_where(lambda *_: True), 1.0, "NOSUCHFUNCTION(1)")
    outcome = engines.recompute("formualizer", opened.bytes(), read_book("bad.xlsx", opened.bytes()))
    assert outcome.values is None
    assert outcome.reason == "it does not know NOSUCHFUNCTION"


@pytest.mark.program("libreoffice")
@pytest.mark.long
def test_a_transcript_may_hold_a_table_without_rows(
    built_small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table relations is empty, and no engine takes a table that reaches beyond all cells."""
    saved = libreoffice([built_small], tmp_path)[0]
    genuine, original = engines.RUNNERS["formualizer"], saved.read_bytes()

    def transcripts_only(content: bytes, book: Book, seconds: int) -> engines.Values:
        if content == original:
            raise process.Refused("it is tired")
        return genuine(content, book, seconds)

    monkeypatch.setitem(engines.RUNNERS, "formualizer", transcripts_only)
    verified = verify(saved, SMALL, "formualizer")
    assert verified.differences == ()
    assert verified.outcomes[0].transcribed


def test_an_engine_that_writes_nothing_confirms_nothing(tmp_path: Path) -> None:
    with pytest.raises(process.Refused, match="it wrote no file"):
        engines.values_of(tmp_path / "nowhere.xlsx")


@pytest.mark.long
def test_of_many_formulas_the_faster_engine_is_asked_first(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one confirms what the first leaves open."""
    monkeypatch.setattr(story, "MANY_FORMULAS", 100)
    assert [each.engine for each in verify(good, None).outcomes] == ["formualizer"]
    opened = Opened(good.read_bytes())
    opened.put(*opened.formula_where(lambda _, __, text, value: isinstance(value, float)), 1.0, "IF(0.6+0.3=0.9,1,0)")
    (tmp_path / "tie.xlsx").write_bytes(opened.bytes())
    verified = verify(tmp_path / "tie.xlsx", None)
    assert [each.engine for each in verified.outcomes] == ["formualizer", "ironcalc"]
    assert verified.outcomes[0].unsure.places
    assert "not-confirmed" not in {each.code for each in verified.differences}
    monkeypatch.setitem(engines.RUNNERS, "formualizer", refuse)
    verified = verify(good, None)
    assert [each.engine for each in verified.outcomes] == ["formualizer", "ironcalc"]
    assert [each.code for each in verified.differences] == ["engine-refused"]


@pytest.mark.long
@pytest.mark.parametrize("engine", ["ironcalc", "formualizer"])
def test_days_and_times_are_numbers_and_errors_errors(engine: str) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["A3"] = datetime.date(2024, 1, 2), datetime.datetime(2024, 1, 2, 6), "text"
    formulas = ["A1", "A2", "A2-A1", "DATE(2024,1,3)", "A1=A1", "1/0", "NA()", "A3&1", "A9", "VALUE(A3)"]
    for row, formula in enumerate(formulas, start=1):
        sheet.cell(row, 2).value = f"={formula}"
    sheet["B3"].number_format = "hh:mm"
    out = io.BytesIO()
    made.save(out)
    outcome = engines.recompute(engine, out.getvalue(), read_book("made.xlsx", out.getvalue()))
    assert outcome.values is not None, outcome.reason
    expected = [45293.0, 45293.25, 0.25, 45294.0, True, "#DIV/0!", "#N/A", "text1", 0.0, "#VALUE!"]
    assert [outcome.values["Sheet", (row, 2)] for row in range(1, 11)] == expected
    errors = [type(outcome.values["Sheet", (row, 2)]) is ErrorValue for row in range(1, 11)]
    assert errors == [each in ("#DIV/0!", "#N/A", "#VALUE!") for each in expected]


@pytest.mark.long
def test_an_engine_that_is_late_is_not_given_a_transcript(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(content: bytes, book: Book, seconds: int) -> dict[object, object]:
        raise process.Late(f"it did not finish within {seconds} seconds")

    monkeypatch.setitem(engines.RUNNERS, "ironcalc", late)
    reason = verify(good, None).outcomes[0].reason
    assert re.fullmatch(r"it did not finish within 12\d seconds", reason)


@pytest.mark.long
def test_an_error_is_named_where_inputs_are_wrong_too(good: Path, tmp_path: Path) -> None:
    """Engines alone are compared with: no fresh build is possible."""
    error, unknown = (
        next(each for each in TAMPERINGS if each.name == name) for name in ("an error stored", "an input naming nobody")
    )
    sheet, cell = tampered(good, error, tmp_path / "error.xlsx")
    tampered(tmp_path / "error.xlsx", unknown, tmp_path / "both.xlsx")
    found = {(each.code, each.sheet, each.cell) for each in verify(tmp_path / "both.xlsx", None).differences}
    assert ("error-value", sheet, cell) in found
    assert "input-invalid" in {code for code, _, _ in found}


# what is given


def test_a_file_too_large_is_not_read(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "MOST_BYTES", 1_000)
    with pytest.raises(CannotRun, match=r"good.xlsx is larger than 0 MB and is not read"):
        verify(good, None)


def test_a_file_that_may_not_be_read_is_one_sentence(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(CannotRun, match=r"good.xlsx cannot be read: Permission denied\."):
        verify(good, None)


def test_inputs_with_errors_of_their_own_cannot_be_compared_with(good: Path, tmp_path: Path) -> None:
    inputs = Path(shutil.copytree(SMALL, tmp_path / "inputs"))
    deals = inputs / "deals.csv"
    deals.write_text(deals.read_text(encoding="utf-8").replace("NOK", "XYZ"), encoding="utf-8")
    with pytest.raises(CannotRun, match=r"has \d errors; tieout validate --inputs .* lists them"):
        verify(good, inputs)
