"""A report for programs and spreadsheets: JSON and CSV, with every entry."""

import csv
import io
import json
from collections import Counter

from model.reports.report import Entry, Report, counts, visible


def as_json(report: Report) -> str:
    """{"findings": [...], "summary": {...}}, in ASCII. Each finding names its code, place, values and advice, on a line
    of its own: of many findings that takes a fraction of the time and memory of indented ones."""
    codes = Counter(entry.code for entry in report.entries)
    summary = {
        **counts(entry.severity for entry in report.entries),
        "codes": dict(sorted(codes.items())),
        **report.details,
    }
    findings = ",\n".join(json.dumps(_fields(entry)) for entry in report.entries)
    return f'{{"findings": [\n{findings}\n],\n"summary": {json.dumps(summary, indent=2)}}}\n'


def _fields(entry: Entry) -> dict[str, object]:
    return {
        "code": entry.code,
        "severity": entry.severity,
        "where": {part: None if name == "" else name for part, name in entry.where.items()},
        "message": entry.message,
        "expected": entry.expected,
        "found": entry.found,
        "advice": entry.advice,
    }


def as_csv(report: Report) -> str:
    """One line per entry below a header. Text a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "severity", *report.parts, "message", "expected", "found", "advice"])
    for entry in report.entries:
        place = [entry.where[part] for part in report.parts]
        values = [entry.code, entry.severity, *place, entry.message, entry.expected, entry.found, entry.advice]
        writer.writerow("" if value is None else _harmless(visible(str(value))) for value in values)
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
