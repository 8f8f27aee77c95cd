"""Families: every company's topmost parent. Flows within one family are not commitments to anybody else."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Node, Op, Rows
from model.expression.terms import find, when
from model.lines.chains import followed
from model.lines.inputs import Companies
from model.lines.rows import COMPANIES

parent = Line(
    "company_parent",
    "Parent",
    "text",
    find(COMPANIES.key(), COMPANIES.key(), Companies.parent, COMPANIES.key()),
    COMPANIES,
    meaning="The company in whose accounts this one is consolidated; the company itself where it has no parent.",
)
parents = followed(parent, COMPANIES)
parent_16_steps = parents[-1]


def family_of(company: Node) -> Op | Node:
    """The topmost parent of a company; the company itself where it is not among the companies."""
    return find(parent_16_steps, COMPANIES.key(), company, company)


def family_line(prefix: str, role: str, party: Line, over: Rows) -> Line:
    return Line(
        f"{prefix}_{role}_family",
        f"{role.capitalize()}'s family",
        "text",
        when(party.eq(""), "", family_of(party)),
        over,
        meaning=f"The topmost parent of the {role}.",
    )
