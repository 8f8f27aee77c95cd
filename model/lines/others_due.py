"""What falls due to all payers but the largest, by year: beside those that the chart of the Dashboard shows."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Total
from model.expression.terms import above, count_ifs, when
from model.lines import dashboard, payments_due
from model.lines.rows import TOP

others_due = Line(
    "dashboard_others_due",
    "All other payers",
    "USD bn",
    when(
        count_ifs(above(dashboard.payer_rank.order, len(TOP.labels))).eq(0),
        NOT_DISCLOSED,
        payments_due.all_due[-1] - Total(dashboard.top_due),
    ),
    by_year=True,
    meaning="What falls due in the year to everybody but the largest payers; n/d where there is no other payer.",
)
