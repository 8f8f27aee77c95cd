"""Opening a user's workbook and writing it again with every cell as it was: all digits, stored results, raw text.

openpyxl alone would cut numbers to 16 digits, drop the results stored with formulas and write the time into the file.
Macros, and shapes that openpyxl does not know, are not kept. Written against openpyxl 3.1.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl.cell.rich_text import CellRichText
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_CORE, ARC_THEME
from openpyxl.xml.functions import Element, tostring

from model.xlsx.markup import DECLARATION, spelled
from model.xlsx.parts import ExcelTable

Texts = Mapping[str, Mapping[int, Sequence[str]]]  # of sheets without cells of their own: rows of text by number

_MARKUP = (".xml", ".rels", ".vml")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_CLOCK = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def open_whole(content: bytes, *, results: bool = False) -> Workbook:
    """The workbook with its text as the file has it, and dates as the numbers they are stored as.

    With `results`, formula cells hold their stored results. The bytes must have been checked before.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about features openpyxl cannot keep
        reader = _Untyped(io.BytesIO(content), data_only=results, rich_text=True)
        reader.archive = _Respelled(io.BytesIO(content))
        reader.read()
    book: Workbook = reader.wb
    return book


class _Untyped(ExcelReader):
    wb: Any

    def read_worksheets(self) -> None:
        self.wb._date_formats = self.wb._timedelta_formats = frozenset()
        super().read_worksheets()


class _Respelled(zipfile.ZipFile):
    """A package whose escapes are rewritten so that openpyxl, which decodes only some of them, leaves them
    unchanged."""

    def open(self, name: Any, *args: Any, **options: Any) -> Any:
        part = super().open(name, *args, **options)
        if not str(getattr(name, "filename", name)).endswith(".xml"):
            return part
        with part:
            return io.BytesIO(part.read().replace(b"_x005F_", b"_x005f_"))


def has_formulas(book: Workbook) -> bool:
    """Whether any cell holds a formula."""
    return any(cell.data_type == "f" for sheet in book.worksheets for cell in _cells(sheet).values())


def excel_tables(sheet: Worksheet) -> list[ExcelTable]:
    tables: list[Any] = list(sheet.tables.values())
    return [ExcelTable(each.displayName or "", each.ref, (), each.totalsRowCount or 0) for each in tables]


def to_bytes(book: Workbook, texts: Texts, results: Workbook | None) -> bytes:
    """The workbook as the bytes of an .xlsx: the same workbook gives the same bytes.

    `texts` are written into the sheets of that name around the cells they have; `results` holds what is stored
    beside formulas.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about headers of Excel tables that are not text
        _Writer(book, _Archive(archive), texts, results).write_data()
    return file.getvalue()


class _Archive:
    """Replaces the zip file that openpyxl expects; entries carry no time."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def writestr(self, name: str, data: str | bytes) -> None:
        content = data.encode() if isinstance(data, str) else data
        if name.endswith(_MARKUP) and name != ARC_THEME:  # the theme is the user's own, as it was
            content = spelled(content)
        if name == ARC_CORE:
            content = _CLOCK.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
        self.add(name, content)

    def add(self, name: str, content: bytes) -> None:
        info = zipfile.ZipInfo(name, _ZIP_TIME)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.create_system = info.external_attr = 0
        self.archive.writestr(info, content)

    def namelist(self) -> list[str]:
        return self.archive.namelist()


class _Writer(ExcelWriter):
    def __init__(self, book: Workbook, archive: Any, texts: Texts, results: Workbook | None) -> None:
        super().__init__(book, archive)
        self.texts, self.results, self.target = texts, results, archive

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        has_results = self.results is not None and ws.title in self.results.sheetnames
        results = _cells(self.results[ws.title]) if self.results is not None and has_results else {}
        writer: Any = _SheetWriter(ws, self.texts.get(ws.title, {}), results)
        writer.write()
        ws._rels = writer._rels
        self.target.add(ws.path[1:], writer.whole())
        self.manifest.append(ws)


class _SheetWriter(WorksheetWriter):
    """openpyxl's head and tail of a sheet around rows of our own."""

    ws: Any

    def __init__(self, sheet: Any, texts: Mapping[int, Sequence[str]], results: Mapping[tuple[int, int], Any]) -> None:
        super().__init__(sheet, out=io.BytesIO())
        self.texts, self.results = texts, results

    def write_rows(self) -> None:
        rows: Any = self.rows()
        for _, cells in rows:
            for cell in cells:
                if cell._comment is not None:
                    self.ws._comments.append(CommentRecord.from_cell(cell))
                if cell.hyperlink is not None:
                    self.ws._hyperlinks.append(cell.hyperlink)
        xf: Any = self.xf.send(True)
        xf.write(Element("sheetData"))
        self.xf.send(None)

    def whole(self) -> bytes:
        """The sheet with its rows."""
        head, tail = spelled(self.read()).split(b"<sheetData />", 1)
        return b"".join([head, b"<sheetData>", *(row.encode() for row in self._rows()), b"</sheetData>", tail])

    def _rows(self) -> Iterator[str]:
        own: dict[int, list[Any]] = dict(self.rows())
        for row in sorted(self.texts.keys() | own.keys()):
            dimension = self.ws.row_dimensions.get(row)
            attributes = {"r": str(row)} | (dict(dimension) if dimension is not None else {})
            marked = {cell.column: cell for cell in own.get(row, ())}
            texts = self.texts.get(row, ())
            columns = sorted({*marked, *(column for column, text in enumerate(texts, 1) if text)})
            cells = (
                self._cell(marked[column])
                if column in marked
                else _inline(f"{get_column_letter(column)}{row}", texts[column - 1])
                for column in columns
            )
            opened = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
            yield f"<row {opened}>{''.join(cells)}</row>"

    def _cell(self, cell: Any) -> str:
        place = cell.coordinate
        style = f' s="{cell.style_id}"' if cell.has_style else ""
        if cell.data_type == "f":
            return f'<c r="{place}"{style}{self._result(cell)}</c>'
        kind, value = _stored(cell.data_type, cell.value, self.ws.parent.epoch)
        if kind == "inlineStr":
            return _inline(place, cell.value, style)
        return f'<c r="{place}"{style}' + (f' t="{kind}"><v>{value}</v></c>' if value else "/>")

    def _result(self, cell: Any) -> str:
        """The rest of a formula cell: type of the result, formula, stored result."""
        formula, attributes = cell.value, {}
        if isinstance(formula, ArrayFormula | DataTableFormula):
            attributes = dict(formula)
            formula = getattr(formula, "text", None) or "="
        opened = "".join(f" {name}={quoteattr(str(value))}" for name, value in attributes.items())
        result = self.results.get((cell.row, cell.column))
        kind, value = ("n", "") if result is None else _stored(result.data_type, result.value, self.ws.parent.epoch)
        kind = "str" if kind == "inlineStr" else kind
        return f' t="{kind}"><f{opened}>{escape(formula[1:])}</f>' + (f"<v>{value}</v>" if value else "")


def _stored(kind: str, value: Any, epoch: Any) -> tuple[str, str]:
    """Type and text of a value as the file holds it; no text for nothing."""
    match value:
        case None:
            return "n", ""
        case bool():
            return "b", str(int(value))
        case int() | float():
            return "n", repr(value)
        case str() | CellRichText():
            return ("e", escape(str(value))) if kind == "e" else ("inlineStr", _escaped(str(value)))
        case _:
            return "n", repr(to_excel(value, epoch))  # type: ignore[no-untyped-call]


def _inline(place: str, text: Any, style: str = "") -> str:
    if isinstance(text, CellRichText):
        markup: Any = tostring(text.to_tree())
        inner = spelled(markup).removeprefix(DECLARATION)
        return f'<c r="{place}"{style} t="inlineStr">{inner.decode()}</c>'
    if not text:
        return f'<c r="{place}"{style}/>' if style else ""
    return f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{_escaped(text)}</t></is></c>'


def _escaped(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


def _cells(sheet: Any) -> Mapping[tuple[int, int], Any]:
    cells: Mapping[tuple[int, int], Any] = sheet._cells
    return cells
