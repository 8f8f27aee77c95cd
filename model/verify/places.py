"""What the references of formulas stand for in one workbook: ranges, single numbers, and which cells follow from which.

Names are looked up, the sheet's own before the workbook's. A reference that is not understood stands for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from model.xlsx.book import Book, Spot, Value, box
from model.xlsx.spelling import TEXTS

Place = tuple[str, Spot]
Area = tuple[str, tuple[int, int, int, int]]  # a sheet; top, left, bottom, right
CELLS = r"\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}"
REFERENCE = re.compile(rf"(?:('(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?({CELLS}|[A-Za-z_\\][\w.]*)(?![\w(!.])")
IS_CELLS = re.compile(CELLS)


class Places:
    """The references of a workbook's formulas, by the values of an engine where a cell is computed."""

    def __init__(self, book: Book, values: Mapping[Place, Value]) -> None:
        self.book, self.values = book, values
        self.names = {(scope, name.casefold()): text for (scope, name), text in book.names.items()}
        self.areas: dict[tuple[str, str], Area | None] = {}

    def area(self, reference: str, sheet: str) -> Area | None:
        """The range that a reference of a formula on a sheet stands for."""
        key = (reference, sheet)
        if key not in self.areas:
            self.areas[key] = self.looked_up(reference, sheet)
        return self.areas[key]

    def looked_up(self, reference: str, sheet: str) -> Area | None:
        match = REFERENCE.fullmatch(reference)
        if match is None:
            return None
        where = match[1].strip("'").replace("''", "'") if match[1] else sheet
        if IS_CELLS.fullmatch(match[2]):
            return where, box(match[2])
        for scope in (where, ""):
            text = self.names.get((scope, match[2].casefold()), "")
            target = REFERENCE.fullmatch(text)
            if target and target[1] and IS_CELLS.fullmatch(target[2]):
                return self.looked_up(text, sheet)
        return None

    def is_cell(self, reference: str, sheet: str) -> bool:
        """Whether a reference, or the name it uses, is written as one cell: A1, not A1:A1."""
        if self.shape(reference, sheet) != (1, 1):
            return False
        name = (reference.rpartition("!")[2]).casefold()
        text = self.names.get((sheet, name)) or self.names.get(("", name)) or reference
        return ":" not in text

    def shape(self, reference: str, sheet: str) -> tuple[int, int] | None:
        """Rows and columns of a range."""
        area = self.area(reference, sheet)
        if area is None:
            return None
        top, left, bottom, right = area[1]
        return bottom - top + 1, right - left + 1

    def number(self, reference: str, sheet: str) -> float | None:
        """The number in a single cell; an empty one counts as 0."""
        area = self.area(reference, sheet)
        if area is None or area[0] not in self.book.sheets or area[1][:2] != area[1][2:]:
            return None
        name, spot = area[0], area[1][:2]
        cells = self.book.sheets[name]
        value = self.values.get((name, spot)) if spot in cells.formulas else cells.values.get(spot, 0.0)
        return value if isinstance(value, float) else None

    def references(self, formula: str) -> Iterable[str]:
        return dict.fromkeys(match[0] for match in REFERENCE.finditer(TEXTS.sub('""', formula)))

    def followers(self, places: Collection[Place]) -> set[Place]:
        """These cells and all whose formulas read them, directly or through others."""
        readers: dict[Area, list[Place]] = {}
        for sheet in self.book.sheets.values():
            for spot, formula in sheet.formulas.items():
                for reference in self.references(formula):
                    if (area := self.area(reference, sheet.name)) is not None:
                        readers.setdefault(area, []).append((sheet.name, spot))
        ranges: dict[str, list[Area]] = {}
        for area in readers:
            if area[1][:2] != area[1][2:]:
                ranges.setdefault(area[0], []).append(area)
        reached, waiting = set(places), list(places)
        while waiting:
            name, (row, column) = waiting.pop()
            hit = [each for each in ranges.get(name, ()) if inside(row, column, each)]
            ranges[name] = [each for each in ranges.get(name, ()) if each not in hit]  # its readers are known now
            for area in (*hit, (name, (row, column, row, column))):
                for reader in readers.get(area, ()):
                    if reader not in reached:
                        reached.add(reader)
                        waiting.append(reader)
        return reached


def inside(row: int, column: int, area: Area) -> bool:
    top, left, bottom, right = area[1]
    return top <= row <= bottom and left <= column <= right
