"""The sheet Line reference: every line of the model with its unit, meaning, definition in words and precedents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.expression.line import Line, precedents
from model.expression.nodes import Assumption, Axis, Column, Node
from model.expression.words import words
from model.workbook.blocks import Sheet
from model.workbook.layout import Layout
from model.workbook.places import address
from model.xlsx.rows import Content

FIRST_ROW = 5
WIDTHS = (33.0, 25.0, 16.0, 16.0, 42.0, 58.0, 42.0)  # characters: a page wide in print, still read without a glass
HEADINGS = ("Line", "Heading", "Sheet", "Unit", "Meaning", "Definition in words", "Computed from")

REFERENCE = Sheet("Line reference", "What does each figure mean, and what is it computed from?", widths=WIDTHS)


def reference_cells(lines: Sequence[Line], layout: Layout) -> tuple[list[Content], dict[int, str]]:
    """The cells below the heading of the sheet, and the rows whose column A links to where the line stands."""
    cells = [Content(FIRST_ROW, column, text, "header") for column, text in enumerate(HEADINGS, start=1)]
    links: dict[int, str] = {}
    for row, line in enumerate(lines, start=FIRST_ROW + 1):
        spot = layout.spot(line)
        links[row] = address(spot.sheet, spot.row if spot.rows else spot.header_row, spot.column)
        texts = (line.title, spot.sheet, line.unit, line.meaning, words(line), "; ".join(operand_names(line)))
        cells.append(Content(row, 1, line.name, "link cell"))
        cells += [Content(row, column, text, "wrapped") for column, text in enumerate(texts, start=2)]
    return cells, links


def operand_names(line: Line) -> Iterator[str]:
    """The names of what a line is computed from; labels of rows aside."""
    for node in precedents(line):
        name = name_of(node)
        if name:
            yield name


def name_of(node: Node) -> str:
    match node:
        case Line(name=name) | Assumption(name):
            return name
        case Column(table, name):
            return f"{table}[{name}]"
        case Axis():
            return ""
        case _:
            return ""
