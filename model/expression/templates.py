"""The text of a formula as a template: pieces of text, and cells whose place depends on where it is filled into."""

from __future__ import annotations

from typing import Protocol

MISSING_TEXT = "n/d"


class Piece(Protocol):
    """A cell or range reference that becomes text for a given target cell."""

    def down(self, column: int) -> Template:
        """The reference for every target cell in a column."""


Text = tuple[str | Piece, ...]
# the formula of a column of cells: text, and row numbers as offsets from the row it stands in
Template = tuple[str | int, ...]


def down(text: Text, column: int) -> Template:
    """The formula for all cells of a column."""
    pieces: list[str | int] = []
    before = ""  # the text since the last row number
    for piece in text:
        if isinstance(piece, str):
            before += piece
            continue
        for part in piece.down(column):
            if isinstance(part, str):
                before += part
            else:
                pieces += (before, part) if before else (part,)
                before = ""
    return (*pieces, before) if before else tuple(pieces)


def in_row(template: Template, row: int) -> str:
    """The formula in the cell of that row."""
    return "".join(piece if isinstance(piece, str) else str(row + piece) for piece in template)


def fill(text: Text, row: int, column: int) -> str:
    """The formula in the cell at (row, column)."""
    return in_row(down(text, column), row)


def literal(value: float | str) -> str:
    """A constant as Excel writes it."""
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return repr(int(value)) if float(value).is_integer() else repr(float(value))


def apart(separator: str, parts: list[Text]) -> Text:
    """The parts with a separator between them."""
    spread: list[str | Piece] = []
    for index, part in enumerate(parts):
        spread += [separator, *part] if index else [*part]
    return tuple(spread)
