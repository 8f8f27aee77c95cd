"""A workbook as it is now, beside a fresh build of its own tables: which cell of the one is which of the other.

Its tables may be edited, its rows inserted or sorted, its sheets renamed. Whether it can be trusted is checked by
verify.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from model.compute import evaluate
from model.errors import CannotRun
from model.explaining.points import InputAt
from model.explaining.standing import INPUT, standing
from model.explaining.subject import Place, Subject
from model.inputs import Loaded
from model.pipeline import usable
from model.verify.book_order import row_order
from model.verify.cells import stores_nothing
from model.verify.expected import layout_of, record_in, selected, with_record_of
from model.verify.inputs import other_rows
from model.verify.inputs import place as input_place
from model.verify.pair import Pair
from model.verify.structure import pairs
from model.verify.values import alike, noise
from model.verify.verify import bytes_of
from model.workbook.layout import Layout
from model.workbook.write import lay_out
from model.xlsx.book import Book, ErrorValue, SheetHeld, Spot, Value, box
from model.xlsx.reader import read_book


@dataclass(frozen=True)
class CellNow:
    """A cell of the file, and where it stands in a fresh build; `spot` is None where the model has no such place.

    `ours` is what a fresh build stores there; `typed_over` says whether a constant stands where it has a formula,
    `unsaved` whether the file stores no value of any formula.
    """

    sheet: str
    spot: Spot | None
    value: Value | None
    formula: str | None
    ours: Value | None
    differs: bool
    typed_over: bool
    unsaved: bool
    cell: InputAt | None


@dataclass(frozen=True)
class Edited:
    """The file, a fresh build of its tables, and their sheets in pairs."""

    book: Book
    pairs: Sequence[Pair]
    subject: Subject
    outgrown: bool

    def sheet(self, name: str) -> SheetHeld | None:
        """The sheet of that name, ignoring case."""
        return {each.casefold(): sheet for each, sheet in self.book.sheets.items()}.get(name.casefold())

    def cell(self, sheet: SheetHeld, row: int, column: int) -> CellNow:
        """What stands in a cell now, and what a fresh build has there. CannotRun on a sheet that is not the model's."""
        pair = next((each for each in self.pairs if each.actual is sheet), None)
        if pair is None:
            raise CannotRun(
                f"{sheet.name} is not a sheet of the model: somebody added it, and tieout cannot explain it."
            )
        spot = (row, column)
        value, formula = sheet.values.get(spot), sheet.formulas.get(spot)
        before = pair.before(spot)
        at = self.input_at(sheet, row, column)
        if before is None or at is not None:
            return CellNow(pair.expected.name, before, value, formula, None, False, False, False, at)
        ours = pair.expected.values.get(before)
        unsaved = formula is not None and value is None and stores_nothing(self.book)
        differs = not unsaved and (isinstance(value, ErrorValue) or not alike(value, ours, noise(self.book)))
        typed_over = before in pair.expected.formulas and formula is None
        return CellNow(pair.expected.name, before, value, formula, ours, differs, typed_over, unsaved, None)

    def input_at(self, sheet: SheetHeld, row: int, column: int) -> InputAt | None:
        """The input cell that stands there: rows of a table may have been inserted, deleted or sorted."""
        for name, (ref, columns) in sheet.tables.items():
            table = self.subject.loaded.tables.get(name.casefold())
            if table is None:
                continue
            left = box(ref)[1]
            names = [each.casefold() for each in columns]
            row_numbers = table.frame.index.tolist()
            if left <= column < left + len(names) and row in row_numbers and names[column - left] in table.frame:
                return InputAt(table.name, row_numbers.index(row), names[column - left])
        return None


def opened(path: Path) -> Edited:
    """A workbook and what the model makes of its tables, in the file's order of rows and with what it has selected.

    CannotRun where it cannot be read or its tables have errors.
    """
    content = bytes_of(path)
    book = read_book(path.name, content)
    loaded = usable(path)
    frames = loaded.frames
    record = record_in(book, frames)
    frames = with_record_of(book, frames, record.build)
    selection, _ = selected(book, frames)
    order = row_order(book, layout_of(frames))
    evaluation = evaluate(frames, selection)
    if order:
        evaluation = evaluate(frames, selection, {**evaluation.data.order, **order})
    unmoved = Subject(loaded, frames, evaluation, lay_out(evaluation), record.build)
    in_pairs = pairs(as_book(unmoved), book)
    subject = replace(unmoved, now=moved(in_pairs, book, loaded, unmoved.layout))
    return Edited(book, in_pairs, subject, other_rows(loaded, record))


def as_book(subject: Subject) -> Book:
    """The cells of a fresh build as a workbook that was read: values and formulas, and nothing else."""
    sheets = {name: SheetHeld(name) for name in subject.sheets}
    for name, sheet in sheets.items():
        for cell in subject.sheets[name]:
            spot = (cell.row, cell.column)
            if cell.formula is not None:
                sheet.formulas[spot] = cell.formula
            if cell.value is not None and cell.value != "":
                sheet.values[spot] = cell.value
    return Book(sheets, {}, {}, False, "", (), (), ())


def moved(in_pairs: Sequence[Pair], book: Book, loaded: Loaded, layout: Layout) -> Callable[[Place], Place]:
    """Where a cell of a fresh build stands in the file: an input by the row that was read, any other by its row."""
    partners = {pair.expected.name: pair for pair in in_pairs}

    def now(place: Place) -> Place:
        sheet, row, column = place
        at = next((st.cell for st in (standing(layout, sheet, row, column),) if st.role == INPUT), None)
        if at is not None and at.table in loaded.tables:
            sheet_there, cell = input_place(book, at.table, int(loaded.tables[at.table].frame.index[at.row]), at.column)
            top, left, _, _ = box(cell)
            return sheet_there, top, left
        if sheet not in partners:
            return place
        return partners[sheet].actual.name, *partners[sheet].now((row, column))

    return now
