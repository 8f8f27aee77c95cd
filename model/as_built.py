"""The input tables as they were read at build, beside the tables as they are now; edits are counted by comparing the
two.

In a fresh build both are the same. In an edited workbook the tables as read are on the sheet As built.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from model.citations import CITATIONS, citations
from schemas import TABLES

ROWS_BUILT = "rows as built"
MOST_ROWS = 20_000  # of all tables together; in larger books edits are not tracked


def as_built(table: str) -> str:
    """What a table is called as it was read."""
    return f"{table} as built"


def with_derived(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables, their citations, how many rows each had, and the tables as built if they are not too large.

    What the frames say about the build is kept: it describes another time.
    """
    tables = {table.name: frames[table.name] for table in TABLES if table.name in frames}
    before = {name: frames.get(as_built(name), frame) for name, frame in tables.items()}
    is_tracked = sum(map(len, before.values())) <= MOST_ROWS
    return {
        ROWS_BUILT: rows_built({name: len(frame) for name, frame in before.items()}),
        **({as_built(name): frame for name, frame in before.items()} if is_tracked else {}),
        **frames,
        CITATIONS: citations(frames),
    }


def rows_built(counts: Mapping[str, int]) -> pd.DataFrame:
    """The rows of each table at build, in the order of the tables."""
    return pd.DataFrame(
        {
            "table": pd.array([*counts], dtype="str"),
            "rows": pd.array([*counts.values()], dtype="float64"),
        }
    )
