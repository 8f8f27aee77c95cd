"""Findings as text for a terminal, JSON for programs, CSV for a spreadsheet and a page for a browser.

The formats say the same; only the text leaves findings out, and counts what it leaves out.
"""

import csv
import dataclasses
import html
import io
import json
import textwrap
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from string import Template

from model.findings import Finding, Severity
from model.tables.cells import quoted

WIDTH = 80
SHOWN_PER_FILE = 20

_FIELDS = tuple(field.name for field in dataclasses.fields(Finding))


def summary(findings: Sequence[Finding]) -> dict[str, object]:
    """Counts by severity, code and file."""
    severities = Counter(finding.severity for finding in findings)
    return {
        "errors": severities[Severity.ERROR],
        "warnings": severities[Severity.WARNING],
        "codes": dict(sorted(Counter(finding.code for finding in findings).items())),
        "files": dict(sorted(Counter(finding.file for finding in findings).items())),
    }


def as_text(findings: Sequence[Finding]) -> str:
    """Lines of at most 80 columns, file by file, errors first; the first 20 findings of each file."""
    blocks = []
    by_file = groupby(sorted(findings, key=lambda finding: finding.file), key=lambda finding: finding.file)
    for file, here in by_file:
        ordered = sorted(here, key=lambda finding: finding.severity)  # "error" sorts before "warning"
        lines = _wrapped(f"{file}: {counted(ordered)}", "")
        for finding in ordered[:SHOWN_PER_FILE]:
            lines += _lines(finding)
        if len(ordered) > SHOWN_PER_FILE:
            lines.append(f"  … and {len(ordered) - SHOWN_PER_FILE:,} more")
        blocks.append("\n".join(lines))
    total = counted(findings)
    blocks.append(f"{total[0].upper()}{total[1:]}.")
    return "\n\n".join(blocks) + "\n"


def _lines(finding: Finding) -> list[str]:
    row = "" if finding.row is None else f"row {finding.row}"
    table = "" if finding.file.casefold().startswith(finding.table) else finding.table
    place = ", ".join(part for part in (table, row, finding.column) if part)
    value = ""
    if finding.value and finding.value not in finding.message and quoted(finding.value) not in finding.message:
        value = f" ({textwrap.shorten(finding.value, 60, placeholder='…')})"
    start = f"{finding.severity}{' at ' if place else ''}{place}: {finding.message}{value} [{finding.code}]"
    lines = _wrapped(start, "  ", "    ")
    return lines + (_wrapped(f"→ {finding.suggestion}", "      ") if finding.suggestion else [])


def _wrapped(text: str, indent: str, hanging: str = "") -> list[str]:
    return textwrap.wrap(
        visible(text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=hanging or indent,
        break_on_hyphens=False,
    )


def counted(findings: Sequence[Finding]) -> str:
    """Errors and warnings in words: "3 errors, 1 warning"."""
    severities = Counter(finding.severity for finding in findings)
    parts = [f"{n:,} {severity}{'s' if n != 1 else ''}" for severity in Severity if (n := severities[severity])]
    return ", ".join(parts) or "no findings"


def visible(text: str) -> str:
    """The text with whatever does not print, or would steer a terminal, written as an escape."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def as_json(findings: Sequence[Finding]) -> str:
    """{"findings": [...], "summary": {...}}, in ASCII."""
    content = {
        "findings": [dataclasses.asdict(finding) for finding in findings],
        "summary": summary(findings),
    }
    return json.dumps(content, indent=2) + "\n"


def as_csv(findings: Sequence[Finding]) -> str:
    """One line per finding below a header. Text a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_FIELDS)
    for finding in findings:
        values = (getattr(finding, field) for field in _FIELDS)
        writer.writerow("" if value is None else _harmless(visible(str(value))) for value in values)
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


_PAGE = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Findings</title>
<style>
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; color: #222; }
table { border-collapse: collapse; margin-top: 1rem; }
th, td { border-bottom: 1px solid #ccc; padding: .3rem .6rem; text-align: left; vertical-align: top; }
td.value { font-family: monospace; white-space: pre-wrap; overflow-wrap: anywhere; max-width: 20rem; }
tr.error td:first-child { color: #a40000; font-weight: bold; }
tr.warning td:first-child { color: #8a5a00; }
label { margin-right: 1rem; }
</style>
</head>
<body>
<h1>Findings</h1>
<p>$summary</p>
<p>
<label>Table <select id="table"><option value="">all</option>$tables</select></label>
<label>Severity <select id="severity"><option value="">all</option>$severities</select></label>
<span id="count"></span>
</p>
<table>
<thead><tr><th>Severity</th><th>File</th><th>Row</th><th>Column</th><th>Value</th><th>Finding</th>\
<th>Suggestion</th><th>Code</th></tr></thead>
<tbody>
$rows
</tbody>
</table>
<script>
const table = document.getElementById("table"), severity = document.getElementById("severity");
const rows = [...document.querySelectorAll("tbody tr")];
function show() {
  for (const row of rows) {
    row.hidden = (table.value !== "" && row.dataset.table !== table.value)
      || (severity.value !== "" && row.className !== severity.value);
  }
  document.getElementById("count").textContent = rows.filter(row => !row.hidden).length + " shown";
}
table.onchange = severity.onchange = show;
show();
</script>
</body>
</html>
""")


def as_html(findings: Sequence[Finding]) -> str:
    """A page that needs nothing else: a summary, and all findings with filters by table and severity."""
    return _PAGE.substitute(
        summary=html.escape(counted(findings)),
        tables=_options(dict.fromkeys(finding.table for finding in findings)),
        severities=_options(dict.fromkeys(Severity)),
        rows="\n".join(_row(finding) for finding in findings),
    )


def _options(values: Mapping[str, None]) -> str:
    return "".join(f'<option value="{html.escape(v)}">{html.escape(v)}</option>' for v in values if v)


def _row(finding: Finding) -> str:
    cells = (
        ("", finding.severity),
        ("", finding.file),
        ("", "" if finding.row is None else str(finding.row)),
        ("", finding.column or ""),
        (' class="value"', finding.value or ""),
        ("", finding.message),
        ("", finding.suggestion or ""),
        ("", finding.code),
    )
    inner = "".join(f"<td{attribute}>{html.escape(visible(text))}</td>" for attribute, text in cells)
    return f'<tr class="{finding.severity}" data-table="{html.escape(finding.table)}">{inner}</tr>'


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
    "html": as_html,
}


def render(findings: Sequence[Finding], format: str) -> str:
    """The findings in one of FORMATS, ending with a line feed. KeyError for any other format."""
    return FORMATS[format](findings)
