"""All typed tables together, as the checks across tables use them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pandas as pd

from model.findings import Finding, Where, finding

Result = TypeVar("Result")


@dataclass(frozen=True)
class Table:
    """One typed table: all contract columns in contract order, indexed by the row numbers of its file.

    `is_given` says whether the table is there at all; `defaults` counts the rows at its end that the package added.
    """

    name: str
    file: str
    frame: pd.DataFrame
    is_given: bool = True
    defaults: int = 0

    @property
    def stated(self) -> pd.DataFrame:
        """The rows that stand in the file."""
        return self.frame.iloc[: len(self.frame) - self.defaults]


@dataclass(frozen=True)
class Inputs:
    """All tables of the contract.

    `partial` names those that are missing, incomplete or without their key column: nothing can be said about keys that
    are not in them.
    """

    tables: Mapping[str, Table]
    partial: frozenset[str]
    required_assumptions: tuple[str, ...]
    results: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, work: Callable[..., Result], *args: str) -> Result:
        """What a function makes of these tables: several checks ask for it, and it is worked out once."""
        key = (work, args)
        if key not in self.results:
            self.results[key] = work(self, *args)
        result: Result = self.results[key]
        return result

    def frame(self, table: str) -> pd.DataFrame:
        """The typed rows of a table."""
        return self.tables[table].frame

    def finding(
        self, code: str, cell: tuple[str, int | None, str], message: str, suggestion: str, *, value: object = None
    ) -> Finding:
        """A finding at a cell: table, row, column. Without a value given, the cell's own is shown."""
        table, row, column = cell
        if value is None and row is not None:
            value = self.frame(table).at[row, column]
        text = None if value is None else _as_text(value)
        return finding(code, Where(table, self.tables[table].file, row, column), message, suggestion, text)

    def usd_per_unit(self) -> dict[str, float]:
        """US dollars for one unit of each currency."""
        rates = self.frame("fx_rates")
        return dict(zip(rates["currency"], rates["usd_per_unit"], strict=True))


def _as_text(value: Any) -> str:
    if pd.isna(value):
        return ""
    match value:
        case datetime.date():
            return f"{value:%Y-%m-%d}"
        case float():
            return f"{value:.15g}"
    return str(value)
