"""When each leg runs: from its start to its end, stated or assumed."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, If
from model.expression.terms import first_known, known, or_, when
from model.lines.dated import Period, period_lines, source_lines
from model.lines.inputs import Deals
from model.lines.rows import LEGS

source = source_lines("legs", LEGS, Deals.sources)
known_on = Line(
    "legs_known_on",
    "Known on",
    "date",
    first_known(Deals.announced, source.source_date),
    LEGS,
    meaning="The day the leg was announced, else its first source's date.",
)
at_once = Line(
    "legs_at_once",
    "One payment",
    "switch",
    when(or_(Deals.kind.eq("investment"), Deals.kind.eq("acquisition")), 1, 0),
    LEGS,
    meaning="1 for an investment or an acquisition: it is paid on one day, its start or the day it was known on.",
)
period = period_lines("legs", LEGS, Period(known_on, Deals.start, Deals.end, Deals.term_years, at_once))
stated_end = Line(
    "legs_stated_end",
    "End, where stated",
    "date",
    If(known(Deals.end), Deals.end, when(period.basis.eq("as stated"), period.end, NOT_DISCLOSED)),
    LEGS,
    meaning="The end as stated, or as it follows from a stated start and a stated term.",
)
