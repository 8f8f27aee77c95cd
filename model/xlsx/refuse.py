"""Whether a file is an .xlsx package that can be opened in bounded time and memory.

Everything that will be read is looked at as a stream, before any library builds objects from it. A refused file gets
one plain sentence; whether the tables inside make sense is not asked here.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Collection
from pathlib import PurePosixPath
from xml.parsers import expat

from openpyxl.utils.cell import range_boundaries

from model.errors import CannotRun
from model.xlsx.parts import WorkbookParts, is_worksheet
from model.xlsx.relations import CONTENT_TYPES, Package, is_picture, part_name

MOST_BYTES = 500_000_000  # all parts that are read together, unpacked
MOST_PARTS = 10_000
MOST_CELLS = 3_000_000  # openpyxl takes about 500 bytes for each
MOST_ELEMENTS = 20_000_000  # of any kind, cells included
MOST_OTHERS = 500_000  # styles, names, validations and so on: openpyxl makes large objects of them
DEEPEST = 250  # elements within elements
MOST_SPANNED = 1_000_000  # cells one merged range or hyperlink may cover: openpyxl makes an object of each

SHEETS = "xl/worksheets"  # where programs put the sheets; one that lies elsewhere is always looked at
_CHUNK = 1 << 20
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
# What tables are made of; of anything else a workbook has few.
_PLAIN = tuple(_MAIN + tag for tag in ("row", "c", "v", "f", "is", "t", "r", "si", "hyperlink"))
_STRICT = "http://purl.oclc.org/ooxml/"
_EBCDIC = "<?xm".encode("cp037")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_package(file: str, content: bytes, sheets: Collection[str] | None = None) -> tuple[str, ...]:
    """The names of the parts that may be read: all, or without the cells of other sheets than those wanted.

    A sheet is wanted that has one of the names, given in small letters, or an Excel table that has one. What is not
    among the parts was not looked at and must not be opened. CannotRun when the bytes are no workbook that can be read
    safely.
    """
    if not content.startswith(b"PK\x03\x04"):
        raise CannotRun(f"{file} {_what_it_is(content)}.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = _check_parts(file, archive)
            # first what may tell of the sheets which is which, then the sheets that will be read
            folders = {name: str(PurePosixPath(part_name(name)).parent).casefold() for name in names}
            others = tuple(name for name in names if folders[name] != SHEETS)
            counts: Counter[str] = Counter()
            _check_size(file, archive, others)
            _check_markup(file, archive, others, counts)
            package = Package(archive, names)
            if package.first("", "officeDocument").casefold() not in package.by_folded:
                raise CannotRun(f"{file} is a zip file but not a workbook.")
            unread = set() if sheets is None else _unread(Package(archive, others), sheets)
            parts = tuple(name for name in names if part_name(name).casefold() not in unread)
            _check_size(file, archive, parts)
            _check_markup(file, archive, [name for name in parts if folders[name] == SHEETS], counts)
    except (CannotRun, MemoryError):
        raise
    except Exception as error:  # on damaged bytes zipfile and its decompressors raise many kinds
        raise CannotRun(f"{file} is damaged or incomplete.") from error
    return parts


def _unread(package: Package, sheets: Collection[str]) -> set[str]:
    """The sheets' parts, in small letters, that hold none of the sheets wanted."""
    reads: dict[str, bool] = {}
    try:
        workbook = WorkbookParts(package)
        for name, _, relation in workbook.sheets():
            if relation is not None and is_worksheet(relation):
                names = {name.casefold(), *(table.name.casefold() for table in workbook.tables(relation.target))}
                part = relation.target.casefold()
                reads[part] = reads.get(part, False) or not names.isdisjoint(sheets)
    except KeyError:  # what tells of the sheets lies among them
        return set()
    return {part for part, is_read in reads.items() if not is_read and part.rpartition("/")[0] == SHEETS}


def _what_it_is(content: bytes) -> str:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content:
        return "is empty"
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "is encrypted; save it without a password"
        return "is an old .xls workbook; save it as .xlsx"
    if start.startswith(b"<"):
        return "is a web page or XML, not a workbook"
    if b"\0" not in content[:1024] and any(mark in start for mark in (b",", b";", b"\t")):
        return "is text, not a workbook; give the folder of CSV files instead"
    return "is not a workbook"


def _check_parts(file: str, archive: zipfile.ZipFile) -> tuple[str, ...]:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    spelt = [part_name(name) for name in names]
    if len({name.casefold() for name in spelt}) < len(names):
        raise CannotRun(f"{file} holds two parts of the same name.")
    if any(".." in PurePosixPath(name).parts for name in spelt):
        raise CannotRun(f"{file} holds a part whose name leads outside the workbook.")
    if any(part.flag_bits & 1 for part in parts):
        raise CannotRun(f"{file} is encrypted; save it without a password.")
    if len(parts) > MOST_PARTS:
        raise CannotRun(f"{file} holds more than {MOST_PARTS:,} parts and is not opened.")
    if "mimetype" in names:
        raise CannotRun(f"{file} is an OpenDocument file; save it as .xlsx.")
    if any(name.endswith("workbook.bin") for name in names):
        raise CannotRun(f"{file} is a binary workbook (.xlsb); save it as .xlsx.")
    if CONTENT_TYPES not in (name.casefold() for name in spelt):
        raise CannotRun(f"{file} is a zip file but not a workbook.")
    return tuple(names)


def _check_size(file: str, archive: zipfile.ZipFile, names: Collection[str]) -> None:
    if sum(archive.getinfo(name).file_size for name in names) > MOST_BYTES:
        raise CannotRun(f"{file} unpacks to more than {MOST_BYTES // 1_000_000} MB and is not opened.")


def _check_markup(file: str, archive: zipfile.ZipFile, names: Collection[str], counts: Counter[str]) -> None:
    """Read each of the parts that is XML once: no DTD, no strict dialect, not more elements than can be held.

    The elements are added to `counts`.
    """
    depth = 0

    def no_dtd(*_: object) -> None:
        raise CannotRun(f"{file} holds a document type definition, which no workbook needs, and is not opened.")

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal depth
        counts[tag] += 1
        depth += 1
        if depth > DEEPEST:
            raise CannotRun(f"{file} holds elements nested more than {DEEPEST} deep and is not opened.")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    for name in names:
        with archive.open(name) as part:  # readers follow relationships, whatever a part is called
            if not name.casefold().endswith((".xml", ".rels", ".vml")) and not _begins_like_xml(part.read(_CHUNK)):
                continue
        parser = expat.ParserCreate(namespace_separator=" ")
        if not is_picture(name):
            parser.StartDoctypeDeclHandler = no_dtd
        parser.StartElementHandler, parser.EndElementHandler = start, end
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                _parse(file, name, parser, chunk)
                if max(counts[_MAIN + "c"], counts[_MAIN + "row"]) > MOST_CELLS or counts.total() > MOST_ELEMENTS:
                    raise CannotRun(f"{file} holds more than {MOST_CELLS:,} cells and is not opened.")
                if counts.total() - sum(counts[tag] for tag in _PLAIN) > MOST_OTHERS:
                    raise CannotRun(
                        f"{file} holds more than {MOST_OTHERS:,} styles, names and rules; it is not opened."
                    )
            _parse(file, name, parser, b"")
    if any(tag.startswith(_STRICT) for tag in counts):
        raise CannotRun(f"{file} is in the Strict Open XML dialect; save it as an ordinary Excel Workbook (.xlsx).")


def _begins_like_xml(start: bytes) -> bool:
    """Whether a reader may take a part for XML: in UTF-8, -16 or -32 with or without a mark, or in EBCDIC."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe\0 \t\r\n")
    return text.startswith((b"<", _EBCDIC)) or (not text and len(start) == _CHUNK)  # blanks without an end


def _parse(file: str, name: str, parser: expat.XMLParserType, chunk: bytes) -> None:
    """Parse a piece of a part; the end of it where the piece is empty."""
    try:
        parser.Parse(chunk, not chunk)
    except expat.ExpatError as error:
        raise CannotRun(f"{file} is damaged: its part {name} is not well-formed XML.") from error


def check_spans(file: str, content: bytes) -> None:
    """CannotRun where a library that makes an object of every merged or linked cell had too many of them to make."""

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag in (_MAIN + "mergeCell", _MAIN + "hyperlink") and _spanned(attributes.get("ref", "A1")) > MOST_SPANNED:
            raise CannotRun(
                f"{file} merges or links more than {MOST_SPANNED:,} cells at once, so that no copy of it can be "
                "marked; --format html shows the findings."
            )

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.casefold().endswith(".xml"):
                parser = expat.ParserCreate(namespace_separator=" ")
                parser.StartElementHandler = start
                with archive.open(name) as part:
                    while chunk := part.read(_CHUNK):
                        parser.Parse(chunk, False)


def _spanned(reference: str) -> int:
    try:
        left, top, right, bottom = range_boundaries(reference)
    except ValueError:  # such as #REF!, which covers nothing
        return 0
    if left is None or top is None or right is None or bottom is None:
        return MOST_SPANNED + 1  # whole rows or columns
    return (right - left + 1) * (bottom - top + 1)
