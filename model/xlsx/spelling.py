"""Formulas as text: the same formula in one spelling, and seen through rows, columns and sheets that have moved.

Programs save a formula in their own spelling: blanks, case, quotes around sheet names. `canonical` gives all of them
one spelling. Anchors ($) count as part of a formula. Nothing is computed here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from openpyxl.utils.cell import column_index_from_string, get_column_letter

from model.xlsx.formula_text import END, PREFIX, STORED, pieces

BROKEN = "#REF!"
TEXTS = re.compile(r'"[^"]*"')
# Functions that reach outside the workbook: no engine is given a file that calls one.
OUTSIDE = frozenset(
    ["CALL", "DDE", "FILTERXML", "IMAGE", "REGISTER", "REGISTER.ID", "RTD", "SQL.REQUEST", "WEBSERVICE"]
)
OUTSIDE_MARKS = ("[", "|", *sorted(OUTSIDE))


@dataclass(frozen=True)
class Moves:
    """Rows and columns of a sheet of the file: where a fresh build has them, None where it has none.

    Rows and columns not listed keep their place. `lost` are those only the fresh build has.
    """

    rows: Mapping[int, int | None] = field(default_factory=dict)
    columns: Mapping[int, int | None] = field(default_factory=dict)
    lost_rows: frozenset[int] = frozenset()
    lost_columns: frozenset[int] = frozenset()

    @property
    def none(self) -> bool:
        return not (self.rows or self.columns or self.lost_rows or self.lost_columns)


STAYED = Moves()


@lru_cache(maxsize=50_000)
def canonical(formula: str) -> str:
    """The formula in the one spelling."""
    return spelled(formula, "", {}, None)


def seen_through(formula: str, sheet: str, moves: Mapping[str, Moves | None], names: Mapping[str, str]) -> str:
    """The formula of a cell on a sheet with every reference as it was before rows, columns and sheets moved.

    `moves` are by the sheet's name in the file, `names` the sheets' names before.
    """
    return spelled(formula, sheet, names, moves)


def left_over(formula: str, sheet: str, moves: Mapping[str, Moves | None]) -> str:
    """The formula as the model has it, without the rows, columns and sheets that are gone from the file.

    `moves` are by the sheet's name in the model, None for a sheet that is gone. A range keeps what is left of it;
    what is gone is #REF!.
    """
    return spelled(formula, sheet, {}, moves, leftover=True)


def spelled(
    formula: str, sheet: str, names: Mapping[str, str], moves: Mapping[str, Moves | None] | None, leftover: bool = False
) -> str:
    text = ""
    parts = pieces(formula)
    for index, piece in enumerate(parts):
        if piece.kind == "reference":
            text += reference(piece.text, sheet, names, moves, leftover)
        elif piece.kind == "blank":  # a blank between two operands is an operator, any other means nothing
            around = parts[index - 1 : index] + parts[index + 1 : index + 2]
            if [piece.kind for piece in around] == ["reference"] * 2 and ":" not in [piece.text for piece in around]:
                text += " "
        else:
            text += piece.text
    return text.replace("TRUE()", "TRUE").replace("FALSE()", "FALSE")


def reference(
    text: str, sheet: str, names: Mapping[str, str], moves: Mapping[str, Moves | None] | None, leftover: bool
) -> str:
    """A reference in one spelling; one to cells, as it was before the moves or as what is left after them."""
    if BROKEN in text.upper():
        return BROKEN
    prefix = PREFIX.match(text)
    rest, where, sheet_prefix = text, sheet, ""
    if prefix:
        rest = text[prefix.end() :]
        where = (prefix[1] or prefix[2]).replace("''", "'")
        sheet_prefix = quoted(names.get(where, where)) + "!"
    sheet_moves = STAYED if moves is None else moves.get(where, STAYED)
    if sheet_moves is None:
        return BROKEN
    ends = [END.fullmatch(end) for end in rest.split(":")]
    matches = [end for end in ends if end is not None]
    shapes = {(bool(end["column"]), bool(end["row"])) for end in matches}
    one_cell = len(ends) == 1 and shapes == {(True, True)}
    if not one_cell and (len(ends) != 2 or len(matches) != 2 or len(shapes) != 1 or shapes == {(False, False)}):
        return sheet_prefix + rest.casefold()
    rows = [int(end["row"]) for end in matches if end["row"]]
    columns = [column_index_from_string(end["column"]) for end in matches if end["column"]]
    new_rows, new_columns = (
        (left(rows, sheet_moves.lost_rows), left(columns, sheet_moves.lost_columns))
        if leftover
        else (
            [moved(row, sheet_moves.rows) for row in rows],
            [moved(column, sheet_moves.columns) for column in columns],
        )
    )
    if (rows and not new_rows) or (columns and not new_columns):
        return BROKEN
    spelt = []
    for index, end in enumerate(matches):
        across = f"{end['fixed_column']}{letters(new_columns[index])}" if columns else ""
        down = f"{end['fixed_row']}{new_rows[index]}" if rows else ""
        spelt.append(across + down)
    return sheet_prefix + ":".join(dict.fromkeys(spelt) if shapes == {(True, True)} else spelt)  # A1:A1 is A1


def moved(place: int, moves: Mapping[int, int | None]) -> int | None:
    """Where a row or column was before; None for one that was nowhere."""
    return moves.get(place, place)


def left(places: list[int], lost_places: frozenset[int]) -> list[int | None]:
    """What is left of a row or column, or of a range of them from first to last; nothing where all are lost."""
    if not lost_places or not places:
        return [*places]
    first, last = places[0], places[-1]
    while first in lost_places and first <= last:
        first += 1
    while last in lost_places and last >= first:
        last -= 1
    if first > last:
        return []
    return [first] if len(places) == 1 else [first, last]


def letters(column: int | None) -> str:
    return "None" if column is None else get_column_letter(column)


def quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def reaches_outside(formula: str) -> bool:
    """Whether a formula calls a function that reads from outside the workbook, or refers to another file."""
    capitals = formula.upper()
    if not any(mark in capitals for mark in OUTSIDE_MARKS):  # as nearly always
        return False
    bare = TEXTS.sub('""', formula)
    if re.search(r"\[\d+\]|\[[^\]]*\.xl|\|", bare):
        return True
    called = re.findall(r"([A-Z][A-Z0-9.]*)\s*\(", STORED.sub("", bare).upper())
    return any(name in OUTSIDE for name in called)
