"""A comparison in each of its formats."""

from __future__ import annotations

from model.changes.compare import Diff


def reported(form: str, diff: Diff) -> bytes:
    """The report as text, json or xlsx."""
    match form:
        case "json":
            from model.changes.data import as_json

            return as_json(diff).encode()
        case "xlsx":
            from model.changes.workbook import as_workbook

            return as_workbook(diff)
    from model.changes.text import as_text

    return as_text(diff).encode()
