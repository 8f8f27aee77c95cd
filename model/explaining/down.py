"""The way down from a figure: what it is made of, largest first, to input cells and assumptions, within bounds.

What weighs most in the figure is followed first, so that the bounds cut off what matters least.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from model.explaining.explanation import Judgement, Step
from model.explaining.inputs import Source
from model.explaining.numbers import shown, with_unit
from model.explaining.reading import Assumed, Gathered, InputAt, Point, Read
from model.explaining.subject import Subject
from model.expression.nodes import CASES, Each
from model.expression.words import say
from model.workbook.reference import definition

MOST_STEPS, MOST_PARTS = 22, 6  # in all, and below one figure
MOST_WORDS = 100
HOW = {
    "sum": "added up, the largest first",
    "count": "counted",
    "filled": "counted",
    "max": "the largest of several",
    "min": "the smallest of several",
    "product": "multiplied row by row and added up",
}


@dataclass
class Draft:
    """A figure on the way, and what was found below it so far."""

    read: Read
    weight: float = 1.0
    how: str = ""
    parts: list[Draft] = field(default_factory=list)
    others: int = 0
    others_shown: str = ""
    lacking: int = 0


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
            tuple(self.step(part, root) for part in root.parts),
            root.others,
            root.others_shown,
            root.lacking,
            tuple(self.judgements(reads)),
            tuple(self.sources(reads)),
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
                else:
                    weight = draft.weight / max(len(reads), 1)
                    draft.parts = [Draft(read, weight) for read in reads[:MOST_PARTS]]
                    draft.others = len(reads) - len(draft.parts)

    def split(self, draft: Draft, how: str, parts: Sequence[Read], lacking: Sequence[Read]) -> None:
        """The parts of a gathering, the largest first; those that add nothing are only counted."""
        draft.how, draft.lacking = how, len(lacking)
        sized = sorted(((self.size(part), part) for part in parts), key=lambda each: -each[0])
        if how in ("max", "min") and sized:
            sized = sized[:1] if how == "max" else sized[-1:]
        if how == "sum":
            sized = [each for each in sized if each[0] > 0] or sized[:1]
        total = sum(size for size, _ in sized if math.isfinite(size)) or 1.0
        most = MOST_PARTS if len(sized) != MOST_PARTS + 1 else MOST_PARTS + 1  # no "and 1 more"
        draft.parts = [Draft(part, draft.weight * size / total) for size, part in sized[:most]]
        left = sized[most:]
        draft.others = len(left)
        if how == "sum" and left:
            amount = math.fsum(self.number(part) for _, part in left)
            draft.others_shown = self.in_unit(left[0][1], amount)

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

    def step(self, draft: Draft, above: Draft) -> Step:
        steps = tuple(self.step(part, draft) for part in draft.parts)
        below = {
            "how": HOW.get(draft.how, ""),
            "steps": steps,
            "others": draft.others,
            "others_shown": draft.others_shown,
            "lacking": draft.lacking,
        }
        match draft.read:
            case Point() as point:
                return self.of_point(point, above, below)
            case InputAt() as at:
                return self.of_input(at)
            case Assumed(name, case):
                return self.of_assumption(name, case)
            case Gathered() as gathered:
                return self.of_gathered(gathered, below)

    def of_point(self, point: Point, above: Draft, below: dict[str, object]) -> Step:
        subject, value = self.subject, self.reader.value(point)
        rows = point.line.over
        about = ""
        if rows is not None and rows.table in subject.loaded.tables and not rows.distinct:
            about = subject.inputs.telling(rows.table, point.row)
        return Step(
            subject.ask(point),
            point.line.title,
            subject.row(point),
            subject.column(point),
            subject.cell(point),
            None if value != value else value,
            subject.unit(point),
            subject.shown(point),
            about,
            "" if below["how"] or not below["steps"] else self.words(point),
            **below,  # type: ignore[arg-type]
        )

    def words(self, point: Point) -> str:
        """How a figure is computed from several others, where that is soon said."""
        end = self.reader.follow(point).line
        words = "" if isinstance(end.expr, Each) else definition(end)
        return words if len(words) <= MOST_WORDS else ""

    def of_input(self, at: InputAt) -> Step:
        subject, value = self.subject, self.reader.value(at)
        value = None if value != value or value == "" else value
        if at.table not in subject.loaded.tables:
            text = "blank" if value is None else str(value)
            return Step("", f"{at.table}[{at.column}]", "", "", "drawn from the tables", value, "text", text)
        inputs = subject.inputs
        return Step(
            subject.ask_input(at),
            at.column,
            f"{at.table}/{inputs.key(at.table, at.row)}",
            "",
            inputs.place(at.table, at.row),
            value,
            inputs.unit(at),
            inputs.shown(at),
            citations=inputs.citations(at.table, at.row),
        )

    def of_assumption(self, name: str, case: str) -> Step:
        at = self.assumption(name, case)
        step = self.of_input(at)
        return Step(
            f"assumptions/{name}", name, "assumption", case, step.place, step.value, step.unit, step.shown
        )

    def of_gathered(self, gathered: Gathered, below: dict[str, object]) -> Step:
        """Many figures inside a definition that reads more than these."""
        values = [self.number(part) for part in gathered.parts]
        folds = {"sum": math.fsum, "max": max, "min": min}
        is_count = gathered.how not in folds
        value = float(len(values)) if is_count else float(folds[gathered.how](values)) if values else 0.0  # type: ignore[operator]
        text = f"{value:,.0f}" if is_count or not values else self.in_unit(gathered.parts[0], value)
        words = say(gathered.node)
        title = words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}…"
        return Step("", title, "", "", "", value, "count" if is_count else "", text, **below)  # type: ignore[arg-type]

    def assumption(self, name: str, case: str) -> InputAt:
        names = [str(each) for each in self.subject.inputs.frame("assumptions")["name"]]
        return InputAt("assumptions", names.index(name), case)

    def judgements(self, reads: Sequence[Read]) -> Iterator[Judgement]:
        """The assumptions among what was read, each once."""
        names = [read.name for read in reads if isinstance(read, Assumed)]
        names += [
            self.subject.inputs.key("assumptions", read.row)
            for read in reads
            if isinstance(read, InputAt) and read.table == "assumptions"
        ]
        for name in dict.fromkeys(names):
            yield judgement(self.subject, name)

    def sources(self, reads: Sequence[Read]) -> Iterator[Source]:
        """The sources of the input cells among what was read, each once."""
        inputs = self.subject.inputs
        cells = [read for read in reads if isinstance(read, InputAt) and read.table in self.subject.loaded.tables]
        cells += [self.assumption(read.name, "base") for read in reads if isinstance(read, Assumed)]
        keys = [each.source for at in cells for each in inputs.citations(at.table, at.row)]
        for key in dict.fromkeys(keys):
            if (source := inputs.source(key)) is not None:
                yield source


def drafts(root: Draft) -> Iterator[Draft]:
    yield root
    for part in root.parts:
        yield from drafts(part)


def judgement(subject: Subject, name: str) -> Judgement:
    """An assumption with its three cases and its rationale."""
    inputs = subject.inputs
    names = [str(each) for each in inputs.frame("assumptions")["name"]]
    row = names.index(name)
    selected = subject.evaluation.data.selected.case
    cases = [inputs.shown(InputAt("assumptions", row, case)) for case in CASES]
    shown_cases = "" if len(set(cases)) == 1 else "; ".join(f"{case} {text}" for case, text in zip(CASES, cases, strict=True))
    return Judgement(
        name,
        inputs.shown(InputAt("assumptions", row, selected)),
        shown_cases,
        inputs.note("assumptions", row),
        inputs.place("assumptions", row),
    )
