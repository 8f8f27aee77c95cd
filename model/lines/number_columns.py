"""The columns of numbers and dates of the input tables: how many of their cells are filled, and how many hold a number.

A number that was typed as text would be left out of every sum without a word.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Column, Const, Each, Rows, Total
from model.lines.inputs import (
    CapexPlans,
    CustomerShares,
    Deals,
    EquityStakes,
    Figures,
    FxRates,
    Payments,
    Revenue,
    Sources,
    Tranches,
    column_of,
)


def stated(columns: type) -> tuple[Column, ...]:
    """The columns of numbers and dates that lines call up from a table."""
    lines = (line for line in vars(columns).values() if isinstance(line, Line) and line.unit != "text")
    return tuple(column_of(line) for line in lines)


COLUMNS: tuple[Column, ...] = (
    *stated(Deals),
    *stated(Payments),
    *stated(CapexPlans),
    *stated(EquityStakes),
    *stated(Tranches),
    *stated(Revenue),
    *stated(CustomerShares),
    column_of(FxRates.usd_per_unit),
    Sources.published,
    column_of(Figures.base),
)
COLUMN_ROWS = Rows("column", labels=tuple(f"{column.table}[{column.name}]" for column in COLUMNS))
TABLES = tuple(dict.fromkeys(column.table for column in COLUMNS))

table = Line(
    "column_table",
    "Table",
    "text",
    Each(tuple(Const(column.table) for column in COLUMNS)),
    COLUMN_ROWS,
    meaning="The column's table.",
)
column_filled = Line(
    "column_filled",
    "Filled cells",
    "count",
    Each(tuple(Total(column, how="filled") for column in COLUMNS)),
    COLUMN_ROWS,
    meaning="Cells of the column that hold anything.",
)
numbers = Line(
    "column_numbers",
    "Numbers and dates",
    "count",
    Each(tuple(Total(column, how="count") for column in COLUMNS)),
    COLUMN_ROWS,
    meaning="Cells of the column that hold a number or a date.",
)
LINES = (table, column_filled, numbers)
