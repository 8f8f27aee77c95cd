"""What lies on a sheet: shapes, and charts with where they lie, whichever program saved them.

A picture, shape or control may cover cells; only their number is reported. What a chart draws is read by `charts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from model.xlsx.namespaces import plain, truth
from model.xlsx.relations import related_id

PLACING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
CHARTS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
GRAPHIC = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
SHAPES = ("sp", "pic", "cxnSp", "grpSp", "contentPart")
CONTROL = re.compile(rb"ObjectType\s*=\s*[\"'](\w+)")  # of shapes in the old format, which notes are drawn in too
SHAPE = re.compile(rb"<(?:\w+:)?(?:shape|rect|roundrect|oval|line|polyline|arc|curve|image)[\s>]")
NOTE = re.compile(rb"ObjectType\s*=\s*[\"']Note[\"'].*?</[^>]*ClientData>", re.DOTALL)
ALWAYS = re.compile(rb"<(?:\w+:)?Visible\s*/?>(?!\s*[Ff])")  # a note that is there without the mouse over its cell
ROW, COLUMN = 190_500, 609_600  # the usual height and width of a cell, in the format's own unit
LEAST_SIZE = 540_000  # in that unit, 15 millimetres: on less, no chart can be read


class Frame(NamedTuple):
    """Where a chart lies: the cells it covers, whether it is shown, and its relation."""

    top: int
    left: int
    bottom: int
    right: int
    visible: bool
    relation: str


def shapes(drawing: Element) -> int:
    """How many pictures, shapes and other things that are no charts a drawing holds; a group counts as one."""
    count = 0
    for anchor in drawing:
        tags = {plain(node.tag) for node in anchor.iter()}
        count += not tags.isdisjoint(SHAPES) or ("graphicFrame" in tags and chart_of(anchor) is None)
    return count


def chart_of(anchor: Element) -> Element | None:
    """The chart at a place; what is announced as something else is none to programs."""
    charts = (node.find(f"{{{CHARTS}}}chart") for node in anchor.iter(GRAPHIC) if node.get("uri") == CHARTS)
    return next((chart for chart in charts if chart is not None), None)


def frames(drawing: Element) -> Iterator[Frame]:
    """Where the charts of a drawing lie, in its order."""
    for anchor in drawing:
        chart = chart_of(anchor)
        if chart is None:
            continue
        hidden = any(truth(node.get("hidden")) for node in anchor.iter(f"{PLACING}cNvPr"))
        top, left, bottom, right, flat = extent(anchor)
        yield Frame(top, left, bottom, right, not hidden and not flat, related_id(chart))


def extent(anchor: Element) -> tuple[int, int, int, int, bool]:
    """First and last row and column, and whether there is nothing between them."""
    start, end = (anchor.find(f"{PLACING}{each}") for each in ("from", "to"))
    size, place = anchor.find(f"{PLACING}ext"), anchor.find(f"{PLACING}pos")
    row, down, column, across = corner(start)
    if end is not None:
        last_row, end_down, last_column, end_across = corner(end)
        lower = length(last_row - row, down, end_down, ROW) >= LEAST_SIZE
        further = length(last_column - column, across, end_across, COLUMN) >= LEAST_SIZE
        return row + 1, column + 1, last_row + (end_down > 0), last_column + (end_across > 0), not (lower and further)
    wide, high = (number(size, "cx"), number(size, "cy"))
    if place is not None:
        row, column = number(place, "y") // ROW, number(place, "x") // COLUMN
    return row + 1, column + 1, row + high // ROW, column + wide // COLUMN, min(wide, high) < LEAST_SIZE


def length(steps: int, start: int, end: int, usual: int) -> int:
    """From a place in one row or column to a place in another, as many steps further; the first may be wider than
    usual, so that its rest is not less than nothing."""
    return end - start if not steps else max(0, usual - start) + (steps - 1) * usual + end


def corner(node: Element | None) -> tuple[int, int, int, int]:
    """Row and column of a corner, from 0, each with what is beyond."""
    texts = [
        node.findtext(f"{PLACING}{each}", "0") if node is not None else "0"
        for each in ("row", "rowOff", "col", "colOff")
    ]
    row, down, column, across = (int(text) for text in texts)
    return row, down, column, across


def number(node: Element | None, attribute: str) -> int:
    return int("0" if node is None else str(node.get(attribute, "0")))


def controls(old_drawing: bytes) -> int:
    """How many shapes in the old format are not notes, or are notes that are always shown."""
    always = sum(bool(ALWAYS.search(note)) for note in NOTE.findall(old_drawing))
    controls_ = sum(1 for match in CONTROL.finditer(old_drawing) if match[1] != b"Note")
    unmarked = len(SHAPE.findall(old_drawing)) - len(CONTROL.findall(old_drawing))
    return always + controls_ + max(0, unmarked)
