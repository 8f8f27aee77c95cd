"""The bytes of the file: openpyxl's parts, with stored values in the rows, in a zip that is the same on any day.

openpyxl writes no stored values, the clock into docProps/core.xml and absolute targets into relationships;
this is the one place that does otherwise. Written against openpyxl 3.1.
"""

from __future__ import annotations

import io
import math
import os
import re
import tempfile
import zipfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element, SubElement

from model.errors import CannotRun, DefinitionError
from model.workbook.cells import Content

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
COMPRESSION_LEVEL = 6
PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}


class Parts:
    """The parts of the package by name; stands where openpyxl expects a zip file."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def writestr(self, name: str, data: str | bytes) -> None:
        self.held[name] = data.encode() if isinstance(data, str) else data

    def namelist(self) -> list[str]:
        return list(self.held)


class RowsWriter(WorksheetWriter):
    """Writes our rows between openpyxl's head and tail of a sheet."""

    def __init__(self, sheet: Any, rows: Sequence[Content], styles: dict[str, int], links: Sequence[Hyperlink]):
        super().__init__(sheet, out=io.BytesIO())
        self.contents, self.styles, self.heights = rows, styles, sheet.row_dimensions
        sheet._hyperlinks = list(links)

    def write_dimensions(self) -> None:
        bottom = max((cell.row for cell in self.contents), default=1)
        right = max((cell.column for cell in self.contents), default=1)
        self.xf.send(SheetDimension(f"A1:{get_column_letter(right)}{bottom}").to_tree())

    def write_rows(self) -> None:
        xf: Any = self.xf.send(True)
        with xf.element("sheetData"):
            for number, cells in groupby(self.contents, key=lambda cell: cell.row):
                row: Any = Element("row", self.row_attributes(number))
                row.extend([self.element(cell) for cell in cells])
                xf.write(row)
        self.xf.send(None)

    def row_attributes(self, row: int) -> dict[str, str]:
        height = self.heights[row].height if row in self.heights else None
        return {"r": str(row)} | ({"ht": str(height), "customHeight": "1"} if height else {})

    def element(self, cell: Content) -> Any:
        """A cell with its formula and its stored value; text without a formula is text whatever it begins with."""
        attributes = {"r": f"{get_column_letter(cell.column)}{cell.row}", "s": str(self.styles[cell.style])}
        made: Any = Element("c", attributes)
        if cell.formula is not None:
            SubElement(made, "f").text = cell.formula
        match cell.value:
            case None | "" if cell.formula is None:
                pass
            case str(text) if cell.formula is None:
                made.set("t", "inlineStr")
                SubElement(SubElement(made, "is"), "t", PRESERVE).text = escaped(text)
            case str(text):
                made.set("t", "str")
                SubElement(made, "v").text = escaped(text)
            case value:
                SubElement(made, "v").text = number_text(value)
        return made


class PackageWriter(ExcelWriter):
    """openpyxl's writer, with our rows in the sheets."""

    def __init__(self, workbook: Workbook, rows: dict[str, Sequence[Content]], links: dict[str, list[Hyperlink]]):
        self.parts = Parts()
        archive: Any = self.parts
        super().__init__(workbook, archive)
        self.rows, self.links = rows, links
        self.styles = style_numbers(workbook)

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = ws._drawing or SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        writer: Any = RowsWriter(ws, self.rows[ws.title], self.styles, self.links.get(ws.title, []))
        writer.write()
        ws._rels = writer._rels
        self.parts.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)


def package(workbook: Workbook, rows: dict[str, Sequence[Content]], links: dict[str, list[Hyperlink]]) -> bytes:
    """The workbook as the bytes of an .xlsx; the same workbook and rows give the same bytes."""
    writer = PackageWriter(workbook, rows, links)
    writer.write_data()
    return zipped({name: relative(name, data) for name, data in writer.parts.held.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of the parts without clock or system: content types first, the others by name."""
    first = "[Content_Types].xml"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(parts, key=lambda part: (part != first, part)):
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, parts[name], compresslevel=COMPRESSION_LEVEL)
    return made.getvalue()


def relative(name: str, data: bytes) -> bytes:
    """Relationship targets relative to their part: some readers stumble over absolute ones."""
    if not name.endswith(".rels"):
        return data
    folder = PurePosixPath("/") / PurePosixPath(name).parent.parent

    def shorter(match: re.Match[bytes]) -> bytes:
        target = os.path.relpath(match[1].decode(), folder.as_posix())
        return b'Target="' + target.encode() + b'"'

    return re.sub(rb'Target="(/[^"]+)"', shorter, data)


def replace_file(path: Path, data: bytes) -> None:
    """Put the bytes where `path` is, whole or not at all. CannotRun when the folder or file refuses."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(made, 0o666 & ~current_umask())
            os.replace(made, path)
        except BaseException:
            Path(made).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CannotRun(f"cannot write {path}: {error.strerror}. Is it open in another program?") from error


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def style_numbers(workbook: Workbook) -> dict[str, int]:
    """The number of each named style in the file's list of cell formats."""
    probe = Cell(workbook.worksheets[0], row=1, column=1)
    numbers: dict[str, int] = {}
    for name in workbook.named_styles:
        probe.style = name
        numbers[name] = probe.style_id
    return numbers


def number_text(value: float | None) -> str:
    """A number as the file holds it: whole numbers without a point, others with all their digits.

    DefinitionError for anything a file cannot hold.
    """
    if value is None or not math.isfinite(value):
        raise DefinitionError(f"a cell cannot hold {value}")
    return repr(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def escaped(text: str) -> str:
    """Text that looks like an escape (_x000D_) is escaped itself, as the format asks."""
    return re.sub(r"_(x[0-9A-Fa-f]{4}_)", r"_x005F_\1", text)
