"""Warnings that the table accepted names: they are no longer open, and are kept with the reason and who gave it."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.codes import BY_NAME, Severity
from model.findings import Finding
from model.inputs.checks.age import as_of
from model.inputs.raw import nearest
from model.inputs.typed import Inputs
from schemas import TABLES


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A warning, why it is accepted, and by whom."""

    finding: Finding
    reason: str
    by: str


Place = tuple[str, str, str, str]  # code, table, key, column


def accept(findings: Sequence[Finding], inputs: Inputs, *, complete: bool) -> tuple[list[Finding], list[Acceptance]]:
    """The findings that stay open, and those accepted. A row that accepts nothing is a warning, once they are complete.

    An acceptance that has expired accepts nothing any more, but still matches.
    """
    frame = inputs.frame("accepted")
    today = as_of(inputs)
    expired: set[int] = set() if today is None else set(frame.index[frame["until"] < today].tolist())
    places = zip(*(frame[name].tolist() for name in ("code", "table", "key", "column")), strict=True)
    rows: dict[Place, int] = {place: row for row, place in zip(frame.index.tolist(), places, strict=True)}
    keys = _keys(inputs) if rows else {}
    still_open: list[Finding] = []
    acceptances: list[Acceptance] = []
    matches: set[int] = set()
    for finding in findings:
        row = next((rows[place] for place in _places(finding, keys) if place in rows), None)
        if row is None or finding.severity is Severity.ERROR:
            still_open.append(finding)
            continue
        matches.add(row)
        if row in expired:
            still_open.append(finding)
        else:
            acceptances.append(Acceptance(finding, str(frame.at[row, "reason"]), str(frame.at[row, "by"])))
    if complete:
        still_open += [_idle(inputs, row, place) for place, row in rows.items() if row not in matches]
    return still_open, acceptances


def _places(finding: Finding, keys: dict[str, dict[int, str]]) -> list[Place]:
    """How the table may name a finding, the most exact first."""
    key = keys.get(finding.table, {}).get(finding.row or 0, "")
    column = finding.column or ""
    names = ((key, column), (key, ""), ("", column), ("", ""))
    return [(finding.code, finding.table, *name) for name in names]


def _keys(inputs: Inputs) -> dict[str, dict[int, str]]:
    """The key of each row of each table."""
    frames = {table: inputs.frame(table.name) for table in TABLES}
    return {
        table.name: dict(zip(frame.index.tolist(), table.row_keys(frame), strict=True))
        for table, frame in frames.items()
    }


def _idle(inputs: Inputs, row: int, place: Place) -> Finding:
    code = place[0]
    codes = BY_NAME.get(code)
    if codes is None:
        near = nearest(code, BY_NAME)
        advice = f"did you mean {near}?" if near else "tieout codes lists the codes"
        message = f"there is no code {code}"
    elif codes.severity is Severity.ERROR:
        message, advice = (
            f"{code} is an error, and errors cannot be accepted",
            ("correct the table that the error is about"),
        )
    else:
        message, advice = "this row matches no warning", "remove the row, or correct code, table, key and column"
    return inputs.finding("accepts-nothing", ("accepted", row, "code"), message, advice)
