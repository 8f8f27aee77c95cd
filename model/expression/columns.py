"""Which columns of tables a line's values depend on, through all lines that they are computed from."""

from __future__ import annotations

from functools import cache

from model.expression.line import Line, operands
from model.expression.nodes import AsBuilt, Axis, Column, Edits, Position, Rows

ColumnName = tuple[str, str]  # of a table, and in it
EVERY: ColumnName = ("", "")  # stands for all columns of all tables


@cache
def columns_below(line: Line) -> frozenset[ColumnName]:
    """The columns that a line reads, directly or through others, and those that say which rows it has."""
    columns = columns_of(line.over) | columns_of(line.across)
    for leaf in operands(line.expr, into_gathers=True):
        match leaf:
            case Line():
                columns |= columns_below(leaf)
            case Column(table, name) | AsBuilt(Column(table, name)):
                columns |= {(table, name)}
            case Axis(rows=Rows() as rows) | Position(rows):
                columns |= columns_of(rows)
            case Edits():
                columns |= {EVERY}
    return columns


def columns_of(rows: Rows | None) -> frozenset[ColumnName]:
    """The columns that say which rows there are."""
    if rows is None or rows.labels:
        return frozenset()
    return frozenset((rows.table, name) for name in (*rows.keys, *(column for column, _ in rows.only)))
