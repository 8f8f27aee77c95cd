"""The sheet Line reference: every line of the model, what it means, where it stands, what it reads and what reads it.

A definition is given in words if it is short enough to read; the formula itself is a click away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from model.expression.line import Line, leaves_of, operands, precedents, rewrite
from model.expression.nodes import Assumption, Column, Const, If, Missing, Node
from model.expression.words import sentence
from model.workbook.blocks import Sheet
from model.workbook.layout import Layout
from model.workbook.places import address
from model.workbook.published import published
from model.xlsx.rows import Content, Strip, column_of

FIRST_ROW = 5
HEADINGS = ("Line", "Heading", "Sheet", "Block", "Unit", "Meaning", "Definition in words", "Reads", "Read by")
FOR_OTHERS = "Names that other workbooks may refer to"
# characters: a page wide in print, still read without a glass
WIDTHS = (34.0, 20.0, 15.0, 22.0, 12.0, 36.0, 36.0, 28.0, 28.0)
MOST_NAMES, MOST_WORDS = 12, 200

REFERENCE = Sheet("Line reference", "What does each figure mean, and what is it computed from?", widths=WIDTHS)


def reference_cells(lines: Sequence[Line], layout: Layout) -> tuple[list[Content | Strip], dict[int, str]]:
    """The cells below the heading of the sheet, and the rows whose column A links to where the line stands."""
    cells: list[Content | Strip] = [
        Content(FIRST_ROW, column, text, "header") for column, text in enumerate(HEADINGS, start=1)
    ]
    links: dict[int, str] = {}
    readers = readers_of(lines)
    rows = []
    for row, line in enumerate(lines, start=FIRST_ROW + 1):
        spot = layout.spot(line)
        links[row] = address(spot.sheet, spot.row if spot.rows else spot.header_row, spot.column)
        rows.append(
            (
                line.name,
                line.title,
                spot.sheet,
                layout.home[line].block.title if line in layout.home else "",
                line.unit,
                line.meaning,
                definition(line),
                listed(operand_names(line)),
                listed(readers.get(line, ())),
            )
        )
    cells += columns(FIRST_ROW + 1, rows)
    title_row = FIRST_ROW + len(lines) + 2
    cells.append(Content(title_row, 1, FOR_OTHERS, "block"))
    names = published(layout)
    links |= {row: each.where.partition(":")[0] for row, each in enumerate(names, start=title_row + 1)}
    about = [(each.name, each.title, each.sheet, each.block, each.unit, each.meaning) for each in names]
    cells += columns(title_row + 1, about)
    return cells, links


def columns(first_row: int, rows: Iterable[tuple[str, ...]]) -> Iterator[Strip]:
    """Rows of texts, of which the first is a link."""
    for column, texts in enumerate(zip(*rows, strict=True), start=1):
        yield Strip(first_row, column, column_of(texts), "link cell" if column == 1 else "label")


@cache
def definition(line: Line) -> str:
    """The definition in words for the case in which there is a figure; the meaning says when there is none. Empty if it
    is long.

    Lines of one heading are told apart by their names.
    """
    figure, leaves = line.expr, leaves_of(line)
    if any(isinstance(leaf, Missing) for leaf in leaves):
        figure = rewrite(figure, where_known)
        leaves = operands(figure, into_gathers=True)
    lines = {line, *(leaf for leaf in leaves if isinstance(leaf, Line))}
    headings = Counter(each.title for each in lines)

    def told_apart(node: Node) -> Node | None:
        if isinstance(node, Line) and headings[node.title] > 1:
            return replace(node, title=f"{node.title}, {node.name}", expr=Const(0.0))
        return None

    text = sentence(rewrite(figure, told_apart) if len(headings) < len(lines) else figure)
    return text if len(text) <= MOST_WORDS else ""


def where_known(node: Node) -> Node | None:
    """A choice between a figure and n/d is the figure."""
    match node:
        case If(_, figure, Missing()) | If(_, Missing(), figure):
            return rewrite(figure, where_known)
        case _:
            return None


def readers_of(lines: Iterable[Line]) -> Mapping[Line, Sequence[str]]:
    """The names of the lines that read a line, in the order of the sheets."""
    readers: dict[Line, list[str]] = {}
    for line in lines:
        for node in precedents(line):
            if isinstance(node, Line):
                readers.setdefault(node, []).append(line.name)
    return readers


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
        case _:
            return ""


def listed(names: Iterable[str]) -> str:
    """The first of the names, each once, and how many more there are."""
    each = tuple(dict.fromkeys(names))
    more = len(each) - MOST_NAMES
    return "; ".join(each[:MOST_NAMES]) + (f"; and {more} more" if more > 0 else "")
