"""Making the memo: read and validate the tables, evaluate the lines, write the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from model.compute import evaluate
from model.expression.values import Selected
from model.files import replace_file
from model.findings import Finding
from model.one_page.facts import facts_of
from model.one_page.page import as_html
from model.paths import writable
from model.pipeline import STATED, Report, check, errors_among, record_of, silent

READING, COMPUTING, WRITING = 0.0, 0.6, 0.9  # which part of the work is done when a stage begins


@dataclass(frozen=True)
class Memo:
    """The findings, the SHA-256 of the inputs that the page and its workbook show, and the checks that fail by name.

    Where errors stopped it nothing was written, and `digest` is None.
    """

    findings: tuple[Finding, ...]
    digest: str | None = None
    failing: tuple[str, ...] = ()


def write(inputs: Path, output: Path, selected: Selected = STATED, stage: Report = silent) -> Memo:
    """Write the memo of the tables; with errors nothing is written.

    CannotRun when the inputs cannot be read or the output cannot be written.
    """
    writable(output, ".html", inputs)
    stage("reading and validating", READING)
    loaded = check(inputs)
    if errors_among(loaded.findings):
        return Memo(loaded.findings)
    stage("computing", COMPUTING)
    frames = loaded.frames
    counts = len(loaded.findings), len(loaded.accepted)
    facts = facts_of(frames, evaluate(frames, selected), record_of(loaded), *counts)
    stage("writing", WRITING)
    replace_file(output, as_html(facts).encode())
    return Memo(loaded.findings, facts.record.digest, facts.state.failing)
