"""Totals that others state, beside the model's own: estimates of commitments, and suppliers' reported backlogs."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED
from model.expression.terms import find, is_, sum_known, when
from model.lines.bridge import stated, unpriced_gigawatts
from model.lines.commitments import total
from model.lines.inputs import Figures
from model.lines.rows import OTHERS, PAYERS, SUPPLIERS
from model.lines.supplier_payments import outstanding
from model.lines.suppliers import contract_value

COMPANY, MEASURE = OTHERS.key(0), OTHERS.key(1)

state = Line(
    "others_state",
    "Others state",
    "USD bn",
    sum_known(Figures.base, is_(Figures.company, COMPANY), is_(Figures.measure, MEASURE)),
    OTHERS,
    meaning="The total that a source reports or estimates (table figures).",
)
model = Line(
    "others_model",
    "The model",
    "USD bn",
    when(
        MEASURE.eq("reported_commitments"),
        find(total, PAYERS.key(), COMPANY),
        find(contract_value, SUPPLIERS.key(), COMPANY),
    ),
    OTHERS,
    meaning="The company's commitments, or as a supplier its contract value, on the basis selected; n/d where it has "
    "none.",
)
difference = Line(
    "others_difference",
    "Difference",
    "USD bn",
    state - model,
    OTHERS,
    meaning="What others state less the model's figure.",
)
others_remaining = Line(
    "others_remaining",
    "The model, remaining",
    "USD bn",
    when(MEASURE.eq("reported_backlog"), find(outstanding, SUPPLIERS.key(), COMPANY), NOT_DISCLOSED),
    OTHERS,
    meaning="What of a supplier's contract value has not fallen due, or has no day: a reported backlog is net of "
    "delivery too.",
)
beyond_remaining = Line(
    "others_beyond_remaining",
    "Difference to remaining",
    "USD bn",
    state - others_remaining,
    OTHERS,
    meaning="The reported backlog less what remains of the contract value.",
)
others_unpriced_gigawatts = Line(
    "others_unpriced_gigawatts",
    "Unpriced capacity",
    "GW",
    when(MEASURE.eq("reported_commitments"), find(unpriced_gigawatts, PAYERS.key(), COMPANY), NOT_DISCLOSED),
    OTHERS,
    meaning="Gigawatts of the company's commitments without an amount.",
)
stated_rung = Line(
    "others_stated_rung",
    "Stated rung",
    "USD bn",
    when(MEASURE.eq("reported_commitments"), find(stated.amount, PAYERS.key(), COMPANY), NOT_DISCLOSED),
    OTHERS,
    meaning="The company's commitments on the stated rung of the bridge.",
)
beyond_stated = Line(
    "others_beyond_stated",
    "Beyond what is stated",
    "USD bn",
    state - stated_rung,
    OTHERS,
    meaning="What others state less the stated rung: what they would have for the unpriced capacity.",
)
per_gigawatt = Line(
    "others_per_gigawatt",
    "Per GW of unpriced capacity",
    "USD bn per GW",
    beyond_stated / others_unpriced_gigawatts,
    OTHERS,
    meaning="That difference ÷ the unpriced capacity: far below the cost of a gigawatt, both cannot be right.",
)

LINES = (
    state,
    model,
    difference,
    others_remaining,
    beyond_remaining,
    others_unpriced_gigawatts,
    stated_rung,
    beyond_stated,
    per_gigawatt,
)
