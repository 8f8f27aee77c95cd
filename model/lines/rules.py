"""What counts and how far: the class of each kind of leg, the weight of each firmness, the selected scenario."""

from __future__ import annotations

from model.expression.nodes import (
    SCENARIOS,
    Assumption,
    Choice,
    Const,
    Each,
    Line,
    when,
)
from model.lines.inputs import Assumptions
from model.lines.rows import ASSUMPTIONS, FIRMNESS, FIRMNESSES, KIND_CLASSES, KINDS

JOINT_VENTURE = "joint_venture"

scenario_number = Line(
    "scenario_number",
    "Scenario number",
    "rank",
    1 + Assumption("scenario").ne(SCENARIOS[0]) + Assumption("scenario").eq(SCENARIOS[2]),
    meaning="1, 2 or 3 for low, base or high; every choice of a scenario's value reads this cell.",
)

selected = Line(
    "assumption_selected",
    "Selected",
    "as stated",
    Choice(Assumptions.low, Assumptions.base, Assumptions.high),
    over=ASSUMPTIONS,
    meaning="The assumption's value in the selected scenario.",
)

kind_class = Line(
    "kind_class",
    "Class",
    "text",
    Each(tuple(Const(name) for _, name in KIND_CLASSES)),
    over=KINDS,
    meaning="Commitments are owed for compute; funding buys shares or companies; contingent legs stay out of totals.",
)

kind_share = Line(
    "kind_share",
    "Payer's part",
    "share",
    when(KINDS.key().eq(JOINT_VENTURE), Assumption("jv_lead_share"), 1),
    over=KINDS,
    meaning="The part of a leg's amount that counts for its payer; ventures' splits are not disclosed.",
)

firmness_weight = Line(
    "firmness_weight",
    "Weight",
    "share",
    Each(tuple(Assumption(f"weight_{firmness}") for firmness in FIRMNESSES)),
    over=FIRMNESS,
    meaning="How much of an amount of that firmness counts in the selected scenario.",
)
