"""A report as text for a terminal: facts, the first entries of each group, and the verdict."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from model.codes import BY_NAME, Severity
from model.inputs.cell_values import quoted
from model.reports.report import Entry, Report, counted, visible

WIDTH = 80
MOST_ENTRIES = 20  # entries of each group; the other formats hold all


def as_text(report: Report) -> str:
    """Lines of at most 80 columns. Entries about tables are grouped by file, errors first; those about a workbook by
    code."""
    facts = [line for fact in report.facts for line in _wrapped(fact, "", " " * 15)]
    blocks = ["\n".join(facts)] if facts else []
    for name, group in groupby(_ordered(report), key=_group(report)):
        entries = list(group)
        lines = _by_code(entries) if report.compared else _by_file(_heading(report, name), entries)
        if len(entries) > MOST_ENTRIES:
            lines.append(f"  … and {len(entries) - MOST_ENTRIES:,} more (--format json lists all)")
        blocks.append("\n".join(lines))
    footnotes = [line for note in report.footnotes for line in _wrapped(note, "", "  ")]
    if footnotes:
        blocks.append("\n".join(footnotes))
    return "\n\n".join([*blocks, report.verdict]) + "\n"


def _group(report: Report) -> Callable[[Entry], str]:
    return lambda entry: entry.code if report.compared else str(entry.where["file"])


def _ordered(report: Report) -> Sequence[Entry]:
    """Entries of a workbook have their order; those of tables are grouped, and files with errors come first."""
    if report.compared:
        return report.entries
    faulty = {entry.where["file"] for entry in report.groups if entry.severity is Severity.ERROR}
    return sorted(report.groups, key=lambda entry: entry.where["file"] not in faulty)


def _heading(report: Report, file: str) -> str:
    """The file and how many findings it has, each row counted."""
    return f"{file}: {counted(entry.severity for entry in report.entries if entry.where['file'] == file)}"


def _by_file(heading: str, entries: Sequence[Entry]) -> list[str]:
    lines = _wrapped(heading, "")
    for entry in entries[:MOST_ENTRIES]:
        at = f" at {entry.place}" if entry.place else ""
        lines += _wrapped(f"{entry.severity}{at}: {entry.message}{_value(entry)} [{entry.code}]", "  ", "    ")
        if entry.advice:
            lines += _wrapped(f"→ {entry.advice}", "      ")
    return lines


def _value(entry: Entry) -> str:
    """What was found, where the message does not say it."""
    value = entry.found
    if not value or value in entry.message or quoted(value) in entry.message:
        return ""
    return f" ({textwrap.shorten(value, 60, placeholder='…')})"


def _by_code(entries: Sequence[Entry]) -> list[str]:
    code = BY_NAME[entries[0].code]
    lines = _wrapped(f"{code.severity} {code.name} ({len(entries):,}): {code.meaning}", "", "  ")
    lines += _wrapped(f"→ {code.advice}", "  ", "    ")
    for entry in entries[:MOST_ENTRIES]:
        lines += _wrapped(f"{entry.place}: {entry.message}" if entry.place else entry.message, "  ", "    ")
        lines += _pair(entry)
    return lines


def _pair(entry: Entry) -> Iterator[str]:
    """What was expected and what was found, where one of them can be said."""
    if entry.expected is not None or entry.found is not None:
        for name, value in (("expected", entry.expected), ("found", entry.found)):
            yield from _wrapped(f"{name:<9} {'nothing' if value is None else value}", "    ", " " * 14)


def _wrapped(text: str, indent: str, hanging: str = "") -> list[str]:
    return textwrap.wrap(
        visible(text), WIDTH, initial_indent=indent, subsequent_indent=hanging or indent, break_on_hyphens=False
    )
