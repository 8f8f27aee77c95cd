"""From text to typed columns: every contract column, in contract order, indexed by file row.

A cell that cannot be read becomes a finding and NaN, NaT or "". Rules about values are not applied here.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from model.errors import DefinitionError
from model.findings import Finding, found
from model.tables import cells
from model.tables.raw import RawTable
from schemas import Column, TableDescription

_READERS: dict[str, Callable[[str], cells.Cell]] = {
    "text": cells.read_text,
    "number": cells.read_number,
    "date": cells.read_date,
    "flag": cells.read_flag,
    "list": cells.read_list,
}


def convert(raw: RawTable, description: TableDescription) -> tuple[pd.DataFrame, list[Finding]]:
    """The typed frame of a raw table, and what could not be read in it."""
    findings: list[Finding] = []
    columns: dict[str, Any] = {}
    for column in description.columns:
        texts = raw.columns.get(column.name) or [""] * len(raw.rows)
        meanings = _read_column(raw, column, texts)
        columns[column.name] = _typed(column.kind, [cell.value for cell in meanings])
        for row, text, (_, problem) in zip(raw.rows, texts, meanings, strict=True):
            if problem is not None:
                place: dict[str, Any] = {"row": row, "column": column.name, "value": text}
                code, message, suggestion = problem
                findings.append(found(code, raw.name, raw.file, message, suggestion=suggestion, **place))
    return pd.DataFrame(columns, index=pd.Index(np.array(raw.rows, dtype="int64"), name="row")), findings


def _read_column(raw: RawTable, column: Column, texts: Sequence[str]) -> list[cells.Cell]:
    """The meaning of each text. Distinct texts are read once, but for the few read in their own manner."""
    distinct = {text: _READERS[column.kind](text) for text in set(texts)}
    meanings = [distinct[text] for text in texts]
    if column.kind == "number" and raw.stored_numbers:
        for position, row in enumerate(raw.rows):
            if (row, column.name) in raw.stored_numbers:
                meanings[position] = cells.read_number(texts[position], stored=True)
    if column.date_when is not None:
        judge, term = column.date_when
        for position, decides in enumerate(raw.columns.get(judge, ())):
            if decides.strip() == term:
                meanings[position] = cells.read_serial(texts[position])
    return meanings


def _typed(kind: str, values: list[Any]) -> Any:
    match kind:
        case "text" | "list":
            return pd.array(values, dtype="str")
        case "number":
            return np.array(values, dtype="float64")
        case "date":
            return np.array(values, dtype="datetime64[D]").astype("datetime64[us]")
        case "flag":
            return np.array(values, dtype="bool")
    raise DefinitionError(f"no column kind {kind}")
