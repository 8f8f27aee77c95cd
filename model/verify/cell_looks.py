"""Cells that cannot be read, or that show something else than they hold."""

from __future__ import annotations

from collections.abc import Iterator

from model.verify.findings import Difference, difference
from model.verify.pair import Pair
from model.xlsx.book import Spot, Value, cell_name
from model.xlsx.formats import Style, decimals_apart, misleads, misleads_on_text, rounds, shows_no_year


def look(pair: Pair, before: Spot, spot: Spot, is_input: bool) -> Iterator[Difference]:
    """A cell that cannot be read, or that has another number format; an input may have any that shows its number."""
    plain = Style()
    ours, theirs = pair.expected.styles.get(before, plain), pair.actual.styles.get(spot, plain)
    if ours == theirs:
        return
    sheet, cell = pair.actual.name, cell_name(spot)
    if theirs.unseen and not ours.unseen:
        yield difference("value-hidden", (sheet, cell), theirs.unseen, "shown", "hidden")
    elif not is_input and theirs.format != ours.format and decimals_apart(ours.format) == decimals_apart(theirs.format):
        message = "the cell shows more or fewer decimals"
        yield difference("decimals-changed", (sheet, cell), message, ours.code, theirs.code)
    elif not is_input and theirs.format != ours.format:
        message = "the number format is another one than the model's"
        yield difference("format-changed", (sheet, cell), message, ours.code, theirs.code)
    elif (
        is_input
        and theirs.format != ours.format
        and (message := shows_otherwise(pair.actual.values.get(spot), theirs, ours))
    ):
        yield difference("format-changed", (sheet, cell), message, ours.code, theirs.code)
    elif is_input and theirs.format != ours.format and rounded(pair.actual.values.get(spot), theirs):
        message = "the cell shows fewer decimals than its number has"
        yield difference("decimals-changed", (sheet, cell), message, ours.code, theirs.code)


def rounded(value: Value | None, style: Style) -> bool:
    return isinstance(value, float) and rounds(style.format, value)


def shows_otherwise(value: Value | None, style: Style, model_style: Style) -> str:
    """How a format shows something other than the input's value; "" where it does not."""
    if isinstance(value, float):
        if shows_no_year(style.format, model_style.format):
            return "its number format shows a date without its year"
        return misleads(style.format)
    return misleads_on_text(style.format) if isinstance(value, str) else ""
