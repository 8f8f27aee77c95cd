"""Reading one CSV file as text, strictly: comma, double quotes, UTF-8 (or UTF-16 with its byte order mark).

Any deviation is reported with its line, and nothing is guessed. Rows carry the number of the line they start on, also
after cells with line breaks.
"""

import codecs
import csv
import io
import re

from model.findings import Finding, Where, finding
from model.inputs.raw import Columns, Grid

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .xls begin
_MOST_COLUMNS = 16_384
_MOST_COMMAS = 1_000_000  # in a line: a cell of commas takes far less, and each may be a cell of its own
_START = 1_000
_OTHERS = (
    (re.compile(r"<(!doctype html|html|head|body|table)\b", re.IGNORECASE), "a web page"),
    (re.compile(r"<(\?xml|!doctype)\b", re.IGNORECASE), "XML"),
    (re.compile(r"""[\[{]\s*["\]}\[{]"""), "JSON"),
    (re.compile(r"%PDF-"), "a PDF document"),
    (re.compile(r"\{\\rtf"), "a text document (RTF)"),
    (re.compile(r"version https://git-lfs"), "a pointer to a file stored in Git LFS"),
)
_SAVE_AS = "save the file as CSV UTF-8 (comma-separated)"


def read_csv(table: str, file: str, content: bytes) -> Grid:
    """The grid of one CSV file's bytes. Whatever keeps it from being read is among its findings."""
    try:
        return _read(table, file, _decode(table, file, content))
    except _UnreadableError as stop:
        return Grid(file, 1, (), (), (), (stop.finding,), whole=False)


def encoding_of(content: bytes) -> tuple[bytes, str]:
    """The byte order mark with which a file begins, and the encoding of what follows."""
    return next(((mark, encoding) for mark, encoding in _MARKS if content.startswith(mark)), (b"", "utf-8"))


def as_far_as_text(content: bytes) -> str:
    """The text of a file that may be in no encoding we read: Western if no other fits.

    Nothing of a file that is no text at all.
    """
    if content.startswith(_WORKBOOKS):
        return ""
    mark, encoding = encoding_of(content)
    body = content[len(mark) :]
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return body.decode("cp1252" if encoding == "utf-8" else encoding, "replace")


def lines_of(text: str) -> list[str]:
    """The lines of a text as an editor numbers them, with their ends."""
    return io.StringIO(text, newline="").readlines()


class _UnreadableError(Exception):
    """The file cannot be read at all, for the reason the finding gives."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def _expect_text(table: str, file: str, text: str) -> None:
    """Stop at what another program wrote, which would be read as one odd header."""
    start = text[:_START].lstrip()
    kind = next((kind for begins, kind in _OTHERS if begins.match(start)), None)
    if kind is not None:
        message = f"the file is {kind}, not comma-separated text"
        raise _UnreadableError(finding("not-csv", Where(table, file, row=1), message, suggestion=_SAVE_AS))
    if len(text) > _MOST_COMMAS:
        for number, line in enumerate(io.StringIO(text, newline=""), start=1):
            if line.count(",") > _MOST_COMMAS:
                message = f"line {number} has more than {_MOST_COMMAS:,} commas"
                raise _UnreadableError(finding("not-csv", Where(table, file, row=number), message, suggestion=_SAVE_AS))


def _decode(table: str, file: str, content: bytes) -> str:
    if content.startswith(_WORKBOOKS):
        message = "this is a workbook, not comma-separated text"
        raise _UnreadableError(finding("not-csv", Where(table, file), message, suggestion=_SAVE_AS))
    mark, encoding = encoding_of(content)
    body = content[len(mark) :]
    if content.startswith(b"%PDF-"):
        _expect_text(table, file, "%PDF-")
    if not mark and body[:1000].count(b"\0") > len(body[:1000]) // 4:
        message = "the text is not UTF-8; it looks like UTF-16 without its byte order mark"
        raise _UnreadableError(finding("not-utf8", Where(table, file, row=1), message, suggestion=_SAVE_AS))
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding)
        line = len(lines_of(before + "x"))
        byte = body[error.start]
        message = f"line {line} holds the byte 0x{byte:02X}, which is not {encoding.upper()}"
        sign = bytes([byte]).decode("cp1252", "replace")
        if encoding == "utf-8" and sign.isprintable() and sign != "\ufffd":
            message += f"; in Western encoding (cp1252) it would be {sign}"
        raise _UnreadableError(
            finding("not-utf8", Where(table, file, row=line), message, suggestion=_SAVE_AS)
        ) from None


def _read(table: str, file: str, text: str) -> Grid:
    _expect_text(table, file, text)
    findings: list[Finding] = []
    rows: list[int] = []
    columns = Columns(0)
    header: list[str] = []
    header_row, line, whole = 1, 1, True
    # newline="" hands line endings to the csv module as they are: quoted ones stay in their cells.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            has_text = bool(cells) and (bool(cells[0].strip()) or any(map(str.strip, cells)))
            if has_text and header:
                if len(cells) != len(header):
                    findings.append(_ragged(table, file, line, len(cells), len(header)))
                    cells = (cells + [""] * len(header))[: len(header)]
                rows.append(line)
                columns.add(cells)
            elif has_text:
                header, header_row, columns = cells, line, Columns(len(cells))
                _expect_commas(table, file, line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        findings.append(_stopped(table, file, line, str(error)))
        whole = False
    if not header:
        if findings:
            return Grid(file, 1, (), (), (), tuple(findings), whole=False)
        message = "the file is empty; it needs at least the header row"
        raise _UnreadableError(finding("empty-file", Where(table, file), message, suggestion="add the header row"))
    return Grid(file, header_row, header, rows, columns.whole(), tuple(findings), whole)


def _expect_commas(table: str, file: str, row: int, header: list[str]) -> None:
    first = header[0]
    if len(header) > _MOST_COLUMNS:
        message = f"the header has {len(header):,} columns, more than any spreadsheet"
        raise _UnreadableError(finding("not-csv", Where(table, file, row=row), message, suggestion=_SAVE_AS))
    if first.strip().casefold().startswith("sep="):
        message = f"the first line is {first.strip()!r}, which only some programs understand"
        advice = "remove the line, and separate the columns by commas"
    elif len(header) == 1 and (separator := next((mark for mark in ";\t|" if mark in first), None)):
        name = {";": "semicolons", "\t": "tabs", "|": "bars"}[separator]
        message, advice = f"the columns are separated by {name}, not commas", _SAVE_AS
    else:
        return
    raise _UnreadableError(finding("wrong-delimiter", Where(table, file, row=row), message, suggestion=advice))


def _ragged(table: str, file: str, row: int, cells: int, columns: int) -> Finding:
    longer = cells > columns
    return finding(
        "ragged-row",
        Where(table, file, row=row),
        f"the row has {cells} cells, but the header has {columns}",
        suggestion="put quotation marks around cells that contain a comma"
        if longer
        else "add the missing commas, or close a quotation mark that was opened earlier",
    )


def _stopped(table: str, file: str, row: int, reason: str) -> Finding:
    """What strict reading stops at: one of three things."""
    if "expected after" in reason:
        message = "text follows a closing quotation mark"
        advice = 'write a quotation mark inside a quoted cell twice: "the ""big"" one"'
    elif "field limit" in reason:
        message = f"a cell that begins in this row is longer than {csv.field_size_limit():,} characters"
        advice = "close the quotation mark that is open, or shorten the text; the rows from here on are not read"
    else:
        message = "a quotation mark opened in this row is never closed"
        advice = "close it, or remove it; the rows from here on are not read"
    return finding("open-quote", Where(table, file, row=row), message, suggestion=advice)
