"""Rows of typed tables by their key, with their cells as text: what tables are compared by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from model.dates import iso
from schemas import TableDescription

Key = tuple[str, ...]
Cells = Mapping[str, str]


def rows_by_key(table: TableDescription, frame: pd.DataFrame) -> dict[Key, tuple[int, Cells]]:
    """Row number and cells as text, by the row's key."""
    columns = cell_texts(table, frame)
    rows: dict[Key, tuple[int, Cells]] = {}
    for index, row in enumerate(frame.index.tolist()):
        cells = {name: values[index] for name, values in columns.items()}
        rows[tuple(cells[name] for name in table.key)] = (int(row), cells)
    return rows


def cell_texts(table: TableDescription, frame: pd.DataFrame) -> dict[str, list[str]]:
    """The cells of each column as text; a number that is a day in its row, such as as_of, in ISO form."""
    columns = {str(name): [as_text(value) for value in frame[name].tolist()] for name in frame.columns}
    for column in table.columns:
        if column.date_when is not None:
            judge, term = column.date_when
            numbers = zip(columns[judge], frame[column.name].tolist(), columns[column.name], strict=True)
            columns[column.name] = [iso(number) if text and unit == term else text for unit, number, text in numbers]
    return columns


def as_text(value: Any) -> str:
    """A typed cell as text: days in ISO form, numbers to 15 digits, flags as yes, blanks as nothing."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if value is None or value != value or value is pd.NaT:
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def label(key: Key) -> str:
    """A key as readers write it: its parts joined by " / "."""
    return " / ".join(key)


def spelt(cells: Cells) -> str:
    """A row in one text: its filled cells, each after the name of its column."""
    return ", ".join(f"{name} {value}" for name, value in cells.items() if value)
