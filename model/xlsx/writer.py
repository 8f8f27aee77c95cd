"""The bytes of the file: openpyxl's parts, with stored values in the rows, in a zip that is the same on any day.

openpyxl itself writes no stored values in cells or charts, writes the time into docProps/core.xml, and writes absolute
targets into relationships; only this module corrects that. Written against openpyxl 3.1.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from openpyxl.cell.cell import Cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.relationship import Relationship
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import REL_NS
from openpyxl.xml.functions import Element, SubElement

from model.xlsx.archive import write_zip
from model.xlsx.chart_values import with_values
from model.xlsx.markup import spelled
from model.xlsx.rows import SheetCells
from model.xlsx.sheet_data import Progress, sheet_data, xml

ROWS, LINKS = "rows", "links"  # the marks
WEB, CHARTS = ("http://", "https://"), "xl/charts/"


@dataclass(frozen=True)
class SheetPart:
    """A sheet: what openpyxl writes before and after the rows, and the rows."""

    head: bytes
    tail: bytes
    cells: SheetCells
    styles: Mapping[str, int]
    progress: Progress

    def chunks(self) -> Iterator[bytes]:
        yield self.head
        for text in sheet_data(self.cells, self.styles, self.progress):
            yield text.encode()
        yield self.tail


class Parts:
    """The parts of the package by name; replaces the zip file that openpyxl expects."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes | SheetPart] = {}

    def writestr(self, name: str, data: str | bytes) -> None:
        self.parts[name] = data.encode() if isinstance(data, str) else data

    def namelist(self) -> list[str]:
        return list(self.parts)

    def in_order(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Content types first, the others by name."""
        first = "[Content_Types].xml"
        for name in sorted(self.parts, key=lambda part: (part != first, part)):
            part = self.parts[name]
            yield name, part.chunks() if isinstance(part, SheetPart) else [spelled(relative(name, part))]


class RowsWriter(WorksheetWriter):
    """openpyxl's writer of a sheet, with marks where the rows and the links within the workbook belong."""

    def __init__(self, sheet: Any, cells: SheetCells, links: Mapping[str, str]):
        super().__init__(sheet, out=io.BytesIO())
        self.cells = cells
        self.pages = {cell: target for cell, target in links.items() if target.startswith(WEB)}
        self.places = {cell: target for cell, target in links.items() if cell not in self.pages}

    def write_dimensions(self) -> None:
        right = get_column_letter(self.cells.right)
        self.xf.send(SheetDimension(f"A1:{right}{self.cells.bottom}").to_tree())

    def write_rows(self) -> None:
        xf: Any = self.xf.send(True)
        with xf.element("sheetData"):
            xf.write(ROWS)
        self.xf.send(None)

    def write_hyperlinks(self) -> None:
        if not (self.pages or self.places):
            return
        links, relations = Element("hyperlinks"), self._rels  # type: ignore[attr-defined]
        links.text = LINKS
        for cell, page in self.pages.items():
            relation: Any = Relationship(type="hyperlink", TargetMode="External", Target=page)  # type: ignore[call-overload]
            relations.append(relation)
            SubElement(links, "hyperlink", {"ref": cell, f"{{{REL_NS}}}id": relation.id})
        self.xf.send(links)

    def around(self) -> tuple[bytes, bytes]:
        """What stands before and after the rows."""
        before, after = spelled(self.read()).decode().split(f"<sheetData>{ROWS}</sheetData>")
        links = (f'<hyperlink ref="{cell}" location="{xml(place)}" />' for cell, place in self.places.items())
        after = after.replace(f"<hyperlinks>{LINKS}", f"<hyperlinks>{''.join(links)}")
        return f"{before}<sheetData>".encode(), f"</sheetData>{after}".encode()


class PackageWriter(ExcelWriter):
    """openpyxl's writer, with our rows in the sheets."""

    def __init__(
        self,
        workbook: Workbook,
        rows: Mapping[str, SheetCells],
        links: Mapping[str, Mapping[str, str]],
        progress: Progress,
    ):
        self.parts = Parts()
        archive: Any = self.parts
        super().__init__(workbook, archive)
        self.rows, self.links, self.progress = rows, links, progress
        self.styles = style_numbers(workbook)

    def write_worksheet(self, ws: Any) -> None:
        if ws._drawing is None:  # a drawing without charts counts as false
            ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        cells = self.rows[ws.title]
        writer: Any = RowsWriter(ws, cells, self.links.get(ws.title, {}))
        writer.write()
        ws._rels = writer._rels
        head, tail = writer.around()
        self.parts.parts[ws.path[1:]] = SheetPart(head, tail, cells, self.styles, self.progress)
        self.manifest.append(ws)

    def write_chart_values(self) -> None:
        """Give each chart the values of the cells it refers to."""
        formats = {style.name: style.number_format for style in self.workbook._named_styles}  # type: ignore[attr-defined]
        for name, part in self.parts.parts.items():
            if name.startswith(CHARTS) and isinstance(part, bytes):
                self.parts.parts[name] = with_values(part, self.rows, formats)


def package(
    workbook: Workbook,
    rows: Mapping[str, SheetCells],
    links: Mapping[str, Mapping[str, str]],
    file: BinaryIO,
    progress: Progress,
) -> None:
    """Write the workbook as an .xlsx; the same workbook and rows give the same bytes.

    `links` are those of each sheet: where a click on a cell leads, to a page of the web or a place in the workbook.
    """
    writer = PackageWriter(workbook, rows, links, progress)
    writer.write_data()
    writer.write_chart_values()
    write_zip(file, writer.parts.in_order())


def relative(name: str, data: bytes) -> bytes:
    """Relationship targets relative to their part, because some readers cannot handle absolute ones."""
    if not name.endswith(".rels"):
        return data
    folder = PurePosixPath("/") / PurePosixPath(name).parent.parent

    def shorter(match: re.Match[bytes]) -> bytes:
        target = os.path.relpath(match[1].decode(), folder.as_posix())
        return b'Target="' + target.encode() + b'"'

    return re.sub(rb'Target="(/[^"]+)"', shorter, data)


def style_numbers(workbook: Workbook) -> dict[str, int]:
    """The number of each named style in the file's list of cell formats."""
    probe = Cell(workbook.worksheets[0], row=1, column=1)
    numbers: dict[str, int] = {}
    for name in workbook.named_styles:
        probe.style = name
        numbers[name] = probe.style_id
    return numbers
