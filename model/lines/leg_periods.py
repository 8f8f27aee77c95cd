"""When each leg runs: from its start to its end, stated or assumed, of whichever version states it."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, If
from model.expression.terms import known, or_, when
from model.lines import versions
from model.lines.chains import earliest, followed
from model.lines.dated import Period, period_lines
from model.lines.inputs import Deals
from model.lines.rows import LEGS

first_versions = followed(
    Line(
        "legs_first_version",
        "First version",
        "text",
        versions.back,
        LEGS,
        meaning="The leg that was announced first, before all amendments.",
    ),
    LEGS,
)
known_first = earliest(
    Line(
        "legs_known_first",
        "First known on",
        "date",
        versions.known_on,
        LEGS,
        meaning="The earliest day on which the leg, or one it replaces, was known.",
    ),
    first_versions,
)
known_first_of_32 = known_first[-1]
at_once = Line(
    "legs_at_once",
    "One payment",
    "switch",
    when(or_(Deals.kind.eq("investment"), Deals.kind.eq("acquisition")), 1, 0),
    LEGS,
    meaning="1 for an investment or an acquisition: it is paid on one day, its start or the day it was known on.",
)
period = period_lines(
    "legs",
    LEGS,
    Period(known_first_of_32, versions.start_stated, versions.end_stated, versions.term_stated, at_once),
)
last_day_stated = Line(
    "legs_last_day_stated",
    "Last day, where stated",
    "date",
    If(known(versions.end_stated), versions.end_stated, when(period.basis.eq("as stated"), period.end, NOT_DISCLOSED)),
    LEGS,
    meaning="The end as stated, or as it follows from a stated start and a stated term.",
)
