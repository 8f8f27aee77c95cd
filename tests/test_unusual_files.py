"""Sound files are read however unusual they are; an odd cell is reported at its place; only damaged files are called
damaged."""

from __future__ import annotations

import os
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from model.errors import CannotRun
from model.inputs import load
from model.reports.marked import marked_copy
from tests.strategies import REQUIRED, csv_text, valid_tables, write_folder, write_workbook
from tests.test_tables_workbook import adding, places, replacing, rewritten

pytestmark = pytest.mark.usefixtures("tables_typed_once")

Change = Callable[[str, bytes], Iterator[tuple[str, bytes]]]
STYLES, MAIN = "xl/styles.xml", "xl/workbook.xml"
SOURCES = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workbook(tmp_path_factory.mktemp("unusual") / "i.xlsx", valid_tables())


def renaming(old: str, new: str) -> Change:
    """All parts of a name, and whatever names them, under another one."""

    def change(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        short, long = old.rpartition("/")[2].encode(), new.rpartition("/")[2].encode()
        around = name.replace(old, new).replace(short.decode() + ".rels", long.decode() + ".rels")
        yield around, content.replace(short, long) if name.endswith((".rels", "Types].xml")) else content

    return change


def spelt(how: Callable[[str], str]) -> Change:
    def change(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        yield how(name), content

    return change


def without(part: str) -> Change:
    def change(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        if name != part:
            yield name, content

    return change


def after_cells(xml: bytes) -> Change:
    return replacing(SOURCES, b"</sheetData>", b"</sheetData>" + xml)


READ: dict[str, Change] = {
    "a blank fill": replacing(STYLES, b"</fills>", b"<fill/></fills>"),
    "a colour of three digits": replacing(
        STYLES, b"</fills>", b'<fill><patternFill><fgColor rgb="FFF"/><extLst/></patternFill></fill></fills>'
    ),
    "a font of another family": replacing(STYLES, b"</fonts>", b'<font><family val="15"/></font></fonts>'),
    "a number format without a number": replacing(STYLES, b'numFmtId="0"', b'numFmtId=""'),
    "no part of styles": without(STYLES),
    "no theme": without("xl/theme/theme1.xml"),
    "another name of the workbook": renaming("xl/workbook.xml", "xl/workbook22.xml"),
    "a name that does not end in xml": renaming("xl/workbook.xml", "xl/main.data"),
    "content types in small letters": spelt(str.lower),
    "backslashes in names": spelt(lambda name: name.replace("/", "\\")),
    "slashes in front": spelt(lambda name: name if name.startswith("[") else f"/{name}"),
    "a merged column beside": after_cells(b'<mergeCells><mergeCell ref="Z:Z"/></mergeCells>'),
    "merged rows far below": after_cells(b'<mergeCells><mergeCell ref="9000:9999"/></mergeCells>'),
    "a merged range that is gone": after_cells(b'<mergeCells><mergeCell ref="#REF!"/><mergeCell/></mergeCells>'),
    "a linked column": after_cells(b'<hyperlinks><hyperlink ref="A:A" location="x"/></hyperlinks>'),
    "a link of a range that is gone": after_cells(b'<hyperlinks><hyperlink ref="#REF!" location="x"/></hyperlinks>'),
    "a height that is no number": replacing(SOURCES, b'<row r="2"', b'<row r="2" ht="auto"'),
    "a width that is no number": replacing(
        SOURCES, b"<sheetData>", b'<cols><col min="1" max="1" width="wide"/></cols><sheetData>'
    ),
    "a sheet that leads nowhere": replacing(MAIN, b"</sheets>", b'<sheet name="ghost" sheetId="99"/></sheets>'),
    "a name of no sheet": replacing(
        MAIN, b"</sheets>", b'</sheets><definedNames><definedName name="x" localSheetId="77"/></definedNames>'
    ),
    "a picture with a document type": adding(("xl/media/image1.svg", b'<!DOCTYPE svg PUBLIC "a" "b"><svg/>')),
}


@pytest.mark.parametrize("case", READ)
def test_what_is_only_unusual_is_read(case: str, path: Path) -> None:
    assert places(load(rewritten(path, READ[case]), REQUIRED)) == []


def cell(xml: bytes) -> Change:
    """The title of the first source as something else."""

    def change(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        if name == SOURCES:
            before, _, rest = content.partition(b'<c r="B2"')
            content = before + xml + rest.partition(b"</c>")[2]
        yield name, content

    return change


def usual(attributes: bytes) -> Change:
    return replacing(
        SOURCES, b'<sheetFormatPr baseColWidth="8" defaultRowHeight="15" />', b"<sheetFormatPr " + attributes + b"/>"
    )


AT_CELL = [("ambiguous-cell", "sources", 2, "title")]
HIDDEN = [("hidden-rows", "sources", 2, None)]
FOUND: dict[str, tuple[Change, list[Any]]] = {
    "two values": (cell(b'<c r="B2"><v>300</v><v>9</v></c>'), AT_CELL),
    "a shared text before the first": (cell(b'<c r="B2" t="s"><v>-1</v></c>'), AT_CELL),
    "a shared text after the last": (cell(b'<c r="B2" t="s"><v>99999</v></c>'), AT_CELL),
    "a number that is none": (cell(b'<c r="B2"><v>soon</v></c>'), AT_CELL),
    "a day that is none": (cell(b'<c r="B2" t="d"><v>soon</v></c>'), AT_CELL),
    "a truth in letters": (cell(b'<c r="B2" t="b"><v>true</v></c>'), AT_CELL),
    "a row of no height": (replacing(SOURCES, b'<row r="2"', b'<row r="2" ht="0"'), HIDDEN),
    "all rows of no height": (usual(b'zeroHeight="1"'), HIDDEN),
    "rows as high as nothing": (usual(b'defaultRowHeight="0.75"'), HIDDEN),
    "all columns of no width": (usual(b'defaultColWidth="0"'), [("hidden-rows", "sources", None, None)]),
    "a column as wide as nothing": (
        replacing(SOURCES, b"<sheetData>", b'<cols><col min="2" max="2" width="0.01"/></cols><sheetData>'),
        [("hidden-rows", "sources", None, None)],
    ),
    "a state there is not": (
        replacing(MAIN, b'state="visible"', b'state="shy"'),
        [("hidden-sheet", "sources", None, None)],
    ),
    "a column merged as a whole": (
        after_cells(b'<mergeCells><mergeCell ref="A:A"/></mergeCells>'),
        [("merged-cells", "sources", 1, None)],
    ),
}


@pytest.mark.parametrize("case", FOUND)
def test_what_is_odd_is_found_at_its_place(case: str, path: Path) -> None:
    change, expected = FOUND[case]
    found = places(load(rewritten(path, change), REQUIRED))
    assert [place for place in found if place[0] not in ("blank-cell", "error-cell")] == expected


DAMAGED: dict[str, tuple[Change, str]] = {
    "a part that is no XML": (
        replacing("docProps/core.xml", b"<", b"<<"),
        "its part docProps/core.xml is not well-formed",
    ),
    "no workbook in it": (without(MAIN), "is a zip file but not a workbook"),
    "a name that leads outside": (spelt(lambda name: name.replace("xl/theme/", "..\\")), "outside the workbook"),
    "names alike but for slashes": (adding(("xl\\workbook.xml", b"<a/>")), "two parts of the same name"),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_what_is_damaged_or_none_is_refused_by_what_it_is(case: str, path: Path) -> None:
    change, words = DAMAGED[case]
    with pytest.raises(CannotRun, match=words):
        load(rewritten(path, change), REQUIRED)


def test_a_sheet_that_passes_for_a_picture_is_refused(path: Path) -> None:
    with pytest.raises(CannotRun, match="takes a picture"):
        load(rewritten(path, renaming("xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.svg")), REQUIRED)


def test_a_copy_that_cannot_be_marked_is_said_to_be_none(path: Path) -> None:
    wide = rewritten(path, after_cells(b'<mergeCells><mergeCell ref="A:A"/></mergeCells>'))
    with pytest.raises(CannotRun, match="more than 1,000,000 cells at once, so that no copy of it can be marked"):
        marked_copy(wide, load(wide, REQUIRED))


@pytest.mark.parametrize("name", ["deals (2)", "Deals 2", "Copy of deals", "deals_old", "deals - v3", "Deal"])
def test_a_copy_of_a_table_is_named(name: str, tmp_path: Path) -> None:
    tables = valid_tables()
    if name == "Deal":
        tables["other"] = tables.pop("deals")
    loaded = load(write_workbook(tmp_path / "i.xlsx", {**tables, name: valid_tables()["deals"]}), REQUIRED)
    first = next(each for each in loaded.findings if each.code == "unknown-table")
    assert name in first.message
    assert "deals" in str(first.suggestion)


def test_other_sheets_are_left_alone(tmp_path: Path) -> None:
    others = {name: [{"a": "1"}] for name in ("Notes", "deals summary", "Sheet1", "2025", "Copy")}
    assert load(write_workbook(tmp_path / "i.xlsx", {**valid_tables(), **others}), REQUIRED).findings == ()


TEXTS: dict[str, tuple[bytes, str]] = {
    "a web page": (b"<!DOCTYPE html>\n<html><body>\n<table></table></body></html>\n", "a web page"),
    "a table of a web page": (b"  <table><tr><td>leg</td></tr></table>", "a web page"),
    "JSON": (b'[\n {"leg": "a", "deal": "b"}\n]\n', "JSON"),
    "a JSON object": (b'{"leg": ["a"]}', "JSON"),
    "XML": (b'<?xml version="1.0"?>\n<deals/>', "XML"),
    "a PDF document": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document"),
    "a pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:a\n", "a pointer to a file"),
    "a line of commas": (b"leg,deal\n" + b"," * 1_000_001, "line 2 has more than 1,000,000 commas"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_file_of_another_kind_is_one_finding(case: str, tmp_path: Path) -> None:
    content, words = TEXTS[case]
    folder = write_folder(tmp_path / "i", valid_tables())
    (folder / "deals.csv").write_bytes(content)
    (found,) = [each for each in load(folder, REQUIRED).findings if each.table == "deals"]
    assert found.code == "not-csv"
    assert words in found.message


@pytest.mark.parametrize("again", [lambda header: header, str.upper])
def test_a_header_that_is_repeated_is_one_finding_and_the_rows_are_read(
    again: Callable[[str], str], tmp_path: Path
) -> None:
    folder = write_folder(tmp_path / "i", valid_tables())
    header, *lines = csv_text(valid_tables()["deals"]).splitlines()
    (folder / "deals.csv").write_text("\n".join([header, *lines[:2], again(header), *lines[2:]]), encoding="utf-8")
    loaded = load(folder, REQUIRED)
    assert places(loaded) == [("repeated-header", "deals", 4, None)]
    assert loaded.tables["deals"].frame.index.tolist() == [2, 3, 5, 6]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_file_whose_name_is_no_text_and_no_table_stops_nothing(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "i", valid_tables())
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.csv")).write_bytes(b"x")
    (found,) = load(folder, REQUIRED).findings
    assert found.message == "??.csv is not one of the tables and is not read"


@pytest.mark.long
def test_a_long_formula_that_many_cells_share_is_read_once(path: Path) -> None:
    """As each of 5,000 cells reads it, it would be 37 million letters."""
    text, rows = b"+".join([b"A1"] * 2_500), range(31, 5_031)
    first = b'<row r="30"><c r="B30"><f t="shared" si="0" ref="B30:B5030">%s</f></c></row>' % text
    cells = [b'<row r="%d"><c r="B%d"><f t="shared" si="0"/></c></row>' % (row, row) for row in rows]
    shared = replacing(SOURCES, b"</sheetData>", first + b"".join(cells) + b"</sheetData>")
    tracemalloc.start()
    try:
        found = load(rewritten(path, shared), REQUIRED).findings
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert {each.code for each in found} == {"totals-row"}
    assert most < 30_000_000


@pytest.mark.long
def test_a_copy_with_many_merged_cells_is_marked_soon(path: Path) -> None:
    rows = range(10, 1_610)
    text = b'<c r="%s%d" t="inlineStr"><is><t>k%d</t></is></c>'
    cells = b"".join(
        b'<row r="%d">' % row + text % (b"A", row, row) + text % (b"B", row, row) + b"</row>" for row in rows
    )
    merges = b"".join(b'<mergeCell ref="C%d:E%d"/>' % (row, row) for row in rows)
    many = rewritten(
        path, replacing(SOURCES, b"</sheetData>", cells + b"</sheetData><mergeCells>" + merges + b"</mergeCells>")
    )
    loaded, before = load(many, REQUIRED), time.process_time()
    assert len(loaded.findings) == len(rows)
    marked_copy(many, loaded)
    assert time.process_time() - before < 40  # 5 seconds; where every cell looks at every range, minutes
