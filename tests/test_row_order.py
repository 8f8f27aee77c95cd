"""Rows of outputs are in order of size as of the build; editing figures moves no row, and verify takes that into
account."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from model.expression.nodes import Rows
from model.lines.rows import FUNDERS, PAYEES, PAYERS, SALES, SUPPLIERS
from model.pipeline import build
from model.verify.verify import verify
from tests.drafts import Draft
from tests.harness import Model
from tests.opened import Opened


@pytest.fixture
def model(tmp_path: Path) -> Model:
    draft = Draft(Random(1))
    draft.leg("Unknown", "Little", "")
    draft.leg("Small", "Little", 1)
    draft.leg("Large", "Big", 9)
    draft.leg("Tied", "Big", "0.1")
    draft.leg("Tied", "Big", "0.2")  # 0.1 + 0.2, in binary a little more than 0.3
    draft.leg("Even", "Big", "0.3")
    draft.leg("Big", "Large", 5, kind="investment")
    draft.leg("Little", "Small", 7, kind="investment")
    return draft.model(tmp_path / "tables")


def labels(model: Model, rows: Rows) -> list[tuple[str, ...]]:
    return [tuple(map(str, label)) for label in zip(*model.evaluation.labels(rows), strict=True)]


def test_the_largest_stand_first_and_those_without_an_amount_last(model: Model) -> None:
    assert labels(model, PAYERS) == [("Large",), ("Small",), ("Tied",), ("Even",), ("Unknown",)]
    assert labels(model, SUPPLIERS) == labels(model, PAYEES) == [("Big",), ("Little",)]
    assert labels(model, SALES)[0] == ("Big", "Large")
    assert labels(model, FUNDERS) == [("Little", "Small"), ("Big", "Large")]


@pytest.mark.long
def test_verify_takes_the_order_from_the_workbook(model: Model, tmp_path: Path) -> None:
    """Small owes most after the edit: its row stays where the build put it, and only the edit is found."""
    assert labels(model, PAYERS)[0] == ("Large",)
    build(tmp_path / "tables", tmp_path / "book.xlsx")
    opened = Opened((tmp_path / "book.xlsx").read_bytes())
    opened.put(*opened.input_where("deals", "base_bn"), 100)
    (tmp_path / "edited.xlsx").write_bytes(opened.bytes())
    # values were not recomputed after the edit; labels, links and formulas are as they were built
    assert {each.code for each in verify(tmp_path / "edited.xlsx", None).differences} == {"input-edited", "value-stale"}
