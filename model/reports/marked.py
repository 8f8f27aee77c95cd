"""A marked copy of the user's own input: an .xlsx with offending cells coloured and commented.

Every sheet and cell of a workbook is there as it was; of a folder, each CSV file is a sheet of text whose rows
have the numbers of the file's lines. In front stands a sheet that lists all findings with links to their cells.
"""

import codecs
import csv
import datetime
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink

from model.codes import Severity
from model.errors import CannotRun
from model.findings import Finding
from model.inputs.cell_values import is_forbidden
from model.inputs.csv_file import as_far_as_text, lines_of
from model.inputs.excel_tables import find_table
from model.inputs.load import Loaded
from model.reports.report import counted, visible
from model.xlsx.limits import TEXT
from model.xlsx.lossless import excel_tables, has_formulas, open_whole, to_bytes
from schemas import TABLES

FINDINGS_SHEET = "Findings"
AUTHOR = "tieout"
MOST_ROWS, MOST_COLUMNS = 1 << 20, 1 << 14
MOST_LINKS = 65_000  # a sheet holds at most 65,530
MOST_COMMENTS = 10_000  # in one sheet: more make spreadsheets slow to open; further cells are coloured only

_COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C"}
_FILLS = {severity: PatternFill("solid", fgColor=colour) for severity, colour in _COLOURS.items()}
_WRAPPED = Alignment(horizontal="left", vertical="top", wrap_text=True)
_BOLD = Font(name="Calibri", size=11, bold=True)
_TITLE = Font(name="Calibri", size=14, bold=True)
_LINK = Font(name="Calibri", size=11, color="0563C1", underline="single")
_HEADINGS = ("Severity", "Table", "Row", "Column", "Cell", "Value", "Finding", "What to do", "Code")
_WIDTHS = (10, 18, 8, 18, 10, 26, 55, 50, 22)

NO_CLOCK = datetime.datetime(1980, 1, 1)  # the same findings give the same bytes at any time


@dataclass(frozen=True)
class Place:
    """Where a table stands in the copy: its sheet, and its header's row, first column and titles."""

    sheet: Any
    header_row: int
    left: int
    titles: tuple[str, ...]

    def column(self, name: str | None) -> int | None:
        """The number of the column with that title, ignoring case."""
        title_wanted = (name or "").strip().casefold()
        titles = [title.strip().casefold() for title in self.titles]
        return self.left + titles.index(title_wanted) if title_wanted and title_wanted in titles else None


def marked_copy(path: Path, loaded: Loaded) -> bytes:
    """The marked copy of what was loaded from `path`. CannotRun when it is no longer what was read."""
    if path.is_dir():
        book, places, texts = _of_folder(path, loaded)
        results = None
    else:
        content = _same(path, loaded)
        book, texts = _opened(path, content), {}
        places = dict(_of_workbook(book))
        results = _opened(path, content, results=True) if has_formulas(book) else None
    targets = [_target(finding, places) for finding in loaded.findings]
    _mark(loaded.findings, targets, texts)
    _list(book, loaded.findings, targets)
    return to_bytes(book, texts, results)


def _same(path: Path, loaded: Loaded) -> bytes:
    """The file's bytes, if they are still those that were checked."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{path} cannot be read: {error.strerror}.") from error
    if hashlib.sha256(content).hexdigest() != loaded.hashes.get(path.name):
        raise CannotRun(f"{path} was changed while it was being checked.")
    return content


def _opened(path: Path, content: bytes, *, results: bool = False) -> Workbook:
    """The workbook to mark. CannotRun where openpyxl stumbles over parts that the tables did not need."""
    try:
        return open_whole(content, results=results)
    except MemoryError:
        raise
    except Exception as error:  # damaged parts fail in many ways; none of them is the user's business
        message = f"parts of {path} are damaged, so that no copy of it can be marked; --format html shows the findings."
        raise CannotRun(message) from error


def _of_folder(folder: Path, loaded: Loaded) -> tuple[Workbook, dict[str, Place], dict[str, dict[int, list[str]]]]:
    book = Workbook()
    book.properties.created = NO_CLOCK
    book.remove(book.worksheets[0])
    places, texts = {}, {}
    for table in TABLES:
        file = loaded.tables[table.name].file
        if file not in loaded.hashes:
            continue
        rows = dict(_rows(_same(folder / file, loaded)))
        if max(rows, default=0) > MOST_ROWS:
            raise CannotRun(f"{file} has more lines than a sheet has rows; take the report as CSV.")
        header = next((row for row in sorted(rows) if any(map(str.strip, rows[row]))), 1)
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = f"A{header + 1}"
        _one_page_wide(sheet, header)
        _set_widths(sheet, rows, header)
        places[table.name] = Place(sheet, header, 1, tuple(rows.get(header, ())))
        texts[table.name] = rows
    return book, places, texts


def _set_widths(sheet: Any, rows: Mapping[int, Sequence[str]], header: int) -> None:
    """Columns as wide as their first texts, within reason; the header in bold."""
    longest: dict[int, int] = defaultdict(int)
    for texts in islice(rows.values(), 200):
        for number, text in enumerate(texts, 1):
            longest[number] = max(longest[number], len(text))
    for number, length in longest.items():
        sheet.column_dimensions[get_column_letter(number)].width = max(8, min(40, length + 2))
    for number, title in enumerate(rows.get(header, ()), 1):
        _put(sheet, header, number, title).font = _BOLD
    if rows:
        sheet.print_area = f"A1:{get_column_letter(max(longest))}{max(rows)}"


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Rows of text by the number of the line they start on; from a row that cannot be parsed on, line by line."""
    text = as_far_as_text(content)
    line = 1
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if any(cells):
                yield line, [_fit(cell) for cell in cells[:MOST_COLUMNS]]
            line = reader.line_num + 1
    except csv.Error:
        for number, rest in enumerate(lines_of(text), 1):
            if number >= line:
                yield number, [_fit(rest.rstrip("\r\n"))]


def _fit(text: str) -> str:
    """The text as a cell can hold it: escapes for what a workbook cannot hold, cut where it is too long."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = "".join(visible(sign) if is_forbidden(sign) else sign for sign in text)
    if len(text) * 2 > TEXT:
        text = codecs.decode(text.encode("utf-16-le")[: TEXT * 2], "utf-16-le", "ignore")
    return re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def _of_workbook(book: Workbook) -> Iterator[tuple[str, Place]]:
    sheets = [(sheet, sheet.title, excel_tables(sheet)) for sheet in book.worksheets]
    for table in TABLES:
        area = find_table(sheets, table.name)
        if area is not None:
            cells = area.sheet._cells
            last = min(area.right, area.sheet.max_column)
            across = (cells.get((area.top, column)) for column in range(area.left, last + 1))
            titles = tuple("" if cell is None or cell.value is None else str(cell.value) for cell in across)
            yield table.name, Place(area.sheet, area.top, area.left, titles)


def _target(finding: Finding, places: Mapping[str, Place]) -> tuple[Place, list[tuple[int, int]]] | None:
    """The cells a finding is about: one, or a whole row, or the header's first; none outside the tables."""
    place = places.get(finding.table)
    if place is None or finding.code in ("duplicate-table", "unknown-table"):
        return None
    column = place.column(finding.column)
    row = place.header_row if finding.row is None else finding.row
    if column is None and row != place.header_row:
        return place, [(row, place.left + number) for number in range(max(1, len(place.titles)))]
    return place, [(row, column or place.left)]


def _mark(
    findings: Sequence[Finding],
    targets: Sequence[tuple[Place, list[tuple[int, int]]] | None],
    texts: Mapping[str, Mapping[int, Sequence[str]]],
) -> None:
    """Colour the cells by their worst finding, and comment the first of each finding."""
    notes: dict[tuple[str, int, int], list[Finding]] = defaultdict(list)
    for finding, target in zip(findings, targets, strict=True):
        if target is None:
            continue
        place, cells = target
        for number, (row, column) in enumerate(cells):
            cell = _cell(place.sheet, row, column, texts)
            if number == 0:
                notes[place.sheet.title, cell.row, cell.column].append(finding)
            if finding.severity is Severity.ERROR or cell.fill.fgColor.rgb != _FILLS[Severity.ERROR].fgColor.rgb:
                cell.fill = _FILLS[finding.severity]
    sheets = {target[0].sheet.title: target[0].sheet for target in targets if target is not None}
    counts: dict[str, int] = defaultdict(int)
    for (title, row, column), here in notes.items():
        counts[title] += 1
        if counts[title] <= MOST_COMMENTS:
            _comment(sheets[title].cell(row, column), here)


def _cell(sheet: Any, row: int, column: int, texts: Mapping[str, Mapping[int, Sequence[str]]]) -> Cell:
    """The cell to mark, with the text it has; of merged cells the one that shows."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        merged = next(each for each in sheet.merged_cells.ranges if cell.coordinate in each)
        cell = sheet.cell(merged.min_row, merged.min_col)
    if sheet.title in texts and cell.value is None:
        row_texts = texts[sheet.title].get(row, ())
        if column <= len(row_texts) and row_texts[column - 1]:
            cell._value, cell.data_type = row_texts[column - 1], "s"
    assert isinstance(cell, Cell)
    return cell


def _comment(cell: Cell, findings: Sequence[Finding]) -> None:
    words = [
        f"{each.severity}: {each.message}" + (f"\n→ {each.suggestion}" if each.suggestion else "") + f"\n[{each.code}]"
        for each in findings
    ]
    own = [cell.comment.text] if cell.comment else []
    text = visible_lines("\n\n".join([*own, *words]))[:TEXT]
    lines = sum(1 + len(line) // 45 for line in text.split("\n"))
    cell.comment = Comment(text, AUTHOR, height=min(400, 16 * lines + 14), width=330)


def visible_lines(text: str) -> str:
    """The text with escapes for what does not print, but for line breaks."""
    return "\n".join(visible(line) for line in text.split("\n"))


def _list(
    book: Workbook,
    findings: Sequence[Finding],
    targets: Sequence[tuple[Place, list[tuple[int, int]]] | None],
) -> None:
    """The sheet of all findings, in front, with a link to each cell."""
    titles = {title.casefold() for title in book.sheetnames}
    name = FINDINGS_SHEET
    while name.casefold() in titles:
        name += " of tieout" if name == FINDINGS_SHEET else "'"
    for each in book.worksheets:
        each.sheet_view.tabSelected = False  # or the two selected sheets would be edited together
    sheet: Any = book.create_sheet(name, 0)
    book.active = 0
    _put(sheet, 1, 1, f"Findings: {counted(finding.severity for finding in findings)}").font = _TITLE
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), 1):
        _put(sheet, 3, column, heading).font = _BOLD
        sheet.column_dimensions[get_column_letter(column)].width = width
    errors_first = sorted(zip(findings, targets, strict=True), key=lambda each: each[0].severity)
    for row, (finding, target) in enumerate(errors_first, 4):
        if row > MOST_ROWS:
            break
        at = "" if target is None else f"{get_column_letter(target[1][0][1])}{target[1][0][0]}"
        where = finding.table or finding.file
        values = (finding.severity, where, finding.row, finding.column, at, finding.value)
        for column, value in enumerate((*values, finding.message, finding.suggestion, finding.code), 1):
            if value is not None and value != "":
                _put(sheet, row, column, value).alignment = _WRAPPED
        lines = max(
            -(-len(str(sheet.cell(row, column).value or "")) // (_WIDTHS[column - 1] - 4)) for column in (6, 7, 8)
        )
        sheet.row_dimensions[row].height = min(15 * max(1, lines), 400)
        sheet.cell(row, 1).fill = _FILLS[finding.severity]
        if target is not None and row <= MOST_LINKS:
            link = sheet.cell(row, 5)
            link._hyperlink = Hyperlink(
                ref=link.coordinate, location=f"{quote_sheetname(target[0].sheet.title)}!{at}", display=at
            )
            link.font = _LINK
    sheet.freeze_panes = "A4"
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(_HEADINGS))}{max(4, sheet.max_row)}"
    sheet.sheet_view.showGridLines = False
    _one_page_wide(sheet, 3)


def _one_page_wide(sheet: Any, header_row: int) -> None:
    """Print landscape, as wide as one page, with the header on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{header_row}:{header_row}"


def _put(sheet: Any, row: int, column: int, value: object) -> Any:
    """A cell with a number or with text that stays text."""
    cell: Any = sheet.cell(row, column)
    if isinstance(value, int):
        cell.value = value
    else:
        cell._value, cell.data_type = _fit(str(value)), "s"
    return cell
