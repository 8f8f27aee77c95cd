"""Payments: when the money of a leg falls due as its sources state, by the schedule that counts.

Rows of a leg with the same first source are one schedule; of several the one published last by the as-of day counts.
All amounts are in the leg's own currency.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Assumption, Const, If, Node, Op, Position, call
from model.expression.terms import (
    below,
    count_ifs,
    find,
    first_known,
    is_,
    known,
    largest,
    latest_of,
    max_ifs,
    min_ifs,
    or_,
    smallest,
    sum_ifs,
    sum_known,
    when,
)
from model.lines import versions
from model.lines.calendar import (
    Part,
    Span,
    beginning,
    measure,
    parts_of,
    remaining_days,
    span_lines,
    whole_months,
)
from model.lines.chains import followed
from model.lines.dated import amount_of, source_lines
from model.lines.inputs import Payments
from model.lines.leg_periods import last_day_stated
from model.lines.leg_periods import period as leg_period
from model.lines.rows import LEGS, PAYMENTS

# days and rows are put into one whole number: the day, and within it the row
ROWS = 1_000_000

leg = Line(
    "payment_leg", "Leg", "text", PAYMENTS.key(), PAYMENTS, meaning="The leg whose amount the payment is part of."
)
same_leg = is_(leg, leg)
source = source_lines("payment", PAYMENTS, Payments.sources)
position = Line("payment_position", "Row", "rank", Position(PAYMENTS), PAYMENTS, meaning="The number of the row.")

schedule_row = Line(
    "payment_schedule_row",
    "First row of its schedule",
    "rank",
    min_ifs(position, same_leg, is_(source.first_source, source.first_source)),
    PAYMENTS,
    meaning="The first row of the leg with the same first source: the rows of one schedule share it.",
)

rank = Line(
    "payment_rank",
    "Rank of its schedule",
    "rank",
    If(
        known(source.source_date),
        when(source.source_date > Assumption("as_of"), NOT_DISCLOSED, source.source_date * ROWS - schedule_row),
        -schedule_row,
    ),
    PAYMENTS,
    meaning="The later published, the higher; of one day, the first in the table; undated ones come last. n/d where "
    "the schedule was not yet published on the as-of day.",
)

is_current = Line(
    "payment_is_current",
    "Current",
    "switch",
    If(known(rank), when(rank.eq(max_ifs(rank, same_leg)), 1, 0), Const(0)),
    PAYMENTS,
    meaning="1 where the row belongs to the schedule that counts.",
)

amount = Line(
    "payment_amount",
    "Amount",
    "bn, own currency",
    when(is_current.eq(1), amount_of(Payments.low_bn, Payments.base_bn, Payments.high_bn), 0),
    PAYMENTS,
    meaning="The selected case's amount; 0 where another schedule counts.",
)

has_payments = Line(
    "legs_has_payments",
    "Has payments",
    "switch",
    when(count_ifs(is_(leg, LEGS.key()), is_(is_current, 1)) > 0, 1, 0),
    LEGS,
    meaning="1 where a source known on the as-of day states payments of this leg itself.",
)
replacing = Line(
    "legs_replacing",
    "Legs that replace it",
    "count",
    versions.replacing,
    LEGS,
    meaning="How many known legs replace this one; more than one split it.",
)
no_further = or_(versions.replaced_by.eq(""), replacing > 1)
payments_to = followed(
    Line(
        "legs_payments_to",
        "Its payments are of",
        "text",
        when(
            no_further,
            LEGS.key(),
            when(
                find(has_payments, LEGS.key(), versions.replaced_by, Const(0)).eq(1), LEGS.key(), versions.replaced_by
            ),
        ),
        LEGS,
        meaning="The last version before one that has payments of its own, or that splits the leg.",
    ),
    LEGS,
)
holder = Line(
    "payment_holder",
    "Leg today",
    "text",
    find(payments_to[-1], LEGS.key(), leg),
    PAYMENTS,
    meaning="The version of the leg that keeps the payment. Of a leg that was split, none of the new legs does.",
)
same_holder = is_(holder, holder)

leg_end = Line(
    "payment_leg_end",
    "Leg's end",
    "date",
    find(last_day_stated, LEGS.key(), holder),
    PAYMENTS,
    meaning="The end of the leg, where it is stated.",
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
    meaning="End as stated; thereafter means to the leg's end where that is stated, else for the default term.",
)
end_used = Line(
    "payment_end_used",
    "End used",
    "date",
    largest(Payments.start, until),
    PAYMENTS,
    meaning="The last day of the payment, not before its first.",
)

span = span_lines("payment", PAYMENTS, Payments.start, end_used)
length = Line("payment_length", "Length", "years", span.end - span.start, PAYMENTS, meaning="From start to end.")
pace = Line(
    "payment_pace",
    "A year",
    "bn, own currency",
    amount / length,
    PAYMENTS,
    meaning="Amount ÷ length: a straight line.",
)


def due_in(part: Part) -> Node:
    return pace * measure(span, part)


due = parts_of(
    Line(
        "payment_due",
        "Due in the year",
        "bn, own currency",
        due_in("year"),
        PAYMENTS,
        by_year=True,
        meaning="What a year brings × how much of the payment's length lies in the year.",
    ),
    due_in,
)

order = Line(
    "payment_order",
    "Order",
    "rank",
    when(is_current.eq(1), Payments.start * ROWS + position, NOT_DISCLOSED),
    PAYMENTS,
    meaning="By start, then by row: the order in which the days of a leg's payments are gone through.",
)
covered_before = Line(
    "payment_covered_before",
    "Covered before, to",
    "date",
    latest_of(end_used, same_holder, below(order, order)),
    PAYMENTS,
    meaning="The last day that earlier payments of the leg reach.",
)
covers_from = Line(
    "payment_covers_from",
    "Covers from",
    "date",
    largest(Payments.start, covered_before + 1),
    PAYMENTS,
    meaning="The first day of the payment that no earlier one has covered.",
)


def of_leg(line: Line) -> If:
    """What a line says of the payment's leg."""
    return find(line, LEGS.key(), holder)


leg_from = Line(
    "payment_leg_from", "Leg from", "years", of_leg(leg_period.span.start), PAYMENTS, meaning="Where the leg begins."
)
leg_to = Line("payment_leg_to", "Leg to", "years", of_leg(leg_period.span.end), PAYMENTS, meaning="Where the leg ends.")
cover_from = Line(
    "payment_cover_from",
    "Cover from",
    "years",
    largest(leg_from, beginning(covers_from)),
    PAYMENTS,
    meaning="Where the days begin that this payment is the first to cover, within the leg's period.",
)
cover_to = Line(
    "payment_cover_to",
    "Cover to",
    "years",
    largest(cover_from, smallest(leg_to, span.end)),
    PAYMENTS,
    meaning="Where they end.",
)
cover_span = Span(cover_from, cover_to)
cover_length = Line(
    "payment_cover_length",
    "Covers",
    "years",
    cover_to - cover_from,
    PAYMENTS,
    meaning="How much of the leg's period this payment is the first to cover.",
)


def cover_in(part: Part) -> Op:
    return measure(cover_span, part)


cover = parts_of(
    Line(
        "payment_cover",
        "Covers in the year",
        "years",
        cover_in("year"),
        PAYMENTS,
        by_year=True,
        meaning="How much of the leg's period in the year this payment is the first to cover.",
    ),
    cover_in,
)

own_payments = is_(holder, LEGS.key())
own_current = (own_payments, is_(is_current, 1))

legs_payments = Line(
    "legs_payments",
    "Payments stated",
    "bn, own currency",
    sum_known(amount, *own_current),
    LEGS,
    meaning="The leg's payments as the current schedule states them; n/d where none does.",
)
payments_dated = Line(
    "legs_payments_dated",
    "Of these to a stated end",
    "bn, own currency",
    sum_ifs(amount, *own_current, is_(end_is_stated, 1)),
    LEGS,
    meaning="Those of them whose days are all stated.",
)
legs_covered = Line(
    "legs_covered",
    "Covered by payments",
    "years",
    sum_ifs(cover_length, own_payments),
    LEGS,
    meaning="How much of the leg's period its payments cover, each day once.",
)
