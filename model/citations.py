"""Which row rests on which document, and on which place in it: one row for each such pair, taken from all tables.

Evidence, first publication and links are read from here, so that no formula has to cut a list of sources apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from schemas import TABLES, TableDescription, keys

CITATIONS = "citations"
COLUMNS = {"table": "str", "key": "str", "position": "float64", "source": "str", "locator": "str"}


def citations(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """A row for each row of a table and each of its sources: the table, the row's key, the source's position from 1
    on, the source, and the place in it, blank where none is given."""
    rows = [row for table in TABLES if table.name in frames for row in _of_table(table, frames[table.name])]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def source_column(table: TableDescription) -> str | None:
    """The column in which a table names sources; None where it has none."""
    return next((column.name for column in table.columns if column.refers == "sources"), None)


def _of_table(table: TableDescription, frame: pd.DataFrame) -> Iterator[tuple[str, str, int, str, str]]:
    column = source_column(table)
    if column is None:
        return
    locators = frame["locator"].tolist() if "locator" in frame else [""] * len(frame)
    for key, cell, where in zip(table.row_keys(frame), frame[column].tolist(), locators, strict=True):
        places = keys.entries(where)
        for at, source in enumerate(keys.entries(cell)):
            yield table.name, key, at + 1, source, places[at] if at < len(places) else ""
