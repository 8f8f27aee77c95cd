"""What counts and how much of it: the class of each kind of leg, the basis, the case and the assumptions selected."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import (
    CASES,
    AsBuilt,
    Assumption,
    Case,
    Choice,
    Column,
    Const,
    Each,
    If,
    Lookup,
    Selector,
    call,
)
from model.expression.terms import or_, place_of, when
from model.lines.inputs import Assumptions
from model.lines.rows import ASSUMPTIONS, BASES, KIND_CLASSES, KINDS

case_name = call("trim", Selector("case"))
chosen_basis = call("trim", Selector("basis"))

case_number = Line(
    "case_number",
    "Case number",
    "rank",
    1 + case_name.ne(CASES[0]) + case_name.eq(CASES[2]),
    meaning="1, 2 or 3 for low, base or high; every choice of a case's value reads this cell.",
)

basis_number = Line(
    "basis_number",
    "Basis number",
    "rank",
    sum((number * chosen_basis.eq(name) for number, name in enumerate(BASES[1:], start=2)), chosen_basis.eq(BASES[0])),
    meaning="1 to 6 for all_in, stated, signed, attributable, documented, own; every total reads this cell.",
)
basis_counted = Line(
    "basis_counted",
    "Basis that counts",
    "rank",
    when(basis_number > 0, basis_number, len(BASES)),
    meaning="The number of the basis that totals count: if the word is none of these, own is used and a check fails.",
)
unknown_basis = when(basis_number > 0, 0, 1)

of_day = Line("as_of_day", "As of", "date", Assumption("as_of"), meaning="The day the tables describe; an input.")

unknown_case = when(or_(*(case_name.eq(name) for name in CASES)), 0, 1)


def assumption_lines(column: Column, title: str) -> tuple[Line, Line]:
    """A column of the assumptions as built, and as it is in the table now, found by name. If an assumption was removed
    or cleared, its value as built is used, and a check fails.
    """
    built = Line(
        f"assumption_{column.name}_built",
        f"{title}, as built",
        "as stated",
        AsBuilt(column),
        ASSUMPTIONS,
        meaning="The table's value at the build: a fixed number.",
    )
    place = place_of(Assumptions.name, ASSUMPTIONS.key())
    value = Lookup(column, place)
    now = Line(
        f"assumption_{column.name}",
        title,
        "as stated",
        when(place.eq(0), built, If(value.eq(""), built, value)),
        ASSUMPTIONS,
        meaning="The table's value, found by name; if the table no longer has one, the value as built.",
    )
    return built, now


low_built, low = assumption_lines(Assumptions.low, "Low")
base_built, base = assumption_lines(Assumptions.base, "Base")
high_built, high = assumption_lines(Assumptions.high, "High")

selected = Line(
    "assumption_selected",
    "Selected",
    "as stated",
    Choice(low, base, high),
    over=ASSUMPTIONS,
    meaning="The assumption's value in the selected case.",
)

ASSUMPTION_LINES: dict[Case, Line] = {"low": low, "base": base, "high": high}

kind_class = Line(
    "kind_class",
    "Class",
    "text",
    Each(tuple(Const(name) for _, name in KIND_CLASSES)),
    over=KINDS,
    meaning="Commitments are owed for compute; funding buys shares or companies; contingent legs stay out of totals.",
)
