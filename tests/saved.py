"""The cells of a saved workbook, read from its XML: numbers as stored, dates as serial days, errors as errors.

Readers made for tables show an error as an empty cell, and then a formula that fails looks like one that shows nothing.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Place = tuple[str, str]


class Error(str):
    """An error value such as #DIV/0!, which is no text."""


Value = float | str | bool | None
Values = dict[Place, Value]


@dataclass(frozen=True)
class Saved:
    """Every cell of a workbook by sheet and cell: what is stored, and the formulas, "=" before each; defined names."""

    values: Values
    formulas: dict[Place, str]
    names: dict[str, str]

    def value_of(self, name: str) -> Value:
        """The value of the cell that a defined name points at."""
        sheet, _, cell = self.names[name].replace("$", "").rpartition("!")
        return self.values[sheet.strip("'"), cell]


def read(workbook: Path) -> Saved:
    values: Values = {}
    formulas: dict[Place, str] = {}
    with zipfile.ZipFile(workbook) as archive:
        shared = shared_texts(archive)
        for sheet, part in sheets(archive):
            for cell in ElementTree.fromstring(archive.read(part)).iter(f"{MAIN}c"):
                place = (sheet, cell.attrib["r"])
                values[place] = stored(cell, shared)
                formula = cell.find(f"{MAIN}f")
                if formula is not None:
                    formulas[place] = f"={formula.text or ''}"
        workbook_part = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    names = {each.attrib["name"]: each.text or "" for each in workbook_part.iter(f"{MAIN}definedName")}
    return Saved(values, formulas, names)


def sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name and the part of every sheet, in order."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.attrib["Id"]: normpath(join("/xl", relation.attrib["Target"]))[1:] for relation in relations}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet"):
        yield sheet.attrib["name"], targets[sheet.attrib[RELATION]]


def shared_texts(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [text(item) for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml")).iter(f"{MAIN}si")]


def text(node: ElementTree.Element) -> str:
    """The text of a string item, its runs joined; phonetic guides are no part of it."""
    runs = [node, *node.findall(f"{MAIN}r")]
    return "".join(part.text or "" for run in runs for part in run.findall(f"{MAIN}t"))


def stored(cell: ElementTree.Element, shared: list[str]) -> Value:
    """What a cell stores; empty text is nothing, as an empty cell is."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{MAIN}is")
        return None if inline is None else text(inline) or None
    value = cell.findtext(f"{MAIN}v") or ""
    if value == "":
        return None
    match kind:
        case "n":
            return float(value)
        case "s":
            return shared[int(value)] or None
        case "str":
            return value
        case "b":
            return value == "1"
        case "e":
            return Error(value)
    raise ValueError(f"{cell.attrib['r']} is of the unknown kind {kind}")
