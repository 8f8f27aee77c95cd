"""The report of what verify found in a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from model.codes import BY_NAME
from model.reports.report import Entry, Report, counted, counts

if TYPE_CHECKING:
    from model.verify.findings import Difference
    from model.verify.verify import Verified


def of_workbook(verified: Verified) -> Report:
    """The report of a verification: what was looked at, what differs, and whether the workbook can be trusted."""
    return Report(
        entries=tuple(map(of_difference, verified.differences)),
        parts=("sheet", "cell"),
        verdict=_verdict(verified),
        details=_details(verified),
        facts=tuple(_facts(verified)),
        compared=True,
    )


def of_difference(difference: Difference) -> Entry:
    sheet, cell = difference.sheet, difference.cell
    return Entry(
        code=difference.code,
        severity=difference.severity,
        where={"sheet": sheet, "cell": cell},
        place=f"{sheet}!{cell}" if sheet and cell else sheet or cell,
        message=difference.message,
        expected=difference.expected,
        found=difference.found,
        advice=BY_NAME[difference.code].advice,
    )


def _facts(verified: Verified) -> Iterator[str]:
    maker = f"tieout {verified.made_by}" if verified.made_by else "an unknown version"
    saver = f", saved by {verified.saved_by}" if verified.saved_by else ""
    yield verified.file
    yield f"  made by      {maker}{saver}"
    if verified.case:
        yield f"  case         {verified.case}"
    if verified.compared is None:
        yield "  structure not compared, because the inputs in the workbook have errors"
    else:
        yield f"  structure    {verified.compared:,} formulas compared with a fresh build of its own inputs"
    basis = verified.inputs or "the digests in it; --inputs PATH compares cells"
    yield f"  inputs       compared with {basis}"
    for outcome in verified.outcomes:
        name = f"{outcome.engine:<12}"
        if outcome.values is None:
            yield f"  {name} did not confirm anything: {outcome.reason}"
        else:
            how = ", from a transcript, because it refuses the file itself" if outcome.transcribed else ""
            yield f"  {name} recomputed {verified.formulas:,} formulas{how}"


def _verdict(verified: Verified) -> str:
    """One sentence to act on."""
    severities = [each.severity for each in verified.differences]
    if counts(severities)["errors"]:
        return f"Not clean: {counted(severities)}. The workbook differs from a fresh build."
    also = f" ({counted(severities)})" if severities else ""
    return f"Clean: every formula and every stored value agrees with a fresh build{also}."


def _details(verified: Verified) -> dict[str, object]:
    engines = [
        {
            "engine": each.engine,
            "verified": each.values is not None,
            "transcribed": each.transcribed,
            "reason": each.reason or None,
        }
        for each in verified.outcomes
    ]
    return {
        "file": verified.file,
        "sha256": verified.sha256,
        "made_by": verified.made_by or None,
        "saved_by": verified.saved_by or None,
        "case": verified.case or None,
        "formulas": verified.formulas,
        "compared": verified.compared,
        "inputs": verified.inputs or None,
        "engines": engines,
    }
