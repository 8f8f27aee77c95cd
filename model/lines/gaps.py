"""Data gaps: figures that no source states, counted and shown; a gap is not a failure.

Of legs and plans those count that are current on the as-of day: of what is replaced, cancelled, an overview or not
known yet, nothing is missing in any figure.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Column, Const, Each, If, Node, Rows, Total
from model.expression.terms import and_, count_ifs, is_, known, when
from model.lines import (
    amounts,
    commitments,
    equity,
    leg_periods,
    plan_parts,
    plan_versions,
    suppliers,
    versions,
)
from model.lines.inputs import (
    CustomerShares,
    EquityStakes,
    Figures,
    Revenue,
    Sources,
    Tranches,
    column_of,
)
from model.lines.rows import LEGS, PLANS


def blanks(key: Column, values: Line | Column) -> Node:
    """How many rows, counted by their key, leave a column of numbers or dates blank."""
    column = column_of(values) if isinstance(values, Line) else values
    return Total(key, how="filled") - Total(column, how="count")


def not_numbers(values: Line | Column) -> Node:
    """How many filled cells of a line or column hold no number: in a line they are undisclosed, in a column wrong."""
    return Total(values, how="filled") - Total(values, how="count")


def lacks_dates(prefix: str, noun: str, is_current: Line, basis: Line) -> Line:
    """Which dates are assumed, of the rows that are current."""
    return Line(
        f"{prefix}_lacks_dates",
        "Dates, if current",
        "text",
        when(is_current.eq(1), basis, ""),
        is_current.over,
        meaning=f"Of a current {noun}, which of its dates no source states.",
    )


legs_lacks_amount = Line(
    "legs_lacks_amount",
    "Lacks an amount",
    "switch",
    when(and_(versions.is_current.eq(1), amounts.has_amount.eq(0)), 1, 0),
    LEGS,
    meaning="1 for a current leg of which no source states an amount.",
)
legs_lacks_dates = lacks_dates("legs", "leg", versions.is_current, leg_periods.period.basis)
plans_lacks_amount = Line(
    "plans_lacks_amount",
    "Lacks an amount",
    "switch",
    when(plan_versions.is_current.eq(1), If(known(plan_parts.money.usd), Const(0), Const(1)), 0),
    PLANS,
    meaning="1 for a current plan of which no source states an amount.",
)
plans_lacks_dates = lacks_dates("plans", "plan", plan_versions.is_current, plan_parts.period.basis)

GAPS: tuple[tuple[str, str, Node], ...] = (
    ("deals-amount", "Legs without an amount", Total(legs_lacks_amount)),
    (
        "deals-dates-start",
        "Legs whose start no source states; it is assumed",
        count_ifs(is_(legs_lacks_dates, "start assumed")),
    ),
    (
        "deals-dates-end",
        "Legs whose end no source states: assumed",
        count_ifs(is_(legs_lacks_dates, "end assumed")),
    ),
    (
        "deals-dates-both",
        "Legs whose start and end no source states: assumed",
        count_ifs(is_(legs_lacks_dates, "both assumed")),
    ),
    (
        "plans-amount",
        "Capital plans without an amount",
        Total(plans_lacks_amount),
    ),
    (
        "plans-dates-start",
        "Capital plans whose start no source states: assumed",
        count_ifs(is_(plans_lacks_dates, "start assumed")),
    ),
    (
        "plans-dates-end",
        "Capital plans whose end no source states: assumed",
        count_ifs(is_(plans_lacks_dates, "end assumed")),
    ),
    (
        "plans-dates-both",
        "Capital plans without a period; they are in no year",
        count_ifs(is_(plans_lacks_dates, "both assumed")),
    ),
    (
        "stakes-invested",
        "Stakes without an invested amount",
        not_numbers(equity.invested),
    ),
    ("stakes-share", "Stakes without a maximum share", blanks(EquityStakes.stake, EquityStakes.max_share)),
    (
        "stakes-equity",
        "Stakes without an equity value of the issuer",
        blanks(EquityStakes.stake, EquityStakes.issuer_equity_bn),
    ),
    ("tranches-threshold", "Tranches without a threshold", blanks(Tranches.tranche, Tranches.threshold)),
    ("tranches-share", "Tranches without a share", blanks(Tranches.tranche, Tranches.share)),
    ("revenue-amount", "Revenue periods without an amount", blanks(Revenue.company, Revenue.base_bn)),
    ("payers-revenue", "Payers of commitments without revenue", not_numbers(commitments.revenue.annualised)),
    ("suppliers-revenue", "Suppliers without revenue", not_numbers(suppliers.supplier_revenue.annualised)),
    ("figures-amount", "Other figures without a number", blanks(Figures.figure, Figures.base)),
    (
        "customers-share",
        "Customers' shares of revenue of which only a bound is stated",
        blanks(CustomerShares.company, CustomerShares.share),
    ),
    ("sources-date", "Sources without a date", blanks(Sources.source, Sources.published)),
)


GAP_ROWS = Rows("gap", labels=tuple(name for name, _, _ in GAPS))


gap_what = Line("gap_what", "What is not disclosed", "text", Each(tuple(Const(text) for _, text, _ in GAPS)), GAP_ROWS)


gap_count = Line(
    "gap_count",
    "Rows",
    "count",
    Each(tuple(node for _, _, node in GAPS)),
    GAP_ROWS,
    meaning="Rows in which no source states the figure: blank in the tables, and in the model n/d or an assumed date.",
)


gaps_total = Line("gaps_total", "Data gaps", "count", Total(gap_count), meaning="All gaps added up.")
