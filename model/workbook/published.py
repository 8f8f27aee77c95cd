"""The names that people's own workbooks may refer to: the same from build to build, wherever rows and columns move.

Each key figure of the Summary has one, each printed block of an output sheet, and each line that stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from model.lines.summary import FIGURES, summary_value
from model.workbook.layout import Layout
from model.workbook.places import BlockPlace, address, quoted
from model.workbook.summary_sheet import SUMMARY, VALUE_COLUMN


@dataclass(frozen=True)
class Published:
    """A name, what it refers to as a reference and in words, and its line, if it has one."""

    name: str
    where: str
    title: str
    sheet: str
    block: str
    unit: str
    meaning: str


def published(layout: Layout) -> tuple[Published, ...]:
    """Key figures, then blocks and their lines in the order of the sheets."""
    return (*key_figures(layout), *(each for place in printed(layout) for each in of_block(place, layout)))


def key_figures(layout: Layout) -> Iterator[Published]:
    first = layout.spot(summary_value).row
    for row, figure in enumerate(FIGURES, start=first):
        where = address(SUMMARY.name, row, VALUE_COLUMN)
        yield Published(
            f"key_{figure.name}", where, figure.title, SUMMARY.name, "Key figures", figure.unit, figure.meaning
        )


def printed(layout: Layout) -> Iterator[BlockPlace]:
    """The blocks with rows that print, whole or as an excerpt."""
    for sheet in layout.sheets:
        for block in sheet.blocks[: sheet.printed]:
            if block.rows is not None:
                yield next(place for place in layout.blocks if place.block is block)


def of_block(place: BlockPlace, layout: Layout) -> Iterator[Published]:
    block = place.block
    bottom = place.total_row if block.totals else place.last_row
    corners = f"$A${place.header_row}:${get_column_letter(place.last_column)}${bottom}"
    what = "All rows with their headings" + (" and the total." if block.totals else ".")
    yield Published(
        f"block_{block.name}", f"{quoted(place.sheet)}!{corners}", block.title, place.sheet, block.title, "", what
    )
    for line in (*block.own_lines, *(() if block.wide is None else (block.wide,)), *block.totals):
        where = layout.column_name(line)
        yield Published(line.name, where, line.title, place.sheet, block.title, line.unit, line.meaning)
