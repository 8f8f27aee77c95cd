"""Reading the cells of an .xlsx as text, without an object for each: faster, and escapes are undone as Excel does.

openpyxl reads what is small: the list of sheets, styles, Excel tables. Typed cells become the text a CSV file would
hold; formulas and errors are kept apart. Written against openpyxl 3.1.
"""

import io
import warnings
from typing import Any

from openpyxl.packaging.relationship import RelationshipList, get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet.table import Table
from openpyxl.xml.functions import fromstring

from model.xlsx.namespaces import decoded
from model.xlsx.sheet_texts import MAIN, PHONETIC, TEXT, Sheet, SheetTexts, feed, parser_of

STRING = MAIN + "si"
STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


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
                    SheetTexts(result, strings, self.wb).read(part)
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
        part = self.package.find(STRINGS)  # type: ignore[no-untyped-call]
        texts: list[str] = []
        pieces: list[str] = []
        silent = 0

        def start(tag: str, _: dict[str, str]) -> None:
            nonlocal silent
            if tag == STRING:
                pieces.clear()
            elif tag == PHONETIC:
                silent += 1
            elif tag == TEXT and not silent:
                parser.CharacterDataHandler = pieces.append

        def end(tag: str) -> None:
            nonlocal silent
            if tag == TEXT:
                parser.CharacterDataHandler = None
            elif tag == PHONETIC:
                silent -= 1
            elif tag == STRING:
                texts.append(decoded("".join(pieces)))

        parser = parser_of(start, end)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                feed(parser, source)
        return texts
