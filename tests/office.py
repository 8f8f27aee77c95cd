"""What a person does to a workbook in a spreadsheet, done in LibreOffice: cells set, rows added, deleted and sorted.

Tests that use it need two programs: @pytest.mark.program("libreoffice", "uno").
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.programs import path_of

SECONDS_TO_START = 180
SECONDS_EACH = 60
SCRIPT = Path(__file__).parent / "office_script.py"
Entry = float | str | None


@dataclass(frozen=True)
class SetCell:
    """A number, a text or nothing typed into a cell."""

    sheet: str
    cell: str
    value: Entry


@dataclass(frozen=True)
class InsertRow:
    """A row inserted in a table before its row `at` (0 is the first): cells of its columns, or a row of the sheet."""

    table: str
    at: int
    values: Mapping[str, Entry] = field(default_factory=dict)
    whole_row: bool = False


@dataclass(frozen=True)
class RowBelow:
    """A row typed right below a table, which grows by it."""

    table: str
    values: Mapping[str, Entry]


@dataclass(frozen=True)
class DeleteRow:
    """A row of a table deleted."""

    table: str
    at: int
    whole_row: bool = False


@dataclass(frozen=True)
class SortRows:
    """The rows of a table sorted by a column."""

    table: str
    column: str
    descending: bool = False


Edit = SetCell | InsertRow | RowBelow | DeleteRow | SortRows


@dataclass(frozen=True)
class Job:
    """A workbook, and what is done to it."""

    workbook: Path
    edits: Sequence[Edit]


def edited(jobs: Sequence[Job], folder: Path) -> list[Path]:
    """The workbooks after their edits, recalculated and saved, in one run of LibreOffice."""
    targets = [folder / f"edited-{index}-{job.workbook.name}" for index, job in enumerate(jobs)]
    asked = [
        {
            "source": str(job.workbook),
            "target": str(target),
            "edits": [{"do": type(edit).__name__} | asdict(edit) for edit in job.edits],
        }
        for job, target in zip(jobs, targets, strict=True)
    ]
    command = [path_of("uno"), str(SCRIPT), path_of("libreoffice"), str(folder / "profile")]
    run(command, json.dumps(asked), SECONDS_TO_START + SECONDS_EACH * len(jobs))
    return targets


def run(command: Sequence[str], standard_input: str, seconds: int) -> None:
    """Run a command; whatever happens, nothing that it started lives on."""
    with tempfile.TemporaryFile("w+") as asked, tempfile.TemporaryFile("w+") as said:  # a pipe would wait for all
        asked.write(standard_input)
        asked.seek(0)
        child = subprocess.Popen(command, stdin=asked, stdout=said, stderr=said, start_new_session=True)
        try:
            code = child.wait(seconds)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        said.seek(0)
        if code:
            raise RuntimeError(f"LibreOffice did not edit the workbooks: {said.read()[-2000:]}")
