"""What is said of moves and of changed rows, in the words that all reports of a comparison share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from model.changes.compare import Diff, Move, Moved
from model.changes.rows import Change
from schemas import table_named

KINDS = ("renamed", "added", "removed", "amended")
N_D_COUNTS_AS_0 = "Where moves are added up, n/d counts as 0."


def figure_title(moved: Moved) -> str:
    """A figure's title with its unit, where its numbers do not show it."""
    return moved.title if moved.unit in ("x", "share") else f"{moved.title}, {moved.unit}"


def by_cause(moves: Sequence[Move]) -> Iterator[tuple[str, list[Move]]]:
    """The moves of each cause, in order."""
    for cause, group in groupby(moves, key=lambda move: move.cause):
        yield cause, list(group)


def total(moves: Iterable[Move]) -> float:
    """What moves add up to."""
    return sum(move.amount for move in moves)


def counted(changes: Iterable[Change]) -> str:
    """How many rows were renamed, added, removed and amended: "1 renamed, 2 amended"."""
    counts: Counter[str] = Counter(change.kind for change in changes)
    return ", ".join(f"{counts[kind]:,} {kind}" for kind in KINDS if counts[kind])


def cells_of(change: Change) -> str:
    """How a row differs, in one text."""
    cells = change.cells
    if change.kind in ("amended", "renamed"):
        return "; ".join(f"{each.column} {each.before or 'blank'} → {each.after or 'blank'}" for each in cells)
    key = table_named(change.table).key
    return ", ".join(f"{each.column} {each.after or each.before}" for each in cells if each.column not in key)


def nothing_changed(diff: Diff) -> str:
    """What is said where the tables are the same."""
    return f"Nothing changed: {diff.old} and {diff.new} contain the same rows, and every figure is the same."
