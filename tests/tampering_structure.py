"""What tampering does around cells: rows, looks, sheets, names, tables, rules, parts. Each says what place changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from model.codes import BY_NAME
from model.verify.cells import input_cells
from model.xlsx.book import SheetHeld, Spot, cell_name
from model.xlsx.formula_text import PREFIX, pieces
from model.xlsx.spelling import canonical
from schemas import TABLES
from tests.opened import MAIN, NS, RELATIONS, Opened
from tests.tampering_cells import calculation_sheet, is_number, text_where


def moved_rows(book: Opened, sheet: str, first: int, by: int) -> None:
    """Shift the rows of a sheet from one on, as inserting or deleting does, and every reference to them."""
    for row in list(book.rows(sheet)):
        number = int(row.get("r", "0"))
        if number < first:
            continue
        if by < 0 and number == first:
            book.rows(sheet).remove(row)
            continue
        row.set("r", str(number + by))
        for cell in row:
            at, column = coordinate_to_tuple(cell.get("r", "A1"))
            cell.set("r", f"{get_column_letter(column)}{at + by}")
    lost = first if by < 0 else 0

    def end(match: re.Match[str]) -> str:
        number = int(match[3])
        return f"{match[1]}{match[2]}{number + by if number >= first + (by < 0) else number}"

    def shifted(formula: str, on: str) -> str:
        text = ""
        for piece in pieces(formula):
            prefix = PREFIX.match(piece.text) if piece.kind == "reference" else None
            where = (prefix[1] or prefix[2]) if prefix else on
            rest = piece.text[prefix.end() :] if prefix else piece.text
            if piece.kind == "reference" and where == sheet and re.search(r"\d", rest):
                if lost and re.fullmatch(rf"\$?[A-Z]+\$?{lost}(:\$?[A-Z]+\$?{lost})?", rest):
                    rest = "#REF!"
                rest = re.sub(r"(\$?[A-Z]{1,3})(\$?)(\d+)", end, rest)
            text += (prefix[0] if prefix else "") + rest
        return text

    for name in book.book.sheets:
        for formula in book.sheet(name).iter(f"{NS}f"):
            formula.text = shifted(formula.text or "", name)
    for node in book.workbook.iter(f"{NS}definedName"):
        node.text = shifted(node.text or "", "")
    for node in book.sheet(sheet).iter():
        for attribute in ("ref", "sqref"):
            if attribute in node.attrib and not node.tag.endswith("}c"):
                node.set(attribute, re.sub(r"(\$?[A-Z]{1,3})(\$?)(\d+)", end, node.get(attribute, "")))


def inserted_row(book: Opened) -> tuple[str, str]:
    sheet = calculation_sheet(book)
    row = sorted({spot[0] for spot in sheet.formulas})[5]
    moved_rows(book, sheet.name, row, 1)
    return sheet.name, f"{row}:{row}"


def inserted_row_of_selector(book: Opened) -> tuple[str, str]:
    """A row inserted above the selector; what may be typed into it moves with it."""
    sheet, cell = selector_sheet(book)
    row = coordinate_to_tuple(cell)[0]
    moved_rows(book, sheet, row, 1)
    book.put(sheet, f"A{row}", "a remark")
    return sheet, f"{row}:{row}"


def deleted_row(book: Opened) -> tuple[str, str]:
    sheet = calculation_sheet(book)
    row = sorted({spot[0] for spot in sheet.formulas})[8]
    moved_rows(book, sheet.name, row, -1)
    return sheet.name, f"{row}:{row}"


def hidden_row(book: Opened) -> tuple[str, str]:
    sheet = calculation_sheet(book)
    row = sorted({spot[0] for spot in sheet.formulas})[4]
    book.row(sheet.name, row).set("hidden", "1")
    return sheet.name, f"{row}:{row}"


def flat_row(book: Opened) -> tuple[str, str]:
    sheet = calculation_sheet(book)
    row = sorted({spot[0] for spot in sheet.formulas})[4]
    book.row(sheet.name, row).attrib |= {"ht": "0", "customHeight": "1"}
    return sheet.name, f"{row}:{row}"


def hidden_column(book: Opened) -> tuple[str, str]:
    sheet = calculation_sheet(book).name
    columns = book.sheet(sheet).find(f"{NS}cols")
    assert columns is not None
    columns[2].set("hidden", "1")
    letter = get_column_letter(int(columns[2].get("min", "0")))
    assert columns[2].get("min") == columns[2].get("max")
    return sheet, f"{letter}:{letter}"


def sheet_state(state: str) -> Callable[[Opened], tuple[str, str]]:
    def do(book: Opened) -> tuple[str, str]:
        name = calculation_sheet(book).name
        next(node for node in book.workbook.iter(f"{NS}sheet") if node.get("name") == name).set("state", state)
        return name, ""

    return do


def restyled(book: Opened, place: tuple[str, str], code: str = "", font: str = "") -> tuple[str, str]:
    """Give a cell a number format, or a font (as XML), of its own."""
    styles = book.tree("xl/styles.xml")
    cells = styles.find(f"{NS}cellXfs")
    assert cells is not None
    copy = ElementTree.fromstring(ElementTree.tostring(cells[int(book.cell(*place).get("s", "0"))]))
    if code:
        formats = styles.find(f"{NS}numFmts")
        assert formats is not None
        formats.append(ElementTree.Element(f"{NS}numFmt", {"numFmtId": "999", "formatCode": code}))
        copy.attrib |= {"numFmtId": "999", "applyNumberFormat": "1"}
    if font:
        fonts = styles.find(f"{NS}fonts")
        assert fonts is not None
        copy.attrib |= {"fontId": str(len(fonts)), "applyFont": "1"}
        fonts.append(ElementTree.fromstring(f'<font xmlns="{MAIN}">{font}</font>'))
    cells.append(copy)
    book.cell(*place).set("s", str(len(cells) - 1))
    return place


def number_shown(code: str, input_column: str = "") -> Callable[[Opened], tuple[str, str]]:
    """A number format for a computed number, or for a deal's input."""

    def do(book: Opened) -> tuple[str, str]:
        if input_column:
            return restyled(book, book.input_where("deals", input_column), code)
        return restyled(book, book.formula_where(lambda _, __, text, value: is_number(value), skip=20), code)

    return do


def verdict_shown(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: value == "PASS", skip=3)
    return restyled(book, place, '0;-0;0;"PASS"')


def written_in(font: str) -> Callable[[Opened], tuple[str, str]]:
    """A font for a computed number."""

    def do(book: Opened) -> tuple[str, str]:
        return restyled(book, book.formula_where(lambda _, __, text, value: is_number(value), skip=20), "", font)

    return do


def narrow_column(book: Opened) -> tuple[str, str]:
    sheet, where = hidden_column(book)
    column = next(each for each in book.sheet(sheet).iter(f"{NS}col") if each.get("hidden"))
    del column.attrib["hidden"]
    column.attrib |= {"width": "0.1", "customWidth": "1"}
    return sheet, where


def merged_cells(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda sheet, spot, text, value: is_number(value) and spot[0] > 8)
    row, column = coordinate_to_tuple(place[1])
    ref = f"{place[1]}:{cell_name((row, column + 1))}"
    merge = ElementTree.Element(f"{NS}mergeCells", {"count": "1"})
    merge.append(ElementTree.Element(f"{NS}mergeCell", {"ref": ref}))
    tree = book.sheet(place[0])
    tree.insert(list(tree).index(book.rows(place[0])) + 1, merge)
    return place[0], ref


def unread_sheet(book: Opened) -> str:
    """The last sheet that no formula of another one reads."""
    return next(
        sheet
        for sheet in reversed(book.book.sheets)
        if not any(sheet in text for other in book.book.sheets.values() for text in other.formulas.values())
        and not any(sheet in text for (_, name), text in book.book.names.items() if not name.startswith("_xlnm"))
    )


def inserted_column(book: Opened) -> tuple[str, str]:
    """A column with a heading of its own before the third."""
    sheet = unread_sheet(book)
    for row in book.rows(sheet):
        for cell in row:
            number, column = coordinate_to_tuple(cell.get("r", "A1"))
            cell.set("r", cell_name((number, column + (column >= 3))))
    book.put(sheet, "C7", "Mine")
    return sheet, "C:C"


def unprotected(book: Opened) -> tuple[str, str]:
    tree = book.sheet(calculation_sheet(book).name)
    node = tree.find(f"{NS}sheetProtection")
    assert node is not None
    tree.remove(node)
    return calculation_sheet(book).name, ""


def sheet_gone(book: Opened) -> tuple[str, str]:
    """Delete the last sheet that no formula of another one reads."""
    name = unread_sheet(book)
    node = next(node for node in book.workbook.iter(f"{NS}sheet") if node.get("name") == name)
    sheets = book.workbook.find(f"{NS}sheets")
    assert sheets is not None
    index = list(sheets).index(node)
    part = book.part_of(name)
    sheets.remove(node)
    names = book.workbook.find(f"{NS}definedNames")
    assert names is not None
    for each in list(names):
        local = each.get("localSheetId")
        if local is not None and int(local) == index:
            names.remove(each)
        elif local is not None and int(local) > index:
            each.set("localSheetId", str(int(local) - 1))
    remove_part(book, part)
    return name, ""


def remove_part(book: Opened, part: str) -> None:
    types = book.tree("[Content_Types].xml")
    for node in list(types):
        if node.get("PartName") == f"/{part}":
            types.remove(node)
    relations = book.tree("xl/_rels/workbook.xml.rels")
    for node in list(relations):
        if part.endswith(node.get("Target", "?").removeprefix("/xl/")):
            relations.remove(node)
    book.parts.pop(part)
    book.trees.pop(part, None)


def sheet_renamed(book: Opened) -> tuple[str, str]:
    """Rename a sheet as a program does: every formula follows."""
    old = calculation_sheet(book).name
    new = "Renamed sheet"
    for node in book.workbook.iter(f"{NS}sheet"):
        if node.get("name") == old:
            node.set("name", new)
    nodes = [node for name in book.book.sheets if name != old for node in book.sheet(name).iter(f"{NS}f")]
    part = next(p for p in book.trees if p.startswith("xl/worksheets/"))
    assert part
    for node in [*nodes, *book.workbook.iter(f"{NS}definedName")]:
        for spelt in (f"'{old}'!", f"{old}!"):
            node.text = (node.text or "").replace(spelt, f"'{new}'!")
    return new, ""


def sheets_swapped(book: Opened) -> tuple[str, str]:
    sheets = book.workbook.find(f"{NS}sheets")
    assert sheets is not None
    moved = sheets[2]
    sheets.remove(moved)
    sheets.insert(1, moved)
    names = book.workbook.find(f"{NS}definedNames")
    assert names is not None
    for each in names:
        if each.get("localSheetId") in ("1", "2"):
            each.set("localSheetId", "2" if each.get("localSheetId") == "1" else "1")
    return moved.get("name", ""), ""


def sheet_added(book: Opened) -> tuple[str, str]:
    book.add_part("xl/worksheets/extra.xml", f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>', "worksheet")
    relations = book.tree("xl/_rels/workbook.xml.rels")
    relations.append(
        ElementTree.Element(
            relations[0].tag, {"Id": "rIdExtra", "Type": f"{RELATIONS}/worksheet", "Target": "worksheets/extra.xml"}
        )
    )
    sheets = book.workbook.find(f"{NS}sheets")
    assert sheets is not None
    attributes = {"name": "Extra", "sheetId": "999", f"{{{RELATIONS}}}id": "rIdExtra"}
    sheets.append(ElementTree.Element(f"{NS}sheet", attributes))
    return "Extra", ""


def name_node(book: Opened, name: str) -> ElementTree.Element:
    return next(node for node in book.workbook.iter(f"{NS}definedName") if node.get("name") == name)


def name_retargeted(book: Opened) -> tuple[str, str]:
    """An assumption's name points to the row below."""
    node = name_node(book, "cost_per_gw")
    text = node.text or ""
    node.text = re.sub(r"\d+$", lambda match: str(int(match[0]) + 1), text)
    assert node.text != text
    return "", "cost_per_gw"


def name_gone(book: Opened) -> tuple[str, str]:
    names = book.workbook.find(f"{NS}definedNames")
    assert names is not None
    names.remove(name_node(book, "master_check"))
    return "", "master_check"


def name_added(book: Opened) -> tuple[str, str]:
    names = book.workbook.find(f"{NS}definedNames")
    assert names is not None
    made = ElementTree.SubElement(names, f"{NS}definedName", {"name": "more"})
    made.text = name_node(book, "case").text
    return "", "more"


def name_shadowed(book: Opened) -> tuple[str, str]:
    """A name of the sheet's own hides the workbook's name from its formulas."""
    names = book.workbook.find(f"{NS}definedNames")
    assert names is not None
    sheet = calculation_sheet(book).name
    index = list(book.book.sheets).index(sheet)
    made = ElementTree.SubElement(names, f"{NS}definedName", {"name": "first_year", "localSheetId": str(index)})
    made.text = name_node(book, "case_number").text
    return sheet, "first_year"


def table_shorter(book: Opened) -> tuple[str, str]:
    for part, data in book.parts.items():
        if part.startswith("xl/tables/") and b'displayName="companies"' in data:
            tree = book.tree(part)
            ref = tree.get("ref", "")
            first, last = ref.split(":")
            row, column = coordinate_to_tuple(last)
            shorter = f"{first}:{cell_name((row, column - 1))}"
            tree.set("ref", shorter)
            columns = tree.find(f"{NS}tableColumns")
            assert columns is not None
            columns.remove(columns[-1])
            columns.set("count", str(len(columns)))
            filtered = tree.find(f"{NS}autoFilter")
            assert filtered is not None
            filtered.set("ref", shorter)
            sheet = next(sheet.name for sheet in book.book.sheets.values() if "companies" in sheet.tables)
            return sheet, shorter
    raise LookupError("companies")


def selector_sheet(book: Opened) -> tuple[str, str]:
    sheet, _, cell = book.book.names["", "case"].rpartition("!")
    return sheet.strip("'"), cell.replace("$", "")


def validation_gone(book: Opened) -> tuple[str, str]:
    sheet, cell = selector_sheet(book)
    tree = book.sheet(sheet)
    for rules in tree.iter(f"{NS}dataValidations"):
        for rule in list(rules):
            if cell in rule.get("sqref", "").split():
                rules.remove(rule)
    return sheet, cell


def validation_wider(book: Opened) -> tuple[str, str]:
    sheet, cell = selector_sheet(book)
    for rule in book.sheet(sheet).iter(f"{NS}dataValidation"):
        if cell in rule.get("sqref", "").split():
            formula = rule.find(f"{NS}formula1")
            assert formula is not None
            formula.text = (formula.text or "").rstrip('"') + ',rosy"'
    return sheet, cell


def link_elsewhere(book: Opened) -> tuple[str, str]:
    for sheet in book.book.sheets.values():
        if sheet.links:
            link = next(iter(book.sheet(sheet.name).iter(f"{NS}hyperlink")))
            link.set("location", f"{sheet.name}!Z99")
            return sheet.name, link.get("ref", "")
    raise LookupError("no link")


def link_outside(book: Opened) -> tuple[str, str]:
    """A link within the workbook leads to the web."""
    for sheet in book.book.sheets.values():
        if sheet.links:
            book.relate(sheet.name, "hyperlink", "https://example.org/", outside=True)
            link = next(iter(book.sheet(sheet.name).iter(f"{NS}hyperlink")))
            del link.attrib["location"]
            link.set(f"{{{RELATIONS}}}id", "rIdAdded")
            return sheet.name, link.get("ref", "")
    raise LookupError("no link")


def highlight_gone(book: Opened) -> tuple[str, str]:
    sheet = next(sheet for sheet in reversed(book.book.sheets.values()) if sheet.conditional)
    tree = book.sheet(sheet.name)
    node = next(iter(tree.iter(f"{NS}conditionalFormatting")))
    tree.remove(node)
    return sheet.name, node.get("sqref", "")


def sheet_with_rule(book: Opened, kind: str) -> tuple[str, ElementTree.Element]:
    """The last sheet with a colour rule of a kind, and the node that holds the rule."""
    for sheet in reversed(book.book.sheets):
        for node in book.sheet(sheet).iter(f"{NS}conditionalFormatting"):
            if any(rule.get("type") == kind for rule in node):
                return sheet, node
    raise LookupError(kind)


def highlight_swapped(book: Opened) -> tuple[str, str]:
    """PASS takes the colours of FAIL, and FAIL those of PASS."""
    sheet, node = sheet_with_rule(book, "cellIs")
    one, other = node
    first, second = one.get("dxfId", ""), other.get("dxfId", "")
    assert first != second
    one.set("dxfId", second)
    other.set("dxfId", first)
    return sheet, node.get("sqref", "")


def highlight_repainted(book: Opened) -> tuple[str, str]:
    """The one format by which every FAIL is red gets another background."""
    sheet, node = sheet_with_rule(book, "cellIs")
    formats = book.tree("xl/styles.xml").findall(f"{NS}dxfs/{NS}dxf")
    back = formats[int(node[1].get("dxfId", ""))].find(f"{NS}fill/{NS}patternFill/{NS}bgColor")
    assert back is not None
    back.set("rgb", "FFC6EFCE")
    return sheet, node.get("sqref", "")


def scale_turned(book: Opened) -> tuple[str, str]:
    """The darker, the smaller."""
    sheet, node = sheet_with_rule(book, "colorScale")
    light, dark = node.iter(f"{NS}color")
    for each, rgb in ((light, dark.get("rgb", "")), (dark, light.get("rgb", ""))):
        each.set("rgb", rgb)
    return sheet, node.get("sqref", "")


def scale_stretched(book: Opened) -> tuple[str, str]:
    """A scale that begins at a billion stays light."""
    sheet, node = sheet_with_rule(book, "colorScale")
    next(node.iter(f"{NS}cfvo")).set("val", "1000000000")
    return sheet, node.get("sqref", "")


def chart_elsewhere(book: Opened) -> tuple[str, str]:
    """A series of a chart draws the cells one column on."""
    for part, data in book.parts.items():
        if (part.startswith("xl/charts/") and b":f>" in data) or (b"<f>" in data and part.startswith("xl/charts/")):
            for node in book.tree(part).iter():
                match = re.fullmatch(r"(.*\$)([A-Z])(\$\d+:\$)([A-Z])(\$\d+)", node.text or "")
                if node.tag.endswith("}f") and match:
                    one, other = (chr(ord(match[index]) + 1) for index in (2, 4))
                    node.text = f"{match[1]}{one}{match[3]}{other}{match[5]}"
                    sheet = next(sheet.name for sheet in book.book.sheets.values() if sheet.charts)
                    return sheet, canonical(node.text)
    raise LookupError("no chart")


def chart_tree(book: Opened) -> tuple[str, ElementTree.Element]:
    """The sheet of the first chart, and the chart."""
    part = min(name for name in book.parts if name.startswith("xl/charts/chart"))
    return next(sheet.name for sheet in book.book.sheets.values() if sheet.charts), book.tree(part)


def chart_retitled(book: Opened) -> tuple[str, str]:
    sheet, chart = chart_tree(book)
    next(node for node in chart.iter() if node.tag.endswith("}t")).text = "Revenue by year"
    return sheet, ""


def chart_rescaled(book: Opened) -> tuple[str, str]:
    """An axis that begins where the bars are high."""
    sheet, chart = chart_tree(book)
    scaling = [node for node in chart.iter() if node.tag.endswith("}scaling")][-1]
    scaling.append(ElementTree.Element(scaling.tag.replace("scaling", "min"), {"val": "100"}))
    return sheet, ""


def text_box(book: Opened) -> tuple[str, str]:
    """A text box that says PASS over a sheet without drawings."""
    sheet = calculation_sheet(book).name
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    place = "<col>1</col><colOff>0</colOff><row>1</row><rowOff>0</rowOff>"
    box = f"<twoCellAnchor><from>{place}</from><to>{place}</to><sp><txBody/></sp><clientData/></twoCellAnchor>"
    book.add_part("xl/drawings/box.xml", f'<wsDr xmlns="{drawing}">{box}</wsDr>', "drawing")
    book.relate(sheet, "drawing", "../drawings/box.xml")
    return sheet, ""


def button(book: Opened) -> tuple[str, str]:
    """A button in the format in which notes are drawn."""
    sheet = calculation_sheet(book).name
    book.parts["xl/drawings/old.vml"] = b'<xml><shape><ClientData ObjectType="Button"/></shape></xml>'
    book.relate(sheet, "vmlDrawing", "../drawings/old.vml")
    return sheet, ""


def calculated(setting: str, value: str) -> Callable[[Opened], tuple[str, str]]:
    """A setting by which the same formulas give other values."""

    def do(book: Opened) -> tuple[str, str]:
        next(book.workbook.iter(f"{NS}calcPr")).set(setting, value)
        return "", setting

    return do


def macro_added(book: Opened) -> tuple[str, str]:
    book.parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    return "", "xl/vbaProject.bin"


def external_link(book: Opened) -> tuple[str, str]:
    book.parts["xl/externalLinks/externalLink1.xml"] = f'<externalLink xmlns="{MAIN}"/>'.encode()
    return "", "xl/externalLinks/externalLink1.xml"


def forged_digest(book: Opened) -> tuple[str, str]:
    """The digest of a table replaced, as someone would who wants an edit to pass."""
    tables = {table.name for table in TABLES}

    def digest(sheet: SheetHeld, spot: Spot, text: str) -> bool:
        return bool(re.fullmatch(r"[0-9a-f]{64}", text)) and sheet.values.get((spot[0], 1)) in tables

    place = text_where(book, digest)
    book.put(*place, "0" * 64)
    return place


def forged_count(book: Opened) -> tuple[str, str]:
    """The number of rows that a table had, beside its digest."""
    sheet, cell = forged_digest(book)
    row, column = coordinate_to_tuple(cell)
    book.put(sheet, cell, book.book.sheets[sheet].values[row, column])
    book.put(sheet, f"B{row}", 99.0)
    return sheet, f"B{row}"


def rewritten_warning(book: Opened) -> tuple[str, str]:
    """The message of a warning rewritten."""
    place = text_where(book, lambda sheet, spot, text: len(text) > 50 and sheet.values.get((spot[0], 1)) in BY_NAME)
    book.put(*place, "all is well")
    return place


def table_gone(book: Opened) -> tuple[str, str]:
    """The table companies becomes plain cells."""
    sheet = next(sheet for sheet in book.book.sheets.values() if "companies" in sheet.tables)
    tree = book.sheet(sheet.name)
    parts = tree.find(f"{NS}tableParts")
    assert parts is not None
    tree.remove(parts)
    relations = book.relations_of(sheet.name)
    for node in list(relations):
        if node.get("Type", "").endswith("/table"):
            relations.remove(node)
    return sheet.name, sheet.tables["companies"][0]


def table_added(book: Opened) -> tuple[str, str]:
    """An Excel table of its own over cells of the model."""
    sheet = calculation_sheet(book).name
    table = (
        f'<table xmlns="{MAIN}" id="99" name="Mine" displayName="Mine" ref="A1:B2"><tableColumns count="2">'
        '<tableColumn id="1" name="a"/><tableColumn id="2" name="b"/></tableColumns></table>'
    )
    book.add_part("xl/tables/mine.xml", table, "table")
    book.relate(sheet, "table", "../tables/mine.xml")
    return sheet, "A1:B2"


def table_column_renamed(book: Opened) -> tuple[str, str]:
    """The table says another name of a column than its header, which the program that opens it then overwrites."""
    tree = book.table("companies")
    next(tree.iter(f"{NS}tableColumn")).set("name", "firm")
    sheet, ref, _ = input_rows(book, "companies")
    return sheet, ref


def input_rows(book: Opened, table: str) -> tuple[str, str, list[int]]:
    """The sheet and range of an input table, and its rows below the header."""
    sheet = next(sheet for sheet in book.book.sheets.values() if table in sheet.tables)
    return sheet.name, sheet.tables[table][0], sorted({spot[0] for spot in input_cells(sheet) if spot in sheet.values})


def input_row_cleared(book: Opened) -> tuple[str, str]:
    sheet, ref, rows = input_rows(book, "relations")
    for cell in book.row(sheet, rows[-1]):
        book.put(sheet, cell.get("r", ""), None)
    return sheet, ref


def input_row_added(book: Opened) -> tuple[str, str]:
    """A row typed below a table; the program that is typed into makes the table longer."""
    sheet, ref, rows = input_rows(book, "companies")
    book.put(sheet, f"A{rows[-1] + 1}", "Newcomer")
    book.put(sheet, f"B{rows[-1] + 1}", "company")
    longer = ref.replace(str(rows[-1]), str(rows[-1] + 1))
    for node in (book.table("companies"), book.table("companies").find(f"{NS}autoFilter")):
        assert node is not None
        node.set("ref", longer)
    return sheet, longer


def input_rows_swapped(book: Opened) -> tuple[str, str]:
    """Two rows of an input table change places."""
    sheet, ref, rows = input_rows(book, "relations")
    one, other = rows[:2]
    for row, number in ((book.row(sheet, one), other), (book.row(sheet, other), one)):
        row.set("r", str(number))
        for cell in row:
            cell.set("r", re.sub(r"\d+", str(number), cell.get("r", "")))
    rows_there = book.rows(sheet)
    rows_there[:] = sorted(rows_there, key=lambda row: int(row.get("r", "0")))
    return sheet, ref


def all_rows_hidden(book: Opened) -> tuple[str, str]:
    """Rows are hidden unless they say otherwise, which the file's rows do not."""
    sheet = calculation_sheet(book).name
    tree = book.sheet(sheet)
    node = tree.find(f"{NS}sheetFormatPr")
    if node is None:
        node = ElementTree.Element(f"{NS}sheetFormatPr", {"defaultRowHeight": "15"})
        tree.insert(list(tree).index(book.rows(sheet)), node)
    node.set("zeroHeight", "1")
    return sheet, ""


def dates_from_1904(book: Opened) -> tuple[str, str]:
    node = book.workbook.find(f"{NS}workbookPr")
    assert node is not None
    node.set("date1904", "1")
    return "", "date1904"


def column_emptied(book: Opened) -> tuple[str, str]:
    """The last column of a sheet deleted, with all that stood in it."""
    sheet = calculation_sheet(book)
    last = max(spot[1] for spot in sheet.spots())
    for row in book.rows(sheet.name):
        for cell in list(row):
            if coordinate_to_tuple(cell.get("r", "A1"))[1] == last:
                row.remove(cell)
    return sheet.name, f"{get_column_letter(last)}:{get_column_letter(last)}"
