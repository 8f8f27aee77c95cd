"""Excel's limits: what fits exactly is written, one more is refused with a sentence, before anything is written."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from model.errors import CannotRun
from model.pipeline import build
from model.xlsx import limits
from model.xlsx.rows import Content, SheetCells, Strip, column_of
from tests.conftest import SMALL


def sheet_of(*parts: Content | Strip, name: str = "Sheet", links: int = 0, styles: int = 1) -> None:
    limits.check_contents({name: SheetCells(parts)}, {name: links}, ["a_name"], styles)


def text(length: int) -> Content:
    return Content(1, 1, "x" * length, "label")


def formula(length: int) -> Content:
    return Content(1, 1, 1.0, "label", "1" * (length - 1))


FITS_AND_ONE_MORE = [
    pytest.param(lambda n: sheet_of(Content(n, 1, "a", "label")), 1_048_576, "rows", id="rows"),
    pytest.param(lambda n: sheet_of(Strip(2, 1, np.zeros(n - 1), "label")), 1_048_576, "rows", id="rows of a strip"),
    pytest.param(lambda n: sheet_of(Content(1, n, "a", "label")), 16_384, "columns", id="columns"),
    pytest.param(lambda n: sheet_of(text(n)), 32_767, "characters", id="text"),
    pytest.param(
        lambda n: sheet_of(Strip(1, 1, column_of(["y" * 30_000, "😀" * (n // 2) + "x" * (n % 2)]), "label")),
        32_767,
        "characters",
        id="text in UTF-16 units",
    ),
    pytest.param(lambda n: sheet_of(formula(n)), 8_192, "characters", id="formula"),
    pytest.param(lambda n: sheet_of(name="n" * n), 31, "characters", id="sheet name"),
    pytest.param(lambda n: sheet_of(styles=n), 65_490, "cell formats", id="styles"),
    pytest.param(lambda n: sheet_of(links=n), 65_530, "links", id="links"),
    pytest.param(lambda n: limits.check_contents({}, {}, ["n" * n], 1), 255, "characters", id="defined name"),
]


@pytest.mark.parametrize(("write", "most", "words"), FITS_AND_ONE_MORE)
def test_the_limit_fits_and_one_more_is_refused(write: object, most: int, words: str) -> None:
    assert callable(write)
    write(most)
    with pytest.raises(CannotRun, match=words) as refusal:
        write(most + 1)
    assert f"{most:,}" in str(refusal.value)


@pytest.mark.parametrize("name", ["", "a/b", "a:b", "[a]", "what?", "'a", "a'", "History", "back\\slash", "a*"])
def test_a_sheet_name_excel_refuses_is_refused(name: str) -> None:
    with pytest.raises(CannotRun):
        sheet_of(name=name)


def test_two_sheets_of_one_name_are_refused() -> None:
    with pytest.raises(CannotRun, match="two sheets"):
        limits.check_contents({"Legs": SheetCells([]), "LEGS": SheetCells([])}, {}, [], 1)


def test_a_formula_is_measured_where_it_is_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row numbers in the formulas of a strip grow downwards, and the formulas with them."""
    from model.expression.templates import down
    from model.workbook.places import Cell

    template = down((Cell("", 0, False, 1, True), "+1"), 1)
    strip = Strip(9, 1, np.zeros(2), "label", template)
    monkeypatch.setattr(limits, "FORMULA", len("=$A9+1"))
    with pytest.raises(CannotRun, match="formula"):
        sheet_of(strip)
    monkeypatch.setattr(limits, "FORMULA", len("=$A10+1"))
    sheet_of(strip)


@pytest.mark.long
def test_a_build_beyond_a_limit_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, most, words in (("ROWS", 20, "rows"), ("FORMULA", 40, "formula"), ("LINKS", 3, "links")):
        with monkeypatch.context() as patch:
            patch.setattr(limits, name, most)
            with pytest.raises(CannotRun, match=words) as refusal:
                build(SMALL, tmp_path / "out.xlsx")
        assert re.search(r"Excel takes [\d,]+", str(refusal.value))
        assert list(tmp_path.iterdir()) == []
