"""A workbook opened part by part, to change one thing in its XML and leave all else as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from xml.etree import ElementTree

from openpyxl.utils.cell import coordinate_to_tuple

from model.verify.cells import input_cells
from model.xlsx.book import Book, SheetHeld, Spot, cell_name
from model.xlsx.reader import read_book

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NS = f"{{{MAIN}}}"
ElementTree.register_namespace("", MAIN)
ElementTree.register_namespace("r", RELATIONS)


@lru_cache(maxsize=4)  # many tests tamper with the same workbook
def book_of(content: bytes) -> Book:
    return read_book("good", content)


class Opened:
    """The parts of a workbook, to change and to save."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self._content = content
        self.trees: dict[str, ElementTree.Element] = {}

    @cached_property
    def book(self) -> Book:
        """The workbook as it was opened."""
        return book_of(self._content)

    def tree(self, part: str) -> ElementTree.Element:
        if part not in self.trees:
            self.trees[part] = ElementTree.fromstring(self.parts[part])
        return self.trees[part]

    @property
    def workbook(self) -> ElementTree.Element:
        return self.tree("xl/workbook.xml")

    @property
    def names(self) -> list[str]:
        """The names of the sheets, in order."""
        return [node.get("name", "") for node in self.workbook.iter(f"{NS}sheet")]

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

    def table(self, name: str) -> ElementTree.Element:
        """The part of an Excel table."""
        tables = (self.tree(part) for part in self.parts if part.startswith("xl/tables/"))
        return next(tree for tree in tables if tree.get("displayName") == name)

    def relations_of(self, sheet: str) -> ElementTree.Element:
        """The relations of a sheet's part."""
        part = PurePosixPath(self.part_of(sheet))
        return self.tree(f"{part.parent}/_rels/{part.name}.rels")

    def relate(self, sheet: str, kind: str, target: str, outside: bool = False) -> None:
        """Add a relation to a sheet, of which it may be the first."""
        part = PurePosixPath(self.part_of(sheet))
        name = f"{part.parent}/_rels/{part.name}.rels"
        self.parts.setdefault(name, f'<Relationships xmlns="{PACKAGE}"/>'.encode())
        attributes = {"Id": "rIdAdded", "Type": f"{RELATIONS}/{kind}", "Target": target}
        attributes |= {"TargetMode": "External"} if outside else {}
        self.tree(name).append(ElementTree.Element(f"{{{PACKAGE}}}Relationship", attributes))

    def add_part(self, name: str, content: str, kind: str) -> None:
        """Add a part of a kind that spreadsheets have, such as a worksheet or a table."""
        self.parts[name] = content.encode()
        types = self.tree("[Content_Types].xml")
        tag = types[0].tag.rpartition("}")[0] + "}Override"
        attributes = {
            "PartName": f"/{name}",
            "ContentType": f"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml",
        }
        types.append(ElementTree.Element(tag, attributes))

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
