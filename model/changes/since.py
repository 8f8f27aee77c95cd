"""What a build says of the workbook it replaces: in two lines, what changed in the inputs since, and what moved.

The inputs of the old workbook are those on its sheet As built. If they cannot be read, the build neither stops nor
complains; it then says nothing. This is shown on the terminal only; no workbook depends on another.
"""

from __future__ import annotations

from pathlib import Path

from model.changes.compare import Diff, Moved, compare
from model.changes.edits import States, edits_between
from model.changes.figures import FIGURES, evaluation_of, measured
from model.changes.renames import renamed, renames
from model.changes.rows import Frames, changes, keyed
from model.changes.words import by_cause, counted, total
from model.reports.report import visible
from model.spelling import difference, spelling
from model.workbook.as_built_sheet import tables_as_built, with_empty
from model.workbook.places import AS_BUILT_SHEET
from model.xlsx.reader import read_book

MOST_BYTES = 4_000_000  # of a workbook that is read for this: a second or two
MOST_EDITS, MOST_LEGS = 20, 2_000  # beyond which the causes are left to tieout diff
STATED = "stated"


def built_before(workbook: Path) -> Frames | None:
    """The tables that a workbook was built from; None where there is none, or nothing to be read from it."""
    try:
        if not workbook.is_file() or workbook.stat().st_size > MOST_BYTES:
            return None
        tables = tables_as_built(read_book(workbook.name, workbook.read_bytes(), (AS_BUILT_SHEET,)))
    except Exception:  # a foreign, damaged or edited file, which the build replaces all the same
        return None
    if "deals" not in tables:
        return None
    return with_empty(tables)


def moved_since(old: Frames | None, new: Frames) -> list[str]:
    """Two lines at most: which rows changed, and what that moved. None where the old tables are not known."""
    if old is None:
        return []
    try:
        return lines(old, new)
    except Exception:  # tables that an older version, or somebody's hand, left in a state that is no book today
        return []


def lines(old: Frames, new: Frames) -> list[str]:
    """The two lines about tables that can be compared."""
    names = renames(old, new)
    frames = renamed(old, names)
    before, after = keyed(frames), keyed(new)
    all_changes = list(changes(before, after))
    renamed_rows = sum(len(pairs) for pairs in names.values())
    if not all_changes and not renamed_rows:
        return ["  since      no input changed since the last build"]
    tables = ", ".join(dict.fromkeys([*(change.table for change in all_changes), *names]))
    counts = ", ".join(filter(None, (f"{renamed_rows:,} renamed" if renamed_rows else "", counted(all_changes))))
    rows = "row" if len(all_changes) + renamed_rows == 1 else "rows"
    first = f"  since      {counts} {rows} in {tables} since the last build"
    edits = edits_between(States(frames, new, before, after))
    if len(edits) <= MOST_EDITS and len(new["deals"]) <= MOST_LEGS:
        return [first, with_causes(stated_of(compare(("", old), ("", new), lambda _, __: None)))]
    at = next(number for number, each in enumerate(FIGURES) if each.name == STATED)
    values = [measured(evaluation_of(each)).figures[at] for each in (old, new)]
    ends = (None if value != value else value for value in values)
    return [first, f"  moved      stated commitments {' → '.join(spelling(end, 'USD bn') for end in ends)} USD bn"]


def stated_of(diff: Diff) -> Moved:
    """The figure that a build speaks of."""
    return next(each for each in diff.figures if each.name == STATED)


def with_causes(stated: Moved) -> str:
    """The stated commitments before and after, and the causes."""
    if not stated.has_moved:
        return f"  moved      stated commitments stay at {spelling(stated.after, stated.unit)} USD bn"
    moves = by_cause(stated.moves)
    causes = ", ".join(f"{cause.lower()} {difference(total(each), stated.unit)}" for cause, each in moves)
    ends = f"{spelling(stated.before, stated.unit)} → {spelling(stated.after, stated.unit)} USD bn"
    return visible(f"  moved      stated commitments {ends}: {causes}")
