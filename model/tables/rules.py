"""Applying the tables' pandera models, all rules at once, and saying in a reader's words what they found."""

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.config import config_context

from model.errors import DefinitionError
from model.findings import Finding, found
from model.tables.cells import quoted
from model.tables.raw import RawTable, did_you_mean
from schemas import Column, TableDescription


def check_rows(
    frame: pd.DataFrame, raw: RawTable, description: TableDescription, known: Iterable[Finding]
) -> list[Finding]:
    """What the table's model finds in its typed frame, but for cells that have an error already."""
    if frame.empty:
        return []
    try:
        # Whatever the environment says about pandera, nothing is skipped.
        with config_context(validation_enabled=True, validation_depth="SCHEMA_AND_DATA"):
            description.model.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        unread = {(finding.row, finding.column) for finding in known if finding.severity == "error"}
        return [finding for error in errors.schema_errors for finding in _explain(error, raw, description, unread)]
    return []


def _explain(
    error: Any, raw: RawTable, description: TableDescription, unread: set[tuple[int | None, str | None]]
) -> Iterator[Finding]:
    check = error.check
    if isinstance(check, pa.Check) and check.title:  # one of the tables' own row rules
        columns = check.title.split(", ")
        failing = error.check_output
    elif error.column_name is not None and error.reason_code is not None:
        columns = [error.column_name]
        failing = error.check_output
    else:
        raise DefinitionError(f"{description.name}: {error}")
    if isinstance(check, str) and check == "not_nullable":
        rows = [int(row) for row in error.failure_cases["index"]]
    elif isinstance(failing, pd.Series):
        rows = [int(row) for row in failing.index[~failing.to_numpy(dtype=bool)]]
    else:
        raise DefinitionError(f"{description.name}: {error}")
    if any(name not in raw.columns and not description.column(name).optional for name in columns):
        return  # the missing column has its finding
    reported = columns[0]
    texts = dict(zip(raw.rows, raw.columns.get(reported, [""] * len(raw.rows)), strict=True))
    for row in rows:
        if any((row, name) in unread for name in columns):
            continue
        value = texts[row]
        code, message, suggestion = _words(check, description.column(reported), value)
        yield found(code, raw.name, raw.file, message, row=row, column=reported, value=value, suggestion=suggestion)


def _words(check: Any, column: Column, value: str) -> tuple[str, str, str]:
    """Code, message and suggestion for one failing cell."""
    name = check if isinstance(check, str) else check.name
    fraction = "write a fraction: 0.25 for 25 %" if column.name.endswith("share") else "check the number"
    match name:
        case "not_nullable" | "str_length":
            return "blank-cell", f"{column.name} is blank", f"fill it in: {column.doc}"
        case "isin":
            terms = ", ".join(column.terms)
            return (
                "unknown-term",
                f"{quoted(value)} is not one of {terms}",
                did_you_mean(value, column.terms, f"use one of {terms}"),
            )
        case "greater_than":
            return "out-of-range", f"{column.name} must be above {check.statistics['min_value']:g}", fraction
        case "greater_than_or_equal_to":
            return (
                "out-of-range",
                f"{column.name} must be at least {check.statistics['min_value']:g}",
                fraction,
            )
        case "less_than_or_equal_to":
            return (
                "out-of-range",
                f"{column.name} must be at most {check.statistics['max_value']:g}",
                fraction,
            )
    if isinstance(check, pa.Check) and check.title:
        return str(check.name), str(check.error), str(check.description)
    raise DefinitionError(f"no words for the check {name} of {column.name}")
