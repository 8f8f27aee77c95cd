"""Cell by cell: what the file holds against what a fresh build holds, and what engines recompute from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from model.verify.cell_looks import look
from model.verify.distrust import Unsure
from model.verify.expected import INPUT_TABLES, Fresh
from model.verify.findings import Difference, difference, readable
from model.verify.pair import Pair, moved_along
from model.verify.places import Place, Places, inside
from model.verify.values import alike, kind, noise, same_constant
from model.xlsx.book import Book, ErrorValue, SheetHeld, Spot, Value, box, cell_name
from model.xlsx.spelling import Moves, canonical, left_over, seen_through

FAIL = "FAIL"
FORM = "input-stored-as-text"
OTHER_ROW = "the row is not among those the workbook was built from"
UPSTREAM = "value-changed-upstream", "the file's formulas give this value, but a fresh build from its inputs another"
EMPTY = "value-wrong", "the cell stores an empty text, which is not what the formula gives"


class Computed(NamedTuple):
    """What an engine computed, by sheet and cell of the file, and where it is not trusted."""

    values: Mapping[Place, Value]
    unsure: Unsure


Box = tuple[int, int, int, int]  # top, left, bottom, right
Recomputed = Mapping[str, Computed]  # by engine
Edits = tuple[str | None, Callable[[], Iterator[Book]]]


class Comparison:
    """A fresh build and the file, their sheets in pairs, and what engines recomputed from the file."""

    def __init__(self, fresh: Fresh, actual: Book, pairs: Sequence[Pair], recomputed: Recomputed, edits: Edits) -> None:
        """`edits` are the code for an input cell that differs, None where inputs are compared elsewhere, and what the
        workbook may have been before anything was edited or chosen."""
        self.fresh, self.actual, self.pairs, self.recomputed = fresh, actual, pairs, recomputed
        self.edit, self.before_edits = edits
        self.names = {pair.actual.name: pair.expected.name for pair in pairs}
        self.moves: dict[str, Moves | None] = {pair.actual.name: pair.moves for pair in pairs}
        no_moves: dict[str, Moves | None] = dict.fromkeys(fresh.book.sheets)
        self.left = no_moves | {pair.expected.name: pair.moves for pair in pairs}
        self.stayed = all(moves is not None and moves.none for moves in self.left.values()) and all(
            old == new for new, old in self.names.items()
        )
        self.near_zero = noise(fresh.book)
        self.stores_nothing = stores_nothing(actual)

    def same_formula(self, expected: str, expected_sheet: str, actual: str, sheet: str) -> bool:
        """Whether both formulas say the same, however spelled and wherever rows and sheets have moved."""
        if self.stayed:
            return expected == actual or canonical(expected) == canonical(actual)
        return left_over(expected, expected_sheet, self.left) == seen_through(actual, sheet, self.moves, self.names)

    @cached_property
    def areas(self) -> Mapping[str, list[Box]]:
        """The ranges that formulas of the model read, by sheet."""
        places = Places(self.fresh.book, {})
        areas: dict[str, set[Box]] = {}
        for sheet in self.fresh.book.sheets.values():
            for reference in {each for text in sheet.formulas.values() for each in places.references(text)}:
                if (area := places.area(reference, sheet.name)) is not None:
                    areas.setdefault(area[0], set()).add(area[1])
        return {name: sorted(boxes) for name, boxes in areas.items()}

    def reads(self, sheet: str, spot: Spot) -> bool:
        """Whether a formula of the model reads a cell, alone or in a range."""
        return any(inside(*spot, (sheet, area)) for area in self.areas.get(sheet, ()))

    def differences(self) -> Iterator[Difference]:
        """What differs in the cells of all sheets."""
        if self.stores_nothing:
            yield values_missing()
        for pair in self.pairs:
            yield from self.of_sheet(pair)

    def of_sheet(self, pair: Pair) -> Iterator[Difference]:
        expected, actual = pair.expected, pair.actual
        if expected is actual:  # which leaves what engines make of it
            for spot in sorted(actual.formulas):
                yield from self.of_cell(pair, spot, spot)
            return
        inputs = set(input_cells(expected))
        file_inputs = set(input_cells(actual))
        spots: set[Spot] = set()
        for spot in sorted({*actual.values, *actual.formulas}):
            before = pair.before(spot)
            if before is None:
                continue  # reported as an added row or column
            if before not in inputs and spot in file_inputs:
                if self.edit is not None:
                    yield difference("input-added", (actual.name, f"{spot[0]}:{spot[0]}"), OTHER_ROW)
                continue
            spots.add(before)
            yield from look(pair, before, spot, before in inputs)
            if before in inputs:
                ours, stored = expected.values.get(before), actual.values.get(spot)
                yield from self.of_input(actual.name, spot, ours, stored, actual.formulas.get(spot))
            else:
                yield from self.of_cell(pair, before, spot)
        for before in sorted({*expected.values, *expected.formulas} - spots):
            if before[0] in pair.moves.lost_rows or before[1] in pair.moves.lost_columns:
                continue  # reported as a row or column removed
            if before in inputs:
                yield from self.of_input(actual.name, pair.now(before), expected.values.get(before), None, None)
            else:
                yield missing(pair, before)

    def of_input(
        self, sheet: str, spot: Spot, ours: Value | None, stored: Value | None, formula: str | None
    ) -> Iterator[Difference]:
        """A cell of an input table: read as it is held, or edited against the inputs given."""
        if self.edit is None:
            return
        content = stored if formula is None else f"={formula}"
        if not same_constant(ours, content):
            form = f"the cell contains {kind(content)}, but the input is read as {kind(ours)}"
            yield difference(
                self.edit, (sheet, cell_name(spot)), form if self.edit == FORM else "edited", ours, content
            )

    def of_cell(self, pair: Pair, before: Spot, spot: Spot) -> Iterator[Difference]:
        """The one thing that is wrong with a cell, the worst first."""
        model_formula, file_formula = pair.expected.formulas.get(before), pair.actual.formulas.get(spot)
        ours, stored = pair.expected.values.get(before), pair.actual.values.get(spot)
        sheet, cell = pair.actual.name, cell_name(spot)
        if model_formula is None:
            is_needed = ours is not None or self.reads(pair.expected.name, before)
            yield from constant((sheet, cell), ours, stored, file_formula, is_needed)
            return
        formula = f"={model_formula}"
        if file_formula is None:
            same = "its own value" if stored is not None and alike(ours, stored, self.near_zero) else "another value"
            yield difference(
                "formula-overwritten", (sheet, cell), f"the formula was overwritten by {same}", formula, stored
            )
            return
        changed = not self.same_formula(model_formula, pair.expected.name, file_formula, sheet)
        if changed:
            yield self.change(pair, cell, model_formula, file_formula)
        failing = self.fresh.checks.get((pair.expected.name, before))
        if failing is not None and stored == FAIL:
            yield difference("check-fails", (sheet, cell), f"the check fails: {failing}", "PASS", stored)
        elif isinstance(stored, ErrorValue):
            yield difference("error-value", (sheet, cell), f"the formula {formula} gives an error", ours, stored)
        else:
            for wrong in self.value(sheet, spot, None if changed else (ours,), stored):
                yield self.stale(wrong, (pair.expected.name, before), stored)

    @cached_property
    def books(self) -> Sequence[Book]:
        """The fresh build, and what the workbook may have been earlier."""
        return (self.fresh.book, *self.before_edits())

    def stale(self, wrong: Difference, place: Place, stored: Value | None) -> Difference:
        """A wrong value, told apart where it is the one of the build: nobody wrote it, and nothing recomputed it."""
        if wrong.code != "value-wrong":
            return wrong
        sheet, spot = place
        if any(alike(book.sheets[sheet].values.get(spot), stored, self.near_zero) for book in self.books):
            message = wrong.message.replace("value is not", "value is still that of the build, and not")
            return replace(wrong, code="value-stale", message=message)
        return wrong

    def change(self, pair: Pair, cell: str, formula: str, file_formula: str) -> Difference:
        """A formula that was changed; one that reads as before names cells that were elsewhere at the build."""
        message = "the formula was changed"
        if file_formula == formula:
            message = "the formula reads as before, but the rows, columns or sheets it names have moved without it"
            formula = moved_along(formula, pair.expected.name, self.pairs)
        return difference("formula-changed", (pair.actual.name, cell), message, f"={formula}", f"={file_formula}")

    def value(
        self, sheet: str, spot: Spot, ours: tuple[Value | None] | None, stored: Value | None
    ) -> Iterator[Difference]:
        """A stored value against every engine's, and against ours where the formula is ours."""
        cell = cell_name(spot)
        place = (sheet, spot)
        answers = trusted(self.recomputed, place)
        if stored is None and self.stores_nothing:
            if self.edit != FORM:  # a build of other inputs is no measure of what engines compute
                return
            if ours is not None and not all(alike(ours[0], value, self.near_zero) for _, value in answers):
                yield disagreement(sheet, cell, ours[0], answers, None)
            return
        if stored is None and ours is not None and ours[0] is not None:
            if spot in self.actual.sheets[sheet].empty_texts:
                confirmed = bool(answers) and all(value in (None, "") for _, value in answers)
                code, message = UPSTREAM if confirmed else EMPTY
                yield difference(code, (sheet, cell), message, ours[0], '""')
                return
            yield difference("value-missing", (sheet, cell), "the formula has no stored value", ours[0])
            return
        unlike = [(name, value) for name, value in answers if not alike(stored, value, self.near_zero)]
        if unlike:
            yield disagreement(sheet, cell, None if ours is None else ours[0], unlike, stored)
        elif ours is not None and not alike(stored, ours[0], self.near_zero):
            if answers:
                code, message = UPSTREAM
                yield difference(code, (sheet, cell), message, ours[0], stored)
            else:
                message = "the stored value is not what the formula gives by our own evaluation"
                yield difference("value-wrong", (sheet, cell), message, ours[0], stored)


def trusted(recomputed: Recomputed, place: Place) -> list[tuple[str, Value | None]]:
    """What each engine makes of a cell that it is trusted with."""
    return [(name, each.values.get(place)) for name, each in recomputed.items() if place not in each.unsure.places]


def stores_nothing(book: Book) -> bool:
    """Whether a workbook has formulas but no value of any of them, as some programs save it."""
    sheets = book.sheets.values()
    return bool(book.formula_count()) and not any(spot in sheet.values for sheet in sheets for spot in sheet.formulas)


def values_missing() -> Difference:
    return difference(
        "values-missing", ("", ""), "the program that saved the file did not store the values of formulas"
    )


def engines_alone(actual: Book, recomputed: Recomputed) -> Iterator[Difference]:
    """Stored values against engines only, where no fresh build is possible."""
    near_zero = noise(actual)
    if stores_nothing(actual):
        yield values_missing()
        return
    for sheet in actual.sheets.values():
        for spot in sorted(sheet.formulas):
            stored = sheet.values.get(spot)
            if isinstance(stored, ErrorValue):
                yield difference(
                    "error-value", (sheet.name, cell_name(spot)), "the formula gives an error", None, stored
                )
                continue
            answers = trusted(recomputed, (sheet.name, spot))
            unlike = [(name, value) for name, value in answers if not alike(stored, value, near_zero)]
            if unlike:
                yield disagreement(sheet.name, cell_name(spot), None, unlike, stored)


def disagreement(
    sheet: str, cell: str, ours: Value | None, unlike: Sequence[tuple[str, Value | None]], stored: Value | None
) -> Difference:
    answers = ", ".join(f"{name} computes {'nothing' if value is None else readable(value)}" for name, value in unlike)
    best = unlike[0][1] if unlike[0][1] is not None else ours
    message = f"the stored value is not what the formula gives: {answers}"
    return difference("value-wrong", (sheet, cell), message, best, stored)


def constant(
    place: tuple[str, str], ours: Value | None, stored: Value | None, file_formula: str | None, is_needed: bool
) -> Iterator[Difference]:
    """A cell without a formula in a fresh build; `is_needed` says whether the model needs it to be as it is."""
    content = stored if file_formula is None else f"={file_formula}"
    if not is_needed:
        yield difference("beside-model", place, "no formula of the model reads this cell", None, content)
    elif file_formula is not None:
        yield difference("formula-extra", place, "the cell has a formula where the model has none", ours, content)
    elif isinstance(stored, ErrorValue):
        yield difference("error-value", place, "the cell holds an error", ours, stored)
    elif ours is None:
        yield difference("value-extra", place, "the cell is empty in the model, but formulas read it", None, stored)
    elif not same_constant(ours, stored):
        yield difference("text-changed", place, "a label or fixed number was changed", ours, stored)


def missing(pair: Pair, before: Spot) -> Difference:
    """A cell of the fresh build that is empty in the file."""
    sheet, cell = pair.actual.name, cell_name(pair.now(before))
    formula, value = pair.expected.formulas.get(before), pair.expected.values.get(before)
    if formula is not None:
        return difference("formula-missing", (sheet, cell), "the formula was deleted", f"={formula}", None)
    return difference("text-missing", (sheet, cell), "a label or fixed number was deleted", value, None)


def input_cells(sheet: SheetHeld) -> Iterator[Spot]:
    """The cells of input tables, below their headers."""
    for name, (ref, _) in sheet.tables.items():
        if name in INPUT_TABLES:
            top, left, bottom, right = box(ref)
            yield from ((row, column) for row in range(top + 1, bottom + 1) for column in range(left, right + 1))
