"""Input cells and rows as an explanation names them: where they stand in the file, what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from model.citations import source_column
from model.explaining.points import InputAt
from model.inputs import Loaded
from model.spelling import spelling, with_unit
from model.workbook.looks import row_units, table_looks
from schemas import TABLES, keys, table_named
from schemas.fields import AS_STATED

OWN_CURRENCY = "bn, own currency"
# what tells a reader which row it is, beside its key
TELLING = {
    "deals": ("payer", "payee", "kind", "status"),
    "capex_plans": ("company", "scope", "stage"),
    "equity_stakes": ("holder", "issuer", "instrument"),
    "revenue": ("stage",),
    "companies": ("kind",),
    "figures": ("company", "measure"),
}


@dataclass(frozen=True)
class Citation:
    """A source of a row, and the place in it that is given for the row; "" where none is."""

    source: str
    locator: str


@dataclass(frozen=True)
class Source:
    """A source as the table sources has it."""

    source: str
    title: str
    published: str
    grade: str
    url: str


def text_of(value: object) -> str:
    """A text cell; "" where it is blank."""
    return "" if value is None or value != value else str(value)


def cited(sources: str, locator: str) -> Iterator[Citation]:
    """The entries of a list of sources, each with the entry of the locator at its position."""
    places = keys.entries(locator)
    for at, source in enumerate(keys.entries(sources)):
        yield Citation(source, places[at] if at < len(places) else "")


@dataclass(frozen=True)
class InputRows:
    """The rows of the input tables: keys, citations, and cells as people write them."""

    loaded: Loaded

    def frame(self, table: str) -> pd.DataFrame:
        return self.loaded.tables[table].frame

    def keys(self, table: str) -> list[str]:
        """The keys of all rows of a table, as one text each."""
        return table_named(table).row_keys(self.frame(table))

    def key(self, table: str, row: int) -> str:
        return table_named(table).row_keys(self.frame(table).iloc[[row]])[0]

    def place(self, table: str, row: int) -> str:
        """File and row; for a default of the package, a note that it is one."""
        there = self.loaded.tables[table]
        if row >= len(there.stated):
            return "the package's default, in no file"
        name = "" if there.file.casefold().startswith(table) else f" {table},"
        return f"{there.file},{name} row {there.frame.index[row]}"

    def cell(self, at: InputAt) -> object:
        return self.frame(at.table)[at.column].iloc[at.row]

    def unit(self, at: InputAt) -> str:
        """The unit of a cell; in tables whose rows have different units, the row's own."""
        look = next(each for each in table_looks(at.table) if each.name == at.column)
        if look.unit == OWN_CURRENCY:
            return self.currency(at)
        if look.unit != AS_STATED:
            return look.unit
        frame = self.frame(at.table)
        columns: Mapping[str, list[object]] = {str(name): frame[name].tolist() for name in frame.columns}
        units = row_units(at.table, columns)
        return units[at.row] if units else look.unit

    def currency(self, at: InputAt) -> str:
        frame = self.frame(at.table)
        currency = text_of(frame["currency"].iloc[at.row]) if "currency" in frame else ""
        return f"{currency or 'USD'} bn"

    def spelling(self, at: InputAt) -> str:
        """The cell as people write it, with its unit; "blank" where it is."""
        value = self.cell(at)
        match value:
            case bool():
                return "yes" if value else "blank"
            case pd.Timestamp():
                return f"{value:%Y-%m-%d}"
            case str():
                return value or "blank"
            case float() if value == value:
                unit = self.unit(at)
                return spelling(value, unit) if unit == "date" else with_unit(f"{value:.15g}", unit)
            case _:
                return "blank"

    def telling(self, table: str, row: int) -> str:
        """What identifies the row to a reader: for a deal, who pays whom for what, and its status."""
        frame = self.frame(table).iloc[row]
        cells = [text_of(frame[name]) for name in TELLING.get(table, ())]
        if table == "deals":
            cells = [f"{cells[0]} → {cells[1]}", *cells[2:]]
        return ", ".join(cell for cell in cells if cell)

    def note(self, table: str, row: int) -> str:
        """What the row's own remark says: of an assumption its rationale."""
        frame = self.frame(table)
        name = next((name for name in ("rationale", "note") if name in frame), None)
        return "" if name is None else text_of(frame[name].iloc[row])

    def citations(self, table: str, row: int) -> tuple[Citation, ...]:
        """The sources of a row, the one for its amount first."""
        column = source_column(table_named(table))
        if column is None:
            return ()
        frame = self.frame(table)
        locator = text_of(frame["locator"].iloc[row]) if "locator" in frame else ""
        return tuple(cited(text_of(frame[column].iloc[row]), locator))

    def citing(self, source: str) -> Iterator[tuple[str, int, int, str]]:
        """Every citation of a source: the table, its row, its position among the row's sources from 0, the locator."""
        for table in TABLES:
            column = source_column(table)
            if column is None:
                continue
            frame = self.frame(table.name)
            locators = frame["locator"].tolist() if "locator" in frame else [""] * len(frame)
            for row, (cell, locator) in enumerate(zip(frame[column].tolist(), locators, strict=True)):
                for position, citation in enumerate(cited(text_of(cell), text_of(locator))):
                    if citation.source.casefold() == source.casefold():
                        yield table.name, row, position, citation.locator

    def source(self, key: str) -> Source | None:
        """What the table sources says of a source; None where it has no such row."""
        frame = self.frame("sources")
        for row, name in enumerate(frame["source"].tolist()):
            if str(name).casefold() == key.casefold():
                cells = frame.iloc[row]
                day = cells["published"]
                published = "" if pd.isna(day) else f"{day:%Y-%m-%d}"
                return Source(
                    str(name), text_of(cells["title"]), published, text_of(cells["grade"]), text_of(cells["url"])
                )
        return None
