"""Edits made in LibreOffice and pulled give, byte for byte, the tables that somebody edits by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from model import pull
from tests.conftest import SMALL
from tests.office import DeleteRow, Edit, InsertRow, Job, RowBelow, SetCell, SortRows, edited
from tests.test_pull import thinned

pytestmark = [pytest.mark.long, pytest.mark.program("libreoffice", "uno")]
Lines = list[str]
NEW = {"company": "Delta Works", "kind": "company", "country": "NO"}


def replaced(old: str, new: str) -> Callable[[Lines], Lines]:
    """Every line with a text in place of another, which must be there."""

    def edit(lines: Lines) -> Lines:
        assert old in "".join(lines)
        return [line.replace(old, new) for line in lines]

    return edit


def by_hand(lines: Lines) -> str:
    """A new line of companies, as the columns of the file want it."""
    titles = lines[0].strip().split(",")
    return ",".join(NEW.get(title, "") for title in titles) + "\n"


CASES: dict[str, tuple[str, Sequence[Edit], Callable[[Lines], Lines]]] = {
    "a number": (
        "deals",
        [SetCell("deals", "{aurora-chips base_bn}", 421.5)],
        replaced(",300,420,500,", ",300,421.5,500,"),
    ),
    "a text and a blank": (
        "deals",
        [SetCell("deals", "{aurora-grid locator}", "p1, p2"), SetCell("deals", "{aurora-chips low_bn}", None)],
        lambda lines: replaced("n2,p1,", 'n2,"p1, p2",')(replaced(",300,420,500,", ",,420,500,")(lines)),
    ),
    "a row below": ("companies", [RowBelow("companies", NEW)], lambda lines: [*lines, by_hand(lines)]),
    "a row inserted": (
        "companies",
        [InsertRow("companies", 1, NEW)],
        lambda lines: [*lines[:2], by_hand(lines), *lines[2:]],
    ),
    "a row of the sheet inserted": (
        "companies",
        [InsertRow("companies", 2, NEW, whole_row=True)],
        lambda lines: [*lines[:3], by_hand(lines), *lines[3:]],
    ),
    "a row deleted": (
        "deals",
        [DeleteRow("deals", 9)],
        lambda lines: lines[:10],
    ),
    "rows sorted": (
        "deals",
        [SortRows("deals", "leg", descending=True)],
        lambda lines: [lines[0], *sorted(lines[1:], key=lambda line: line.split(",")[0], reverse=True)],
    ),
}


def placed(edit: Edit, book: openpyxl.Workbook) -> Edit:
    """The edit with a cell's place in place of its key and column."""
    if not isinstance(edit, SetCell):
        return edit
    key, column = edit.cell.strip("{}").split(" ")
    sheet = book[edit.sheet]
    at = next(cell.column_letter for cells in sheet.iter_rows() for cell in cells if cell.value == column)
    row = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == key)
    return SetCell(edit.sheet, f"{at}{row}", edit.value)


@pytest.fixture(scope="module")
def saved(built_small: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbooks after their edits, all in one run of LibreOffice."""
    folder = tmp_path_factory.mktemp("office")
    thin = thinned(built_small, folder / "thin.xlsx")
    book = openpyxl.load_workbook(thin)
    jobs = [Job(thin, [placed(edit, book) for edit in edits]) for _, edits, _ in CASES.values()]
    return dict(zip(CASES, edited(jobs, folder), strict=True))


@pytest.mark.parametrize("case", CASES)
def test_edits_in_libreoffice_are_those_of_a_hand(case: str, saved: dict[str, Path], tmp_path: Path) -> None:
    table, _, edit = CASES[case]
    pulled_into, edited_by_hand = (Path(shutil.copytree(SMALL, tmp_path / name)) for name in ("pulled", "by hand"))
    file = edited_by_hand / f"{table}.csv"
    file.write_text("".join(edit(file.read_text().splitlines(keepends=True))))
    pulled = pull(saved[case], pulled_into)
    assert pulled.is_written, pulled
    assert {path.name: path.read_text() for path in pulled_into.iterdir()} == {
        path.name: path.read_text() for path in edited_by_hand.iterdir()
    }
