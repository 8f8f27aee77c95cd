"""When what suppliers have been promised falls due: fallen due, remaining and not dated, and remaining against revenue.

Where the basis counts unpriced capacity, its timing stays out: build-out is not owed to the payee.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Aside, If
from model.expression.terms import and_, first_known, known, or_, sum_ifs, when
from model.lines.parts import has_cost
from model.lines.rows import LEGS, SUPPLIERS
from model.lines.rungs import contracted
from model.lines.schedule import assume_timing, due, rest, spread, timing_is_stated, undatable
from model.lines.schedule import not_dated as leg_not_dated
from model.lines.suppliers import contract_value, own_contracts, supplier_revenue

# payments alone price a leg with unpriced capacity, so all of its rest is build-out
rest_is_dated = or_(assume_timing.eq(1), timing_is_stated.eq(1))

owed_fallen_due = Line(
    "legs_owed_fallen_due",
    "Fallen due, to the payee",
    "USD bn",
    If(
        known(contracted),
        due.fallen_due
        - Aside(
            "build_out",
            "build-out",
            "",
            when(and_(has_cost.eq(1), rest_is_dated), spread.fallen_due, 0),
            "The part of it that is unpriced capacity.",
        ),
        NOT_DISCLOSED,
    ),
    LEGS,
    meaning="The part of the leg that has fallen due, without unpriced capacity.",
)
owed_not_dated = Line(
    "legs_owed_not_dated",
    "Not dated, to the payee",
    "USD bn",
    If(
        known(contracted),
        leg_not_dated
        - Aside(
            "build_out",
            "build-out",
            "",
            when(has_cost.eq(1), when(rest_is_dated, undatable, rest), 0),
            "The part of it that is unpriced capacity.",
        ),
        NOT_DISCLOSED,
    ),
    LEGS,
    meaning="The part of the leg without a date, without unpriced capacity.",
)
LEGS_OWED = (owed_fallen_due, owed_not_dated)

seller_not_dated = Line(
    "seller_not_dated",
    "Not dated",
    "USD bn",
    If(known(contract_value), sum_ifs(owed_not_dated, *own_contracts), NOT_DISCLOSED),
    SUPPLIERS,
    meaning="The part of the contract value that has no date.",
)
dated = Line(
    "seller_dated",
    "Dated",
    "USD bn",
    when(
        and_(contract_value > 0, seller_not_dated >= contract_value), NOT_DISCLOSED, contract_value - seller_not_dated
    ),
    SUPPLIERS,
    meaning="The part of the contract value that has a date, stated or assumed; n/d where none has.",
)
fallen_due = Line(
    "seller_fallen_due",
    "Fallen due",
    "USD bn",
    If(known(dated), sum_ifs(owed_fallen_due, *own_contracts), NOT_DISCLOSED),
    SUPPLIERS,
    meaning="The part of the contract value that has fallen due up to the as-of day; whether it was paid is not known.",
)
seller_remaining = Line(
    "seller_remaining",
    "Remaining",
    "USD bn",
    dated - fallen_due,
    SUPPLIERS,
    meaning="The part of the contract value that falls due after the as-of day.",
)
outstanding = Line(
    "seller_outstanding",
    "Remaining and not dated",
    "USD bn",
    contract_value - first_known(fallen_due, 0),
    SUPPLIERS,
    meaning="The contract value less what has fallen due: what falls due after the as-of day and what has no date.",
)
outstanding_to_revenue = Line(
    "seller_outstanding_to_revenue",
    "Remaining and not dated ÷ revenue",
    "x",
    outstanding / supplier_revenue.annualised,
    SUPPLIERS,
    meaning="What remains of the contract value, over all years, ÷ one year's revenue.",
)
