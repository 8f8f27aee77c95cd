"""Which capital plans are current as of the day, and what an amendment takes from the plan it replaces.

An amendment is a row of its own that replaces earlier ones. What it leaves blank it takes from the first of them; a
part of any version is a part of the version current that day.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Assumption, Const, If, Lookup, Node, call
from model.expression.terms import and_, find, first_known, known, or_, when
from model.lines.chains import earliest, first_text, followed
from model.lines.citations import first_publication
from model.lines.inputs import CapexPlans
from model.lines.rows import PLANS

MOST_REPLACED = 3  # plans that one plan replaces at once

known_on = Line(
    "plans_known_on",
    "Known on",
    "date",
    first_known(CapexPlans.announced, first_publication("capex_plans", PLANS.key())),
    PLANS,
    meaning="The day the plan was announced, else the earliest publication among its sources; n/d where neither is "
    "dated: it is taken as known always.",
)
is_known = Line(
    "plans_is_known",
    "Known",
    "switch",
    If(known(known_on), when(known_on <= Assumption("as_of"), 1, 0), Const(1)),
    PLANS,
    meaning="1 where the plan was known on the as-of day.",
)
replaced_plans = tuple(
    Line(
        f"plans_replaces_{number}",
        f"Replaces, {number}",
        "text",
        when(is_known.eq(1), call("item", CapexPlans.replaces, number), ""),
        PLANS,
        meaning="A plan that this one replaces from the day it is known.",
    )
    for number in range(1, MOST_REPLACED + 1)
)
replaces_1 = replaced_plans[0]
replaced_by_each = tuple(
    Line(
        f"plans_replaced_by_{number}",
        f"Replaced by, {number}",
        "text",
        find(PLANS.key(), line, PLANS.key(), Const("")),
        PLANS,
        meaning="The known plan that names this one in replaces.",
    )
    for number, line in enumerate(replaced_plans, start=1)
)
replaced_by = Line(
    "plans_replaced_by",
    "Replaced by",
    "text",
    first_text(*replaced_by_each),
    PLANS,
    meaning="The plan known by the as-of day that replaces this one; empty where it stands.",
)
is_current = Line(
    "plans_is_current",
    "Current",
    "switch",
    when(and_(is_known.eq(1), replaced_by.eq("")), 1, 0),
    PLANS,
    meaning="1 where the plan is known and not replaced.",
)
next_version = Line(
    "plans_next_version",
    "Next version",
    "text",
    when(replaced_by.eq(""), PLANS.key(), replaced_by),
    PLANS,
    meaning="The plan that replaces this one, or the plan itself.",
)
next_versions = followed(next_version, PLANS)
next_version_16_steps = next_versions[-1]


def taken_from(name: str, title: str, is_stated: Node, meaning: str) -> tuple[Line, ...]:
    """The plan whose statement holds: the plan itself, or else the first plan it replaces, and so on back."""
    stays = or_(is_stated, replaces_1.eq(""))
    return followed(
        Line(name, title, "text", when(stays, PLANS.key(), replaces_1), PLANS, meaning=meaning),
        PLANS,
    )


first_versions = followed(
    Line(
        "plans_first_version",
        "First version",
        "text",
        when(replaces_1.eq(""), PLANS.key(), replaces_1),
        PLANS,
        meaning="The plan that was announced first, before all amendments.",
    ),
    PLANS,
)
starts_from = taken_from(
    "plans_start_from",
    "Start from",
    known(CapexPlans.start),
    "The version whose start holds: the last to state one.",
)
periods_from = taken_from(
    "plans_period_from",
    "End and term from",
    or_(known(CapexPlans.end), known(CapexPlans.term_years)),
    "The version whose end and term hold: the last that states either.",
)
wholes_from = taken_from(
    "plans_part_from",
    "Part of, from",
    CapexPlans.part_of.ne(""),
    "The version whose part of holds: the last to name one.",
)


def at(line: Line, version: Line) -> Lookup:
    """What a line says of a version."""
    return Lookup(line, PLANS.key(), version)


known_first = earliest(
    Line(
        "plans_known_first",
        "First known on",
        "date",
        known_on,
        PLANS,
        meaning="The earliest day on which the plan, or one it replaces, was known.",
    ),
    first_versions,
)
known_first_of_32 = known_first[-1]
start_stated = Line(
    "plans_start_stated",
    "Start, of any version",
    "date",
    at(CapexPlans.start, starts_from[-1]),
    PLANS,
    meaning="The start as this plan states it, or the last version before it that does.",
)
end_stated = Line(
    "plans_end_stated",
    "End, of any version",
    "date",
    at(CapexPlans.end, periods_from[-1]),
    PLANS,
    meaning="The end as this plan states it, or the last version before it that states an end or a term.",
)
term_stated = Line(
    "plans_term_stated",
    "Term, of any version",
    "years",
    at(CapexPlans.term_years, periods_from[-1]),
    PLANS,
    meaning="The term as this plan states it, or the last version before it that states an end or a term.",
)
part_stated = Line(
    "plans_part_stated",
    "Part of, of any version",
    "text",
    at(CapexPlans.part_of, wholes_from[-1]),
    PLANS,
    meaning="The plan named in part of, here or in the last version before that names one; none ends it.",
)
whole_version = Line(
    "plans_whole_version",
    "That plan today",
    "text",
    find(next_version_16_steps, PLANS.key(), part_stated, Const("")),
    PLANS,
    meaning="The version current on the as-of day of the plan that this one is a part of.",
)
whole = Line(
    "plans_whole",
    "Part of",
    "text",
    when(whole_version.eq(PLANS.key()), "", whole_version),
    PLANS,
    meaning="The plan that this one lies inside today; empty where it stands alone, or replaces that plan itself.",
)
names_nothing = Line(
    "plans_names_nothing",
    "Part of none",
    "switch",
    when(or_(part_stated.eq(""), part_stated.eq("none")), 0, when(whole_version.eq(""), 1, 0)),
    PLANS,
    meaning="1 where the plan names a plan that it is part of and there is none of that name.",
)

LINES = (
    known_on,
    is_known,
    *replaced_plans,
    *replaced_by_each,
    replaced_by,
    is_current,
    *next_versions,
    *first_versions,
    *starts_from,
    *periods_from,
    *wholes_from,
    *known_first,
    start_stated,
    end_stated,
    term_stated,
    part_stated,
    whole_version,
    whole,
    names_nothing,
)
