"""The bytes of the file: openpyxl's parts, with stored values in the rows, in a zip that is the same on any day.

openpyxl writes no stored values, the clock into docProps/core.xml and absolute targets into relationships;
this is the one place that does otherwise. Written against openpyxl 3.1.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any


from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element, SubElement

from model.errors import CannotRun
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


class RowsWriter(WorksheetWriter):  # type: ignore[misc]
    """Writes our rows between openpyxl's head and tail of a sheet."""

    def __init__(self, sheet: Any, rows: Sequence[Content], styles: dict[str, int], links: Sequence[Hyperlink]):
        super().__init__(sheet, out=io.BytesIO())
        self.contents, self.styles = rows, styles
        sheet._hyperlinks = list(links)

    def write_dimensions(self) -> None:
        bottom = max((cell.row for cell in self.contents), default=1)
        right = max((cell.column for cell in self.contents), default=1)
        self.xf.send(SheetDimension(f"A1:{letters(right)}{bottom}").to_tree())

    def write_rows(self) -> None:
        xf = self.xf.send(True)
        with xf.element("sheetData"):
            row: Element | None = None
            for cell in self.contents:
                if row is None or row.get("r") != str(cell.row):
                    if row is not None:
                        xf.write(row)
                    row = Element("row", {"r": str(cell.row)})
                row.append(self.element(cell))
            if row is not None:
                xf.write(row)
        self.xf.send(None)

    def element(self, cell: Content) -> Element:
        """A cell with its formula and its stored value; text without a formula stays text whatever it begins with."""
        made = Element("c", {"r": f"{letters(cell.column)}{cell.row}", "s": str(self.styles[cell.style])})
        text = isinstance(cell.value, str)
        if cell.formula is not None:
            SubElement(made, "f").text = cell.formula
            if text:
                made.set("t", "str")
            SubElement(made, "v").text = cell.value if isinstance(cell.value, str) else number(cell.value)
        elif isinstance(cell.value, str):
            if cell.value:
                made.set("t", "inlineStr")
                inner = SubElement(SubElement(made, "is"), "t", PRESERVE)
                inner.text = escaped(cell.value)
        elif cell.value is not None:
            SubElement(made, "v").text = number(cell.value)
        return made


class PackageWriter(ExcelWriter):  # type: ignore[misc]
    """openpyxl's writer, with our rows in the sheets."""

    def __init__(self, workbook: Workbook, rows: dict[str, Sequence[Content]], links: dict[str, list[Hyperlink]]):
        self.parts = Parts()
        super().__init__(workbook, self.parts)
        self.rows, self.links = rows, links
        self.styles = style_numbers(workbook)

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        writer = RowsWriter(ws, self.rows[ws.title], self.styles, self.links.get(ws.title, []))
        writer.write()
        ws._rels = writer._rels
        self.parts.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)


def package(
    workbook: Workbook, rows: dict[str, Sequence[Content]], links: dict[str, list[Hyperlink]]
) -> bytes:
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
    from openpyxl.cell.cell import Cell

    probe = Cell(workbook.worksheets[0], row=1, column=1)
    numbers: dict[str, int] = {}
    for name in workbook.named_styles:
        probe.style = name
        numbers[name] = probe.style_id
    return numbers


def letters(column: int) -> str:
    """Column 1 is A, 27 is AA."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def number(value: float | None) -> str:
    """A number as the file holds it: whole numbers without a point, others with all their digits."""
    if value is None:
        return ""
    return repr(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def escaped(text: str) -> str:
    """Text that looks like an escape (_x000D_) is escaped itself, as the format asks."""
    return re.sub(r"_(x[0-9A-Fa-f]{4}_)", r"_x005F_\1", text)
