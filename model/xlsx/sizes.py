"""How wide columns and how high rows must be for what stands in them; not every program works it out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from model.expression.templates import MISSING_TEXT
from model.xlsx.rows import Content, SheetCells, Strip, is_lacking

WIDEST, NARROWEST, NOTE_WIDTH = 44, 9, 70
LINE_HEIGHT, HIGHEST, ROW_HEIGHT = 13.0, 400.0, 13.5  # points
SMALL, PADDING = 0.92, 1.7  # of a character of width: a digit in letters of ten points, and what is free beside it
PLAIN_WIDTH = 9.14  # characters of a column without a width of its own
HEADING_LINES, HEADING_EDGE, BOLD = 3, 2, 1.2  # bold letters are wider
LETTERS = 1.3  # of running text in a character of width, at the least
TALL = {"sheet title": 22.0, "block": 17.0, "selector": 17.0}
NAMES = ("label", "calc name", "link name")
WRAPPED = ("input note", "found note", *NAMES)
LONG = ("input note", *NAMES, "input text", "link text", "calc text")
# they run over the cells to their right
RUNNING = ("sheet title", "block", "block note", "caption")


def column_widths(cells: SheetCells, start: Mapping[int, float], broken_headings: bool) -> dict[int, float]:
    """Columns wide enough for their labels and numbers, at least those of `start`."""
    widths = dict(start)
    for part in cells.parts:
        style = part.style if isinstance(part.style, str) else part.style[0]
        if style in RUNNING:
            continue
        width = 0
        if text := longest_text(part):
            need = BOLD * header_width(text) if broken_headings and style.startswith("header") else len(text)
            width = min(math.ceil(need) + 3, NOTE_WIDTH if style in LONG else WIDEST)
        for figure in largest_figures(part, style):
            width = max(width, math.ceil(SMALL * len(figure) + PADDING))
        if width:
            widths[part.column] = max(widths.get(part.column, NARROWEST), width)
    return widths


def longest_text(part: Content | Strip) -> str:
    """The longest text among the values; nothing where there is none."""
    if isinstance(part, Content):
        return part.value if isinstance(part.value, str) else ""
    if part.values.dtype != object:
        return ""
    values = part.values.tolist()
    texts = values if set(map(type, values)) == {str} else [value for value in values if isinstance(value, str)]
    return max(texts, key=len, default="")


def largest_figures(part: Content | Strip, style: str) -> list[str]:
    """The largest and the smallest number, as they are shown; n/d where a result is lacking."""
    if isinstance(part, Content):
        if not isinstance(part.value, float):
            return []
        lacks, extremes = is_lacking(part.value), [part.value]
    else:
        numbers = numbers_of(part)
        disclosed = numbers[~np.isnan(numbers)]
        lacks = len(disclosed) < len(numbers)
        extremes = [float(disclosed.min()), float(disclosed.max())] if len(disclosed) else []
    figures = [as_shown(number, style) for number in extremes if not is_lacking(number)]
    return [*figures, MISSING_TEXT] if lacks and part.formula is not None else figures


def numbers_of(part: Strip) -> npt.NDArray[np.float64]:
    """The numbers among the values, including missing ones."""
    if part.values.dtype != object:
        return part.values.astype(np.float64, copy=False)
    return np.array([value for value in part.values.tolist() if isinstance(value, float)], dtype=np.float64)


def as_shown(number: float, style: str) -> str:
    """A number as its style shows it, the digits at least."""
    match style.rpartition(" ")[2]:
        case "money" | "capacity":
            return f"{number:,.1f}"
        case "multiple":
            return f"{number:,.1f}x"
        case "share":
            return f"{100 * number:,.1f}%"
        case "count" | "year" | "switch":
            return f"{number:,.0f}"
        case "date":
            return "yyyy-mm-dd"
        case "rate":
            return f"{number:.4f}"
        case "index":
            return f"{number:.3f}"
        case "tolerance":
            return f"{number:.7f}"
        case _:
            return f"{number:,.2f}"


def header_width(text: str) -> int:
    """The least width at which a heading runs over no more than three lines; it breaks between words only."""
    if not text.strip():
        return 0
    least = max(math.ceil(len(text) / HEADING_LINES), *(len(word) for word in text.split()), 1)
    return next(width for width in range(least, len(text) + 1) if line_count(text, width) <= HEADING_LINES)


@lru_cache(maxsize=10_000)  # many rows have the same texts
def line_count(text: str, width: int) -> int:
    """Over how many lines of that width a text runs, which breaks between words only."""
    lines, length = 0, width
    for word in text.split():
        length += 1 + len(word)
        if length > width:
            lines, length = lines + 1, len(word)
    return lines


def with_heights(cells: SheetCells, worksheet: Worksheet) -> SheetCells:
    """The cells in rows as high as they need to be, now that the columns have their widths."""
    return SheetCells(cells.parts, row_heights(cells.parts, stated_widths(worksheet)))


def stated_widths(worksheet: Worksheet) -> dict[int, float]:
    """The widths of the columns that have one of their own."""
    return {column_index_from_string(name): each.width for name, each in worksheet.column_dimensions.items()}


def row_heights(parts: Iterable[Content | Strip], widths: Mapping[int, float]) -> dict[int, float]:
    """The heights of rows that are higher than usual: titles, and headings and notes over several lines."""
    heights: dict[int, float] = {}
    for part in parts:
        style = part.style
        if not isinstance(style, str):
            continue
        if style in TALL:
            heights[part.row] = max(heights.get(part.row, 0.0), TALL[style])
        if not (style in WRAPPED or style.startswith("header")):
            continue
        heading = style.startswith("header")
        width = widths.get(part.column, NARROWEST) * (1 if heading else LETTERS)  # headings are bold
        values = (part.value,) if isinstance(part, Content) else part.values.tolist()
        for row, value in enumerate(values, start=part.row):
            if isinstance(value, str) and (lines := lines_of(value, width, heading)) > 1:
                heights[row] = min(max(heights.get(row, 0.0), LINE_HEIGHT * lines + 2), HIGHEST)
    return heights


def lines_of(text: str, width: float, heading: bool) -> int:
    if heading:
        return line_count(text, max(1, int(width - HEADING_EDGE)))
    if len(text) + 2 <= width and "\n" not in text:
        return 1
    # a long word, such as a name, takes a line of its own
    return sum(max(math.ceil((len(part) + 2) / width), line_count(part, int(width))) for part in text.split("\n"))
