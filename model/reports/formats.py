"""The report of validate in each of its formats."""

from __future__ import annotations

from pathlib import Path

from model.inputs import Loaded
from model.reports import data, marked, page, text
from model.reports.tables import of_tables


def reported(form: str, inputs: Path, loaded: Loaded) -> bytes:
    """The report of what was found, in one of FORMATS."""
    match form:
        case "xlsx":
            return marked.marked_copy(inputs, loaded)
        case "html":
            return page.as_html(loaded).encode()
    report = of_tables(loaded.findings, loaded.hashes, loaded.accepted)
    render = {"json": data.as_json, "csv": data.as_csv, "text": text.as_text}[form]
    return render(report).encode()
