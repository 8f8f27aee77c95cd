"""A comparison as text for a terminal: what changed by key, what moved the key figures, and the payers that moved."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from model.changes.causes import BECAME_KNOWN, NOW_UNKNOWN
from model.changes.compare import Diff, Move, Moved
from model.changes.rows import Change
from model.changes.words import (
    N_D_COUNTS_AS_0,
    by_cause,
    cells_of,
    counted,
    figure_title,
    nothing_changed,
    total,
)
from model.reports.report import visible
from model.spelling import difference, spelling

WIDTH = 80
AMOUNT = 14  # columns of an amount at the right
MOST_ROWS = 20  # of one table
MOST_STEPS = 6  # of one cause
MOST_PAYERS = 20
MOST_CELLS = 300  # characters of what a row says
MORE = "--format json lists all"


def as_text(diff: Diff) -> str:
    """The report, in lines of about 80 columns."""
    if diff.is_empty:
        return f"{visible(nothing_changed(diff))}\n"
    blocks = [
        f"{visible(diff.old)} → {visible(diff.new)}: {counted(diff.changes)} "
        f"row{'s' * (len(diff.changes) != 1)}.\nBase case, basis stated.",
        "WHAT CHANGED IN THE INPUTS",
        *(
            "\n".join(table_lines(table, list(group)))
            for table, group in groupby(diff.changes, lambda each: each.table)
        ),
        "WHAT MOVED THE KEY FIGURES",
        *("\n".join(figure_lines(each)) for each in diff.figures if each.has_moved),
    ]
    still = [each.title for each in diff.figures if not each.has_moved]
    if len(still) == len(diff.figures):
        blocks.append("No key figure moved.")
    elif still:
        blocks.append("\n".join(wrapped(f"Unchanged: {'; '.join(still)}.", "")))
    payers = [each for each in diff.payers if each.has_moved]
    if payers:
        blocks += ["PAYERS THAT MOVED, USD bn", *payer_blocks(payers)]
    if any(move.cause in (BECAME_KNOWN, NOW_UNKNOWN) for each in (*diff.figures, *payers) for move in each.moves):
        blocks.append(N_D_COUNTS_AS_0)
    return "\n\n".join(blocks) + "\n"


def table_lines(table: str, changes: Sequence[Change]) -> Iterator[str]:
    """The rows of one table that changed."""
    yield f"{table}: {counted(changes)}"
    for change in changes[:MOST_ROWS]:
        text = textwrap.shorten(visible(cells_of(change)), MOST_CELLS, placeholder=" …")
        key = "" if change.kind == "renamed" else f"{visible(change.key)}: "
        yield from wrapped(f"{change.kind:<8} {key}{text}", "  ", " " * 11)
    if len(changes) > MOST_ROWS:
        yield f"  … and {len(changes) - MOST_ROWS:,} more ({MORE})"


def figure_lines(moved: Moved) -> Iterator[str]:
    """A figure before, its moves, what they add up to, and the figure after."""
    unit = moved.unit
    yield line(figure_title(moved), spelling(moved.before, unit))
    if moved.whose_before != moved.whose_after:
        before, after = (visible(whose) or "nobody" for whose in (moved.whose_before, moved.whose_after))
        yield from wrapped(f"for {before} before, for {after} now", "    ")
    for cause, moves in by_cause(moved.moves):
        if len(moves) == 1:
            yield line(f"    {cause}: {moves[0].what}", difference(moves[0].amount, unit))
            continue
        yield line(f"    {cause}", difference(total(moves), unit))
        yield from step_lines(moves, unit)
    yield line("    adds up to", difference(total(moved.moves), unit))
    yield line("  now", spelling(moved.after, unit))


def step_lines(moves: Sequence[Move], unit: str) -> Iterator[str]:
    """The largest steps of a cause, and the others together."""
    for move in moves[:MOST_STEPS]:
        yield line(f"      {move.what}", difference(move.amount, unit))
    rest = moves[MOST_STEPS:]
    if rest:
        yield line(f"      {len(rest):,} other steps ({MORE})", difference(total(rest), unit))


def payer_blocks(payers: Sequence[Moved]) -> Iterator[str]:
    """Each payer with its rungs that moved, those that moved most first."""
    groups = [list(group) for _, group in groupby(payers, key=lambda each: each.payer)]
    groups.sort(key=lambda group: -max(abs(each.difference) for each in group))
    for group in groups[:MOST_PAYERS]:
        yield "\n".join([visible(group[0].payer), *(text for each in group for text in rung_lines(each))])
    if len(groups) > MOST_PAYERS:
        yield f"… and {len(groups) - MOST_PAYERS:,} more payers ({MORE})"


def rung_lines(moved: Moved) -> Iterator[str]:
    """A rung before and after, and what moved it, by cause."""
    ends = f"{spelling(moved.before, moved.unit)} → {spelling(moved.after, moved.unit)}"
    yield line(f"  {moved.title:<13} {ends}", difference(moved.difference, moved.unit))
    causes = "; ".join(
        f"{cause} {difference(total(moves), moved.unit)} ({moves[0].what}{', …' * (len(moves) > 1)})"
        for cause, moves in by_cause(moved.moves)
    )
    yield from wrapped(visible(causes), " " * 4)


def line(text: str, amount: str) -> str:
    """A text at the left, an amount at the right."""
    room, words = WIDTH - AMOUNT, visible(text)
    if len(words) > room:
        words = f"{words[: room - 2]}…"
    return f"{words:<{room}}{amount:>{AMOUNT}}"


def wrapped(text: str, indent: str, hanging: str = "") -> list[str]:
    """Lines of at most 80 columns."""
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=hanging or indent, break_on_hyphens=False
    )
