"""Drafts of figures on the way down, and the steps that readers see of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from model.explaining.explanation import Step
from model.explaining.points import Assumed, Gathered, InputAt, Origin, Point
from model.explaining.rests import assumption
from model.explaining.subject import Subject
from model.expression.line import Line
from model.expression.nodes import Axis, Column, Each, Ifs, Node, Where
from model.expression.words import SIGNS, say
from model.spelling import spelling, with_unit
from model.workbook.reference import definition

MOST_WORDS, LEAST_IN_WORDS = 100, 2
HOW = {
    "sum": "added up, the largest first",
    "count": "counted",
    "filled": "counted",
    "max": "the largest of several",
    "min": "the smallest of several",
    "product": "multiplied row by row and added up",
}
COUNTED = ("count", "filled")


@dataclass
class Draft:
    """A figure on the way, and what was found below it so far."""

    origin: Origin
    weight: float = 1.0
    how: str = ""
    words: str = ""
    parts: list[Draft] = field(default_factory=list)
    others: int = 0
    others_text: str = ""
    lacking: int = 0


class Below(NamedTuple):
    """The last fields of a step: what stands below it."""

    how: str
    steps: tuple[Step, ...]
    others: int
    others_text: str
    lacking: int


def step_of(subject: Subject, draft: Draft) -> Step:
    """A draft and all below it as readers see it."""
    below = Below(
        HOW.get(draft.how, ""),
        tuple(step_of(subject, part) for part in draft.parts),
        draft.others,
        draft.others_text,
        draft.lacking,
    )
    match draft.origin:
        case Point() as point:
            return of_point(subject, point, draft.words, below)
        case InputAt() as at:
            return of_input(subject, at)
        case Assumed(name, case):
            step = of_input(subject, assumption(subject, name, case))
            is_selected = case == subject.evaluation.data.selected.case
            ask, title = (f"assumptions/{name}", name) if is_selected else (step.ask, f"{name}, {case}")
            return Step(ask, f"{title}, an assumption", "", "", step.place, step.value, step.unit, step.text)
        case Gathered() as gathered:
            return of_gathered(subject, gathered, below)


def of_point(subject: Subject, point: Point, words: str, below: Below) -> Step:
    """A figure of a line."""
    rows = point.line.over
    about = ""
    if rows is not None and rows.table in subject.loaded.tables and not rows.distinct:
        about = subject.inputs.telling(rows.table, point.row)
    if not words and not below.how and len(below.steps) >= LEAST_IN_WORDS:
        words = words_of(subject.reader.follow(point).line)
    return replace(plain(subject, point), about=about, words=words, **below._asdict())


def plain(subject: Subject, point: Point) -> Step:
    """A figure of a line, and nothing of what it is made of."""
    value = subject.reader.value(point)
    return Step(
        subject.ask(point),
        point.line.title,
        subject.row(point),
        subject.column(point),
        subject.cell(point),
        None if value != value else value,
        subject.unit(point),
        subject.spelling(point),
    )


def words_of(line: Line) -> str:
    """How a line is computed from several others, if that can be said briefly."""
    words = "" if isinstance(line.expr, Each) else definition(line)
    return words if len(words) <= MOST_WORDS else ""


def of_input(subject: Subject, at: InputAt) -> Step:
    """An input cell; of a blank one the remark of its row may say why."""
    value: float | str | None = subject.reader.value(at)
    value = None if value != value or value == "" else value
    if at.table not in subject.loaded.tables:
        text = "blank" if value is None else str(value)
        return Step("", f"{at.table}[{at.column}]", "", "", "drawn from the tables", value, "text", text)
    inputs = subject.inputs
    return Step(
        subject.ask_input(at),
        at.column,
        f"{at.table}/{inputs.key(at.table, at.row)}",
        "",
        inputs.place(at.table, at.row),
        value,
        inputs.unit(at),
        inputs.spelling(at),
        inputs.note(at.table, at.row) if value is None and at.table != "assumptions" else "",
        citations=inputs.citations(at.table, at.row),
    )


def of_gathered(subject: Subject, gathered: Gathered, below: Below) -> Step:
    """Many figures inside a definition that reads more than these."""
    unit = "count" if gathered.how in COUNTED else unit_of(subject, gathered)
    value = gathered.value
    text = with_unit(spelling(value, unit), unit)
    title = short(say(gathered.node))
    return Step("", title, "", "", "", None if value != value else value, unit, text, "", "", *below)


def unit_of(subject: Subject, gathered: Gathered) -> str:
    """The unit of what is folded."""
    first = next(iter((*gathered.parts, *gathered.lacking)), None)
    return subject.unit(first) if isinstance(first, Point) else "as stated"


def no_row(subject: Subject, node: Node, point: Point) -> str:
    """A note that nothing was found, with the conditions that were applied."""
    if not isinstance(node, Ifs):
        return "nothing to add up"
    tables = {table_of(where.column) for where in node.where} - {""}
    of = f" of {min(tables)}" if tables else ""
    return short(f"no row{of} has {' and '.join(condition(subject, where, point) for where in node.where)}")


def condition(subject: Subject, where: Where, point: Point) -> str:
    """A condition with the value of the row at hand."""
    column, value = where.column, subject.reader.at(where.value, point)
    name = column.rows.keys[column.part] if isinstance(column, Axis) and column.rows is not None else say(column)
    unit = column.unit if isinstance(column, Line) else "as stated"
    return f"{name} {SIGNS.get(where.compare, where.compare)} {spelling(value, unit)}"


def table_of(column: Column | Line | Axis) -> str:
    """The table whose rows stand behind a column, a line or a label."""
    match column:
        case Column(table):
            return table
        case Line(over=rows) | Axis(rows=rows):
            return "" if rows is None else rows.table
    return ""


def short(text: str) -> str:
    return text if len(text) <= MOST_WORDS else f"{text[:MOST_WORDS]}…"
