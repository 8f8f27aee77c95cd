"""What verify reads of hostile or oddly saved workbooks; formulas in any spelling; rows and columns that moved."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.workbook import Workbook

from model.errors import CannotRun
from model.verify.align import align, matched
from model.verify.cells import input_cells
from model.verify.expected import target
from model.verify.findings import readable
from model.verify.names import names
from model.verify.structure import pairs, runs
from model.verify.values import NEAR_ZERO, alike, noise
from model.verify.verify import verify
from model.xlsx import book as verify_book
from model.xlsx import reader as reading
from model.xlsx import refuse as package
from model.xlsx import relations as verify_package
from model.xlsx import shared_formulas
from model.xlsx.book import Book, ErrorValue, SheetHeld, Value
from model.xlsx.formula_text import shifted
from model.xlsx.looks import looks, scale
from model.xlsx.reader import read_book
from model.xlsx.spelling import Moves, canonical, left_over, reaches_outside, seen_through
from tests.opened import MAIN, RELATIONS, Opened

pytestmark = pytest.mark.usefixtures("tables_typed_once", "built_anew_once")


@pytest.fixture(scope="module")
def good(two_sheets: Path) -> Path:
    return two_sheets


def with_rows(good: Path, rows: str) -> bytes:
    """The workbook with the cells of its first sheet replaced."""
    opened = Opened(good.read_bytes())
    part = opened.part_of(opened.names[0])
    opened.trees.pop(part, None)
    data = opened.parts[part].decode()
    opened.parts[part] = re.sub(
        r"<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>", data, flags=re.S
    ).encode()
    return opened.bytes()


def read(good: Path, rows: str) -> SheetHeld:
    return next(iter(read_book("odd.xlsx", with_rows(good, rows)).sheets.values()))


def test_every_type_of_cell_is_read(good: Path) -> None:
    sheet = read(
        good,
        '<row r="2"><c r="A2"><v>1.5</v></c><c><v>2</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c>'
        '<c t="d"><v>2000-01-02T12:00:00Z</v></c><c t="str"><f>"a"</f><v>_x0041_b</v></c>'
        '<c t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r><rPh><t>no</t></rPh></is></c></row>'
        "<row><c><v>9</v></c></row>",
    )
    assert sheet.values == {
        (2, 1): 1.5,
        (2, 2): 2.0,
        (2, 3): True,
        (2, 4): "#N/A",
        (2, 5): 36527.5,
        (2, 6): "Ab",
        (2, 7): "rich",
        (3, 1): 9.0,
    }
    assert isinstance(sheet.values[2, 4], ErrorValue)
    assert sheet.formulas == {(2, 6): '"a"'}


def test_shared_formulas_are_filled_as_programs_fill_them(good: Path) -> None:
    sheet = read(
        good,
        '<row r="2"><c r="B2"><f t="shared" si="0" ref="B2:C4">A1+$A$1+A$1+SUM(A1:$B2)+Summary!A1+name1</f></c>'
        '<c r="C2"><f t="shared" si="0"/></c></row><row r="3"><c r="B3"><f t="shared" si="0"/></c></row>'
        '<row r="4"><c r="A4"><f t="shared" si="0"/></c><c r="B4"><f t="array" ref="B4">A1:A2*2</f></c></row>',
    )
    assert sheet.formulas == {
        (2, 2): "A1+$A$1+A$1+SUM(A1:$B2)+Summary!A1+name1",
        (2, 3): "B1+$A$1+B$1+SUM(B1:$B2)+Summary!B1+name1",
        (3, 2): "A2+$A$1+A$1+SUM(A2:$B3)+Summary!A2+name1",
        (4, 1): "#REF!+$A$1+#REF!+SUM(#REF!)+#REF!+name1",
        (4, 2): "{A1:A2*2}",
    }
    assert shifted("A1048576", 1, 0) == "#REF!"


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>',
        '<row r="1"><c r="A1"><v>ten</v></c></row>',
        '<row r="1"><c r="A1"><v>1_000</v></c></row>',
        f'<row r="{"9" * 5000}"/>',
    ],
)
def test_damaged_cells_are_refused(good: Path, rows: str) -> None:
    with pytest.raises(CannotRun, match="damaged"):
        read(good, rows)


def test_shared_formulas_are_bounded(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_formulas, "MOST_SHARED_TEXT", 100)
    cells = "".join(f'<row r="{row}"><c r="A{row}"><f t="shared" si="0"/></c></row>' for row in range(2, 20))
    with pytest.raises(CannotRun, match="shared"):
        read(good, f'<row r="1"><c r="A1"><f t="shared" si="0">B1+B2+B3</f></c></row>{cells}')


NAME = '<definedName name="n">A!$A$1</definedName>'
BOMBS = [
    pytest.param(("xl/styles.xml", "</cellXfs>", '<xf numFmtId="0"/>', 600_000, "styles"), id="styles"),
    pytest.param(
        ("xl/workbook.xml", "</definedNames>", '<definedName name="n">A!$A$1</definedName>', 600_000, "styles"),
        id="names",
    ),
    pytest.param(("xl/workbook.xml", "</definedNames>", "<a>", 300, "nested"), id="depth"),
    pytest.param(
        ("xl/worksheets/sheet1.xml", "</sheetData>", "<row/>", 3_100_000, "cells"), id="rows", marks=pytest.mark.long
    ),
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_small_file_that_would_unfold_is_refused(
    bomb: tuple[str, str, str, int, str], good: Path, tmp_path: Path
) -> None:
    """Each bomb is a part, what stands after the piece, the piece, how often it stands there, and the refusal."""
    part, before, piece, times, words = bomb
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = parts[part].replace(before.encode(), piece.encode() * times + before.encode(), 1)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert len(made.getvalue()) < 2_000_000
    (tmp_path / "bomb.xlsx").write_bytes(made.getvalue())
    with pytest.raises(CannotRun, match=words) as refusal:
        verify(tmp_path / "bomb.xlsx", None)
    assert "\n" not in str(refusal.value)
    assert package.MOST_OTHERS == 500_000


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SUM(A1:A2)", "sum( a1 : a2 )"),
        ("Legs!A1", "'Legs'!A1"),
        ("_xlfn.MAXIFS(A1,B1,C1)", "MAXIFS(A1, B1, C1)"),
        ("1.0*A1", "1*A1"),
        ("IF(TRUE,1,2)", "IF(TRUE(),1,2)"),
        ("Case_Number", "case_number"),
    ],
)
def test_spellings_of_one_formula_are_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A1+A2", "A1-A2"),
        ("$A1", "A1"),
        ("SUM(A1:A2)", "SUM(A1:A3)"),
        ('"a b"', '"ab"'),
        ("A1 B1", "A1B1"),
        ("A1", "A1%"),
    ],
)
def test_formulas_that_differ_stay_different(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_references_follow_rows_that_moved() -> None:
    moves = Moves(rows={5: None, 6: 5, 7: 6}, lost_rows=frozenset())
    assert seen_through("A7+SUM($A$4:$A$7)+Other!A7", "S", {"S": moves}, {}) == "A6+SUM($A$4:$A$6)+'Other'!A7"
    gone = Moves(lost_rows=frozenset({5}))
    assert left_over("A5+SUM($A$4:$A$5)+SUM($A$5:$A$5)", "S", {"S": gone}) == "#REF!+SUM($A$4)+SUM(#REF!)"
    assert left_over("Gone!A1", "S", {"Gone": None}) == "#REF!"


def test_lines_are_matched_and_what_was_added_is_one_line() -> None:
    assert matched("abcdef", "abcdef") == ({}, frozenset())
    assert matched("abcdef", "abXdef") == ({}, frozenset())
    assert matched("abcdef", "abcXdef") == ({4: None, 5: 4, 6: 5, 7: 6}, frozenset())
    assert matched("abcdef", "abdef") == ({3: 4, 4: 5, 5: 6}, frozenset({3}))
    assert matched("abc", "abcXY") == ({}, frozenset())


def test_a_column_that_was_added_is_found() -> None:
    one = SheetHeld("S", values={(1, column): name for column, name in enumerate("abcd", start=1)})
    other = SheetHeld("S", values={(1, column): name for column, name in enumerate("abXcd", start=1)})
    assert align(one, one).none
    assert align(one, other).columns == {3: None, 4: 3, 5: 4}


@pytest.mark.parametrize(
    "formula",
    [
        'WEBSERVICE("x")',
        '_xlfn.WEBSERVICE("x")',
        '1+_XLFN.IMAGE ("x")',
        '_xlfn._xlws.FILTERXML("x","y")',
        'com.sun.star.sheet.addin.WEBSERVICE("x")',
        "[1]Sheet!A1",
        "RTD(1)",
        "cmd|' /C calc'!A0",
        "'[b.xlsx]S'!A1",
    ],
)
def test_formulas_that_reach_outside_are_known(formula: str) -> None:
    assert reaches_outside(formula)


@pytest.mark.parametrize(
    "formula", ["SUM(A1)", "_xlfn.MAXIFS(A1,B1,C1)", "_xlfn._xlws.SORT(A1)", "deals[[#This Row],[x]]", "INDEX(A1:B2,1)"]
)
def test_formulas_of_the_workbook_itself_are_not(formula: str) -> None:
    assert not reaches_outside(formula)


@pytest.mark.parametrize("endless", [float("inf"), float("-inf"), float("nan")])
def test_a_number_without_end_is_like_no_other(endless: float) -> None:
    assert not alike(endless, 1.0)
    assert not alike(1.0, endless)


def test_what_cells_may_hold_beside_values_is_passed_over(good: Path) -> None:
    sheet = read(
        good,
        '<row r="1"><c r="A1"><extLst/><v>1</v></c><c r="B1" t="inlineStr"><is><t/></is></c>'
        '<c r="C1"><f t="dataTable" ref="C1:C2"/><v>3</v></c></row>',
    )
    assert sheet.values == {(1, 1): 1.0, (1, 3): 3.0}
    assert sheet.formulas == {(1, 3): "{TABLE}"}


def test_hidden_rows_are_bounded(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_book, "MOST_RANGES", 3)
    hidden = "".join(f'<row r="{row}" hidden="1"/>' for row in range(1, 20, 2))
    with pytest.raises(CannotRun, match="hides more rows or columns than can be read"):
        read(good, hidden)


def test_rows_hidden_side_by_side_are_one_range(good: Path) -> None:
    sheet = read(good, '<row r="3" hidden="1"/><row r="4" ht="0.5"/><row r="6" hidden="1"/>')
    assert sheet.hidden_rows == [(3, 4), (6, 6)]


def test_a_workbook_that_asks_for_too_much_memory_is_refused(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(self: object) -> None:
        raise MemoryError

    monkeypatch.setattr(reading.BookReader, "book", endless)
    with pytest.raises(CannotRun, match="asks for more memory than a workbook needs"):
        read_book("big.xlsx", good.read_bytes())


def test_a_sheet_that_is_one_chart_holds_no_cells(tmp_path: Path) -> None:
    made = Workbook()
    made.create_chartsheet("Picture").add_chart(BarChart())
    made.save(tmp_path / "chart.xlsx")
    sheets = read_book("chart.xlsx", (tmp_path / "chart.xlsx").read_bytes()).sheets
    assert list(sheets) == ["Sheet", "Picture"]
    assert not list(sheets["Picture"].spots())


def test_who_saved_the_file_may_not_be_said(good: Path) -> None:
    opened = Opened(good.read_bytes())
    relations = opened.tree("_rels/.rels")
    for node in list(relations):
        if node.get("Type", "").endswith("/extended-properties"):
            relations.remove(node)
    assert read_book("good.xlsx", good.read_bytes()).saved_by
    assert read_book("bare.xlsx", opened.bytes()).saved_by == ""


def test_pictures_are_no_charts(tmp_path: Path) -> None:
    made = Workbook()
    chart = BarChart()
    chart.add_data(Reference(range_string="Sheet!$A$1:$A$3"))
    made.worksheets[0].add_chart(chart)
    made.save(tmp_path / "chart.xlsx")
    opened = Opened((tmp_path / "chart.xlsx").read_bytes())
    drawing = opened.tree("xl/drawings/_rels/drawing1.xml.rels")
    drawing.append(ElementTree.fromstring(f'<a Id="p" Type="{RELATIONS}/image" Target="../media/p.png"/>'))
    assert read_book("chart.xlsx", opened.bytes()).sheets["Sheet"].charts == ["'Sheet'!$A$1:$A$3"]


@pytest.mark.parametrize(
    ("folder", "target", "part"),
    [
        ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/worksheets", "../tables/t.xml", "xl/tables/t.xml"),
        ("xl", "/xl/a.xml", "xl/a.xml"),
        ("xl", "./a.xml", "xl/a.xml"),
        ("xl", "../../../a.xml", "a.xml"),
    ],
)
def test_the_target_of_a_relation_is_a_part(folder: str, target: str, part: str) -> None:
    assert verify_package.resolved(PurePosixPath(folder), target) == part


def test_a_formula_that_cannot_be_taken_apart_is_compared_as_it_stands() -> None:
    assert canonical('SUM("a') == 'SUM("a'
    assert canonical('SUM("a') != canonical('SUM("b')


def test_ranges_of_three_ends_and_names_do_not_move() -> None:
    assert shifted("A1:B2:C3+name1+tax+A:A", 1, 1) == "A1:B2:C3+name1+tax+B:B"


def test_every_format_of_a_rule_has_a_look_of_its_own() -> None:
    patterns = '<patternFill patternType="gray125"><fgColor theme="3"/><bgColor auto="1"/></patternFill>'
    styles = ElementTree.fromstring(
        f'<styleSheet xmlns="{MAIN}"><dxfs><dxf/>'
        "<dxf><fill><gradientFill/></fill></dxf>"
        f'<dxf><fill><patternFill patternType="none"/></fill></dxf><dxf><fill>{patterns}</fill></dxf>'
        '<dxf><font><color theme="4" tint="0.4"/></font><numFmt numFmtId="9" formatCode="0%"/></dxf>'
        "</dxfs></styleSheet>"
    )
    found = list(looks(styles).values())
    assert found == ["", "on a gradient", "", "on gray125 theme 3 auto 1", "in theme 4 tint 0.4 as 0%"]


def test_a_scale_s_points_may_be_formulas() -> None:
    rule = ElementTree.fromstring(
        f'<cfRule xmlns="{MAIN}"><colorScale>'
        '<cfvo type="formula" val="$A$1"/><cfvo type="num" val="0"/><color rgb="FFFF0000"/>'
        '<color rgb="00ff00"/></colorScale></cfRule>'
    )
    assert scale(rule) == "formula $A$1, num 0.0, FF0000, 00FF00"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Summary!$B$5", ("Summary", (5, 2))),
        ("'It''s'!$B$5", ("It's", (5, 2))),
        ("Summary!$B$5:$B$6", None),
        ("Summary!#REF!", None),
        ("Summary!nonsense", None),
        ("$B$5", None),
        ("", None),
    ],
)
def test_a_name_stands_for_one_cell_or_for_none(text: str, place: object) -> None:
    assert target(text) == place


def test_places_side_by_side_are_one_run() -> None:
    assert list(runs([2, 3, 4, 7, 9, 10])) == [(2, 4), (7, 7), (9, 10)]
    assert list(runs([])) == []


def test_ranks_do_not_blur_what_small_numbers_are_compared_with(built_of_one_leg: Path) -> None:
    """They are whole and large: a rank by the day in millionths once made errors of 0.00004 pass."""
    book = read_book("good", built_of_one_leg.read_bytes())
    place = next(
        spot
        for spot, value in book.sheets["Legs"].values.items()
        if value == 1.0 and spot in book.sheets["Legs"].formulas
    )
    usual = noise(book)
    assert usual < 10 * NEAR_ZERO
    for number, allowed in ((5e10, usual), (5e10 + 0.5, 5e-5), (1e17, 100.0)):
        book.sheets["Legs"].values[place] = number
        assert noise(book) == pytest.approx(allowed)


def test_values_are_shown_as_a_spreadsheet_shows_them() -> None:
    assert [readable(value) for value in (True, 0.1 + 0.2, "x" * 400, None)] == ["TRUE", "0.3", "x" * 299 + "…", None]


def test_only_tables_of_inputs_have_input_cells() -> None:
    sheet = SheetHeld("S", tables={"companies": ("A1:B2", ("a", "b")), "mine": ("D1:D9", ("d",))})
    assert list(input_cells(sheet)) == [(2, 1), (2, 2)]


# names of whole columns, when rows come and go


def columns_of(rows: int, names: dict[str, str]) -> Book:
    """A sheet of labelled rows from the second on, and names of two of its columns."""
    values: dict[tuple[int, int], Value] = {(1, 1): "leg"}
    values |= {(row, column): f"leg {row}" for row in range(2, rows + 2) for column in (1, 2)}
    sheets = {"Legs": SheetHeld("Legs", values=values)}
    return Book(sheets, {("", name): text for name, text in names.items()}, {}, False, "", (), (), ())


def names_of(last: int, first: int = 2) -> dict[str, str]:
    return {f"legs_{letter}": f"Legs!${letter}${first}:${letter}${last}" for letter in "ABCD"}


def with_row(book: Book, place: int) -> Book:
    """A row inserted, as programs do."""
    sheet = book.sheets["Legs"]
    sheet.values = {(row + (row >= place), column): value for (row, column), value in sheet.values.items()}
    return book


def without_row(book: Book, place: int) -> Book:
    sheet = book.sheets["Legs"]
    sheet.values = {(r - (r > place), c): value for (r, c), value in sheet.values.items() if r != place}
    return book


@pytest.mark.parametrize(
    "actual",
    [
        columns_of(9, names_of(10)),
        with_row(columns_of(9, names_of(11)), 5),
        with_row(columns_of(9, names_of(11, 3)), 2),
        with_row(columns_of(9, names_of(11)), 10),
        without_row(columns_of(9, names_of(9)), 5),
        without_row(columns_of(9, names_of(9)), 2),
        without_row(columns_of(9, names_of(9)), 10),
    ],
)
def test_names_that_grow_and_shrink_with_rows_are_as_they_were(actual: Book) -> None:
    fresh = columns_of(9, names_of(10))
    assert list(names(fresh, actual, pairs(fresh, actual))) == []


def test_names_that_all_have_other_rows_are_one_difference() -> None:
    """Such as empty rows inserted below everything, which nothing on the sheet shows."""
    fresh, actual = columns_of(9, names_of(10)), columns_of(9, names_of(15) | {"legs_D": "Legs!$E$2:$E$10"})
    differences = list(names(fresh, actual, pairs(fresh, actual)))
    assert [(each.cell, each.message) for each in differences] == [
        ("legs_A", "legs_A and 2 more names of these rows have other rows"),
        ("legs_D", "the name legs_D points elsewhere"),
    ]


def test_only_a_sheet_that_is_to_the_byte_the_same_is_not_read_again(good: Path) -> None:
    """And only among the same parts: a style may stand for something else in another file."""
    content = good.read_bytes()
    book = read_book("good.xlsx", content)
    first, *others = book.sheets
    for part, shared in ((Opened(content).part_of(first), set(others)), ("xl/styles.xml", set())):
        opened = Opened(content)
        opened.parts[part] += b"<!-- -->"
        again = read_book("changed.xlsx", opened.bytes(), like=book)
        assert {name for name in book.sheets if again.sheets[name] is book.sheets[name]} == shared
        assert again.sheets == book.sheets
