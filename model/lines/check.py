"""What a check is: a figure of the model and what it must be; and the kinds of checks that tables repeat."""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import Column, Const, Node, Total
from model.expression.terms import is_, sum_ifs
from model.lines import number_columns
from model.lines.inputs import column_of

ZERO = Const(0)


@dataclass(frozen=True)
class Check:
    """A figure of the model and what it must be, both in the unit; the unit of a count is "count"."""

    name: str
    unit: str
    tests: str
    model: Node
    must_be: Node = ZERO


def count(name: str, tests: str, model: Node, must_be: Node = ZERO) -> Check:
    return Check(name, "count", tests, model, must_be)


def amount(name: str, tests: str, model: Node, must_be: Node = ZERO) -> Check:
    return Check(name, "USD bn", tests, model, must_be)


def numbers_of(name: str, table: str) -> Check:
    """That none of a table's numbers and dates is text."""
    own = is_(number_columns.table, table)
    numbers, cells = sum_ifs(number_columns.numbers, own), sum_ifs(number_columns.column_filled, own)
    return count(f"{name}-numbers", f"No number or date of {table} is text", numbers, cells)


def filled_in(name: str, column: Column | Line, key: Column) -> Check:
    """That a column of numbers is filled in every row, for a blank would count as 0."""
    cells = column_of(column) if isinstance(column, Line) else column
    tests = f"{cells.table}[{cells.name}] is filled in: a blank would count as 0"
    return count(f"{name}-filled", tests, Total(cells, how="count"), Total(key, how="filled"))


def in_dollars(name: str, stated: Line, usd: Line) -> Check:
    tests = f"Every stated amount of {name} has a rate to US dollars"
    return count(f"{name}-in-dollars", tests, Total(usd, how="count"), Total(stated, how="count"))
