"""How wide the columns of a sheet are, how far down its blocks go, and how far the pages of an output sheet."""

from __future__ import annotations

import math

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from model.workbook.blocks import Sheet
from model.workbook.layout import Layout
from model.workbook.pages import READABLE
from model.xlsx.rows import Content, SheetCells, Strip
from model.xlsx.sizes import column_widths

START = {1: 26.0, 2: 12.0, 3: 12.0, 4: 15.0}
# characters of a column of texts, and of one of figures, on a sheet that is handed on
MOST_PRINTED, FIGURE_WIDTH = 23.0, 11.5


def below(sheet: Sheet, layout: Layout) -> int:
    """The first row below a sheet's tables and blocks, one left free."""
    rows = [place.next_row for place in layout.blocks if place.sheet == sheet.name]
    rows += [layout.tables[table].last_row + 1 for table in sheet.tables]
    return max(rows) + 1


def last_printed(sheet: Sheet, layout: Layout) -> int | None:
    """The last row of the pages that an output sheet makes; None where all of a sheet is printed."""
    places = [place for place in layout.blocks if place.sheet == sheet.name]
    return places[sheet.printed - 1].next_row - 1 if sheet.printed else None


def set_widths(worksheet: Worksheet, sheet: Sheet, cells: SheetCells, last_row: int | None) -> None:
    """Columns wide enough for what stands in them; of an output sheet, for what is printed and for all numbers."""
    if sheet.widths:
        widths = dict(enumerate(sheet.widths, start=1))
    elif last_row is None:
        widths = column_widths(cells, START, not sheet.tables)
    else:
        widths = printed_widths(cells, last_row)
    for column, width in sorted(widths.items()):
        worksheet.column_dimensions[get_column_letter(column)].width = width


def printed_widths(cells: SheetCells, last_row: int) -> dict[int, float]:
    printed = SheetCells(part for part in cells.parts if part.row <= last_row)
    texts = {part.column for part in printed.parts if str(part.style).endswith(("text", "label"))}
    needs = column_widths(printed, START, True)
    most_text = MOST_PRINTED if sum(needs.values()) > READABLE else math.inf
    widths = {
        column: min(width, most_text if column in texts else FIGURE_WIDTH) if column > 1 else width
        for column, width in needs.items()
    }
    numbers = SheetCells(part for part in cells.parts if part.row > last_row and is_number(part))
    return column_widths(numbers, widths, True)


def is_number(part: Content | Strip) -> bool:
    return isinstance(part.value, float) if isinstance(part, Content) else part.values.dtype != object
