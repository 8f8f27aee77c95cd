"""The report of validate in each of its formats."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from model.inputs import Loaded
from model.reports import data, marked, page, text
from model.reports.tables import limits, of_tables


def reported(form: str, inputs: Path, loaded: Loaded) -> bytes:
    """The report of what was found, in one of FORMATS."""
    match form:
        case "xlsx":
            return marked.marked_copy(inputs, loaded)
        case "html":
            return page.as_html(loaded).encode()
    report, remarks = of_tables(loaded.findings, loaded.hashes, loaded.accepted), limits(loaded.findings)
    report = replace(report, footnotes=(*report.footnotes, *remarks), details={**report.details, "remarks": remarks})
    render = {"json": data.as_json, "csv": data.as_csv, "text": text.as_text}[form]
    return render(report).encode()
