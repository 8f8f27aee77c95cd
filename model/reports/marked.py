"""A marked copy of the user's own input: an .xlsx with the cells in question coloured and commented.

Every sheet and cell of a workbook is there as it was; of a folder, each CSV file is a sheet of text whose rows
have the numbers of the file's lines. In front stands a sheet that lists all findings with links to their cells.
"""

import csv
import datetime
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook

from model.codes import Severity
from model.errors import CannotRun
from model.findings import Finding
from model.inputs.csv_file import as_far_as_text, lines_of
from model.inputs.excel_tables import find_table
from model.inputs.load import Loaded
from model.reports.findings_sheet import list_findings
from model.reports.report import visible
from model.reports.sheet import BOLD, FILLS, MOST_ROWS, Place, Target, fit, one_page_wide, put
from model.reports.tables import acceptances, limits
from model.xlsx.limits import TEXT
from model.xlsx.lossless import excel_tables, has_formulas, open_whole, to_bytes
from model.xlsx.refuse import check_package, check_spans
from schemas import TABLES

AUTHOR = "tieout"
MOST_COLUMNS = 1 << 14
MOST_COMMENTS = 10_000  # in one sheet: more make spreadsheets slow to open; further cells are coloured only


NO_CLOCK = datetime.datetime(1980, 1, 1)  # the same findings give the same bytes at any time


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
    remark = " ".join((acceptances(loaded.accepted), *limits(loaded.findings))).strip()
    list_findings(book, loaded.findings, targets, remark)
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
        check_package(path.name, content)  # of which only the parts with tables were looked at before
    except CannotRun as problem:
        raise CannotRun(f"no copy of {path} can be marked; --format html shows the findings. {problem}") from problem
    check_spans(path.name, content)
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
        one_page_wide(sheet, header)
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
        put(sheet, header, number, title).font = BOLD
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
                yield line, [fit(cell) for cell in cells[:MOST_COLUMNS]]
            line = reader.line_num + 1
    except csv.Error:
        for number, rest in enumerate(lines_of(text), 1):
            if number >= line:
                yield number, [fit(rest.rstrip("\r\n"))]


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


def _target(finding: Finding, places: Mapping[str, Place]) -> Target:
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
    targets: Sequence[Target],
    texts: Mapping[str, Mapping[int, Sequence[str]]],
) -> None:
    """Colour the cells by their worst finding, and comment the first of each finding."""
    notes: dict[tuple[str, int, int], list[Finding]] = defaultdict(list)
    sheets = {target[0].sheet.title: target[0].sheet for target in targets if target is not None}
    merged = {title: _shown_by_merging(sheet) for title, sheet in sheets.items()}
    for finding, target in zip(findings, targets, strict=True):
        if target is None:
            continue
        place, cells = target
        for number, (row, column) in enumerate(cells):
            row, column = merged[place.sheet.title].get((row, column), (row, column))
            cell = _cell(place.sheet, row, column, texts)
            if number == 0:
                notes[place.sheet.title, cell.row, cell.column].append(finding)
            if finding.severity is Severity.ERROR or cell.fill.fgColor.rgb != FILLS[Severity.ERROR].fgColor.rgb:
                cell.fill = FILLS[finding.severity]
    counts: dict[str, int] = defaultdict(int)
    for (title, row, column), here in notes.items():
        counts[title] += 1
        if counts[title] <= MOST_COMMENTS:
            _comment(sheets[title].cell(row, column), here)


def _shown_by_merging(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Of each merged cell the one that shows, the first of its range."""
    return {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }


def _cell(sheet: Any, row: int, column: int, texts: Mapping[str, Mapping[int, Sequence[str]]]) -> Cell:
    """The cell to mark, with the text it has."""
    cell = sheet.cell(row, column)
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
