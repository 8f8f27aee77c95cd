"""The report of what validate found in the tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from model.codes import Severity
from model.findings import Finding
from model.groups import Group, grouped
from model.inputs.checks.accepted import Acceptance
from model.reports.report import Entry, Report, counts, sentence

INCOMPLETE = "Some warnings are only looked for where there are no errors."


def of_tables(findings: Sequence[Finding], hashes: Mapping[str, str], accepted: Sequence[Acceptance] = ()) -> Report:
    """The report of all findings. `hashes` are the SHA-256 of the files that were read.

    Accepted warnings are counted; for programs they are listed too, apart.
    """
    return Report(
        entries=tuple(map(of_finding, findings)),
        groups=tuple(map(of_group, grouped(findings))),
        footnotes=tuple(reasons(accepted)),
        parts=("file", "table", "row", "column"),
        verdict=verdict(findings, accepted),
        details={"files": _files(findings, hashes), "accepted": [_acceptance(each) for each in accepted]},
    )


def limits(findings: Sequence[Finding]) -> list[str]:
    """What was not looked for: what the model's figures show is seen in valid tables alone."""
    return [INCOMPLETE] if any(finding.severity is Severity.ERROR for finding in findings) else []


def verdict(findings: Sequence[Finding], accepted: Sequence[Acceptance]) -> str:
    """How many findings are open, and how many warnings are accepted."""
    return f"{sentence(finding.severity for finding in findings)} {acceptances(accepted)}".rstrip()


def acceptances(accepted: Sequence[Acceptance]) -> str:
    """How many warnings are accepted, as a sentence; nothing where none is."""
    count = len(accepted)
    return f"{count:,} warning{'s are' if count != 1 else ' is'} accepted." if count else ""


def _acceptance(acceptance: Acceptance) -> dict[str, object]:
    entry = of_finding(acceptance.finding)
    where = {part: None if name == "" else name for part, name in entry.where.items()}
    return {
        "code": entry.code,
        "where": where,
        "message": entry.message,
        "reason": acceptance.reason,
        "by": acceptance.by,
    }


def of_finding(finding: Finding) -> Entry:
    return Entry(
        code=finding.code,
        severity=finding.severity,
        where={"file": finding.file, "table": finding.table, "row": finding.row, "column": finding.column},
        place=_place(finding),
        message=finding.message,
        expected=None,
        found=finding.value,
        advice=finding.suggestion,
    )


def reasons(accepted: Sequence[Acceptance]) -> Iterator[str]:
    """Where warnings are accepted, and why; those of one code, column and reason together."""
    together: dict[tuple[str, ...], list[Finding]] = {}
    for each in accepted:
        finding = each.finding
        key = (finding.file, finding.table, finding.code, finding.column or "", each.reason, each.by)
        together.setdefault(key, []).append(finding)
    for (file, _, code, _, reason, by), findings in together.items():
        group = Group(tuple(findings))
        yield f"accepted in {file}, {_place(group.first, group.rows)}: {reason}{f' ({by})' if by else ''} [{code}]"


def of_group(group: Group) -> Entry:
    """One entry for all findings of a group; the value is that of the only one."""
    first = of_finding(group.first)
    alone = len(group.findings) == 1
    return replace(
        first,
        place=first.place if alone else _place(group.first, group.rows),
        message=group.message,
        found=first.found if alone else None,
    )


def _place(finding: Finding, rows: str = "") -> str:
    """The place within its file."""
    table = "" if finding.file.casefold().startswith(finding.table) else finding.table
    row = rows or ("" if finding.row is None else f"row {finding.row}")
    return ", ".join(part for part in (table, row, finding.column) if part)


def _files(findings: Sequence[Finding], hashes: Mapping[str, str]) -> dict[str, dict[str, object]]:
    """For each file its SHA-256, None where it was not read, and its counts."""
    severities: dict[str, list[Severity]] = {file: [] for file in hashes}
    for finding in findings:
        severities.setdefault(finding.file, []).append(finding.severity)
    return {file: {"sha256": hashes.get(file), **counts(severities[file])} for file in sorted(severities)}
