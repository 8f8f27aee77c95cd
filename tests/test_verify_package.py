"""verify reads the part that programs open; what the file states twice, and what tieout did not write, is named."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from model.verify.foreign import parts
from model.verify.structure import doubts
from model.verify.verify import verify
from model.xlsx.book import Book, SheetHeld
from model.xlsx.reader import read_book
from model.xlsx.relations import OFFICE, STRICT
from tests.opened import MAIN, NS, PACKAGE, Opened

TRANSITIONAL = f"{OFFICE}/officeDocument"
X = 'xmlns:x="http://example.org/foreign"'
MICROSOFT = "http://schemas.microsoft.com/office"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"

pytestmark = pytest.mark.usefixtures("tables_typed_once", "built_anew_once")


@pytest.fixture(scope="module")
def good(two_sheets: Path) -> Path:
    return two_sheets


def found(book: Book) -> list[tuple[str, str, str]]:
    return [(each.code, each.sheet, each.cell) for each in (*doubts(book), *parts(book))]


def with_rows(good: Path, rows: str, tail: str = "") -> Book:
    """The workbook with the cells of its first sheet replaced, and something put behind them."""
    opened = Opened(good.read_bytes())
    part = opened.part_of(opened.names[0])
    opened.trees.pop(part, None)
    rows = f"<sheetData>{rows}</sheetData>{tail}"
    opened.parts[part] = re.sub(r"<sheetData>.*</sheetData>", rows, opened.parts[part].decode(), flags=re.S).encode()
    return read_book("odd.xlsx", opened.bytes())


def first(book: Book) -> SheetHeld:
    return next(iter(book.sheets.values()))


# cells: what LibreOffice and Gnumeric show of each was measured


@pytest.mark.parametrize(
    ("rows", "values", "place"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', {(1, 1): 2.0}, "A1"),
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>',
            {(1, 1): 1.0, (1, 2): 2.0},
            "1:1",
        ),
        ('<row r="1"><c r="A1"><v>300</v><v>9</v></c></row>', {(1, 1): 9.0}, "A1"),
        ('<row r="1"><c r="A3"><v>7</v></c></row>', {(3, 1): 7.0}, "A3"),
        (f'<row r="1"><c r="A1"><v>1</v></c><x:c {X} r="A1"><x:v>2</x:v></x:c></row>', {(1, 1): 1.0}, "A1"),
        (f'<row r="1"><c r="A1"><v>1</v><x:v {X}>2</x:v></c></row>', {(1, 1): 1.0}, "A1"),
        (f'<row r="1"><c r="A1"><v>3<x:b {X}>9</x:b>4</v></c></row>', {(1, 1): 34.0}, "A1"),
        (f'<x:row {X} r="5"><c r="A5"><v>2</v></c></x:row>', {}, "5"),
        ('<row r="1"><c r="A1" t="inlineStr"><v>7</v><is><t>text</t></is></c></row>', {(1, 1): "text"}, "A1"),
    ],
)
def test_a_cell_said_twice_is_read_as_programs_do_and_named(
    rows: str, values: dict[tuple[int, int], object], place: str, good: Path
) -> None:
    book = with_rows(good, rows)
    assert first(book).values == values
    assert ("ambiguous", first(book).name, place) in found(book)


def test_a_value_after_a_formula_for_the_same_cell_replaces_it(good: Path) -> None:
    book = with_rows(good, '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="A1"><v>5</v></c></row>')
    assert (first(book).formulas, first(book).values) == ({}, {(1, 1): 5.0})


def test_of_two_formulas_in_a_cell_the_last_counts(good: Path) -> None:
    book = with_rows(good, '<row r="1"><c r="A1"><f>1+1</f><f>2+2</f><v>2</v></c></row>')
    assert first(book).formulas == {(1, 1): "2+2"}
    assert found(book) == [("ambiguous", first(book).name, "A1")]


@pytest.mark.parametrize("space", [MAIN, "http://example.org/foreign"])
def test_what_an_extension_calls_a_cell_is_none(space: str, good: Path) -> None:
    row = f'<y:row xmlns:y="{space}" r="1"><y:c r="A1"><y:v>9</y:v></y:c></y:row>'
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    book = with_rows(good, rows, f'<extLst><ext uri="u">{row}</ext></extLst>')
    assert first(book).values == {(1, 1): 1.0}
    assert ("ambiguous", first(book).name, "A1") in found(book)


def test_a_control_s_place_is_no_row_of_the_sheet(good: Path) -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    book = with_rows(good, "", f'<controls><from xmlns:d="{drawing}"><d:row>1</d:row></from></controls>')
    assert found(book) == []


def shared(*cells: str) -> str:
    return "".join(f'<row r="{row}"><c r="A{row}">{cell}<v>1</v></c></row>' for row, cell in enumerate(cells, start=1))


MASTER = '<f t="shared" si="0" ref="A1:A3">SUM(B1,C1)</f>'


@pytest.mark.parametrize(
    ("cells", "formulas", "places"),
    [
        ([MASTER, '<f t="shared" si="0"/>'], ["SUM(B1,C1)", "SUM(B2,C2)"], []),
        ([MASTER, '<f t="shared" si="0">sum( B2, C2 )</f>'], ["SUM(B1,C1)", "SUM(B2,C2)"], []),
        ([MASTER, '<f t="shared" si="0">20+2</f>'], ["SUM(B1,C1)", "SUM(B2,C2)"], ["A2"]),
        (['<f t="shared" si="0">20+2</f>', MASTER.replace("B1,C1", "B2,C2")], ["SUM(B1,C1)", "SUM(B2,C2)"], ["A1"]),
        ([MASTER, MASTER.replace("B1", "D2")], ["SUM(B1,C1)", "SUM(B2,C2)"], ["A2", "A2"]),
        (['<f t="shared" si="0">SUM(B1,C1)</f>', '<f t="shared" si="0"/>'], ["SUM(B1,C1)", "SUM(B2,C2)"], ["A1"]),
    ],
)
def test_who_shares_a_formula_has_that_of_the_cell_that_shares_it(
    cells: list[str], formulas: list[str], places: list[str], good: Path
) -> None:
    book = with_rows(good, shared(*cells))
    assert [first(book).formulas[row, 1] for row in (1, 2)] == formulas
    assert [cell for _, _, cell in found(book)] == places


@pytest.mark.long
def test_a_formula_hidden_by_its_own_text_is_found(built_small: Path, tmp_path: Path) -> None:
    """The text of the cell is the model's, the formula it shares is not, and programs show that one."""
    opened = Opened(built_small.read_bytes())
    sheet, cell = opened.formula_where(lambda _, spot, text, value: text.startswith("SUM("))
    opened.put("Summary", "Z90", 0.0, "1+1")
    where = opened.cell(sheet, cell)
    node = where.find(f"{NS}f")
    assert node is not None
    node.attrib |= {"t": "shared", "si": "77"}
    opened.put(sheet, "ZZ1", 2.0, "1+1")
    master = opened.cell(sheet, "ZZ1").find(f"{NS}f")
    assert master is not None
    master.attrib |= {"t": "shared", "si": "77", "ref": "ZZ1:ZZ9"}
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    codes = {(each.code, each.cell) for each in verify(tmp_path / "bad.xlsx", None).differences}
    assert {("ambiguous", cell), ("formula-changed", cell)} <= codes


# what there is one of


def names_twice(opened: Opened) -> tuple[str, str]:
    names = opened.workbook.find(f"{NS}definedNames")
    assert names is not None
    ElementTree.SubElement(names, f"{NS}definedName", {"name": "Master_Check"}).text = "Summary!$A$1"
    return "", "Master_Check"


def links_twice(opened: Opened) -> tuple[str, str]:
    sheet = next(sheet for sheet in opened.book.sheets.values() if sheet.links)
    links = opened.sheet(sheet.name).find(f"{NS}hyperlinks")
    assert links is not None
    ref = links[0].get("ref", "")
    ElementTree.SubElement(links, f"{NS}hyperlink", {"ref": f"{ref}:{ref}", "location": "Summary!A1"})
    return sheet.name, f"{ref}:{ref}"


def sheets_of_one_name(opened: Opened) -> tuple[str, str]:
    sheets = opened.workbook.find(f"{NS}sheets")
    assert sheets is not None
    ElementTree.SubElement(sheets, f"{NS}sheet", dict(sheets[0].attrib) | {"name": "SUMMARY"})
    return "SUMMARY", ""


def data_twice(opened: Opened) -> tuple[str, str]:
    ElementTree.SubElement(opened.sheet("Summary"), f"{NS}sheetData")
    return "Summary", ""


def sheet_without_a_part(opened: Opened) -> tuple[str, str]:
    opened.workbook.find(f"{NS}sheets")[1].attrib.pop(f"{{{OFFICE}}}id")  # type: ignore[index]
    return opened.names[1], ""


def second_workbook(opened: Opened) -> tuple[str, str]:
    opened.add_part("xl/other.xml", opened.parts["xl/workbook.xml"].decode(), "sheet.main")
    relation = {"Id": "rIdMore", "Type": TRANSITIONAL, "Target": "xl/other.xml"}
    ElementTree.SubElement(opened.tree("_rels/.rels"), f"{{{PACKAGE}}}Relationship", relation)
    return "", "xl/other.xml"


def styles_twice(opened: Opened) -> tuple[str, str]:
    relation = {"Id": "rIdMore", "Type": f"{OFFICE}/styles", "Target": "styles.xml"}
    ElementTree.SubElement(opened.tree("xl/_rels/workbook.xml.rels"), f"{{{PACKAGE}}}Relationship", relation)
    return "", "xl/workbook.xml"


def relations_of_one_name(opened: Opened) -> tuple[str, str]:
    relations = opened.tree("xl/_rels/workbook.xml.rels")
    ElementTree.SubElement(relations, f"{{{PACKAGE}}}Relationship", dict(relations[0].attrib))
    return "", "xl/workbook.xml"


def settings_twice(opened: Opened) -> tuple[str, str]:
    ElementTree.SubElement(opened.workbook, f"{NS}calcPr", {"calcMode": "manual"})
    return "", "xl/workbook.xml"


DOUBLES = [
    names_twice,
    links_twice,
    sheets_of_one_name,
    data_twice,
    sheet_without_a_part,
    second_workbook,
    styles_twice,
    relations_of_one_name,
    settings_twice,
]


@pytest.mark.parametrize("double", DOUBLES)
def test_what_there_is_one_of_and_is_there_twice_is_named(
    double: Callable[[Opened], tuple[str, str]], good: Path
) -> None:
    opened = Opened(good.read_bytes())
    before = read_book("good.xlsx", good.read_bytes())
    place = double(opened)
    book = read_book("odd.xlsx", opened.bytes())
    assert ("ambiguous", *place) in found(book)
    assert book.names == before.names, "of two names the first counts"


def test_of_two_links_the_first_is_followed(good: Path) -> None:
    opened = Opened(good.read_bytes())
    links = opened.sheet("Summary").find(f"{NS}hyperlinks")
    assert links is not None
    ElementTree.SubElement(links, f"{NS}hyperlink", dict(links[0].attrib) | {"location": "Checks!A1"})
    book = read_book("odd.xlsx", opened.bytes())
    assert book.sheets["Summary"].links == opened.book.sheets["Summary"].links


# which part is opened


def with_decoy(good: Path, genuine: str, decoy: str) -> bytes:
    """The workbook's relation has one type; before it stands one to another workbook, of another type."""
    opened = Opened(good.read_bytes())
    relations = opened.tree("_rels/.rels")
    main = next(node for node in relations if node.get("Type") == TRANSITIONAL)
    main.set("Type", genuine)
    relations.insert(0, ElementTree.Element(main.tag, {"Id": "rId0", "Type": decoy, "Target": "xl/decoy.xml"}))
    workbook = opened.parts["xl/workbook.xml"].decode()
    opened.parts["xl/decoy.xml"] = workbook.replace('name="Summary"', 'name="Decoy"').encode()
    opened.parts["xl/_rels/decoy.xml.rels"] = opened.parts["xl/_rels/workbook.xml.rels"]
    return opened.bytes()


@pytest.mark.parametrize("decoy", ["http://example.org/officeDocument", "officeDocument", f"{OFFICE}/OfficeDocument"])
def test_a_relation_that_only_ends_like_the_workbook_s_leads_nowhere(decoy: str, good: Path) -> None:
    book = read_book("odd.xlsx", with_decoy(good, TRANSITIONAL, decoy))
    assert "Decoy" not in book.sheets
    assert found(book) == [("part-added", "", "xl/decoy.xml")]


def test_the_ordinary_dialect_goes_before_the_strict_one(good: Path) -> None:
    """As in LibreOffice."""
    book = read_book("odd.xlsx", with_decoy(good, TRANSITIONAL, f"{STRICT}/officeDocument"))
    assert "Decoy" not in book.sheets
    assert ("ambiguous", "", "xl/decoy.xml") in found(book)


def test_a_workbook_of_the_strict_dialect_s_relation_is_opened(good: Path) -> None:
    book = read_book("odd.xlsx", with_decoy(good, f"{STRICT}/officeDocument", "http://example.org/other"))
    assert "Summary" in book.sheets


def test_a_relation_of_another_namespace_is_none(good: Path) -> None:
    opened = Opened(good.read_bytes())
    relations = opened.tree("_rels/.rels")
    attributes = {"Id": "rIdX", "Type": TRANSITIONAL, "Target": "xl/decoy.xml"}
    relations.insert(0, ElementTree.Element("{http://example.org/foreign}Relationship", attributes))
    assert found(read_book("odd.xlsx", opened.bytes())) == []


def test_a_sheet_may_lie_in_a_folder_of_charts(good: Path) -> None:
    """What a part is, its relation says, not its name."""
    opened = Opened(good.read_bytes())
    opened.parts["xl/chartsheets/sheet.xml"] = opened.parts.pop("xl/worksheets/sheet1.xml")
    for node in opened.tree("xl/_rels/workbook.xml.rels"):
        if node.get("Target", "").endswith("worksheets/sheet1.xml"):
            node.set("Target", "chartsheets/sheet.xml")
    assert first(read_book("odd.xlsx", opened.bytes())).values


# parts that are not ours


def with_part(good: Path, name: str, kind: str, type_: str, source: str = "xl/workbook.xml") -> Book:
    opened = Opened(good.read_bytes())
    opened.parts[name] = b"\0 anything"
    if type_:
        types = opened.tree("[Content_Types].xml")
        tag = types[0].tag.rpartition("}")[0] + "}Override"
        types.append(ElementTree.Element(tag, {"PartName": f"/{name}", "ContentType": type_}))
    if kind:
        folder, _, file = source.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels" if folder else "_rels/.rels"
        relation = {"Id": "rIdMore", "Type": kind, "Target": f"/{name}"}
        ElementTree.SubElement(opened.tree(rels), f"{{{PACKAGE}}}Relationship", relation)
    return read_book("odd.xlsx", opened.bytes())


@pytest.mark.parametrize(
    ("code", "kind", "type_"),
    [
        ("macros-added", f"{MICROSOFT}/2006/relationships/vbaProject", ""),
        ("macros-added", "", "application/vnd.ms-office.vbaProject"),
        ("macros-added", f"{MICROSOFT}/2006/relationships/xlMacrosheet", "application/vnd.ms-excel.macrosheet+xml"),
        ("macros-added", f"{MICROSOFT}/2007/relationships/ui/extensibility", ""),
        ("macros-added", f"{OFFICE}/ctrlProp", "application/vnd.ms-excel.controlproperties+xml"),
        ("outside-data", f"{OFFICE}/externalLink", f"{SPREADSHEET}.externalLink+xml"),
        ("outside-data", f"{STRICT}/externalLink", ""),
        ("outside-data", "", f"{SPREADSHEET}.connections+xml"),
        ("outside-data", f"{OFFICE}/queryTable", ""),
        ("outside-data", f"{OFFICE}/package", f"{SPREADSHEET}.sheet"),
        ("outside-data", f"{MICROSOFT}/2011/relationships/webextensiontaskpanes", ""),
        ("outside-data", "", "application/vnd.ms-office.webextension+xml"),
        ("part-added", "", ""),
        ("part-added", "", f"{SPREADSHEET}.worksheet+xml"),
        ("part-added", f"{OFFICE}/customXml", "application/xml"),
        ("part-added", "http://example.org/styles", ""),
        ("part-added", "http://example.org/chartStyle", ""),
    ],
)
def test_a_part_is_judged_by_what_leads_to_it_and_what_it_is(code: str, kind: str, type_: str, good: Path) -> None:
    assert found(with_part(good, "xl/theme/plain.xml2", kind, type_)) == [(code, "", "xl/theme/plain.xml2")]


@pytest.mark.parametrize("kind", [f"{OFFICE}/printerSettings", f"{OFFICE}/calcChain", f"{STRICT}/customProperties"])
def test_what_programs_add_by_themselves_is_no_finding(kind: str, good: Path) -> None:
    assert found(with_part(good, "xl/more.bin2", kind, "")) == []


@pytest.mark.parametrize("kind", ["image", "externalLinkPath", "oleObject"])
def test_a_relation_that_leads_out_of_the_file_is_named(kind: str, good: Path) -> None:
    opened = Opened(good.read_bytes())
    opened.relate("Summary", kind, "https://example.org/picture.png", outside=True)
    part = opened.part_of("Summary")
    assert found(read_book("odd.xlsx", opened.bytes())) == [("outside-data", "", part)]


def test_a_package_may_spell_its_parts_in_other_letters(good: Path) -> None:
    with zipfile.ZipFile(good) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name.replace("_rels", "_Rels").replace("sheet1.xml", "Sheet1.XML"), content)
    assert found(read_book("odd.xlsx", made.getvalue())) == []
