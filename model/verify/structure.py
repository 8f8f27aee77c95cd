"""What holds the cells: sheets, rows, names, tables, what is hidden, what may be typed, what is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from openpyxl.utils import get_column_letter

from model.verify.align import align
from model.verify.cells import Pair
from model.verify.findings import Difference, difference
from model.verify.names import names
from model.xlsx.book import Book, SheetHeld
from model.xlsx.formula_text import LAST_COLUMN, LAST_ROW
from model.xlsx.spelling import Moves, canonical, seen_through


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
        Pair(fresh.sheets[name], partners[name], align(fresh.sheets[name], partners[name]))
        for name in fresh.sheets
        if name in partners
    ]


def structure(fresh: Book, actual: Book, paired: Sequence[Pair]) -> Iterator[Difference]:
    """All differences but those of cells."""
    yield from sheets(fresh, actual, paired)
    yield from names(fresh, actual, paired)
    for pair in paired:
        yield from rows_and_columns(pair)
        yield from hidden(pair.expected, pair.actual)
        yield from tables(pair)
        yield from ranges(pair)
    yield from drawings(fresh, actual, paired)


def doubts(actual: Book) -> Iterator[Difference]:
    """What the file says twice or in two ways."""
    for each in actual.doubts:
        yield difference("ambiguous", (each.sheet, each.cell), each.message)


def calculation(actual: Book) -> Iterator[Difference]:
    """Settings by which the same formulas would give other values; a fresh build has the plain ones."""
    for name, plain, message in (
        ("calcMode", "auto", "formulas are not computed automatically"),
        ("iterate", "false", "circular references are allowed"),
        ("fullPrecision", "true", "values are cut to the digits shown"),
    ):
        setting = actual.calculation.get(name, plain)
        if {"1": "true", "0": "false"}.get(setting, setting) != plain:
            yield difference("calculation-changed", ("", name), message, plain, setting)
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
        message = "the sheets stand in another order"
        yield difference(
            "sheet-moved", (partners[first].name, ""), message, ", ".join(expected_order), ", ".join(actual_order)
        )


def rows_and_columns(pair: Pair) -> Iterator[Difference]:
    """Rows and columns added and removed; rows that stand together are one difference."""
    sheet, moves = pair.actual.name, pair.moves
    for code, places, spell, message in (
        ("row-added", [new for new, old in moves.rows.items() if old is None], str, "the model has no such row"),
        ("row-removed", sorted(moves.lost_rows), str, "the row of the model is gone"),
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
    bottom = max((row for row, _ in actual.spots()), default=0)
    right = max((column for _, column in actual.spots()), default=0)
    for first, last in actual.hidden_rows:
        if first <= bottom and (first, last) not in expected.hidden_rows:
            yield difference(
                "rows-hidden", (sheet, f"{first}:{last}"), "rows are hidden or filtered away", "shown", "hidden"
            )
        elif first == LAST_ROW:
            yield difference("rows-hidden", (sheet, ""), "rows are hidden unless they say otherwise", "shown", "hidden")
    for first, last in actual.hidden_columns:
        if first <= right and (first, last) not in expected.hidden_columns:
            where = f"{get_column_letter(first)}:{get_column_letter(min(last, LAST_COLUMN))}"
            yield difference("columns-hidden", (sheet, where), "columns are hidden", "shown", "hidden")
    for ref in sorted(set(actual.merged) - set(expected.merged)):
        yield difference("cells-merged", (sheet, ref), "the cells are merged", None, ref)


def tables(pair: Pair) -> Iterator[Difference]:
    sheet = pair.actual.name
    others = {name.casefold(): (name, *rest) for name, rest in pair.actual.tables.items()}
    for name, (ref, columns) in pair.expected.tables.items():
        same_table = others.pop(name.casefold(), None)
        if same_table is None:
            yield difference("table-missing", (sheet, ref), f"the table {name} is gone", name, None)
        elif back(same_table[1], pair) != flat(ref):
            yield difference(
                "table-changed", (sheet, same_table[1]), f"the table {name} has another range", ref, same_table[1]
            )
        elif same_table[2] != columns:
            message = f"the table {name} has other columns"
            yield difference(
                "table-changed", (sheet, same_table[1]), message, ", ".join(columns), ", ".join(same_table[2])
            )
    for name, ref, _ in others.values():
        yield difference("table-added", (sheet, ref), f"the model has no table {name}", None, name)


def flat(ref: str) -> str:
    return canonical(ref.replace("$", "").upper())


def back(ref: str, pair: Pair) -> str:
    """A range of the file as it was before rows and columns moved."""
    if pair.moves.none:
        return flat(ref)
    return seen_through(ref.replace("$", "").upper(), pair.actual.name, {pair.actual.name: pair.moves}, {})


def ranges(pair: Pair) -> Iterator[Difference]:
    """Validations, colour rules, links and protection, each by the range it stands on.

    They are compared as they were before rows and columns moved, and shown as they stand in the file.
    """
    sheet, expected, actual = pair.actual.name, pair.expected, pair.actual
    refs = [*actual.validations, *actual.links, *(ref for ref, _ in actual.conditional)]
    places = {back(ref, pair): flat(ref) for ref in refs}
    for code, message, model_rules, file_rules, rules_in_place in (
        (
            "validation-changed",
            "what may be typed is limited otherwise",
            rules(expected.validations, None),
            rules(actual.validations, pair),
            rules(actual.validations, None),
        ),
        (
            "link-changed",
            "the link leads elsewhere",
            linked(expected.links, None),
            linked(actual.links, pair),
            linked(actual.links, None),
        ),
        (
            "highlight-changed",
            "the rule that colours the cells differs",
            coloured(expected, None),
            coloured(actual, pair),
            coloured(actual, None),
        ),
    ):
        for where in dict.fromkeys([*model_rules, *file_rules]):
            if model_rules.get(where) != file_rules.get(where):
                place = places.get(where)  # None: nothing in the file stands there any more
                in_file = None if place is None else rules_in_place.get(place)
                yield difference(code, (sheet, place or where), message, model_rules.get(where), in_file)
    if expected.protected and not actual.protected:
        yield difference("unprotected", (sheet, ""), "the sheet's formulas are no longer locked", "locked", "unlocked")


def as_before(ref: str, pair: Pair | None) -> str:
    return flat(ref) if pair is None else back(ref, pair)


def formula_of(text: str, pair: Pair | None) -> str:
    """A formula outside of cells, in the one spelling."""
    if pair is None or pair.moves.none:
        return canonical(text)
    return seen_through(text, pair.actual.name, {pair.actual.name: pair.moves}, {})


def rules(validations: Mapping[str, tuple[str, str, str, str]], pair: Pair | None) -> dict[str, str]:
    return {
        as_before(ref, pair): " ".join(
            filter(None, (kind, operator, formula_of(first, pair), formula_of(second, pair)))
        )
        for ref, (kind, operator, first, second) in validations.items()
    }


def linked(links: Mapping[str, str], pair: Pair | None) -> dict[str, str]:
    return {
        as_before(ref, pair): target if "://" in target else canonical(target.lstrip("#"))
        for ref, target in links.items()
    }


def coloured(sheet: SheetHeld, pair: Pair | None) -> dict[str, str]:
    rules_by_range: dict[str, list[str]] = {}
    for ref, rule in sheet.conditional:
        rules_by_range.setdefault(as_before(ref, pair), []).append(rule)
    return {ref: "; ".join(sorted(texts)) for ref, texts in rules_by_range.items()}


def drawings(fresh: Book, actual: Book, paired: Sequence[Pair]) -> Iterator[Difference]:
    """What lies on the sheets, and the cells that charts draw; references move with rows and sheets."""
    moves: dict[str, Moves | None] = {pair.actual.name: pair.moves for pair in paired}
    new_names = {pair.actual.name: pair.expected.name for pair in paired}
    for pair in paired:
        sheet = pair.actual.name
        if pair.actual.shapes > pair.expected.shapes:
            message = "pictures, shapes or controls lie on the sheet; they may cover cells"
            yield difference("shape-added", (sheet, ""), message, pair.expected.shapes, pair.actual.shapes)
        looks = Counter(pair.expected.chart_looks), Counter(pair.actual.chart_looks)
        for old, new in zip_longest((looks[0] - looks[1]).elements(), (looks[1] - looks[0]).elements()):
            yield difference("chart-changed", (sheet, ""), "a chart looks otherwise", old, new)
        model_charts = Counter(canonical(text) for text in pair.expected.charts)
        stated = {seen_through(text, pair.actual.name, moves, new_names): text for text in pair.actual.charts}
        file_charts = Counter(seen_through(text, pair.actual.name, moves, new_names) for text in pair.actual.charts)
        for text in model_charts - file_charts:
            yield difference("chart-changed", (sheet, text), "no chart draws these cells any more", text, None)
        for text in file_charts - model_charts:
            place = canonical(stated[text])
            yield difference("chart-changed", (sheet, place), "a chart draws other cells", None, stated[text])
