"""The headline bridge, leg by leg: at which step each dollar leaves, and what is on each rung.

all-in − unpriced = stated − reported − non-binding − above a stated floor = signed − partners' shares = attributable −
not documented = documented. The basis selected says which rung is used for totals.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Aside, Assumption, Const, If, Node, Pick
from model.expression.terms import and_, find, first_known, known, largest, or_, when
from model.lines.inputs import Deals, Sources
from model.lines.levels import LEVELS, by_level
from model.lines.parts import at_whole, counts, has_cost, kept_floor, stated, unpriced
from model.lines.rows import LEGS, NOT_GRADED
from model.lines.rules import basis_counted
from model.lines.ventures import attributed
from model.lines.versions import first_source, whole

GOOD_GRADES = ("filing", "company")

first_grade = Line(
    "legs_first_grade",
    "Grade of its first source",
    "text",
    find(Sources.grade, Sources.source, first_source, Const("")),
    LEGS,
    meaning="The grade of the leg's first source: filing, company, press or aggregator.",
)
grade = Line(
    "legs_grade",
    "Grade, or not graded",
    "text",
    when(first_grade.eq(""), NOT_GRADED, first_grade),
    LEGS,
    meaning="The grade of the leg's first source; not graded where the table sources gives none.",
)
is_graded = Line(
    "legs_is_graded",
    "First source is a filing or the company",
    "switch",
    when(or_(*(first_grade.eq(grade) for grade in GOOD_GRADES)), 1, 0),
    LEGS,
    meaning="1 where the first source, the one for the amount, is a filing or a statement of the company.",
)


counting_whole = Line(
    "legs_counting_whole",
    "Part of (nearest leg that counts)",
    "text",
    when(at_whole(counts).eq(1), whole, ""),
    LEGS,
    meaning="The nearest leg above this one that it is part of and that counts; a leg that does not count is passed "
    "over. Empty where there is none.",
)
counting = by_level(
    counting_whole, "up", lambda last: when(last.ne(""), last, find(last, LEGS.key(), whole, Const("")))
)
counting_whole_3 = counting[-1]
same_payer = Line(
    "legs_same_payer",
    "Whole has the same payer",
    "switch",
    when(find(Deals.payer, LEGS.key(), counting_whole_3, Const("")).eq(Deals.payer), 1, 0),
    LEGS,
    meaning="1 where the leg that this one is part of has the same payer.",
)


is_documented = Line(
    "legs_is_documented",
    "Documented",
    "switch",
    is_graded,
    LEGS,
    meaning="1 where the leg is documented by its first source, or a leg above of the same payer is.",
)
documented_levels = by_level(
    is_documented,
    "up",
    lambda last: largest(is_graded, same_payer * find(last, LEGS.key(), counting_whole_3, Const(0))),
    LEVELS,
)
is_documented_4 = documented_levels[-1]

is_signed = Line(
    "legs_is_signed",
    "Signed",
    "switch",
    when(Deals.status.eq("signed"), counts, 0),
    LEGS,
    meaning="1 where the leg counts and is signed.",
)


def rung(name: str, title: str, expr: Node, meaning: str) -> Line:
    return Line(f"legs_{name}", title, "USD bn", expr, LEGS, meaning=meaning)


all_in = rung(
    "all_in",
    "All-in",
    If(known(stated), stated + unpriced, when(has_cost.eq(1), unpriced, NOT_DISCLOSED)),
    "The amount without parts and unpriced capacity at cost per gigawatt.",
)
reported_only = rung(
    "reported_only",
    "Reported only",
    when(Deals.status.eq("reported"), stated, 0),
    "Deducted: amounts that only others report.",
)
non_binding = rung(
    "non_binding",
    "Non-binding",
    when(Deals.status.eq("non_binding"), stated, 0),
    "Deducted: amounts that are not yet binding.",
)
above_floor = rung(
    "above_floor",
    "Above a stated floor",
    when(is_signed.eq(1), stated - kept_floor, 0),
    'Deducted: the part of an "at most" amount above the least that it promises.',
)
signed = rung("signed", "Signed", when(is_signed.eq(1), kept_floor, 0), "The least that signed legs promise.")
stated_of_signed = Line(
    "legs_stated_of_signed",
    "Stated ÷ signed",
    "x",
    stated / signed,
    LEGS,
    meaning="The stated amount as a multiple of the signed amount; n/d where nothing is signed.",
)
attributable = rung(
    "attributable",
    "Attributable",
    when(is_signed.eq(1), attributed, 0),
    "The named payer's part of the signed amount; n/d where the partners' shares are not disclosed.",
)
partners = rung(
    "partners",
    "Partners' shares",
    when(is_signed.eq(1), If(known(signed), signed - first_known(attributable, 0), NOT_DISCLOSED), 0),
    "Deducted: what falls on the partners of a joint venture, whether or not their shares are disclosed.",
)
documented = rung(
    "documented",
    "Documented",
    when(is_documented_4.eq(1), attributable, 0),
    "Amounts whose first source is a filing or a statement of the company.",
)
undocumented = rung(
    "undocumented",
    "Not documented",
    when(is_documented_4.eq(1), 0, attributable),
    "Deducted: amounts whose first source is neither a filing nor a statement of the company.",
)
own_weighted = rung(
    "own_weighted",
    "Weighted",
    Aside(
        "unsigned",
        "above signed",
        "",
        first_known(reported_only, 0) * Assumption("own_reported")
        + first_known(non_binding, 0) * Assumption("own_non_binding")
        + first_known(above_floor, 0) * Assumption("own_above_floor"),
        "Amounts that leave above the signed rung × their weights.",
    )
    + first_known(partners, 0) * Assumption("own_partners")
    + first_known(undocumented, 0) * Assumption("own_undocumented")
    + first_known(documented, 0) * Assumption("own_documented"),
    "Amounts that leave below the stated rung, and what remains, × the weights of the basis own.",
)
own_stated = rung(
    "own_stated",
    "Own weights, stated",
    If(
        known(stated),
        If(known(attributable), own_weighted, when(Assumption("own_partners") > 0, own_weighted, NOT_DISCLOSED)),
        NOT_DISCLOSED,
    ),
    "The weighted amount; n/d where no amount is stated, or a weighted share is not disclosed.",
)
unpriced_weighted = Aside(
    "unpriced",
    "unpriced capacity",
    "",
    unpriced * Assumption("own_unpriced"),
    "Unpriced capacity at cost per gigawatt, × its weight.",
)
own = rung(
    "own",
    "Own weights",
    If(
        known(own_stated),
        own_stated + unpriced_weighted,
        when(
            and_(has_cost.eq(1), Assumption("own_unpriced") > 0),
            unpriced_weighted,
            NOT_DISCLOSED,
        ),
    ),
    "Amounts that leave at each step, and what remains, × the weights of the basis own.",
)

RUNGS = (all_in, stated, signed, attributable, documented, own)
# whether the leg's dollars would stand on the rung, were they known
REACHES = (counts, counts, is_signed, is_signed)

is_signed_documented = Line(
    "legs_is_signed_documented",
    "Signed and documented",
    "switch",
    is_signed * is_documented_4,
    LEGS,
    meaning="1 where the leg counts and is both signed and documented.",
)
reaches = (*REACHES, is_signed_documented, counts)


def on_basis(lines: tuple[Line, ...]) -> Node:
    """The line of the basis selected."""
    return Pick(basis_counted, lines)


counted = Line(
    "legs_counted",
    "Counted",
    "USD bn",
    on_basis(RUNGS),
    LEGS,
    meaning="The amount counted for the leg on the basis selected.",
)
is_counted = Line(
    "legs_is_counted",
    "On the rung",
    "switch",
    on_basis(reaches),
    LEGS,
    meaning="1 where the leg is on the rung selected, whether or not its amount is known.",
)

contracted = Line(
    "legs_contracted",
    "Counted, to the payee",
    "USD bn",
    on_basis((stated, stated, signed, attributable, documented, own_stated)),
    LEGS,
    meaning="The amount counted for the leg on the basis selected, without unpriced capacity, because build-out is "
    "not owed to the payee.",
)

STEPS = (reported_only, non_binding, above_floor, partners, undocumented)
LINES = (
    first_grade,
    grade,
    is_graded,
    *counting,
    same_payer,
    *documented_levels,
    is_signed,
    is_signed_documented,
    all_in,
    *STEPS,
    signed,
    stated_of_signed,
    attributable,
    documented,
    own_weighted,
    own_stated,
    own,
    counted,
    contracted,
    is_counted,
)
