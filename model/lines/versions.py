"""Which legs are current as of the day: known by then, not replaced by a leg known by then, and to be counted."""

from __future__ import annotations

from model.expression.terms import and_, when
from model.lines.amendments import Amended, succession
from model.lines.dated import first_source_line
from model.lines.inheritance import inheritance
from model.lines.inputs import Deals
from model.lines.rows import LEGS

AMENDED = Amended("legs", "leg", LEGS, Deals)
first_source = first_source_line("legs", LEGS, Deals.sources)
rows = succession(AMENDED)
stated = inheritance(AMENDED, rows)

is_current = AMENDED.line(
    "is_current",
    "Current",
    "switch",
    when(
        and_(rows.is_known.eq(1), rows.replaced_by.eq(""), Deals.status.ne("cancelled"), Deals.status.ne("overview")),
        1,
        0,
    ),
    "1 where the leg is known, not replaced, not cancelled and not an overview of other legs.",
)
whole = stated.whole

LINES = (first_source, *rows.lines_of_known, is_current, *rows.next_versions, *stated.lines)
