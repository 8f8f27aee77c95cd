"""Warnings that repeat from row to row: one entry names all the rows.

Errors are not combined, because each is corrected in its own cell. Programs get one record for each row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from model.codes import BY_NAME, Severity
from model.findings import Finding

MOST_SPANS = 200  # nobody reads on, and a cell holds 32,767 characters

_GRAVITY = {name: position for position, name in enumerate(BY_NAME)}  # codes stand in the order of their weight


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind in one column, in the order of their rows."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def rows(self) -> str:
        """ "row 5", or "rows 2, 4–7"; nothing where the finding is about no row."""
        rows = [finding.row for finding in self.findings if finding.row is not None]
        return "" if not rows else f"row{'s' * (len(rows) > 1)} {spans(rows)}"

    @property
    def message(self) -> str:
        """What is said of all of them."""
        count = len(self.findings)
        return self.first.message if count == 1 else f"{count:,} rows: {self.first.together or self.first.message}"


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """The findings by file, the gravest first; warnings that say the same of several rows are one."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    ordered = sorted(findings, key=_weight)
    for position, finding in enumerate(ordered):
        groups.setdefault(_sameness(finding, position), []).append(finding)
    return [Group(tuple(each)) for each in groups.values()]


def _weight(finding: Finding) -> tuple[str, Severity, int]:
    """By file; errors first, in the order of their rows, then warnings by their code."""
    return finding.file, finding.severity, 0 if finding.severity is Severity.ERROR else _GRAVITY[finding.code]


def _sameness(finding: Finding, position: int) -> tuple[object, ...]:
    if finding.severity is Severity.ERROR or finding.row is None:
        return (position,)
    return finding.file, finding.table, finding.code, finding.column, finding.together or finding.message


def spans(rows: Sequence[int]) -> str:
    """Row numbers in order, those that follow one another as from–to: "2, 4–7"; of very many the first."""
    parts: list[list[int]] = []
    for row in sorted(set(rows)):
        if parts and parts[-1][-1] == row - 1:
            parts[-1] = [parts[-1][0], row]
        else:
            parts.append([row])
    more = sum(part[-1] - part[0] + 1 for part in parts[MOST_SPANS:])
    text = ", ".join("–".join(map(str, part)) for part in parts[:MOST_SPANS])
    return f"{text} and {more:,} more" if more else text
