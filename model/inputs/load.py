"""The whole way from a path to typed tables and findings."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from model.codes import Severity
from model.codes.table_warnings import WARNINGS as WARNING_CODES
from model.findings import Finding
from model.inputs.checks.accepted import Acceptance, accept
from model.inputs.checks.across import CHECKS
from model.inputs.checks.rules import check_rows
from model.inputs.checks.warnings import WARNINGS
from model.inputs.convert import convert
from model.inputs.defaults import with_defaults
from model.inputs.raw import RawTable
from model.inputs.read import read
from model.inputs.totals import totals_rows
from model.inputs.typed import Inputs, Table
from schemas import TABLES, TableDescription

_OF_WHOLE_ROWS = ("ragged-row", "totals-row")
_IMPLAUSIBLE = frozenset(code.name for code in WARNING_CODES if code.name.startswith("implausible-"))
MOST_EXCERPTS = 5_000  # rows of one table kept as text for reports


@dataclass(frozen=True)
class Excerpt:
    """The names of a table's columns, and the cells as text of the first rows that have findings."""

    columns: tuple[str, ...]
    rows: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True)
class Loaded:
    """All tables of the contract, what was found in them, and the SHA-256 of each file by its name.

    `accepted` are the warnings that somebody has accepted; they are not among the findings. `excerpts` are what
    reports show of the tables, by table. With errors among the findings the tables may be
    partial: nothing should be computed from them.
    """

    tables: Mapping[str, Table]
    findings: tuple[Finding, ...]
    hashes: Mapping[str, str]
    excerpts: Mapping[str, Excerpt]
    accepted: tuple[Acceptance, ...] = ()

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The typed tables by name."""
        return {name: table.frame for name, table in self.tables.items()}


# Of valid tables, what else is worth a look: the model says, of which nothing is known here.
Looks = Callable[[Inputs], Iterable[Finding]]


def load(
    path: Path,
    required_assumptions: Sequence[str],
    looks: Looks = lambda _: (),
    as_of: datetime.date | None = None,
) -> Loaded:
    """Read and check the tables of a folder of CSV files or of one .xlsx.

    `required_assumptions` are the names the model's lines use; `looks` are asked where no error was found; `as_of`
    takes the place of the tables' own as-of day.
    CannotRun when nothing can be read.
    """
    raw = read(path)
    findings = list(raw.findings)
    tables = {}
    for description, raw_table in zip(TABLES, raw.tables, strict=True):
        frame, found_here = _type_and_check(raw_table, description)
        tables[description.name] = Table(description.name, raw_table.file, frame, raw_table.is_given)
        findings += found_here
    inputs = with_defaults(Inputs(tables, _partial(raw.tables), tuple(required_assumptions)), as_of)
    for look in (*CHECKS, *WARNINGS):
        findings += look(inputs)
    valid = not any(finding.severity is Severity.ERROR for finding in findings)
    if valid:
        findings += looks(inputs)
    findings, accepted = accept(_without_echoes(findings), inputs, complete=valid)
    findings = _sorted(findings)
    excerpts = {each.name: _excerpt(each, findings) for each in raw.tables}
    return Loaded(inputs.tables, tuple(findings), raw.hashes, excerpts, tuple(accepted))


def _excerpt(raw: RawTable, findings: Sequence[Finding]) -> Excerpt:
    finding_rows = {finding.row for finding in findings if finding.table == raw.name}
    if not finding_rows:
        return Excerpt(tuple(raw.columns), {})
    positions = [position for position, row in enumerate(raw.rows) if row in finding_rows][:MOST_EXCERPTS]
    cells = {raw.rows[at]: tuple(column[at] for column in raw.columns.values()) for at in positions}
    return Excerpt(tuple(raw.columns), cells)


def _type_and_check(raw: RawTable, description: TableDescription) -> tuple[pd.DataFrame, list[Finding]]:
    frame, unread = convert(raw, description)
    findings = [*raw.findings, *unread, *totals_rows(raw, description)]
    return frame, [*findings, *check_rows(frame, raw, description, findings)]


def _without_echoes(findings: Iterable[Finding]) -> list[Finding]:
    """All findings except those about cells of rows outside the table, for which one about the row is enough.

    Cells of a ragged row may be shifted, and a totals row is no input. A value that is an error is not also reported as
    implausible. Where the assumed range of costs runs downwards, every cost is outside, whatever the cost.
    """
    findings = list(findings)
    whole_rows = {(finding.table, finding.row) for finding in findings if finding.code in _OF_WHOLE_ROWS}
    no_range = any(f.code == "cases-out-of-order" and f.column == "low" for f in findings)
    wrong = {(f.table, f.row, f.column) for f in findings if f.severity is Severity.ERROR}
    return [
        f
        for f in findings
        if f.code in _OF_WHOLE_ROWS
        or not (
            (f.table, f.row) in whole_rows
            or (f.code in _IMPLAUSIBLE and (f.table, f.row, f.column) in wrong)
            or (no_range and f.code == "cost-outside-range")
        )
    ]


def _partial(tables: Sequence[RawTable]) -> frozenset[str]:
    """Tables whose keys are not all known: missing, incomplete, or without a key column."""
    return frozenset(
        raw.name
        for raw, description in zip(tables, TABLES, strict=True)
        if not raw.whole or not set(description.filled_key) <= raw.columns.keys()
    )


def _sorted(findings: list[Finding]) -> list[Finding]:
    """In workbook order, then by row; what concerns a whole table comes first."""
    order = {description.name: position for position, description in enumerate(TABLES)}
    return sorted(findings, key=lambda finding: (order.get(finding.table, len(order)), finding.row or 0))
