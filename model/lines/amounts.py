"""What each leg amounts to in the selected case: in its own currency and in US dollars, and the least that it
promises."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Aside, Choice, Const, If
from model.expression.terms import first_known, known, largest, look_up, smallest, when
from model.lines import payments
from model.lines.inputs import Deals
from model.lines.leg_rates import day_rate, lent, rate
from model.lines.rows import KINDS, LEGS
from model.lines.rules import kind_class

AT_MOST = "at_most"
AT_LEAST = "at_least"

legs_class = Line(
    "legs_class",
    "Class",
    "text",
    If(Deals.kind.eq(""), Const(""), look_up(kind_class, KINDS.key(), Deals.kind)),
    LEGS,
    meaning="Commitment, funding or contingent, by the leg's kind.",
)

middle = Line(
    "legs_middle",
    "Base, or low of a range",
    "bn, own currency",
    first_known(Deals.base_bn, Deals.low_bn),
    LEGS,
    meaning="The base amount; for a range without a stated base, the low amount. A middle is never invented.",
)


has_amount = Line(
    "legs_has_amount",
    "Amount stated",
    "switch",
    If(known(middle), Const(1), Const(0)),
    LEGS,
    meaning="1 where a source states an amount of the leg.",
)

case_amount = Line(
    "legs_case_amount",
    "Amount, as stated",
    "bn, own currency",
    Choice(
        Aside(
            "lower",
            "low",
            "",
            when(Deals.qualifier.eq(AT_MOST), middle, first_known(Deals.low_bn, middle)),
            "The amount of the case low.",
        ),
        middle,
        Aside(
            "upper",
            "high",
            "",
            If(known(middle), first_known(Deals.high_bn, middle), NOT_DISCLOSED),
            "The amount of the case high.",
        ),
    ),
    LEGS,
    meaning="The amount of the selected case as the source states it; a blank low or high means the base amount. The "
    'low of an "at most" amount is a minimum, not an estimate.',
)

usd = Line(
    "legs_usd",
    "Amount, USD",
    "USD bn",
    If(
        known(case_amount, rate),
        largest(case_amount * rate, first_known(payments.legs_payments, 0)),
        payments.legs_payments,
    ),
    LEGS,
    meaning="Amount × US dollars per unit, but no less than the leg's payments; these alone price a leg without an "
    "amount.",
)

most = Line(
    "legs_most",
    "Maximum stated, USD",
    "USD bn",
    If(known(Deals.high_bn), Deals.high_bn * rate, middle * rate),
    LEGS,
    meaning="The high amount as stated, else the base one, × US dollars per unit.",
)
payments_over = Line(
    "legs_payments_over",
    "Payments above the amount",
    "USD bn",
    when(Deals.qualifier.eq(AT_LEAST), NOT_DISCLOSED, largest(0, payments.legs_payments - most)),
    LEGS,
    meaning='How much the stated payments exceed the maximum stated for the leg; n/d where the amount is an "at '
    'least", or either figure is not stated.',
)

minimum = Line(
    "legs_minimum",
    "Stated minimum, USD",
    "USD bn",
    If(known(Deals.low_bn, rate), Deals.low_bn * rate, Const(0)),
    LEGS,
    meaning="The low amount as stated × US dollars per unit; 0 where none is stated.",
)

floor = Line(
    "legs_floor",
    "Floor",
    "USD bn",
    If(
        known(usd),
        when(
            Deals.qualifier.eq(AT_MOST),
            smallest(
                usd,
                Aside(
                    "least",
                    "minimum or payments",
                    "",
                    largest(minimum, first_known(payments.legs_payments, 0)),
                    "The stated minimum, or the payments if they are more.",
                ),
            ),
            usd,
        ),
        NOT_DISCLOSED,
    ),
    LEGS,
    meaning='The least the leg promises: its amount; for an "at most" amount, the stated minimum, or its payments '
    "if they are more.",
)

LINES = (
    legs_class,
    middle,
    has_amount,
    case_amount,
    *day_rate.lines,
    *lent,
    usd,
    most,
    payments_over,
    minimum,
    floor,
)
