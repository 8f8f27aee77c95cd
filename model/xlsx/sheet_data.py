"""Rows as the text of a sheet part: columns of cells rendered in bulk, each formula a template with row numbers.

Gives the text chunk by chunk, so that memory does not grow with the rows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

import numpy as np
import orjson
from openpyxl.utils import get_column_letter

from model.errors import DefinitionError
from model.expression.templates import MISSING_TEXT
from model.xlsx.rows import Column, Content, SheetCells, Strip, Value, is_blank, is_lacking

CELLS_AT_ONCE = 16_384
WHOLE_BELOW, NO_EXPONENT_FROM = 1e15, 1e-4
TEXT_RESULT = ' t="str"'
INLINE = ' t="inlineStr"><is><t xml:space="preserve">'
BLANK = " />"

Part = Content | Strip
Progress = Callable[[int], None]


def sheet_data(cells: SheetCells, styles: Mapping[str, int], progress: Progress = lambda _: None) -> Iterator[str]:
    """The row elements of a sheet. `styles` are the numbers of the named styles; `progress` gets the cells written."""
    for first, count, parts in cells.segments():
        if count == 1:
            yield single_row(first, parts, styles, cells.heights)
            progress(len(parts))
            continue
        strips = [part for part in parts if isinstance(part, Strip)]  # a single cell has a row of its own
        step = max(1, CELLS_AT_ONCE // len(strips))
        for row in range(first, first + count, step):
            size = min(step, first + count - row)
            yield rows(row, size, [strip.part(row, size) for strip in strips], styles, cells.heights)
            progress(size * len(strips))


def single_row(row: int, parts: Sequence[Part], styles: Mapping[str, int], heights: Mapping[int, float]) -> str:
    texts = [cell_text(part.cell(row), styles) for part in parts]
    return f'<row r="{row}"{height_text(heights.get(row))}>{"".join(texts)}</row>'


def rows(
    first: int, count: int, parts: Sequence[Strip], styles: Mapping[str, int], heights: Mapping[int, float]
) -> str:
    """Rows in which the same columns are filled."""

    @cache
    def numbers(offset: int) -> list[str]:
        return list(map(str, range(first + offset, first + offset + count)))

    grid = Grid(count)
    tall = [height_text(heights.get(row)) for row in range(first, first + count)] if heights else ""
    grid.add('<row r="', numbers(0), '"', tall, ">")
    for part in parts:
        style = str(styles[part.style]) if isinstance(part.style, str) else [str(styles[each]) for each in part.style]
        grid.add(f'<c r="{get_column_letter(part.column)}', numbers(0), '" s="', style, '"')
        if part.formula is None:
            grid.add(*plain_bodies(part.values))
        else:
            kind, *result = results(part.values)
            pieces = [xml(piece) if isinstance(piece, str) else numbers(piece) for piece in part.formula]
            grid.add(kind, "><f>", *pieces, "</f>", *result)
    grid.add("</row>")
    return grid.text()


class Grid:
    """Rows of text that are alike except for some slots: the pieces of one row, and for each slot its texts row by
    row."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.pieces: list[str] = []
        self.slots: list[tuple[int, list[str]]] = []
        self.open = True

    def add(self, *parts: str | list[str]) -> None:
        for part in parts:
            if isinstance(part, list):
                self.slots.append((len(self.pieces), part))
                self.pieces.append("")
                self.open = True
            elif self.open:
                self.pieces.append(part)
                self.open = False
            else:
                self.pieces[-1] += part

    def text(self) -> str:
        width = len(self.pieces)
        spread = self.pieces * self.count
        for at, texts in self.slots:
            spread[at::width] = texts
        return "".join(spread)


def plain_bodies(values: Column) -> tuple[str | list[str], ...]:
    """What follows the attributes of cells without a formula."""
    if values.dtype == object:
        items = values.tolist()
        if all_text(items):
            return INLINE, xml_texts(items), "</t></is></c>"
        bodies = {value: plain_body(value) for value in set(items)}
        return ([bodies[value] for value in items],)
    lacking = np.isnan(values)
    if not lacking.any():
        return "><v>", number_texts(values), "</v></c>"
    if lacking.all():
        return (BLANK,)
    texts = number_texts(np.where(lacking, 0.0, values))
    return ([BLANK if blank else f"><v>{text}</v></c>" for blank, text in zip(lacking.tolist(), texts, strict=True)],)


def results(values: Column) -> tuple[str | list[str], ...]:
    """The type attributes of cells with a formula, then what follows the formula."""
    if values.dtype == object:
        items = values.tolist()
        if all_text(items):
            return TEXT_RESULT, "<v>", xml_texts(items), "</v></c>"
        result_texts = {value: result(value) for value in set(items)}
        pairs = [result_texts[value] for value in items]
        return [kind for kind, _ in pairs], [body for _, body in pairs]
    lacking = np.isnan(values)
    if not lacking.any():
        return "", "<v>", number_texts(values), "</v></c>"
    if lacking.all():
        return TEXT_RESULT, f"<v>{MISSING_TEXT}</v></c>"
    texts = number_texts(np.where(lacking, 0.0, values))
    for index in np.flatnonzero(lacking).tolist():
        texts[index] = MISSING_TEXT
    return [TEXT_RESULT if lacks else "" for lacks in lacking.tolist()], "<v>", texts, "</v></c>"


def cell_text(cell: Content, styles: Mapping[str, int]) -> str:
    """One cell."""
    start = f'<c r="{get_column_letter(cell.column)}{cell.row}" s="{styles[cell.style]}"'
    if cell.formula is None:
        return start + plain_body(cell.value)
    kind, end = result(cell.value)
    return f"{start}{kind}><f>{xml(cell.formula)}</f>{end}"


def plain_body(value: Value) -> str:
    """What follows the attributes of a cell without a formula; text is text whatever it begins with."""
    if is_blank(value):
        return BLANK
    if isinstance(value, str):
        return f"{INLINE}{xml(escaped(value))}</t></is></c>"
    return f"><v>{number_text(value)}</v></c>"


def result(value: Value) -> tuple[str, str]:
    """The type attribute of a cell with a formula, and what follows the formula."""
    if isinstance(value, str) or is_lacking(value):
        text = MISSING_TEXT if not isinstance(value, str) else value
        return TEXT_RESULT, f"<v>{xml(escaped(text))}</v></c>" if text else "<v /></c>"
    return "", f"<v>{number_text(value)}</v></c>"


def height_text(height: float | None) -> str:
    return f' ht="{height}" customHeight="1"' if height else ""


def number_texts(values: Column) -> list[str]:
    """Numbers as the file holds them, see `number_text`; orjson writes the same digits as repr, much faster."""
    if not np.isfinite(values).all():
        raise DefinitionError("a cell cannot hold a number without end")
    sizes = np.abs(values)
    # -0.0 becomes 0.0
    together = orjson.dumps(values + 0.0, option=orjson.OPT_SERIALIZE_NUMPY)[1:-1].decode()
    texts = (together + ",").replace(".0,", ",").split(",")[:-1]
    # where repr has an exponent of its own form, or whole numbers keep their point
    for index in np.flatnonzero((sizes >= WHOLE_BELOW) | ((sizes < NO_EXPONENT_FROM) & (sizes > 0))).tolist():
        texts[index] = number_text(values[index])
    return texts if len(values) else []


def number_text(value: float | None) -> str:
    """A number as the file holds it: whole numbers without a point, others with all their digits.

    DefinitionError for anything a file cannot hold.
    """
    if value is None or not math.isfinite(value):
        raise DefinitionError(f"a cell cannot hold {value}")
    return str(int(value)) if float(value).is_integer() and abs(value) < WHOLE_BELOW else repr(float(value))


def all_text(values: list[object]) -> bool:
    """Whether all are texts and none is blank."""
    return set(map(type, values)) == {str} and "" not in values


def xml_texts(texts: list[str]) -> list[str]:
    """Texts as XML holds them; there is seldom anything to escape, and one search through all of them finds out."""
    together = "".join(texts)
    if any(sign in together for sign in ("&", "<", ">", "_x")):
        return [xml(escaped(text)) for text in texts]
    return texts


def xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped(text: str) -> str:
    """Text that looks like an escape (_x000D_) is escaped itself, as the format asks."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text) if "_x" in text else text
