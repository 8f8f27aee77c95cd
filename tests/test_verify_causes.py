"""verify says the cause first, and once: one finding for what was done, and one that counts what follows from it."""

from __future__ import annotations

import copy
import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from model.errors import CannotRun
from model.pipeline import build
from model.start_tables import start_empty
from model.verify.verify import Verified, verify
from model.xlsx.book import box, cell_name
from tests.harness import Row, write_tables
from tests.opened import MAIN, NS, PACKAGE, RELATIONS, Opened

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


# other rows, other years


def row_below(opened: Opened, table: str, **cells: str | float) -> None:
    """A row typed below a table, which grows, as Excel lets it grow."""
    sheet = next(each for each in opened.book.sheets.values() if table in each.tables)
    ref, columns = sheet.tables[table]
    top, left, bottom, right = box(ref)
    for at, column in enumerate(columns, start=left):
        if column in cells:
            opened.put(sheet.name, cell_name((bottom + 1, at)), cells[column])
    grown = f"{cell_name((top, left))}:{cell_name((bottom + 1, right))}"
    opened.table(table).set("ref", grown)
    for node in opened.table(table).iter(f"{NS}autoFilter"):
        node.set("ref", grown)


@pytest.mark.parametrize("second", [False, pytest.param(True, marks=pytest.mark.long)])
def test_rows_added_in_a_workbook_are_one_finding_each_and_one_for_all_that_follows(
    second: bool, built_of_one_leg: Path, tmp_path: Path
) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    row_below(opened, "companies", company="Newco", kind="company")
    causes = {"input-added": 1, "rebuild-needed": 1}
    if second:
        row_below(opened, "sources", source="s2", title="a report")
        causes["input-added"] = 2
    (tmp_path / "grown.xlsx").write_bytes(opened.bytes())
    count = Counter(codes(verify(tmp_path / "grown.xlsx", None)))
    assert {code: count[code] for code in causes} == causes
    assert count - Counter(causes) == Counter(["value-stale"])  # nobody recomputed the file


@pytest.mark.long
@pytest.mark.parametrize("given", [False, True])
def test_a_year_more_is_one_finding_and_needs_a_rebuild(given: bool, tmp_path: Path) -> None:
    inputs = tables(tmp_path / "tables", [LEG | {"end": "2031-01-01"}])
    workbook = built(tmp_path, inputs)
    opened = Opened(workbook.read_bytes())
    opened.put(*opened.input_where("deals", "end"), 49000.0)  # in 2034
    workbook.write_bytes(opened.bytes())
    causes = ["input-edited", "rebuild-needed"]
    found_codes = codes(verify(workbook, inputs if given else None))
    assert found_codes[:2] == causes
    assert len(found_codes) < 20


@pytest.mark.parametrize(
    "newer",
    [
        pytest.param({"companies": [{"company": "Newco"}]}, marks=pytest.mark.long),
        pytest.param({"deals": [LEG | {"end": "2036-01-01"}]}, marks=pytest.mark.long),
        pytest.param({"deals": [LEG, LEG | {"leg": "b", "payer": "Q"}]}, marks=pytest.mark.long),
    ],
    ids=["a company", "years", "a leg and its payer"],
)
def test_tables_that_moved_on_are_all_that_is_said_of_an_old_workbook(
    newer: Mapping[str, Sequence[Row]], built_of_one_leg: Path, tmp_path: Path
) -> None:
    inputs = write_tables(tmp_path / "newer", {"deals": [LEG], **newer})
    assert set(codes(verify(built_of_one_leg, inputs))) == {"inputs-newer", "input-file-differs"}


@pytest.mark.long
def test_a_formula_overwritten_shows_beside_a_row_that_was_added(built_of_one_leg: Path, tmp_path: Path) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    row_below(opened, "companies", company="Newco", kind="company")
    place = opened.formula_where(lambda sheet, _, __, value: sheet.name == "Legs" and isinstance(value, float))
    opened.put(*place, 12345.5)
    (tmp_path / "both.xlsx").write_bytes(opened.bytes())
    differences = verify(tmp_path / "both.xlsx", None).differences
    assert ("formula-overwritten", *place) == (differences[0].code, differences[0].sheet, differences[0].cell)


@pytest.mark.long
def test_another_company_as_payer_needs_a_rebuild(tmp_path: Path) -> None:
    """As many rows as before, and one of them for a payer that pays nothing any more."""
    workbook = built(tmp_path, tables(tmp_path / "tables", companies=[{"company": "Q"}]))
    opened = Opened(workbook.read_bytes())
    opened.put(*opened.input_where("deals", "payer"), "Q")
    workbook.write_bytes(opened.bytes())
    found_codes = codes(verify(workbook, None))
    assert found_codes[:2] == ["input-edited", "rebuild-needed"]
    assert len(found_codes) == 3  # and one for the values


# values that nobody recomputed, and values that somebody wrote


@pytest.mark.long
@pytest.mark.parametrize("edit", ["input", "case"])
def test_a_value_written_by_hand_is_told_apart_from_those_that_nobody_recomputed(
    edit: str, built_of_one_leg: Path, tmp_path: Path
) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    if edit == "input":
        opened.put(*opened.input_where("deals", "base_bn"), 7.0)
    else:
        sheet, cell = opened.book.names["", "case"].replace("$", "").split("!")
        opened.put(sheet, cell, "high")
    place = opened.formula_where(lambda sheet, _, __, value: sheet.name == "Legs" and value == 1)
    opened.put(*place, 31.25, opened.held(place)[0])
    (tmp_path / "forged.xlsx").write_bytes(opened.bytes())
    differences = verify(tmp_path / "forged.xlsx", None).differences
    wrong = [each for each in differences if each.code == "value-wrong"]
    assert [(each.sheet, each.cell, each.found) for each in wrong] == [(*place, "31.25")]
    assert {each.code for each in differences} <= {"input-edited", "value-wrong", "value-stale"}
    assert Counter(each.code for each in differences)["value-stale"] == 1  # which says how many


# what says the same of many places


@pytest.mark.long
def test_days_from_another_year_are_one_finding(built_of_one_leg: Path, tmp_path: Path) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    properties = opened.workbook.find(f"{NS}workbookPr")
    assert properties is not None
    properties.set("date1904", "1")
    (tmp_path / "1904.xlsx").write_bytes(opened.bytes())
    days = verify(tmp_path / "1904.xlsx", None).differences
    assert days[0].cell == "date1904"
    assert "so that every day is another one" in days[0].message
    amount, day = opened.input_where("deals", "base_bn"), opened.input_where("deals", "start")
    opened.put(*amount, 7.0)
    before = opened.book.sheets[day[0]].values[coordinate_to_tuple(day[1])]
    assert isinstance(before, float)
    opened.put(*day, before + 7)
    (tmp_path / "edited.xlsx").write_bytes(opened.bytes())
    edits = {(each.sheet, each.cell) for each in verify(tmp_path / "edited.xlsx", None).differences}
    assert {amount, day} <= edits  # what the days do not explain is named at its cell
    assert not {amount, day} & {(each.sheet, each.cell) for each in days}


@pytest.mark.long
def test_a_sheet_that_formulas_name_in_vain_is_said_before_what_follows(built_of_one_leg: Path, tmp_path: Path) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    node = next(each for each in opened.workbook.iter(f"{NS}sheet") if each.get("name") == "Capex")
    node.set("name", "Capital")
    (tmp_path / "renamed.xlsx").write_bytes(opened.bytes())
    found_codes = codes(verify(tmp_path / "renamed.xlsx", None))
    assert found_codes[0] == "sheet-renamed"
    assert len(found_codes) < 40


@pytest.mark.long
def test_a_sheet_wrapped_in_other_markup_is_told_in_a_few_findings(built_of_one_leg: Path, tmp_path: Path) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    part = opened.part_of("Capex")
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    text = opened.parts[part].decode()
    opened.parts[part] = (
        text.replace("<sheetData>", f"<mc:AlternateContent {space}><mc:Fallback><sheetData>")
        .replace("</sheetData>", "</sheetData></mc:Fallback></mc:AlternateContent>")
        .encode()
    )
    (tmp_path / "wrapped.xlsx").write_bytes(opened.bytes())
    differences = verify(tmp_path / "wrapped.xlsx", None).differences
    assert differences[0].code == "ambiguous"
    assert "more like this" in differences[0].message
    assert len(differences) < 40


@pytest.mark.long
def test_what_is_odd_in_a_shared_text_is_told_with_the_cell_that_has_it(built_of_one_leg: Path, tmp_path: Path) -> None:
    """One text of the Summary as spreadsheets store it: apart, and in two runs."""
    opened = Opened(built_of_one_leg.read_bytes())
    sheet, cell = "Summary", "A1"
    node = opened.cell(sheet, cell)
    text = opened.book.sheets[sheet].values[1, 1]
    node.set("t", "s")
    node[:] = [ElementTree.fromstring(f'<v xmlns="{MAIN}">1</v>')]
    runs = f"<si><t>another</t></si><si><r><t>{text}</t></r><r><t></t></r></si>"
    opened.add_part("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{runs}</sst>', "sharedStrings")
    relation = {"Id": "texts", "Type": f"{RELATIONS}/sharedStrings", "Target": "sharedStrings.xml"}
    ElementTree.SubElement(opened.tree("xl/_rels/workbook.xml.rels"), f"{{{PACKAGE}}}Relationship", relation)
    (tmp_path / "runs.xlsx").write_bytes(opened.bytes())
    assert [(each.code, each.sheet, each.cell) for each in verify(tmp_path / "runs.xlsx", None).differences] == [
        ("not-compared", sheet, cell)
    ]


# what is found at the build, and what holds no model


@pytest.mark.long
@pytest.mark.parametrize(("column", "value"), [("status", "cancelled"), ("status", "non_binding")])
def test_loops_found_at_the_build_stay_where_a_leg_is_edited(column: str, value: str, tmp_path: Path) -> None:
    legs = [LEG | {"leg": f"{payer}{payee}", "payer": payer, "payee": payee} for payer, payee in ("PQ", "QR", "RP")]
    workbook = built(tmp_path, tables(tmp_path / "tables", legs))
    opened = Opened(workbook.read_bytes())
    opened.put(*opened.input_where("deals", column), value)
    workbook.write_bytes(opened.bytes())
    found_codes = set(codes(verify(workbook, None)))
    assert found_codes <= {"input-edited", "value-stale", "check-fails"}
    assert "input-edited" in found_codes


def test_tables_without_a_model_are_not_verified(tmp_path: Path) -> None:
    start_empty(tmp_path / "tables.xlsx", DAY)
    with pytest.raises(CannotRun, match=r"no model yet.*tieout validate --inputs .*tables\.xlsx"):
        verify(tmp_path / "tables.xlsx", None)


# charts of somebody's own


def second_chart(opened: Opened, **by: int) -> str:
    """The first chart of a sheet drawn once more, that many rows or columns further."""
    sheet = next(each for each in opened.book.sheets.values() if each.frames)
    part = next(
        name
        for name in sorted(opened.parts)
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name) and len(opened.tree(name)) == len(sheet.frames)
    )
    anchor = copy.deepcopy(opened.tree(part)[0])
    for node in anchor.iter():
        axis = node.tag.rpartition("}")[2]
        if axis in by:
            node.text = str(int(node.text or "0") + by[axis])
    opened.tree(part).append(anchor)
    return sheet.name


@pytest.mark.parametrize(
    ("by", "code"),
    [
        ({"col": 20}, "chart-added"),
        pytest.param({}, "chart-changed", marks=pytest.mark.long),  # over the model's own chart
        pytest.param({"row": -14}, "chart-changed", marks=pytest.mark.long),  # over figures
    ],
)
def test_a_chart_of_ones_own_is_a_warning_unless_it_covers_ours(
    by: Mapping[str, int], code: str, built_of_one_leg: Path, tmp_path: Path
) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    sheet = second_chart(opened, **by)
    (tmp_path / "drawn.xlsx").write_bytes(opened.bytes())
    found_places = {(each.code, each.sheet) for each in verify(tmp_path / "drawn.xlsx", None).differences}
    assert (code, sheet) in found_places
    assert ("chart-changed" in {each for each, _ in found_places}) is (code == "chart-changed")
