"""The way down from a figure: what it is made of, largest first, to input cells and assumptions, within bounds.

What weighs most in the figure is followed first, so that the bounds cut off what matters least.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from model.explaining.explanation import Judgement, Step
from model.explaining.inputs import Source
from model.explaining.numbers import shown, with_unit
from model.explaining.points import Gathered, InputAt, Point, Read
from model.explaining.rests import gaps, judgements, sources
from model.explaining.steps import Draft, no_row, step_of
from model.explaining.subject import Subject
from model.expression.nodes import Column

MOST_STEPS, MOST_PARTS = 22, 6  # in all, and below one figure


@dataclass(frozen=True)
class Way:
    """The steps below what is asked about, and what they rest on."""

    how: str
    steps: tuple[Step, ...]
    others: int
    others_shown: str
    lacking: int
    judgements: tuple[Judgement, ...]
    sources: tuple[Source, ...]
    gaps: tuple[str, ...]


def way_down(subject: Subject, points: Sequence[Point]) -> Way:
    """What one figure is made of, or several that are added up."""
    return Builder(subject).way(points)


class Builder:
    """Grows the way figure by figure, the weightiest first, until the bound is reached."""

    def __init__(self, subject: Subject) -> None:
        self.subject, self.reader = subject, subject.reader
        self.done: set[Point] = set()

    def way(self, points: Sequence[Point]) -> Way:
        root = Draft(points[0])
        if len(points) == 1:
            self.expand(root)
        else:
            self.split(root, "sum", points, ())
        heap: list[tuple[float, int, Draft]] = []
        count = 0
        waiting = [root]
        while True:
            for draft in waiting:
                for part in draft.parts:
                    count += 1
                    heapq.heappush(heap, (-part.weight, count, part))
            if not heap or count >= MOST_STEPS:
                break
            draft = heapq.heappop(heap)[2]
            self.expand(draft)
            waiting = [draft]
        reads = [draft.read for draft in drafts(root)]
        return Way(
            root.how,
            tuple(step_of(self.subject, part) for part in root.parts),
            root.others,
            root.others_shown,
            root.lacking,
            tuple(judgements(self.subject, reads)),
            tuple(sources(self.subject, reads)),
            tuple(gaps(self.subject, reads)),
        )

    def expand(self, draft: Draft) -> None:
        """What a figure is made of: the figures of a gathering, or what its definition reads."""
        match draft.read:
            case Gathered(how=how, parts=parts, lacking=lacking):
                self.split(draft, how, parts, lacking)
            case Point():
                point = self.reader.follow(draft.read)
                if point in self.done:
                    return
                self.done.add(point)
                reads = self.reader.amounts(point)
                if len(reads) == 1 and isinstance(reads[0], Gathered):
                    value = self.reader.value(point)
                    missing = reads[0].lacking if value != value else ()
                    self.split(draft, reads[0].how, missing or reads[0].parts, () if missing else reads[0].lacking)
                    if not reads[0].parts and not reads[0].lacking:
                        draft.how, draft.words = "", no_row(reads[0].node)
                else:
                    weight = draft.weight / max(len(reads), 1)
                    draft.parts = [Draft(self.input_of(read), weight) for read in reads[:MOST_PARTS]]
                    draft.others = len(reads) - len(draft.parts)

    def split(self, draft: Draft, how: str, parts: Sequence[Read], lacking: Sequence[Read]) -> None:
        """The parts of a gathering, the largest first; those that add nothing are only counted."""
        draft.how, draft.lacking = how, len(lacking)
        sized = sorted(((self.size(part), part) for part in parts), key=lambda each: -each[0])
        if how in ("max", "min") and sized:
            sized = sized[:1] if how == "max" else sized[-1:]
        zeros = 0
        if how == "sum":
            zeros, sized = len(sized), [each for each in sized if each[0] > 0]
            zeros -= len(sized)
        total = sum(size for size, _ in sized if math.isfinite(size)) or 1.0
        most = MOST_PARTS if len(sized) != MOST_PARTS + 1 else MOST_PARTS + 1  # no "and 1 more"
        draft.parts = [Draft(self.input_of(part), draft.weight * size / total) for size, part in sized[:most]]
        left = sized[most:]
        draft.others = len(left) if left or sized else zeros
        if how == "sum" and draft.others:
            amount = math.fsum(self.number(part) for _, part in left)
            draft.others_shown = self.in_unit(parts[0], amount)

    def input_of(self, read: Read) -> Read:
        """A figure, or the input cell that it does nothing but call up."""
        if isinstance(read, Point) and isinstance(read.line.expr, Column):
            return InputAt(read.line.expr.table, read.row, read.line.expr.name)
        return read

    def in_unit(self, like: Read, amount: float) -> str:
        unit = self.subject.unit(like) if isinstance(like, Point) else ""
        return with_unit(shown(amount, unit), unit)

    def number(self, read: Read) -> float:
        value = self.reader.value(read)
        return value if isinstance(value, float) else 0.0

    def size(self, read: Read) -> float:
        """How much a part weighs; a text weighs little and something."""
        value = self.reader.value(read)
        return abs(value) if isinstance(value, float) and value == value else 1e-9


def drafts(root: Draft) -> Iterator[Draft]:
    yield root
    for part in root.parts:
        yield from drafts(part)
