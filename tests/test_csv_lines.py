"""Editing a CSV file cell by cell: what is not edited keeps its bytes, and lines are as the reader has them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.inputs.csv_file import read_csv
from model.pulling.csv_lines import Row, lines_of, rewritten, value

# what CSV files are made of, in any order: most are no tables that can be read
PIECES = st.lists(
    st.sampled_from(
        ["a", "b c", "1,000", '"', '""', '"x, y"', '"two\nlines"', ",", ",,", "\n", "\r\n", "\r", " ", "é"]
    ),
    max_size=40,
)
CELL = st.sampled_from(
    ["", "a", "300", '"quoted"', '"with, comma"', '"an ""inner"" mark"', '"two\r\nlines"', " spaced "]
)
END = st.sampled_from(["\n", "\r\n", "\r"])


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table of three columns: mixed ends, blank lines, and a last line with or without an end."""
    lines = ["k,b,c"]
    for number in range(draw(st.integers(0, 5))):
        lines += draw(st.lists(st.sampled_from(["", " ", ",,"]), max_size=2))
        lines.append(f"r{number},{draw(CELL)},{draw(CELL)}")
    ends = [draw(END) for _ in lines]
    if draw(st.booleans()):
        ends[-1] = ""
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


def unedited(text: str) -> list[Row]:
    return [Row(number, {}) for number in range(len(lines_of(text).rows))]


def cells(text: str) -> list[list[str]]:
    """The rows that hold something, as Python's own reader has them."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [row for row in rows if any(cell.strip() for cell in row)]


@settings(deadline=None, max_examples=80)
@given(PIECES)
def test_lines_are_those_that_are_read_and_without_an_edit_no_character_changes(pieces: list[str]) -> None:
    text = "".join(pieces)
    grid = read_csv("t", "t.csv", text.encode())
    if not grid.whole or not grid.header:
        return
    lines = lines_of(text)
    assert (lines.header, [[value(cell) for cell in row[0].cells] for row in lines.rows]) == (
        cells(text)[0],
        cells(text)[1:],
    )
    assert rewritten(lines, [], unedited(text)) == text


@settings(deadline=None, max_examples=60)
@given(tables(), st.data())
def test_one_cell_edited_is_the_one_that_changes(text: str, data: st.DataObject) -> None:
    lines = lines_of(text)
    if not lines.rows:
        return
    number, column = data.draw(st.integers(0, len(lines.rows) - 1)), data.draw(st.integers(1, 2))
    new = data.draw(st.sampled_from(["", "7", "a, b", 'say "x"', "two\nlines"]))
    rows = [Row(row, {column: new} if row == number else {}) for row in range(len(lines.rows))]
    after = rewritten(lines, [], rows)
    wanted = cells(text)
    wanted[number + 1][column] = new
    assert cells(after) == wanted
    old = lines.rows[number][0].cells[column]
    place = sum(len(str(line)) for line in lines.head) + sum(
        len(str(line)) for row in lines.rows[:number] for line in row
    )
    place += len(",".join(lines.rows[number][0].cells[:column])) + 1
    assert (after[:place], after[len(after) - len(text) + place + len(old) :]) == (
        text[:place],
        text[place + len(old) :],
    )


@settings(deadline=None, max_examples=60)
@given(tables(), st.data())
def test_rows_stand_in_any_order_with_new_ones_between(text: str, data: st.DataObject) -> None:
    lines = lines_of(text)
    staying = data.draw(st.permutations(range(len(lines.rows))))[: data.draw(st.integers(0, 5))]
    rows = [Row(number, {}) for number in staying]
    for at in data.draw(st.lists(st.integers(0, 5), max_size=3)):
        rows.insert(at, Row(None, {0: "new", 2: "x,y"}))
    after = rewritten(lines, [], rows)
    old = cells(text)
    wanted = [["new", "", "x,y"] if row.old is None else old[row.old + 1] for row in rows]
    assert cells(after) == [old[0], *wanted]
    assert (after[-1:] in "\r\n" and after != "") == (text[-1:] in "\r\n")
    assert len(lines_of(after).rows) == len(rows)


def test_a_new_line_ends_as_the_one_before_it() -> None:
    text = "k,b\r\nr0,1\n\nr1,2\r\n"
    new = Row(None, {0: "new"})
    assert rewritten(lines_of(text), [], [Row(0, {}), new, Row(1, {}), new]) == (
        "k,b\r\nr0,1\nnew,\n\nr1,2\r\nnew,\r\n"
    )


def test_a_last_line_without_an_end_stays_so() -> None:
    text = "k,b\r\nr0,1"
    assert rewritten(lines_of(text), [], [Row(0, {}), Row(None, {0: "new"})]) == "k,b\r\nr0,1\r\nnew,"
    assert rewritten(lines_of(text), [], []) == "k,b"


def test_blank_lines_stay_where_a_row_goes() -> None:
    text = "k,b\n\nr0,1\n,\nr1,2\n\n\nr2,3\n"
    assert rewritten(lines_of(text), [], [Row(0, {}), Row(2, {})]) == "k,b\n\nr0,1\n,\n\n\nr2,3\n"
    assert rewritten(lines_of(text), [], [Row(2, {})]) == "k,b\n\n,\n\n\nr2,3\n"


def test_a_quoted_cell_stays_quoted_and_a_new_column_reaches_all_rows() -> None:
    text = 'k,b\n"r0","1"\nr1,2\n'
    rows = [Row(0, {0: "r9", 1: ""}), Row(1, {2: "a, b"})]
    assert rewritten(lines_of(text), ["note"], rows) == 'k,b,note\n"r9",,\nr1,2,"a, b"\n'


@pytest.mark.parametrize("text", ['a\n"open', 'a\n"b" c\n'])
def test_what_no_reader_reads_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="quotation mark"):
        lines_of(text)
