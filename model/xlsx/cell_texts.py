"""Reading the cells of an .xlsx as text, without an object for each: faster, and escapes are undone as Excel does.

openpyxl reads what is small: the list of sheets, styles, Excel tables. Typed cells become the text a CSV file would
hold; formulas and errors are kept apart. Written against openpyxl 3.1.
"""

import datetime
import io
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat

from openpyxl.formula.translate import Translator
from openpyxl.packaging.relationship import RelationshipList, get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.table import Table
from openpyxl.xml.functions import fromstring

from model.xlsx.limits import DIGITS
from model.xlsx.namespaces import decoded, moment, shared, truth

_CHUNK = 1 << 20
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_CELL, _VALUE, _FORMULA, _TEXT = _MAIN + "c", _MAIN + "v", _MAIN + "f", _MAIN + "t"
_ROW, _COLUMN, _MERGED, _STRING, _PHONETIC = (_MAIN + tag for tag in ("row", "col", "mergeCell", "si", "rPh"))
_STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_WHOLE = re.compile("0|-?[1-9][0-9]{0,14}")
_DIGITS = re.compile("0|-?[1-9][0-9]*")  # kept as they are, however many: they may be a key

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


def read_sheets(content: bytes, names: frozenset[str]) -> list[Sheet]:
    """All sheets, with the cells of those that have one of the wanted names, or an Excel table that has one.

    The names are in lower case. The bytes must have been checked before. Whatever openpyxl and expat raise on damaged
    parts comes through.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about features openpyxl would lose on saving; nothing is saved
        reader = _Reader(io.BytesIO(content), keep_links=False)
        with reader.archive:
            return reader.sheets(names)


class _Reader(ExcelReader):
    wb: Any
    parser: Any
    archive: Any

    def sheets(self, names: frozenset[str]) -> list[Sheet]:
        self.read_manifest()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        strings: list[str] | None = None
        results = []
        for sheet, relation in self.parser.find_sheets():
            if relation.target not in self.valid_files or "chartsheet" in relation.Type:
                continue
            result = Sheet(sheet.name, sheet.state, self.tables(relation.target))
            if not names.isdisjoint({result.title.casefold(), *result.tables}):
                if strings is None:
                    strings = self.strings()
                with self.archive.open(relation.target) as part:
                    _read_sheet(part, result, strings, self.wb)
            results.append(result)
        return results

    def tables(self, sheet: str) -> dict[str, Table]:
        """The Excel tables of a sheet by name in lower case."""
        relations = get_rels_path(sheet)  # type: ignore[no-untyped-call]
        near = get_dependents(self.archive, relations) if relations in self.valid_files else RelationshipList()
        parts = (each.Target for each in near if each.Type.endswith("/table"))
        tables: list[Any] = [Table.from_tree(fromstring(self.archive.read(part))) for part in parts]
        return {(table.displayName or "").casefold(): table for table in tables}

    def strings(self) -> list[str]:
        """The shared strings, without phonetic readings."""
        part = self.package.find(_STRINGS)  # type: ignore[no-untyped-call]
        texts: list[str] = []
        pieces: list[str] = []
        silent = 0

        def start(tag: str, _: dict[str, str]) -> None:
            nonlocal silent
            if tag == _STRING:
                pieces.clear()
            elif tag == _PHONETIC:
                silent += 1
            elif tag == _TEXT and not silent:
                parser.CharacterDataHandler = pieces.append

        def end(tag: str) -> None:
            nonlocal silent
            if tag == _TEXT:
                parser.CharacterDataHandler = None
            elif tag == _PHONETIC:
                silent -= 1
            elif tag == _STRING:
                texts.append(decoded("".join(pieces)))

        parser = _parser(start, end)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                _feed(parser, source)
        return texts


def _parser(start: Callable[[str, dict[str, str]], None], end: Callable[[str], None]) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    return parser


def _feed(parser: expat.XMLParserType, source: IO[bytes]) -> None:
    while chunk := source.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _read_sheet(part: IO[bytes], sheet: Sheet, strings: list[str], book: Any) -> None:
    """Fill in the sheet's cells, row by row as they come."""
    row = column = silent = 0
    kind, style = "n", 0
    formula: list[str] | None = None
    formula_attributes: dict[str, str] = {}
    pieces: list[str] = []  # of the cell's value, or of its text
    places: list[int] = []
    texts: list[str] = []
    shapes: dict[tuple[int, ...], tuple[int, ...]] = {}  # rows that fill the same columns share the tuple of them
    masters: dict[str, Translator] = {}
    dates: dict[tuple[str, int], str | None] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, kind, style, formula, formula_attributes, silent
        if tag == _CELL:
            kind, style = attributes.get("t", "n"), int(attributes.get("s", 0))
            place = attributes.get("r")
            if place is None:
                column += 1
            else:
                other, column = coordinate_to_tuple(place)
                if other != row:  # a cell among those of another row: programs believe its own name
                    end_row()
                    row = other
            pieces.clear()
            formula = None
        elif tag == _VALUE or (tag == _TEXT and not silent):
            parser.CharacterDataHandler = pieces.append
        elif tag == _FORMULA:
            formula, formula_attributes = [], attributes
            parser.CharacterDataHandler = formula.append
        elif tag == _ROW:
            row, column = int(attributes.get("r", row + 1)), 0
            if truth(attributes.get("hidden")):
                sheet.hidden_rows.add(row)
        elif tag == _PHONETIC:
            silent += 1
        elif tag == _COLUMN and truth(attributes.get("hidden")):
            sheet.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif tag == _MERGED:
            sheet.merged.append(CellRange(attributes["ref"]))

    def end(tag: str) -> None:
        nonlocal silent
        if tag == _CELL:
            if formula is not None:
                sheet.odd[row, column] = Odd(True, "=" + whole_formula())
            elif pieces:
                text = meaning("".join(pieces))
                if text is not None:
                    places.append(column)
                    texts.append(text)
        elif tag in (_VALUE, _TEXT, _FORMULA):
            parser.CharacterDataHandler = None
        elif tag == _PHONETIC:
            silent -= 1
        elif tag == _ROW:
            end_row()

    def end_row() -> None:
        """Keep the cells read since the last row. Of a cell that is there twice, the last counts."""
        if places and (row in sheet.rows or len(set(places)) < len(places)):
            cells = dict(zip(*sheet.rows.get(row, ((), [])), strict=True)) | dict(zip(places, texts, strict=True))
            places[:], texts[:] = sorted(cells), [cells[place] for place in sorted(cells)]
        if places:
            columns = tuple(places)
            sheet.rows[row] = shapes.setdefault(columns, columns), texts[:]
            places.clear()
            texts.clear()

    def meaning(raw: str) -> str | None:
        """The text a CSV file would hold; None of an error, which is kept apart."""
        match kind:
            case "s":
                return shared(strings, raw)
            case "n" if style in book._date_formats:
                if (raw, style) not in dates:
                    dates[raw, style] = date_text(raw)
                text = dates[raw, style]
                if text is None:
                    sheet.odd[row, column] = Odd(False, "#VALUE!")
                return text
            case "n":
                text = raw if _DIGITS.fullmatch(raw) else number_text(float(raw))
                if len(text) > DIGITS and not _WHOLE.fullmatch(text):
                    sheet.long_numbers.add((row, column))
                return text
            case "b":
                return "TRUE" if truth(raw) else "FALSE"
            case "e":
                sheet.odd[row, column] = Odd(False, raw)
                return None
            case "d":
                return day_text(moment(raw))
            case _:
                return decoded(raw)

    def date_text(raw: str) -> str | None:
        try:
            return day_text(from_excel(float(raw), book.epoch, timedelta=style in book._timedelta_formats))
        except (OverflowError, ValueError):
            return None

    def whole_formula() -> str:
        """The formula's text; of one shared with other cells, as it reads in this one."""
        assert formula is not None
        text, identity = "".join(formula), formula_attributes.get("si", "")
        if formula_attributes.get("t") != "shared":
            return text
        place = f"{CellRange(min_col=column, max_col=column, min_row=row, max_row=row).coord}"
        if text:
            masters[identity] = Translator("=" + text, place)
        return masters[identity].translate_formula(place)[1:] if identity in masters else text

    parser = _parser(start, end)
    _feed(parser, part)


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
