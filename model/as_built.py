"""What the tables held when they were read: rows of each, and their amounts by currency. The workbook keeps it.

A check compares the tables in the workbook with it, so that a later edit shows as one.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from model.citations import CITATIONS, citations

AS_BUILT = "recorded"
DERIVED = (AS_BUILT, CITATIONS)  # tables that a build draws from the others
AMOUNTS = (("deals", "base_bn"), ("capex_plans", "base_bn"), ("revenue", "base_bn"))


def rows_item(table: str) -> str:
    """What the record calls the rows of a table."""
    return f"{table}: rows"


def as_built(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row for each table and for each currency of a table with amounts: item, table, currency, value."""
    rows: list[tuple[str, str, str, float]] = [
        (rows_item(name), name, "", float(len(frame))) for name, frame in frames.items() if name not in DERIVED
    ]
    for name, column in AMOUNTS:
        sums = frames[name].groupby("currency", sort=True)[column].sum()
        rows += [
            (f"{name}: {currency} bn", name, str(currency), float(total))
            for currency, total in sums.items()
            if currency
        ]
    return pd.DataFrame(rows, columns=["item", "table", "currency", "value"]).astype(
        {"item": "str", "table": "str", "currency": "str", "value": "float64"}
    )


def with_derived(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables, their citations and, as one more, what they hold.

    A record that is among them is left as it is: what they held at another time.
    """
    return {AS_BUILT: as_built(frames), **frames, CITATIONS: citations(frames)}
