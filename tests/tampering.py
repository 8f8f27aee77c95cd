"""Tampering with workbooks: one change each, made in the parts of the file, so that all else stays as it was."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from model.findings import CODES
from model.verify.book import Book, SheetHeld, Spot, cell_name, read_book
from model.verify.cells import input_cells
from model.verify.formulas import canonical
from model.verify.tokens import PREFIX, pieces
from schemas import TABLES

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = f"{{{MAIN}}}"
ElementTree.register_namespace("", MAIN)
ElementTree.register_namespace("r", RELATIONS)


class Opened:
    """The parts of a workbook, to change and to save."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.book: Book = read_book("good", content)
        self.trees: dict[str, ElementTree.Element] = {}

    def tree(self, part: str) -> ElementTree.Element:
        if part not in self.trees:
            self.trees[part] = ElementTree.fromstring(self.parts[part])
        return self.trees[part]

    @property
    def workbook(self) -> ElementTree.Element:
        return self.tree("xl/workbook.xml")

    def part_of(self, sheet: str) -> str:
        relations = {node.get("Id"): node.get("Target", "") for node in self.tree("xl/_rels/workbook.xml.rels")}
        for node in self.workbook.iter(f"{NS}sheet"):
            if node.get("name") == sheet:
                return "xl/" + relations[node.get(f"{{{RELATIONS}}}id")].removeprefix("/xl/")
        raise KeyError(sheet)

    def sheet(self, name: str) -> ElementTree.Element:
        return self.tree(self.part_of(name))

    def rows(self, sheet: str) -> ElementTree.Element:
        found = self.sheet(sheet).find(f"{NS}sheetData")
        assert found is not None
        return found

    def row(self, sheet: str, number: int) -> ElementTree.Element:
        rows = self.rows(sheet)
        for index, row in enumerate(rows):
            at = int(row.get("r", "0"))
            if at == number:
                return row
            if at > number:
                made = ElementTree.Element(f"{NS}row", {"r": str(number)})
                rows.insert(index, made)
                return made
        return ElementTree.SubElement(rows, f"{NS}row", {"r": str(number)})

    def cell(self, sheet: str, cell: str) -> ElementTree.Element:
        number, column = coordinate_to_tuple(cell)
        row = self.row(sheet, number)
        for index, each in enumerate(row):
            at = coordinate_to_tuple(each.get("r", "A1"))[1]
            if at == column:
                return each
            if at > column:
                made = ElementTree.Element(f"{NS}c", {"r": cell})
                row.insert(index, made)
                return made
        return ElementTree.SubElement(row, f"{NS}c", {"r": cell})

    def put(self, sheet: str, cell: str, value: float | str | bool | None, formula: str | None = None) -> None:
        """Set what a cell holds; its style stays. Text beginning with # is an error."""
        node = self.cell(sheet, cell)
        for child in list(node):
            node.remove(child)
        node.attrib.pop("t", None)
        if formula is not None:
            ElementTree.SubElement(node, f"{NS}f").text = formula
        if value is None:
            return
        if isinstance(value, bool):
            node.set("t", "b")
        elif isinstance(value, str):
            node.set("t", "e" if value.startswith("#") else "str")
        ElementTree.SubElement(node, f"{NS}v").text = str(int(value)) if isinstance(value, bool) else str(value)

    def bytes(self) -> bytes:
        for name, tree in self.trees.items():
            self.parts[name] = ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return made.getvalue()

    # where things stand, found in the workbook itself

    def formula_where(self, wanted: Callable[[SheetHeld, Spot, str, object], bool], skip: int = 0) -> tuple[str, str]:
        """The first formula cell (after `skip` others) of which something is true: sheet and cell."""
        for sheet in self.book.sheets.values():
            for spot, formula in sheet.formulas.items():
                if wanted(sheet, spot, formula, sheet.values.get(spot)):
                    if skip == 0:
                        return sheet.name, cell_name(spot)
                    skip -= 1
        raise LookupError("no such formula")

    def held(self, place: tuple[str, str]) -> tuple[str, object]:
        sheet, spot = self.book.sheets[place[0]], coordinate_to_tuple(place[1])
        return sheet.formulas[spot], sheet.values.get(spot)

    def input_where(self, table: str, column: str, skip: int = 0) -> tuple[str, str]:
        """A filled cell of an input table."""
        for sheet in self.book.sheets.values():
            if table in sheet.tables:
                ref, columns = sheet.tables[table]
                across = columns.index(column)
                for spot in input_cells(sheet):
                    first = coordinate_to_tuple(ref.split(":")[0])
                    if spot[1] == first[1] + across and spot in sheet.values:
                        if skip == 0:
                            return sheet.name, cell_name(spot)
                        skip -= 1
        raise LookupError(f"{table}.{column}")


def is_number(value: object) -> bool:
    return isinstance(value, float)


@dataclass(frozen=True)
class Tampering:
    """One kind of tampering: does it, and says the code and the place that must be found."""

    name: str
    code: str
    do: Callable[[Opened], tuple[str, str]]
    needs_inputs: bool = False


def overwritten_by_its_value(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: "SUMIFS" in text and is_number(value) and value != 0)
    book.put(*place, book.held(place)[1])  # type: ignore[arg-type]
    return place


def overwritten_by_a_number(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: "SUMIFS" in text and is_number(value), skip=5)
    book.put(*place, 12345.678)
    return place


def overwritten_by_text(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: value == "n/d")
    book.put(*place, "n/d")
    return place


def overwritten_verdict(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: value == "PASS" and text != "master_check")
    book.put(*place, "PASS")
    return place


def overwritten_by_error(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: "INDEX(" in text and is_number(value))
    book.put(*place, "#N/A")
    return place


def changed_formula(pattern: str, replacement: str, skip: int = 0) -> Callable[[Opened], tuple[str, str]]:
    """Replace the first match of a pattern in the first formula that has one; the stored value stays."""

    def do(book: Opened) -> tuple[str, str]:
        place = book.formula_where(lambda _, __, text, value: bool(re.search(pattern, text)), skip)
        text, value = book.held(place)
        changed = re.sub(pattern, replacement, text, count=1)
        assert changed != text
        book.put(*place, value, changed)  # type: ignore[arg-type]
        return place

    return do


def range_one_row_short(book: Opened) -> tuple[str, str]:
    pattern = r"(\$[A-Z]+\$)(\d+):(\$[A-Z]+\$)(\d+)"
    place = book.formula_where(
        lambda _, __, text, value: (m := re.search(pattern, text)) is not None and int(m[4]) > int(m[2]) + 1
    )
    text, value = book.held(place)
    shorter = re.sub(pattern, lambda m: f"{m[1]}{m[2]}:{m[3]}{int(m[4]) - 1}", text, count=1)
    book.put(*place, value, shorter)  # type: ignore[arg-type]
    return place


def plus_nothing(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: "SUM(" in text and is_number(value))
    text, value = book.held(place)
    book.put(*place, value, f"{text}+0")  # type: ignore[arg-type]
    return place


def frozen_formula(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: "SUM(" in text and is_number(value), skip=3)
    value = book.held(place)[1]
    book.put(*place, value, str(value))  # type: ignore[arg-type]
    return place


def array_formula(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: "SUM(" in text and is_number(value), skip=4)
    text, value = book.held(place)
    book.put(*place, value, text)  # type: ignore[arg-type]
    formula = book.cell(*place).find(f"{NS}f")
    assert formula is not None
    formula.attrib |= {"t": "array", "ref": place[1]}
    return place


def deleted_formula(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: is_number(value) and "IF(" in text)
    book.put(*place, None)
    return place


def copied_from_above(book: Opened) -> tuple[str, str]:
    """A formula pasted with the reference of the row above it."""
    place = book.formula_where(lambda sheet, spot, text, _: f"$A{spot[0]}" in text)
    text, value = book.held(place)
    row = coordinate_to_tuple(place[1])[0]
    book.put(*place, value, text.replace(f"$A{row}", f"$A{row - 1}"))  # type: ignore[arg-type]
    return place


def stale_value(factor: float) -> Callable[[Opened], tuple[str, str]]:
    def do(book: Opened) -> tuple[str, str]:
        place = book.formula_where(
            lambda _, __, text, value: isinstance(value, float) and value > 1 and "SUMIFS" in text
        )
        text, value = book.held(place)
        assert isinstance(value, float)
        book.put(*place, value * factor, text)
        return place

    return do


def sign_of_value(book: Opened) -> tuple[str, str]:
    return stale_value(-1.0)(book)


def zero_for_undisclosed(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: value == "n/d")
    book.put(*place, 0.0, book.held(place)[0])
    return place


def number_as_text_value(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: is_number(value) and value != 0)
    text, value = book.held(place)
    book.put(*place, str(value), text)
    return place


def missing_value(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: is_number(value) and value != 0, skip=7)
    book.put(*place, None, book.held(place)[0])
    return place


def error_value(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: is_number(value), skip=9)
    book.put(*place, "#REF!", book.held(place)[0])
    return place


def failing_check(book: Opened) -> tuple[str, str]:
    place = book.formula_where(
        lambda sheet, spot, text, value: value == "PASS" and spot[0] > 12 and text.startswith("IF(") and "<=" in text
    )
    book.put(*place, "FAIL", book.held(place)[0])
    return place


def text_where(book: Opened, wanted: Callable[[SheetHeld, Spot, str], bool]) -> tuple[str, str]:
    for sheet in book.book.sheets.values():
        inputs = set(input_cells(sheet))
        for spot, value in sheet.values.items():
            if (
                isinstance(value, str)
                and spot not in sheet.formulas
                and spot not in inputs
                and wanted(sheet, spot, value)
            ):
                return sheet.name, cell_name(spot)
    raise LookupError("no such text")


def changed_label(book: Opened) -> tuple[str, str]:
    place = text_where(book, lambda sheet, spot, text: not sheet.tables and spot[0] > 8 and spot[1] == 1)
    book.put(*place, "Another label")
    return place


def changed_unit(book: Opened) -> tuple[str, str]:
    place = text_where(book, lambda sheet, _, text: not sheet.tables and text == "USD bn")
    book.put(*place, "EUR bn")
    return place


def deleted_note(book: Opened) -> tuple[str, str]:
    place = text_where(book, lambda sheet, spot, text: not sheet.tables and len(text) > 60)
    book.put(*place, None)
    return place


def number_for_heading(book: Opened) -> tuple[str, str]:
    place = text_where(book, lambda sheet, spot, text: not sheet.tables and spot[0] > 5 and spot[1] > 2)
    book.put(*place, 7.0)
    return place


def calculation_sheet(book: Opened) -> SheetHeld:
    """The sheet with the most formulas."""
    return max(book.book.sheets.values(), key=lambda sheet: len(sheet.formulas))


def beyond(sheet: SheetHeld, down: int = 3, right: int = 3) -> str:
    bottom, last = (max(spot[axis] for spot in sheet.spots()) for axis in (0, 1))
    return cell_name((bottom + down, last + right))


def extra_number(book: Opened) -> tuple[str, str]:
    sheet = calculation_sheet(book)
    place = sheet.name, beyond(sheet)
    book.put(*place, 42.0)
    return place


def extra_formula(book: Opened) -> tuple[str, str]:
    sheet = calculation_sheet(book)
    place = sheet.name, beyond(sheet)
    book.put(*place, 2.0, "1+1")
    return place


def extra_in_a_corner(book: Opened) -> tuple[str, str]:
    place = calculation_sheet(book).name, "XFD1048576"
    book.put(*place, "hidden far away")
    return place


def formula_for_input(book: Opened) -> tuple[str, str]:
    place = book.input_where("deals", "base_bn")
    book.put(*place, 300.0, "100*3")
    return place


def error_for_input(book: Opened) -> tuple[str, str]:
    place = book.input_where("deals", "base_bn")
    book.put(*place, "#N/A")
    return place


def edited_input(table: str, column: str, value: float | str | None) -> Callable[[Opened], tuple[str, str]]:
    def do(book: Opened) -> tuple[str, str]:
        place = book.input_where(table, column)
        book.put(*place, value)
        return place

    return do


def number_as_text_input(book: Opened) -> tuple[str, str]:
    place = book.input_where("deals", "base_bn")
    sheet, spot = book.book.sheets[place[0]], coordinate_to_tuple(place[1])
    book.put(*place, f"{sheet.values[spot]:.15g}")
    return place


def unknown_company(book: Opened) -> tuple[str, str]:
    return edited_input("deals", "payer", "Nobody Inc.")(book)


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


def sheet_gone(book: Opened) -> tuple[str, str]:
    """Delete the last sheet that no formula of another one reads."""
    name = next(
        sheet
        for sheet in reversed(book.book.sheets)
        if not any(sheet in text for other in book.book.sheets.values() for text in other.formulas.values())
        and not any(sheet in text for (_, name), text in book.book.names.items() if not name.startswith("_xlnm"))
    )
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
    book.parts["xl/worksheets/extra.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    types = book.tree("[Content_Types].xml")
    types.append(
        ElementTree.Element(
            types[0].tag.rpartition("}")[0] + "}Override",
            {"PartName": "/xl/worksheets/extra.xml", "ContentType": kind},
        )
    )
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
    made.text = name_node(book, "scenario").text
    return "", "more"


def name_shadowed(book: Opened) -> tuple[str, str]:
    """A name of the sheet's own hides the workbook's name from its formulas."""
    names = book.workbook.find(f"{NS}definedNames")
    assert names is not None
    sheet = calculation_sheet(book).name
    index = list(book.book.sheets).index(sheet)
    made = ElementTree.SubElement(names, f"{NS}definedName", {"name": "first_year", "localSheetId": str(index)})
    made.text = name_node(book, "scenario_number").text
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
    sheet, _, cell = book.book.names["", "scenario"].rpartition("!")
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


def manual_calculation(book: Opened) -> tuple[str, str]:
    node = next(book.workbook.iter(f"{NS}calcPr"))
    node.set("calcMode", "manual")
    return "", "calcMode"


def circles_allowed(book: Opened) -> tuple[str, str]:
    next(book.workbook.iter(f"{NS}calcPr")).set("iterate", "1")
    return "", "iterate"


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


def rewritten_warning(book: Opened) -> tuple[str, str]:
    """The message of a warning rewritten."""
    codes = {code.name for code in CODES}
    place = text_where(book, lambda sheet, spot, text: len(text) > 50 and sheet.values.get((spot[0], 1)) in codes)
    book.put(*place, "all is well")
    return place


TAMPERINGS: tuple[Tampering, ...] = (
    Tampering("a formula replaced by its own value", "formula-overwritten", overwritten_by_its_value),
    Tampering("a formula replaced by another number", "formula-overwritten", overwritten_by_a_number),
    Tampering("a formula replaced by the text it shows", "formula-overwritten", overwritten_by_text),
    Tampering("a check replaced by the word PASS", "formula-overwritten", overwritten_verdict),
    Tampering("a formula replaced by an error", "formula-overwritten", overwritten_by_error),
    Tampering("a formula deleted", "formula-missing", deleted_formula),
    Tampering("a sign flipped", "formula-changed", changed_formula(r"(?<=[A-Z0-9)])-(?=[$A-Z(])", "+")),
    Tampering("a product made a sum", "formula-changed", changed_formula(r"(?<=\d)\*(?=\$)", "+")),
    Tampering("a range one row short", "formula-changed", range_one_row_short),
    Tampering("a comparison turned", "formula-changed", changed_formula(r"<=", ">=")),
    Tampering("another column read", "formula-changed", changed_formula(r"\$G(?=\d)", "$H")),
    Tampering("another sheet read", "formula-changed", changed_formula(r"deals!", "capex_plans!", 3)),
    Tampering("another function", "formula-changed", changed_formula(r"\bSUM\(", "MAX(")),
    Tampering("a tolerance typed in", "formula-changed", changed_formula(r"^check_tolerance$", "1000")),
    Tampering("an anchor removed", "formula-changed", changed_formula(r"\$(?=\d)", "")),
    Tampering("a rounding added", "formula-changed", changed_formula(r"^(.*\*.*)$", r"ROUND(\1,0)")),
    Tampering("a text in a formula changed", "formula-changed", changed_formula(r'"n/d"', "0")),
    Tampering("a formula with nothing added", "formula-changed", plus_nothing),
    Tampering("a formula that is its own value", "formula-changed", frozen_formula),
    Tampering("a formula made an array", "formula-changed", array_formula),
    Tampering("a formula of the row above", "formula-changed", copied_from_above),
    Tampering("a stored value 1 % too high", "value-wrong", stale_value(1.01)),
    Tampering("a stored value too high in the 8th digit", "value-wrong", stale_value(1 + 3e-8)),
    Tampering("a stored value with the other sign", "value-wrong", sign_of_value),
    Tampering("a stored 0 for n/d", "value-wrong", zero_for_undisclosed),
    Tampering("a stored number as text", "value-wrong", number_as_text_value),
    Tampering("a stored value removed", "value-missing", missing_value),
    Tampering("an error stored", "error-value", error_value),
    Tampering("a check that fails", "check-fails", failing_check),
    Tampering("a label changed", "text-changed", changed_label),
    Tampering("a unit changed", "text-changed", changed_unit),
    Tampering("a heading replaced by a number", "text-changed", number_for_heading),
    Tampering("a note deleted", "text-missing", deleted_note),
    Tampering("a number beside the model", "value-extra", extra_number),
    Tampering("a formula beside the model", "formula-extra", extra_formula),
    Tampering("a text in the last cell of a sheet", "value-extra", extra_in_a_corner),
    Tampering("an input amount edited", "input-edited", edited_input("deals", "base_bn", 123.25), needs_inputs=True),
    Tampering("an input date edited", "input-edited", edited_input("sources", "published", 45000.0), needs_inputs=True),
    Tampering("an input text edited", "input-edited", edited_input("companies", "note", "other"), needs_inputs=True),
    Tampering("an assumption edited", "input-edited", edited_input("assumptions", "base", 1.5), needs_inputs=True),
    Tampering("an input cleared", "input-edited", edited_input("deals", "base_bn", None), needs_inputs=True),
    Tampering("an input number stored as text", "input-form", number_as_text_input),
    Tampering("an input replaced by a formula", "input-invalid", formula_for_input),
    Tampering("an input replaced by an error", "input-invalid", error_for_input),
    Tampering("an input naming nobody", "input-invalid", unknown_company),
    Tampering("a row inserted", "row-added", inserted_row),
    Tampering("a row deleted", "row-removed", deleted_row),
    Tampering("a row hidden", "rows-hidden", hidden_row),
    Tampering("a row of no height", "rows-hidden", flat_row),
    Tampering("a column hidden", "columns-hidden", hidden_column),
    Tampering("a sheet hidden", "sheet-hidden", sheet_state("hidden")),
    Tampering("a sheet hidden from the menu too", "sheet-hidden", sheet_state("veryHidden")),
    Tampering("a column too narrow to read", "columns-hidden", narrow_column),
    Tampering("a number format that shows nothing", "value-hidden", number_shown(";;;")),
    Tampering("a number format with a number of its own", "format-changed", number_shown('"42.0"')),
    Tampering("a number format that divides by a thousand", "format-changed", number_shown("#,##0.0,")),
    Tampering("a number format without a sign", "format-changed", number_shown("0.00;0.00")),
    Tampering("a number format of an input with another number", "format-changed", number_shown('"7"', "base_bn")),
    Tampering("a number format of an input that divides", "format-changed", number_shown("0,.0", "base_bn")),
    Tampering("a format that shows PASS for any text", "format-changed", verdict_shown),
    Tampering("white on white", "value-hidden", written_in('<sz val="10"/><color rgb="FFFEFEFE"/>')),
    Tampering("paper on paper", "value-hidden", written_in('<sz val="10"/><color theme="0"/>')),
    Tampering("a font of one point", "value-hidden", written_in('<sz val="1"/><color theme="1"/>')),
    Tampering("cells merged", "cells-merged", merged_cells),
    Tampering("a sheet deleted", "sheet-missing", sheet_gone),
    Tampering("a sheet renamed", "sheet-renamed", sheet_renamed),
    Tampering("two sheets swapped", "sheet-moved", sheets_swapped),
    Tampering("a sheet added", "sheet-added", sheet_added),
    Tampering("a name pointed one row down", "name-changed", name_retargeted),
    Tampering("a name deleted", "name-missing", name_gone),
    Tampering("a name added", "name-added", name_added),
    Tampering("a name hidden by a sheet's own", "name-added", name_shadowed),
    Tampering("a table without its last column", "table-changed", table_shorter),
    Tampering("a validation removed", "validation-changed", validation_gone),
    Tampering("a validation widened", "validation-changed", validation_wider),
    Tampering("a link led elsewhere", "link-changed", link_elsewhere),
    Tampering("a colour rule removed", "highlight-changed", highlight_gone),
    Tampering("FAIL on green and PASS on red", "highlight-changed", highlight_swapped),
    Tampering("the red of FAIL made green", "highlight-changed", highlight_repainted),
    Tampering("a colour scale turned round", "highlight-changed", scale_turned),
    Tampering("a colour scale stretched", "highlight-changed", scale_stretched),
    Tampering("a chart of other cells", "chart-changed", chart_elsewhere),
    Tampering("calculation by hand", "calculation-changed", manual_calculation),
    Tampering("circles allowed", "calculation-changed", circles_allowed),
    Tampering("macros added", "macros", macro_added),
    Tampering("a link to another file", "outside-data", external_link),
    Tampering("a digest forged", "record-changed", forged_digest, needs_inputs=True),
    Tampering("a warning rewritten", "record-changed", rewritten_warning, needs_inputs=True),
)


def tampered(good: Path, tampering: Tampering, to: Path) -> tuple[str, str]:
    """Write the tampered workbook, and say where it was changed."""
    opened = Opened(good.read_bytes())
    place = tampering.do(opened)
    to.write_bytes(opened.bytes())
    return place


__all__ = ["TAMPERINGS", "Opened", "Tampering", "name_node", "tampered"]
