"""How wide the columns of a sheet are, how far down its blocks go, and how far the pages of an output sheet."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from model.workbook.blocks import Sheet
from model.workbook.layout import Layout
from model.workbook.pages import READABLE
from model.xlsx.rows import Content, SheetCells, Strip
from model.xlsx.sizes import PADDING, column_widths

START = {1: 26.0, 2: 12.0, 3: 12.0, 4: 15.0}
# characters of labels, of other texts and of figures on a sheet that is handed on and would else be too wide
LABEL_WIDTH, TEXT_WIDTH, FIGURE_WIDTH = 26.0, 23.0, 10.0
VERDICT_WIDTH = 11.5  # of the fourth column, where every sheet has the words "Master check:"
BOLD_LETTER = 0.95  # of a character of width, in headings


def below(sheet: Sheet, layout: Layout) -> int:
    """The first row below a sheet's tables and blocks, one left free."""
    rows = [place.next_row for place in layout.blocks if place.sheet == sheet.name]
    rows += [layout.tables[table].last_row + 1 for table in sheet.tables]
    return max(rows) + 1


def last_printed(sheet: Sheet, layout: Layout) -> int | None:
    """The last row of the pages that an output sheet makes; None where all of a sheet is printed."""
    if not sheet.printed:
        return None
    excerpts = [each for each in layout.excerpts if each.place.sheet == sheet.name]
    shortened = [each.of for each in excerpts]
    whole = [
        place.next_row
        for place in layout.blocks
        if place.block in sheet.blocks[: sheet.printed] and place.block not in shortened
    ]
    return max((*whole, *(each.next_row for each in excerpts))) - 1


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
    """Figures get the width they need; labels and texts get what figures leave free."""
    printed = [part for part in cells.parts if part.row <= last_row]
    words = longest_words(printed)
    headings = column_widths(SheetCells(part for part in printed if is_heading(part)), {}, True)
    widths = {column: min(width, max(FIGURE_WIDTH, words[column])) for column, width in headings.items()}
    figures = SheetCells(part for part in printed if not is_heading(part) and not is_text(part))
    widths = column_widths(figures, widths | {1: LABEL_WIDTH, 4: max(widths.get(4, 0.0), VERDICT_WIDTH)}, True)
    starts = {(part.row, part.column) for part in printed}
    texts = [part for part in printed if is_text(part) and (part.column < 3 or (part.row, part.column + 1) in starts)]
    needs = column_widths(SheetCells(texts), {}, True)  # a text at the end of a row runs on over free cells
    for most in (TEXT_WIDTH, LABEL_WIDTH, math.inf):
        for column, need in sorted(needs.items()):
            free = READABLE - sum(widths.values()) if most > TEXT_WIDTH else math.inf
            most_here = min(need, LABEL_WIDTH if column == 1 and most == TEXT_WIDTH else most)
            widths[column] = widths.get(column, 0.0) + max(0.0, min(most_here - widths.get(column, 0.0), free))
    numbers = SheetCells(part for part in cells.parts if part.row > last_row and is_number(part))
    return column_widths(numbers, widths, True)


def longest_words(cells: Sequence[Content | Strip]) -> dict[int, float]:
    """By column the width of the longest word of its headings, which no program breaks well."""
    words: dict[int, float] = defaultdict(float)
    for part in cells:
        if isinstance(part, Content) and isinstance(part.value, str) and is_heading(part):
            longest = max(map(len, part.value.replace("-", " ").split()), default=0)
            words[part.column] = max(words[part.column], BOLD_LETTER * longest + PADDING)
    return words


def is_heading(part: Content | Strip) -> bool:
    return str(part.style).startswith(("header", "unit"))


def is_text(part: Content | Strip) -> bool:
    return str(part.style).endswith(("text", "label", "name"))


def is_number(part: Content | Strip) -> bool:
    return isinstance(part.value, float) if isinstance(part, Content) else part.values.dtype != object
