"""Findings as text for a terminal, JSON for programs and CSV for a spreadsheet.

The formats say the same; only the text leaves findings out, and counts what it leaves out.
"""

import csv
import dataclasses
import io
import json
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from model.codes import Severity
from model.findings import Finding
from model.inputs.cell_values import quoted
from model.inputs.load import Loaded

WIDTH = 80
SHOWN_PER_FILE = 20

_FIELDS = tuple(field.name for field in dataclasses.fields(Finding))


def summary(loaded: Loaded) -> dict[str, object]:
    """Counts by severity and code; for each file its SHA-256, None where it was not read, and counts."""
    by_file = Counter((finding.file, finding.severity) for finding in loaded.findings)
    files = {**dict.fromkeys(finding.file for finding in loaded.findings), **loaded.hashes}
    return {
        **_both(Counter(finding.severity for finding in loaded.findings)),
        "codes": dict(sorted(Counter(finding.code for finding in loaded.findings).items())),
        "files": {
            file: {"sha256": files[file], **_both({each: by_file[file, each] for each in Severity})}
            for file in sorted(files)
        },
    }


def _both(counts: Mapping[Severity, int]) -> dict[str, int]:
    return {"errors": counts[Severity.ERROR], "warnings": counts[Severity.WARNING]}


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


def as_json(loaded: Loaded) -> str:
    """{"findings": [...], "summary": {...}}, in ASCII."""
    content = {
        "findings": [dataclasses.asdict(finding) for finding in loaded.findings],
        "summary": summary(loaded),
    }
    return json.dumps(content, indent=2) + "\n"


def as_csv(loaded: Loaded) -> str:
    """One line per finding below a header. Text a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_FIELDS)
    for finding in loaded.findings:
        values = (getattr(finding, field) for field in _FIELDS)
        writer.writerow("" if value is None else _harmless(visible(str(value))) for value in values)
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
