"""Most mutants of the model's lines are noticed: one operator, constant or operand of a definition is changed.

What counts as a mutant, and what notices it, stands in `tests/mutants.py` and `tests/mutation_books.py`.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from model.expression.nodes import Const
from model.lines import commitments
from tests.engines import PIP_ENGINES, differences, recompute
from tests.harness import model_of, write_tables
from tests.mutants import Mutant, all_mutants, mutants
from tests.mutation import NOT_COMPUTABLE, Book, noticed_by
from tests.mutation_books import books
from tests.saved import Error

AT_LEAST = 0.79  # measured, see tests/README.md: nine in ten is what it shall become
SAMPLE = 200
OF_SAMPLE = 0.72  # by chance it holds fewer that are noticed


def unnoticed(of: Iterable[Mutant], among: list[Book]) -> Iterator[Mutant]:
    """Those that no book notices, in any line; what cannot be computed shows an error, which is noticed."""
    for mutant in of:
        if not any(is_noticed(each, among) for each in (mutant, *mutant.alike)):
            yield mutant


def is_noticed(mutant: Mutant, among: list[Book]) -> bool:
    try:
        return noticed_by(mutant, among) is not None
    except NOT_COMPUTABLE:
        return True


def test_a_line_has_a_mutant_for_each_operator_constant_and_operand() -> None:
    names = [mutant.change for mutant in mutants(commitments.excess)]
    assert len(names) == 3  # commitments − revenue
    assert names[0] == "- → +"


@pytest.mark.long
def test_no_two_mutants_share_a_name_and_none_says_what_the_line_says() -> None:
    every = all_mutants()
    assert len({mutant.name for mutant in every}) == len(every) > 9_000
    assert all(mutant.expr != mutant.line.expr for mutant in every)


def test_what_changes_a_figure_is_noticed_and_what_changes_none_is_not(tmp_path: Path) -> None:
    among = list(books(tmp_path, each=60, others=False))
    line = commitments.legs
    assert noticed_by(Mutant(line, "0", Const(0)), among) is not None
    assert noticed_by(Mutant(line, "the same", line.expr), among) is None


@pytest.mark.long
@pytest.mark.parametrize("engine", PIP_ENGINES)
def test_the_guard_of_a_look_up_keeps_errors_out_in_an_engine(engine: str, tmp_path: Path) -> None:
    """Our own evaluation gives 0 for the place of what is not there; a spreadsheet gives an error."""
    legs = [
        {"leg": leg, "payer": "P", "payee": "S", "base_bn": 1, "currency": "USD", "part_of": part_of}
        for leg, part_of in (("a", ""), ("b", "a"))
    ]
    good = model_of(write_tables(tmp_path / "tables", {"deals": legs})).workbook(tmp_path / "good.xlsx")
    mutant = tmp_path / "mutant.xlsx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(mutant, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<f>IF(OR(", b"<f>IF(AND("))
    unlike = differences(mutant, *recompute(engine, [mutant], tmp_path))[1]
    changed = [each for each in unlike if each.formula.startswith("=IF(AND(") and "MATCH(" in each.formula]
    assert changed
    assert {type(each.recomputed) for each in changed} == {Error}
    assert not differences(good, *recompute(engine, [good], tmp_path))[1]


@pytest.mark.long
def test_most_of_a_sample_of_the_mutants_is_noticed(tmp_path: Path) -> None:
    every = list(all_mutants())
    random.Random(7).shuffle(every)
    left = list(unnoticed(every[:SAMPLE], list(books(tmp_path))))
    assert 1 - len(left) / SAMPLE >= OF_SAMPLE, [mutant.name for mutant in left]


@pytest.mark.exhaustive
def test_most_of_all_mutants_are_noticed(tmp_path: Path) -> None:
    every = all_mutants()
    left = list(unnoticed(every, list(books(tmp_path))))
    print(*(mutant.name for mutant in left), sep="\n")
    print(f"{1 - len(left) / len(every):.1%} of {len(every)} mutants are noticed")
    assert 1 - len(left) / len(every) >= AT_LEAST
