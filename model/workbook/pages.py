"""How sheets print: A4 landscape, one page wide, with headings repeated, and a block moved to the next page rather than
cut.

Page ends are computed from the widths and heights stated in the file, so that every program breaks pages alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from model.xlsx.rows import Content, SheetCells, Strip
from model.xlsx.sizes import PLAIN_WIDTH, ROW_HEIGHT, RUNNING, longest_text

SIDES, TOP, BOTTOM, EDGE = 0.25, 0.35, 0.5, 0.25  # inches
PAGE_WIDTH, PAGE_HEIGHT = (11.69 - 2 * SIDES) * 72, (8.27 - TOP - BOTTOM) * 72  # points
POINTS = 5.25  # of a character of width: seven pixels
READABLE, LEAST_SCALE = 191.0, 0.8  # characters on a page at eight points, and what makes ten points eight
FULL_SIZE, ONE_PAGE = 148.0, 270.0  # characters: a page at full size, the most on one page
RUN_LIMIT = 200.0  # characters up to which a running text widens the page
LETTER = 0.95  # of a character's width, in running text
WORTH_BREAKING = 3_000  # rows beyond which nobody prints
FIRST_ROWS = 6 * ROW_HEIGHT  # of a block too long for a page, what must stand under its title


def set_print(worksheet: Worksheet, cells: SheetCells, repeated: int, *, one_page: bool, last_row: int | None) -> None:
    """The print layout of a sheet whose first `repeated` rows stand on every page, or of one that is a single page.

    Of an output sheet, pages end at the last row that is printed, and hold as many columns as can be read.
    """
    dimensions = worksheet.column_dimensions
    letters = [get_column_letter(at) for at in range(1, cells.right + 1)]
    widths = [dimensions[letter].width if letter in dimensions else PLAIN_WIDTH for letter in letters]
    if last_row is not None:
        cells = SheetCells((part for part in cells.parts if part.row <= last_row), cells.heights)
        last = max(part.column for part in cells.parts if part.style not in RUNNING)
        needed = max(running_on(cells, widths), sum(widths[:last]))
        widths += [PLAIN_WIDTH] * math.ceil(max(0.0, needed - sum(widths)) / PLAIN_WIDTH)
        while sum(widths) > READABLE or (len(widths) > last and sum(widths[:-1]) >= needed):
            widths.pop()
        one_page = one_page or sum(heights(cells)) * LEAST_SCALE <= PAGE_HEIGHT
    else:
        widths += extension(cells, widths)
    worksheet.print_area = f"A1:{get_column_letter(len(widths))}{cells.bottom}"
    sheet = f"'{worksheet.title}'!"
    # columns first: LibreOffice takes rows written first for another name, and saves two
    titles = DefinedName("Print_Titles", attr_text=f"{sheet}$A:$A,{sheet}$1:${repeated}")
    worksheet.defined_names[titles.name] = titles
    setup, wide = worksheet.page_setup, 1 if sum(widths) < ONE_PAGE else 2
    setup.orientation, setup.paperSize, setup.pageOrder = "landscape", worksheet.PAPERSIZE_A4, "overThenDown"
    setup.fitToWidth, setup.fitToHeight = wide, 1 if one_page else 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_margins = PageMargins(SIDES, SIDES, TOP, BOTTOM, EDGE, EDGE)
    worksheet.HeaderFooter.oddFooter = HeaderFooterItem(center=HeaderFooterPart(text="&A — page &P of &N"))
    if cells.bottom <= WORTH_BREAKING and not one_page:
        # the labels stand on the second page again, and no column is cut in two
        across = sum(widths) + (wide - 1) * (widths[0] + max(widths) / 2)
        scale = min(1.0, wide * PAGE_WIDTH / (across * POINTS))
        for row in ends(cells, heights(cells), PAGE_HEIGHT / scale, repeated):
            worksheet.row_breaks.append(Break(id=row))


def running_on(cells: SheetCells, widths: Sequence[float]) -> float:
    """How far to the right texts reach that end a row and run on over free cells, in characters."""
    last: dict[int, Content | Strip] = {}
    for part in cells.parts:
        if part.column >= last.get(part.row, part).column and part.style not in RUNNING:
            last[part.row] = part
    texts = [(part.column, longest_text(part)) for part in last.values()]
    reach = [sum(widths[: column - 1]) + LETTER * len(text) for column, text in texts if text]
    return max(reach, default=0.0)


def extension(cells: SheetCells, widths: Sequence[float]) -> list[float]:
    """Empty columns on the right, so that running texts are not cut and no page is blown up."""
    need = FULL_SIZE
    for part in cells.parts:
        if isinstance(part, Content) and part.style in RUNNING and isinstance(part.value, str):
            need = max(need, min(sum(widths[: part.column - 1]) + LETTER * len(part.value), RUN_LIMIT))
    missing = need - sum(widths)
    return [PLAIN_WIDTH] * max(0, math.ceil(missing / PLAIN_WIDTH))


def heights(cells: SheetCells) -> list[float]:
    """The height of each row, from row 1, in points."""
    return [cells.heights.get(row, ROW_HEIGHT) for row in range(1, cells.bottom + 1)]


def ends(cells: SheetCells, tall: Sequence[float], room: float, repeated: int) -> Iterator[int]:
    """The last rows of pages that end before a block."""
    starts = sorted(cell.row - 1 for cell in cells.parts if isinstance(cell, Content) and cell.style == "block")
    top = sum(tall[:repeated])
    height = sum(tall[: starts[0] - 1]) if starts else 0.0
    for start, after in pairwise([*starts, cells.bottom + 1]):
        need = sum(tall[start - 1 : after - 1])
        least = need if need <= room - top else FIRST_ROWS
        if height + least > room and height > top:
            yield start - 1
            height = top
        height += need
        while height > room:
            height -= room - top
