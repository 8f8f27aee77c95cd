"""The way down from a figure: what it is made of, largest first, to input cells and assumptions, within bounds.

The parts with the largest weight in the figure are followed first, so that the bounds cut off what matters least.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from model.explaining.explanation import Judgement, Step
from model.explaining.inputs import Source
from model.explaining.points import Gathered, InputAt, Origin, Point
from model.explaining.rests import gaps, judgements, sources
from model.explaining.steps import Draft, no_row, step_of
from model.explaining.subject import Subject
from model.expression.nodes import Column
from model.spelling import spelling, with_unit

MOST_STEPS, MOST_PARTS, MOST_REASONS = 20, 6, 3  # in all, and below one figure


@dataclass(frozen=True)
class Way:
    """The steps below what is asked about, and what they rest on.

    `reason` says why a figure is not disclosed, `gaps` which data gaps count that.
    """

    how: str
    steps: tuple[Step, ...]
    others: int
    others_text: str
    lacking: int
    judgements: tuple[Judgement, ...]
    sources: tuple[Source, ...]
    gaps: tuple[str, ...]
    reason: str


def way_down(subject: Subject, points: Sequence[Point]) -> Way:
    """What one figure is made of, or several that are added up."""
    return Builder(subject).way(points)


class Builder:
    """Extends the explanation figure by figure, the largest weight first, until the bound is reached."""

    def __init__(self, subject: Subject) -> None:
        self.subject, self.reader = subject, subject.reader
        self.done: set[Point] = set()
        self.is_missing = False  # whether it is asked why a figure is not disclosed

    def way(self, points: Sequence[Point]) -> Way:
        root = Draft(points[0])
        self.is_missing = self.reader.lacks(points[0])
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
        reads = [draft.origin for draft in drafts(root)]
        return Way(
            root.how,
            tuple(step_of(self.subject, part) for part in root.parts),
            root.others,
            root.others_text,
            root.lacking,
            tuple(judgements(self.subject, reads)),
            tuple(sources(self.subject, reads)),
            tuple(gaps(self.subject, reads)),
            self.reason(root),
        )

    def reason(self, root: Draft) -> str:
        """Where the way ends: blank input cells, and rows that are not there."""
        ends = [draft for draft in drafts(root) if not draft.parts]
        cells = [end.origin for end in ends if isinstance(end.origin, InputAt) and self.reader.lacks(end.origin)]
        rows: dict[str, list[str]] = {}
        for cell in dict.fromkeys(cells):
            if cell.table in self.subject.loaded.tables:
                key = f"{cell.table}/{self.subject.inputs.key(cell.table, cell.row)}"
                rows.setdefault(key, []).append(cell.column)
        texts = [f"{' and '.join(columns)} of {key} {verb(columns)} blank" for key, columns in rows.items()]
        texts += dict.fromkeys(end.words for end in ends if end.words)
        more = len(texts) - MOST_REASONS
        return "; ".join(texts[:MOST_REASONS]) + (f"; and {more} more" if more > 0 else "")

    def expand(self, draft: Draft) -> None:
        """What a figure is made of: the figures of a gathering, or what its definition reads."""
        match draft.origin:
            case Gathered(how=how, parts=parts, lacking=lacking):
                self.split(draft, how, parts, lacking)
            case Point():
                point = self.reader.follow(draft.origin)
                if point in self.done:
                    return
                self.done.add(point)
                reads = self.reader.amounts(point)
                if len(reads) == 1 and isinstance(reads[0], Gathered):
                    self.gather(draft, reads[0], point)
                else:
                    weight = draft.weight / max(len(reads), 1)
                    draft.parts = [Draft(self.input_of(origin), weight) for origin in reads[:MOST_PARTS]]
                    draft.others = len(reads) - len(draft.parts)

    def gather(self, draft: Draft, gathered: Gathered, point: Point) -> None:
        """The figures of a gathering; where nothing is disclosed and n/d is the question, the undisclosed ones."""
        is_reason = self.reader.lacks(point) or (self.is_missing and not gathered.parts)
        missing = gathered.lacking if is_reason else ()
        self.split(draft, gathered.how, missing or gathered.parts, () if missing else gathered.lacking)
        if missing:
            draft.how = ""
        if not (gathered.parts or gathered.lacking or gathered.value):
            draft.how, draft.words = "", no_row(self.subject, gathered.node, point)

    def split(self, draft: Draft, how: str, parts: Sequence[Origin], lacking: Sequence[Origin]) -> None:
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
            draft.others_text = self.in_unit(parts[0], amount)

    def input_of(self, origin: Origin) -> Origin:
        """A figure or, if it only repeats an input cell, that cell."""
        if isinstance(origin, Point) and isinstance(origin.line.expr, Column):
            return InputAt(origin.line.expr.table, origin.row, origin.line.expr.name)
        return origin

    def in_unit(self, like: Origin, amount: float) -> str:
        unit = self.subject.unit(like) if isinstance(like, Point) else ""
        return with_unit(spelling(amount, unit), unit)

    def number(self, origin: Origin) -> float:
        value = self.reader.value(origin)
        return value if isinstance(value, float) else 0.0

    def size(self, origin: Origin) -> float:
        """The weight of a part; a text has a small weight above 0."""
        value = self.reader.value(origin)
        return abs(value) if isinstance(value, float) and value == value else 1e-9


def verb(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def drafts(root: Draft) -> Iterator[Draft]:
    yield root
    for part in root.parts:
        yield from drafts(part)
