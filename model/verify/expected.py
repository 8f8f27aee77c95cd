"""What a fresh build would be: the one place where verify depends on how workbooks are built.

The fresh workbook is actually written and is read back by the same reader as the file in question, so that everything
the build writes is compared without being listed here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from model.as_built import ROWS_BUILT, as_built, rows_built
from model.compute import evaluate
from model.dates import EPOCH
from model.expression.nodes import CASES
from model.expression.values import Selected
from model.inputs import Loaded
from model.inputs.typed import Table
from model.lines import checks, controls
from model.lines.rows import BASES, DRIVERS
from model.pipeline import digest
from model.row_order import SIZES, Label
from model.verify.book_order import row_order
from model.workbook.as_built_sheet import tables_as_built
from model.workbook.build_record import BuildRecord
from model.workbook.extras import extra_cells
from model.workbook.layout import Layout
from model.workbook.names import defined_names, model_lines
from model.workbook.write import lay_out, write
from model.xlsx.book import Book, Spot, Value, box
from model.xlsx.reader import read_book
from model.xlsx.rows import Content
from schemas import TABLES

MARK = "\ue000"  # a character of no language: what stands there is read from the file
MARKED_COUNT = 987654321.0
MOST_RECORD_ROWS = 1_000_000
INPUT_TABLES = tuple(table.name for table in TABLES)
Place = tuple[str, Spot]


@dataclass(frozen=True)
class Fresh:
    """A fresh build, and what its checks and controls test, by the place of their verdict."""

    book: Book
    checks: Mapping[Place, str]


@dataclass(frozen=True)
class BookRecord:
    """What the workbook says about itself, the places where it says it, and whether all of it was found."""

    build: BuildRecord
    places: Mapping[str, Place]
    whole: bool


def selected(book: Book, frames: Mapping[str, pd.DataFrame]) -> tuple[Selected, bool]:
    """What the workbook's selectors say, or the default where one says nothing of the kind; whether the case does."""
    names = dict(defined_names(layout_of(frames)))
    choice = selection(book, names, "case", CASES)
    basis = selection(book, names, "basis", BASES)
    default = Selected()
    case = next((each for each in CASES if each == choice), default.case)
    down, across = (selection(book, names, name, DRIVERS.labels) for name in ("grid_down", "grid_across"))
    selections = Selected(case, basis or default.basis, down or default.grid_down, across or default.grid_across)
    return selections, choice is not None


def selection(book: Book, names: Mapping[str, str], name: str, allowed: Sequence[str]) -> str | None:
    """What the selector of that name says, if it is allowed."""
    for place in (target(names[name]), target(book.names.get(("", name), ""))):
        if place is not None and place[0] in book.sheets:
            value = book.sheets[place[0]].values.get(place[1])
            if isinstance(value, str) and value in allowed:
                return value
    return None


def same_rows(one: Mapping[str, pd.DataFrame], other: Mapping[str, pd.DataFrame]) -> bool:
    """Whether workbooks of these tables have the same rows and years, in whatever order rows stand."""
    return layout_of(one) == layout_of(other) and row_names(one) == row_names(other)


def row_names(frames: Mapping[str, pd.DataFrame]) -> list[set[Label]]:
    """The names that a build gives to rows, such as payers; all other rows follow their tables."""
    evaluation = evaluate(frames, Selected(), order={})
    return [set(zip(*evaluation.labels(rows), strict=True)) for rows in SIZES]


def layout_of(frames: Mapping[str, pd.DataFrame]) -> Layout:
    """Where everything stands for these tables, whatever is selected and in whatever order rows stand."""
    return lay_out(evaluate(frames, Selected(), order={}))


def target(text: str) -> Place | None:
    """The one cell a defined name refers to; None for anything else."""
    sheet, bang, ref = text.rpartition("!")
    try:
        top, left, bottom, right = box(ref)
    except ValueError:
        return None
    name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    return (name, (top, left)) if bang and (top, left) == (bottom, right) else None


def fresh(book: Book, frames: Mapping[str, pd.DataFrame], selection: Selected, record: BuildRecord) -> Fresh:
    """Build again from these tables, in memory, with rows in the order of the workbook."""
    layout, evaluation = layout_of(frames), evaluate(frames, selection)
    order = row_order(book, layout)
    if order:
        evaluation = evaluate(frames, selection, {**evaluation.data.order, **order})
    built = read_book("a fresh build", write(evaluation, frames, record), like=book)
    texts_by_place: dict[Place, str] = {}
    for status, texts in (
        (checks.status, evaluation.line(checks.tests)[:, 0]),
        (controls.status, controls.CONTROL_ROWS.labels),
    ):
        spot = layout.spot(status)
        texts_by_place |= {(spot.sheet, (spot.row + index, spot.column)): str(text) for index, text in enumerate(texts)}
    return Fresh(built, texts_by_place)


def with_record_of(book: Book, frames: Mapping[str, pd.DataFrame], build: BuildRecord) -> dict[str, pd.DataFrame]:
    """The tables with what they held at the build, where the sheet As built still contains what the record
    describes."""
    counts = {name: rows for name, rows, _ in build.tables if name in frames}
    before = {as_built(name): frame for name, frame in as_recorded(tables_there(book), build).items()}
    return {**frames, **before, ROWS_BUILT: rows_built({name: counts.get(name, len(frames[name])) for name in frames})}


def tables_there(book: Book) -> dict[str, pd.DataFrame]:
    """The tables on the sheet As built; none where a text stands for a number."""
    try:
        return tables_as_built(book)
    except ValueError:
        return {}


def as_recorded(tables: Mapping[str, pd.DataFrame], build: BuildRecord) -> dict[str, pd.DataFrame]:
    """The tables that are still what the record of the build speaks of."""
    digests = {name: sha for name, _, sha in build.tables}
    return {name: frame for name, frame in tables.items() if digest(frame) == digests.get(name)}


def as_built_inputs(book: Book, loaded: Loaded) -> Loaded | None:
    """The tables as they were read at the build, where the workbook holds them all as its record says; else None."""
    there = tables_there(book)
    frames = {table.name: there[table.name] for table in TABLES if table.name in there}
    if len(frames) < len(TABLES):
        return None
    if len(as_recorded(frames, record_in(book, frames).build)) < len(TABLES):
        return None
    tables = {name: Table(name, "", frame) for name, frame in frames.items()}
    return replace(loaded, tables=tables, findings=())


def day_of_build(book: Book, given_inputs: Loaded) -> datetime.date | None:
    """The as-of day of the build where it was given one that the same file of assumptions does not say; else None."""
    there = tables_there(book).get("assumptions")
    table = given_inputs.tables["assumptions"]
    if there is None or as_of_day(there) in (None, as_of_day(table.frame)):
        return None
    record = record_in(book, given_inputs.frames).build
    hashes = {sha for _, _, sha in record.files}
    same_file = not table.is_given or given_inputs.hashes.get(table.file) in hashes
    return as_of_day(there) if same_file and as_recorded({"assumptions": there}, record) else None


def as_of_day(assumptions: pd.DataFrame) -> datetime.date | None:
    """The as-of day that a table of assumptions says."""
    days = assumptions.loc[assumptions["name"] == "as_of", "base"].dropna().tolist()
    return (EPOCH + datetime.timedelta(days=days[0])).date() if days else None


def record_in(book: Book, frames: Mapping[str, pd.DataFrame]) -> BookRecord:
    """The version, files, warnings and digests the workbook names."""
    evaluation = evaluate(frames, Selected())
    tables = [(name, int(MARKED_COUNT), MARK + "digest") for name in (*frames, "warnings")]
    marked = BuildRecord(
        MARK + "version",
        [(MARK + "file", int(MARKED_COUNT), MARK + "sha")],
        [(MARK + "code", MARK + "where", MARK + "what")],
        tables,
    )
    cells = extra_cells(evaluation, frames, lay_out(evaluation), marked, model_lines())[0]
    places = {name: found_in(book, cells, name, place) for name, place in marks(cells).items()}
    version = value_at(book, places["version"])
    files = listed(book, places, ("file", "file rows", "sha"))
    warnings = listed(book, places, ("code", "where", "what"))
    digests = listed(book, places, ("digest name", "digest rows", "digest"))
    record = BuildRecord(
        str(version or ""),
        [(text(name), whole(rows), text(sha)) for name, rows, sha in files],
        [(text(code), text(where), text(what)) for code, where, what in warnings],
        [(text(name), whole(rows) or 0, text(sha)) for name, rows, sha in digests],
    )
    return BookRecord(record, places, bool(version and files and len(digests) == len(tables)))


def text(value: object) -> str:
    return "" if value is None else str(value)


def whole(value: object) -> int | None:
    return int(value) if isinstance(value, float) and value.is_integer() else None


def marks(cells: Mapping[str, Iterable[Content]]) -> dict[str, Place]:
    """Where each mark first occurs, and the counts and names beside the marks."""
    places: dict[str, Place] = {}
    for sheet, contents in cells.items():
        by_spot = {(cell.row, cell.column): cell.value for cell in contents}
        for (row, column), value in by_spot.items():
            if isinstance(value, str) and value.startswith(MARK):
                places.setdefault(value.removeprefix(MARK), (sheet, (row, column)))
        for (row, column), value in by_spot.items():
            if value == MARKED_COUNT:
                for name, first in (("sha", "file"), ("digest", "digest")):
                    if name in places and (sheet, row) == (places[name][0], places[name][1][0]):
                        places.setdefault(f"{first} rows", (sheet, (row, column)))
                        places.setdefault(f"{first} name", (sheet, (row, min(c for r, c in by_spot if r == row))))
    return places


def found_in(book: Book, cells: Mapping[str, Iterable[Content]], mark: str, place: Place) -> Place:
    """Where the file has what a mark stands for: found by the heading above it, or the label before the version."""
    name, (row, column) = place
    anchor = (row, 1) if mark == "version" else (row - 1, column)
    heading = next((cell.value for cell in cells[name] if (cell.row, cell.column) == anchor), None)
    values = book.sheets[name].values if name in book.sheets else {}
    rows = [at for (at, across), value in values.items() if across == anchor[1] and value == heading]
    nearest = min(rows, key=lambda at: abs(at - anchor[0]), default=anchor[0])
    return name, (row + nearest - anchor[0], column)


def value_at(book: Book, place: Place) -> Value | None:
    name, spot = place
    return book.sheets[name].values.get(spot) if name in book.sheets else None


def listed(book: Book, places: Mapping[str, Place], marks: tuple[str, str, str]) -> list[tuple[Value | None, ...]]:
    """The rows of a list from its first on, down to one without an entry in the first column."""
    sheet, (row, first) = places[marks[0]]
    values = book.sheets[sheet].values if sheet in book.sheets else {}
    columns = [places[mark][1][1] for mark in marks]
    entries: list[tuple[Value | None, ...]] = []
    while (row, first) in values and len(entries) < MOST_RECORD_ROWS:
        entries.append(tuple(values.get((row, column)) for column in columns))
        row += 1
    return entries
