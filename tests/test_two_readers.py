"""The two readers of .xlsx, one for inputs as text and one for verify as values, read the same odd cells alike."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

import openpyxl
import pytest

from model.dates import EPOCH
from model.errors import CannotRun
from model.xlsx.book import Spot, Value
from model.xlsx.cell_texts import read_sheets
from model.xlsx.reader import read_book
from model.xlsx.sheet_texts import day_text, number_text

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
    "a truth in words": ('<c t="b"><v>true</v></c>', "TRUE"),
    "an untruth in words": ('<c t="b"><v>false</v></c>', "FALSE"),
    "a day": ('<c t="d"><v>2031-02-03</v></c>', "2031-02-03"),
    "a day and time": ('<c t="d"><v>2031-02-03T12:30:00Z</v></c>', "2031-02-03 12:30:00"),
    "a day and time of a zone": ('<c t="d"><v>2031-02-03T12:30:00+02:00</v></c>', "2031-02-03 12:30:00"),
    "a time": ('<c t="d"><v>12:30:00</v></c>', "1899-12-30 12:30:00"),
    "a shared text": ('<c t="s"><v>0</v></c>', "zero"),
    "a text of runs": ('<c t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r></is></c>', "rich"),
    "a text with a reading": ('<c t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></is></c>', "a"),
    "an escape": ('<c t="inlineStr"><is><t>a_x0041_b</t></is></c>', "aAb"),
    "an escaped escape": ('<c t="str"><v>a_x005F_x0041_</v></c>', "a_x0041_"),
    "the same cell twice": ('<c r="A2"><v>1</v></c><c r="A2"><v>2</v></c>', "2"),
    "the same row twice": ('<c r="A2"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c>', "1"),
    "a cell among those of another row": ('<c r="A3"><v>3</v></c><c r="A2"><v>1</v></c>', "1"),
    "cells without names": ("<c><v>4</v></c><c><v>5</v></c>", "4"),
    "an empty text": ('<c t="str"><v></v></c>', None),
}


def odd(cells: str) -> bytes:
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
                content = re.sub("<sheetData>.*</sheetData>", rows, content, flags=re.S)
            for end, addition in ADDITIONS.items():
                content = content.replace(end, addition + end)
            target.writestr(name, content)
        target.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}"><si><t>zero</t></si></sst>')
    return out.getvalue()


def as_texts(content: bytes) -> dict[Spot, str]:
    (sheet,) = read_sheets(content, frozenset({"deals"}))
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
def test_both_read_it_alike(name: str) -> None:
    cells, expected = CELLS[name]
    content = odd(cells)
    values = next(iter(read_book("odd.xlsx", content).sheets.values())).values
    texts = as_texts(content)
    assert {spot: text(value, 't="d"' in cells) for spot, value in values.items()} == texts
    assert texts.get((2, 1)) == expected


def test_neither_takes_a_text_from_the_end_of_the_list() -> None:
    content = odd('<c t="s"><v>-1</v></c>')
    with pytest.raises(ValueError, match="there is no text -1"):
        read_sheets(content, frozenset({"deals"}))
    with pytest.raises(CannotRun, match="is damaged"):
        read_book("odd.xlsx", content)
