"""Figures explained: what they mean, where they stand, how they are computed, and what they are made of."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from model.dates import iso
from model.explaining.down import Way, way_down
from model.explaining.explanation import Explanation
from model.explaining.points import Point
from model.explaining.steps import HOW, plain
from model.explaining.subject import Subject
from model.expression.line import Line
from model.expression.nodes import Assumption, Each
from model.expression.words import say
from model.lines.summary import FIGURES, summary_value, summary_whose
from model.spelling import spelling, with_unit
from model.workbook.published import Published
from model.workbook.reference import definition

MOST_FORMULA, MOST_WORDS, MOST_ROWS, MOST_READERS = 80, 240, 12, 4
MOST_SOURCES = 6
CHECKING = ("check_", "checks_", "control_", "controls_")  # lines that read nearly all others


def explain_figure(subject: Subject, where: str, points: Sequence[Point], **more: Any) -> Explanation:
    """One figure of a line, or several that an excerpt adds up. `more` are fields that take the place of these."""
    point = points[0]
    way = way_down(subject, points)
    value = subject.reader.value(point) if len(points) == 1 else added(subject, points)
    unit = subject.unit(point)
    fields: dict[str, Any] = {
        "where": where,
        "kind": "figure",
        "title": title_of(subject, point),
        "value": None if value != value else value,
        "unit": unit,
        "text": with_unit(spelling(value, unit), unit),
        "facts": tuple(facts(subject, point, way)),
        "row": subject.row(point),
        "heading": "Why it is n/d" if value != value else "What it is made of",
        "how": HOW.get(way.how, ""),
        "steps": way.steps,
        "others": way.others,
        "others_text": way.others_text,
        "lacking": way.lacking,
        "judgements": way.judgements,
        "sources": way.sources[:MOST_SOURCES],
        "other_sources": max(len(way.sources) - MOST_SOURCES, 0),
    }
    return Explanation(**{**fields, **more})


def added(subject: Subject, points: Sequence[Point]) -> float | str:
    """Several figures added up; n/d where none is disclosed."""
    numbers = [value for point in points if isinstance(value := subject.reader.value(point), float)]
    disclosed = [number for number in numbers if number == number]
    return math.fsum(disclosed) if disclosed else (math.nan if numbers else "")


def title_of(subject: Subject, point: Point) -> str:
    """The company and the figure; for a key figure, its own title."""
    if point.line is summary_value:
        return FIGURES[point.row].title
    parts = (point.line.title, subject.row(point), subject.column(point))
    return ", ".join(part for part in parts if part)


def facts(subject: Subject, point: Point, way: Way) -> Iterator[tuple[str, str]]:
    """Where the figure stands, what it means, and how it comes about."""
    line, chain = point.line, subject.reader.chain(point)
    end, there = chain[-1], next(each for each in reversed(chain) if not each.line.aside or each == point)
    meaning = line.meaning
    if line is summary_value:
        whose = str(subject.evaluation.line(summary_whose)[point.row, 0])
        yield "of", whose
        meaning = FIGURES[point.row].meaning
    yield "stands in", place(subject, point)
    if meaning:
        yield "means", meaning
    if there != point:
        yield "is", f"‹{there.line.title}›{of_row(subject, there)}, {place(subject, there)}"
        if there.line.meaning and there.line.meaning != meaning:
            yield "meaning of that figure", there.line.meaning
    words = in_words(end)
    if words:
        yield "computed as", words
    text = subject.formula(point)
    if text and len(text) <= MOST_FORMULA:
        yield "formula", text
    if subject.reader.lacks(point):
        if way.reason:
            yield "because", way.reason
        yield from (("data gap", text) for text in way.gaps)
    names = [name for name in subject.readers.get(line, ()) if not name.startswith(CHECKING)]
    if names:
        more = len(names) - MOST_READERS
        yield "read by", ", ".join(names[:MOST_READERS]) + (f" and {more} more" if more > 0 else "")
    yield "selected", selections(subject)


def of_row(subject: Subject, point: Point) -> str:
    parts = [part for part in (subject.row(point), subject.column(point)) if part]
    return f" of {', '.join(parts)}" if parts else ""


def place(subject: Subject, point: Point) -> str:
    """The cell and its block; of a line that others may refer to its name too."""
    home = subject.layout.home.get(point.line)
    block = f", block {home.block.title}" if home is not None and home.block.title else ""
    name = f", name key_{FIGURES[point.row].name}" if point.line is summary_value else f", line {point.line.name}"
    return f"{subject.cell(point)}{block}{name}"


def in_words(point: Point) -> str:
    """The definition in words, where it is short enough to be read; of a row with its own definition that."""
    expr = point.line.expr
    text = say(expr.args[point.row]) if isinstance(expr, Each) else definition(point.line)
    return text if len(text) <= MOST_WORDS else ""


def selections(subject: Subject) -> str:
    """What the figures depend on: the case, the basis and the day."""
    selected = subject.evaluation.data.selected
    day = float(subject.evaluation.value(Assumption("as_of"))[0, 0])
    return f"case {selected.case}, basis {selected.basis}, as of {iso(day)}"


def explain_line(subject: Subject, where: str, line: Line, points: Sequence[Point]) -> Explanation:
    """All figures of a line, the largest first, or one row of it year by year."""
    rows = {point.row for point in points}
    one_row = len(rows) == 1 and line.wide
    title = f"{line.title}, {subject.row(points[0])}" if one_row and line.over is not None else line.title
    order = list(points) if one_row else sorted(points, key=lambda point: -size(subject, point))
    if not one_row:
        order = [point for point in order if subject.reader.value(point) not in ("", 0)] or order
    shown_points = order[:MOST_ROWS]
    values = [subject.reader.value(point) for point in order[MOST_ROWS:]]
    lacking = sum(value != value for value in values)
    empty = len(points) - len(order)
    count = f"{len(points):,} figure{'s' * (len(points) != 1)}"
    sheet = subject.layout.spot(line).sheet
    home = subject.layout.home.get(line)
    line_facts = [("stands in", f"{sheet}" + (f", block {home.block.title}" if home else "")), ("means", line.meaning)]
    text = definition(line)
    line_facts += [("computed as", text)] if text else []
    numbers = [value for value in values if isinstance(value, float) and value == value and value]
    return Explanation(
        where,
        "line",
        title,
        None,
        line.unit,
        f"{count}, {empty:,} of them empty or 0" if empty else count,
        (*line_facts, ("selected", selections(subject))),
        heading="Year by year" if one_row and line.by_year else "Its figures, the largest first",
        steps=tuple(plain(subject, point) for point in shown_points),
        others=len(values) - lacking,
        others_text=with_unit(spelling(math.fsum(numbers), line.unit), line.unit) if addable(line) else "",
        lacking=lacking,
    )


def addable(line: Line) -> bool:
    """Whether figures of the line add up to something: amounts and counts do, ratios and days do not."""
    return line.unit in ("USD bn", "count", "GW")


def size(subject: Subject, point: Point) -> float:
    """The key by which figures are sorted; n/d and texts come last."""
    value = subject.reader.value(point)
    if isinstance(value, str):
        return -1.0 if value else -2.0
    return abs(value) if value == value else -1.5


def explain_name(subject: Subject, where: str, name: Published) -> Explanation:
    """A published name that stands for a block."""
    facts_of_name = (("stands for", name.where), ("means", name.meaning), ("selected", selections(subject)))
    return Explanation(where, "text", name.title, name.title, "text", name.name, facts_of_name)
