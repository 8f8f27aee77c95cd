"""diff on random pairs of books: the steps add up to the difference, and every book on the way is valid.

Pairs are variations of one small book, and random books that have nothing in common but their keys, so that nearly
every row is amended, comes or goes, whatever it is part of, replaces or rests on.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import Phase, given, settings

from model.changes.books import Book, first_book
from model.changes.compare import Diff, compare
from model.changes.edits import UNREAD, States, edits_between
from model.changes.figures import evaluation_of, measured
from model.changes.renames import renamed, renames
from model.changes.rows import Frames, keyed
from model.changes.sides import side
from model.changes.steps import steps
from model.compute import evaluate_next, same_column
from model.inputs.checks.across import CHECKS
from model.inputs.typed import Inputs, Table
from model.workbook.names import model_lines, required_assumptions
from schemas import TABLES
from tests.harness import write_tables
from tests.random_books import random_book
from tests.strategies import Rows, valid_tables, valid_variations, write_folder
from tests.tiers import sampled

PAIRS = sampled(range(0, 16, 2), now=0, long=8)  # seeds, each with the next


def quiet(_: str, __: float) -> None:
    """Progress to nobody."""


def random_frames(seed: int) -> Frames:
    draft, _ = random_book(seed)
    with TemporaryDirectory() as folder:
        return side(str(write_tables(Path(folder) / "tables", draft.rows, draft.assumptions))).frames


def frames_of(tables: Mapping[str, Rows]) -> Frames:
    with TemporaryDirectory() as folder:
        return side(str(write_folder(Path(folder) / "tables", tables))).frames


def assert_adds_up(old: Frames, new: Frames, comparison: Diff) -> None:
    """Every figure is that of the tables, and its moves add up to its difference."""
    before, after = (measured(evaluation_of(frames)) for frames in (old, new))
    for at, figure in enumerate(comparison.figures):
        ends = tuple(math.nan if end is None else end for end in (figure.before, figure.after))
        assert ends == pytest.approx((before.figures[at], after.figures[at]), rel=1e-9, nan_ok=True), figure
    assert {each.payer for each in comparison.payers} >= set(after.payers)
    for each in (*comparison.figures, *comparison.payers):
        assert not [move for move in each.moves if move.what == UNREAD], each
        assert sum(move.amount for move in each.moves) == pytest.approx(each.difference, abs=1e-6), each
        assert bool(each.moves) >= each.has_moved or each.whose_before != each.whose_after, each


def books_between(old: Frames, new: Frames) -> list[Book]:
    """Every book that the comparison evaluates, from the first to the last."""
    frames = renamed(old, renames(old, new))
    states = States(frames, new, keyed(frames), keyed(new))
    first = first_book(frames, new, states.before, states.after)
    return [first, *(step.book for step in steps(first, edits_between(states)))]


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(0, 16, 2))
def test_what_is_taken_from_the_book_before_is_what_the_book_gives(seed: int) -> None:
    """Every line, of every book on the way."""
    books = books_between(random_frames(seed), random_frames(seed + 1))
    evaluation = evaluation_of(books[0].frames)
    for line in model_lines():
        evaluation.line(line)
    taken = 0
    for book in books[1:]:
        evaluation, anew = evaluate_next(book.frames, evaluation), evaluation_of(book.frames)
        taken += len(evaluation.done)
        for line in model_lines():
            assert same_column(evaluation.line(line).ravel(), anew.line(line).ravel()), line.name
    assert taken > 10 * len(books)


def errors_in(frames: Frames, before: Frames) -> list[str]:
    """What the schemas say of tables that are not those of the book before, and the checks of tables of all anew."""
    for table in TABLES:
        if frames[table.name] is not before.get(table.name):
            table.model.validate(frames[table.name])
    tables = {name: Table(name, name, frame) for name, frame in frames.items()}
    inputs = Inputs(tables, frozenset(), required_assumptions())
    return [finding.message for check in CHECKS for finding in check(inputs) if finding.severity == "error"]


def assert_way_is_valid(old: Frames, new: Frames) -> None:
    books = books_between(old, new)
    before: Frames = {}
    for book in books:
        assert not errors_in(book.frames, before)
        before = book.frames
    for name, frame in books[-1].frames.items():  # the last holds the new tables, row for row
        pd.testing.assert_frame_equal(frame.reset_index(drop=True), new[name].reset_index(drop=True))


def check_pair(old: Frames, new: Frames) -> None:
    assert_adds_up(old, new, compare(("old", old), ("new", new), quiet))
    assert_way_is_valid(old, new)


def test_a_whole_and_its_part_leave_in_an_order_that_is_valid() -> None:
    """The part first, though it is the smaller: a part of a leg that is gone is an error."""
    tables = valid_tables()
    tables["deals"] = [row for row in tables["deals"] if row["leg"] in ("L1", "L3", "L4")]
    del tables["equity_stakes"], tables["tranches"], tables["payments"]
    old, new = frames_of(tables), frames_of({**tables, "deals": tables["deals"][2:]})
    assert_way_is_valid(old, new)


@pytest.mark.long
def test_every_other_row_of_a_book_goes() -> None:
    """Legs that are wholes of others and plans around others among them; and back, they come."""
    all_rows = valid_tables()
    fewer = {name: rows[:1] if name in ("deals", "capex_plans", "revenue") else rows for name, rows in all_rows.items()}
    for name in ("payments", "customer_shares", "tranches", "equity_stakes", "figures"):
        del fewer[name]
    old, new = frames_of(all_rows), frames_of(fewer)
    check_pair(old, new)
    check_pair(new, old)


@pytest.mark.long
@settings(max_examples=5, deadline=None, phases=(Phase.generate,), print_blob=False)
@given(valid_variations(), valid_variations())
def test_variations_of_a_book_add_up(old: dict[str, Rows], new: dict[str, Rows]) -> None:
    check_pair(frames_of(old), frames_of(new))


@pytest.mark.parametrize("seed", PAIRS)
def test_books_that_share_their_keys_alone_add_up(seed: int) -> None:
    check_pair(random_frames(seed), random_frames(seed + 1))


@pytest.mark.parametrize("seed", PAIRS)
def test_half_of_the_rows_change(seed: int) -> None:
    """Every second row of deals has other amounts, dates or status, and payments and rates are other ones."""
    draft, _ = random_book(seed)
    with TemporaryDirectory() as folder:
        tables = write_tables(Path(folder) / "tables", draft.rows, draft.assumptions)
        old = side(str(tables)).frames
        amend(tables / "deals.csv")
        new = side(str(tables)).frames
    check_pair(old, new)


def amend(file: Path) -> None:
    """Raise the amounts of every second row, and end it a year later."""
    with file.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows[::2]:
        for column in ("low_bn", "base_bn", "high_bn", "gigawatts"):
            if row[column]:
                row[column] = f"{float(row[column]) * 1.5:.12g}"
        if row["end"]:
            row["end"] = f"{int(row['end'][:4]) + 1}{row['end'][4:]}"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
