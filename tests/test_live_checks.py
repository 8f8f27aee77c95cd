"""Edits in an open workbook that the model cannot follow: checks fail and the Summary says so, as computed by
another engine."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import formualizer
import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from model.lines.checks import CHECK_ROWS
from model.lines.sheet_errors import ERROR_SHEETS
from model.workbook.layout import TABLE_HEADER_ROW
from model.workbook.sheets import SHEETS
from model.workbook.write import lay_out
from tests.conftest import SHIPPED
from tests.engines import alike, recompute, values
from tests.harness import line_named, model_of
from tests.saved import Error, Place, Value
from tests.tiers import sampled

STATUS, MASTER = "H", ("Summary", "B8")
MOST_ROWS = 200  # of any sheet that is looked through


class Live:
    """The shipped workbook as it lies open in a spreadsheet: what follows from an edit shows at once."""

    def __init__(self, workbook: Path) -> None:
        self.book = formualizer.load_workbook(str(workbook))
        self.book.evaluate_all()
        self.before: dict[Place, Any] = {}

    def __getitem__(self, place: Place) -> Value:
        value = self.book.get_value(place[0], *coordinate_to_tuple(place[1]))
        return Error(value["kind"]) if isinstance(value, dict) else value

    def column(self, sheet: str, letters: str) -> dict[str, Value]:
        """What a column holds, by cell."""
        return {cell: self[sheet, cell] for row in range(1, MOST_ROWS) if (cell := f"{letters}{row}")}

    def put(self, place: Place, value: float | str | None) -> None:
        """Type something into a cell, "=" before a formula."""
        sheet, (row, column) = place[0], coordinate_to_tuple(place[1])
        self.before.setdefault(place, self.book.get_value(sheet, row, column))
        if isinstance(value, str) and value.startswith("="):
            self.book.set_formula(sheet, row, column, value)
        else:
            self.book.set_value(sheet, row, column, value)
        self.book.evaluate_all()

    def edit(self, place: tuple[str, str, str], value: float | str | None) -> None:
        """Type something into an input table: the place is the sheet, the key of the row and the column."""
        sheet, key, column = place
        letters = next(
            letters
            for letters in map(get_column_letter, range(1, MOST_ROWS))
            if self[sheet, f"{letters}{TABLE_HEADER_ROW}"] == column
        )
        cell = next(cell for cell, held in self.column(sheet, "A").items() if held == key)
        self.put((sheet, f"{letters}{cell[1:]}"), value)

    def undo(self) -> None:
        """Put back what stood there before."""
        for place, value in self.before.items():
            self.book.set_value(place[0], *coordinate_to_tuple(place[1]), value)
        self.before.clear()
        self.book.evaluate_all()

    def failing(self) -> set[Value]:
        """The names of the checks that do not pass."""
        return {
            name
            for cell, name in self.column("Checks", "A").items()
            if name in CHECK_ROWS.labels and self["Checks", f"{STATUS}{cell[1:]}"] != "PASS"
        }

    def said(self, title: str) -> Value:
        """What the Summary says beside a title."""
        cells = self.column("Summary", "A").items()
        return next(self["Summary", f"B{cell[1:]}"] for cell, text in cells if text == title)


@pytest.fixture(scope="module")
def opened(workbooks: Mapping[str, Path]) -> Live:
    return Live(workbooks["shipped-base"])


@pytest.fixture
def live(opened: Live) -> Iterator[Live]:
    """The open workbook, in which edits are undone after each test."""
    yield opened
    opened.undo()
    assert (opened.failing(), opened[MASTER]) == (set(), "PASS")


def place_of(name: str, row: str) -> Place:
    """Where a line stands in the shipped workbook, in the row of that label."""
    evaluation = model_of(SHIPPED).evaluation
    line = line_named(name)
    assert line.over is not None
    spot = lay_out(evaluation).spot(line)
    down = evaluation.labels(line.over)[0].tolist().index(row)
    return spot.sheet, f"{get_column_letter(spot.column)}{spot.row + down}"


@pytest.mark.parametrize(
    ("place", "value", "check"),
    [
        (("deals", "openai-amd-gpus", "payer"), "Iliad", "payers-count"),  # a company that was no payer
        (("fx_rates", "CNY", "usd_per_unit"), None, "plans-in-dollars"),  # a spreadsheet takes a blank rate for 0
        (("Assumptions", "own_reported", "base"), None, "assumptions-base-filled"),
        (("Assumptions", "cost_per_gw", "high"), None, "assumptions-high-filled"),
        (("Assumptions", "check_tolerance", "base"), "'0.000001", "payers-legs"),  # nothing is within a text
        (("deals", "openai-amd-gpus", "gigawatts"), "6 GW", "deals-numbers"),
        (("capex_plans", "alibaba-ai-cloud", "term_years"), "three", "plans-numbers"),
        (("customer_shares", "CoreWeave", "share_low"), "most", "customers-numbers"),
        (("deals", "openai-amd-gpus", "part_of"), "no-such-leg", "legs-parts-known"),
        (("revenue", "OpenAI", "company"), "Open AI", "revenue-known"),
        (("equity_stakes", "openai-in-amd", "issuer"), "A M D", "stakes-known"),
        (("sources", "000_8061e3b2eb6900fa", "source"), "=1/0", "no-errors"),
        (("companies", "Meta", "company"), "=1/0", "no-errors"),
    ],
)
def test_an_edit_that_the_model_does_not_hold_fails_the_master_check(
    place: tuple[str, str, str], value: float | str | None, check: str, live: Live
) -> None:
    live.edit(place, value)
    assert check in live.failing()
    assert live[MASTER] == "FAIL"


def test_without_a_rate_an_amount_is_not_disclosed(live: Live) -> None:
    """380 bn yuan of Alibaba's are never 0 dollars."""
    amount = place_of("plans_usd", "alibaba-ai-cloud")
    assert live[amount] == pytest.approx(52.4)
    live.edit(("fx_rates", "CNY", "usd_per_unit"), None)
    assert live[amount] == "n/d"


def test_an_edited_judgement_leaves_everything_tied_out(live: Live) -> None:
    live.edit(("Assumptions", "cost_per_gw", "base"), 52)
    assert live.failing() == set()
    assert live[MASTER] == "PASS"


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("deals", "openai-oracle-cloud", "base_bn"), 301),
        (("deals", "openai-oracle-cloud", "base_bn"), 0),
        (("deals", "openai-oracle-cloud", "base_bn"), None),
        (("deals", "openai-oracle-cloud", "low_bn"), 250),
        (("deals", "openai-stargate", "payer_share"), 0.4),
        (("deals", "openai-stargate", "status"), "non_binding"),
        (("deals", "openai-stargate", "status"), "cancelled"),
        (("deals", "openai-amd-gpus", "gigawatts"), 60),
        (("deals", "meta-coreweave-cloud", "currency"), "EUR"),  # the sum in dollars; none in euros was recorded
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
)
def test_an_edit_within_bounds_is_counted_and_no_fault(
    place: tuple[str, str, str], value: float | str | None, live: Live
) -> None:
    live.edit(place, value)
    assert live.failing() == set()
    assert live[MASTER] == "PASS"
    assert live.said("Edited since build") == "1 row in 1 table"


def test_a_blank_typed_where_a_whole_is_named_is_noticed_and_changes_no_amount(live: Live) -> None:
    total = place_of("legs_counted", "openai-oracle-cloud")
    before = live[total]
    live.edit(("deals", "openai-oracle-cloud", "part_of"), " ")
    assert live.failing() == {"legs-parts-known"}
    assert live[total] == before


def test_wherever_a_check_fails_the_cover_says_where_to_look(live: Live) -> None:
    live.edit(("deals", "openai-amd-gpus", "gigawatts"), "6 GW")
    assert live.said("What to do") == (
        "see the sheet Checks; this is no longer true: No number or date of deals is text"
    )


def test_a_check_that_is_an_error_fails_the_master_check(live: Live) -> None:
    live.edit(("Assumptions", "default_term_years", "base"), "five")
    assert "payers-years" in live.failing()
    assert live[MASTER] == "FAIL"


WITH_ERRORS = (
    ("deals", "openai-oracle-cloud", "base_bn"),
    ("fx_rates", "CNY", "usd_per_unit"),
    ("revenue", "OpenAI", "period_end"),
    ("capex_plans", "alibaba-ai-cloud", "base_bn"),
    ("Assumptions", "cost_per_gw", "base"),
    ("equity_stakes", "openai-in-amd", "max_share"),
)


@pytest.mark.long
@pytest.mark.program("libreoffice")
def test_an_error_in_an_input_shows_as_an_error_and_never_as_not_disclosed(
    workbooks: Mapping[str, Path], tmp_path: Path
) -> None:
    """Not asked of formualizer, some of whose functions pass an error over."""
    before = values(workbooks["shipped-base"])
    book = openpyxl.load_workbook(workbooks["shipped-base"])
    wrong = []
    for index, (sheet, key, column) in enumerate(WITH_ERRORS):
        headings = [cell.value for cell in book[sheet][TABLE_HEADER_ROW]]
        row = next(cell.row for cell in book[sheet]["A"] if cell.value == key)
        cell = book[sheet].cell(row, headings.index(column) + 1)
        good, cell.value = cell.value, "=1/0"
        wrong.append(tmp_path / f"wrong-{index}.xlsx")
        book.save(wrong[-1])
        cell.value = good
    for place, found in zip(WITH_ERRORS, recompute("libreoffice", wrong, tmp_path), strict=True):
        assert any(isinstance(value, Error) for (sheet, _), value in found.items() if sheet != place[0]), place
        hidden = [cell for cell, value in found.items() if value == "n/d" and before[cell] != "n/d"]
        assert hidden == [], place
        assert found[MASTER] == "FAIL", place


@pytest.mark.parametrize(("written", "as_if"), sampled([("High ", "high"), (" low", "low"), ("BASE", "base")], now=3))
def test_blanks_and_capitals_make_no_other_case(
    written: str, as_if: str, live: Live, workbooks: Mapping[str, Path]
) -> None:
    live.put(("Summary", "B5"), written)
    wanted = values(workbooks[f"shipped-{as_if}"])
    days = {place for place in wanted if isinstance(live[place], datetime.date)}
    unlike = [
        place
        for place, value in wanted.items()
        if isinstance(value, float) and place not in days and not alike(value, live[place])
    ]
    assert unlike == []
    assert live[MASTER] == "PASS"


@pytest.mark.parametrize(("cell", "written", "check"), [("B5", "hihg", "case-known"), ("B6", "sined", "basis-known")])
def test_a_selector_of_no_such_name_fails_the_master_check(cell: str, written: str, check: str, live: Live) -> None:
    live.put(("Summary", cell), written)
    assert live.failing() == {check}
    assert live[MASTER] == "FAIL"


def test_every_sheet_with_figures_is_watched_for_errors() -> None:
    """But for the ones that show the checks, and so cannot be read by one; tables are watched wherever they stand."""
    unwatched = ("Summary", "Checks")
    watched = [sheet.name for sheet in SHEETS if sheet.blocks and sheet.name not in unwatched]
    assert watched == list(ERROR_SHEETS)


def test_a_company_without_a_row_in_the_model_is_told_what_to_do(live: Live) -> None:
    live.edit(("deals", "openai-amd-gpus", "payer"), "Iliad")
    assert live.said("What to do") == (
        "a company in deals, capex_plans or revenue has no row in the model: build again"
    )
