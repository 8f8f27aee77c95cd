"""Which legs are current as of the day: known by then, not replaced by a leg known by then, and to be counted.

An amendment is a row of its own that replaces earlier ones. What it leaves blank it takes from the first of them; a
part of any version is a part of the version current that day.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Const, If, Lookup, Node, call
from model.expression.terms import and_, find, first_known, known, or_, when
from model.lines.chains import first_text, followed
from model.lines.citations import first_publication
from model.lines.dated import first_source_line
from model.lines.inputs import Deals
from model.lines.rows import LEGS
from model.lines.rules import of_day

MOST_REPLACED = 3  # legs that one leg replaces at once

first_source = first_source_line("legs", LEGS, Deals.sources)

known_on = Line(
    "legs_known_on",
    "Known on",
    "date",
    first_known(Deals.announced, first_publication("deals", LEGS.key())),
    LEGS,
    meaning="The day the leg was announced, else the earliest publication among its sources; n/d where neither is "
    "dated: it is taken as known always.",
)

is_known = Line(
    "legs_is_known",
    "Known",
    "switch",
    If(known(known_on), when(known_on <= of_day, 1, 0), Const(1)),
    LEGS,
    meaning="1 where the leg was known on the as-of day.",
)

replaced_legs: tuple[Line, ...] = tuple(
    Line(
        f"legs_replaces_{number}",
        f"Replaces, {number}",
        "text",
        when(is_known.eq(1), call("item", Deals.replaces, number), ""),
        LEGS,
        meaning="A leg that this one replaces from the day it is known.",
    )
    for number in range(1, MOST_REPLACED + 1)
)
replaces_1 = replaced_legs[0]

replaced_by_each = tuple(
    Line(
        f"legs_replaced_by_{number}",
        f"Replaced by, {number}",
        "text",
        find(LEGS.key(), line, LEGS.key(), Const("")),
        LEGS,
        meaning="The known leg that names this one in replaces.",
    )
    for number, line in enumerate(replaced_legs, start=1)
)

replaced_by = Line(
    "legs_replaced_by",
    "Replaced by",
    "text",
    first_text(*replaced_by_each),
    LEGS,
    meaning="The leg known by the as-of day that replaces this one; of several on one date, the first.",
)

is_current = Line(
    "legs_is_current",
    "Current",
    "switch",
    when(
        and_(is_known.eq(1), replaced_by.eq(""), Deals.status.ne("cancelled"), Deals.status.ne("overview")),
        1,
        0,
    ),
    LEGS,
    meaning="1 where the leg is known, not replaced, not cancelled and no overview of other legs.",
)

next_version = Line(
    "legs_next_version",
    "Next version",
    "text",
    when(replaced_by.eq(""), LEGS.key(), replaced_by),
    LEGS,
    meaning="The leg that replaces this one, or the leg itself.",
)
next_versions = followed(next_version, LEGS)
next_version_16_steps = next_versions[-1]

back = when(replaces_1.eq(""), LEGS.key(), replaces_1)


def taken_from(name: str, title: str, expr: Node, meaning: str) -> tuple[Line, ...]:
    """The version whose statement holds: the leg itself, or else the first leg it replaces, and so on back."""
    return followed(Line(name, title, "text", expr, LEGS, meaning=meaning), LEGS)


starts_from = taken_from(
    "legs_start_from",
    "Start from",
    If(known(Deals.start), LEGS.key(), back),
    "The version whose start holds: the last that states one, else the first of all.",
)
periods_from = taken_from(
    "legs_period_from",
    "End and term from",
    If(known(Deals.end), LEGS.key(), If(known(Deals.term_years), LEGS.key(), back)),
    "The version whose end and term hold: the last that states either.",
)
parts_from = taken_from(
    "legs_part_from",
    "Part of, from",
    when(Deals.part_of.ne(""), LEGS.key(), back),
    "The version whose part of holds: the last that says so.",
)

start_stated = Line(
    "legs_start_stated",
    "Start, of any version",
    "date",
    Lookup(Deals.start, LEGS.key(), starts_from[-1]),
    LEGS,
    meaning="The start as this leg states it, or the last version before it that does.",
)
end_stated = Line(
    "legs_end_stated",
    "End, of any version",
    "date",
    Lookup(Deals.end, LEGS.key(), periods_from[-1]),
    LEGS,
    meaning="The end as this leg states it, or the last version before it that states an end or a term.",
)
term_stated = Line(
    "legs_term_stated",
    "Term, of any version",
    "years",
    Lookup(Deals.term_years, LEGS.key(), periods_from[-1]),
    LEGS,
    meaning="The term as this leg states it, or the last version before it that states an end or a term.",
)

part_stated = Line(
    "legs_part_stated",
    "Part of, of any version",
    "text",
    Lookup(Deals.part_of, LEGS.key(), parts_from[-1]),
    LEGS,
    meaning="The leg named in part of, here or in the last version before that names one; none ends it.",
)
replaces_whole = and_(part_stated.ne(""), or_(*(line.eq(part_stated) for line in replaced_legs)))
part_beyond = Line(
    "legs_part_beyond",
    "Part of, beyond what it replaces",
    "text",
    when(replaces_whole, find(part_stated, LEGS.key(), part_stated, Const("")), part_stated),
    LEGS,
    meaning="The same; where the leg replaces the one named, what that one is a part of.",
)
whole_version = Line(
    "legs_whole_version",
    "That leg today",
    "text",
    find(next_version_16_steps, LEGS.key(), part_beyond, Const("")),
    LEGS,
    meaning="The version current on the as-of day of the leg that this one is a part of.",
)
whole = Line(
    "legs_whole",
    "Part of",
    "text",
    when(whole_version.eq(LEGS.key()), "", whole_version),
    LEGS,
    meaning="The leg that this one lies inside today; empty where it stands alone, or replaces that leg itself.",
)

names_nothing = Line(
    "legs_names_nothing",
    "Part of none",
    "switch",
    when(or_(part_beyond.eq(""), part_beyond.eq("none")), 0, when(whole_version.eq(""), 1, 0)),
    LEGS,
    meaning="1 where the leg names a leg that it is part of and there is none of that name.",
)

LINES = (
    first_source,
    known_on,
    is_known,
    *replaced_legs,
    *replaced_by_each,
    replaced_by,
    is_current,
    *next_versions,
    *starts_from,
    *periods_from,
    *parts_from,
    start_stated,
    end_stated,
    term_stated,
    part_stated,
    part_beyond,
    whole_version,
    whole,
    names_nothing,
)
