"""A week of a deal book: a quarter arrives, a contract is amended, a company renamed, the workbook edited by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from model import Diff, build, diff, explain, memo, pull, verify
from tests.office import DeleteRow, Edit, InsertRow, Job, RowBelow, SetCell, SortRows, edited

pytestmark = [pytest.mark.long, pytest.mark.program("libreoffice", "uno")]
TOLERANCE = 1e-6
LEGS = "leg,deal,announced,payer,payee,kind,base_bn,currency,start,end,status,replaces,sources,locator\n"
MONDAY = {
    "sources": "source,title,published,grade\nreport,Annual report,2025-02-14,filing\n",
    "companies": "company,kind\nAcme,company\nCloud Ltd,company\nChips Inc,company\nBank,company\n",
    "deals": LEGS
    + "acme-cloud,Acme-Cloud,2025-01-02,Acme,Cloud Ltd,purchase,300,USD,2025-01-01,2029-12-31,signed,,report,p1\n"
    "acme-chips,Acme-Chips,2025-01-03,Acme,Chips Inc,purchase,40,USD,2025-01-01,2026-12-31,reported,,report,p2\n"
    "bank-acme,Bank-Acme,2025-01-04,Bank,Acme,investment,7,USD,,,signed,,report,p3\n",
    "revenue": "company,period_start,period_end,base_bn,currency,stage,sources,locator\n"
    "Acme,2024-01-01,2024-12-31,20,USD,reported,report,p4\n",
}
NEWCOMER = {"company": "Grid Co", "kind": "company"}
NEW_LEG: dict[str, str | float | None] = {
    "leg": "acme-grid",
    "deal": "Acme-Grid",
    "announced": "2025-01-05",
    "payer": "Acme",
    "payee": "Grid Co",
    "kind": "lease",
    "base_bn": 5.0,
    "currency": "USD",
    "start": "2025-01-01",
    "end": "2025-12-31",
    "status": "signed",
    "sources": "report",
    "locator": "p6",
}


def changed(folder: Path, name: str, change: Callable[[dict[str, str]], None]) -> Path:
    """A copy of a folder of tables, changed as somebody changes the files."""
    copy = Path(shutil.copytree(folder, folder.parent / name))
    texts = {file.stem: file.read_text() for file in copy.glob("*.csv")}
    change(texts)
    for table, text in texts.items():
        (copy / f"{table}.csv").write_text(text)
    return copy


@pytest.fixture
def monday(tmp_path: Path) -> Path:
    folder = tmp_path / "monday"
    folder.mkdir()
    for table, text in MONDAY.items():
        (folder / f"{table}.csv").write_text(text)
    return folder


def quarter(texts: dict[str, str]) -> None:
    texts["sources"] += "quarterly,Quarterly report,2025-05-02,filing\n"
    texts["revenue"] += "Acme,2025-01-01,2025-03-31,8,USD,reported,quarterly,p1\n"


def amendment(texts: dict[str, str]) -> None:
    texts["deals"] += (
        "acme-cloud-2,Acme-Cloud,2025-05-03,Acme,Cloud Ltd,purchase,250,USD,,,signed,acme-cloud,quarterly,p2\n"
    )


def renaming(texts: dict[str, str]) -> None:
    for table in texts:
        texts[table] = texts[table].replace("Cloud Ltd", "Cloud plc")


def as_line(head: str) -> str:
    """The new leg as a line of the file."""
    cells = (NEW_LEG.get(column, "") for column in head.strip().split(","))
    return ",".join(f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in cells) + "\n"


def in_the_files(texts: dict[str, str]) -> None:
    """What `in_libreoffice` does to the workbook: a cell, a row below, one inserted, one deleted, rows sorted."""
    texts["companies"] += "Grid Co,company\n"
    head, *legs = texts["deals"].replace("Chips Inc,purchase,40,", "Chips Inc,purchase,45,").splitlines(keepends=True)
    legs = sorted([*legs, as_line(head)], key=lambda line: line.split(",")[0], reverse=True)
    texts["deals"] = "".join([head, *legs])
    texts["revenue"] = "".join(line for line in texts["revenue"].splitlines(keepends=True) if "2024-01-01" not in line)


def in_libreoffice(workbook: Path, folder: Path) -> Path:
    """The workbook after somebody edited it."""
    cells = [cell for row in openpyxl.load_workbook(workbook)["deals"].iter_rows() for cell in row]
    row = next(cell.row for cell in cells if cell.value == "acme-chips")
    column = next(cell.column_letter for cell in cells if cell.value == "base_bn")
    edits: list[Edit] = [
        SetCell("deals", f"{column}{row}", 45),
        RowBelow("companies", NEWCOMER),
        InsertRow("deals", 1, NEW_LEG),
        DeleteRow("revenue", 0),
        SortRows("deals", "leg", descending=True),
    ]
    (saved,) = edited([Job(workbook, edits)], folder)
    return saved


def moves(changes: Diff, name: str) -> tuple[float, dict[str, float]]:
    """By how much a key figure moved, and by how much for each cause."""
    (figure,) = (each for each in changes.figures if each.name == name)
    return figure.difference, {
        cause: sum(move.amount for move in figure.moves if move.cause == cause)
        for cause in dict.fromkeys(move.cause for move in figure.moves)
    }


def test_a_week(monday: Path, tmp_path: Path) -> None:
    book = tmp_path / "deals.xlsx"
    assert build(monday, book).summary is not None

    tuesday = changed(monday, "tuesday", quarter)
    changes = diff(monday, tuesday)
    # the as-of day is a default, the latest day in the tables; a quarter alone is no twelve months, so ratios stay
    assert moves(changes, "stated") == moves(changes, "signed_to_revenue") == (0, {})
    assert [(each.table, each.kind, each.key) for each in changes.changes] == [
        ("sources", "added", "quarterly"),
        ("revenue", "added", "Acme / 2025-01-01 / 2025-03-31 / reported"),
        ("assumptions", "amended", "as_of"),
    ]

    wednesday = changed(tuesday, "wednesday", amendment)
    # 300 is replaced by 250; all of it is signed, attributable and documented
    changes = diff(tuesday, wednesday)
    assert moves(changes, "stated") == (-50, {"Amended": -50})
    assert moves(changes, "attributable") == (-50, {"Amended": -50})

    thursday = changed(wednesday, "thursday", renaming)
    changes = diff(wednesday, thursday)
    assert [each.kind for each in changes.changes] == ["renamed"]
    assert not any(each.has_moved for each in (*changes.figures, *changes.payers))

    build(thursday, book)
    friday, expected = changed(thursday, "friday", lambda _: None), changed(thursday, "by hand", in_the_files)
    pulled = pull(in_libreoffice(book, tmp_path / "office"), friday)
    assert pulled.is_written, pulled
    assert {file.name: file.read_text() for file in friday.iterdir()} == {
        file.name: file.read_text() for file in expected.iterdir()
    }
    build(friday, book)
    build(expected, tmp_path / "other.xlsx")
    assert book.read_bytes() == (tmp_path / "other.xlsx").read_bytes()
    assert verify(book, friday).differences == ()

    # 40 → 45 reported, 5 leased: the week as a whole is −50 + 5 + 5
    changes = diff(monday, book)
    assert moves(changes, "stated") == (-40, {"Amended": -45, "New": 5})
    for each in (*changes.figures, *changes.payers):
        assert sum(move.amount for move in each.moves) == pytest.approx(each.difference, abs=TOLERANCE)
    assert explain("key_stated", friday).value == 300
    assert memo(friday, tmp_path / "memo.html").digest is not None
