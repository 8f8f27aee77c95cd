"""Which capital plans are current as of the day, and what an amendment takes from the plan it replaces."""

from __future__ import annotations

from model.expression.terms import and_, when
from model.lines.amendments import Amended, succession
from model.lines.inheritance import inheritance
from model.lines.inputs import CapexPlans
from model.lines.rows import PLANS

AMENDED = Amended("plans", "plan", PLANS, CapexPlans)
rows = succession(AMENDED)
stated = inheritance(AMENDED, rows)

is_current = AMENDED.line(
    "is_current",
    "Current",
    "switch",
    when(and_(rows.is_known.eq(1), rows.replaced_by.eq("")), 1, 0),
    "1 where the plan is known and not replaced.",
)
whole = stated.whole

LINES = (
    *rows.lines_of_known,
    is_current,
    *rows.next_versions,
    *rows.first_versions,
    *rows.known_first,
    *stated.lines,
)
