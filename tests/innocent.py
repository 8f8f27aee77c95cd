"""What people and programs do to a workbook without harm; verify may warn of these changes but calls none of them an
error."""

from __future__ import annotations

import copy
from collections.abc import Callable
from xml.etree import ElementTree

from openpyxl.utils.cell import coordinate_to_tuple

from tests.opened import MAIN, NS, PACKAGE, Opened
from tests.tampering_looks import beside, child, figure, own_rule, painted, workbook
from tests.tampering_structure import input_rows, restyled, sheet_added

Act = Callable[[Opened], object]
LEGS, SUMMARY = "Legs", "Summary"
X14AC = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac}"
REVISION = "{http://schemas.microsoft.com/office/spreadsheetml/2014/revision}"
OPEN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FILLED = '<patternFill patternType="solid"><fgColor rgb="FFFFFFCC"/></patternFill>'


def own_sheet(formula: str) -> Act:
    """A sheet of somebody's own with a formula, which no formula of the model reads."""

    def do(book: Opened) -> None:
        sheet_added(book)
        cell = f'<c r="A1" t="str"><f>{formula}</f><v>a</v></c>'
        book.parts["xl/worksheets/extra.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'.encode()
        )

    return do


def note(book: Opened) -> None:
    """A note that is shown with the mouse over its cell."""
    comment = '<comment ref="A1"><text><t>why?</t></text></comment>'
    text = f'<comments xmlns="{MAIN}"><commentList>{comment}</commentList></comments>'
    book.add_part("xl/comments1.xml", text, "comments")
    book.relate(LEGS, "comments", "../comments1.xml")


def old_note(book: Opened) -> None:
    data = '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:Row>0</x:Row></x:ClientData>'
    spaces = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    book.parts["xl/drawings/notes.vml"] = f"<xml {spaces}><v:shape>{data}</v:shape></xml>".encode()
    book.relate("Checks", "vmlDrawing", "../drawings/notes.vml")


def remark(book: Opened) -> None:
    book.put(SUMMARY, "Z99", "please check")


def sum_beside(book: Opened) -> None:
    book.put(SUMMARY, "Z98", 2.0, "1+1")


def own_name(book: Opened) -> None:
    names = book.workbook.find(f"{NS}definedNames")
    assert names is not None
    ElementTree.SubElement(names, f"{NS}definedName", {"name": "my_cells"}).text = "Summary!$Z$98:$Z$99"


def decimals(book: Opened) -> None:
    place = next(
        (sheet.name, spot)
        for sheet in book.book.sheets.values()
        for spot, style in sheet.styles.items()
        if spot in sheet.formulas and style.code.startswith("#,##0.0_)") and isinstance(sheet.values.get(spot), float)
    )
    code = book.book.sheets[place[0]].styles[place[1]].code
    restyled(
        book,
        (place[0], f"{chr(64 + place[1][1])}{place[1][0]}"),
        code.replace("0.0_)", "0.000_)").replace("0.0)", "0.000)"),
    )


def filtered(book: Opened) -> None:
    """The button of a table hides a row."""
    sheet, _, numbers = input_rows(book, "companies")
    book.row(sheet, numbers[-1]).set("hidden", "1")
    node = book.table("companies").find(f"{NS}autoFilter")
    assert node is not None
    column = ElementTree.SubElement(node, f"{NS}filterColumn", {"colId": "0"})
    ElementTree.SubElement(ElementTree.SubElement(column, f"{NS}filters"), f"{NS}filter", {"val": "P"})


def rows(**attributes: str) -> Act:
    def do(book: Opened) -> None:
        for row in list(book.rows(LEGS))[-2:]:
            row.attrib |= attributes

    return do


def columns(**attributes: str) -> Act:
    def do(book: Opened) -> None:
        for column in book.sheet(LEGS).iter(f"{NS}col"):
            column.attrib |= attributes

    return do


def letters(tag: str, **attributes: str) -> Act:
    """How the letters of all cells look."""

    def do(book: Opened) -> None:
        for font in book.tree("xl/styles.xml").findall(f"{NS}fonts/{NS}font"):
            for node in font.findall(f"{NS}{tag}"):
                font.remove(node)
            font.append(ElementTree.Element(f"{NS}{tag}", attributes))

    return do


def marks(book: Opened) -> None:
    """What Excel writes into a sheet of its own accord."""
    tree = book.sheet(LEGS)
    tree.attrib |= {f"{OPEN}Ignorable": "x14ac xr", f"{REVISION}uid": "{1}"}
    for row in book.rows(LEGS):
        row.attrib |= {"spans": "1:9", f"{X14AC}dyDescent": "0.25"}


def chain(book: Opened) -> None:
    book.add_part("xl/calcChain.xml", f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>', "calcChain")
    relations = book.tree("xl/_rels/workbook.xml.rels")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    relations.append(
        ElementTree.Element(f"{{{PACKAGE}}}Relationship", {"Id": "rIdC", "Type": kind, "Target": "calcChain.xml"})
    )


def title(book: Opened) -> None:
    for node in book.tree("docProps/core.xml"):
        node.text = "Mine" if node.tag.endswith(("title", "creator")) else node.text


def link_text(book: Opened) -> None:
    next(book.sheet(SUMMARY).iter(f"{NS}hyperlink")).set("display", "there")


def unprotected(book: Opened) -> None:
    tree = book.sheet(LEGS)
    for node in tree.findall(f"{NS}sheetProtection"):
        tree.remove(node)


def chart_wider(book: Opened) -> None:
    for node in book.tree("xl/drawings/drawing1.xml").iter():
        if node.tag.endswith("}colOff"):
            node.text = str(int(node.text or "0") + 9_000)


def rule_in_pieces(book: Opened) -> None:
    """A program cuts the range of a list in two, and states the lower half twice."""
    rules = next(book.sheet("deals").iter(f"{NS}dataValidations"))
    rule = next(node for node in rules if node.get("type") == "list")
    first, last = rule.get("sqref", "").split(":")
    column, top = first.rstrip("0123456789"), int(first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    for number in (1, 2):
        piece = copy.deepcopy(rule)
        piece.set("sqref", f"{column}{top + 10 * number}:{last}")
        rules.append(piece)
    rule.set("sqref", f"{first}:{column}{top + 9}")


def dark_text(book: Opened) -> None:
    row = coordinate_to_tuple(figure(book)[1])[0]
    assert row
    painted('<sz val="14"/><color rgb="FF800000"/>', FILLED)(book)


VIEW = "sheetViews/sheetView"
BREAKS = '<rowBreaks count="1" manualBreakCount="1"><brk id="9" max="99" man="1"/></rowBreaks>'
ERRORS = '<ignoredErrors><ignoredError sqref="A1" numberStoredAsText="1"/></ignoredErrors>'
YELLOW = '<cfRule type="expression" priority="99"><formula>$Z$99=1</formula></cfRule>'

INNOCENT: tuple[tuple[str, Act], ...] = (
    ("wider columns", columns(width="30", customWidth="1")),
    ("columns in a group", columns(outlineLevel="1")),
    ("higher rows", rows(ht="40", customHeight="1")),
    ("rows in a group", rows(outlineLevel="1")),
    ("a rule in pieces", rule_in_pieces),
    ("zoom", child(LEGS, VIEW, zoomScale="150", zoomScaleNormal="150")),
    ("grid lines", child(LEGS, VIEW, showGridLines="1")),
    ("no row numbers", child(LEGS, VIEW, showRowColHeaders="0")),
    ("page breaks shown", child(LEGS, VIEW, view="pageBreakPreview")),
    ("another cell chosen", child(LEGS, f"{VIEW}/selection", activeCell="C9", sqref="C9")),
    ("a pane scrolled down", child(LEGS, f"{VIEW}/pane", topLeftCell="B12")),
    ("a tab in another colour", child(LEGS, "sheetPr/tabColor", rgb="FF00FF00")),
    ("another sheet chosen", workbook("bookViews/workbookView", activeTab="2", firstSheet="1")),
    ("a smaller window", workbook("bookViews/workbookView", windowWidth="9000", xWindow="10")),
    ("compute when opened", workbook("calcPr", fullCalcOnLoad="1", calcId="191029")),
    ("circles allowed", workbook("calcPr", iterate="1")),
    ("another margin", child(LEGS, "pageMargins", left="0.7")),
    ("printed upright", child(LEGS, "pageSetup", orientation="portrait")),
    ("page breaks", beside(LEGS, "pageSetup", BREAKS)),
    ("green triangles put out", beside(LEGS, "pageSetup", ERRORS)),
    ("another font", letters("name", val="Arial")),
    ("bold letters", letters("b")),
    ("slanted letters", letters("i")),
    ("larger letters", letters("sz", val="14")),
    ("a figure in dark red on yellow", dark_text),
    ("a figure in the middle", painted("<sz val='10'/>", "", 'horizontal="center"')),
    ("more decimals", decimals),
    ("a note", note),
    ("how a note is drawn", old_note),
    ("a remark beside a block", remark),
    ("a sum beside a block", sum_beside),
    ("a sheet with a formula", own_sheet("1+1")),
    ("a sheet that reads the model", own_sheet("Summary!$B$10")),
    ("a sheet with a bar in a text", own_sheet('"a|b"')),
    ("a name", own_name),
    ("a colour rule beside the model", own_rule(YELLOW, "Z99")),
    ("a filter", filtered),
    ("marks of Excel's own", marks),
    ("a chain of formulas", chain),
    ("a title", title),
    ("the text of a link", link_text),
    ("a sheet unprotected", unprotected),
    ("a chart a little wider", chart_wider),
)
