"""Evidence: the grade of the first source of each commitment leg, and the share of the total that each grade makes
up."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.terms import at_least, count_ifs, is_, sum_ifs, sum_of_some
from model.lines.amounts import legs_class
from model.lines.commitments import payers_total
from model.lines.rows import GRADES
from model.lines.rungs import counted, grade, is_counted

of_grade = (is_(grade, GRADES.key()), is_(legs_class, "commitment"))
on_rung = (*of_grade, is_(is_counted, 1))

legs = Line(
    "evidence_legs",
    "Legs",
    "count",
    count_ifs(*on_rung),
    GRADES,
    meaning="Commitment legs on the basis selected whose first source is of the grade.",
)
evidence_known = Line(
    "evidence_known",
    "With an amount",
    "count",
    count_ifs(*on_rung, at_least(counted, 0)),
    GRADES,
    meaning="Legs with an amount.",
)
amount = Line(
    "evidence_amount",
    "Commitments",
    "USD bn",
    sum_of_some(legs, evidence_known, sum_ifs(counted, *of_grade)),
    GRADES,
    meaning="The amount counted for these legs on the basis selected; n/d where there are legs but none has an amount.",
)
evidence_share = Line(
    "evidence_share",
    "Share of the total",
    "share",
    amount / payers_total,
    GRADES,
    meaning="The amount ÷ the commitments of all payers on the basis selected.",
)
LINES = (legs, evidence_known, amount, evidence_share)
