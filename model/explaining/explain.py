"""The whole way from a question to its answer: what is asked about, from which tables, and which explanation fits."""

from __future__ import annotations

from pathlib import Path

from model.compute import evaluate
from model.errors import CannotRun
from model.explaining.cells import explain_cell, explain_cell_of_file, explain_figure_of_file
from model.explaining.edited import Edited, opened
from model.explaining.explanation import Explanation
from model.explaining.figures import explain_figure, explain_line, explain_name
from model.explaining.points import InputAt, Point
from model.explaining.questions import (
    CellQuestion,
    LineQuestion,
    Question,
    RowQuestion,
    SourceQuestion,
    near,
    question_of,
)
from model.explaining.rows import explain_input, explain_row
from model.explaining.sources import explain_source
from model.explaining.subject import Subject
from model.expression.values import Selected
from model.pipeline import record_of, usable
from model.workbook.write import lay_out


def explain(where: str, inputs: Path, workbook: Path | None = None) -> Explanation:
    """The answer to a question about the tables, or about a workbook that was built of them.

    CannotRun when nothing can be read, the tables have errors, or nothing has that name.
    """
    if workbook is not None:
        edited = opened(workbook)
        return answer(edited.subject, where, edited)
    return answer(subject_of(inputs), where, None)


def subject_of(inputs: Path) -> Subject:
    """The tables and the workbook that a build would make of them, base case, basis stated."""
    loaded = usable(inputs)
    frames = loaded.frames
    evaluation = evaluate(frames, Selected())
    return Subject(loaded, frames, evaluation, lay_out(evaluation), record_of(loaded))


def answer(subject: Subject, where: str, edited: Edited | None) -> Explanation:
    question: Question = question_of(subject, where)
    match question:
        case CellQuestion(name, row, column) if edited is not None:
            sheet = edited.sheet(name)
            if sheet is None:
                raise CannotRun(f"the workbook has no sheet {name!r}.{near(name, edited.book.sheets)}")
            return explain_cell_of_file(edited, where, sheet, (row, column))
        case CellQuestion(name, row, column):
            sheet_name = {each.casefold(): each for each in subject.sheets}.get(name.casefold())
            if sheet_name is None:
                raise CannotRun(f"the workbook has no sheet {name!r}.{near(name, subject.sheets)}")
            return explain_cell(subject, where, sheet_name, (row, column))
        case Point() if edited is not None:
            return explain_figure_of_file(edited, where, question)
        case Point():
            return explain_figure(subject, where, (question,))
        case LineQuestion(line, points):
            return explain_line(subject, where, line, points)
        case InputAt():
            return explain_input(subject, where, question)
        case RowQuestion(table, row):
            return explain_row(subject, where, table, row)
        case SourceQuestion(source, locator):
            return explain_source(subject, where, source, locator)
        case _:
            return explain_name(subject, where, question)
