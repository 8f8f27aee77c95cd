"""The file in the programs that open it: spelled as they expect, charts with their values, and names that are not
duplicated."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from openpyxl.styles.builtins import styles as built_in
from openpyxl.utils.cell import range_boundaries

from model.xlsx.chart_values import CHART, with_values
from model.xlsx.markup import DECLARATION, spelled
from model.xlsx.rows import Content, SheetCells, Strip, column_of
from model.xlsx.styles import named_styles
from tests.book import Book
from tests.engines import libreoffice

ROOTS = {"xl/charts/": "c:chartSpace", "xl/drawings/drawing": "xdr:wsDr", "xl/workbook.xml": "workbook"}
CELLS = {
    "Sheet 1": SheetCells(
        [
            Strip(1, 1, column_of(["Aurora", "Borealis", "Cirrus"]), "text"),
            Strip(1, 2, np.array([1.5, np.nan, 3.0]), "number", ("A", 0)),
            Content(4, 1, "", "text"),
            Content(4, 2, 0.25, "share", "1/4"),
            Content(1, 3, 2025.0, "year"),
            Content(1, 4, 2026.0, "year"),
        ]
    )
}
FORMATS = {"text": "@", "number": "0.00", "share": "0%", "year": "0"}


def charts(book: Book) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(text) for name, text in book.parts.items() if name.startswith("xl/charts/")]


def points(cache: ElementTree.Element) -> dict[int, str | None]:
    return {int(point.get("idx", "")): point.findtext(f"{CHART}v") for point in cache.iter(f"{CHART}pt")}


def drawn(inner: str) -> ElementTree.Element:
    """A piece of a chart, as it becomes with its values."""
    text = f'<chartSpace xmlns="{CHART[1:-1]}">{inner}</chartSpace>'
    return ElementTree.fromstring(with_values(text.encode(), CELLS, FORMATS))


def test_every_reference_of_a_chart_carries_what_its_cells_store(books: Mapping[str, Book]) -> None:
    for book in (books["shipped-base"], books["small-base"]):
        count = 0
        for chart in charts(book):
            for reference in [*chart.iter(f"{CHART}numRef"), *chart.iter(f"{CHART}strRef")]:
                sheet, _, area = reference.findtext(f"{CHART}f", "").replace("$", "").rpartition("!")
                left, top, right, bottom = range_boundaries(area)
                rows = book.stored[sheet.strip("'")].iter_rows(top, bottom, left, right, values_only=True)
                values = [value for row in rows for value in row]
                numbers = reference.tag.endswith("numRef")
                kept = {at: value for at, value in enumerate(values) if isinstance(value, int | float) or not numbers}
                cached = points(reference)
                assert cached.keys() == kept.keys()
                assert [float(text or "") if numbers else text for text in cached.values()] == list(kept.values())
                assert reference[1].find(f"{CHART}ptCount").get("val") == str(len(values))  # type: ignore[union-attr]
                count += bool(cached)
        assert count > 10


def test_what_is_not_disclosed_is_no_point_and_a_cell_of_another_format_says_so() -> None:
    chart = drawn("<val><numRef><f>'Sheet 1'!$B$1:$B$5</f></numRef></val>")
    assert points(chart) == {0: "1.5", 2: "3", 3: "0.25"}
    assert chart.findtext(f".//{CHART}formatCode") == "0.00"
    assert [point.get("formatCode") for point in chart.iter(f"{CHART}pt")] == [None, None, "0%"]
    assert [node.get("val") for node in chart.iter(f"{CHART}ptCount")] == ["5"]


@pytest.mark.parametrize(
    ("inner", "tag", "expected"),
    [
        ("<cat><numRef><f>'Sheet 1'!$A$2:$A$4</f></numRef></cat>", "strRef", {0: "Borealis", 1: "Cirrus"}),
        ("<cat><numRef><f>'Sheet 1'!$C$1:$D$1</f></numRef></cat>", "numRef", {0: "2025", 1: "2026"}),
        ("<xVal><numRef><f>'Sheet 1'!$A$1:$B$1</f></numRef></xVal>", "strRef", {0: "Aurora", 1: "1.5"}),
        ("<tx><strRef><f>'Sheet 1'!$C$1</f></strRef></tx>", "strRef", {0: "2025"}),
        ("<bubbleSize><numRef><f>'Sheet 1'!$A$2:$B$3</f></numRef></bubbleSize>", "numRef", {3: "3"}),
        ("<yVal><numRef><f>'Sheet 1'!$F$1:$F$9</f></numRef></yVal>", "numRef", {}),
    ],
)
def test_texts_and_numbers_of_any_kind_of_chart(inner: str, tag: str, expected: dict[int, str]) -> None:
    (reference,) = (node for node in drawn(inner).iter() if node.tag in (f"{CHART}numRef", f"{CHART}strRef"))
    assert reference.tag == f"{CHART}{tag}"
    assert points(reference) == expected


def test_parts_begin_as_programs_expect(book: Book) -> None:
    for name, text in book.parts.items():
        assert text.startswith(DECLARATION.decode()), name
        expected = next((tag for start, tag in ROOTS.items() if name.startswith(start)), "")
        assert text.partition("\n")[2].startswith(f"<{expected}"), name
        assert not re.search(r"<ns\d+:", text), name


def test_a_part_is_spelled_the_same_however_it_came() -> None:
    one = (
        b'<x:wsDr xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><x:to a="1"/></x:wsDr>'
    )
    other = (
        b"<?xml version='1.0'?><wsDr xmlns='http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing'>"
        b"<to xmlns='http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing' a='1'></to></wsDr>"
    )
    assert spelled(one) == spelled(other) == spelled(spelled(one))
    assert b"<xdr:wsDr xmlns:xdr=" in spelled(one)
    assert b'<ns0:a xmlns:ns0="urn:of-nobody" />' in spelled(b'<a xmlns="urn:of-nobody"/>')
    assert b'<a xml:space="preserve">\xe2\x80\x93 </a>' in spelled('<a xml:space="preserve">– </a>'.encode())


def test_charts_have_square_corners(book: Book) -> None:
    assert [chart.find(f"{CHART}roundedCorners").get("val") for chart in charts(book)] == ["0"] * 5  # type: ignore[union-attr]


def test_no_style_of_ours_has_the_name_of_a_built_in_one() -> None:
    ours = {style.name.casefold() for style in named_styles()}
    assert not ours & {name.casefold() for name in built_in}
    assert len(built_in) > 40


@pytest.mark.long
@pytest.mark.program("libreoffice")
def test_print_titles_stay_single_where_libreoffice_saves_again(book: Book, tmp_path: Path) -> None:
    (again,) = libreoffice([book.path], tmp_path)
    for path in (book.path, again):
        with zipfile.ZipFile(path) as archive:
            tree = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        names = [
            (node.get("name"), node.get("localSheetId")) for node in tree.iter() if node.tag.endswith("}definedName")
        ]
        assert len(names) == len(set(names))
        titles = [node.text or "" for node in tree.iter() if node.get("name") == "_xlnm.Print_Titles"]
        assert len(titles) == len(book.sheets)
        assert all(re.search(r"!\$A:\$A,.*!\$1:\$\d+$", text) for text in titles)


def test_drop_downs_of_keys_end_at_the_last_key_and_grow(book: Book) -> None:
    """Tried by hand in LibreOffice and Gnumeric, which both take what is typed in a free row."""
    for sheet in book.sheets:
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "list" and not str(rule.formula1).startswith('"'):
                pattern = r"OFFSET\((\S+!\$[A-Z]+\$\d+),0,0,MAX\(1,COUNTA\(\1:\$[A-Z]+\$\d+\)\),1\)"
                assert re.fullmatch(pattern, str(rule.formula1))
                assert len(str(rule.formula1)) < 255
