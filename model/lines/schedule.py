"""When the counted amount of each leg falls due: payments as stated, and the rest evenly over the days they do not
cover. Timing is scaled to the counted amount, so that every row adds up: earlier, the years, later and what has no
date.
"""

from __future__ import annotations

from model.expression.arithmetic import PLACES
from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Aside, Assumption, Const, If, Node, ToDate, Total, call
from model.expression.terms import and_, first_known, gap, is_, known, largest, smallest, sum_ifs, sum_of_some, when
from model.lines import payments
from model.lines.amounts import usd
from model.lines.calendar import Part, overlap, parts_of
from model.lines.leg_periods import period
from model.lines.legs import class_legs, legs_known, own_class
from model.lines.rows import CLASSES, LEGS
from model.lines.rules import basis_number
from model.lines.rungs import contracted, counted, stated_of_signed

assume_timing = Assumption("assume_timing")

below_stated = and_(basis_number > 2, basis_number < 6)
payments_of_amount = Line(
    "legs_payments_of_amount",
    "Payments ÷ amount",
    "share",
    payments.legs_payments / usd,
    LEGS,
    meaning="The part of the leg's amount that stated payments cover; n/d where none are stated.",
)
payments_of_signed = Line(
    "legs_payments_of_signed",
    "Payments ÷ signed",
    "share",
    smallest(1, stated_of_signed * payments_of_amount),
    LEGS,
    meaning="The part of the signed amount paid by payments; they fill the floor first.",
)
payments_part = Line(
    "legs_payments_part",
    "Part covered by payments",
    "share",
    when(below_stated, first_known(payments_of_signed, 0), first_known(payments_of_amount, 0)),
    LEGS,
    meaning="The part of the counted amount that stated payments cover.",
)
payments_counted = Line(
    "legs_payments_counted",
    "Payments, counted",
    "USD bn",
    If(known(contracted), contracted * payments_part, Const(0)),
    LEGS,
    meaning="The leg's payments, scaled to its counted amount.",
)
payment_scale = Line(
    "legs_payment_scale",
    "Counted per dollar of payments",
    "USD bn",
    If(
        known(payments.legs_payments),
        when(payments.legs_payments > 0, payments_counted / payments.legs_payments, 0),
        Const(0),
    ),
    LEGS,
    meaning="How much of each dollar of the leg's payments counts.",
)
rest = Line(
    "legs_rest",
    "Rest",
    "USD bn",
    largest(0, counted - payments_counted),
    LEGS,
    meaning="The part of the counted amount that no stated payment covers.",
)
free = Line(
    "legs_free",
    "Days without payment",
    "years",
    period.length - payments.legs_covered,
    LEGS,
    meaning="The part of the leg's period that no payment covers, in years.",
)
rest_pace = Line(
    "legs_rest_pace",
    "Rest per year",
    "USD bn a year",
    when(call("round", free, PLACES) > 0, rest / free, 0),
    LEGS,
    meaning="The rest ÷ the years that no payment covers; 0 where no day is left.",
)
undatable = Line(
    "legs_undatable",
    "Without a day",
    "USD bn",
    when(call("round", free, PLACES) > 0, 0, rest),
    LEGS,
    meaning="The rest, where payments leave no day of the leg's period free or the period has no days.",
)
timing_is_stated = Line(
    "legs_timing_is_stated",
    "Dates stated",
    "switch",
    when(period.basis.eq("as stated"), 1, 0),
    LEGS,
    meaning="1 where the leg's start and end are stated, so that the timing of the rest is as stated.",
)
assumed = Line(
    "legs_assumed",
    "Timing assumed",
    "USD bn",
    payment_scale * (first_known(payments.legs_payments, 0) - payments.payments_dated - payments.payments_undatable)
    + (1 - timing_is_stated) * (rest - undatable),
    LEGS,
    meaning="What falls due on days that no source states.",
)
assumed_scale = Line(
    "legs_assumed_scale",
    "Counted per dollar of payments, timing assumed",
    "USD bn",
    when(and_(assume_timing.eq(0), assumed > 0), NOT_DISCLOSED, payment_scale),
    LEGS,
    meaning="How much of each dollar of payments to an assumed end counts; n/d where assume_timing is 0 and the leg "
    "has assumed timing.",
)
not_dated = Line(
    "legs_not_dated",
    "Not dated",
    "USD bn",
    undatable + payment_scale * payments.payments_undatable + (1 - assume_timing) * assumed,
    LEGS,
    meaning="Amounts without a date; with assume_timing 0, also those whose dates are only assumed.",
)
has_day = Aside("difference", "difference", "", counted - not_dated, "The counted amount less what is not dated.")
dated = Line(
    "legs_dated",
    "Dated",
    "USD bn",
    when(and_(counted > 0, call("round", has_day, PLACES) <= 0), NOT_DISCLOSED, has_day),
    LEGS,
    meaning="Amounts with a date, stated or assumed; n/d if none.",
)


def free_in(part: Part) -> Node:
    covered = sum_ifs(payments.covers.years[part], payments.own_payments)
    return largest(0, overlap(period.span, part) - covered)


free_in_part = parts_of(
    Line(
        "legs_free_days",
        "Days without payment in the year",
        "years",
        free_in("year"),
        LEGS,
        by_year=True,
        meaning="How much of the leg's period in the year no payment covers, in years.",
    ),
    free_in,
)


def spread_in(part: Part) -> Node:
    return rest_pace * free_in_part[part]


spread = parts_of(
    Line(
        "legs_spread",
        "Rest in the year",
        "USD bn",
        spread_in("year"),
        LEGS,
        by_year=True,
        meaning="The rest over the days of the leg's period in the year that no payment covers.",
    ),
    spread_in,
)


def paid_in(part: Part, scaled_by: Line, end_stated: int) -> Node:
    paid = sum_ifs(payments.due[part], payments.own_payments, is_(payments.end_is_stated, end_stated))
    if part == "year":  # short without a block of its own
        return scaled_by * paid
    return scaled_by * Aside("paid", "payments", "", paid, "What the leg's payments state, not yet scaled.")


def stated_in(part: Part) -> Node:
    return paid_in(part, payment_scale, 1) + timing_is_stated * spread[part]


due_stated = parts_of(
    Line(
        "legs_due_stated",
        "Due, timing stated",
        "USD bn",
        stated_in("year"),
        LEGS,
        by_year=True,
        meaning="What falls due on days that sources state, scaled to what the leg counts.",
    ),
    stated_in,
)


def assumed_in(part: Part) -> Node:
    return paid_in(part, assumed_scale, 0) + (1 - timing_is_stated) * spread[part]


due_assumed = parts_of(
    Line(
        "legs_due_assumed",
        "Due, timing assumed",
        "USD bn",
        assumed_in("year"),
        LEGS,
        by_year=True,
        meaning="What falls due on assumed days; n/d where assume_timing is 0 and the leg has assumed timing.",
    ),
    assumed_in,
)


def due_in(part: Part) -> Node:
    return If(known(dated), due_stated[part] + first_known(due_assumed[part], 0), NOT_DISCLOSED)


due = parts_of(
    Line(
        "legs_due",
        "Due in the year",
        "USD bn",
        due_in("year"),
        LEGS,
        by_year=True,
        meaning="What falls due in the year, on stated and on assumed days; n/d where no part of the leg is dated.",
    ),
    due_in,
)

schedule_total = Line(
    "legs_schedule_total",
    "Total",
    "USD bn",
    If(
        known(counted),
        not_dated + first_known(due.earlier, 0) + Total(due.year, "years") + first_known(due.later, 0),
        NOT_DISCLOSED,
    ),
    LEGS,
    meaning="The sum of the leg's row: earlier, the years, later and not dated.",
)

schedule_gap = Line(
    "legs_schedule_gap",
    "Difference",
    "USD bn",
    gap(counted, schedule_total),
    LEGS,
    meaning="Counted amount less the sum of its row, in absolute terms; 0 where the schedule ties out.",
)

remaining = Line(
    "legs_remaining",
    "Remaining",
    "USD bn",
    dated - due.fallen_due,
    LEGS,
    meaning="What falls due after the as-of day; undated amounts are neither fallen due nor remaining.",
)

class_due = Line(
    "class_due",
    "Due in the year",
    "USD bn",
    sum_of_some(class_legs, legs_known, sum_ifs(due.year, own_class)),
    CLASSES,
    by_year=True,
    meaning="All legs of the class, by year.",
)

due_to_date = Line(
    "legs_due_to_date",
    "Due by year-end",
    "USD bn",
    first_known(due.earlier, 0) + ToDate(due.year),
    LEGS,
    by_year=True,
    meaning="What has fallen due by the end of the year, on stated and on assumed days.",
)
