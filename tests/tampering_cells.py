"""What tampering does to cells: formulas, stored values, labels and inputs. Each says the sheet and cell it changed."""

from __future__ import annotations

import re
from collections.abc import Callable

from openpyxl.utils.cell import coordinate_to_tuple

from model.verify.cells import input_cells
from model.xlsx.book import SheetHeld, Spot, cell_name
from tests.opened import NS, Opened


def is_number(value: object) -> bool:
    return isinstance(value, float)


def overwritten_by_its_value(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: "SUMIFS" in text and is_number(value) and value != 0)
    book.put(*place, book.held(place)[1])  # type: ignore[arg-type]
    return place


def overwritten_by_a_number(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: "SUMIFS" in text and is_number(value), skip=5)
    book.put(*place, 12345.678)
    return place


def overwritten_by_text(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: value == "n/d")
    book.put(*place, "n/d")
    return place


def overwritten_verdict(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: value == "PASS" and text != "master_check")
    book.put(*place, "PASS")
    return place


def overwritten_by_error(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: "INDEX(" in text and is_number(value))
    book.put(*place, "#N/A")
    return place


def changed_formula(pattern: str, replacement: str, skip: int = 0) -> Callable[[Opened], tuple[str, str]]:
    """Replace the first match of a pattern in the first formula that has one; the stored value stays."""

    def do(book: Opened) -> tuple[str, str]:
        place = book.formula_where(lambda _, __, text, value: bool(re.search(pattern, text)), skip)
        text, value = book.held(place)
        changed = re.sub(pattern, replacement, text, count=1)
        assert changed != text
        book.put(*place, value, changed)  # type: ignore[arg-type]
        return place

    return do


def range_one_row_short(book: Opened) -> tuple[str, str]:
    pattern = r"(\$[A-Z]+\$)(\d+):(\$[A-Z]+\$)(\d+)"
    place = book.formula_where(
        lambda _, __, text, value: (m := re.search(pattern, text)) is not None and int(m[4]) > int(m[2]) + 1
    )
    text, value = book.held(place)
    shorter = re.sub(pattern, lambda m: f"{m[1]}{m[2]}:{m[3]}{int(m[4]) - 1}", text, count=1)
    book.put(*place, value, shorter)  # type: ignore[arg-type]
    return place


def plus_nothing(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: "SUM(" in text and is_number(value))
    text, value = book.held(place)
    book.put(*place, value, f"{text}+0")  # type: ignore[arg-type]
    return place


def frozen_formula(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: "SUM(" in text and is_number(value), skip=3)
    value = book.held(place)[1]
    book.put(*place, value, str(value))  # type: ignore[arg-type]
    return place


def array_formula(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: "SUM(" in text and is_number(value), skip=4)
    text, value = book.held(place)
    book.put(*place, value, text)  # type: ignore[arg-type]
    formula = book.cell(*place).find(f"{NS}f")
    assert formula is not None
    formula.attrib |= {"t": "array", "ref": place[1]}
    return place


def deleted_formula(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: is_number(value) and "IF(" in text)
    book.put(*place, None)
    return place


def copied_from_above(book: Opened) -> tuple[str, str]:
    """A formula pasted with the reference of the row above it."""
    place = book.formula_where(lambda sheet, spot, text, _: f"$A{spot[0]}" in text)
    text, value = book.held(place)
    row = coordinate_to_tuple(place[1])[0]
    book.put(*place, value, text.replace(f"$A{row}", f"$A{row - 1}"))  # type: ignore[arg-type]
    return place


def stale_value(factor: float) -> Callable[[Opened], tuple[str, str]]:
    def do(book: Opened) -> tuple[str, str]:
        place = book.formula_where(
            lambda _, __, text, value: isinstance(value, float) and value > 1 and "SUMIFS" in text
        )
        text, value = book.held(place)
        assert isinstance(value, float)
        book.put(*place, value * factor, text)
        return place

    return do


def sign_of_value(book: Opened) -> tuple[str, str]:
    return stale_value(-1.0)(book)


def zero_for_undisclosed(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: value == "n/d")
    book.put(*place, 0.0, book.held(place)[0])
    return place


def number_as_text_value(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: is_number(value) and value != 0)
    text, value = book.held(place)
    book.put(*place, str(value), text)
    return place


def missing_value(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: is_number(value) and value != 0, skip=7)
    book.put(*place, None, book.held(place)[0])
    return place


def error_value(book: Opened) -> tuple[str, str]:
    place = book.formula_where(lambda _, __, text, value: is_number(value), skip=9)
    book.put(*place, "#REF!", book.held(place)[0])
    return place


def failing_check(book: Opened) -> tuple[str, str]:
    place = book.formula_where(
        lambda sheet, spot, text, value: value == "PASS" and spot[0] > 12 and text.startswith("IF(") and "<=" in text
    )
    book.put(*place, "FAIL", book.held(place)[0])
    return place


def text_where(book: Opened, wanted: Callable[[SheetHeld, Spot, str], bool]) -> tuple[str, str]:
    for sheet in book.book.sheets.values():
        inputs = set(input_cells(sheet))
        for spot, value in sheet.values.items():
            if (
                isinstance(value, str)
                and spot not in sheet.formulas
                and spot not in inputs
                and wanted(sheet, spot, value)
            ):
                return sheet.name, cell_name(spot)
    raise LookupError("no such text")


def changed_label(book: Opened) -> tuple[str, str]:
    place = text_where(book, lambda sheet, spot, text: not sheet.tables and spot[0] > 8 and spot[1] == 1)
    book.put(*place, "Another label")
    return place


def changed_unit(book: Opened) -> tuple[str, str]:
    place = text_where(book, lambda sheet, _, text: not sheet.tables and text == "USD bn")
    book.put(*place, "EUR bn")
    return place


def deleted_note(book: Opened) -> tuple[str, str]:
    place = text_where(book, lambda sheet, spot, text: not sheet.tables and len(text) > 60)
    book.put(*place, None)
    return place


def number_for_heading(book: Opened) -> tuple[str, str]:
    place = text_where(book, lambda sheet, spot, text: not sheet.tables and spot[0] > 5 and spot[1] > 2)
    book.put(*place, 7.0)
    return place


def calculation_sheet(book: Opened) -> SheetHeld:
    """The sheet with the most formulas."""
    return max(book.book.sheets.values(), key=lambda sheet: len(sheet.formulas))


def beyond(sheet: SheetHeld, down: int = 3, right: int = 3) -> str:
    bottom, last = (max(spot[axis] for spot in sheet.spots()) for axis in (0, 1))
    return cell_name((bottom + down, last + right))


def extra_number(book: Opened) -> tuple[str, str]:
    sheet = calculation_sheet(book)
    place = sheet.name, beyond(sheet)
    book.put(*place, 42.0)
    return place


def extra_formula(book: Opened) -> tuple[str, str]:
    sheet = calculation_sheet(book)
    place = sheet.name, beyond(sheet)
    book.put(*place, 2.0, "1+1")
    return place


def extra_in_a_corner(book: Opened) -> tuple[str, str]:
    place = calculation_sheet(book).name, "XFD1048576"
    book.put(*place, "hidden far away")
    return place


def formula_for_input(book: Opened) -> tuple[str, str]:
    place = book.input_where("deals", "base_bn")
    book.put(*place, 300.0, "100*3")
    return place


def error_for_input(book: Opened) -> tuple[str, str]:
    place = book.input_where("deals", "base_bn")
    book.put(*place, "#N/A")
    return place


def edited_input(table: str, column: str, value: float | str | None) -> Callable[[Opened], tuple[str, str]]:
    def do(book: Opened) -> tuple[str, str]:
        place = book.input_where(table, column)
        book.put(*place, value)
        return place

    return do


def number_as_text_input(book: Opened) -> tuple[str, str]:
    place = book.input_where("deals", "base_bn")
    sheet, spot = book.book.sheets[place[0]], coordinate_to_tuple(place[1])
    book.put(*place, f"{sheet.values[spot]:.15g}")
    return place


def unknown_company(book: Opened) -> tuple[str, str]:
    return edited_input("deals", "payer", "Nobody Inc.")(book)


def error_for_label(book: Opened) -> tuple[str, str]:
    place = text_where(
        book, lambda sheet, spot, text: sheet is calculation_sheet(book) and spot[1] == 1 and spot[0] > 3
    )
    book.put(*place, "#NAME?")
    return place
