"""What a pull says on the terminal: edits table by table, conflicts and how to settle them, what was written."""

from __future__ import annotations

import shlex
import textwrap
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from model.pulling.result import SIDES, Conflict, Edit, Pulled
from model.reports.report import visible
from model.reports.text import MOST_ENTRIES
from model.summary import INPUTS, errors_text

MOST_LETTERS = 60  # of a cell or a row


def report_of(pulled: Pulled, workbook: Path, inputs: Path) -> str:
    """The report as text, with a line break at its end."""
    blocks = [
        lines for _, group in groupby(pulled.edits, key=lambda edit: edit.table) for lines in [of_table([*group])]
    ]
    if pulled.notes:
        blocks.append("\n".join(pulled.notes))
    if pulled.conflicts:
        blocks.append("\n".join(of_conflicts(pulled.conflicts)))
    if pulled.findings:
        blocks.append(errors_text(pulled.findings, inputs).rstrip("\n"))
    return "\n\n".join([*blocks, last_sentence(pulled, workbook, inputs)]) + "\n"


def of_table(edits: list[Edit]) -> str:
    """A heading with counts, and the first edits of one table."""
    numbers = Counter(edit.kind for edit in edits)
    counts = []
    if cells := numbers["cell"]:
        counts.append(f"{cells:,} cell{'s' * (cells != 1)} changed")
    for kind in ("row added", "row removed"):
        if rows := numbers[kind]:
            counts.append(f"{rows:,} row{'s' * (rows != 1)} {kind.removeprefix('row ')}")
    if numbers["rows moved"]:
        counts.append("rows in another order")
    lines = [f"{edits[0].table}: {', '.join(counts)}"]
    one_by_one = [edit for edit in edits if edit.kind != "rows moved"]
    lines += [f"  {of_edit(edit)}" for edit in one_by_one[:MOST_ENTRIES]]
    if len(one_by_one) > MOST_ENTRIES:
        lines.append(f"  … and {len(one_by_one) - MOST_ENTRIES:,} more")
    return "\n".join(lines)


def of_edit(edit: Edit) -> str:
    place = " / ".join(part for part in (edit.table, edit.key, edit.column) if part)
    if edit.kind == "cell":
        return f"{visible(place)}: {short(edit.before)} → {short(edit.after)}"
    return f"{visible(place)}: {edit.kind.removeprefix('row ')} ({short(edit.before or edit.after)})"


def of_conflicts(conflicts: tuple[Conflict, ...]) -> Iterator[str]:
    """Each conflict with its three sides, and how to settle it."""
    many = len(conflicts) != 1
    yield f"{len(conflicts):,} conflict{'s' * many}: changed since the build in the tables and in the workbook."
    for conflict in conflicts:
        place = " / ".join(part for part in (conflict.table, conflict.key, conflict.column) if part)
        yield (
            f"  {visible(place)}: {short(conflict.base)} at the build, {short(conflict.ours)} in the tables, "
            f"{short(conflict.theirs)} in the workbook"
        )
        yield "    " + " or ".join(f"--take {shlex.quote(f'{conflict.place}={side}')}" for side in SIDES)


def last_sentence(pulled: Pulled, workbook: Path, inputs: Path) -> str:
    """What was written, or why nothing was."""
    folder = "" if inputs == INPUTS else f" --inputs {inputs}"
    if pulled.conflicts:
        return "Nothing was written. Say which side to keep in each conflict: ours (tables) or theirs (workbook)."
    if pulled.findings_of == "workbook":
        return (
            f"Nothing was written: {workbook} has errors in its input sheets. Correct them there, save, and pull again."
        )
    if pulled.findings:
        return "Nothing was written: with these edits the tables would have the errors above."
    if not pulled.edits:
        return f"Nothing to pull: the tables already contain every edit in {workbook}."
    if not pulled.is_written:
        return f"Nothing was written; without --dry-run these files would be: {', '.join(pulled.files)}."
    return f"Written: {', '.join(pulled.files)}. tieout build{folder} builds the workbook from them."


def short(text: str) -> str:
    """A cell in a sentence: on one line, cut where it is long."""
    return visible(textwrap.shorten(text, MOST_LETTERS, placeholder="…")) or "blank"
