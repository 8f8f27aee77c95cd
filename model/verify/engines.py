"""Third-party engines that recompute a workbook, each in a process of its own with bounded memory and time.

An engine that is not there, gives up or refuses the file confirms nothing, and says why. Where an engine refuses the
file as it was saved, it is given a transcript: the same formulas, values, names and tables, in a file of our writing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from model.errors import CannotRun
from model.verify.distrust import NOTHING, Unsure, unsure
from model.verify.keeper import PROFILE
from model.verify.process import Late, Refused, module_folder, program, running
from model.workbook.sheets import EMPTY_TABLES, SHEETS
from model.xlsx.book import Book, ErrorValue, SheetHeld, Spot, Value, cell_name
from model.xlsx.reader import read_book
from model.xlsx.second_reader import read_otherwise
from model.xlsx.spelling import reaches_outside
from model.xlsx.transcript import transcript

ERROR = "ErrorValue"  # IronCalc's word, which `child` uses for both
SOURCE, TARGET, SETTINGS = "source.xlsx", "target.json", f"{PROFILE}/user/registrymodifications.xcu"
SHEET_NAMES = tuple(sheet.name for sheet in SHEETS)
ENGINES = ("ironcalc", "formualizer", "libreoffice")
FASTEST = "formualizer"
SAFELY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item></oor:items>
"""  # recompute always, follow no links, run no macros


Values = Mapping[tuple[str, Spot], Value]  # by sheet and cell


# Measured: of 470,000 formulas IronCalc takes 65 s and formualizer 9. The time of IronCalc grows with the formulas, the
# names and the rows that each formula adds up.
SECONDS, FORMULAS_A_SECOND = 120, 1_000


@dataclass(frozen=True)
class Outcome:
    """What an engine made of the workbook: its values by sheet and cell, or why there are none."""

    engine: str
    values: Values | None
    reason: str = ""
    transcribed: bool = False
    unsure: Unsure = NOTHING
    left_out: tuple[str, ...] = ()  # sheets that it was not given, for the reason


def present(engine: str) -> bool:
    """Whether an engine is installed."""
    return (program("soffice") if engine == "libreoffice" else module_folder(engine)) is not None


def recompute(engine: str, content: bytes, book: Book) -> Outcome:
    """The workbook as an engine recomputes it: first the file itself, then its transcript, and last a transcript of all
    sheets but those that somebody added and nothing else reads. No engine sees a formula that reaches outside.
    """
    count = book.formula_count()
    model, added = without_added(book)
    reasons: list[str] = []
    for transcribed, part in ((False, book), (True, book), *([(True, model)] if added else ())):
        try:
            stay_inside(part)
            source = trusted_transcript(content, book, part) if transcribed else content
            values = RUNNERS[engine](source, part, SECONDS + count // FORMULAS_A_SECOND)
            left_out = added if part is model else ()
            reason = "; ".join(dict.fromkeys(reasons)) if left_out else ""
            return Outcome(engine, values, reason, transcribed, unsure(engine, part, values), left_out)
        except Late as late:  # it would need as long for the transcript
            return Outcome(engine, None, str(late))
        except (Refused, CannotRun) as refusal:
            reasons.append(str(refusal))
    return Outcome(engine, None, "; from a transcript: ".join(dict.fromkeys(reasons)))


def stay_inside(book: Book) -> None:
    """Refused where a formula or a name reaches outside the workbook."""
    for where, text in formulas(book):
        if reaches_outside(text):
            raise Refused(f"a formula reaches outside the workbook ({where} reaches outside: ={text[:60]})")


def without_added(book: Book) -> tuple[Book, tuple[str, ...]]:
    """The workbook without the sheets that the model does not have and that nothing on other sheets reads, and their
    names."""
    others = [sheet for sheet in book.sheets.values() if sheet.name not in {*SHEET_NAMES, EMPTY_TABLES}]
    added = tuple(sheet.name for sheet in others if not is_read(sheet, book))
    sheets = {name: sheet for name, sheet in book.sheets.items() if name not in added}
    names = {key: text for key, text in book.names.items() if key[0] not in added}
    return replace(book, sheets=sheets, names=names), added


def is_read(sheet: SheetHeld, book: Book) -> bool:
    """Whether a formula of another sheet, or a name that is not the sheet's own, mentions it or one of its tables."""
    mentions = [
        f"{sheet.name}!",
        f"{sheet.name.replace(chr(39), chr(39) * 2)}'!",
        *(f"{name}[" for name in sheet.tables),
    ]
    needles = [each.casefold() for each in mentions]
    texts = chain(
        *(other.formulas.values() for other in book.sheets.values() if other is not sheet),
        (text for (scope, _), text in book.names.items() if scope != sheet.name),
    )
    return any(each in text for text in map(str.casefold, texts) for each in needles)


def trusted_transcript(content: bytes, book: Book, part: Book) -> bytes:
    """The transcript of a file, or of some of its sheets, if another reader reads the file as we do; of any other it
    would confirm our reading alone."""
    if book.doubts:
        raise Refused("the file can be read in two ways")
    try:
        place = next(read_otherwise(content, book), None)
    except Exception as error:  # openpyxl fails in many ways
        raise Refused("no second reader opens the file") from error
    if place:
        raise Refused(f"a second reader reads a different value in {place}")
    return transcript(part)


def formulas(book: Book) -> Iterator[tuple[str, str]]:
    """Every formula an engine would compute: of the cells and of the defined names, and where it stands."""
    for sheet in book.sheets.values():
        yield from ((sheet.name, text) for text in sheet.formulas.values())
    yield from ((f"the name {name}", text) for (_, name), text in book.names.items())


def by_formualizer(content: bytes, book: Book, seconds: int) -> Values:
    spots = {sheet.name: list(sheet.spots()) for sheet in book.sheets.values()}
    return by_package("formualizer", {SOURCE: content, TARGET: json.dumps(spots).encode()}, book, seconds)


def by_ironcalc(content: bytes, book: Book, seconds: int) -> Values:
    return by_package("ironcalc", {SOURCE: content}, book, seconds)


def by_package(engine: str, files: Mapping[str, bytes], book: Book, seconds: int) -> Values:
    """What an engine computes that is a Python package, if it reads the other cells as we do."""
    with running(files, started_with(engine), seconds) as folder:
        cells = json.loads((folder / TARGET).read_text(encoding="utf-8"))
    computed: dict[tuple[str, Spot], Value] = {}
    constants: dict[tuple[str, Spot], Value] = {}
    for sheet, row, column, formula, kind, value in cells:
        (computed if formula else constants)[sheet, (row, column)] = ErrorValue(value) if kind == ERROR else value
    misread = next(misreadings(constants, book), None)
    if misread:  # IronCalc takes a blank cell with t="n", as openpyxl writes them, for 0
        raise Refused(f"it reads a different value in {misread} from the one in the file")
    return computed


def misreadings(constants: Values, book: Book) -> Iterator[str]:
    """Cells without a formula in which an engine reads another number than there is, or a text for a number."""
    for sheet in book.sheets.values():
        for spot in sheet.values.keys() - sheet.formulas.keys():
            value, reading = sheet.values[spot], constants.get((sheet.name, spot))
            same = value == reading or (isinstance(value, str) and type(value) is type(reading))
            if not same:
                yield f"{sheet.name}!{cell_name(spot)}"
    for name, spot in constants:
        if name not in book.sheets or spot not in book.sheets[name].values:
            yield f"{name}!{cell_name(spot)}"


def started_with(engine: str) -> Callable[[Path], list[str]]:
    """What starts an engine that is a Python package."""
    where = module_folder(engine)
    if where is None:
        raise Refused("it is not installed")
    return lambda folder: [engine, where, str(folder / SOURCE), str(folder / TARGET)]


def by_libreoffice(content: bytes, book: Book, seconds: int) -> Values:
    soffice = program("soffice")
    if soffice is None:
        raise Refused("it is not installed")

    def command(folder: Path) -> list[str]:
        profile = (folder / PROFILE).as_uri()
        arguments = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
        arguments += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "target"), str(folder / SOURCE)]
        return ["command", *arguments]

    with running({SOURCE: content, SETTINGS: SAFELY.encode()}, command, seconds) as folder:
        return values_of(folder / "target" / SOURCE)


RUNNERS = {"formualizer": by_formualizer, "ironcalc": by_ironcalc, "libreoffice": by_libreoffice}


def values_of(file: Path) -> Values:
    """The stored values of the formulas in a file an engine wrote."""
    if not file.exists():
        raise Refused("it wrote no file")
    book = read_book("the recomputed workbook", file.read_bytes())
    return {
        (sheet.name, spot): sheet.values[spot]
        for sheet in book.sheets.values()
        for spot in sheet.formulas
        if spot in sheet.values
    }
