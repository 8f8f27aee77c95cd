"""Edits in an open workbook that the model does not hold: checks fail and Cover says so, as another engine sees it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from model.lines.checks import CHECK_ROWS
from model.workbook.layout import TABLE_HEADER_ROW
from tests.engines import formualizer_recalculated, values
from tests.saved import Place, Value

STATUS, MASTER = "F", ("Cover", "E3")


def cell_where(sheet: Worksheet, key: str, column: str) -> str:
    """The place of an input table's cell, by the key of its row."""
    headings = [cell.value for cell in sheet[TABLE_HEADER_ROW]]
    row = next(cell.row for cell in sheet["A"] if cell.value == key)
    return f"{get_column_letter(headings.index(column) + 1)}{row}"


def edited(workbook: Path, sheet: str, key: str, column: str, value: float | str | None, folder: Path) -> Path:
    """The workbook after one edit, not yet recomputed."""
    book = openpyxl.load_workbook(workbook)
    book[sheet][cell_where(book[sheet], key, column)] = value
    book.save(folder / "edited.xlsx")
    return folder / "edited.xlsx"


def recomputed(workbook: Path) -> dict[Place, Value]:
    return values(formualizer_recalculated(workbook, workbook.parent))


def failing(found: dict[Place, Value]) -> set[Value]:
    """The names of the checks that do not pass."""
    return {
        name
        for (sheet, cell), name in found.items()
        if sheet == "Checks"
        and cell.startswith("A")
        and name in CHECK_ROWS.labels
        and found.get(("Checks", f"{STATUS}{cell[1:]}")) != "PASS"
    }


@pytest.mark.parametrize(
    ("sheet", "key", "column", "value", "check"),
    [
        ("deals", "openai-amd-gpus", "payer", "Iliad", "parties-legs"),  # a company that was no payer
        ("deals", "openai-oracle-cloud", "base_bn", 301, "tables-read"),
        ("fx_rates", "CNY", "usd_per_unit", None, "currencies"),  # a spreadsheet takes a blank rate for 0
        ("Assumptions", "weight_firm", "base", None, "required-filled"),
        ("Assumptions", "cost_per_gw", "high", None, "required-filled"),
    ],
)
def test_an_edit_that_the_model_does_not_hold_fails_the_master_check(
    sheet: str, key: str, column: str, value: float | str | None, check: str, workbooks: dict[str, Path], tmp_path: Path
) -> None:
    found = recomputed(edited(workbooks["shipped-base"], sheet, key, column, value, tmp_path))
    assert check in failing(found)
    assert found[MASTER] == "FAIL"


def test_without_a_rate_an_amount_is_not_disclosed(workbooks: dict[str, Path], tmp_path: Path) -> None:
    """380 bn yuan of Alibaba's are never 0 dollars."""
    book = openpyxl.load_workbook(workbooks["shipped-base"])
    plan = next(cell.coordinate for cell in book["Capex"]["A"] if cell.value == "=capex_plans!$A$12")
    found = recomputed(edited(workbooks["shipped-base"], "fx_rates", "CNY", "usd_per_unit", None, tmp_path))
    assert found["Capex", plan.replace("A", "E")] == "n/d"


def test_an_edited_judgement_leaves_everything_tied_out(workbooks: dict[str, Path], tmp_path: Path) -> None:
    found = recomputed(edited(workbooks["shipped-base"], "Assumptions", "cost_per_gw", "base", 52, tmp_path))
    assert failing(found) == set()
    assert found[MASTER] == "PASS"


def test_a_check_that_is_an_error_fails_the_master_check(workbooks: dict[str, Path], tmp_path: Path) -> None:
    wrong = edited(workbooks["shipped-base"], "Assumptions", "default_term_years", "base", "five", tmp_path)
    found = recomputed(wrong)
    assert "payers-years" in failing(found)
    assert found[MASTER] == "FAIL"
