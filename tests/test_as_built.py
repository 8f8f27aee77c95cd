"""The sheet As built holds the tables as they were read, and edits are counted against it by every engine alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import model.as_built as building
from model.pipeline import build, check, digest
from model.workbook.as_built_sheet import tables_as_built
from model.workbook.layout import TABLE_HEADER_ROW
from model.xlsx.reader import read_book
from schemas import TABLES
from tests.conftest import SHIPPED, SMALL
from tests.engines import PIP_ENGINES, recompute
from tests.saved import Value, Values
from tests.test_live_checks import MASTER
from tests.tiers import EXHAUSTIVE, LONG, in_tier, sampled


def rows_of(sheet: Worksheet) -> range:
    """The rows of the sheet's table."""
    last = max(cell.row for cell in sheet["A"] if cell.value is not None)
    return range(7, last + 1)


def cell_where(sheet: Worksheet, key: str, column: str) -> str:
    """The place of an input table's cell, by the key of its row."""
    headings = [cell.value for cell in sheet[TABLE_HEADER_ROW]]
    row = next(cell.row for cell in sheet["A"] if cell.value == key)
    return f"{get_column_letter(headings.index(column) + 1)}{row}"


def said(found: Values, title: str) -> Value:
    """What the Summary says beside a title."""
    return next(
        found["Summary", f"B{cell[1:]}"] for (sheet, cell), text in found.items() if (sheet, text) == ("Summary", title)
    )


def put(sheet: str, key: str, column: str, value: Value) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        book[sheet][cell_where(book[sheet], key, column)] = value

    return edit


def together(*edits: Callable[[Workbook], None]) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        for each in edits:
            each(book)

    return edit


def reordered(sheet: str, order: Callable[[list[list[Any]]], list[list[Any]]]) -> Callable[[Workbook], None]:
    """The rows of a table in another order, or other rows."""

    def edit(book: Workbook) -> None:
        held = book[sheet]
        columns = range(1, held.max_column + 1)
        cells: list[list[Any]] = [[held.cell(row, column).value for column in columns] for row in rows_of(held)]
        new = order(cells)
        new += [[None for _ in columns]] * (len(cells) - len(new))
        for row, values in enumerate(new, start=7):
            for column, value in enumerate(values, start=1):
                held.cell(row, column).value = value

    return edit


def selected(book: Workbook) -> None:
    book["Summary"]["B5"], book["Summary"]["B6"] = "low", "signed"


EDITS: tuple[tuple[str, Callable[[Workbook], None], str], ...] = (
    ("nothing", lambda _: None, "none"),
    ("an amount", put("deals", "openai-oracle-cloud", "base_bn", 301), "1 row in 1 table"),
    ("a blank where a number was", put("deals", "openai-oracle-cloud", "base_bn", None), "1 row in 1 table"),
    ("a 0 where a blank was", put("deals", "openai-oracle-cloud", "low_bn", 0), "1 row in 1 table"),
    ("a number as text", put("deals", "openai-oracle-cloud", "base_bn", "300"), "1 row in 1 table"),
    ("a date where a blank was", put("deals", "openai-oracle-cloud", "start", 45900), "1 row in 1 table"),
    ("a blank where a date was", put("revenue", "OpenAI", "period_start", None), "2 rows in 1 table"),
    ("a date that is no key", put("sources", "000_8061e3b2eb6900fa", "published", None), "1 row in 1 table"),
    ("letters of another size", put("companies", "Meta", "kind", "Company"), "1 row in 1 table"),
    ("a part of a key", put("revenue", "OpenAI", "stage", "reported"), "2 rows in 1 table"),
    ("a rate", put("fx_rates", "CNY", "usd_per_unit", 0.2), "1 row in 1 table"),
    ("a key", put("deals", "openai-amd-gpus", "leg", "renamed"), "2 rows in 1 table"),
    (
        "several cells of a row, and another table",
        together(
            put("deals", "openai-oracle-cloud", "base_bn", 301),
            put("deals", "openai-oracle-cloud", "status", "reported"),
            put("companies", "Meta", "kind", "group"),
        ),
        "2 rows in 2 tables",
    ),
    ("a row deleted", reordered("deals", lambda rows: rows[:3] + rows[4:]), "1 row in 1 table"),
    ("a row inserted", reordered("deals", lambda rows: [*rows[:2], ["new"], *rows[2:]]), "1 row in 1 table"),
    ("a row of both tables twice", reordered("Other facts", lambda rows: [*rows, rows[5]]), "2 rows in 2 tables"),
    ("rows in another order", reordered("deals", lambda rows: rows[::-1]), "none"),
    ("rows in another order, key of several parts", reordered("Other facts", lambda rows: rows[::-1]), "none"),
    ("case and basis", selected, "none"),
)


def with_edit(edit: Callable[[Workbook], None], workbook: Path, path: Path) -> Path:
    book = openpyxl.load_workbook(workbook)
    edit(book)
    book.save(path)
    return path


@pytest.mark.parametrize(("edit", "count"), sampled([(edit, count) for _, edit, count in EDITS], now=0, long=6))
def test_edits_are_counted_by_row_and_table(
    edit: Callable[[Workbook], None], count: str, workbooks: Mapping[str, Path], tmp_path: Path
) -> None:
    (found,) = recompute(
        "formualizer", [with_edit(edit, workbooks["shipped-base"], tmp_path / "edited.xlsx")], tmp_path
    )
    assert said(found, "Edited since build") == count


@pytest.mark.parametrize("edits", [in_tier((EDITS[1::7],), LONG), in_tier((EDITS,), EXHAUSTIVE)], ids=["some", "all"])
@pytest.mark.program("libreoffice")
@pytest.mark.program("gnumeric")
def test_other_programs_count_the_same(
    edits: Sequence[tuple[str, Callable[[Workbook], None], str]], workbooks: Mapping[str, Path], tmp_path: Path
) -> None:
    paths = [
        with_edit(edit, workbooks["shipped-base"], tmp_path / f"edited-{at}.xlsx")
        for at, (_, edit, _) in enumerate(edits)
    ]
    for engine in ("libreoffice", "gnumeric"):
        counts = [said(found, "Edited since build") for found in recompute(engine, paths, tmp_path)]
        assert dict(zip([name for name, _, _ in edits], counts, strict=True)) == {
            name: count for name, _, count in edits
        }, engine


@pytest.mark.parametrize("tables", [pytest.param(SHIPPED, marks=pytest.mark.long), SMALL], ids=["shipped", "small"])
def test_the_tables_are_read_back_as_they_were(tables: Path, built_shipped: Path, built_small: Path) -> None:
    """Texts as texts, days as days, numbers to the last digit; the rows have the numbers of the sheet."""
    path = built_shipped if tables is SHIPPED else built_small
    there = tables_as_built(read_book(path.name, path.read_bytes()))
    wanted = {name: table.frame for name, table in check(tables).tables.items()}
    assert list(there) == [table.name for table in TABLES]
    for name, frame in wanted.items():
        pd.testing.assert_frame_equal(there[name].reset_index(drop=True), frame.reset_index(drop=True))
        assert digest(there[name]) == digest(frame)


def test_a_workbook_without_the_sheet_holds_no_tables_as_built(built_small: Path) -> None:
    book = read_book("small", built_small.read_bytes())
    del book.sheets["As built"]
    assert tables_as_built(book) == {}


@pytest.mark.parametrize("engine", sampled(PIP_ENGINES, now=0))
def test_edits_of_large_tables_are_not_tracked(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "MOST_ROWS", 10)
    built = build(SMALL, tmp_path / "large.xlsx")
    assert built.summary is not None
    book = openpyxl.load_workbook(tmp_path / "large.xlsx")
    assert "As built" not in book.sheetnames
    assert built.summary.sheets == len(book.sheetnames)
    found: Values
    (found,) = recompute(engine, [tmp_path / "large.xlsx"], tmp_path)
    assert said(found, "Edited since build") == "edits not tracked"
    assert found[MASTER] == "PASS"
