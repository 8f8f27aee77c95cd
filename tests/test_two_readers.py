"""The input reader and verify read the same odd cells alike, and have the same doubts about them."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

import openpyxl
import pytest

from model.dates import EPOCH
from model.errors import CannotRun
from model.xlsx.book import SheetHeld, Spot, Value
from model.xlsx.cell_texts import Sheet, day_text, number_text, read_sheets
from model.xlsx.reader import read_book

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
ADDITIONS = {  # what makes a part of shared texts one of the workbook's, by the end it stands before
    "</Types>": f'<Override PartName="/xl/sharedStrings.xml" ContentType="{STRINGS}"/>',
    "</Relationships>": f'<Relationship Id="texts" Type="{OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>',
}
CELLS = {
    "a number": ("<c><v>1.5</v></c>", "1.5"),
    "a number with an exponent": ("<c><v>1.5E3</v></c>", "1500"),
    "a truth in digits": ('<c t="b"><v>1</v></c>', "TRUE"),
    "a day": ('<c t="d"><v>2031-02-03</v></c>', "2031-02-03"),
    "a day and time": ('<c t="d"><v>2031-02-03T12:30:00Z</v></c>', "2031-02-03 12:30:00"),
    "a day and time of a zone": ('<c t="d"><v>2031-02-03T12:30:00+02:00</v></c>', "2031-02-03 12:30:00"),
    "a time": ('<c t="d"><v>12:30:00</v></c>', "1899-12-30 12:30:00"),
    "a shared text": ('<c t="s"><v>0</v></c>', "zero"),
    "a text of runs": ('<c t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r></is></c>', "rich"),
    "a text with a reading": ('<c t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></is></c>', "a"),
    "an escape": ('<c t="inlineStr"><is><t>a_x0041_b</t></is></c>', "aAb"),
    "an escaped escape": ('<c t="str"><v>a_x005F_x0041_</v></c>', "a_x0041_"),
    "cells without names": ("<c><v>4</v></c><c><v>5</v></c>", "4"),
    "an empty text": ('<c t="str"><v></v></c>', None),
    "a formula without text": ("<c><f></f><v>4</v></c>", "4"),
    "a carriage return before a line feed": ('<c t="str"><v>a&#13;&#10;b_x000D_&#10;c</v></c>', "a\nb\nc"),
    "a carriage return alone": ('<c t="inlineStr"><is><t>a_x000D_b</t></is></c>', "a\rb"),
}
# What programs read in two ways, or refuse: cells, the text of the first, and what is doubted of which. LibreOffice 7
# and Gnumeric differ over most of them.
DOUBTED: dict[str, tuple[str, str | None, list[tuple[str, str]]]] = {
    "a type there is not": ('<c t="x"><v>7</v></c>', "7", [("A2", "the cell has the type x, which does not exist")]),
    "a text and a value": (
        '<c t="inlineStr"><v>7</v><is><t>text</t></is></c>',
        "text",
        [("A2", "the cell has a text and a value")],
    ),
    "a value of the type for texts": (
        '<c t="inlineStr"><v>7</v></c>',
        None,
        [("A2", "the cell has a text and a value")],
    ),
    "a value and a text": ("<c><v>7</v><is><t>text</t></is></c>", "7", [("A2", "the cell has a text and a value")]),
    "a text of another type": (
        "<c><is><t>text</t></is></c>",
        None,
        [("A2", "the cell has a text, and is of another type")],
    ),
    "a truth in words": (
        '<c t="b"><v>true</v></c>',
        "TRUE",
        [("A2", "the cell is neither 1 for true nor 0 for false")],
    ),
    "an untruth in words": (
        '<c t="b"><v>false</v></c>',
        "FALSE",
        [("A2", "the cell is neither 1 for true nor 0 for false")],
    ),
    "the same cell twice": (
        '<c r="A2"><v>1</v></c><c r="A2"><v>2</v></c>',
        "2",
        [("A2", "the cell is there twice")],
    ),
    "a formula, then a value": (
        '<c r="A2"><f>1+1</f><v>2</v></c><c r="A2"><v>5</v></c>',
        "5",
        [("A2", "the cell is there twice")],
    ),
    "a value, then nothing": ('<c r="A2"><v>5</v></c><c r="A2"/>', "5", [("A2", "the cell is there twice")]),
    "the same row twice": (
        '<c r="A2"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c>',
        "1",
        [("2:2", "the row is there twice")],
    ),
    "a cell among those of another row": (
        '<c r="A3"><v>3</v></c><c r="A2"><v>1</v></c>',
        "1",
        [("A3", "the cell stands among those of row 2")],
    ),
    "a cell of another language": (
        '<x:c xmlns:x="other" r="A2"><v>9</v></x:c><c><v>1</v></c>',
        "1",
        [("A2", "an element c of another namespace looks like one of the sheet's own")],
    ),
    "a cell within a cell": (
        '<c><v>1</v><extLst><ext uri="u"><c r="A2"><v>9</v></c></ext></extLst></c>',
        "1",
        [("A2", "an element c of another namespace looks like one of the sheet's own")],
    ),
}
FORMULAS: dict[str, tuple[str, dict[Spot, str], int]] = {  # cells, formulas, and how many doubts
    "a value, then a formula": ('<c r="A2"><v>5</v></c><c r="A2"><f>1+1</f><v>2</v></c>', {(2, 1): "1+1"}, 1),
    "one that is shared": (
        '<c><f t="shared" si="0" ref="A2:B2">A1+$A1</f></c><c><f t="shared" si="0"/></c>',
        {(2, 1): "A1+$A1", (2, 2): "B1+$A1"},
        0,
    ),
    "one that is shared from below": (
        '<c r="A2"><f t="shared" si="0"/></c></row><row r="3"><c r="A3"><f t="shared" si="0" ref="A2:A3">B3</f></c>',
        {(2, 1): "B2", (3, 1): "B3"},
        0,
    ),
    "one that is shared beyond the sheet": (
        '<c><f t="shared" si="0" ref="A2:B2">XFD1</f></c><c><f t="shared" si="0"/></c>',
        {(2, 1): "XFD1", (2, 2): "#REF!"},
        0,
    ),
    "one that no cell shares": ('<c><f t="shared" si="7"/><v>3</v></c>', {(2, 1): ""}, 1),
    "one that is shared, then another": (
        '<c r="A2"><f t="shared" si="0" ref="A2">B1</f></c><c r="A2"><f>C1</f></c>',
        {(2, 1): "C1"},
        1,
    ),
}


def odd(cells: str, root: str = "worksheet") -> bytes:
    """A workbook with these cells in the second row of its sheet."""
    book = openpyxl.Workbook()
    book.worksheets[0].title = "deals"
    book.save(plain := io.BytesIO())
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            if name.endswith("sheet1.xml"):
                rows = f'<sheetData><row r="2">{cells}</row></sheetData>'
                content = re.sub("<sheetData>.*</sheetData>|<sheetData ?/>", rows, content, flags=re.S)
                content = re.sub("(</?)worksheet", rf"\1{root}", content)
            for end, addition in ADDITIONS.items():
                content = content.replace(end, addition + end)
            target.writestr(name, content)
        target.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}"><si><t>zero</t></si></sst>')
    return out.getvalue()


def parts_of(content: bytes) -> tuple[str, ...]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return tuple(archive.namelist())


def as_read(content: bytes) -> tuple[Sheet, SheetHeld]:
    """The sheet as inputs and as verify read it."""
    (sheet,) = read_sheets(content, frozenset({"deals"}), parts_of(content))
    return sheet, next(iter(read_book("odd.xlsx", content).sheets.values()))


def texts_of(sheet: Sheet) -> dict[Spot, str]:
    return {
        (row, column): text
        for row, (columns, texts) in sheet.rows.items()
        for column, text in zip(columns, texts, strict=True)
    }


def text(value: Value, day: bool) -> str:
    """The text that stands for a value."""
    match value:
        case bool():
            return str(value).upper()
        case float():
            return day_text(EPOCH + datetime.timedelta(days=value)) if day else number_text(value)
        case _:
            return str(value)


@pytest.mark.parametrize("name", CELLS)
def test_both_take_it_alike(name: str) -> None:
    cells, expected = CELLS[name]
    sheet, book_sheet = as_read(odd(cells))
    texts = texts_of(sheet)
    assert {spot: text(value, 't="d"' in cells) for spot, value in book_sheet.values.items()} == texts
    assert texts.get((2, 1)) == expected
    assert sheet.doubts == book_sheet.doubts == []


@pytest.mark.parametrize("name", DOUBTED)
def test_what_programs_read_in_two_ways_is_doubted_by_both(name: str) -> None:
    cells, expected, doubts = DOUBTED[name]
    sheet, book_sheet = as_read(odd(cells))
    texts = texts_of(sheet)
    assert {spot: text(value, False) for spot, value in book_sheet.values.items()} == texts
    assert texts.get((2, 1)) == expected
    assert [(each.cell, each.message) for each in sheet.doubts] == doubts
    assert sheet.doubts == book_sheet.doubts
    assert not book_sheet.formulas
    assert not sheet.odd


@pytest.mark.parametrize("name", FORMULAS)
def test_both_read_the_same_formulas(name: str) -> None:
    cells, formulas, doubts = FORMULAS[name]
    sheet, book_sheet = as_read(odd(cells))
    assert book_sheet.formulas == formulas
    assert {spot: cell.text for spot, cell in sheet.odd.items()} == {spot: f"={f}" for spot, f in formulas.items()}
    assert not sheet.rows
    assert sheet.doubts == book_sheet.doubts
    assert len(sheet.doubts) == doubts


@pytest.mark.parametrize("cells", ['<c r="XFE2"><v>1</v></c>', '<c s="x"/>'])
def test_both_refuse_what_cannot_be_read(cells: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_sheets(odd(cells), frozenset({"deals"}), parts_of(odd(cells)))
    with pytest.raises(CannotRun, match="is damaged"):
        read_book("odd.xlsx", odd(cells))


@pytest.mark.parametrize("cells", ["<c><v>1_000</v></c>", "<c><v>ten</v></c>", '<c t="s"><v>-1</v></c>'])
def test_a_value_that_is_none_of_its_type_is_a_doubt_of_its_cell_and_refused_by_verify(cells: str) -> None:
    """Neither takes a text from the end of the list."""
    (sheet,) = read_sheets(odd(cells), frozenset({"deals"}), parts_of(odd(cells)))
    (doubt,) = sheet.doubts
    assert "is none of its type" in doubt.message
    with pytest.raises(CannotRun, match="is damaged"):
        read_book("odd.xlsx", odd(cells))


def test_a_sheet_that_is_no_worksheet_is_refused_by_both() -> None:
    content = odd("<c/>", root="chartsheet")
    with pytest.raises(ValueError, match="chartsheet is no worksheet"):
        read_sheets(content, frozenset({"deals"}), parts_of(content))
    with pytest.raises(CannotRun, match="is damaged"):
        read_book("odd.xlsx", content)
