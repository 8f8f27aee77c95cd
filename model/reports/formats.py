"""The report of validate in each of its formats."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from model.codes import Severity
from model.inputs import Loaded
from model.reports import data, marked, page, text
from model.reports.tables import of_tables

INCOMPLETE = "Some warnings are only looked for where there are no errors."


def reported(form: str, inputs: Path, loaded: Loaded) -> bytes:
    """The report of what was found, in one of FORMATS."""
    match form:
        case "xlsx":
            return marked.marked_copy(inputs, loaded)
        case "html":
            return page.as_html(loaded).encode()
    report = of_tables(loaded.findings, loaded.hashes, loaded.accepted)
    if any(
        each.severity is Severity.ERROR for each in loaded.findings
    ):  # what the model's figures show is looked at in valid tables alone
        report = replace(report, footnotes=(*report.footnotes, INCOMPLETE))
    render = {"json": data.as_json, "csv": data.as_csv, "text": text.as_text}[form]
    return render(report).encode()
