"""How the columns of input tables are shown: the unit of each column, and of rows that bring their own unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from model.citations import CITATIONS
from schemas import table_named
from schemas.fields import AS_STATED

OWN_UNITS = {"check_tolerance": "in its unit"}  # billions, but too small for their format
TRIGGER_UNITS = {"gigawatts": "GW", "share_price": "price", "date": "date", "amount_bought": "USD bn"}


@dataclass(frozen=True)
class ColumnLook:
    """A column of an input table: its name, its unit ("text", "date", a unit of `styles`), what it means."""

    name: str
    unit: str
    meaning: str


CITATION_LOOKS = (
    ColumnLook("table", "text", "The table of the row that rests on the document."),
    ColumnLook("key", "text", "The key of that row."),
    ColumnLook("position", "rank", "Which of the row's documents it is: the first is the one for its amount."),
    ColumnLook("source", "text", "The document."),
    ColumnLook("locator", "text", "The place in it."),
)


def table_looks(table: str) -> tuple[ColumnLook, ...]:
    """The columns of a table in contract order."""
    if table == CITATIONS:
        return CITATION_LOOKS
    return tuple(ColumnLook(column.name, column.unit, column.doc) for column in table_named(table).columns)


def row_units(table: str, columns: Mapping[str, Iterable[object]]) -> list[str]:
    """The unit of each row's numbers in tables whose rows differ: assumptions, tranches and figures."""
    if table == "tranches":
        return [TRIGGER_UNITS.get(str(trigger), AS_STATED) for trigger in columns["trigger"]]
    if "unit" in columns:
        units = [str(unit) for unit in columns["unit"]]
        names = columns.get("name", units)
        return [OWN_UNITS.get(str(name), unit) for name, unit in zip(names, units, strict=True)]
    return []
