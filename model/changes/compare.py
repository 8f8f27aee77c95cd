"""The whole comparison: what changed by key, and by how much each change moved each figure.

The steps lead from the old tables to the new ones, and a figure's move at a step is its value after the step less that
before it. So the moves of a figure add up to its difference, whatever the changes are. n/d counts as 0 there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from model.changes.books import first_book
from model.changes.causes import BECAME_KNOWN, CAUSES, NOW_UNKNOWN, REPORTED, Cause
from model.changes.edits import States, edits_between
from model.changes.figures import FIGURES, RUNG_NAMES, Measure, evaluation_of, measured
from model.changes.renames import Names, renamed, renames
from model.changes.rows import CellChange, Change, Frames, changes, keyed
from model.changes.steps import steps
from model.compute import evaluate_next
from schemas import TABLES, table_named

NOISE = 1e-9  # of a figure's size: what sums differ by from the order of their parts

Report = Callable[[str, float], None]


@dataclass(frozen=True)
class Move:
    """What one step moved a figure by, in the figure's unit: the cause, and what the step is about."""

    cause: str
    what: str
    amount: float


@dataclass(frozen=True)
class Moved:
    """A figure before and after, None where n/d, and its moves in the order of their causes.

    `name` and `title` are the figure's; `payer` is whose rung it is, "" for a figure of the Summary. `whose_before` and
    `whose_after` name the company that the Summary's figure is about.
    """

    name: str
    title: str
    unit: str
    before: float | None
    after: float | None
    moves: tuple[Move, ...]
    payer: str = ""
    whose_before: str = ""
    whose_after: str = ""

    @property
    def difference(self) -> float:
        """After less before; n/d counts as 0."""
        return (self.after or 0.0) - (self.before or 0.0)

    @property
    def has_moved(self) -> bool:
        """Whether it is another figure, or another company's, now."""
        flips = (self.before is None) != (self.after is None)
        return flips or is_move(self.difference, self.before, self.after) or self.whose_before != self.whose_after


@dataclass(frozen=True)
class Diff:
    """What changed between two states of the tables, and what moved: the Summary's figures, and each payer's rungs.

    Base case, basis stated. `steps` are the cause and the subject of each step, in the order they were made.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    figures: tuple[Moved, ...]
    payers: tuple[Moved, ...]
    steps: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not self.changes


def compare(old: tuple[str, Frames], new: tuple[str, Frames], stage: Report) -> Diff:
    """Compare two states of the tables, each with its name; both are valid."""
    (old_name, old_frames), (new_name, new_frames) = old, new
    stage("comparing", 0.1)
    names = renames(old_frames, new_frames)
    frames = renamed(old_frames, names)
    states = States(frames, new_frames, keyed(frames), keyed(new_frames))
    all_changes = (*renamed_rows(names), *changes(states.before, states.after))
    ordered = sorted(all_changes, key=lambda change: TABLE_NAMES.index(change.table))
    if not ordered:
        same = measured(evaluation_of(new_frames))
        return Diff(old_name, new_name, (), *moved_by([same, same], [(CAUSES[0], "")]), ())
    labels: list[tuple[str, str]] = []
    evaluation = evaluation_of(old_frames)
    measures = [with_names(measured(evaluation), names.get("companies", {}))]
    book = first_book(frames, new_frames, states.before, states.after)
    if names:
        labels.append((Cause.RENAMED.value, renamed_text(names)))
        evaluation = evaluation_of(book.frames)
        measures.append(measured(evaluation))
    edits = edits_between(states)
    for number, step in enumerate(steps(book, edits)):
        stage("measuring", 0.2 + 0.8 * min(1.0, number / len(edits)))
        labels.append((step.edit.cause.value, step.edit.label))
        evaluation = evaluate_next(step.book.frames, evaluation)
        measures.append(measured(evaluation))
    figures, payers = moved_by(measures, labels)
    return Diff(old_name, new_name, tuple(ordered), figures, payers, tuple(labels))


TABLE_NAMES = [table.name for table in TABLES]


def renamed_rows(names: Names) -> Iterator[Change]:
    """The renamed keys as changes."""
    for table, pairs in names.items():
        key = table_named(table).key[0]
        for before, after in pairs.items():
            yield Change(table, after, "renamed", (CellChange(key, before, after),))


def renamed_text(names: Names) -> str:
    """The renamed keys in a few words."""
    pairs = [f"{before} → {after}" for table in names.values() for before, after in table.items()]
    return pairs[0] if len(pairs) == 1 else f"{pairs[0]} and {len(pairs) - 1:,} more"


def with_names(measure: Measure, names: dict[str, str]) -> Measure:
    """The measure with companies under the names they have now."""
    whose = tuple(names.get(each, each) for each in measure.whose)
    return Measure(measure.figures, whose, {names.get(name, name): rungs for name, rungs in measure.payers.items()})


def moved_by(
    measures: Sequence[Measure], labels: Sequence[tuple[str, str]]
) -> tuple[tuple[Moved, ...], tuple[Moved, ...]]:
    """The key figures, and the rungs of every payer of the first or the last book, with what each step moved."""
    first, last = measures[0], measures[-1]
    figures = []
    for at, figure in enumerate(FIGURES):
        values = [measure.figures[at] for measure in measures]
        whose = first.whose[at], last.whose[at]
        figures.append(
            Moved(figure.name, figure.title, figure.unit, *ends(values), moves_of(values, labels), "", *whose)
        )
    payers = []
    for payer in dict.fromkeys([*first.payers, *last.payers, *(name for each in measures for name in each.payers)]):
        for rung, title in enumerate(RUNG_NAMES):
            values = [measure.rungs(payer)[rung] for measure in measures]
            payers.append(Moved(title.casefold(), title, "USD bn", *ends(values), moves_of(values, labels), payer))
    return tuple(figures), tuple(payers)


def ends(values: Sequence[float]) -> tuple[float | None, float | None]:
    """The first and the last value, None for n/d."""
    first, last = values[0], values[-1]
    return None if math.isnan(first) else first, None if math.isnan(last) else last


def moves_of(values: Sequence[float], labels: Sequence[tuple[str, str]]) -> tuple[Move, ...]:
    """How much each step moved a figure, without steps that did not move it; in the order of the causes, the largest
    first."""
    moves = []
    for (cause, what), before, after in zip(labels, values, values[1:], strict=False):
        was_unknown, is_unknown = math.isnan(before), math.isnan(after)
        amount = (0.0 if is_unknown else after) - (0.0 if was_unknown else before)
        if was_unknown != is_unknown:
            moves.append(Move(BECAME_KNOWN if was_unknown else NOW_UNKNOWN, what, amount))
        elif is_move(amount, before, after):
            moves.append(Move(cause, what, amount))
    return tuple(sorted(moves, key=lambda move: (REPORTED.index(move.cause), -abs(move.amount))))


def is_move(amount: float, before: float | None, after: float | None) -> bool:
    """Whether a difference is more than the noise of sums."""
    return abs(amount) > NOISE * max(1.0, abs(before or 0.0), abs(after or 0.0))
