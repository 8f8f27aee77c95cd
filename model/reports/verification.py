"""What verify found, as text for a terminal and as JSON for programs."""

from __future__ import annotations

import dataclasses
import json
import textwrap
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from model.codes import BY_NAME, Severity
from model.reports.findings import WIDTH, visible
from model.verify.findings import Difference
from model.verify.verify import Verified

SHOWN_PER_CODE = 10


def as_text(verified: Verified) -> str:
    """Facts first, then the differences of each kind, the first ten of each; the verdict last."""
    lines = list(facts(verified))
    for code, group in groupby(verified.differences, key=lambda each: each.code):
        here = list(group)
        lines += ["", *wrapped(f"{here[0].severity} {code} ({len(here):,}): {BY_NAME[code].meaning}", "", "  ")]
        for each in here[:SHOWN_PER_CODE]:
            lines += of_difference(each)
        if len(here) > SHOWN_PER_CODE:
            lines.append(f"  … and {len(here) - SHOWN_PER_CODE:,} more (--format json has all)")
    return "\n".join([*lines, "", verdict(verified)]) + "\n"


def facts(verified: Verified) -> Iterator[str]:
    """What was looked at, one fact a line."""
    made = f"made by tieout {verified.made_by}" if verified.made_by else "made by an unknown version"
    saved = f", saved by {verified.saved_by}" if verified.saved_by else ""
    yield f"{verified.file}  ({made}{saved})"
    if verified.scenario:
        yield f"  scenario     {verified.scenario}"
    if verified.compared is None:
        yield "  structure    not compared: the inputs in the workbook have errors"
    else:
        yield f"  structure    {verified.compared:,} formulas compared with a fresh build of the workbook's own inputs"
    basis = verified.inputs or "the digests in the workbook; --inputs PATH compares cells"
    yield f"  inputs       compared with {basis}"
    for outcome in verified.outcomes:
        name = f"{outcome.engine:<12}"
        if outcome.values is None:
            yield f"  {name} did not verify: {visible(outcome.reason)}"
        else:
            how = " (from a transcript: it refuses the file as it was saved)" if outcome.transcribed else ""
            yield f"  {name} recomputed {verified.formulas:,} formulas{how}"


def of_difference(each: Difference) -> list[str]:
    place = f"{each.sheet}!{each.cell}" if each.sheet and each.cell else each.sheet or each.cell
    start = f"{place}: {each.message}" if place else each.message
    lines = wrapped(start, "  ", "    ")
    for name, value in (("expected", each.expected), ("found", each.found)):
        if each.expected is not None or each.found is not None:
            lines += wrapped(f"{name:<9} {'nothing' if value is None else value}", "    ", " " * 14)
    return lines


def wrapped(text: str, indent: str, hanging: str) -> list[str]:
    return textwrap.wrap(
        visible(text), WIDTH + 20, initial_indent=indent, subsequent_indent=hanging, break_on_hyphens=False
    )


def verdict(verified: Verified) -> str:
    """One sentence to act on."""
    counts = Counter(each.severity for each in verified.differences)
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    also = f" ({warnings:,} warning{'s' * (warnings != 1)})" if warnings else ""
    if not errors:
        return f"Clean: every formula and every stored value is what a fresh build has{also}."
    return f"{errors:,} difference{'s' * (errors != 1)} from what a fresh build would be{also}."


def as_json(verified: Verified) -> str:
    """{"findings": [...], "summary": {...}}, in ASCII."""
    severities = Counter(each.severity for each in verified.differences)
    engines = [
        {
            "engine": each.engine,
            "verified": each.values is not None,
            "transcribed": each.transcribed,
            "reason": each.reason or None,
        }
        for each in verified.outcomes
    ]
    summary = {
        "file": verified.file,
        "sha256": verified.sha256,
        "made_by": verified.made_by or None,
        "saved_by": verified.saved_by or None,
        "scenario": verified.scenario or None,
        "formulas": verified.formulas,
        "compared": verified.compared,
        "inputs": verified.inputs or None,
        "engines": engines,
        "errors": severities[Severity.ERROR],
        "warnings": severities[Severity.WARNING],
        "codes": dict(sorted(Counter(each.code for each in verified.differences).items())),
    }
    findings = [dataclasses.asdict(each) for each in verified.differences]
    return json.dumps({"findings": findings, "summary": summary}, indent=2) + "\n"
