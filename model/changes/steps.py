"""Making the edits one after another: each step leads from a valid book to a valid book.

An edit that breaks a rule by itself waits for the next ones. As soon as it is valid alone it is a step of its own;
edits that are valid only together, such as two rows that name each other, are one step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from model.changes.books import Book
from model.changes.causes import Cause, Edit

MOST_PAIRED = 12  # edits that are tried in twos before all are tried together


@dataclass(frozen=True)
class Step:
    """An edit, or some that only stand together, and the book that they lead to."""

    edit: Edit
    book: Book


def steps(book: Book, edits: Sequence[Edit]) -> Iterator[Step]:
    """The steps in order. The last leads to the book with all edits, which must be valid."""
    waiting: list[Edit] = []
    for cause in Cause:
        waiting += [edit for edit in edits if edit.cause is cause]
        for step in all_that_stand(book, waiting):
            book = step.book
            yield step
    if waiting:  # the whole is valid, whatever its parts are
        whole = waiting[0].joined(*waiting[1:])
        yield Step(whole, book.after(whole.ops))


def all_that_stand(book: Book, waiting: list[Edit]) -> Iterator[Step]:
    """Make every edit that can be made, one at a time, then in twos, then together; what is made waits no longer."""
    while waiting:
        before = len(waiting)
        for edit in list(waiting):
            step = single(book, edit)
            if step is not None:
                waiting.remove(edit)
                book = step.book
                yield step
        if len(waiting) < before:
            continue
        together = next(joined(book, waiting), None)
        if together is None:
            return
        step, parts = together
        waiting[:] = [edit for edit in waiting if edit not in parts]
        book = step.book
        yield step


def single(book: Book, edit: Edit) -> Step | None:
    """The step of an edit; None where it leads to a book with errors."""
    after = book.after(edit.ops)
    return Step(edit, after) if after.is_valid(edit.ops) else None


def joined(book: Book, waiting: Sequence[Edit]) -> Iterator[tuple[Step, tuple[Edit, ...]]]:
    """Steps of edits that stand together, the smallest first."""
    groups = [*combinations(waiting, 2)] if len(waiting) <= MOST_PAIRED else []
    for parts in dict.fromkeys((*groups, tuple(waiting))):
        if len(parts) > 1:
            step = single(book, parts[0].joined(*parts[1:]))
            if step is not None:
                yield step, parts
