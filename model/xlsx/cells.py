"""The one reading of a sheet's part, for input tables and for verify alike: its cells one by one, and its lists.

Only elements of the format's own namespace at their own place count. Of what is stated twice the last counts; that it
was, and what else programs may read differently, is a doubt of the sheet. `cell_value` reads a cell's text.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from openpyxl.utils.cell import coordinate_to_tuple

from model.xlsx.book import ErrorValue, SheetHeld, cell_name, extend
from model.xlsx.formula_text import LAST_COLUMN, LAST_ROW
from model.xlsx.namespaces import moment, plain, shared, truth, unescaped
from model.xlsx.relations import MAIN
from model.xlsx.shared_formulas import Formula, SharedFormulas

LEAST_HEIGHT = 6.0  # points: less is as good as hidden
KINDS = frozenset(["n", "s", "str", "inlineStr", "b", "e", "d"])
TRUTHS = ("0", "1")  # "true" is true to some programs, and false to LibreOffice
ANCHORS = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"  # has rows of its own
SHEET, DATA, EXTRA = (f"{MAIN}{tag}" for tag in ("worksheet", "sheetData", "extLst"))
REPEATED = (f"{MAIN}cols", f"{MAIN}conditionalFormatting")
# As expat spells them, without the first bracket.
ROW, CELL, FORMULA, STORED, INLINE, EXTENSIONS, TEXT, RUN = (
    f"{MAIN[1:]}{tag}" for tag in ("row", "c", "f", "v", "is", "extLst", "t", "r")
)
CHUNK = 1 << 20

Lists = Mapping[str, Callable[[Element], None]]  # what reads the elements of a sheet that are no cells, by their tag


class Cell(NamedTuple):
    """A cell that holds something: `raw` is the text of its value, None where it has none."""

    row: int
    column: int
    kind: str
    style: int
    raw: str | None
    formula: Formula | None


def cell_value(cell: Cell, strings: Sequence[str]) -> str | bool | datetime.datetime | ErrorValue | None:
    """A cell's value; None for a number and for an empty cell. Numbers are read by `number`."""
    kind, raw = cell.kind, cell.raw
    if not raw or kind == "n":
        return None
    if kind == "s":
        return shared(strings, raw)
    if kind == "b":
        return truth(raw)
    if kind == "e":
        return ErrorValue(raw)
    return moment(raw) if kind == "d" else unescaped(raw)


def number(raw: str) -> float:
    """A number as the format writes it. ValueError if it is not one, even if Python would read it."""
    if "_" in raw or not raw.isascii():
        raise ValueError(f"{raw} is no number")
    return float(raw)


def measure(text: str | None, usual: float) -> float:
    """A height or width; the default if none is given or it is not a number."""
    try:
        return usual if text is None else number(text)
    except ValueError:
        return usual


class SheetParser:
    """Reads one sheet's part: its cells are yielded, hidden rows and doubts are the sheet's, lists go to `lists`."""

    def __init__(self, sheet: SheetHeld, lists: Lists) -> None:
        self.sheet, self.lists = sheet, lists
        self.shares = SharedFormulas(sheet)
        self.pending: list[Cell] = []
        self.depth = 0  # of elements: below the sheet's data where they are read, from the top outside of them
        self.row = self.at = self.column = 0  # of the cell, which may stand in another row than it says
        self.own_row = ""  # its number as cells end with it
        self.rows: set[int] = set()
        self.once: set[str] = set()  # the elements of the sheet that were there, of which there is one each
        self.columns_of_row: set[int] = set()
        self.letters: dict[str, int] = {}  # the columns met so far
        self.in_row = self.in_cell = self.in_run = False
        self.kind, self.style, self.part = "n", 0, ""
        self.value: list[str] | None = None
        self.text: list[str] | None = None
        self.formula: list[str] | None = None
        self.formula_attributes: dict[str, str] = {}
        self.builder: TreeBuilder | None = None
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.go_outside()

    def cells(self, file: IO[bytes]) -> Iterator[Cell]:
        """The cells that hold something, in the order of the file."""
        while chunk := file.read(CHUNK):
            self.parser.Parse(chunk, False)
            yield from self.pending
            self.pending.clear()
        self.parser.Parse(b"", True)

    def go_outside(self) -> None:
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start_outside, self.end_outside

    # outside the sheet's data

    def start_outside(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        tag = spelt(tag)
        if self.depth == 1 and tag != SHEET:
            raise ValueError(f"{plain(tag)} is no worksheet")
        if self.depth == 2 and tag == DATA:
            self.said_once(tag)
            self.depth = 0
            self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
            return
        if self.depth == 2 and tag in self.lists:
            self.said_once(tag)
            self.builder = TreeBuilder()
            self.parser.CharacterDataHandler = self.builder.data
        if plain(tag) in ("c", "row"):
            self.stray(tag, attributes)
        if self.builder is not None:
            self.builder.start(tag, {spelt(name): text for name, text in attributes.items()})

    def end_outside(self, tag: str) -> None:
        if self.builder is not None:
            self.builder.end(spelt(tag))
            if self.depth == 2:
                node, self.builder = self.builder.close(), None
                self.parser.CharacterDataHandler = None
                self.lists[node.tag](node)
        self.depth -= 1

    def said_once(self, tag: str) -> None:
        """Record a doubt if something that a sheet may have only once is there twice."""
        if tag in self.once and tag not in REPEATED:
            self.sheet.doubt("", f"the sheet has {plain(tag)} twice")
        self.once.add(tag)

    def stray(self, tag: str, attributes: dict[str, str]) -> None:
        """Something among the cells, or called a cell or row, that is neither; programs pass it over."""
        if tag != EXTRA and not tag.startswith(ANCHORS):
            message = f"an element {plain(tag)} of another namespace looks like one of the sheet's own"
            self.sheet.doubt(attributes.get("r", "")[:20], message)

    # within the sheet's data: rows at depth 1, cells at 2, their parts at 3, texts and runs at 4, texts of runs at 5

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth = depth = self.depth + 1
        if depth == 3:
            if self.in_cell:
                self.begin_part(tag, attributes)
        elif depth == 2:
            self.in_cell = self.in_row and tag == CELL
            if self.in_cell:
                self.begin_cell(attributes)
            else:
                self.stray(spelt(tag), attributes)
        elif depth == 1:
            self.in_row = tag == ROW
            if self.in_row:
                self.begin_row(attributes)
            else:
                self.stray(spelt(tag), attributes)
        elif self.in_cell:
            self.begin_within(tag, attributes)

    def end(self, tag: str) -> None:
        depth = self.depth
        self.depth = depth - 1
        if depth == 3:
            self.parser.CharacterDataHandler = None
        elif depth == 2:
            if self.in_cell:
                self.end_cell()
                self.in_cell = False
        elif depth == 0:
            self.depth = 1
            self.go_outside()
        elif depth > 3 and self.in_cell:
            self.end_within(depth)

    def begin_row(self, attributes: dict[str, str]) -> None:
        self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        check(self.row, 1)
        self.own_row = str(self.row)
        if self.row in self.rows:
            self.sheet.doubt(f"{self.row}:{self.row}", "the row is there twice")
        self.rows.add(self.row)
        self.columns_of_row.clear()
        if truth(attributes.get("hidden")) or measure(attributes.get("ht"), self.sheet.row_height) < LEAST_HEIGHT:
            extend(self.sheet.hidden_rows, self.row, self.row)

    def begin_cell(self, attributes: dict[str, str]) -> None:
        self.value = self.text = self.formula = None
        self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", 0))
        self.at, place = self.row, attributes.get("r")
        if place is None:
            self.column += 1
            check(self.row, self.column)
        else:
            letters = place[: -len(self.own_row)]
            column = self.letters.get(letters) if place.endswith(self.own_row) else None
            self.column = self.place(place, letters) if column is None else column
        if self.at == self.row:
            if self.column in self.columns_of_row:
                self.doubt("the cell is there twice")
            self.columns_of_row.add(self.column)

    def place(self, place: str, letters: str) -> int:
        """The column of a cell by its name; programs believe that, not the row around it."""
        self.at, column = coordinate_to_tuple(place)
        check(self.at, column)
        if self.at != self.row:
            self.sheet.doubt(cell_name((self.at, column)), f"the cell stands among those of row {self.row}")
        elif letters.isalpha():
            self.letters[letters] = column
        return column

    def doubt(self, message: str) -> None:
        self.sheet.doubt(cell_name((self.at, self.column)), message)

    def begin_part(self, tag: str, attributes: dict[str, str]) -> None:
        """Of two parts of one name the last counts."""
        self.part, before = tag, None
        if tag == STORED:
            before, self.value = self.value, []
            self.parser.CharacterDataHandler = self.value.append
        elif tag == FORMULA:
            before, self.formula, self.formula_attributes = self.formula, [], attributes
            self.parser.CharacterDataHandler = self.formula.append
        elif tag == INLINE:
            before, self.text = self.text, []
        elif tag != EXTENSIONS:
            self.doubt(f"the cell contains a {plain(tag)}, which does not belong in a cell")
        if before is not None:
            self.doubt(f"the cell has two of {plain(tag)}")

    def begin_within(self, tag: str, attributes: dict[str, str]) -> None:
        """The text of an inline string, alone or in runs, without phonetic hints. Elsewhere nothing may stand."""
        self.parser.CharacterDataHandler = None
        if self.part == INLINE and self.text is not None:
            if tag == TEXT and (self.depth == 4 or (self.depth == 5 and self.in_run)):
                self.parser.CharacterDataHandler = self.text.append
            elif self.depth == 4:
                self.in_run = tag == RUN
        elif self.part in (STORED, FORMULA):
            self.doubt(f"something stands within the cell's {plain(self.part)}")
        if plain(tag) in ("c", "row"):
            self.stray(spelt(tag), attributes)

    def end_within(self, depth: int) -> None:
        around = {STORED: self.value, FORMULA: self.formula}.get(self.part) if depth == 4 else None
        self.parser.CharacterDataHandler = None if around is None else around.append

    def end_cell(self) -> None:
        raw, formula = None if self.value is None else "".join(self.value), None
        if self.text is not None or self.kind == "inlineStr":
            raw = self.text_or_value("".join(self.text or ()), raw)
        if self.formula is not None:
            formula = Formula.of("".join(self.formula), self.formula_attributes)
        if self.kind not in KINDS:
            self.doubt(f"the cell has the type {self.kind[:20]}, which does not exist")
            self.kind = "str"
        elif self.kind == "b" and raw and raw.strip() not in TRUTHS:
            self.doubt("the cell is neither 1 for true nor 0 for false")
        if raw or formula is not None:
            self.pending.append(Cell(self.at, self.column, self.kind, self.style, raw, formula))
            self.shares.take((self.at, self.column), formula)

    def text_or_value(self, text: str, value: str | None) -> str | None:
        """The raw value of a cell with an inline string, or of the type for one: the type says which counts."""
        if value and (text or self.kind == "inlineStr"):
            self.doubt("the cell has a text and a value")
        elif text and self.kind != "inlineStr":
            self.doubt("the cell has a text, and is of another type")
        return text if self.kind == "inlineStr" else value


def spelt(name: str) -> str:
    """A name of expat's as ElementTree spells it."""
    return "{" + name if "}" in name else name


def check(row: int, column: int) -> None:
    if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
        raise ValueError(f"no cell in row {row}, column {column}")
