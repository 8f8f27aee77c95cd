"""Edits in an open workbook that the model does not hold: checks fail and Cover says so, as another engine sees it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from model.lines.checks import CHECK_ROWS
from model.lines.sheet_errors import ERROR_SHEETS
from model.workbook.layout import TABLE_HEADER_ROW
from model.workbook.sheets import SHEETS
from model.workbook.write import lay_out
from tests.conftest import SHIPPED
from tests.engines import alike, formualizer_recalculated, recompute, values
from tests.harness import line_named, model_of
from tests.saved import Error, Place, Value
from tests.tiers import sampled

STATUS, MASTER = "F", ("Cover", "E3")


def cell_where(sheet: Worksheet, key: str, column: str) -> str:
    """The place of an input table's cell, by the key of its row."""
    headings = [cell.value for cell in sheet[TABLE_HEADER_ROW]]
    row = next(cell.row for cell in sheet["A"] if cell.value == key)
    return f"{get_column_letter(headings.index(column) + 1)}{row}"


def edited(workbook: Path, place: tuple[str, str, str], value: float | str | None, folder: Path) -> Path:
    """The workbook after one edit, not yet recomputed; the place is the sheet, the row's key and the column."""
    sheet, key, column = place
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


def place_of(name: str, row: str) -> Place:
    """Where a line stands in the shipped workbook, in the row of that label."""
    evaluation = model_of(SHIPPED).evaluation
    line = line_named(name)
    assert line.over is not None
    spot = lay_out(evaluation).spot(line)
    down = evaluation.labels(line.over)[0].tolist().index(row)
    return spot.sheet, f"{get_column_letter(spot.column)}{spot.row + down}"


def advised(found: dict[Place, Value]) -> Value:
    """What the Cover says to do."""
    return said(found, "checks_advice")


def said(found: dict[Place, Value], name: str) -> Value:
    """What the Cover says beside the title of a line."""
    title = line_named(name).title
    return next(
        found["Cover", f"B{cell[1:]}"] for (sheet, cell), text in found.items() if (sheet, text) == ("Cover", title)
    )


@pytest.mark.parametrize(
    ("place", "value", "check"),
    sampled(
        [
            (("deals", "openai-amd-gpus", "payer"), "Iliad", "parties-legs"),  # a company that was no payer
            (("fx_rates", "CNY", "usd_per_unit"), None, "currencies"),  # a spreadsheet takes a blank rate for 0
            (("Assumptions", "own_reported", "base"), None, "required-filled"),
            (("Assumptions", "cost_per_gw", "high"), None, "required-filled"),
            (("Assumptions", "check_tolerance", "base"), "'0.000001", "payers-legs"),  # nothing is within a text
            (("deals", "openai-amd-gpus", "gigawatts"), "6 GW", "deals-numbers"),
            (("capex_plans", "alibaba-ai-cloud", "term_years"), "three", "plans-numbers"),
            (("customer_shares", "CoreWeave", "share_low"), "most", "customers-numbers"),
            (("deals", "openai-amd-gpus", "part_of"), "no-such-leg", "parts-known"),
            (("revenue", "OpenAI", "company"), "Open AI", "companies-known"),
            (("equity_stakes", "openai-in-amd", "issuer"), "A M D", "companies-known"),
            (("sources", "000_8061e3b2eb6900fa", "source"), "=1/0", "no-errors"),
            (("companies", "Meta", "company"), "=1/0", "no-errors"),
        ],
        now=2,
    ),
)
def test_an_edit_that_the_model_does_not_hold_fails_the_master_check(
    place: tuple[str, str, str],
    value: float | str | None,
    check: str,
    workbooks: Mapping[str, Path],
    tmp_path: Path,
) -> None:
    found = recomputed(edited(workbooks["shipped-base"], place, value, tmp_path))
    assert check in failing(found)
    assert found[MASTER] == "FAIL"


def test_without_a_rate_an_amount_is_not_disclosed(workbooks: Mapping[str, Path], tmp_path: Path) -> None:
    """380 bn yuan of Alibaba's are never 0 dollars."""
    book = workbooks["shipped-base"]
    amount = place_of("plans_usd", "alibaba-ai-cloud")
    assert values(book)[amount] == pytest.approx(52.4)
    assert recomputed(edited(book, ("fx_rates", "CNY", "usd_per_unit"), None, tmp_path))[amount] == "n/d"


def test_an_edited_judgement_leaves_everything_tied_out(workbooks: Mapping[str, Path], tmp_path: Path) -> None:
    found = recomputed(edited(workbooks["shipped-base"], ("Assumptions", "cost_per_gw", "base"), 52, tmp_path))
    assert failing(found) == set()
    assert found[MASTER] == "PASS"


@pytest.mark.parametrize(
    ("place", "value"),
    sampled(
        [
            (("deals", "openai-oracle-cloud", "base_bn"), 301),
            (("deals", "openai-oracle-cloud", "base_bn"), 0),
            (("deals", "openai-oracle-cloud", "base_bn"), None),
            (("deals", "openai-oracle-cloud", "low_bn"), 250),
            (("deals", "openai-stargate", "payer_share"), 0.4),
            (("deals", "openai-stargate", "status"), "non_binding"),
            (("deals", "openai-stargate", "status"), "cancelled"),
            (("deals", "openai-amd-gpus", "gigawatts"), 60),
            (("deals", "meta-coreweave-cloud", "currency"), "EUR"),
            (("deals", "microsoft-nebius-gpus", "start"), 43831),  # 2020-01-01
            (("deals", "microsoft-nebius-gpus", "announced"), 46753),  # 2028-01-01: not yet known
            (("deals", "microsoft-nebius-gpus", "term_years"), 40),
            (("capex_plans", "microsoft-ai-data-centers", "base_bn"), 900),
            (("capex_plans", "microsoft-ai-data-centers", "part_of"), None),
            (("revenue", "OpenAI", "base_bn"), 9),
            (("fx_rates", "EUR", "usd_per_unit"), 1.2),
            (("Assumptions", "as_of", "base"), 46387),  # 2026-12-31
            (("Assumptions", "assume_timing", "base"), 0),
            (("Assumptions", "own_unpriced", "base"), 1),
            (("sources", "003_dd68827311bc073c", "published"), 46023),  # 2026-01-01: after the as-of day
            (("sources", "003_dd68827311bc073c", "grade"), "filing"),
        ],
        now=4,
    ),
)
def test_an_edit_within_bounds_is_counted_and_no_fault(
    place: tuple[str, str, str],
    value: float | str | None,
    workbooks: Mapping[str, Path],
    tmp_path: Path,
) -> None:
    found = recomputed(edited(workbooks["shipped-base"], place, value, tmp_path))
    assert failing(found) == set()
    assert found[MASTER] == "PASS"
    assert said(found, "edited_since_build") == "1 row in 1 table"


def test_a_blank_typed_where_a_whole_is_named_changes_nothing(workbooks: dict[str, Path], tmp_path: Path) -> None:
    book = workbooks["shipped-base"]
    found = recomputed(edited(book, ("deals", "openai-oracle-cloud", "part_of"), " ", tmp_path))
    assert found[MASTER] == "PASS"
    total = place_of("legs_counted", "openai-oracle-cloud")
    assert found[total] == values(book)[total]


def test_wherever_a_check_fails_the_cover_says_where_to_look(workbooks: dict[str, Path], tmp_path: Path) -> None:
    book = workbooks["shipped-base"]
    found = recomputed(edited(book, ("deals", "openai-amd-gpus", "gigawatts"), "6 GW", tmp_path))
    assert advised(found) == ("look at Checks, where this no longer holds: Every number and date of deals is no text")


def test_a_check_that_is_an_error_fails_the_master_check(workbooks: Mapping[str, Path], tmp_path: Path) -> None:
    wrong = edited(workbooks["shipped-base"], ("Assumptions", "default_term_years", "base"), "five", tmp_path)
    found = recomputed(wrong)
    assert "payers-years" in failing(found)
    assert found[MASTER] == "FAIL"


WITH_ERRORS = (
    ("deals", "openai-oracle-cloud", "base_bn"),
    ("deals", "openai-oracle-cloud", "term_years"),
    ("deals", "openai-amd-gpus", "gigawatts"),
    ("fx_rates", "CNY", "usd_per_unit"),
    ("revenue", "OpenAI", "base_bn"),
    ("revenue", "OpenAI", "period_end"),
    ("capex_plans", "alibaba-ai-cloud", "base_bn"),
    ("customer_shares", "CoreWeave", "share_low"),
    ("Assumptions", "cost_per_gw", "base"),
    ("equity_stakes", "openai-in-amd", "max_share"),
)


@pytest.mark.long
@pytest.mark.program("libreoffice")
def test_an_error_in_an_input_shows_as_an_error_and_never_as_not_disclosed(
    workbooks: Mapping[str, Path], tmp_path: Path
) -> None:
    before = values(workbooks["shipped-base"])
    wrong = []
    for index, place in enumerate(WITH_ERRORS):
        saved = edited(workbooks["shipped-base"], place, "=1/0", tmp_path)
        wrong.append(saved.rename(tmp_path / f"wrong-{index}.xlsx"))
    for place, found in zip(WITH_ERRORS, recompute("libreoffice", wrong, tmp_path), strict=True):
        assert any(isinstance(value, Error) for (sheet, _), value in found.items() if sheet != place[0]), place
        hidden = [cell for cell, value in found.items() if value == "n/d" and before[cell] != "n/d"]
        assert hidden == [], place
        assert "no-errors" in failing(found), place
        assert found[MASTER] == "FAIL", place


@pytest.mark.parametrize(("written", "as_if"), sampled([("High ", "high"), (" low", "low"), ("BASE", "base")], now=3))
def test_blanks_and_capitals_make_no_other_case(
    written: str, as_if: str, workbooks: Mapping[str, Path], tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(workbooks["shipped-base"])
    book["Cover"]["B5"] = written
    book.save(tmp_path / "selected.xlsx")
    found, wanted = recomputed(tmp_path / "selected.xlsx"), values(workbooks[f"shipped-{as_if}"])
    unlike = [place for place, value in wanted.items() if isinstance(value, float) and not alike(value, found[place])]
    assert unlike == []
    assert found[MASTER] == "PASS"


@pytest.mark.parametrize(("cell", "written", "check"), [("B5", "hihg", "case-known"), ("B6", "sined", "basis-known")])
def test_a_selector_of_no_such_name_fails_the_master_check(
    cell: str, written: str, check: str, workbooks: Mapping[str, Path], tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(workbooks["shipped-base"])
    book["Cover"][cell] = written
    book.save(tmp_path / "selected.xlsx")
    found = recomputed(tmp_path / "selected.xlsx")
    assert failing(found) == {check}
    assert found[MASTER] == "FAIL"


def test_every_sheet_with_figures_is_watched_for_errors() -> None:
    """But for the two that show the checks, and so cannot be read by one."""
    unwatched = ("Cover", "Checks")
    watched = [sheet.name for sheet in SHEETS if (sheet.blocks or sheet.tables) and sheet.name not in unwatched]
    assert watched == list(ERROR_SHEETS)


def test_a_company_without_a_row_in_the_model_is_told_what_to_do(workbooks: Mapping[str, Path], tmp_path: Path) -> None:
    book = workbooks["shipped-base"]
    found = recomputed(edited(book, ("deals", "openai-amd-gpus", "payer"), "Iliad", tmp_path))
    assert advised(found) == "a company in deals, capex_plans or revenue has no row in the model: build again"
