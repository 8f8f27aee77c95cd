"""Whether an input or a figure on any sheet is an error."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Each, Errors, Rows
from model.lines.rows import CITATIONS
from schemas import TABLES

# The sheets of figures, but for the two that show the checks; a test holds the list against the workbook's.
ERROR_SHEETS = (
    *("Commitment vs revenue", "Capex", "Equity stakes", "Headline bridge", "Counterparties", "Cases"),
    *("Legs", "Schedule"),
)
WATCHED = (*ERROR_SHEETS, *(table.name for table in TABLES), CITATIONS.table)
SHEET_ROWS = Rows("sheet", labels=WATCHED, headings=("sheet or table",))

errors = Line(
    "sheet_errors",
    "Errors",
    "count",
    Each(tuple(Errors(where) for where in WATCHED)),
    SHEET_ROWS,
    meaning="1 where an input or a figure on the sheet or in the table is an error.",
)
