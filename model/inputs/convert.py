"""From text to typed columns: every contract column, in contract order, indexed by file row.

A cell that cannot be read becomes a finding and NaN, NaT or "". Rules about values are not applied here.
"""

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from model.errors import DefinitionError
from model.findings import Finding, Where, finding
from model.inputs import cell_values as cells
from model.inputs.raw import RawTable
from model.xlsx.limits import TEXT
from schemas import Column, TableDescription, keys

_READERS: dict[str, Callable[[str], cells.Cell]] = {
    "text": cells.read_text,
    "number": cells.read_number,
    "date": cells.read_date,
    "flag": cells.read_flag,
    "list": cells.read_list,
}
_BLANKS: dict[str, Any] = {"text": "", "number": math.nan, "date": None, "flag": False, "list": ""}
# Numbers of so few digits that nothing can be wrong with them.
_PLAIN_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?", re.ASCII)

Problems = dict[int, cells.Problem]  # by position in a column


def convert(raw: RawTable, description: TableDescription) -> tuple[pd.DataFrame, list[Finding]]:
    """The typed frame of a raw table, and what could not be read in it."""
    findings: list[Finding] = []
    columns: dict[str, Any] = {}
    for column in description.columns:
        texts = raw.columns.get(column.name)
        if texts is None:
            columns[column.name] = _typed(column.kind, [_BLANKS[column.kind]] * len(raw.rows))
            continue
        values, problems = _read_column(raw, column, texts)
        columns[column.name] = _typed(column.kind, values)
        for position in sorted(problems):
            code, message, suggestion = problems[position]
            where = Where(raw.name, raw.file, raw.rows[position], column.name)
            findings.append(finding(code, where, message, suggestion, texts[position]))
    return pd.DataFrame(columns, index=pd.Index(np.array(raw.rows, dtype="int64"), name="row")), findings


def _read_column(raw: RawTable, column: Column, texts: Sequence[str]) -> tuple[Sequence[Any], Problems]:
    """The value of each text, and the problems. Distinct texts are read once, except those that need special
    treatment."""
    values, problems = _read_alike(column.kind, texts)
    if column.looked_up:
        values, problems = _within_length(values, problems)
    own: dict[int, cells.Cell] = {}
    if column.kind == "number" and raw.stored_numbers:
        for position, row in enumerate(raw.rows):
            if (row, column.name) in raw.stored_numbers:
                own[position] = cells.read_number(texts[position], stored=True)
    if column.date_when is not None:
        judge, term = column.date_when
        for position, decides in enumerate(raw.columns.get(judge, ())):
            if decides.strip() == term:
                own[position] = cells.read_serial(texts[position])
    if own:
        values = list(values)
    for position, (value, problem) in own.items():
        values[position] = value  # type: ignore[index]
        problems.pop(position, None)
        if problem is not None:
            problems[position] = problem
    return values, problems


def _within_length(values: Sequence[str], problems: Problems) -> tuple[Sequence[str], Problems]:
    """The texts without keys that no look-up would find; each of these gets its problem."""
    if max(map(len, values), default=0) <= keys.LONGEST // 2:  # a character takes two units at most
        return values, problems
    long = {cell: most for cell in set(values) if (most := max(map(keys.length, cell.split("; ")))) > keys.LONGEST}
    too_long = {
        position: cells.Problem(
            "key-too-long",
            f"the key has {long[cell]:,} characters; spreadsheets look up no more than {keys.LONGEST}",
            "shorten it, here and wherever it is named",
        )
        for position, cell in enumerate(values)
        if cell in long
    }
    return ["" if cell in long else cell for cell in values], problems | too_long


def _read_alike(kind: str, texts: Sequence[str]) -> tuple[Sequence[Any], Problems]:
    """The value of each text read as its kind says."""
    if kind in ("text", "list") and _is_plain(texts, ";" if kind == "list" else ""):
        return texts, {}
    reader = _READERS[kind]
    distinct = set(texts)
    wrong: dict[str, cells.Problem] = {}
    values: dict[str, Any] = (
        {text: float(text) for text in distinct if _PLAIN_NUMBER.fullmatch(text)} if kind == "number" else {}
    )
    for text in distinct.difference(values):
        values[text], problem = reader(text)
        if problem is not None:
            wrong[text] = problem
    problems = {position: wrong[text] for position, text in enumerate(texts) if text in wrong} if wrong else {}
    return [values[text] for text in texts], problems


def _is_plain(texts: Sequence[str], separator: str) -> bool:
    """Whether the texts mean just what they say: all printable, short, without outer blanks or separators."""
    distinct = set(texts)  # one long text in all rows is looked at once
    together = "".join(distinct)
    return (
        together.isprintable()
        and not (separator and separator in together)
        and max(map(len, distinct), default=0) <= TEXT // 2
        and all(text == text.strip() for text in distinct)
    )


def _typed(kind: str, values: Sequence[Any]) -> Any:
    match kind:
        case "text" | "list":
            return pd.array(values, dtype="str")
        case "number":
            return np.array(values, dtype="float64") + 0.0  # -0 is 0
        case "date":
            days = {day: np.datetime64(day, "us") for day in set(values)}
            return np.array([days[day] for day in values], dtype="datetime64[us]")
        case "flag":
            return np.array(values, dtype="bool")
    raise DefinitionError(f"no column kind {kind}")
