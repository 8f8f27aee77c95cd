"""What a build says on the terminal: a summary, or the errors that stopped it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model import __version__

if TYPE_CHECKING:
    from model.expression.values import Selected
    from model.findings import Finding
    from model.pipeline import Built

INPUTS = Path("inputs")


def errors_text(findings: Sequence[Finding], inputs: Path) -> str:
    """The errors that stopped a build, and how to see the warnings too."""
    from model.pipeline import errors_among
    from model.reports.tables import of_tables
    from model.reports.text import as_text

    errors = errors_among(findings)
    warnings = len(findings) - len(errors)
    counted = f"{warnings:,} warning{'s' * (warnings != 1)}"
    more = f"and {counted}: {validate_command(inputs)} lists them all.\n" if warnings else ""
    return as_text(of_tables(errors, {})) + more


def validate_command(inputs: Path) -> str:
    """The command that lists all findings."""
    return "tieout validate" + ("" if inputs == INPUTS else f" --inputs {inputs}")


def build_text(built: Built, inputs: Path, output: Path, selected: Selected) -> str:
    """The summary of a build, one fact a line."""
    summary = built.summary
    assert summary is not None
    warnings = len(built.findings)
    accepted = f", and {summary.accepted:,} accepted" if summary.accepted else ""
    passed = summary.checks - len(summary.failing)
    first, last = summary.years
    lines = [
        f"tieout {__version__}, case {selected.case}, basis {selected.basis}",
        f"  read       {summary.rows:,} rows in {summary.tables} tables from {inputs}",
        f"  warnings   {warnings:,}{accepted}" + (f"  ({validate_command(inputs)} lists them)" if warnings else ""),
        f"  data gaps  {summary.gaps:,}  (figures and dates that no source states; counted on the sheet Checks)",
        f"  checks     {passed} of {summary.checks} pass"
        + (f"; failing: {', '.join(summary.failing)}" if summary.failing else ""),
        f"  formulas   {summary.formulas:,}, each with its value, on {summary.sheets} sheets, years {first}–{last}",
        f"  written    {output}  ({summary.size / 1024:,.0f} KB)",
    ]
    return "\n".join(lines) + "\n"
