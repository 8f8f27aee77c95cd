"""Workbooks as inputs: where tables are found, what typed cells mean, and which files are refused."""

import contextlib
import datetime
import io
import random
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from model.errors import CannotRun
from model.inputs import Loaded, load
from model.xlsx import refuse as package
from model.xlsx.reader import read_book
from model.xlsx.relations import Package
from tests.strategies import REQUIRED, description, valid_tables, write_workbook

pytestmark = pytest.mark.usefixtures("tables_typed_once")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workbook(tmp_path_factory.mktemp("written") / "inputs.xlsx", valid_tables())


@pytest.fixture
def path(written: Path, tmp_path: Path) -> Path:
    """A copy of the valid workbook to change."""
    return Path(shutil.copy(written, tmp_path))


def edited(path: Path, edit: Callable[[Workbook], object]) -> Loaded:
    """What is loaded after a change to the valid workbook."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return load(path, REQUIRED)


def respelt(path: Path, table: str, change: Callable[[bytes], bytes]) -> Loaded:
    """What is loaded after a change to the bytes of a table's sheet."""
    part = f"xl/worksheets/sheet{[*valid_tables()].index(table) + 1}.xml"

    def each(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        yield name, change(content) if name == part else content

    return load(rewritten(path, each), REQUIRED)


def with_cells(**cells: str) -> Callable[[bytes], bytes]:
    """A change that spells the cells at these places anew: their attributes and what is in them."""

    def change(content: bytes) -> bytes:
        for place, spelt in cells.items():
            new = f'<c r="{place}" {spelt}</c>'.encode()
            content, count = re.subn(rf'<c r="{place}".*?</c>'.encode(), new, content)
            assert count == 1
        return content

    return change


def cell_of(book: Workbook, table: str, row: int, column: str) -> Any:
    sheet = book[table]
    return next(sheet.cell(row, cell.column) for cell in sheet[1] if cell.value == column)


def places(loaded: Loaded) -> list[tuple[str, str, int | None, str | None]]:
    return [(f.code, f.table, f.row, f.column) for f in loaded.findings]


def as_excel_table(book: Workbook, name: str, top: int, left: int, totals: bool = False) -> Worksheet:
    """Replace a table's sheet by an Excel table of that name somewhere in a sheet of another name."""
    rows = [list(row) for row in book[name].iter_rows(values_only=True)]
    book.remove(book[name])
    sheet: Worksheet = book.create_sheet(f"Sheet of {name}")
    sheet["A1"] = "A title"
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            sheet.cell(top + i, left + j, value)
    last = top + len(rows) - 1 + totals
    reference = f"{get_column_letter(left)}{top}:{get_column_letter(left + len(rows[0]) - 1)}{last}"
    table = Table(displayName=name.title(), name=name.title(), ref=reference)
    if totals:
        table.totalsRowCount = 1
        sheet.cell(last, left, "Total")
    sheet.add_table(table)
    return sheet


# where tables are


def test_an_excel_table_is_found_anywhere_with_the_sheets_row_numbers(path: Path) -> None:
    loaded = edited(path, lambda book: as_excel_table(book, "deals", 7, 3))
    assert loaded.findings == ()
    assert loaded.tables["deals"].frame.index.tolist() == [8, 9, 10, 11]
    assert loaded.tables["deals"].frame.loc[8, "leg"] == "L1"


def test_an_excel_table_comes_before_a_sheet_of_the_same_name(path: Path) -> None:
    def edit(book: Workbook) -> None:
        as_excel_table(book, "deals", 5, 1)
        book.create_sheet("Deals").append(["something else"])

    assert edited(path, edit).findings == ()


def test_other_sheets_and_other_cells_of_the_sheet_are_ignored(path: Path) -> None:
    def edit(book: Workbook) -> None:
        as_excel_table(book, "deals", 5, 2)["A3"] = "a remark"
        book.create_sheet("Summary")["A1"] = "=1+1"
        book.create_chartsheet("Picture")

    assert edited(path, edit).findings == ()


def test_sheet_names_ignore_case(path: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = book["deals"]
        sheet.title = "other"
        sheet.title = "DEALS"

    assert edited(path, edit).findings == ()


def test_the_totals_row_of_an_excel_table_is_not_a_row(path: Path) -> None:
    loaded = edited(path, lambda book: as_excel_table(book, "deals", 5, 1, totals=True))
    assert loaded.findings == ()
    assert len(loaded.tables["deals"].frame) == 4


def test_a_totals_row_below_a_plain_sheet_is_found(path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["deals"].append(["Total", None, None, None, None, None, None, "=SUM(H2:H5)"])

    assert places(edited(path, edit)) == [("totals-row", "deals", 6, None)]


def test_a_row_of_formulas_alone_below_a_plain_sheet_is_found(path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["deals"].append([None] * 7 + ["=SUM(H2:H5)", "=SUM(I2:I5)"])

    assert places(edited(path, edit)) == [("totals-row", "deals", 6, None)]


def test_a_row_of_formulas_above_other_rows_is_none_of_totals(path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["deals"].insert_rows(4)
        book["deals"]["H4"] = "=1+1"

    assert places(edited(path, edit)) == [("formula-cell", "deals", 4, "base_bn")]


def test_a_row_just_below_an_excel_table_is_not_lost_in_silence(path: Path) -> None:
    def edit(book: Workbook) -> None:
        as_excel_table(book, "deals", 5, 1).cell(10, 1, "L5")

    assert places(edited(path, edit)) == [("rows-below-table", "deals", 10, None)]


def test_a_missing_sheet_is_named(path: Path) -> None:
    assert places(edited(path, lambda book: book.remove(book["deals"]))) == [("missing-table", "deals", None, None)]


def test_a_workbook_without_tables_cannot_run(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "x.xlsx")
    with pytest.raises(CannotRun, match="none of the tables"):
        load(tmp_path / "x.xlsx", REQUIRED)


def test_an_empty_sheet_is_an_empty_table(path: Path) -> None:
    def edit(book: Workbook) -> None:
        book.remove(book["deals"])
        book.create_sheet("deals")

    assert places(edited(path, edit)) == [("empty-file", "deals", None, None)]


# what cells mean


def test_typed_cells_mean_what_their_text_means(path: Path) -> None:
    expected = load(path, REQUIRED)

    def edit(book: Workbook) -> None:
        for name, rows in valid_tables().items():
            for number, row in enumerate(rows, 2):
                for position, (column, text) in enumerate(row.items(), 1):
                    kind, cell = description(name).column(column).kind, book[name].cell(number, position)
                    if text and kind == "date":
                        cell.value = datetime.datetime.fromisoformat(text)
                    elif text and kind == "number":
                        cell.value = datetime.date.fromisoformat(text) if "-" in text else float(text)
                    elif text and kind == "flag":
                        cell.value = text == "yes"

    loaded = edited(path, edit)
    assert loaded.findings == ()
    for name, table in loaded.tables.items():
        assert table.frame.equals(expected.tables[name].frame)


@pytest.mark.parametrize("number", [1 / 3, 0.1 + 0.2, 1e-7 / 3, 123456789.123456789])
def test_stored_numbers_keep_all_their_digits(path: Path, number: float) -> None:
    def edit(book: Workbook) -> None:
        cell_of(book, "figures", 2, "base").value = 7654321

    edited(path, edit)
    part = f"xl/worksheets/sheet{len(valid_tables())}.xml"  # openpyxl writes 16 digits, Excel 17
    loaded = load(rewritten(path, replacing(part, b"7654321", repr(number).encode())), REQUIRED)
    assert loaded.findings == ()
    assert loaded.tables["figures"].frame.loc[2, "base"] == number


def test_a_typed_number_is_text_where_text_is_due(path: Path) -> None:
    def edit(book: Workbook) -> None:
        cell_of(book, "sources", 2, "publisher").value = 2025.0
        cell_of(book, "sources", 3, "publisher").value = True

    frame = edited(path, edit).tables["sources"].frame
    assert frame["publisher"].tolist() == ["2025", "TRUE"]


def test_dates_of_1904_workbooks_are_the_same_days(path: Path) -> None:
    def edit(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        cell_of(book, "deals", 2, "announced").value = datetime.datetime(2025, 7, 1)

    loaded = edited(path, edit)
    assert loaded.findings == ()
    assert loaded.tables["deals"].frame["announced"][2] == pd.Timestamp("2025-07-01")


def test_a_time_of_day_is_not_dropped(path: Path) -> None:
    def edit(book: Workbook) -> None:
        cell_of(book, "deals", 2, "announced").value = datetime.datetime(2025, 7, 1, 12, 30)

    assert places(edited(path, edit)) == [("not-a-date", "deals", 2, "announced")]


@pytest.mark.parametrize("stored", ["2025-07-01", "2025-07-01T00:00:00", "2025-07-01T00:00:00.000Z"])
def test_days_stored_in_iso_form_are_days(path: Path, stored: str) -> None:
    loaded = respelt(path, "deals", with_cells(C2=f't="d"><v>{stored}</v>'))
    assert loaded.findings == ()
    assert loaded.tables["deals"].frame["announced"][2] == pd.Timestamp("2025-07-01")


def test_a_time_of_day_stored_in_iso_form_is_not_dropped(path: Path) -> None:
    (finding,) = respelt(path, "deals", with_cells(C2='t="d"><v>2025-07-01T12:30:00Z</v>')).findings
    assert (finding.code, finding.row, finding.column) == ("not-a-date", 2, "announced")
    assert finding.value == "2025-07-01 12:30:00"


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (datetime.time(12, 30), "not-a-date", "12:30:00"),
        (datetime.timedelta(days=1, hours=12), "not-a-date", "1 day, 12:00:00"),
        (1e9, "error-cell", "#VALUE!"),
    ],
    ids=["time", "duration", "beyond the calendar"],
)
def test_what_is_formatted_like_a_day_and_is_none_is_found(path: Path, value: Any, code: str, shown: str) -> None:
    def edit(book: Workbook) -> None:
        cell = cell_of(book, "deals", 2, "announced")
        cell.value = value
        if isinstance(value, float):
            cell.number_format = "yyyy-mm-dd"

    loaded = edited(path, edit)
    assert places(loaded) == [(code, "deals", 2, "announced")]
    assert loaded.findings[0].value == shown


def test_a_serial_number_without_date_format_is_not_guessed_to_be_a_date(path: Path) -> None:
    def edit(book: Workbook) -> None:
        cell_of(book, "deals", 2, "announced").value = 45839

    assert places(edited(path, edit)) == [("not-a-date", "deals", 2, "announced")]


def test_formulas_are_not_inputs(path: Path) -> None:
    def edit(book: Workbook) -> None:
        cell_of(book, "deals", 2, "base_bn").value = "=100*3"
        book["deals"].cell(1, 30, "remarks")
        book["deals"].cell(2, 30, "=1+1")

    loaded = edited(path, edit)
    assert places(loaded) == [
        ("unknown-column", "deals", 1, "remarks"),
        ("formula-cell", "deals", 2, "base_bn"),
    ]
    assert loaded.findings[1].value == "=100*3"


def test_array_formulas_are_not_inputs(path: Path) -> None:
    def edit(book: Workbook) -> None:
        cell_of(book, "deals", 2, "base_bn").value = ArrayFormula("H2", "=SUM(A1:A2)")

    (finding,) = edited(path, edit).findings
    assert (finding.code, finding.value) == ("formula-cell", "=SUM(A1:A2)")


def test_formulas_shared_by_cells_are_shown_as_each_reads(path: Path) -> None:
    cells = with_cells(
        H2='><f t="shared" ref="H2:H4" si="0">K2*$K$1</f><v>1</v>',
        H3='><f t="shared" si="0"/><v>1</v>',
        H4='><f t="shared" si="0"/><v>1</v>',
        H5='><f t="shared" si="1"/><v>1</v>',  # of none that the sheet holds
    )
    loaded = respelt(path, "deals", cells)
    assert places(loaded) == [("formula-cell", "deals", row, "base_bn") for row in (2, 3, 4, 5)]
    assert [finding.value for finding in loaded.findings] == ["=K2*$K$1", "=K3*$K$1", "=K4*$K$1", "="]


def test_error_values_are_not_inputs(path: Path) -> None:
    def edit(book: Workbook) -> None:
        cell_of(book, "fx_rates", 3, "usd_per_unit").value = "#N/A"

    assert ("error-cell", "fx_rates", 3, "usd_per_unit") in places(edited(path, edit))


@pytest.mark.parametrize("text", ["_x000D_", "a\nb", "_x0041_ and so on"])
def test_literal_escapes_survive(path: Path, text: str) -> None:
    def edit(book: Workbook) -> None:
        cell_of(book, "deals", 2, "note").value = text.replace("_x", "_x005F_x")

    assert edited(path, edit).tables["deals"].frame.loc[2, "note"] == text


def test_cells_and_rows_without_references_stand_one_after_the_other(path: Path) -> None:
    expected = load(path, REQUIRED).tables["relations"].frame

    def change(content: bytes) -> bytes:
        head, end, rest = content.partition(b"</row>")
        return head + end + re.sub(rb'<(c|row) r="[A-Z]*[0-9]+"', rb"<\1", rest)

    loaded = respelt(path, "relations", change)
    assert loaded.findings == ()
    assert loaded.tables["relations"].frame.equals(expected)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"H2": 't="x"><v>300</v>'}, [(2, "base_bn")]),
        ({"H2": 't="inlineStr"><v>1</v><is><t>300</t></is>'}, [(2, "base_bn")]),
        ({"H2": '><v>300</v></c><c r="H2"><v>300</v>'}, [(2, "base_bn")]),
        ({"A1": 't="inlineStr"><v>1</v><is><t>leg</t></is>'}, [(1, "leg")]),
        ({"A2": 't="inlineStr"><is><t>L1</t></is></c></row><row r="2"><c r="ZZ2"/><c r="ZY2" t="x">'}, [(2, None)]),
    ],
)
def test_what_a_workbook_says_of_a_cell_in_two_ways_is_found(
    path: Path, cells: dict[str, str], expected: list[tuple[int, str | None]]
) -> None:
    loaded = respelt(path, "deals", with_cells(**cells))
    assert places(loaded) == [("ambiguous-cell", "deals", row, column) for row, column in expected]
    assert len(loaded.tables["deals"].frame) == 4


def test_what_a_workbook_says_of_a_sheet_twice_is_found(path: Path) -> None:
    loaded = respelt(path, "deals", lambda content: content.replace(b"</sheetData>", b"</sheetData><sheetData/>"))
    assert places(loaded) == [("ambiguous-cell", "deals", None, None)]
    assert loaded.findings[0].message == "the sheet has sheetData twice"


def test_what_is_said_in_two_ways_beside_the_table_does_not_matter(path: Path) -> None:
    def edit(book: Workbook) -> None:
        as_excel_table(book, "deals", 5, 2)["A3"] = "a remark"

    edited(path, edit)
    part = f"xl/worksheets/sheet{len(valid_tables())}.xml"
    remark = b'<c r="A3" t="x"><v>a remark</v></c><c r="A3"><v>1</v></c></row>'

    def each(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        yield name, re.sub(rb'<c r="A3".*?</row>', remark, content) if name == part else content

    assert load(rewritten(path, each), REQUIRED).findings == ()


# what a plain table does not have


def test_merged_cells_are_found(path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["deals"].merge_cells("X2:X4")

    assert places(edited(path, edit)) == [("merged-cells", "deals", 2, None)]


def test_hidden_rows_columns_and_sheets_are_read_and_reported(path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["deals"].row_dimensions[3].hidden = True
        book["deals"].column_dimensions["C"].hidden = True
        book["companies"].sheet_state = "hidden"

    loaded = edited(path, edit)
    assert sorted(f.code for f in loaded.findings) == ["hidden-rows", "hidden-rows", "hidden-sheet"]
    assert len(loaded.tables["deals"].frame) == 4


def test_hidden_columns_and_merged_cells_beside_the_table_do_not_matter(path: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = as_excel_table(book, "deals", 5, 3)
        for column in ("A", "AD"):
            sheet.column_dimensions[column].hidden = True
        for merged in ("A1:AD3", "A6:B7", "AC6:AD7", "A11:AD12"):
            sheet.merge_cells(merged)

    assert edited(path, edit).findings == ()


def test_a_stray_cell_far_away_is_found_in_bounded_time(path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["deals"]["XFD1048576"] = "stray"

    loaded = edited(path, edit)
    assert places(loaded) == [("nameless-column", "deals", 1_048_576, None)]
    assert len(loaded.tables["deals"].frame) == 4


# which files are refused


def rewritten(path: Path, change: Callable[[str, bytes], Iterator[tuple[str, bytes]]]) -> Path:
    """The workbook with its parts replaced by what `change` makes of each."""
    out = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            for new_name, content in change(name, old.read(name)):
                new.writestr(new_name, content)
    return out


def replacing(part: str, old: bytes, new: bytes) -> Callable[[str, bytes], Iterator[tuple[str, bytes]]]:
    def change(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        yield name, content.replace(old, new, 1) if name == part else content

    return change


def adding(*parts: tuple[str, bytes]) -> Callable[[str, bytes], Iterator[tuple[str, bytes]]]:
    def change(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        yield name, content
        if name == "[Content_Types].xml":
            yield from parts

    return change


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"<html><table></table></html>", "web page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "web page or XML"),
        (b"leg,deal\n1,2\n", "text, not a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old .xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\x89PNG\r\n", "not a workbook"),
        (b"PK\x03\x04", "damaged or incomplete"),
    ],
)
def test_what_is_not_a_workbook_is_refused_by_what_it_is(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "inputs.xlsx"
    path.write_bytes(content)
    with pytest.raises(CannotRun, match=reason):
        load(path, REQUIRED)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        archive.writestr("deals.csv", "leg")
    with pytest.raises(CannotRun, match="not a workbook"):
        load(tmp_path / "x.xlsx", REQUIRED)


def test_a_truncated_workbook_is_refused(path: Path) -> None:
    content = path.read_bytes()
    for part in (0.2, 0.5, 0.9, 0.999):
        path.write_bytes(content[: int(len(content) * part)])
        with pytest.raises(CannotRun, match="damaged or incomplete"):
            load(path, REQUIRED)


def test_flipped_bits_are_refused_or_harmless(path: Path) -> None:
    content, chance = path.read_bytes(), random.Random(1)
    for _ in range(40):
        flipped = bytearray(content)
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        with contextlib.suppress(CannotRun):
            assert load(path, REQUIRED).findings == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (adding(("../evil.xml", b"<a/>")), "outside the workbook"),
        (adding(("XL/Workbook.xml", b"<a/>")), "two parts of the same name"),
        (adding(("mimetype", b"application/vnd.oasis")), "OpenDocument"),
        (adding(("xl/workbook.bin", b"x")), ".xlsb"),
        (adding(("xl/broken.xml", b"<a>")), "not well-formed"),
        (
            replacing("xl/workbook.xml", b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook'),
            "document type",
        ),
        (
            replacing(
                "xl/workbook.xml",
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ),
            "Strict",
        ),
        (
            replacing("xl/worksheets/sheet1.xml", b"<sheetData>", b'<sheetData><row r="x"><c r="?"/></row>'),
            "damaged",
        ),
    ],
    ids=["dots", "twins", "ods", "xlsb", "broken", "dtd", "strict", "reference"],
)
def test_unsafe_packages_are_refused(path: Path, change: Any, reason: str) -> None:
    with pytest.raises(CannotRun, match=reason):
        load(rewritten(path, change), REQUIRED)


DTD = '<!DOCTYPE a [<!ENTITY b "c">]>'
HIDDEN_DTDS = [
    pytest.param(b"", "utf-8", id="plain"),
    pytest.param(b"\xef\xbb\xbf \r\n\t", "utf-8", id="mark and blanks"),
    pytest.param(b"", "utf-16", id="utf-16"),
    pytest.param(b"", "utf-16-be", id="utf-16 without a mark"),
    pytest.param(b" " * ((1 << 20) + 1), "utf-8", id="many blanks"),
]


@pytest.mark.parametrize("suffix", [".XML", ".dat", ""])
@pytest.mark.parametrize(("before", "encoding"), HIDDEN_DTDS)
def test_a_sheet_with_entities_is_refused_whatever_its_part_is_called(
    path: Path, suffix: str, before: bytes, encoding: str
) -> None:
    def hide(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        if name == "xl/worksheets/sheet1.xml":
            sheet = content.decode()
            yield f"xl/worksheets/sheet1{suffix}", before + (DTD + sheet[sheet.index("<worksheet") :]).encode(encoding)
        else:
            yield name, content.replace(b"worksheets/sheet1.xml", f"worksheets/sheet1{suffix}".encode())

    with pytest.raises(CannotRun, match="document type"):
        load(rewritten(path, hide), REQUIRED)


def test_parts_that_are_no_xml_are_left_alone(path: Path) -> None:
    parts = [("xl/media/image1.png", b"\x89PNG\r\n\x1a\n<"), ("xl/empty.bin", b""), ("xl/zeros.bin", bytes(99))]
    assert load(rewritten(path, adding(*parts)), REQUIRED).findings == ()


def test_what_unpacks_to_too_much_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 5_000_000)
    with pytest.raises(CannotRun, match="unpacks to more than 5 MB"):
        load(rewritten(path, adding(("xl/bomb.bin", bytes(5_000_001)))), REQUIRED)


def test_more_cells_than_can_be_held_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_CELLS", 1_000)
    bomb = replacing(
        "xl/worksheets/sheet1.xml", b"<sheetData>", b'<sheetData><row r="99">' + b"<c/>" * 2_000 + b"</row>"
    )
    with pytest.raises(CannotRun, match="more than 1,000 cells"):
        load(rewritten(path, bomb), REQUIRED)


def with_large_sheet(path: Path, table: str = "") -> Path:
    """The workbook with one more sheet, of 2,000 cells in its file, which may hold an Excel table of a name."""
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Model")
    sheet["A1"] = "leg"
    if table:
        sheet.add_table(Table(displayName=table, ref="A1:A2"))
    book.save(path)
    part = f"xl/worksheets/sheet{len(book.sheetnames)}.xml"
    return rewritten(path, replacing(part, b"</sheetData>", b'<row r="99">' + b"<c/>" * 2_000 + b"</row></sheetData>"))


def test_cells_of_sheets_without_tables_are_not_counted_since_they_are_not_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = with_large_sheet(path)
    monkeypatch.setattr(package, "MOST_CELLS", 1_000)
    assert load(large, REQUIRED).findings == ()
    with pytest.raises(CannotRun, match="more than 1,000 cells"):
        read_book("large.xlsx", large.read_bytes())


def test_cells_of_a_sheet_that_an_excel_table_makes_one_of_the_tables_are_counted(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = with_large_sheet(path, "deals")
    monkeypatch.setattr(package, "MOST_CELLS", 1_000)
    with pytest.raises(CannotRun, match="more than 1,000 cells"):
        load(large, REQUIRED)


def test_a_sheet_that_was_not_looked_at_cannot_be_opened(path: Path) -> None:
    """Whatever leads to it: another relation may take it for the styles or the texts of the workbook."""
    content = with_large_sheet(path).read_bytes()
    deals, model = (f"xl/worksheets/sheet{number}.xml" for number in (1, len(valid_tables()) + 1))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        looked_at = Package(archive, package.check_package("large.xlsx", content, frozenset(valid_tables())))
        assert looked_at.open(deals).read()
        with pytest.raises(KeyError):
            looked_at.open(model)


def test_an_encrypted_zip_is_refused(path: Path) -> None:
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        start = archive.start_dir
    content[start + 8] |= 1  # the flag of the first entry in the central directory
    path.write_bytes(content)
    with pytest.raises(CannotRun, match="encrypted"):
        load(path, REQUIRED)


def test_macros_and_external_links_are_reported(path: Path) -> None:
    parts = (("xl/vbaProject.bin", b"x"), ("xl/externalLinks/externalLink1.xml", b"<a/>"))
    loaded = load(rewritten(path, adding(*parts)), REQUIRED)
    assert [finding.code for finding in loaded.findings] == ["macros", "external-links"]


# what is named nearly like a table, or stands around one


def test_a_sheet_named_nearly_like_an_absent_table_is_a_warning(path: Path) -> None:
    loaded = edited(path, lambda book: setattr(book["figures"], "title", "Figures 2025"))
    (finding,) = loaded.findings
    assert (finding.code, finding.table, finding.suggestion) == ("unknown-table", "figures", "did you mean figures?")
    assert "'Figures 2025' is not one of the tables" in finding.message


def test_a_sheet_and_an_excel_table_of_the_same_rows_are_a_double(path: Path) -> None:
    def edit(book: Workbook) -> None:
        rows = [list(row) for row in book["deals"].iter_rows(values_only=True)]
        as_excel_table(book, "deals", 7, 3)
        again = book.create_sheet("deals")
        for row in rows:
            again.append(row)

    assert places(edited(path, edit)) == [("duplicate-table", "deals", None, None)]


def test_a_whole_row_further_below_an_excel_table_is_found(path: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = as_excel_table(book, "deals", 7, 3)
        for column in range(3, sheet.max_column + 1):
            sheet.cell(14, column, sheet.cell(8, column).value)
        sheet["C20"] = "Source: the press"

    assert places(edited(path, edit)) == [("rows-below-table", "deals", 14, None)]


def test_without_a_column_that_must_be_filled_no_row_looks_like_one_of_the_table(path: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = as_excel_table(book, "deals", 7, 3)
        for column in range(3, sheet.max_column + 1):
            sheet.cell(7, column, f"former {sheet.cell(7, column).value}")
        sheet["C20"] = "Source: the press"

    codes = {finding.code for finding in edited(path, edit).findings}
    assert "missing-column" in codes
    assert "rows-below-table" not in codes


def test_a_column_beside_an_excel_table_that_belongs_to_it_is_found(path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["deals"].delete_cols(next(cell.column for cell in book["deals"][1] if cell.value == "note"))
        sheet = as_excel_table(book, "deals", 7, 3)
        sheet.cell(7, sheet.max_column + 1, "note")
        sheet.cell(7, sheet.max_column + 2, "my remarks")

    assert places(edited(path, edit)) == [("columns-beside-table", "deals", 7, None)]


def test_tables_below_and_beside_each_other_are_each_their_own(path: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = as_excel_table(book, "companies", 3, 1)
        for name, top, left in (("fx_rates", 3, 10), ("sources", 20, 1)):
            rows = [list(row) for row in book[name].iter_rows(values_only=True)]
            book.remove(book[name])
            for i, row in enumerate(rows):
                for j, value in enumerate(row):
                    sheet.cell(top + i, left + j, value)
            last = f"{get_column_letter(left + len(rows[0]) - 1)}{top + len(rows) - 1}"
            sheet.add_table(Table(displayName=name, name=name, ref=f"{get_column_letter(left)}{top}:{last}"))

    assert edited(path, edit).findings == ()


def test_a_key_of_many_digits_keeps_them_all(path: Path) -> None:
    def edit(book: Workbook) -> None:
        cell_of(book, "deals", 5, "leg").value = 1234567890123456

    assert edited(path, edit).tables["deals"].frame.loc[5, "leg"] == "1234567890123456"
