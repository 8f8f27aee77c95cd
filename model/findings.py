"""Findings: what is wrong, or worth a look, in the input tables.

A finding points at one place (file, row, column) and says in a finance reader's words what is wrong there and what to
do about it. Its code is one of model.codes. This module neither searches nor prints.
"""

from dataclasses import dataclass

from model.codes import BY_NAME, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation about one place. Rows are numbered as an editor or Excel numbers them."""

    code: str
    severity: Severity
    table: str
    file: str
    row: int | None
    column: str | None
    value: str | None
    message: str
    suggestion: str | None
    together: str | None = None  # what is said of several rows at once, where the message is of one


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the tables; None where the finding is about all rows, or the whole row."""

    table: str
    file: str
    row: int | None = None
    column: str | None = None


def finding(code: str, where: Where, message: str, suggestion: str | None = None, value: str | None = None) -> Finding:
    """A finding with the severity of its code. KeyError when there is no such code."""
    severity = BY_NAME[code].severity
    return Finding(code, severity, where.table, where.file, where.row, where.column, value, message, suggestion)
