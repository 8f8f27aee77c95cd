"""Fills in a sheet of a book: values, formulas and styles of its cells, and the lists that stand around them.

Of what is stated twice the last counts; of links, the first.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import IO
from xml.etree.ElementTree import Element

from model.dates import EPOCH
from model.xlsx.book import SheetHeld, Spot, Validation, Value, box, extend
from model.xlsx.cells import LEAST_HEIGHT, Cell, Lists, SheetParser, cell_value, measure, number
from model.xlsx.formats import Style
from model.xlsx.formula_text import LAST_COLUMN, LAST_ROW
from model.xlsx.looks import look, scale
from model.xlsx.namespaces import own, plain, truth
from model.xlsx.parts import filters
from model.xlsx.relations import MAIN, OWN, X14, Relation, related_id

MOST_LINKED = 1_000  # cells of one link that are looked at one by one
LEAST_WIDTH = 0.75  # characters: less is as good as hidden
MOST_FROZEN = 40, 30  # rows and columns: a window shows no more, and cannot be scrolled to what is frozen below


class SheetReader:
    """Reads one sheet's part."""

    def __init__(
        self,
        sheet: SheetHeld,
        strings: Sequence[str],
        styles: Sequence[Style],
        looks: Mapping[str, str],
        related: Mapping[str, Relation],
    ) -> None:
        self.sheet, self.strings, self.styles, self.looks, self.related = sheet, strings, styles, looks, related
        self.linked: set[Spot] = set()

    def read(self, file: IO[bytes]) -> None:
        lists: Lists = {
            **columns_and_merges(self.sheet),
            f"{MAIN}dataValidations": self.validations,
            f"{MAIN}extLst": self.extensions,
            f"{MAIN}sheetPr": self.properties,
            f"{MAIN}sheetViews": self.views,
            f"{MAIN}autoFilter": self.filter,
            f"{MAIN}protectedRanges": self.exceptions,
            f"{MAIN}conditionalFormatting": self.conditions,
            f"{MAIN}hyperlinks": self.hyperlinks,
            f"{MAIN}sheetProtection": self.protection,
            f"{MAIN}sheetFormatPr": self.usual_height,
        }
        parser = SheetParser(self.sheet, lists)
        for cell in parser.cells(file):
            self.cell(cell)
        self.sheet.formulas.update(parser.shares.formulas())

    def cell(self, cell: Cell) -> None:
        """Of two cells of one place the last counts."""
        sheet, spot = self.sheet, (cell.row, cell.column)
        sheet.formulas.pop(spot, None)
        sheet.values.pop(spot, None)
        sheet.empty_texts.discard(spot)
        sheet.styles[spot] = self.styles[cell.style] if self.styles else Style()
        if cell.formula is not None:
            text, array = cell.formula.text, cell.formula.array
            sheet.formulas[spot] = f"{{{text}}}" if array else text
            if cell.raw == "" and cell.kind == "str":
                sheet.empty_texts.add(spot)
        if cell.raw and (value := self.value(cell, cell.raw)) != "":
            sheet.values[spot] = value

    def value(self, cell: Cell, raw: str) -> Value:
        match cell_value(cell, self.strings):
            case None:
                return number(raw)
            case datetime.datetime() as moment:
                return (moment - EPOCH) / datetime.timedelta(days=1)
            case value:
                return value

    def validations(self, node: Element) -> None:
        for each in node.iter(f"{MAIN}dataValidation"):
            self.validation(each)

    def extensions(self, node: Element) -> None:
        """Validations and colour rules that Excel keeps outside of the format's own lists."""
        for each in node.iter(f"{X14}dataValidation"):
            self.validation(each)
        for rules in node.iter(f"{X14}conditionalFormatting"):
            refs = "".join(each.text or "" for each in rules if plain(each.tag) == "sqref").split()
            for rule in rules.iter(f"{X14}cfRule"):
                parts = [rule.get("type", ""), rule.get("operator", "")]
                parts += [child.text or "" for child in rule if plain(child.tag) == "f"]
                parts += [look(child) for child in rule if child.tag == f"{X14}dxf"]
                self.sheet.conditional += [(ref, " ".join(filter(None, parts))) for ref in refs]

    def validation(self, node: Element) -> None:
        texts = {plain(child.tag): "".join(child.itertext()) for child in node}
        kind = node.get("type", "none")
        operator = "" if kind in ("none", "list", "custom") else node.get("operator", "between")
        second = texts.get("formula2", "") if operator in ("between", "notBetween") else ""
        enforced = truth(node.get("showErrorMessage")) and node.get("errorStyle", "stop") == "stop"
        rule = Validation(kind, operator, texts.get("formula1", ""), second, enforced)
        for ref in (node.get("sqref") or texts.get("sqref") or "").split():
            self.sheet.validations[ref] = rule

    def conditions(self, node: Element) -> None:
        for rule in own(node):
            parts = [rule.get("type", ""), rule.get("operator", "")]
            parts += [child.text or "" for child in rule if child.tag == f"{MAIN}formula"]
            parts += [self.looks.get(rule.get("dxfId", ""), ""), scale(rule)]
            for ref in node.get("sqref", "").split():
                self.sheet.conditional.append((ref, " ".join(filter(None, parts))))

    def hyperlinks(self, node: Element) -> None:
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

    def protection(self, node: Element) -> None:
        self.sheet.protected = truth(node.get("sheet"))

    def usual_height(self, node: Element) -> None:
        """Rows that state nothing are hidden, or practically hidden."""
        if truth(node.get("zeroHeight")) or float(node.get("defaultRowHeight", "15")) < LEAST_HEIGHT:
            extend(self.sheet.hidden_rows, LAST_ROW, LAST_ROW)
        if measure(node.get("defaultColWidth"), 10.0) < LEAST_WIDTH:
            self.sheet.view["defaultColWidth"] = "0"

    def properties(self, node: Element) -> None:
        if not truth(node.get("enableFormatConditionsCalculation", "1")):
            self.sheet.view["enableFormatConditionsCalculation"] = "0"

    def views(self, node: Element) -> None:
        """What the first view of the sheet leaves out; rows scrolled off above a frozen pane cannot be reached."""
        view = next(iter(own(node)), None)
        if view is None:
            return
        if not truth(view.get("showZeros", "1")):
            self.sheet.view["showZeros"] = "0"
        if truth(view.get("showFormulas")):
            self.sheet.view["showFormulas"] = "1"
        pane = view.find("pane", OWN)
        if pane is not None and pane.get("state", "split").startswith("frozen"):
            top, left, _, _ = box(view.get("topLeftCell", "A1"))
            if top > 1 and float(pane.get("ySplit", "0")):
                extend(self.sheet.hidden_rows, 1, top - 1)
            if left > 1 and float(pane.get("xSplit", "0")):
                extend(self.sheet.hidden_columns, 1, left - 1)
            for attribute, first, most, hidden_places, last in (
                ("ySplit", top, MOST_FROZEN[0], self.sheet.hidden_rows, LAST_ROW),
                ("xSplit", left, MOST_FROZEN[1], self.sheet.hidden_columns, LAST_COLUMN),
            ):
                frozen = int(float(pane.get(attribute, "0")))
                if frozen > most:
                    extend(hidden_places, first + most, last)

    def filter(self, node: Element) -> None:
        if filters(node):
            top, _, bottom, _ = box(node.get("ref", "A1"))
            self.sheet.filtered.append((top, bottom))

    def exceptions(self, node: Element) -> None:
        self.sheet.view["protectedRanges"] = " ".join(each.get("sqref", "") for each in own(node))


def columns_and_merges(sheet: SheetHeld) -> Lists:
    """What reads which columns are hidden and which cells are merged."""

    def columns(node: Element) -> None:
        for column in own(node):
            if truth(column.get("hidden")) or measure(column.get("width"), 10.0) < LEAST_WIDTH:
                extend(sheet.hidden_columns, int(column.get("min", "1")), int(column.get("max", "1")))

    def merges(node: Element) -> None:
        sheet.merged += [each.get("ref", "") for each in own(node)]

    return {f"{MAIN}cols": columns, f"{MAIN}mergeCells": merges}
