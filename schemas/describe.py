"""Descriptions of tables, derived from their pandera models."""

import inspect
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pandera.pandas as pa

from schemas.fields import Bounds

KEY_RULES = ("bad-key", "bad-name")  # the checks of texts that are keys, or names of a key's form


@dataclass(frozen=True)
class Column:
    """One column: its kind (see fields.KINDS), whether it may be absent or its cells blank, its meaning."""

    name: str
    kind: str
    unit: str  # of its numbers, "date" or "text"
    optional: bool
    blank: bool
    doc: str
    terms: tuple[str, ...]
    refers: str  # the table, or table.column, whose keys the cells hold
    looked_up: bool  # whether formulas look its texts up: a key, a name of its form, or what refers to one
    date_when: tuple[str, str] | None  # (column, term) of the rows in which a number is a date
    bounds: Bounds


@dataclass(frozen=True)
class TableDescription:
    """One table: name, model, whether it may be absent, key columns, and all columns in contract order."""

    name: str
    model: type[pa.DataFrameModel]
    optional: bool
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    doc: str

    @property
    def filled_key(self) -> tuple[str, ...]:
        """The key columns that every row fills; the others may be blank, which is then part of the key."""
        return tuple(name for name in self.key if not self.column(name).blank)

    def column(self, name: str) -> Column:
        """The column of that name. KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def row_keys(self, frame: pd.DataFrame) -> list[str]:
        """The key of each row of the table as one text: its parts but blank ones, joined by " / ", days in ISO form."""
        parts = [_as_texts(frame[name]) for name in self.key]
        return [" / ".join(part for part in key if part) for key in zip(*parts, strict=True)]


def _as_texts(column: "pd.Series[Any]") -> list[str]:
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.dt.strftime("%Y-%m-%d").fillna("")
    return [str(cell) for cell in column.tolist()]


def describe(
    name: str, model: type[pa.DataFrameModel], key: tuple[str, ...], *, optional: bool = False
) -> TableDescription:
    """Derive the description of a table from its model."""
    schema = model.to_schema()
    rule_columns = {check.title for check in schema.checks if check.name in KEY_RULES}
    columns = []
    for field, column in schema.columns.items():
        metadata = column.metadata or {}
        columns.append(
            Column(
                name=str(field),
                kind=metadata["kind"],
                unit=metadata["unit"],
                optional=not column.required,
                blank=metadata["blank"],
                doc=column.description or "",
                terms=metadata["terms"],
                refers=metadata["refers"],
                looked_up=metadata["kind"] in ("text", "list")
                and (field in key or field in rule_columns or bool(metadata["refers"])),
                date_when=metadata["date_when"],
                bounds=metadata["bounds"],
            )
        )
    return TableDescription(name, model, optional, key, tuple(columns), inspect.cleandoc(model.__doc__ or ""))
