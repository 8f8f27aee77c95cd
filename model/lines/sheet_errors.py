"""Whether an input or a figure on any sheet is an error."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Each, Errors, Rows

# The sheets of inputs and figures, but for the two that show the checks; a test holds the list against the workbook's.
ERROR_SHEETS = (
    *("Commitment vs revenue", "Capex", "Equity stakes", "Headline bridge", "Counterparties", "Cases"),
    *("Assumptions", "deals", "payments", "capex_plans", "equity_stakes", "tranches", "revenue", "customer_shares"),
    *("companies", "fx_rates", "sources", "Other facts"),
    *("Legs", "Schedule"),
)
SHEET_ROWS = Rows("sheet", labels=ERROR_SHEETS)

errors = Line(
    "sheet_errors",
    "Errors",
    "count",
    Each(tuple(Errors(sheet) for sheet in ERROR_SHEETS)),
    SHEET_ROWS,
    meaning="1 where an input or a figure on the sheet is an error.",
)
