"""Which row, column or sheet of a file matches which of a fresh build, so that one added row is one finding.

Rows are recognised by their text. If nothing was added or removed, every row and column keeps its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher

from model.xlsx.book import SheetHeld
from model.xlsx.spelling import Moves

LEAST_ALIKE = 0.5  # of the texts of a sheet
MOST_COMPARED = 4_000  # rows that differ, beyond which only lengths are compared: the time grows with the square


def align(expected: SheetHeld, actual: SheetHeld) -> Moves:
    """The rows and columns that were added to a sheet or removed from it."""
    labels = any(column == 1 and (row, column) in actual.values for row, column in actual.formulas)
    both = rows_and_columns(expected, actual)
    if both is not None:
        return both
    rows, lost_rows = matched(lines(expected, 0, labels), lines(actual, 0, labels))
    if rows or lost_rows:
        return Moves(rows, {}, lost_rows, frozenset())
    columns, lost_columns = matched(lines(expected, 1, False), lines(actual, 1, False))
    return Moves({}, columns, frozenset(), lost_columns)


def rows_and_columns(expected: SheetHeld, actual: SheetHeld) -> Moves | None:
    """Rows and columns that were added or removed at once; None unless that explains most of what has moved.

    Rows are told by their texts in order, wherever these stand.
    """
    if same_places(expected, actual) > LEAST_ALIKE:
        return None
    rows, lost_rows = matched(in_order(expected, 0), in_order(actual, 0))
    columns, lost_columns = matched(in_order(expected, 1), in_order(actual, 1))
    if not (rows or lost_rows) or not (columns or lost_columns):
        return None
    moves = Moves(rows, columns, lost_rows, lost_columns)
    texts = [spot for spot, value in actual.values.items() if isinstance(value, str) and spot not in actual.formulas]
    matches = sum(
        actual.values[spot]
        == expected.values.get((rows.get(spot[0], spot[0]) or 0, columns.get(spot[1], spot[1]) or 0))
        for spot in texts
    )
    return moves if matches > LEAST_ALIKE * len(texts) else None


def same_places(expected: SheetHeld, actual: SheetHeld) -> float:
    """The share of a sheet's texts that have kept their place."""
    texts = [
        spot for spot, value in expected.values.items() if isinstance(value, str) and spot not in expected.formulas
    ]
    matches = sum(actual.values.get(spot) == expected.values[spot] for spot in texts)
    return matches / len(texts) if texts else 1.0


def in_order(sheet: SheetHeld, axis: int) -> list[Hashable]:
    """The texts of each row (axis 0) or column (axis 1), in order, and whether it has formulas."""
    last = max((spot[axis] for spot in sheet.spots()), default=0)
    line_texts: list[list[str]] = [[] for _ in range(last)]
    for spot in sorted(sheet.values):
        value = sheet.values[spot]
        if isinstance(value, str) and spot not in sheet.formulas:
            line_texts[spot[axis] - 1].append(value)
    return [tuple(texts) for texts in line_texts]


def lines(sheet: SheetHeld, axis: int, labels: bool) -> list[Hashable]:
    """What each row (axis 0) or column (axis 1) says, from the first on: its text cells that are not formulas.

    With `labels` also the text that formulas in the first column show.
    """
    last = max((spot[axis] for spot in sheet.spots()), default=0)
    line_texts: list[list[tuple[int, str]]] = [[] for _ in range(last)]
    for spot, value in sheet.values.items():
        if isinstance(value, str) and (spot not in sheet.formulas or (labels and spot[1] == 1)):
            line_texts[spot[axis] - 1].append((spot[1 - axis], value))
    counts = [0] * last
    for spot in sheet.formulas:
        counts[spot[axis] - 1] += 1
    return [(frozenset(texts), bool(count)) for texts, count in zip(line_texts, counts, strict=True)]


def matched(expected: Sequence[Hashable], actual: Sequence[Hashable]) -> tuple[dict[int, int | None], frozenset[int]]:
    """Where each line of the file stood, from 1; and the lines that are gone. Empty where all matches their place."""
    start = 0
    while start < min(len(expected), len(actual)) and expected[start] == actual[start]:
        start += 1
    end = 0
    while end < min(len(expected), len(actual)) - start and expected[-1 - end] == actual[-1 - end]:
        end += 1
    old, new = expected[start : len(expected) - end], actual[start : len(actual) - end]
    if Counter(old) == Counter(new):
        return {}, frozenset()  # in another order: labels of rows that were sorted, and nothing has moved
    if len(expected) == len(actual):
        stayed = sum(one == other for one, other in zip(old, new, strict=True))
    else:
        stayed = sum(one == other for one, other in zip(expected[start:], actual[start:], strict=False))
    if max(len(old), len(new)) > MOST_COMPARED:
        steps = [("replace", 0, len(old), 0, len(new))]
    else:
        steps = list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
    if not end and len(actual) > len(expected) and all(step[0] == "equal" for step in steps[:-1]) and not old:
        return {}, frozenset()  # cells below or beside everything: extra cells, and nothing has moved
    moves: dict[int, int | None] = {}
    lost_lines: set[int] = set()
    unmoved = 0
    for kind, old_from, old_to, new_from, new_to in steps:
        both = min(old_to - old_from, new_to - new_from)
        unmoved += both if kind == "equal" else 0
        for index in range(both):
            moves[start + new_from + index + 1] = start + old_from + index + 1
        for index in range(new_from + both, new_to):
            moves[start + index + 1] = None
        lost_lines |= {start + index + 1 for index in range(old_from + both, old_to)}
    if len(expected) == len(actual) and stayed >= unmoved:
        return {}, frozenset()
    shift = len(actual) - len(expected)
    for index in range(end):
        moves[len(actual) - index] = len(actual) - index - shift
    return moves, frozenset(lost_lines)
