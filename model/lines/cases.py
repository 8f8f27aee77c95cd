"""Low, base and high beside one another, whichever case is selected.

A line in a case is the same definition with that case's choices and assumptions in it; nothing is written twice. A
check compares the selected case with the model. Dates play no part here, so neither do years.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from model.expression.line import Line, leaves_of, rewrite
from model.expression.nodes import CASES, Assumption, Case, Choice, Node, Rows, Total
from model.expression.terms import when
from model.lines import commitments, periods, rules
from model.lines.rules import case_name

# A figure is disclosed in every case or in none, and the as-of day is one: these are the same in all of them.
ALIKE = (periods.order, periods.headline_order, commitments.without, rules.of_day)


@cache
def in_case(line: Line, case: Case) -> Line:
    """The line as it is in that case; the line itself where the case makes no difference."""

    def change(node: Node) -> Node | None:
        match node:
            case Choice(low, base, high):
                return rewrite({"low": low, "base": base, "high": high}[case], change)
            case Assumption("as_of"):
                return node
            case Assumption(name, None):
                return Assumption(name, case)
            case Line() if node not in ALIKE:
                return in_case(node, case)
        return None

    expr = rewrite(line.expr, change)
    if expr == line.expr:
        return line
    title = f"{case.capitalize()}: {line.title}"
    return replace(line, name=f"{line.name}_{case}", title=title, expr=expr)


@dataclass(frozen=True)
class Cases:
    """A line in the three cases, and the word "selected" to stand under the heading of one of them."""

    line: Line
    low: Line
    base: Line
    high: Line
    marks: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, Line, Line]:
        return self.low, self.base, self.high

    def selected(self) -> Choice:
        """The case selected, all rows added up."""
        return Choice(*(Total(line) for line in self.lines))


def cases_of(line: Line) -> Cases:
    low, base, high = (in_case(line, case) for case in CASES)
    marks = tuple(
        Line(
            f"{line.name}_{case}_mark",
            "Selected",
            "text",
            when(case_name.eq(case), "selected", ""),
            meaning=f'Says "selected" where {case} is the case of the workbook.',
        )
        for case in CASES
    )
    return Cases(line, low, base, high, marks)


payer_total = cases_of(commitments.total)
payer_total_cover = cases_of(commitments.total_cover)
payer_excess = cases_of(commitments.excess)
payer_revenue = cases_of(commitments.revenue.annualised)
SIDE_BY_SIDE = (payer_total, payer_total_cover, payer_excess, payer_revenue)

payers_total = cases_of(commitments.payers_total).lines


def workings(over: Rows) -> tuple[Line, ...]:
    """The lines over those rows that the cases shown are computed from, case by case beside one another."""
    lines_side_by_side = [cases.line for cases in SIDE_BY_SIDE]
    needed: dict[Line, None] = {}
    for each in lines_side_by_side:
        add_behind(each, needed)
    return tuple(
        in_case(line, case) for line in needed if line.over == over and line not in lines_side_by_side for case in CASES
    )


def add_behind(line: Line, lines: dict[Line, None]) -> None:
    """Add to the lines what a line is computed from that differs from case to case, the first lines first."""
    for leaf in leaves_of(line):
        if isinstance(leaf, Line) and leaf not in lines and leaf not in ALIKE and in_case(leaf, CASES[0]) is not leaf:
            add_behind(leaf, lines)
            lines[leaf] = None
