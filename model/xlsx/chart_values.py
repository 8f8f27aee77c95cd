"""The values a chart carries beside its references, as stored in the cells: previews and phones compute nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from openpyxl.utils.cell import coordinate_to_tuple

from model.xlsx.rows import Content, SheetCells, Strip, is_blank
from model.xlsx.sheet_data import number_text

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
NUMBERS, TEXTS = f"{CHART}numRef", f"{CHART}strRef"
CACHES = {NUMBERS: "numCache", TEXTS: "strCache"}
NUMBERS_OR_TEXTS = (f"{CHART}cat", f"{CHART}xVal")


@dataclass(frozen=True)
class Area:
    """How many cells a reference names, and those that hold something, by their number in it."""

    size: int
    cells: Mapping[int, Content]


def with_values(chart: bytes, sheets: Mapping[str, SheetCells], formats: Mapping[str, str]) -> bytes:
    """The chart with the values of the cells it refers to. `formats` are the number formats of the styles."""
    root = fromstring(chart)
    for node in root.iter(f"{CHART}numFmt"):  # else LibreOffice takes the format of the cells
        node.attrib.setdefault("sourceLinked", "0")
    for parent in root.iter():
        for reference in parent:
            if reference.tag in CACHES:
                area = area_of(reference.findtext(f"{CHART}f", ""), sheets)
                if parent.tag in NUMBERS_OR_TEXTS:
                    reference.tag = (
                        TEXTS if any(isinstance(cell.value, str) for cell in area.cells.values()) else NUMBERS
                    )
                add_values(reference, area, formats)
    return tostring(root)


def area_of(reference: str, sheets: Mapping[str, SheetCells]) -> Area:
    """What an absolute reference such as 'Capital spending'!$B$7:$B$12 names, row by row."""
    sheet, _, cells = reference.replace("$", "").rpartition("!")
    first, _, last = cells.partition(":")
    (top, left), (bottom, right) = coordinate_to_tuple(first), coordinate_to_tuple(last or first)
    width = right - left + 1
    filled_cells = {
        (cell.row - top) * width + cell.column - left: cell
        for part in sheets[sheet.strip("'")].parts
        if left <= part.column <= right
        for cell in rows_of(part, top, bottom)
        if not is_blank(cell.value)
    }
    return Area((bottom - top + 1) * width, filled_cells)


def rows_of(part: Content | Strip, top: int, bottom: int) -> Iterator[Content]:
    """The cells of a part that stand between two rows."""
    first, last = max(top, part.row), min(bottom, part.row + part.count - 1)
    if first <= last:
        yield from map(part.cell, range(first, last + 1))


def add_values(reference: Element, area: Area, formats: Mapping[str, str]) -> None:
    """Numbers with their format, or texts; a text among numbers, such as n/d, is not a point."""
    cache = SubElement(reference, f"{CHART}{CACHES[reference.tag]}")
    numeric = reference.tag == NUMBERS
    points = {
        index: cell for index, cell in sorted(area.cells.items()) if not (numeric and isinstance(cell.value, str))
    }
    usual = next((formats[cell.style] for cell in points.values()), "General")
    if numeric:
        SubElement(cache, f"{CHART}formatCode").text = usual
    SubElement(cache, f"{CHART}ptCount", val=str(area.size))
    for index, cell in points.items():
        own = {"formatCode": formats[cell.style]} if numeric and formats[cell.style] != usual else {}
        point = SubElement(cache, f"{CHART}pt", {"idx": str(index)} | own)
        SubElement(point, f"{CHART}v").text = cell.value if isinstance(cell.value, str) else number_text(cell.value)
