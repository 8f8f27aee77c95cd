"""Payments: when the money of a leg falls due as its sources state, in US dollars."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Assumption, Const, If, Node, call
from model.expression.terms import (
    find,
    first_known,
    is_,
    known,
    largest,
    sum_ifs,
    sum_known,
    when,
)
from model.lines import versions
from model.lines.calendar import (
    Part,
    Span,
    measure,
    parts_of,
    remaining_days,
    span_lines,
    whole_months,
)
from model.lines.covers import Cover, Days, cover_lines, order_line
from model.lines.dated import amount_of
from model.lines.inputs import Payments
from model.lines.leg_periods import last_day_stated
from model.lines.leg_periods import period as leg_period
from model.lines.leg_rates import rate
from model.lines.payment_schedules import is_current, leg, of_leg, position, source
from model.lines.rows import LEGS, PAYMENTS

amount = Line(
    "payment_amount",
    "Amount",
    "bn, own currency",
    when(is_current.eq(1), amount_of(Payments.low_bn, Payments.base_bn, Payments.high_bn), 0),
    PAYMENTS,
    meaning="The amount in the selected case; 0 where another schedule counts.",
)

payment_rate = Line(
    "payment_rate",
    "USD per unit",
    "rate",
    find(rate, LEGS.key(), leg),
    PAYMENTS,
    meaning="The rate of the leg that the payment names; the payment is in that leg's currency.",
)
usd = Line(
    "payment_usd",
    "Amount, USD",
    "USD bn",
    If(known(amount), when(amount.eq(0), 0, amount * payment_rate), NOT_DISCLOSED),
    PAYMENTS,
    meaning="Amount × US dollars per unit.",
)

leg_end = Line(
    "payment_leg_end",
    "Leg's end",
    "date",
    find(last_day_stated, LEGS.key(), of_leg),
    PAYMENTS,
    meaning="The end of the leg, where it is stated.",
)

leg_known = Line(
    "payment_leg_known",
    "Leg known on",
    "date",
    find(versions.rows.known_first_of_32, LEGS.key(), of_leg),
    PAYMENTS,
    meaning="The day the leg was first known on.",
)

end_is_stated = Line(
    "payment_end_is_stated",
    "End stated",
    "switch",
    If(known(Payments.end), Const(1), If(known(leg_end), Const(1), Const(0))),
    PAYMENTS,
    meaning="1 where the payment or its leg states an end: the timing is as stated.",
)

term_months = Line(
    "default_term_months",
    "Default term, whole months",
    "count",
    whole_months(Assumption("default_term_years")),
    meaning="Whole months of the assumption default_term_years.",
)
term_days = Line(
    "default_term_days",
    "Default term, remaining days",
    "days",
    remaining_days(Assumption("default_term_years"), term_months),
    meaning="What the assumption default_term_years exceeds its whole months by, in days.",
)

until = Line(
    "payment_until",
    "Until",
    "date",
    first_known(Payments.end, leg_end, call("edate", Payments.start, term_months) + term_days - 1),
    PAYMENTS,
    meaning="End as stated; if blank, the leg's end where that is stated, else the end of the default term.",
)
end_used = Line(
    "payment_end_used",
    "End used",
    "date",
    largest(Payments.start, until),
    PAYMENTS,
    meaning="The last day of the payment, not before its first.",
)

first_day = Line(
    "payment_first_day",
    "First day",
    "date",
    when(end_is_stated.eq(1), Payments.start, largest(Payments.start, first_known(source.source_date, leg_known, 0))),
    PAYMENTS,
    meaning="The start; where the end is assumed, not before the day on which the payment was published or its leg "
    "was known.",
)

span = span_lines("payment", PAYMENTS, first_day, end_used)
length = Line("payment_length", "Length", "years", span.end - span.start, PAYMENTS, meaning="From start to end.")
pace = Line(
    "payment_pace",
    "A year",
    "USD bn a year",
    when(length > 0, usd / length, 0),
    PAYMENTS,
    meaning="Amount ÷ length: a straight line; 0 where no day is left.",
)
undatable = Line(
    "payment_undatable",
    "Without a day",
    "USD bn",
    when(length > 0, 0, usd),
    PAYMENTS,
    meaning="The amount, where all its assumed days lie before the day on which it was known.",
)


def due_in(part: Part) -> Node:
    return pace * measure(span, part)


due = parts_of(
    Line(
        "payment_due",
        "Due in the year",
        "USD bn",
        due_in("year"),
        PAYMENTS,
        by_year=True,
        meaning="Amount a year × the part of the payment's period that lies in the year.",
    ),
    due_in,
)


def at_leg(line: Line) -> If:
    """What a line says of the leg that the payment counts for."""
    return find(line, LEGS.key(), of_leg)


leg_from = Line(
    "payment_leg_from", "Leg from", "years", at_leg(leg_period.span.start), PAYMENTS, meaning="Where the leg begins."
)
leg_to = Line("payment_leg_to", "Leg to", "years", at_leg(leg_period.span.end), PAYMENTS, meaning="Where the leg ends.")
leg_span = Span(leg_from, leg_to)
COVER = Cover("payment", "payment", PAYMENTS, "leg")
order = order_line(COVER, is_current, Payments.start, position)
covers = cover_lines(COVER, order, Days(first_day, end_used, span.end), of_leg, leg_span)

own_payments = is_(of_leg, LEGS.key())
own_current = (own_payments, is_(is_current, 1))

legs_payments = Line(
    "legs_payments",
    "Payments stated",
    "USD bn",
    sum_known(usd, *own_current),
    LEGS,
    meaning="The leg's payments as stated in the current schedule, in US dollars; n/d where there is no schedule.",
)
payments_dated = Line(
    "legs_payments_dated",
    "of which to a stated end",
    "USD bn",
    sum_ifs(usd, *own_current, is_(end_is_stated, 1)),
    LEGS,
    meaning="Payments whose first and last day are both stated.",
)
payments_undatable = Line(
    "legs_payments_undatable",
    "of which without a day",
    "USD bn",
    sum_ifs(undatable, *own_current),
    LEGS,
    meaning="Payments whose assumed days all lie before the day on which they were known.",
)
legs_covered = Line(
    "legs_covered",
    "Covered by payments",
    "years",
    sum_ifs(covers.length, own_payments),
    LEGS,
    meaning="The part of the leg's period that its payments cover, each day counted once.",
)
