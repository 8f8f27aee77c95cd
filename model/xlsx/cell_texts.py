"""The cells of sheets as text, without an object for each: what a CSV file of the same table would hold.

Formulas and errors are kept apart. Cells and parts are read by the modules `cells` and `parts`, which verify also uses.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from model.xlsx.book import ErrorValue, SheetHeld, Spot, cell_name, extend
from model.xlsx.cells import Cell, SheetParser, cell_value, measure, number
from model.xlsx.formats import codes
from model.xlsx.formula_text import LAST_COLUMN
from model.xlsx.limits import DIGITS
from model.xlsx.namespaces import truth
from model.xlsx.parts import ExcelTable, WorkbookParts, is_worksheet
from model.xlsx.relations import MAIN, Package
from model.xlsx.sheet_reader import LEAST_WIDTH, columns_and_merges

LONGEST_SHARED = 200  # characters of a shared formula that is shown as each cell reads it
_WHOLE = re.compile("0|-?[1-9][0-9]{0,14}")
_DIGITS = re.compile("0|-?[1-9][0-9]*")  # kept as they are, however many: they may be a key


@dataclass(frozen=True)
class Odd:
    """The content of a cell that is not an input: a formula or an error, as text."""

    formula: bool
    text: str


@dataclass
class Sheet(SheetHeld):
    """The filled cells of a sheet as text, and what else a reader of its tables must know."""

    excel_tables: dict[str, ExcelTable] = field(default_factory=dict)  # by name in lower case
    rows: dict[int, tuple[tuple[int, ...], list[str]]] = field(default_factory=dict)  # columns, and their texts
    odd: dict[Spot, Odd] = field(default_factory=dict)
    long_numbers: set[Spot] = field(default_factory=set)  # stored as binary numbers of more than 15 digits


def read_sheets(content: bytes, names: frozenset[str], parts: tuple[str, ...]) -> list[Sheet]:
    """All sheets, with the cells of those that have one of the wanted names, or an Excel table that has one.

    The names are in lower case. `parts` are those that were checked before; no other is opened. Exceptions raised on
    damaged parts are passed on.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        workbook = WorkbookParts(Package(archive, parts))
        days = Days(workbook)
        sheets = []
        for name, state, relation in workbook.sheets():
            if relation is None or not is_worksheet(relation):
                continue
            tables = {table.name.casefold(): table for table in workbook.tables(relation.target)}
            sheet = Sheet(name, state, excel_tables=tables)
            if not names.isdisjoint({name.casefold(), *tables}):
                with workbook.package.open(relation.target) as part:
                    _Reader(sheet, workbook.strings, days).read(part)
            sheets.append(sheet)
        return sheets


class Days:
    """Which styles show a number as a day or a duration, and what it is then."""

    def __init__(self, workbook: WorkbookParts) -> None:
        formats = list(enumerate(codes(workbook.style_sheet())))
        self.styles = frozenset(style for style, code in formats if is_date_format(code))
        self.durations = frozenset(style for style, code in formats if is_timedelta_format(code))
        self.epoch = CALENDAR_MAC_1904 if workbook.date1904 else CALENDAR_WINDOWS_1900
        self.texts: dict[tuple[str, int], str | None] = {}

    def text(self, raw: str, style: int) -> str | None:
        """The day as text; None beyond the calendar."""
        if (raw, style) not in self.texts:
            self.texts[raw, style] = self._text(raw, style)
        return self.texts[raw, style]

    def _text(self, raw: str, style: int) -> str | None:
        days = number(raw)
        try:
            return day_text(from_excel(days, self.epoch, timedelta=style in self.durations))
        except (OverflowError, ValueError):
            return None


class _Reader:
    """Fills in a sheet's cells, row by row as they come."""

    def __init__(self, sheet: Sheet, strings: list[str], days: Days) -> None:
        self.sheet, self.strings, self.days = sheet, strings, days
        self.row = 0
        self.shared: dict[str, Odd] = {}  # cells of one formula share what is kept of it
        self.texts: dict[int, str] = {}  # of the row, by column
        self.shapes: dict[tuple[int, ...], tuple[int, ...]] = {}  # rows that fill the same columns share their tuple

    def read(self, part: IO[bytes]) -> None:
        sheet = self.sheet
        parser = SheetParser(sheet, {**columns_and_merges(sheet), f"{MAIN}sheetFormatPr": self.usual_sizes})
        for cell in parser.cells(part):
            if cell.row != self.row:
                self.end_row()
                self.row = cell.row
                columns, texts = sheet.rows.get(cell.row, ((), []))
                self.texts = dict(zip(columns, texts, strict=True))
            self.take(cell)
        self.end_row()
        for spot, text in parser.shares.formulas(LONGEST_SHARED):
            sheet.odd[spot] = self.shared.setdefault(text, Odd(True, "=" + text))

    def usual_sizes(self, node: Element) -> None:
        """The height of rows and width of columns that state none of their own, which may hide them."""
        height = measure(node.get("defaultRowHeight"), self.sheet.row_height)
        self.sheet.row_height = 0.0 if truth(node.get("zeroHeight")) else height
        if measure(node.get("defaultColWidth"), LEAST_WIDTH) < LEAST_WIDTH:
            extend(self.sheet.hidden_columns, 1, LAST_COLUMN)

    def take(self, cell: Cell) -> None:
        """Of two cells of one place the last counts."""
        sheet, column = self.sheet, cell.column
        text = odd = None
        if cell.formula is not None:
            odd = Odd(True, "=" + cell.formula.text)
        elif cell.raw is not None:
            try:
                text = self.text(cell, cell.raw)
            except (ValueError, IndexError):  # a shared text that is not there, a number or a day that is none
                sheet.doubt(cell_name((cell.row, column)), f"the cell's value, {cell.raw[:20]!r}, is none of its type")
                text = ""
            if text is None or isinstance(text, ErrorValue):
                text, odd = None, Odd(False, text or "#VALUE!")
        if column in self.texts or (cell.row, column) in sheet.odd:
            self.texts.pop(column, None)
            sheet.odd.pop((cell.row, column), None)
            sheet.long_numbers.discard((cell.row, column))
        if odd is not None:
            sheet.odd[cell.row, column] = odd
        elif text is not None:
            self.texts[column] = text
            if cell.kind == "n" and len(text) > DIGITS and self.is_long(text, cell.style):
                sheet.long_numbers.add((cell.row, column))

    def is_long(self, text: str, style: int) -> bool:
        """Whether a number has more digits than are kept of one that is typed."""
        return style not in self.days.styles and not _WHOLE.fullmatch(text)

    def end_row(self) -> None:
        if self.texts:
            columns = tuple(sorted(self.texts))
            self.sheet.rows[self.row] = self.shapes.setdefault(columns, columns), [self.texts[at] for at in columns]
        else:
            self.sheet.rows.pop(self.row, None)

    def text(self, cell: Cell, raw: str) -> str | None:
        """The text that a CSV file would contain; None for a day outside the calendar."""
        match cell_value(cell, self.strings):
            case None if cell.style in self.days.styles:
                return self.days.text(raw, cell.style)
            case None:
                return raw if _DIGITS.fullmatch(raw) else number_text(number(raw))
            case bool() as truth:
                return str(truth).upper()
            case datetime.datetime() as moment:
                return day_text(moment)
            case text:
                return text


def number_text(number: float) -> str:
    """The number with all its digits; a whole one without a point."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def day_text(value: object) -> str:
    """A day in ISO form; with its time of day where it has one."""
    match value:
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.datetime():
            return value.isoformat(sep=" ")
        case _:
            return str(value)
