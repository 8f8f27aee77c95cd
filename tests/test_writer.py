"""Rows written in bulk: the same text as cell by cell, and a deflated zip that any reader can open."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from model.errors import CannotRun, DefinitionError
from model.expression.templates import Template, in_row
from model.pipeline import build
from model.workbook import placing
from model.xlsx import archive, deflate
from model.xlsx.archive import write_zip
from model.xlsx.deflate import deflated
from model.xlsx.rows import Content, SheetCells, Strip, column_of
from model.xlsx.sheet_data import cell_text, number_text, number_texts, sheet_data
from tests.conftest import SMALL

STYLES = {"plain": 1, "other": 12}
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8) | st.sampled_from(
    ("", "n/d", "<&>", "_x000D_", "=1", "{", "%s")
)
NUMBERS = st.floats(allow_infinity=False)
PIECES: tuple[str | int, ...] = ("deals!$A", '<"%{}&', "+1", 0, 3, -1)
TEMPLATES: st.SearchStrategy[Template] = st.lists(st.sampled_from(PIECES), min_size=1).map(lambda all: tuple(all))


@st.composite
def strips(draw: st.DrawFn) -> Strip:
    count = draw(st.integers(1, 7))
    numbers = hnp.arrays(np.float64, count, elements=NUMBERS)
    values = draw(numbers | st.lists(TEXTS, min_size=count, max_size=count).map(column_of))
    styles = st.sampled_from(sorted(STYLES))
    style = draw(styles | st.lists(styles, min_size=count, max_size=count))
    return Strip(draw(st.integers(2, 9)), 0, values, style, draw(st.none() | TEMPLATES))


@st.composite
def sheets(draw: st.DrawFn) -> SheetCells:
    """Strips side by side and a single cell, each in a column of its own."""
    parts = draw(st.lists(strips(), max_size=5))
    placed = [Strip(part.row, at, part.values, part.style, part.formula) for at, part in enumerate(parts, start=1)]
    return SheetCells([*placed, Content(draw(st.integers(1, 12)), 40, draw(TEXTS), "plain")])


@pytest.mark.long
@settings(max_examples=40)
@given(sheets())
def test_rows_in_bulk_are_the_cells_one_by_one(cells: SheetCells) -> None:
    expected: dict[int, str] = {}
    for cell in cells:
        expected[cell.row] = expected.get(cell.row, "") + cell_text(cell, STYLES)
    rows = "".join(f'<row r="{row}">{text}</row>' for row, text in expected.items())
    assert "".join(sheet_data(cells, STYLES)) == rows
    assert list(expected) == sorted(expected)
    assert len(list(cells)) == len(cells)


@pytest.mark.long
@given(sheets())
def test_rows_are_the_same_however_many_are_rendered_at_once(cells: SheetCells) -> None:
    once = "".join(sheet_data(cells, STYLES))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("model.xlsx.sheet_data.CELLS_AT_ONCE", 6)
        assert "".join(sheet_data(cells, STYLES)) == once


@settings(max_examples=300)
@given(hnp.arrays(np.float64, st.integers(0, 9), elements=st.floats(allow_nan=False, allow_infinity=False)))
@example(np.array([0.0, -0.0, 5.0, -7.0, 1e15, 1e16, 123456789012345.5, 1e-4, 9.9e-5, 1e-5, 0.1, 1e22, 5e-324]))
def test_numbers_in_bulk_are_numbers_one_by_one_and_read_back_the_same(numbers: np.ndarray) -> None:
    texts = number_texts(numbers)
    assert texts == [number_text(number) for number in numbers.tolist()]
    assert [float(text) for text in texts] == numbers.tolist()


@pytest.mark.parametrize("number", [np.inf, -np.inf])
def test_a_number_without_end_is_refused(number: float) -> None:
    with pytest.raises(DefinitionError):
        number_texts(np.array([1.0, number]))
    with pytest.raises(DefinitionError):
        number_text(number)


def test_heights_stand_on_their_rows() -> None:
    cells = SheetCells([Strip(1, 1, np.arange(3.0), "plain")], {2: 29.0})
    made = "".join(sheet_data(cells, STYLES))
    assert made.count('ht="29.0" customHeight="1"') == 1
    assert '<row r="2" ht="29.0" customHeight="1">' in made


def test_a_template_is_filled_with_row_numbers() -> None:
    assert in_row(("A", 0, "*B", -2), 7) == "A7*B5"


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


@pytest.mark.parametrize("length", [0, 1, 99, 100, 101, 5_000])
def test_blocks_deflated_apart_are_one_stream(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deflate, "BLOCK", 100)
    data = b"".join(b"<c r='A%d'>%d</c>" % (n, n * n) for n in range(1_000))[:length]
    packed = b"".join(deflated(pieces(data, 37)))
    assert zlib.decompress(packed, -zlib.MAX_WBITS) == data


def test_bytes_depend_neither_on_the_threads_nor_on_the_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    data = np.random.default_rng(1).integers(0, 9, 4 * deflate.BLOCK).astype(np.uint8).tobytes()
    made = set()
    for threads, size in ((1, 1 << 20), (2, 1_000_003), (4, 9_999)):
        monkeypatch.setattr(deflate, "THREADS", threads)
        made.add(b"".join(deflated(pieces(data, size))))
    assert len(made) == 1


def test_the_zip_is_the_one_the_standard_library_writes() -> None:
    parts = {"[Content_Types].xml": b"<a/>", "xl/b.xml": b"b" * 5_000, "xl/empty": b""}
    ours, theirs = io.BytesIO(), io.BytesIO()
    write_zip(ours, ((name, pieces(data, 999)) for name, data in parts.items()))
    with zipfile.ZipFile(theirs, "w") as made:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            made.writestr(info, data, compresslevel=deflate.FIRST_LEVEL)
    assert ours.getvalue() == theirs.getvalue()
    with zipfile.ZipFile(ours) as opened:
        assert opened.testzip() is None


def test_more_than_a_zip_can_hold_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 1_000)
    with pytest.raises(CannotRun, match="more than 4 GB"):
        write_zip(io.BytesIO(), [("big.xml", [b"x" * 1_001])])


def test_more_rows_than_a_sheet_has_is_said_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "LAST_ROW", 30)
    with pytest.raises(CannotRun, match=r"sheet .* would need \d+ rows and Excel has 30"):
        build(SMALL, tmp_path / "out.xlsx")
    assert not list(tmp_path.iterdir())
