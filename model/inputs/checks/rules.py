"""Applying the tables' pandera models, all rules at once, and saying in a reader's words what they found."""

from collections.abc import Iterable, Iterator
from copy import copy
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.config import config_context

from model.errors import DefinitionError
from model.findings import Finding, Where, finding
from model.inputs.cell_values import quoted
from model.inputs.everyday_words import for_term
from model.inputs.raw import RawTable
from schemas import Column, TableDescription, keys, table_named

OF_TWO = ("range-order", "date-order")  # rules that compare two cells: the message shows the other one


def check_rows(
    frame: pd.DataFrame, raw: RawTable, description: TableDescription, findings: Iterable[Finding]
) -> list[Finding]:
    """What the table's model finds in its typed frame, but for cells that have an error already."""
    if frame.empty:
        return []
    try:
        # Whatever the environment says about pandera, nothing is skipped.
        with config_context(validation_enabled=True, validation_depth="SCHEMA_AND_DATA"):
            rules_of(description.name).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        unread = {(finding.row, finding.column) for finding in findings if finding.severity == "error"}
        return [finding for error in errors.schema_errors for finding in _explain(error, raw, description, unread)]
    return []


@cache
def rules_of(table: str) -> pa.DataFrameSchema:
    """A table's model without the types of its columns: `convert` has just given them, and looking takes long."""
    schema = copy(table_named(table).model.to_schema())
    schema.columns = {name: copy(column) for name, column in schema.columns.items()}
    for column in schema.columns.values():
        column.dtype = None
    return schema


def _explain(
    error: Any, raw: RawTable, description: TableDescription, unread: set[tuple[int | None, str | None]]
) -> Iterator[Finding]:
    """The findings of one of pandera's errors: one for each row that fails its check."""
    check = error.check
    # The tables' own row rules carry the columns they read in their title; other checks are of one column.
    columns = check.title.split(", ") if isinstance(check, pa.Check) and check.title else [error.column_name]
    if any(name not in raw.columns and not description.column(name).optional for name in columns):
        return  # the missing column has its finding
    reported = description.column(columns[0])
    blank = [""] * len(raw.rows)
    texts = dict(zip(raw.rows, raw.columns.get(reported.name, blank), strict=True))
    two = isinstance(check, pa.Check) and check.name in OF_TWO
    others = dict(zip(raw.rows, raw.columns.get(columns[-1], blank), strict=True)) if two else {}
    for row in _failing_rows(error):
        if not any((row, name) in unread for name in columns):
            value = texts[row]
            code, message, suggestion = _words(check, reported, value)
            if two:
                message += f", which is {others[row].strip()}"
            yield finding(code, Where(raw.name, raw.file, row, reported.name), message, suggestion, value)


def _failing_rows(error: Any) -> list[int]:
    if error.check == "not_nullable":
        return [int(row) for row in error.failure_cases["index"]]
    if isinstance(error.check_output, pd.Series):
        return [int(row) for row in error.check_output.index[~error.check_output.to_numpy(dtype=bool)]]
    raise DefinitionError(f"a table does not have the form of its schema: {error}")


def _words(check: Any, column: Column, value: str) -> tuple[str, str, str]:
    """Code, message and suggestion for one failing cell."""
    if isinstance(check, pa.Check) and check.name == "bad-key":
        if keys.is_heading(value, column.name):
            return "bad-key", f"the key is the same as the heading of its column, {column.name}", "choose another key"
        return "bad-key", *keys.danger(value)
    if isinstance(check, pa.Check) and check.title:
        return str(check.name), str(check.error), str(check.description)
    match check if isinstance(check, str) else check.name:
        case "not_nullable" | "str_length":
            return "blank-cell", f"{column.name} is blank", f"fill it in: {column.doc}"
        case "isin":
            terms = ", ".join(column.terms)
            advice = for_term(value, column.terms, blank=column.blank)
            return "unknown-term", f"{quoted(value)} is not one of {terms}", advice
        case "greater_than":
            bound, advice = f"above {check.statistics['min_value']:g}", "check the number"
        case "greater_than_or_equal_to":
            bound, advice = f"at least {check.statistics['min_value']:g}", "check the number"
        case "less_than_or_equal_to":
            most = check.statistics["max_value"]
            bound, advice = f"at most {most:g}", "write a fraction: 0.25 for 25 %" if most == 1 else "check the number"
        case name:
            raise DefinitionError(f"no words for the check {name} of {column.name}")
    return "out-of-range", f"{column.name} must be {bound}", advice
