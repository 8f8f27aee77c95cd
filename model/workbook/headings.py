"""What stands at the top of a sheet: title, question, the line of units and checks, and which table is which."""

from __future__ import annotations

from collections.abc import Iterator

from model.citations import CITATIONS
from model.expression.values import Evaluation
from model.lines.checks import master
from model.workbook.blocks import Sheet
from model.workbook.layout import QUESTION_ROW, STATUS_ROW, TITLE_ROW, Layout
from model.xlsx.rows import Content
from schemas import table_named

UNITS_NOTE = "USD bn unless a unit is stated"


def heading(sheet: Sheet, layout: Layout, evaluation: Evaluation) -> Iterator[Content]:
    """Title, question, and the line that shows units, case and master check."""
    yield Content(TITLE_ROW, 1, sheet.name, "sheet title")
    yield Content(QUESTION_ROW, 1, f"{sheet.question}{without_rows(sheet, layout)}", "block note")
    yield Content(STATUS_ROW, 1, UNITS_NOTE, "caption")
    if sheet.tab == "summary":  # which has selectors and integrity
        return
    yield Content(STATUS_ROW, 2, "Case:", "caption")
    yield Content(STATUS_ROW, 3, evaluation.data.selected.case, "status", "case")
    yield Content(STATUS_ROW, 4, "Master check:", "caption")
    yield Content(STATUS_ROW, 5, str(evaluation.line(master)[0, 0]), "status", "master_check")


def without_rows(sheet: Sheet, layout: Layout) -> str:
    """Why nothing stands on an output sheet, where the table that its printed rows come from has none."""
    printed = [block.rows for block in sheet.blocks[: sheet.printed] if block.rows is not None and block.rows.table]
    tables = dict.fromkeys(rows.table for rows in printed)
    if not tables or any(layout.tables[table].count for table in tables):
        return ""
    return f" Nothing yet: {' and '.join(tables)} has no rows."


def captions(sheet: Sheet, layout: Layout) -> Iterator[Content]:
    """Above each of several tables on a sheet, which one it is and what a row of it is."""
    for table in sheet.tables if len(sheet.tables) > 1 else ():
        place, doc = layout.tables[table], "One row is one place that a row of the tables rests on."
        if table != CITATIONS:
            doc = table_named(table).doc.partition("\n")[0]
        yield Content(place.first_row - 3, place.first_column, f"{table}: {doc[:1].lower()}{doc[1:]}", "block note")
