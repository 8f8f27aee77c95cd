"""The structure around the cells: sheets, rows, names, tables and what is hidden. Rules and drawings are compared
elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter

from model.verify.align import align
from model.verify.cells import input_cells
from model.verify.drawings import drawings
from model.verify.expected import INPUT_TABLES
from model.verify.findings import Difference, difference
from model.verify.names import names
from model.verify.pair import Pair
from model.verify.ranges import back, flat, now, ranges
from model.xlsx.book import Book, SheetHeld, Spot, box
from model.xlsx.formula_text import LAST_ROW
from model.xlsx.namespaces import truth
from model.xlsx.spelling import STAYED

LEAST_DROPPED = 3  # of what nobody deletes one by one


def pairs(fresh: Book, actual: Book) -> list[Pair]:
    """The sheets of a fresh build that the file has, under their own name or another one."""
    by_folded = {name.casefold(): sheet for name, sheet in actual.sheets.items()}
    partners = {name: by_folded[name.casefold()] for name in fresh.sheets if name.casefold() in by_folded}
    free = [sheet for sheet in actual.sheets.values() if not any(sheet is partner for partner in partners.values())]
    for name, expected in fresh.sheets.items():
        if name not in partners and expected.values.get((1, 1)) is not None:
            renamed = [sheet for sheet in free if sheet.values.get((1, 1)) == expected.values[1, 1]]
            if len(renamed) == 1:
                partners[name] = renamed[0]
                free.remove(renamed[0])
    return [
        Pair(expected, partners[name], STAYED if expected is partners[name] else align(expected, partners[name]))
        for name, expected in fresh.sheets.items()
        if name in partners
    ]


def structure(fresh: Book, actual: Book, paired: Sequence[Pair], by_key: bool) -> Iterator[Difference]:
    """All differences but those of cells; with `by_key` rows of input tables are compared elsewhere, by their keys."""
    yield from sheets(fresh, actual, paired)
    yield from names(fresh, actual, paired)
    losses = list(dropped(paired))
    yield from losses
    codes = {each.code for each in losses}
    for pair in paired:
        yield from rows_and_columns(pair, by_key)
        yield from hidden(pair.expected, pair.actual)
        yield from tables(pair, by_key)
        yield from (each for each in ranges(pair) if each.code not in codes)
    yield from (each for each in drawings(actual, paired) if each.code not in codes)


def dropped(paired: Sequence[Pair]) -> Iterator[Difference]:
    """Features that the program that saved the file does not keep: none is left, although the model has them on many
    sheets."""
    for code, what, count in (
        ("validation-changed", "rules of what may be typed", lambda sheet: len(sheet.validations)),
        ("highlight-changed", "rules that colour cells", lambda sheet: len(sheet.conditional)),
        ("link-changed", "links", lambda sheet: sum(map(bool, sheet.links.values()))),
        ("chart-changed", "charts", lambda sheet: len(sheet.chart_looks)),
    ):
        before, after = (
            sum(map(count, sheets)) for sheets in zip(*((p.expected, p.actual) for p in paired), strict=True)
        )
        if before >= LEAST_DROPPED and not after:
            message = f"the program that saved the file dropped all {before:,} {what}"
            yield difference(code, ("", ""), message, f"{before:,} {what}", None)


def doubts(actual: Book) -> Iterator[Difference]:
    """What the file states twice or in two ways."""
    for each in actual.doubts:
        yield difference("ambiguous", (each.sheet, each.cell), each.message)


def calculation(actual: Book) -> Iterator[Difference]:
    """Settings by which the same formulas would give other values, or nothing is seen of all charts; a fresh build has
    the default settings."""
    for name, plain, message in (
        ("calcMode", "auto", "formulas are not computed automatically"),
        ("fullPrecision", "true", "values are rounded to the digits shown"),
    ):
        setting = actual.calculation.get(name, plain)
        if {"1": "true", "0": "false"}.get(setting, setting) != plain:
            yield difference("calculation-changed", ("", name), message, plain, setting)
    if truth(actual.calculation.get("iterate")):
        message = "circular references are allowed, although the model has none"
        yield difference("circles-allowed", ("", "iterate"), message, "false", "true")
    if not actual.shows_objects:
        yield difference("chart-changed", ("", "showObjects"), "charts are not shown", "all", "none")
    if not actual.theme_is_legible:
        message = "the theme's text has the colour of its ground: labels of charts cannot be read"
        yield difference("chart-changed", ("", "theme"), message)
    if actual.date1904:
        yield difference("calculation-changed", ("", "date1904"), "dates count from 1904", "1900", "1904")


def sheets(fresh: Book, actual: Book, paired: Sequence[Pair]) -> Iterator[Difference]:
    partners = {pair.expected.name: pair.actual for pair in paired}
    for name in fresh.sheets:
        if name not in partners:
            yield difference("sheet-missing", (name, ""), f"the sheet {name} is gone", name, None)
        elif partners[name].name != name:
            yield difference(
                "sheet-renamed", (partners[name].name, ""), "the sheet has another name", name, partners[name].name
            )
    ours = {pair.actual.name for pair in paired}
    for name in actual.sheets:
        if name not in ours:
            yield difference("sheet-added", (name, ""), "the model has no such sheet", None, name)
    expected_order = [pair.expected.name for pair in paired]
    order = {name: index for index, name in enumerate(actual.sheets)}
    actual_order = [pair.expected.name for pair in sorted(paired, key=lambda pair: order[pair.actual.name])]
    if actual_order != expected_order:
        first = next(one for one, other in zip(actual_order, expected_order, strict=True) if one != other)
        message = "the sheets are in a different order"
        yield difference(
            "sheet-moved", (partners[first].name, ""), message, ", ".join(expected_order), ", ".join(actual_order)
        )


def rows_and_columns(pair: Pair, by_key: bool) -> Iterator[Difference]:
    """Rows and columns added and removed; rows that stand together are one difference."""
    sheet, moves = pair.actual.name, pair.moves
    compared = [{row for row, _ in input_cells(each)} if by_key else set() for each in (pair.expected, pair.actual)]
    for code, places, spell, message in (
        (
            "row-added",
            {new for new, old in moves.rows.items() if old is None} - compared[1],
            str,
            "the model has no such row",
        ),
        ("row-removed", moves.lost_rows - compared[0], str, "the row of the model is gone"),
        (
            "column-added",
            [n for n, old in moves.columns.items() if old is None],
            get_column_letter,
            "the model has no such column",
        ),
        ("column-removed", sorted(moves.lost_columns), get_column_letter, "the column of the model is gone"),
    ):
        side = pair.actual if code.endswith("added") else pair.expected
        axis = 0 if code.startswith("row") else 1
        for first, last in runs(sorted(places)):
            content = first_text(side, axis, first)
            added = code.endswith("added")
            where = f"{spell(first)}:{spell(last)}"
            yield difference(code, (sheet, where), message, None if added else content, content if added else None)


def first_text(sheet: SheetHeld, axis: int, place: int) -> str:
    """What stands first in a row or column."""
    spots = sorted(spot for spot in sheet.values if spot[axis] == place)
    return str(sheet.values[spots[0]]) if spots else "(empty)"


def runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Places in ascending order as runs from first to last."""
    start = 0
    for index in range(1, len(places) + 1):
        if index == len(places) or places[index] != places[index - 1] + 1:
            yield places[start], places[index - 1]
            start = index


def hidden(expected: SheetHeld, actual: SheetHeld) -> Iterator[Difference]:
    sheet = actual.name
    if actual.state != expected.state:
        yield difference("sheet-hidden", (sheet, ""), "the sheet is hidden", expected.state, actual.state)
    rows, columns = ({spot[axis] for spot in actual.spots()} for axis in (0, 1))
    filters = actual.filtered if expected.tables else []  # on sheets of the model there is nothing to filter
    filtered = {row for top, bottom in filters for row in rows if top < row <= bottom}
    if any(first == LAST_ROW for first, _ in actual.hidden_rows):
        yield difference("rows-hidden", (sheet, ""), "rows are hidden by default", "shown", "hidden")
    for first, last in parts(actual.hidden_rows, expected.hidden_rows, rows - filtered):
        message = "rows are hidden or too low to be read"
        yield difference("rows-hidden", (sheet, f"{first}:{last}"), message, "shown", "hidden")
    for first, last in parts(actual.hidden_columns, expected.hidden_columns, columns):
        where = f"{get_column_letter(first)}:{get_column_letter(last)}"
        yield difference(
            "columns-hidden", (sheet, where), "columns are hidden or too narrow to be read", "shown", "hidden"
        )
    for setting, message in (
        ("showZeros", "the sheet shows nothing where a cell holds 0"),
        ("showFormulas", "the sheet shows formulas in place of their values"),
        ("defaultColWidth", "columns that state no width are too narrow to be read"),
    ):
        if setting in actual.view:
            yield difference("value-hidden", (sheet, ""), message, "shown", "hidden")
    for ref in sorted(set(actual.merged) - set(expected.merged)):
        yield difference("cells-merged", (sheet, ref), "the cells are merged", None, ref)


def parts(
    there: Sequence[tuple[int, int]], before: Sequence[tuple[int, int]], places_there: set[int]
) -> Iterator[tuple[int, int]]:
    """What is now hidden but was not before, from its first to its last row or column that holds something."""
    places = sorted(place for place in places_there if not any(first <= place <= last for first, last in before))
    for first, last in there:
        inside = places[bisect_left(places, first) : bisect_left(places, last + 1)]
        if inside:
            yield inside[0], inside[-1]


def top_left(ref: str) -> Spot:
    """The first cell of a range."""
    return box(ref)[:2]


def tables(pair: Pair, by_key: bool) -> Iterator[Difference]:
    sheet = pair.actual.name
    others = {name.casefold(): (name, *rest) for name, rest in pair.actual.tables.items()}
    for name, (ref, columns) in pair.expected.tables.items():
        same_table = others.pop(name.casefold(), None)
        if same_table is None:
            yield difference("table-missing", (sheet, ref), f"the table {name} is gone", name, None)
        elif back(same_table[1], pair) != flat(ref):
            if not (by_key and name in INPUT_TABLES and top_left(ref) == top_left(same_table[1])):
                message = f"the range of the table {name} has changed"
                yield difference("table-changed", (sheet, same_table[1]), message, now(ref, pair), same_table[1])
        elif same_table[2] != columns:
            message = f"the columns of the table {name} have changed"
            yield difference(
                "table-changed", (sheet, same_table[1]), message, ", ".join(columns), ", ".join(same_table[2])
            )
        if same_table is not None and (words := pair.actual.table_words.get(same_table[0], "")):
            yield difference("table-changed", (sheet, same_table[1]), f"the table {name} has {words}", None, words)
    for name, ref, _ in others.values():
        yield difference("table-added", (sheet, ref), f"the model has no table {name}", None, name)
