"""Rows of outputs stand by size, as the tables are at the build; an edit of figures moves none, and verify knows."""

from __future__ import annotations

from pathlib import Path
from random import Random

import openpyxl
import pytest

from model.expression.nodes import Rows
from model.lines.rows import FUNDERS, PAYEES, PAYERS, SALES, SUPPLIERS
from model.verify.verify import verify
from model.workbook.layout import TABLE_HEADER_ROW
from tests.drafts import Draft
from tests.harness import Model


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


def test_verify_takes_the_order_from_the_workbook(model: Model, tmp_path: Path) -> None:
    """Small owes most after the edit: its row stays where the build put it, and only the edit is found."""
    saved = model.workbook(tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(saved)
    deals = book["deals"]
    row = next(cell.row for cell in deals["A"] if cell.value == "leg-2")
    column = next(cell.column for cell in deals[TABLE_HEADER_ROW] if cell.value == "base_bn")
    deals.cell(row, column).value = 100
    book.save(tmp_path / "edited.xlsx")
    differences = verify(tmp_path / "edited.xlsx", None).differences
    assert "formula-changed" not in {each.code for each in differences}
    assert not {each.sheet for each in differences} & {"Commitment vs revenue", "Headline bridge", "Counterparties"}
