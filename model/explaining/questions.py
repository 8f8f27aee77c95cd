"""What somebody asks about: a cell, a line and its row, an input, a source; or why there is no such thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string

from model.errors import CannotRun
from model.explaining.points import InputAt, Point
from model.explaining.subject import Subject
from model.expression.line import Line
from model.inputs.raw import nearest
from model.lines import checks, rules
from model.lines.summary import FIGURES, summary_value
from model.workbook.published import Published, published
from schemas import TABLES

CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
MOST_NAMED, MOST_COMPARED = 8, 50


@dataclass(frozen=True)
class CellQuestion:
    """A cell of a sheet; row and column counted from 1."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True)
class LineQuestion:
    """All figures of a line, or of one of its rows."""

    line: Line
    points: tuple[Point, ...]


@dataclass(frozen=True)
class RowQuestion:
    """A row of an input table, counted from 0."""

    table: str
    row: int


@dataclass(frozen=True)
class SourceQuestion:
    """A source, or a place in it."""

    source: str
    locator: str = ""


Question = CellQuestion | Point | LineQuestion | InputAt | RowQuestion | SourceQuestion | Published


def question_of(subject: Subject, where: str) -> Question:
    """What the text names. CannotRun, with the nearest names, where it names nothing."""
    text = where.strip()
    for reading in (cell_of, source_of, input_of, line_of, name_of, key_of, source_beginning):
        answer = reading(subject, text)
        if answer is not None:
            return answer
    raise CannotRun(f"nothing is called {text!r}.{near(text, everything(subject))}")


def near(text: str, names: Iterable[str]) -> str:
    """The nearest of the names, as a question."""
    name = nearest(text, names)
    return "" if name is None else f" Did you mean {name}?"


def everything(subject: Subject) -> Iterator[str]:
    """All names that a question may begin with."""
    yield from subject.lines
    yield from (each.name for each in published(subject.layout))
    yield from (figure.title for figure in FIGURES)
    for table in TABLES:
        yield from subject.inputs.keys(table.name)


def cell_of(_: Subject, text: str) -> CellQuestion | None:
    sheet, mark, cell = text.rpartition("!")
    match = CELL.fullmatch(cell.strip())
    if not mark or match is None:
        return None
    name = sheet.strip()
    name = name[1:-1].replace("''", "'") if len(name) > 1 and name[0] == name[-1] == "'" else name
    return CellQuestion(name, int(match[2]), column_index_from_string(match[1].upper()))


def source_of(subject: Subject, text: str) -> SourceQuestion | None:
    """A source by its key; after a colon a place in it."""
    by_folded = {key.casefold(): key for key in subject.inputs.keys("sources")}
    before, _, locator = text.rpartition(":")
    for name, place in ((text, ""), (before, locator)):
        if name.strip().casefold() in by_folded:
            return SourceQuestion(by_folded[name.strip().casefold()], place.strip())
    return None


def source_beginning(subject: Subject, text: str) -> SourceQuestion | None:
    """A source by the beginning of its key, where no other source begins so."""
    name, _, locator = text.partition(":")
    keys = [key for key in subject.inputs.keys("sources") if name and key.casefold().startswith(name.casefold())]
    return SourceQuestion(keys[0], locator.strip()) if len(keys) == 1 else None


def input_of(subject: Subject, text: str) -> InputAt | RowQuestion | None:
    """TABLE/KEY or TABLE/KEY/COLUMN; a key may have slashes of its own."""
    head, slash, rest = text.partition("/")
    table = next((each for each in TABLES if each.name == head.strip().casefold()), None)
    if table is None or not slash:
        return None
    row = row_of(subject, table.name, rest)
    if row is not None:
        return RowQuestion(table.name, row)
    key, slash, column = rest.rpartition("/")
    if slash and (row := row_of(subject, table.name, key)) is not None:
        names = [each.name for each in table.columns]
        if column.strip().casefold() in names:
            return InputAt(table.name, row, column.strip().casefold())
        raise CannotRun(f"{table.name} has no column {column.strip()}.{near(column, names)}")
    raise CannotRun(f"{table.name} has no row {rest.strip()!r}.{near(rest, subject.inputs.keys(table.name))}")


def row_of(subject: Subject, table: str, text: str) -> int | None:
    """The row of a key, or of the first part of it where one row alone has that. CannotRun where several have."""
    keys, plain_text = subject.inputs.keys(table), text.strip().casefold()
    rows = [row for row, key in enumerate(keys) if key.casefold() == plain_text]
    rows = rows or [row for row, key in enumerate(keys) if key.casefold().startswith(f"{plain_text} / ")]
    if len(rows) > 1:
        names = "; ".join(f"{table}/{keys[row]}" for row in rows[:MOST_NAMED])
        raise CannotRun(f"several rows of {table} have the key {text.strip()!r}; ask for one of {names}.")
    return rows[0] if rows else None


def line_of(subject: Subject, text: str) -> Point | LineQuestion | None:
    """A line's name, then the label of a row, then a year or the label of a column."""
    name, _, rest = text.partition(" ")
    line = subject.lines.get(name.casefold())
    label = rest.strip()
    if len(label) > 1 and label[0] == label[-1] == '"':
        label = label[1:-1]
    return None if line is None else figure_of(subject, line, label)


def figure_of(subject: Subject, line: Line, label: str) -> Point | LineQuestion:
    """The figure of that row and column; without a column all of the row's, without either all of the line's."""
    rows = [""] if line.over is None else subject.labels(line.over)
    columns = column_labels(subject, line)
    if not label:
        is_single = line.over is None and not line.wide
        return Point(line) if is_single else LineQuestion(line, every(line, range(len(rows)), range(len(columns))))
    for column, heading in enumerate(columns):
        row_text = without_end(label, heading)
        places = [] if row_text is None else rows_of(rows, row_text)
        if line.wide and len(places) == 1:
            return Point(line, places[0], column)
    places = rows_of(rows, label)
    if len(places) == 1 and not line.wide:
        return Point(line, places[0])
    if places:
        return LineQuestion(line, every(line, places, range(len(columns))))
    if line.over is None and not line.wide:
        raise CannotRun(f"{line.name} is a single figure and has no row {label!r}.")
    what = "row or column" if line.across else "row or year" if line.by_year else "row"
    names = [f"{row} {column}".strip() for row in rows[:MOST_COMPARED] for column in columns[:MOST_COMPARED]]
    raise CannotRun(f"{line.name} has no {what} {label!r}.{near(label, [*rows, *names])}")


def without_end(label: str, heading: str) -> str | None:
    """What stands before the label of a column; None where the text does not end with it."""
    plain_text = f" {label}".casefold()
    return label[: -len(heading)].strip() if plain_text.endswith(f" {heading}".casefold()) else None


def rows_of(rows: Sequence[str], label: str) -> list[int]:
    """The rows of that label, or whose label begins with it: where a key has several parts, with its first ones."""
    plain_text = label.casefold()
    same = [row for row, name in enumerate(rows) if name.casefold() == plain_text]
    return same or [row for row, name in enumerate(rows) if label and name.casefold().startswith(f"{plain_text} / ")]


def column_labels(subject: Subject, line: Line) -> list[str]:
    return [subject.column(Point(line, 0, column)) for column in range(subject.evaluation.line(line).shape[1])]


def every(line: Line, rows: Sequence[int], columns: Sequence[int]) -> tuple[Point, ...]:
    return tuple(Point(line, row, column) for row in rows for column in columns)


def name_of(subject: Subject, text: str) -> Question | None:
    """A defined name of the workbook: a key figure, which goes by its title too, a selector, an assumption, a block."""
    name = text.casefold()
    for row, figure in enumerate(FIGURES):
        if name in (f"key_{figure.name}", figure.title.casefold()):
            return Point(summary_value, row)
    if name in ("master_check", "case_number"):
        return Point({"master_check": checks.master, "case_number": rules.case_number}[name])
    keys = [key.casefold() for key in subject.inputs.keys("assumptions")]
    if name in keys:
        return RowQuestion("assumptions", keys.index(name))
    return next((each for each in published(subject.layout) if each.name.casefold() == name), None)


def key_of(subject: Subject, text: str) -> RowQuestion | None:
    """The key of a row, where one table alone has it. CannotRun where several have."""
    rows = [
        RowQuestion(table.name, row)
        for table in TABLES
        for row, key in enumerate(subject.inputs.keys(table.name))
        if key.casefold() == text.casefold()
    ]
    if len(rows) > 1:
        names = [f"{each.table}/{text}" for each in rows[:MOST_NAMED]]
        raise CannotRun(f"several rows have the key {text!r}; ask for one of {', '.join(names)}.")
    return rows[0] if rows else None
