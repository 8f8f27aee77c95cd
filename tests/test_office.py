"""Edits through LibreOffice do to a table, to names over its columns and to formulas what Excel does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from tests.engines import changed
from tests.office import DeleteRow, Edit, Entry, InsertRow, Job, RowBelow, SetCell, SortRows, edited
from tests.saved import Value, read

pytestmark = [pytest.mark.long, pytest.mark.program("libreoffice", "uno")]

ROWS: list[tuple[Value, Value]] = [("b", 2.0), ("a", 1.0), ("c", 4.0)]
NEW: Mapping[str, Entry] = {"key": "d", "amount": 8.0}
EDITS: dict[str, list[Edit]] = {
    "untouched": [],
    "set": [SetCell("data", "B4", 16.0)],
    "cleared": [SetCell("data", "B4", None)],
    "inserted": [InsertRow("data", 1, NEW)],
    "inserted with the sheet's row": [InsertRow("data", 1, NEW, whole_row=True)],
    "below": [RowBelow("data", NEW)],
    "below twice": [RowBelow("data", NEW), RowBelow("data", NEW)],
    "deleted": [DeleteRow("data", 0)],
    "deleted with the sheet's row": [DeleteRow("data", 2, whole_row=True)],
    "sorted": [SortRows("data", "key")],
    "sorted down": [SortRows("data", "amount", descending=True)],
}
# What the table then holds, the sum over a range and over a name, and the count by a name.
AFTER: dict[str, tuple[list[tuple[Value, Value]], float, float]] = {
    "untouched": (ROWS, 7, 1),
    "set": ([ROWS[0], ROWS[1], ("c", 16.0)], 19, 1),
    "cleared": ([ROWS[0], ROWS[1], ("c", None)], 3, 1),
    "inserted": ([ROWS[0], ("d", 8.0), *ROWS[1:]], 15, 1),
    "inserted with the sheet's row": ([ROWS[0], ("d", 8.0), *ROWS[1:]], 15, 1),
    "below": ([*ROWS, ("d", 8.0)], 15, 1),
    "below twice": ([*ROWS, ("d", 8.0), ("d", 8.0)], 23, 1),
    "deleted": (ROWS[1:], 5, 0),
    "deleted with the sheet's row": (ROWS[:2], 3, 1),
    "sorted": ([("a", 1.0), ("b", 2.0), ("c", 4.0)], 7, 1),
    "sorted down": ([("c", 4.0), ("b", 2.0), ("a", 1.0)], 7, 1),
}


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("office")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "data"
    for row in [("key", "amount"), *ROWS]:
        sheet.append(list(row))
    sheet.add_table(Table(displayName="data", ref="A1:B4"))
    book.defined_names["amounts"] = DefinedName("amounts", attr_text="data!$B$2:$B$4")
    book.defined_names["keys"] = DefinedName("keys", attr_text="data!$A$2:$A$4")
    sums = book.create_sheet("sums")
    for formula in ("=SUM(data!$B$2:$B$4)", "=SUM(amounts)", '=COUNTIFS(keys,"b")'):
        sums.append([formula])
    book.save(folder / "book.xlsx")
    jobs = [Job(folder / "book.xlsx", edits) for edits in EDITS.values()]
    return dict(zip(EDITS, edited(jobs, folder), strict=True))


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_does_what_a_person_would_see(name: str, after: dict[str, Path]) -> None:
    rows, total, count = AFTER[name]
    values = read(after[name]).values
    held: list[tuple[Value, Value]] = []
    while values.get(("data", f"A{len(held) + 2}")) is not None:
        held.append((values["data", f"A{len(held) + 2}"], values.get(("data", f"B{len(held) + 2}"))))
    assert held == rows
    assert [values["sums", cell] for cell in ("A1", "A2", "A3")] == [total, total, count]


@pytest.mark.parametrize("name", EDITS)
def test_the_table_is_as_long_as_its_rows(name: str, after: dict[str, Path]) -> None:
    rows, *_ = AFTER[name]
    assert openpyxl.load_workbook(after[name])["data"].tables["data"].ref == f"A1:B{len(rows) + 1}"


def test_a_wrong_value_stored_in_the_file_is_recalculated(after: dict[str, Path], tmp_path: Path) -> None:
    wrong = changed(after["untouched"], tmp_path / "wrong.xlsx", {("sums", "A1"): "99"})
    assert read(wrong).values["sums", "A1"] == 99
    (again,) = edited([Job(wrong, [])], tmp_path)
    assert read(again).values["sums", "A1"] == 7
