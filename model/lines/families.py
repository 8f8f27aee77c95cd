"""Families: every company's topmost parent. Flows inside one family are no commitments to anybody else."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Lookup, Node, Op, Rows
from model.expression.terms import find, when
from model.lines.inputs import Companies
from model.lines.rows import COMPANIES


def followed(prefix: str, title: str, first: Line, over: Rows, meaning: str) -> tuple[Line, ...]:
    """A pointer from row to row, followed to its end: each line goes twice as far as the one before.

    A row that points at itself is an end. Eight steps in all: no chain of amendments or parents is longer.
    """
    lines = [first]
    for steps in (2, 4, 8):
        last = lines[-1]
        name = f"{prefix}_{steps}_steps"
        lines.append(
            Line(name, f"{title}, {steps} steps", "text", Lookup(last, over.key(), last), over, meaning=meaning)
        )
    return tuple(lines)


parent = Line(
    "company_parent",
    "Parent",
    "text",
    find(COMPANIES.key(), COMPANIES.key(), Companies.parent, COMPANIES.key()),
    COMPANIES,
    meaning="The company in whose accounts this one is consolidated; the company itself where it has no parent.",
)
parents = followed("company_parent", "Parent", parent, COMPANIES, "The parent of the parent, and so on.")
parent_8_steps = parents[-1]


def family_of(company: Node) -> Op | Node:
    """The topmost parent of a company; the company itself where it is not among the companies."""
    return find(parent_8_steps, COMPANIES.key(), company, company)


def family_line(prefix: str, role: str, party: Line, over: Rows) -> Line:
    return Line(
        f"{prefix}_{role}_family",
        f"{role.capitalize()}'s family",
        "text",
        when(party.eq(""), "", family_of(party)),
        over,
        meaning=f"The topmost parent of the {role}.",
    )
