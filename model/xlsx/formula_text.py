"""A formula's text taken apart: references, blanks, and all else in one spelling. References moved by an offset."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils.cell import column_index_from_string, get_column_letter

LAST_ROW, LAST_COLUMN = 1 << 20, 1 << 14
# One end of a range: a cell, or a whole column or row.
END = re.compile(r"(?P<fixed_column>\$?)(?P<column>[A-Za-z]{1,3})?(?P<fixed_row>\$?)(?P<row>\d{1,7})?")
# What programs write before the names of functions that came after the file format.
STORED = re.compile(r"(?:_xlfn\.|_xlws\.|com\.sun\.star\.sheet\.addin\.)+", re.I)
PREFIX = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!")


class Piece(NamedTuple):
    """Part of a formula: its kind ("reference", "blank" or "text") and its text in the one spelling."""

    kind: str
    text: str


@lru_cache(maxsize=50_000)
def pieces(formula: str) -> tuple[Piece, ...]:
    """The parts of a formula (without "="); a formula that cannot be taken apart is one part."""
    try:
        return tuple(piece_of(token) for token in Tokenizer(f"={formula}").items)
    except Exception:  # openpyxl's tokenizer raises many kinds on nonsense, which is then compared as it stands
        return (Piece("text", formula),)


def piece_of(token: Token) -> Piece:
    text = token.value
    if token.type == Token.WSPACE:
        return Piece("blank", " ")
    if token.type == Token.FUNC:
        text = text.strip()
        stored = STORED.match(text)
        return Piece("text", text[stored.end() if stored else 0 :].upper())
    if token.type == Token.OPERAND:
        if token.subtype == Token.NUMBER:
            return Piece("text", repr(float(text)))
        if token.subtype == Token.LOGICAL:
            return Piece("text", text.upper())
        if token.subtype == Token.RANGE:
            return Piece("reference", text)
    return Piece("text", text)


def shifted(formula: str, down: int, across: int) -> str:
    """The formula filled so many cells down and to the right, as a shared formula is; #REF! beyond the sheet's edge."""
    return "".join(
        moved_on(piece.text, down, across) if piece.kind == "reference" else piece.text for piece in pieces(formula)
    )


def moved_on(reference: str, down: int, across: int) -> str:
    prefix = PREFIX.match(reference)
    sheet = prefix[0] if prefix else ""
    ends = [END.fullmatch(end) for end in reference[len(sheet) :].split(":")]
    if len(ends) > 2 or any(end is None or not (end["column"] or end["row"]) for end in ends):
        return reference
    if len(ends) == 1 and not (ends[0] and ends[0]["column"] and ends[0]["row"]):
        return reference  # a name
    spelt = []
    for end in ends:
        assert end is not None
        column = column_index_from_string(end["column"]) if end["column"] else 1
        row = int(end["row"]) if end["row"] else 1
        column += 0 if end["fixed_column"] else across
        row += 0 if end["fixed_row"] else down
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            return "#REF!"
        letters = f"{end['fixed_column']}{get_column_letter(column)}" if end["column"] else ""
        spelt.append(letters + (f"{end['fixed_row']}{row}" if end["row"] else ""))
    return sheet + ":".join(spelt)
