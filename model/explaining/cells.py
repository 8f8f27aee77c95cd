"""Cells explained, of a fresh build and of a workbook that people have edited."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from model.explaining.edited import CellNow, Edited
from model.explaining.explanation import Explanation
from model.explaining.figures import MOST_FORMULA, explain_figure
from model.explaining.points import Point
from model.explaining.rows import explain_input
from model.explaining.standing import FREE, INPUT, LABEL, Standing, standing
from model.explaining.subject import Subject, address_of
from model.spelling import spelling, with_unit
from model.xlsx.book import SheetHeld, Spot

ADVICE = "tieout verify lists everything that differs"
MOST_TEXT = 60


def explain_cell(subject: Subject, where: str, sheet: str, spot: Spot) -> Explanation:
    """A cell of the workbook that the tables would make."""
    there = standing(subject.layout, sheet, *spot)
    content = subject.content(sheet, *spot)
    if there.points:
        return of_figure(subject, where, sheet, spot, there)
    if there.cell is not None and there.role == INPUT and there.cell.table in subject.loaded.tables:
        return explain_input(subject, where, there.cell)
    value = None if content is None else content.value
    formula = None if content is None else content.formula
    return of_text(subject, where, (sheet, spot), there, (value, formula))


def of_figure(subject: Subject, where: str, sheet: str, spot: Spot, there: Standing) -> Explanation:
    """A figure, or all others of a block that an excerpt adds up."""
    point = there.points[0]
    if len(there.points) > 1:
        title = f"{point.line.title}, {len(there.points):,} figures added up"
        return explain_figure(subject, where, there.points, title=title)
    explained = explain_figure(subject, where, there.points)
    shown_here = address_of(subject.now((sheet, *spot)))
    if subject.cell(point) != shown_here:
        facts = (("shown in", f"{shown_here}, block {there.block}"), *explained.facts)
        return replace(explained, facts=facts)
    return explained


def of_text(
    subject: Subject, where: str, place: tuple[str, Spot], there: Standing, content: tuple[Any, str | None]
) -> Explanation:
    """A cell that is not a figure of a line: its content, and its role in the block."""
    (sheet, spot), (value, formula) = place, content
    is_empty = value is None or value == ""
    text = "nothing" if is_empty else spelling(value, "as stated")
    role = "an empty cell" if is_empty and there.role == FREE else there.role
    facts = [("stands in", address_of(subject.now((sheet, *spot)))), ("is", role)]
    facts += [("belongs to", there.block)] if there.block else []
    facts += [("formula", f"={formula}")] if formula and len(formula) < MOST_FORMULA else []
    asks = asks_of(subject, there, value)
    return Explanation(
        where,
        "text",
        text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}…",
        None if is_empty else value,
        "text" if isinstance(value, str) or is_empty else "as stated",
        text,
        tuple(facts),
        asks=asks,
    )


def asks_of(subject: Subject, there: Standing, value: object) -> tuple[str, ...]:
    """What to ask for instead: the input that a cell speaks of, or the line that it names."""
    if there.cell is not None and there.cell.table in subject.loaded.tables:
        keys = subject.inputs.keys(there.cell.table)
        if there.cell.row >= len(keys):
            return ()
        is_label = there.role == LABEL
        return (f"{there.cell.table}/{keys[there.cell.row]}" if is_label else subject.ask_input(there.cell),)
    return (value,) if isinstance(value, str) and value in subject.lines else ()


def explain_cell_of_file(edited: Edited, where: str, sheet: SheetHeld, spot: Spot) -> Explanation:
    """A cell of a workbook as it is: its stored value, and whether the model computes another from its tables."""
    subject = edited.subject
    now = edited.cell(sheet, *spot)
    if now.cell is not None:
        return explain_input(subject, where, now.cell)
    place = address_of((sheet.name, *spot))
    if now.spot is None:
        there = Standing("", "a cell in a row or column that the model does not have: somebody added it")
        return of_text(subject, where, (sheet.name, spot), there, (now.value, now.formula))
    return as_stored(edited, now, place, explain_cell(subject, where, now.sheet, now.spot))


def explain_figure_of_file(edited: Edited, where: str, point: Point) -> Explanation:
    """A figure of a line, as its cell in the workbook has it."""
    subject = edited.subject
    name, row, column = subject.now(subject.place(point))
    sheet = edited.sheet(name)
    explained = explain_figure(subject, where, (point,))
    if sheet is None:
        return explained
    return as_stored(edited, edited.cell(sheet, row, column), address_of((name, row, column)), explained)


def as_stored(edited: Edited, now: CellNow, place: str, explained: Explanation) -> Explanation:
    """The explanation with the value that the file stores, and what is not as the model has it."""
    notes = [*explained.notes, *notes_of(now, explained, place)]
    if edited.outgrown:
        notes.append("A table has more or fewer rows than at the build: build again with this workbook as inputs.")
    if not now.differs:
        return replace(explained, notes=tuple(notes))
    value = as_figure(now.value)
    text = "nothing" if value is None else with_unit(spelling(value, explained.unit), explained.unit)
    return replace(explained, value=value, text=text, notes=tuple(notes))


def as_figure(value: object) -> Any:
    """A stored value as a figure; a truth value as the word."""
    return str(value).upper() if isinstance(value, bool) else value


def notes_of(now: CellNow, explained: Explanation, place: str) -> list[str]:
    """What is not as the model has it."""
    notes = []
    if now.unsaved:
        notes.append("The file stores no values of formulas: what is shown is what the model computes from its tables.")
    if now.differs:
        ours = (
            "nothing" if now.ours is None else with_unit(spelling(as_figure(now.ours), explained.unit), explained.unit)
        )
        text = f"{place} stores this value, but from the tables in the file the model computes {ours}, explained below"
        notes.append(f"{text}; {ADVICE}.")
    if now.typed_over:
        notes.append(f"{place} no longer contains a formula: somebody has typed over it; {ADVICE}.")
    return notes
