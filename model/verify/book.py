"""What a workbook holds, read in one pass: formulas, stored values, names, tables, and what is hidden.

The package must have passed `model.tables.package.check_package`, which bounds sizes and rules out DTDs. Nothing is
computed here and no formula is understood. openpyxl reads either formulas or stored values; verify needs both.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple
from xml.etree import ElementTree

from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter, range_boundaries

from model.errors import CannotRun
from model.tables.package import check_package
from model.verify.drawings import chart_look, controls, plain, shapes
from model.verify.formats import Style, styles
from model.verify.looks import looks, scale
from model.verify.tokens import LAST_COLUMN, LAST_ROW, shifted

MOST_SHARED_TEXT = 50_000_000  # characters of formulas filled from shared ones
MOST_RANGES = 100_000  # of hidden rows, validations and the like, on one sheet
LEAST_HEIGHT, LEAST_WIDTH = 3.0, 0.5  # points, characters: less is as good as hidden
EPOCH = datetime.datetime(1899, 12, 30)


class ErrorValue(str):
    """A spreadsheet error such as #REF!, where other cells hold numbers or text."""


Value = float | str | bool | ErrorValue
Spot = tuple[int, int]  # row and column


class Validation(NamedTuple):
    """What a data validation allows, without its messages."""

    kind: str
    operator: str
    first: str
    second: str


@dataclass
class SheetHeld:
    """One sheet: values and formulas by (row, column), and all that is not a cell."""

    name: str
    state: str = "visible"
    values: dict[Spot, Value] = field(default_factory=dict)
    formulas: dict[Spot, str] = field(default_factory=dict)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    styles: dict[Spot, Style] = field(default_factory=dict)  # of cells that hold something
    tables: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)  # range and column names
    validations: dict[str, Validation] = field(default_factory=dict)  # by range
    links: dict[str, str] = field(default_factory=dict)  # target by range
    merged: list[str] = field(default_factory=list)
    conditional: list[tuple[str, str]] = field(default_factory=list)  # range, rule
    charts: list[str] = field(default_factory=list)  # the ranges that charts draw
    chart_looks: list[str] = field(default_factory=list)
    shapes: int = 0  # pictures, shapes and controls that lie on the sheet
    protected: bool = False

    def spots(self) -> Iterator[Spot]:
        yield from self.values
        yield from (spot for spot in self.formulas if spot not in self.values)


@dataclass
class Book:
    """A workbook: its sheets in order, names by (sheet or "", name), calculation settings, and its parts."""

    sheets: dict[str, SheetHeld]
    names: dict[tuple[str, str], str]
    calculation: Mapping[str, str]
    date1904: bool
    saved_by: str
    parts: tuple[str, ...]

    def formula_count(self) -> int:
        return sum(len(sheet.formulas) for sheet in self.sheets.values())


def read_book(file: str, content: bytes) -> Book:
    """The workbook held by the bytes of an .xlsx. CannotRun when they cannot be read safely, or are damaged."""
    parts = check_package(file, content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return BookReader(archive, parts).book()
    except CannotRun:
        raise
    except (MemoryError, RecursionError) as error:
        raise CannotRun(f"{file} asks for more memory than a workbook needs and is not opened.") from error
    except Exception as error:  # damaged parts fail in many ways; none of them is the user's business
        raise CannotRun(f"{file} is damaged: it cannot be read as a workbook.") from error


class BookReader:
    """Reads the parts of one package."""

    def __init__(self, archive: zipfile.ZipFile, parts: tuple[str, ...]) -> None:
        self.archive, self.parts = archive, parts
        self.by_folded = {part.casefold(): part for part in parts}

    def book(self) -> Book:
        main = self.target("", "officeDocument")
        tree = self.tree(main)
        related = self.relations(main)
        self.strings = list(self.shared_strings(main))
        part = self.target(main, "styles")
        sheet = self.tree(part) if part else ElementTree.Element("styleSheet")
        self.styles, self.looks = styles(sheet), looks(sheet)
        sheets: dict[str, SheetHeld] = {}
        for node in children(tree, "sheets"):
            name, target = node.get("name", ""), related.get(attribute(node, "id"), ("", ""))[1]
            sheets[name] = SheetHeld(name, node.get("state", "visible"))
            if target and "chartsheet" not in target:
                self.read_sheet(sheets[name], target)
        order = list(sheets)
        names: dict[tuple[str, str], str] = {}
        for node in children(tree, "definedNames"):
            local = node.get("localSheetId")
            scope = order[int(local)] if local is not None else ""
            names[scope, node.get("name", "")] = node.text or ""
        calculation = next((dict(node.attrib) for node in tree if plain(node.tag) == "calcPr"), {})
        properties = next((node for node in tree if plain(node.tag) == "workbookPr"), None)
        date1904 = properties is not None and truth(properties.get("date1904"))
        return Book(sheets, names, calculation, date1904, self.saved_by(), self.parts)

    def tree(self, part: str) -> ElementTree.Element:
        with self.archive.open(self.by_folded[part.casefold()]) as file:
            return ElementTree.parse(file).getroot()

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part by id: kind, and target (a part's name, or an address outside)."""
        at = PurePosixPath(part)
        rels = str(at.parent / "_rels" / f"{at.name}.rels") if part else "_rels/.rels"
        if rels.casefold() not in self.by_folded:
            return {}
        held = {}
        for node in self.tree(rels):
            kind, target = node.get("Type", "").rpartition("/")[2], node.get("Target", "")
            if node.get("TargetMode") != "External":
                target = resolved(at.parent if part else PurePosixPath(), target)
            held[node.get("Id", "")] = (kind, target)
        return held

    def target(self, part: str, kind: str) -> str:
        return next((target for found, target in self.relations(part).values() if found == kind), "")

    def shared_strings(self, main: str) -> Iterator[str]:
        part = self.target(main, "sharedStrings")
        if part:
            with self.archive.open(self.by_folded[part.casefold()]) as file:
                for _, node in ElementTree.iterparse(file):
                    if plain(node.tag) == "si":
                        yield text_of(node)
                        node.clear()

    def saved_by(self) -> str:
        part = self.target("", "extended-properties")
        if not part:
            return ""
        held = {plain(node.tag): node.text or "" for node in self.tree(part)}
        return held.get("Application", "")[:60]

    def read_sheet(self, sheet: SheetHeld, part: str) -> None:
        related = self.relations(part)
        with self.archive.open(self.by_folded[part.casefold()]) as file:
            SheetReader(sheet, self.strings, self.styles, self.looks, related).read(file)
        for kind, target in related.values():
            if kind == "table":
                tree = self.tree(target)
                columns = tuple(node.get("name", "") for node in children(tree, "tableColumns"))
                sheet.tables[tree.get("displayName", "")] = (tree.get("ref", ""), columns)
            elif kind == "drawing":
                sheet.shapes += shapes(self.tree(target))
                for found, part in self.relations(target).values():
                    if found == "chart":
                        chart = self.tree(part)
                        sheet.charts += [node.text or "" for node in chart.iter() if plain(node.tag) == "f"]
                        sheet.chart_looks.append(chart_look(chart))
            elif kind == "vmlDrawing":
                sheet.shapes += controls(self.archive.read(self.by_folded[target.casefold()]))


class SheetReader:
    """Reads one sheet's part as a stream."""

    def __init__(
        self,
        sheet: SheetHeld,
        strings: list[str],
        styles: Sequence[Style],
        looks: Mapping[str, str],
        related: Mapping[str, tuple[str, str]],
    ) -> None:
        self.sheet, self.strings, self.styles, self.looks, self.related = sheet, strings, styles, looks, related
        self.shared: dict[str, tuple[str, Spot]] = {}
        self.filled = 0
        self.row = self.column = 0

    def read(self, file: object) -> None:
        for event, node in ElementTree.iterparse(file, ("start", "end")):  # type: ignore[call-overload]
            tag = plain(node.tag)
            if event == "start":
                if tag == "row":
                    self.row, self.column = int(node.get("r", self.row + 1)), 0
                    self.check(self.row, 1)
                    if truth(node.get("hidden")) or float(node.get("ht", "15")) < LEAST_HEIGHT:
                        extend(self.sheet.hidden_rows, self.row, self.row)
                continue
            if tag == "c":
                self.cell(node)
            elif tag in ("row", "sheetData"):
                node.clear()
            elif tag in READERS:
                READERS[tag](self, node)
                node.clear()

    @staticmethod
    def check(row: int, column: int) -> None:
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            raise ValueError(f"no cell in row {row}, column {column}")

    def cell(self, node: ElementTree.Element) -> None:
        where = node.get("r")
        spot = coordinate_to_tuple(where) if where else (self.row, self.column + 1)
        self.check(*spot)
        self.column = spot[1]
        raw = formula = None
        for child in node:
            tag = plain(child.tag)
            if tag == "f":
                formula = self.formula(child, spot)
            elif tag == "v":
                raw = child.text
            elif tag == "is":
                raw = text_of(child)
        if formula is not None:
            self.sheet.formulas[spot] = formula
        if raw is not None:
            value = self.value(node.get("t", "n"), raw)
            if value != "":
                self.sheet.values[spot] = value
        if (raw is not None or formula is not None) and self.styles:
            self.sheet.styles[spot] = self.styles[int(node.get("s", "0"))]
        node.clear()

    def value(self, kind: str, raw: str) -> Value:
        match kind:
            case "s":
                return self.strings[int(raw)]
            case "str":
                return unescaped(raw)
            case "inlineStr":
                return raw
            case "b":
                return truth(raw)
            case "e":
                return ErrorValue(raw)
            case "d":
                moment = datetime.datetime.fromisoformat(raw.removesuffix("Z"))
                return (moment - EPOCH) / datetime.timedelta(days=1)
        return float(raw)

    def formula(self, node: ElementTree.Element, spot: Spot) -> str | None:
        text, kind, number = node.text or "", node.get("t", "normal"), node.get("si", "")
        if kind == "array":
            return f"{{{text}}}"
        if kind == "dataTable":
            return "{TABLE}"
        if kind == "shared":
            if text:
                self.shared[number] = (text, spot)
                return text
            text, origin = self.shared[number]
            self.filled += len(text)
            if self.filled > MOST_SHARED_TEXT:
                raise CannotRun("the workbook fills more formulas from shared ones than can be read.")
            return shifted(text, spot[0] - origin[0], spot[1] - origin[1])
        return text or None

    def columns(self, node: ElementTree.Element) -> None:
        for column in node:
            if truth(column.get("hidden")) or float(column.get("width", "10")) < LEAST_WIDTH:
                extend(self.sheet.hidden_columns, int(column.get("min", "1")), int(column.get("max", "1")))

    def merges(self, node: ElementTree.Element) -> None:
        self.sheet.merged += [each.get("ref", "") for each in node]

    def validation(self, node: ElementTree.Element) -> None:
        texts = {plain(child.tag): "".join(child.itertext()) for child in node}
        kind = node.get("type", "none")
        operator = "" if kind in ("none", "list", "custom") else node.get("operator", "between")
        second = texts.get("formula2", "") if operator in ("between", "notBetween") else ""
        held = Validation(kind, operator, texts.get("formula1", ""), second)
        for ref in (node.get("sqref") or texts.get("sqref") or "").split():
            self.sheet.validations[ref] = held

    def conditions(self, node: ElementTree.Element) -> None:
        for rule in node:
            parts = [rule.get("type", ""), rule.get("operator", "")]
            parts += [child.text or "" for child in rule if plain(child.tag) == "formula"]
            parts += [self.looks.get(rule.get("dxfId", ""), ""), scale(rule)]
            for ref in node.get("sqref", "").split():
                self.sheet.conditional.append((ref, " ".join(filter(None, parts))))

    def hyperlinks(self, node: ElementTree.Element) -> None:
        for link in node:
            outside = self.related.get(attribute(link, "id"), ("", ""))[1]
            self.sheet.links[link.get("ref", "")] = outside or link.get("location", "")

    def protection(self, node: ElementTree.Element) -> None:
        self.sheet.protected = truth(node.get("sheet"))

    def zero_height(self, node: ElementTree.Element) -> None:
        if truth(node.get("zeroHeight")):
            extend(self.sheet.hidden_rows, LAST_ROW, LAST_ROW)


READERS = {
    "cols": SheetReader.columns,
    "mergeCells": SheetReader.merges,
    "dataValidation": SheetReader.validation,
    "conditionalFormatting": SheetReader.conditions,
    "hyperlinks": SheetReader.hyperlinks,
    "sheetProtection": SheetReader.protection,
    "sheetFormatPr": SheetReader.zero_height,
}


def attribute(node: ElementTree.Element, name: str) -> str:
    """A relationship attribute, in whichever namespace it stands."""
    return next((value for key, value in node.attrib.items() if key.endswith("}" + name)), "")


def children(tree: ElementTree.Element, tag: str) -> Iterator[ElementTree.Element]:
    for node in tree:
        if plain(node.tag) == tag:
            yield from node


def truth(text: str | None) -> bool:
    return text is not None and text.strip().lower() in ("1", "true", "on")


def text_of(node: ElementTree.Element) -> str:
    """The text of a shared or inline string, with its runs but without phonetic hints."""
    pieces = []
    for child in node:
        tag = plain(child.tag)
        if tag == "t":
            pieces.append(child.text or "")
        elif tag == "r":
            pieces += [part.text or "" for part in child if plain(part.tag) == "t"]
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """Text with the format's escapes (_x000D_) undone and line ends as line feeds."""
    if "_x" in text:
        text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n")


def resolved(folder: PurePosixPath, target: str) -> str:
    """A relationship's target as the name of a part."""
    parts: list[str] = [] if target.startswith("/") else list(folder.parts)
    for step in PurePosixPath(target.lstrip("/")).parts:
        if step == ".." and parts:
            parts.pop()
        elif step not in (".", ".."):
            parts.append(step)
    return "/".join(parts)


def extend(ranges: list[tuple[int, int]], first: int, last: int) -> None:
    """Add a range of rows or columns, joined with the one before where they touch."""
    if ranges and ranges[-1][1] + 1 == first:
        ranges[-1] = (ranges[-1][0], last)
    else:
        ranges.append((first, last))
    if len(ranges) > MOST_RANGES:
        raise CannotRun("the workbook hides more rows or columns than can be read.")


def box(ref: str) -> tuple[int, int, int, int]:
    """Top, left, bottom and right of a range; whole rows and columns reach to the sheet's ends."""
    left, top, right, bottom = range_boundaries(ref.replace("$", ""))
    return top or 1, left or 1, bottom or LAST_ROW, right or LAST_COLUMN


def cell_name(spot: Spot) -> str:
    return f"{get_column_letter(spot[1])}{spot[0]}"
