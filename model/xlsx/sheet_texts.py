"""The cells of one sheet of an .xlsx as the text a CSV file would hold, taken from its XML as it is parsed."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.table import Table

from model.xlsx.limits import DIGITS
from model.xlsx.namespaces import decoded, moment, shared, truth

CHUNK = 1 << 20
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
CELL, VALUE, FORMULA, TEXT = MAIN + "c", MAIN + "v", MAIN + "f", MAIN + "t"
ROW, COLUMN, MERGED, PHONETIC = (MAIN + tag for tag in ("row", "col", "mergeCell", "rPh"))
WHOLE = re.compile("0|-?[1-9][0-9]{0,14}")
DIGITS_ALONE = re.compile("0|-?[1-9][0-9]*")  # kept as they are, however many: they may be a key

At = tuple[int, int]  # row and column


@dataclass(frozen=True)
class Odd:
    """What stands in a cell that holds no input: a formula or an error, as text."""

    formula: bool
    text: str


@dataclass
class Sheet:
    """The filled cells of a sheet, and what else a reader of its tables must know."""

    title: str
    state: str
    tables: dict[str, Table] = field(default_factory=dict)
    rows: dict[int, tuple[tuple[int, ...], list[str]]] = field(default_factory=dict)  # columns, and their texts
    odd: dict[At, Odd] = field(default_factory=dict)
    long_numbers: set[At] = field(default_factory=set)  # stored as binary numbers of more than 15 digits
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[At] = field(default_factory=list)  # first and last
    merged: list[CellRange] = field(default_factory=list)


def parser_of(start: Callable[[str, dict[str, str]], None], end: Callable[[str], None]) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    return parser


def feed(parser: expat.XMLParserType, source: IO[bytes]) -> None:
    while chunk := source.read(CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


class SheetTexts:
    """Fills in a sheet's cells, row by row as they come."""

    def __init__(self, sheet: Sheet, strings: list[str], book: Any) -> None:
        self.sheet, self.strings, self.book = sheet, strings, book
        self.parser = parser_of(self.start, self.end)
        self.row = self.column = self.silent = self.style = 0
        self.kind = "n"
        self.formula: list[str] | None = None
        self.formula_attributes: dict[str, str] = {}
        self.pieces: list[str] = []  # of the cell's value, or of its text
        self.places: list[int] = []
        self.texts: list[str] = []
        self.shapes: dict[
            tuple[int, ...], tuple[int, ...]
        ] = {}  # rows that fill the same columns share the tuple of them
        self.masters: dict[str, Translator] = {}
        self.dates: dict[tuple[str, int], str | None] = {}

    def read(self, part: IO[bytes]) -> None:
        feed(self.parser, part)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == CELL:
            self.start_cell(attributes)
        elif tag == VALUE or (tag == TEXT and not self.silent):
            self.parser.CharacterDataHandler = self.pieces.append
        elif tag == FORMULA:
            self.formula, self.formula_attributes = [], attributes
            self.parser.CharacterDataHandler = self.formula.append
        elif tag == ROW:
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            if truth(attributes.get("hidden")):
                self.sheet.hidden_rows.add(self.row)
        elif tag == PHONETIC:
            self.silent += 1
        elif tag == COLUMN and truth(attributes.get("hidden")):
            self.sheet.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif tag == MERGED:
            self.sheet.merged.append(CellRange(attributes["ref"]))

    def start_cell(self, attributes: dict[str, str]) -> None:
        self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", 0))
        place = attributes.get("r")
        if place is None:
            self.column += 1
        else:
            row, self.column = coordinate_to_tuple(place)
            if row != self.row:  # a cell among those of another row: programs believe its own name
                self.end_row()
                self.row = row
        self.pieces.clear()
        self.formula = None

    def end(self, tag: str) -> None:
        if tag == CELL:
            if self.formula is not None:
                self.sheet.odd[self.row, self.column] = Odd(True, "=" + self.whole_formula(self.formula))
            elif self.pieces:
                text = self.meaning("".join(self.pieces))
                if text is not None:
                    self.places.append(self.column)
                    self.texts.append(text)
        elif tag in (VALUE, TEXT, FORMULA):
            self.parser.CharacterDataHandler = None
        elif tag == PHONETIC:
            self.silent -= 1
        elif tag == ROW:
            self.end_row()

    def end_row(self) -> None:
        """Keep the cells read since the last row. Of a cell that is there twice, the last counts."""
        places, texts, rows = self.places, self.texts, self.sheet.rows
        if places and (self.row in rows or len(set(places)) < len(places)):
            cells = dict(zip(*rows.get(self.row, ((), [])), strict=True)) | dict(zip(places, texts, strict=True))
            places[:], texts[:] = sorted(cells), [cells[place] for place in sorted(cells)]
        if places:
            columns = tuple(places)
            rows[self.row] = self.shapes.setdefault(columns, columns), texts[:]
            places.clear()
            texts.clear()

    def meaning(self, raw: str) -> str | None:
        """The text a CSV file would hold; None of an error, which is kept apart."""
        match self.kind:
            case "s":
                return shared(self.strings, raw)
            case "n" if self.style in self.book._date_formats:
                if (raw, self.style) not in self.dates:
                    self.dates[raw, self.style] = self.date_text(raw)
                text = self.dates[raw, self.style]
                if text is None:
                    self.sheet.odd[self.row, self.column] = Odd(False, "#VALUE!")
                return text
            case "n":
                text = raw if DIGITS_ALONE.fullmatch(raw) else number_text(float(raw))
                if len(text) > DIGITS and not WHOLE.fullmatch(text):
                    self.sheet.long_numbers.add((self.row, self.column))
                return text
            case "b":
                return "TRUE" if truth(raw) else "FALSE"
            case "e":
                self.sheet.odd[self.row, self.column] = Odd(False, raw)
                return None
            case "d":
                return day_text(moment(raw))
            case _:
                return decoded(raw)

    def date_text(self, raw: str) -> str | None:
        book = self.book
        try:
            return day_text(from_excel(float(raw), book.epoch, timedelta=self.style in book._timedelta_formats))
        except (OverflowError, ValueError):
            return None

    def whole_formula(self, formula: list[str]) -> str:
        """The formula's text; of one shared with other cells, as it reads in this one."""
        text, identity = "".join(formula), self.formula_attributes.get("si", "")
        if self.formula_attributes.get("t") != "shared":
            return text
        place = f"{CellRange(min_col=self.column, max_col=self.column, min_row=self.row, max_row=self.row).coord}"
        if text:
            self.masters[identity] = Translator("=" + text, place)
        return self.masters[identity].translate_formula(place)[1:] if identity in self.masters else text


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
