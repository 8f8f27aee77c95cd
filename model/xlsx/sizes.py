"""How wide columns and how high rows must be for what stands in them; not every program works it out."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from model.expression.formula import MISSING_TEXT
from model.xlsx.rows import Content, SheetCells, Strip, is_blank, is_lacking

WIDEST, NARROWEST, NOTE_WIDTH = 44, 9, 70
LINE_HEIGHT, HIGHEST, ROW_HEIGHT = 13.0, 400.0, 13.5  # points
PLAIN_WIDTH = 9.14  # characters of a column without a width of its own
HEADING_LINES, HEADING_EDGE, BOLD = 3, 2, 1.2  # bold letters are wider
LETTERS = 1.3  # of running text in a character of width, at the least
TALL = {"sheet title": 22.0, "question": 15.0, "block": 17.0, "selector": 17.0}
WRAPPED = ("input note", "found note", "wrapped")
LONG = ("input note", "wrapped", "label", "input text", "link text", "calc text")
# they run over the cells to their right
RUNNING = ("sheet title", "question", "block", "block note", "caption", "running")


def column_widths(cells: SheetCells, start: Mapping[int, float], broken_headings: bool) -> dict[int, float]:
    """Columns wide enough for their labels and numbers, at least those of `start`."""
    widths = dict(start)
    for part in cells.parts:
        style = part.style if isinstance(part.style, str) else part.style[0]
        if style in RUNNING:
            continue
        needs = [
            BOLD * header_width(text) if style.startswith("header") and broken_headings else len(text)
            for text in longest(part)
        ]
        if needs:
            widest = NOTE_WIDTH if style in LONG else WIDEST
            widths[part.column] = max(widths.get(part.column, NARROWEST), min(math.ceil(max(needs)) + 3, widest))
    return widths


def longest(part: Content | Strip) -> Iterator[str]:
    """Texts among which is the longest shown: of numbers, the largest and the smallest."""
    if isinstance(part, Content):
        samples: list[object] = [part.value]
    elif part.values.dtype == object:
        values = part.values.tolist()
        texts = values if set(map(type, values)) == {str} else [value for value in values if isinstance(value, str)]
        samples = [MISSING_TEXT] if len(texts) < part.count and part.formula is not None else []
        samples += [max(texts, key=len)] if texts else []
    else:
        values = part.values[~np.isnan(part.values)]
        samples = [MISSING_TEXT] if len(values) < part.count and part.formula is not None else []
        samples += [float(values.min()), float(values.max())] if len(values) else []
    for value in samples:
        if isinstance(value, float) and not is_lacking(value):
            yield f"{value:,.2f}"
        elif isinstance(value, str) and not is_blank(value):
            yield value


def header_width(text: str) -> int:
    """The least width at which a heading runs over no more than three lines; it breaks between words only."""
    if not text.strip():
        return 0
    least = max(math.ceil(len(text) / HEADING_LINES), *(len(word) for word in text.split()), 1)
    return next(width for width in range(least, len(text) + 1) if len(broken(text, width)) <= HEADING_LINES)


def broken(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def row_heights(parts: Sequence[Content | Strip], widths: Mapping[int, float]) -> dict[int, float]:
    """The heights of rows that are higher than usual: titles, and headings and notes over several lines."""
    heights: dict[int, float] = {}
    for part in parts:
        style = part.style
        if isinstance(style, str) and style in TALL:
            heights[part.row] = TALL[style]
        if not isinstance(style, str) or not (style in WRAPPED or style.startswith("header")):
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
        return len(broken(text, max(1, int(width - HEADING_EDGE))))
    if len(text) + 2 <= width and "\n" not in text:
        return 1
    # a long word, such as a name, takes a line of its own
    return sum(max(math.ceil((len(part) + 2) / width), len(broken(part, int(width)))) for part in text.split("\n"))
