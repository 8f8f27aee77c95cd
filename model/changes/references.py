"""Which columns name rows of which table, as the schemas say."""

from __future__ import annotations

from schemas import TABLES, TableDescription


def naming(table: str, field: str = "") -> tuple[tuple[TableDescription, str], ...]:
    """The tables and columns whose cells name the rows of a table, in the order of the tables."""
    target = f"{table}.{field}" if field else table
    return tuple((each, column.name) for each in TABLES for column in each.columns if column.refers == target)
