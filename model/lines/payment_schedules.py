"""Which stated payments count: the schedule that applies, and the version of the leg it applies to. Rows of a leg with
the same first source are one schedule; if there are several, the one published last by the as-of day counts. Payments
of an earlier version stay until a later one has its own; those of a leg that was split go to none of its pieces until
they are stated anew.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Assumption, Const, If
from model.expression.terms import and_, count_ifs, find, is_, known, max_ifs, min_ifs, when
from model.lines import versions
from model.lines.chains import followed
from model.lines.covers import ROWS, position_line
from model.lines.dated import source_lines
from model.lines.inputs import Payments
from model.lines.rows import LEGS, PAYMENTS

leg = Line(
    "payment_leg", "Leg", "text", PAYMENTS.key(), PAYMENTS, meaning="The leg whose amount the payment is part of."
)
same_leg = is_(leg, leg)
source = source_lines("payment", PAYMENTS, Payments.sources)
position = position_line("payment", PAYMENTS)

schedule_row = Line(
    "payment_schedule_row",
    "First row of its schedule",
    "rank",
    min_ifs(position, same_leg, is_(source.first_source, source.first_source)),
    PAYMENTS,
    meaning="The first row of the leg with the same first source; all rows of a schedule share this row.",
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
    meaning="Higher if published later; on one day, the first in the table ranks highest; undated ones rank last. n/d "
    "where the schedule was not yet published on the as-of day.",
)

is_current = Line(
    "payment_is_current",
    "Current",
    "switch",
    If(known(rank), when(rank.eq(max_ifs(rank, same_leg)), 1, 0), Const(0)),
    PAYMENTS,
    meaning="1 where the row belongs to the schedule that counts.",
)

has_payments = Line(
    "legs_has_payments",
    "Has payments",
    "switch",
    when(count_ifs(is_(leg, LEGS.key()), is_(is_current, 1)) > 0, 1, 0),
    LEGS,
    meaning="1 where a source known on the as-of day states payments of this leg itself.",
)

replacing = sum(
    (count_ifs(is_(line, LEGS.key())) for line in versions.rows.replaced[1:]),
    count_ifs(is_(versions.rows.replaced[0], LEGS.key())),
)
replaced_by_one = Line(
    "legs_replaced_by_one",
    "Replaced by a single leg",
    "switch",
    when(replacing.eq(1), 1, 0),
    LEGS,
    meaning="1 where a single leg known on the as-of day replaces this one, so that it was not split.",
)
hands_on = and_(replaced_by_one.eq(1), find(has_payments, LEGS.key(), versions.rows.replaced_by, Const(1)).eq(0))
payments_to = followed(
    Line(
        "legs_payments_to",
        "Payments pass to",
        "text",
        when(hands_on, versions.rows.replaced_by, LEGS.key()),
        LEGS,
        meaning="The version to which the leg's payments pass: the next one, unless that has its own or the leg was "
        "split.",
    ),
    LEGS,
)
of_leg = Line(
    "payment_of_leg",
    "Counts for leg",
    "text",
    find(payments_to[-1], LEGS.key(), leg, Const("")),
    PAYMENTS,
    meaning="The version of the leg that the payment counts for.",
)
