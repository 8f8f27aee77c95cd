"""Controls of the years that stand above the blocks by year: on every sheet they are those of the timeline."""

from __future__ import annotations

from model.expression.control_nodes import Headings
from model.expression.line import Line
from model.expression.nodes import Total
from model.lines import calendar, capex, commitments, equity, payments_due
from model.lines.control import Control

BY_YEAR: tuple[Line, ...] = (
    payments_due.payer_due.year,
    payments_due.stated.year,
    payments_due.assumed_due.year,
    commitments.path.revenue,
    payments_due.due_cover,
    payments_due.funding_gap,
    payments_due.break_even_revenue,
    payments_due.due_to_date,
    capex.spender_year,
    capex.year,
    equity.stakes_vested,
)
YEARS = Total(calendar.year, "both")

BLOCKS = (
    (
        "Years of the timeline",
        tuple(
            Control(f"years-above-{line.name}".replace("_", "-"), Headings(line), YEARS, "count") for line in BY_YEAR
        ),
    ),
)
