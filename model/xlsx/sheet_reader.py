"""Reads one sheet's part as a stream, as the programs do that open it.

Only elements of the format's own namespace at their own place count. Of what is said twice the last counts, but the
first of links; a cell that shares a formula has the formula of the cell that shares it, whatever else it says.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree

from openpyxl.utils.cell import coordinate_to_tuple

from model.dates import EPOCH
from model.errors import CannotRun
from model.xlsx.book import ErrorValue, SheetHeld, Spot, Validation, Value, box, cell_name, extend
from model.xlsx.drawings import plain
from model.xlsx.formats import Style
from model.xlsx.formula_text import LAST_COLUMN, LAST_ROW, shifted
from model.xlsx.looks import scale
from model.xlsx.namespaces import moment, own, own_text, shared, text_of, truth, unescaped
from model.xlsx.relations import MAIN, X14, Relation, related_id
from model.xlsx.spelling import canonical

MOST_SHARED_TEXT = 50_000_000  # characters of formulas filled from shared ones
MOST_LINKED = 1_000  # cells of one link that are looked at one by one
LEAST_HEIGHT, LEAST_WIDTH = 3.0, 0.5  # points, characters: less is as good as hidden
SHEET, DATA, ROW, CELL = (f"{MAIN}{tag}" for tag in ("worksheet", "sheetData", "row", "c"))
FORMULA, STORED, INLINE, EXTRA = (f"{MAIN}{tag}" for tag in ("f", "v", "is", "extLst"))
ANCHORS = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"  # has rows of its own


class Share(NamedTuple):
    """A cell that takes part in a shared formula, with the text of its own; `master` where it shares it with others."""

    spot: Spot
    number: str
    text: str
    master: bool


class SheetReader:
    """Reads one sheet's part."""

    def __init__(
        self,
        sheet: SheetHeld,
        strings: list[str],
        styles: Sequence[Style],
        looks: Mapping[str, str],
        related: Mapping[str, Relation],
    ) -> None:
        self.sheet, self.strings, self.styles, self.looks, self.related = sheet, strings, styles, looks, related
        self.shares: list[Share] = []
        self.shared_length = 0
        self.row = self.column = 0
        self.rows: set[int] = set()
        self.columns_of_row: set[int] = set()
        self.linked: set[Spot] = set()
        self.once: set[str] = set()  # the elements of the sheet that were there, of which there is one each

    def read(self, file: object) -> None:
        path: list[str] = []  # the elements around the one that begins or ends
        for event, node in ElementTree.iterparse(file, ("start", "end")):  # type: ignore[call-overload]
            if event == "start":
                if node.tag == ROW and path == [SHEET, DATA]:
                    self.begin_row(node)
                path.append(node.tag)
                continue
            path.pop()
            if node.tag == CELL and path == [SHEET, DATA, ROW]:
                self.cell(node)
            elif node.tag in (ROW, DATA) and path in ([SHEET], [SHEET, DATA]):
                self.said_once(node.tag, path)
                node.clear()
            elif path in ([SHEET, DATA], [SHEET, DATA, ROW]) or plain(node.tag) in ("c", "row"):
                self.stray(node)
            elif (place := PLACES.get(node.tag)) and path[: len(place)] == list(place):
                self.said_once(node.tag, path)
                READERS[node.tag](self, node)
                node.clear()
        self.share_out()

    def begin_row(self, node: ElementTree.Element) -> None:
        self.row, self.column = int(node.get("r", self.row + 1)), 0
        self.check(self.row, 1)
        if self.row in self.rows:
            self.sheet.doubt(f"{self.row}:{self.row}", "the row is there twice")
        self.rows.add(self.row)
        self.columns_of_row.clear()
        if truth(node.get("hidden")) or float(node.get("ht", "15")) < LEAST_HEIGHT:
            extend(self.sheet.hidden_rows, self.row, self.row)

    def said_once(self, tag: str, path: Sequence[str]) -> None:
        """Doubt what there may be one of on a sheet, and is there twice."""
        if len(path) == 1 and tag not in REPEATED:
            if tag in self.once:
                self.sheet.doubt("", f"the sheet has {plain(tag)} twice")
            self.once.add(tag)

    def stray(self, node: ElementTree.Element) -> None:
        """Something among the cells, or called a cell or row, that is neither; programs pass it over."""
        if node.tag == EXTRA or node.tag.startswith(ANCHORS):
            return
        self.sheet.doubt(
            node.get("r", "")[:20], f"an element {plain(node.tag)} of another kind passes for the sheet's own"
        )

    @staticmethod
    def check(row: int, column: int) -> None:
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            raise ValueError(f"no cell in row {row}, column {column}")

    def spot(self, node: ElementTree.Element) -> Spot:
        """Where a cell stands; programs believe its own name, not its row."""
        where = node.get("r")
        spot = coordinate_to_tuple(where) if where else (self.row, self.column + 1)
        self.check(*spot)
        self.column = spot[1]
        if spot[0] != self.row:
            self.sheet.doubt(cell_name(spot), f"the cell stands among those of row {self.row}")
        if spot[1] in self.columns_of_row or (spot[0] != self.row and spot in self.sheet.styles):
            self.sheet.doubt(cell_name(spot), "the cell is there twice")
        self.columns_of_row.add(spot[1])
        return spot

    def cell(self, node: ElementTree.Element) -> None:
        spot, kind = self.spot(node), node.get("t", "n")
        parts: dict[str, ElementTree.Element] = {}
        for child in node:
            if child.tag in parts:
                self.sheet.doubt(cell_name(spot), f"the cell has two of {plain(child.tag)}")
            elif child.tag not in (FORMULA, STORED, INLINE, EXTRA):
                self.sheet.doubt(cell_name(spot), f"the cell has a {plain(child.tag)} that is none of a cell's own")
            if len(child) and child.tag in (FORMULA, STORED):
                self.sheet.doubt(cell_name(spot), f"something stands within the cell's {plain(child.tag)}")
            parts[child.tag] = child
        formula = self.formula(parts[FORMULA], spot) if FORMULA in parts else None
        raw = own_text(parts[STORED]) or None if STORED in parts else None
        if kind == "inlineStr":
            if raw is not None:
                self.sheet.doubt(cell_name(spot), "the cell has a text and a value")
            raw = text_of(parts[INLINE]) if INLINE in parts else None
        if raw is not None or formula is not None:
            self.sheet.formulas.pop(spot, None)
            self.sheet.values.pop(spot, None)
            self.sheet.styles[spot] = self.styles[int(node.get("s", "0"))] if self.styles else Style()
        if formula is not None:
            self.sheet.formulas[spot] = formula
            if raw is None and kind == "str" and STORED in parts:
                self.sheet.empty_texts.add(spot)
        if raw is not None and (value := self.value(kind, raw)) != "":
            self.sheet.values[spot] = value
        node.clear()

    def value(self, kind: str, raw: str) -> Value:
        match kind:
            case "s":
                return shared(self.strings, raw)
            case "str":
                return unescaped(raw)
            case "inlineStr":
                return raw
            case "b":
                return truth(raw)
            case "e":
                return ErrorValue(raw)
            case "d":
                return (moment(raw) - EPOCH) / datetime.timedelta(days=1)
        return float(raw)

    def formula(self, node: ElementTree.Element, spot: Spot) -> str | None:
        """The formula's text; of a shared one nothing yet, as cells above may follow from one below."""
        text, kind = own_text(node), node.get("t", "normal")
        if kind == "array":
            return f"{{{text}}}"
        if kind == "dataTable":
            return "{TABLE}"
        if kind == "shared":
            self.shares.append(Share(spot, node.get("si", ""), text, bool(text and node.get("ref"))))
        return text or ("" if kind == "shared" else None)

    def share_out(self) -> None:
        """Give each cell of a shared formula the first one that is shared under its number, filled to its place."""
        masters: dict[str, Share] = {}
        for share in self.shares:
            if share.master and masters.setdefault(share.number, share) is not share:
                self.sheet.doubt(cell_name(share.spot), f"the shared formula {share.number} is there twice")
        for share in self.shares:
            if share.spot not in self.sheet.formulas:
                continue  # a later value for the same cell
            master = masters.get(share.number)
            if master is None:
                if not share.text:
                    raise ValueError(f"there is no shared formula {share.number}")
                masters[share.number] = share  # as Gnumeric reads it
                self.sheet.doubt(cell_name(share.spot), f"the shared formula {share.number} has no range")
                continue
            text = shifted(master.text, share.spot[0] - master.spot[0], share.spot[1] - master.spot[1])
            self.shared_length += len(text)
            if self.shared_length > MOST_SHARED_TEXT:
                raise CannotRun("the workbook fills more formulas from shared ones than can be read.")
            if share.text and canonical(share.text) != canonical(text):
                message = f"the cell shares the formula of {cell_name(master.spot)}, and has another one of its own"
                self.sheet.doubt(cell_name(share.spot), message)
            self.sheet.formulas[share.spot] = text

    def columns(self, node: ElementTree.Element) -> None:
        for column in own(node):
            if truth(column.get("hidden")) or float(column.get("width", "10")) < LEAST_WIDTH:
                extend(self.sheet.hidden_columns, int(column.get("min", "1")), int(column.get("max", "1")))

    def merges(self, node: ElementTree.Element) -> None:
        self.sheet.merged += [each.get("ref", "") for each in own(node)]

    def validation(self, node: ElementTree.Element) -> None:
        texts = {plain(child.tag): "".join(child.itertext()) for child in node}
        kind = node.get("type", "none")
        operator = "" if kind in ("none", "list", "custom") else node.get("operator", "between")
        second = texts.get("formula2", "") if operator in ("between", "notBetween") else ""
        rule = Validation(kind, operator, texts.get("formula1", ""), second)
        for ref in (node.get("sqref") or texts.get("sqref") or "").split():
            self.sheet.validations[ref] = rule

    def conditions(self, node: ElementTree.Element) -> None:
        for rule in own(node):
            parts = [rule.get("type", ""), rule.get("operator", "")]
            parts += [child.text or "" for child in rule if child.tag == f"{MAIN}formula"]
            parts += [self.looks.get(rule.get("dxfId", ""), ""), scale(rule)]
            for ref in node.get("sqref", "").split():
                self.sheet.conditional.append((ref, " ".join(filter(None, parts))))

    def hyperlinks(self, node: ElementTree.Element) -> None:
        for link in own(node):
            relation, place = self.related.get(related_id(link)), link.get("location", "")
            outside = relation.target if relation else ""
            self.link(link.get("ref", ""), "#".join(filter(None, (outside, place))) if outside else place)

    def link(self, ref: str, target: str) -> None:
        """A link from a cell or range. Of two on one cell, the first is followed."""
        top, left, bottom, right = box(ref)
        spots = {(top, left)}
        if (bottom - top + 1) * (right - left + 1) <= MOST_LINKED:
            spots = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if not spots.isdisjoint(self.linked):
            self.sheet.doubt(ref, "the cell has two links")
        self.linked |= spots
        self.sheet.links.setdefault(ref, target)

    def protection(self, node: ElementTree.Element) -> None:
        self.sheet.protected = truth(node.get("sheet"))

    def zero_height(self, node: ElementTree.Element) -> None:
        if truth(node.get("zeroHeight")):
            extend(self.sheet.hidden_rows, LAST_ROW, LAST_ROW)


READERS: Mapping[str, Callable[[SheetReader, ElementTree.Element], None]] = {
    f"{MAIN}cols": SheetReader.columns,
    f"{MAIN}mergeCells": SheetReader.merges,
    f"{MAIN}dataValidation": SheetReader.validation,
    f"{X14}dataValidation": SheetReader.validation,
    f"{MAIN}conditionalFormatting": SheetReader.conditions,
    f"{MAIN}hyperlinks": SheetReader.hyperlinks,
    f"{MAIN}sheetProtection": SheetReader.protection,
    f"{MAIN}sheetFormatPr": SheetReader.zero_height,
}
# The elements around what is read; the sheet alone where nothing else is said.
PLACES = dict.fromkeys(READERS, (SHEET,)) | {
    f"{MAIN}dataValidation": (SHEET, f"{MAIN}dataValidations"),
    f"{X14}dataValidation": (SHEET, EXTRA),
}
REPEATED = (f"{MAIN}cols", f"{MAIN}conditionalFormatting", ROW)
