"""Which mutants of the model's lines are noticed, and by what: a figure of a book that somebody else says too.

Only what depends on the changed line is computed anew, and no more of it than differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from model.expression.line import Line, operands
from model.expression.nodes import AsBuilt, Const, Edits, Errors, Missing, Node
from model.expression.ops import Values
from model.expression.values import Evaluation
from tests.line_graph import in_turn, readers, reads
from tests.mutants import Mutant

NOT_COMPUTABLE = (TypeError, ValueError, AttributeError, IndexError, ArithmeticError)
_numbers: dict[object, int] = {}


@dataclass(frozen=True)
class Expected:
    """What a cell of a line must be: a number within so much, a text, or n/d."""

    line: Line
    row: int
    column: int
    wanted: float | str
    within: float = 0.0

    def agrees(self, values: Values) -> bool:
        value = values[self.row, self.column]
        if isinstance(value, str):
            return bool(value == self.wanted)
        if isinstance(self.wanted, str):
            return self.wanted == "n/d" and bool(np.isnan(float(value)))
        return abs(float(value) - self.wanted) <= self.within


@dataclass(frozen=True, eq=False)
class Book:
    """Tables with all lines computed, and what is expected of some."""

    name: str
    evaluation: Evaluation
    expected: Mapping[Line, tuple[Expected, ...]]
    lines: frozenset[Line]
    """Those that the expected ones are computed from."""
    marks: dict[Node, object] = field(default_factory=dict, repr=False)

    def agrees(self, line: Line, values: Values) -> bool:
        return all(each.agrees(values) for each in self.expected.get(line, ()))

    def mark(self, leaf: Node) -> object:
        """The same for the same values, whatever book they stand in."""
        if leaf not in self.marks:
            if isinstance(leaf, Const | Missing | Errors):
                self.marks[leaf] = None
            elif isinstance(leaf, Edits | AsBuilt):
                self.marks[leaf] = self.name
            else:
                values = self.evaluation.value(leaf)
                content = tuple(values.ravel()) if values.dtype == object else values.tobytes()
                self.marks[leaf] = _numbers.setdefault((values.shape, content), len(_numbers))
        return self.marks[leaf]


def book_of(name: str, evaluation: Evaluation, expected: Iterable[Expected]) -> Book:
    """The book with every line computed once; what is expected holds as long as nothing is changed."""
    by_line: dict[Line, tuple[Expected, ...]] = {}
    for each in expected:
        assert each.agrees(evaluation.line(each.line)), (name, each, evaluation.line(each.line)[each.row, each.column])
        by_line[each.line] = (*by_line.get(each.line, ()), each)
    lines: set[Line] = set()
    behind = list(by_line)
    while behind:
        line = behind.pop()
        if line not in lines:
            lines.add(line)
            behind += reads()[line]
    for line in in_turn():
        evaluation.line(line)
    return Book(name, evaluation, by_line, frozenset(lines))


def noticed_by(mutant: Mutant, books: list[Book]) -> Book | None:
    """The first book that notices the mutant; it is asked first the next time."""
    leaves = (mutant.line, *dict.fromkeys(operands(mutant.expr, into_gathers=True)))
    known: dict[object, Values | None] = {}
    for book in books:
        if mutant.line in book.lines:
            alike = tuple(map(book.mark, leaves))
            if alike not in known:
                known[alike] = changed_values(mutant, book.evaluation)
            first = known[alike]
            if first is not None and any(not book.agrees(*each) for each in differing(book, mutant.line, first)):
                books.remove(book)
                books.insert(0, book)
                return book
    return None


def changed_values(mutant: Mutant, base: Evaluation) -> Values | None:
    """What the mutant gives for its line; None where that is what the line gives."""
    before = base.done[mutant.line]
    values = shaped(base.value(mutant.expr), before)
    return None if same(before, values) else values


def differing(book: Book, line: Line, values: Values) -> Iterator[tuple[Line, Values]]:
    """The lines with other values where one line has these, each after those it reads."""
    yield line, values
    base = book.evaluation
    evaluation = Evaluation(base.data, base.done | {line: values}, dict(base.keys_done), base.row_labels)
    evaluation.keys_done.pop(line, None)
    changed = {line}
    for reader in readers()[line]:
        if reader in book.lines and not changed.isdisjoint(reads()[reader]):
            before = base.done[reader]
            after = shaped(evaluation.value(reader.expr), before)
            if not same(before, after):
                changed.add(reader)
                evaluation.done[reader] = after
                evaluation.keys_done.pop(reader, None)
                yield reader, after


def shaped(values: Values, like: Values) -> Values:
    """The values of a line in all its rows and columns."""
    return np.broadcast_to(values if values.dtype == object else values.astype(np.float64), like.shape)


def same(before: Values, after: Values) -> bool:
    if before.dtype == object or after.dtype == object:
        return before.dtype == after.dtype and list(map(str, before.ravel())) == list(map(str, after.ravel()))
    return bool(np.array_equal(before, after, equal_nan=True))
