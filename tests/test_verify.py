"""tieout verify: every kind of tampering is found and named at its place; nothing unchanged is reported."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from model.codes import BY_NAME, Severity
from model.expression.values import Selected
from model.pipeline import build
from model.reports.data import as_json
from model.reports.text import as_text
from model.reports.workbook import of_workbook
from model.verify import inputs as input_tables
from model.verify import verify as story
from model.verify.verify import Verified, verify
from model.xlsx.book import cell_name
from model.xlsx.reader import read_book
from tests.conftest import SHIPPED, SMALL
from tests.engines import libreoffice
from tests.harness import write_tables
from tests.opened import NS, Opened
from tests.tampering import TAMPERINGS, Tampering, tampered
from tests.tampering_structure import selector_sheet
from tests.test_cli import tieout
from tests.tiers import sampled

# Every run tries an overwritten formula on the command line, and in test_row_order an edited amount.
KINDS = [pytest.param(each, id=each.name) for each in TAMPERINGS]
# What LibreOffice recomputes once they are done.
RECOMPUTED = ("a product made a sum", "an input amount edited")
LEG = {"leg": "a", "payer": "P", "payee": "S", "base_bn": 1, "currency": "USD", "start": "2025-01-01"}
ONE_LEG: dict[str, list[dict[str, Any]]] = {
    "deals": [LEG | {"gigawatts": 1}],  # a warning says that a gigawatt costs more
    "companies": [{"company": name, "note": f"company {name}"} for name in ("P", "S", "T")],
    "sources": [{"source": "s1", "published": "2025-01-02"}],
    "relations": [{"company": "S", "relation": "supplier", "counterparty": name} for name in ("P", "T")],
}

pytestmark = pytest.mark.usefixtures("tables_typed_once", "built_anew_once")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of a single leg, in which there is what tampering looks for; verify is soon through with them."""
    return write_tables(tmp_path_factory.mktemp("good") / "tables", ONE_LEG)


@pytest.fixture(scope="module")
def good(tables: Path) -> Path:
    path = tables.with_name("good.xlsx")
    build(tables, path)
    return path


@pytest.fixture(scope="module")
def resaved(good: Path, built_shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The good workbook, the shipped one and two that were tampered with, by name, opened and saved in LibreOffice."""
    folder = tmp_path_factory.mktemp("resaved")
    for kind in RECOMPUTED:
        tampered(good, kind_called(kind), folder / f"{kind}.xlsx")
    for name, path in (("good", good), ("shipped", built_shipped)):
        shutil.copy(path, folder / f"{name}.xlsx")
    saved = libreoffice(sorted(folder.glob("*.xlsx")), folder)
    return {path.stem: path for path in saved}


@pytest.fixture
def inputs(tables: Path, tmp_path: Path) -> Path:
    """The tables of the good workbook, to change."""
    return Path(shutil.copytree(tables, tmp_path / "inputs"))


def kind_called(name: str) -> Tampering:
    return next(each for each in TAMPERINGS if each.name == name)


def found(verified: Verified) -> set[tuple[str, str, str]]:
    return {(each.code, each.sheet, each.cell) for each in verified.differences}


def refuted(good: Path, tampering: Tampering, inputs: Path) -> None:
    bad = inputs.with_name("bad.xlsx")
    sheet, cell = tampered(good, tampering, bad)
    verified = verify(bad, inputs if tampering.needs_inputs else None)
    assert (tampering.code, sheet, cell) in found(verified), as_text(of_workbook(verified))


@pytest.mark.parametrize("tampering", sampled(KINDS, now=0, long=4))
def test_tampering_is_found_and_named_at_its_place(tampering: Tampering, good: Path, inputs: Path) -> None:
    refuted(good, tampering, inputs)


@pytest.mark.exhaustive
@pytest.mark.parametrize("tampering", KINDS)
def test_tampering_is_found_in_the_shipped_workbook(tampering: Tampering, built_shipped: Path, tmp_path: Path) -> None:
    refuted(built_shipped, tampering, Path(shutil.copytree(SHIPPED, tmp_path / "inputs")))


@pytest.mark.program("libreoffice")
@pytest.mark.parametrize("tampering", sampled(KINDS, now=0, long=24))
def test_tampering_is_found_in_a_file_saved_by_libreoffice(
    tampering: Tampering, resaved: Mapping[str, Path], inputs: Path
) -> None:
    refuted(resaved["good"], tampering, inputs)


def test_kinds_have_names_of_their_own_and_codes_that_there_are() -> None:
    assert len({each.name for each in TAMPERINGS}) == len(TAMPERINGS)
    assert {each.code for each in TAMPERINGS} <= BY_NAME.keys()


@pytest.mark.long
def test_nothing_is_found_in_an_untouched_workbook(built_shipped: Path) -> None:
    verified = verify(built_shipped, SHIPPED)
    assert verified.differences == ()
    assert [(each.engine, each.values is not None, each.transcribed) for each in verified.outcomes] == [
        ("ironcalc", True, False)
    ]
    assert verified.compared == verified.formulas > 1000


@pytest.mark.long
@pytest.mark.program("libreoffice")
def test_every_engine_finds_nothing_after_opening_and_saving_in_libreoffice(resaved: Mapping[str, Path]) -> None:
    verified = verify(resaved["shipped"], SHIPPED, "all")
    assert verified.differences == ()
    assert {each.engine: each.transcribed for each in verified.outcomes} == {
        "ironcalc": False,
        "formualizer": False,
        "libreoffice": False,
    }


@pytest.mark.long
@pytest.mark.program("libreoffice")
def test_every_engine_confirms_the_untouched_workbook(good: Path, inputs: Path) -> None:
    verified = verify(good, inputs, "all")
    assert verified.differences == ()
    assert {each.engine for each in verified.outcomes} == {"ironcalc", "formualizer", "libreoffice"}


@pytest.mark.parametrize("case", sampled(["low", "high"], now=0, long=2))
def test_every_case_of_other_tables_is_clean(case: str, tmp_path: Path) -> None:
    build(SMALL, tmp_path / "small.xlsx", Selected(case))  # type: ignore[arg-type]
    verified = verify(tmp_path / "small.xlsx", SMALL)
    assert (verified.differences, verified.case) == ((), case)


@pytest.mark.long
def test_a_workbook_built_from_a_workbook_is_clean(good: Path, tmp_path: Path) -> None:
    build(good, tmp_path / "second.xlsx")
    assert verify(tmp_path / "second.xlsx", good).differences == ()


@pytest.mark.long
def test_a_file_without_stored_values_is_one_finding(good: Path, inputs: Path, tmp_path: Path) -> None:
    openpyxl.load_workbook(good).save(tmp_path / "saved.xlsx")
    assert found(verify(tmp_path / "saved.xlsx", inputs)) == {("values-missing", "", "")}


@pytest.mark.long
def test_an_input_that_breaks_a_rule_is_not_buried_where_no_values_are_stored(good: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(good)
    book["deals"]["D7"] = "Nobody"
    book.save(tmp_path / "saved.xlsx")
    verified = verify(tmp_path / "saved.xlsx", None)
    assert [each.code for each in verified.differences] == ["input-invalid", "values-missing"]
    assert verified.compared == verified.formulas  # with what the tables held at the build


@pytest.mark.long
def test_a_formula_that_reads_as_before_but_means_other_cells_is_explained(good: Path, tmp_path: Path) -> None:
    """openpyxl deletes rows without touching the formulas that name the rows below."""
    book = openpyxl.load_workbook(good)
    book["Legs"].delete_rows(10)
    book.save(tmp_path / "deleted.xlsx")
    differences = verify(tmp_path / "deleted.xlsx", None).differences
    assert any(re.search("reads? as before", difference.message) for difference in differences)
    assert not [each for each in differences if each.expected is not None and each.expected == each.found]


@pytest.mark.long
@pytest.mark.program("libreoffice")
def test_what_is_left_of_large_sums_that_cancel_is_no_difference(tmp_path: Path) -> None:
    """Amounts of quadrillions: each engine adds in its own order, and what is left differs far above 1e-12."""
    inputs = Path(shutil.copytree(SHIPPED, tmp_path / "inputs"))
    for path in inputs.glob("*.csv"):
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        for name in (str(name) for name in table.columns if str(name).endswith("_bn")):
            table[name] = [f"{float(text) * 1000.7:.12g}" if text else "" for text in table[name]]
        table.to_csv(path, index=False)
    build(inputs, tmp_path / "large.xlsx")
    assert verify(tmp_path / "large.xlsx", inputs, "all").differences == ()


@pytest.mark.program("libreoffice")
@pytest.mark.long
def test_values_that_follow_from_a_change_are_told_from_wrong_ones(
    good: Path, resaved: Mapping[str, Path], inputs: Path, tmp_path: Path
) -> None:
    """A formula changed and the file recomputed by LibreOffice: one cause, and consequences named as such."""
    sheet, cell = tampered(good, kind_called("a product made a sum"), tmp_path / "bad.xlsx")
    verified = verify(resaved["a product made a sum"], inputs)
    codes = {each.code for each in verified.differences}
    assert ("formula-changed", sheet, cell) in found(verified)
    assert "value-wrong" not in codes


@pytest.mark.program("libreoffice")
@pytest.mark.long
def test_an_edited_input_is_consistent_where_everything_was_recomputed(
    good: Path, resaved: Mapping[str, Path], inputs: Path, tmp_path: Path
) -> None:
    sheet, cell = tampered(good, kind_called("an input amount edited"), tmp_path / "edited.xlsx")
    recomputed = resaved["an input amount edited"]
    verified = verify(recomputed, inputs)
    assert ("input-edited", sheet, cell) in found(verified)
    assert {each.code for each in verified.differences} <= {"input-edited", "check-fails", "value-changed-upstream"}
    edited = next(each for each in verified.differences if each.cell == cell)
    assert "→ 123.25" in edited.message
    without = verify(recomputed, None)
    assert "input-edited" in {each.code for each in without.differences}


@pytest.mark.long
def test_inputs_that_moved_on_are_told_from_an_edited_workbook(good: Path, inputs: Path) -> None:
    notes = inputs / "companies.csv"
    notes.write_text(notes.read_text(encoding="utf-8").replace("company S", "a supplier"), encoding="utf-8")
    codes = {each.code for each in verify(good, inputs).differences}
    assert "inputs-newer" in codes
    assert "input-edited" not in codes


@pytest.mark.long
def test_inputs_saved_with_other_line_ends_are_a_warning(good: Path, inputs: Path) -> None:
    deals = inputs / "deals.csv"
    deals.write_bytes(deals.read_bytes().replace(b"\r\n", b"\n"))
    assert [each.code for each in verify(good, inputs).differences] == ["input-file-differs"]


@pytest.mark.long
def test_a_row_added_to_a_table_is_named_and_asks_for_a_rebuild(tables: Path, inputs: Path, tmp_path: Path) -> None:
    with (inputs / "companies.csv").open("a", encoding="utf-8") as file:
        file.write("Newcomer,company,,,,,\n")
    build(inputs, tmp_path / "grown.xlsx")
    verified = verify(tmp_path / "grown.xlsx", tables)
    assert any(each.code == "inputs-newer" and "Newcomer" in each.message for each in verified.differences)
    opened = Opened((tmp_path / "grown.xlsx").read_bytes())
    sheet, cell = opened.input_where("companies", "company")
    opened.put(sheet, cell, "Renamed Inc.")
    (tmp_path / "edited.xlsx").write_bytes(opened.bytes())
    codes = {each.code for each in verify(tmp_path / "edited.xlsx", inputs).differences}
    assert codes & {"input-invalid", "input-added"}


@pytest.mark.long
def test_a_selector_that_says_nothing_known_is_named_and_base_is_compared_with(good: Path, tmp_path: Path) -> None:
    opened = Opened(good.read_bytes())
    place = selector_sheet(opened)
    opened.put(*place, "rosy")
    (tmp_path / "rosy.xlsx").write_bytes(opened.bytes())
    verified = verify(tmp_path / "rosy.xlsx", None)
    assert verified.case == ""
    assert ("text-changed", *place) in found(verified)


def with_an_edit(good: Path, path: Path) -> Opened:
    """The good workbook with one input edited, to be changed further."""
    tampered(good, kind_called("an input amount edited"), path)
    return Opened(path.read_bytes())


@pytest.mark.long
@pytest.mark.parametrize("value", ["much", "123.5"])
def test_a_table_as_built_that_was_overwritten_is_named_beside_the_edit(value: str, good: Path, tmp_path: Path) -> None:
    """What was read no longer has the digest of the build: no edit is counted against it."""
    opened = with_an_edit(good, tmp_path / "edited.xlsx")
    built = opened.book.sheets["As built"]
    spot = next(spot for spot, held in built.values.items() if isinstance(held, float) and spot not in built.formulas)
    opened.put("As built", cell_name(spot), value)
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    differences = found(verify(tmp_path / "bad.xlsx", None))
    assert {sheet for _, sheet, cell in differences if cell == cell_name(spot)} == {"As built"}
    assert "input-edited" in {code for code, _, _ in differences}


@pytest.mark.long
@pytest.mark.parametrize("name", ["Checks", "As built"])
def test_a_workbook_without_its_record_is_compared_all_the_same(name: str, good: Path, tmp_path: Path) -> None:
    opened = with_an_edit(good, tmp_path / "edited.xlsx")
    opened.put(name, "A1", "Mine")
    next(node for node in opened.workbook.iter(f"{NS}sheet") if node.get("name") == name).set("name", "Mine")
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    codes = {code for code, _, _ in found(verify(tmp_path / "bad.xlsx", None))}
    assert {"sheet-missing", "sheet-added"} <= codes
    assert ("record-missing" in codes) is (name == "Checks")


@pytest.mark.long
def test_many_edits_of_a_table_are_counted(
    good: Path, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(input_tables, "MOST_NAMED", 1)
    opened = Opened(good.read_bytes())
    for skip in range(3):
        opened.put(*opened.input_where("companies", "note", skip), f"note {skip}")
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    messages = [d.message for d in verify(tmp_path / "bad.xlsx", inputs).differences if d.code == "input-edited"]
    assert [message for message in messages if "more edits" in message] == ["2 more edits of companies"]
    assert len(messages) == 2


@pytest.mark.long
def test_rows_of_inputs_that_are_gone_are_named_by_their_keys(good: Path, inputs: Path, tmp_path: Path) -> None:
    sheet, _ = tampered(good, kind_called("a row of inputs cleared"), tmp_path / "bad.xlsx")
    differences = verify(tmp_path / "bad.xlsx", inputs).differences
    assert "rebuild-needed" in {each.code for each in differences}
    gone = [d for d in differences if d.code == "input-removed"]
    assert [difference.sheet for difference in gone] == [sheet]
    assert "is in the inputs alone" in gone[0].message


@pytest.mark.long
def test_an_input_cleared_is_named_where_another_is_invalid(good: Path, inputs: Path, tmp_path: Path) -> None:
    """The workbook's own inputs make no model, so its cells are compared with those of the inputs given."""
    tampered(good, kind_called("an input naming nobody"), tmp_path / "unknown.xlsx")
    sheet, cell = tampered(tmp_path / "unknown.xlsx", kind_called("an input cleared"), tmp_path / "both.xlsx")
    assert {("input-edited", sheet, cell)} <= found(verify(tmp_path / "both.xlsx", inputs))


@pytest.mark.long
def test_columns_hidden_far_beyond_the_cells_hide_nothing(good: Path, tmp_path: Path) -> None:
    opened = Opened(good.read_bytes())
    columns = opened.sheet("Capex").find(f"{NS}cols")
    assert columns is not None
    columns.append(ElementTree.Element(f"{NS}col", {"min": "900", "max": "910", "hidden": "1", "width": "9"}))
    opened.row("Capex", 5_000).set("hidden", "1")
    (tmp_path / "same.xlsx").write_bytes(opened.bytes())
    assert verify(tmp_path / "same.xlsx", None).differences == ()


@pytest.mark.long
@pytest.mark.parametrize(
    ("place", "content", "code"),
    [(("Capex", "A1"), ("Capex", '"Capex"'), "formula-extra"), (("deals", "H30"), (5.0, None), "value-extra")],
)
def test_what_stands_for_a_label_or_where_the_model_reads_is_an_error(
    place: tuple[str, str], content: tuple[float | str, str | None], code: str, good: Path, tmp_path: Path
) -> None:
    """A formula that shows the title, and a number below the rows of a table."""
    opened = Opened(good.read_bytes())
    opened.put(*place, *content)
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    assert (code, *place) in {
        (each.code, each.sheet, each.cell) for each in verify(tmp_path / "bad.xlsx", None).differences
    }


@pytest.mark.long
def test_of_many_differences_of_a_kind_the_text_shows_the_first(good: Path, tmp_path: Path) -> None:
    opened = Opened(good.read_bytes())
    for row in range(900, 925):
        opened.put("Capex", f"A{row}", f"extra {row}")
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    verified = verify(tmp_path / "bad.xlsx", None)
    assert {difference.code for difference in verified.differences} == {"beside-model"}
    assert "… and 5 more (--format json lists all)" in as_text(of_workbook(verified))


@pytest.mark.long
def test_another_version_is_a_warning_only(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "__version__", "99.0")
    verified = verify(good, None)
    assert [(each.code, each.severity) for each in verified.differences] == [("other-version", Severity.WARNING)]


@pytest.mark.long
def test_a_foreign_workbook_with_the_tables_has_no_record(good: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(good)
    for sheet in list(book.worksheets):
        if not sheet.tables:
            book.remove(sheet)
    for name in list(book.defined_names):
        del book.defined_names[name]
    book.save(tmp_path / "tables.xlsx")
    codes = {each.code for each in verify(tmp_path / "tables.xlsx", None).differences}
    assert {"record-missing", "sheet-missing", "name-missing"} <= codes


# the command


def test_exit_codes_and_json(built_of_one_leg: Path, tmp_path: Path) -> None:
    tampered(built_of_one_leg, TAMPERINGS[0], tmp_path / "bad.xlsx")
    done = tieout("verify", "bad.xlsx", "--format", "json", cwd=tmp_path)
    assert done.returncode == 1
    finding = json.loads(done.stdout)["findings"][0]
    assert set(finding) == {"code", "severity", "where", "message", "expected", "found", "advice"}
    assert finding["code"] == "formula-overwritten"
    assert finding["expected"].startswith("=")
    for argument in ("nowhere.xlsx", "."):
        done = tieout("verify", argument, cwd=tmp_path)
        assert (done.returncode, "Traceback" in done.stderr, bool(done.stderr)) == (2, False, True)


@pytest.mark.long
def test_a_clean_workbook_exits_with_0(built_of_one_leg: Path, tmp_path: Path) -> None:
    done = tieout("verify", str(built_of_one_leg), "--format", "json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["findings"] == []
    assert report["summary"]["engines"][0]["verified"] is True


@pytest.mark.long
def test_text_shows_what_was_expected_and_what_is_there(good: Path, tmp_path: Path) -> None:
    sheet, cell = tampered(good, TAMPERINGS[1], tmp_path / "bad.xlsx")
    report = of_workbook(verify(tmp_path / "bad.xlsx", None))
    text = as_text(report)
    for words in ("formula-overwritten", f"{sheet}!{cell}", "expected", "found     12345.678", "Not clean: "):
        assert words in text
    assert json.loads(as_json(report))["summary"]["errors"] == len(report.entries)


# what messages say


@pytest.mark.long
def test_a_number_stored_as_text_is_told_from_the_number(good: Path, tmp_path: Path) -> None:
    opened = Opened(good.read_bytes())
    place = opened.input_where("deals", "base_bn")
    value = opened.book.sheets[place[0]].values[coordinate_to_tuple(place[1])]
    opened.put(*place, f"{value:g}")
    (tmp_path / "text.xlsx").write_bytes(opened.bytes())
    form = next(
        each for each in verify(tmp_path / "text.xlsx", None).differences if each.code == "input-stored-as-text"
    )
    assert form.message == f'the cell contains the text "{value:g}", but the input is read as the number {value:g}'


@pytest.mark.long
def test_an_empty_text_for_a_value_is_no_missing_value(good: Path, tmp_path: Path) -> None:
    opened = Opened(good.read_bytes())
    place = opened.formula_where(lambda _, __, text, value: value == "n/d")
    opened.put(*place, "", opened.held(place)[0])
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    differences = verify(tmp_path / "bad.xlsx", None).differences
    assert [(each.code, each.cell, each.found) for each in differences] == [("value-wrong", place[1], '""')]


@pytest.mark.long
def test_nothing_is_quoted_that_the_file_does_not_hold(good: Path, tmp_path: Path) -> None:
    """A row inserted as openpyxl does, which leaves formulas, rules and links to name other cells."""
    book = openpyxl.load_workbook(good)
    book["Legs"].insert_rows(12)
    book.save(tmp_path / "inserted.xlsx")
    held = {
        f"={text}"
        for sheet in read_book("x", (tmp_path / "inserted.xlsx").read_bytes()).sheets.values()
        for text in sheet.formulas.values()
    }
    held |= {f"={text}" for text in read_book("x", (tmp_path / "inserted.xlsx").read_bytes()).names.values()}
    differences = verify(tmp_path / "inserted.xlsx", None).differences
    assert differences
    for each in differences:
        assert "None" not in f"{each.cell} {each.message}", each
        if (each.found or "").startswith("="):
            assert any(text.startswith((each.found or "").rstrip("…")) for text in held)
