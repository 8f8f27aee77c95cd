"""When each leg runs: from its start to its end, stated or assumed, of whichever version states it."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, If
from model.expression.terms import known, or_, when
from model.lines.dated import Period, period_lines
from model.lines.inputs import Deals
from model.lines.rows import LEGS
from model.lines.versions import rows, stated

at_once = Line(
    "legs_at_once",
    "One payment",
    "switch",
    when(or_(Deals.kind.eq("investment"), Deals.kind.eq("acquisition")), 1, 0),
    LEGS,
    meaning="1 for an investment or an acquisition: it is paid on one day, its start or else the day on which it was "
    "known.",
)
period = period_lines(
    "legs",
    LEGS,
    Period(rows.known_first_of_32, stated.start_stated, stated.end_stated, stated.term_stated, at_once),
)
last_day_stated = Line(
    "legs_last_day_stated",
    "Last day, if stated",
    "date",
    If(known(stated.end_stated), stated.end_stated, when(period.basis.eq("as stated"), period.end, NOT_DISCLOSED)),
    LEGS,
    meaning="The end as stated, or as it follows from a stated start and a stated term.",
)
