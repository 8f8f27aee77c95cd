"""What is known about the engines, and that the reader of their files tells an error from an empty cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl
import pytest

from tests.engines import EACH_ENGINE_IN_TIME, recompute
from tests.saved import Error, Value, read


def workbook_of(cells: Mapping[str, str | float], path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "S"
    for cell, held in cells.items():
        sheet[cell] = held
    book.save(path)
    return path


FORMULAS: dict[str, Value] = {
    "=1/0": Error("#DIV/0!"),
    '=MATCH("x",A1:A2,0)': Error("#N/A"),
    '=1+"x"': Error("#VALUE!"),
    '="#N/A"': "#N/A",
    "=1=1": True,
    '=""': None,
    "=DATE(2025,1,1)": 45658.0,
    '=INDEX(B1:B2,MATCH("k",A1:A2,0))': 7.0,
}
OF_ONE_CELL = "=INDEX(B1:B1,1)"


def asked(engine: str, formulas: Iterable[str], folder: Path) -> list[Value]:
    """What an engine makes of formulas, beside a k in A1 and a 7 in B1."""
    places = {f"D{row}": formula for row, formula in enumerate(formulas, start=1)}
    beside: dict[str, str | float] = {"A1": "k", "B1": 7}
    workbook = workbook_of(beside | places, folder / "asked.xlsx")
    (again,) = recompute(engine, [workbook], folder)
    return [again["S", cell] for cell in places]


@pytest.mark.parametrize("engine", EACH_ENGINE_IN_TIME)
def test_every_engine_tells_errors_texts_and_numbers_apart(engine: str, tmp_path: Path) -> None:
    """Gnumeric alone finds nothing in a range of one cell; so it is not asked where a formula looks into one."""
    of_one_cell = Error("#REF!") if engine == "gnumeric" else 7.0
    again = asked(engine, [*FORMULAS, OF_ONE_CELL], tmp_path)
    wanted = [*FORMULAS.values(), of_one_cell]
    assert [(type(value), value) for value in again] == [(type(value), value) for value in wanted]


def test_texts_are_read_from_wherever_a_program_stores_them(tmp_path: Path) -> None:
    workbook = workbook_of({"A1": "shared", "A2": 1.5, "A3": "=A1"}, tmp_path / "texts.xlsx")
    saved = read(workbook)
    assert saved.values == {("S", "A1"): "shared", ("S", "A2"): 1.5, ("S", "A3"): None}
    assert saved.formulas == {("S", "A3"): "=A1"}
