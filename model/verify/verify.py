"""The question "can I still trust this file?", readable as a story: guard, read, build anew, recompute, compare."""

from __future__ import annotations

import contextlib
import gc
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from model import __version__
from model.codes import BY_NAME, Severity
from model.errors import CannotRun
from model.expression.values import Selected
from model.inputs import Loaded
from model.pipeline import Report, check, usable
from model.verify import inputs as tables
from model.verify.cells import FORM, Comparison, Computed, Recomputed, engines_alone
from model.verify.consequences import FOLLOWING, causes_first
from model.verify.engines import ENGINES, FASTEST, Outcome, present, recompute
from model.verify.expected import as_built_inputs, day_of_build, fresh, record_in, same_rows, selected, with_record_of
from model.verify.findings import Difference, difference
from model.verify.foreign import parts
from model.verify.not_compared import not_compared
from model.verify.structure import calculation, doubts, pairs, structure
from model.xlsx.book import Book, cell_name
from model.xlsx.reader import read_book

MOST_BYTES = 500_000_000
MANY_FORMULAS = 100_000  # from here on the faster engine is asked first
READING, RECOMPUTING, COMPARING = 0.0, 0.3, 0.6  # where the stages begin, as parts of the whole


@dataclass(frozen=True)
class Verified:
    """What was found in a workbook, and what was looked at. `compared` is None where no fresh build was possible."""

    file: str
    sha256: str
    made_by: str
    saved_by: str
    case: str
    formulas: int
    compared: int | None
    inputs: str
    outcomes: tuple[Outcome, ...]
    differences: tuple[Difference, ...]


def verify(workbook: Path, inputs: Path | None, engine: str | None = None, stage: Report = lambda *_: None) -> Verified:
    """Compare a workbook with a fresh build of its own inputs, and its values with what an engine recomputes.

    `engine` is one of ENGINES, "all" for every installed engine, or None for as many as are needed. CannotRun when the
    file, the inputs given or the engine asked for cannot be used.
    """
    if engine not in (None, "all") and not present(engine):
        raise CannotRun(f"the engine {engine} is not installed.")
    with uncollected():
        return verify_anew(workbook, inputs, engine, stage)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Without looks for garbage in circles: of millions of cells they find none, and take a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def verify_anew(workbook: Path, inputs: Path | None, engine: str | None, stage: Report) -> Verified:
    """Guard, read, build anew, recompute, compare."""
    stage("reading", READING)
    content = bytes_of(workbook)
    book = read_book(workbook.name, content)
    dropped = list(tables.restored(book))
    if tables.alone(book):
        raise CannotRun(
            f"{workbook} holds input tables and no model yet, so that there is nothing to verify: tieout validate "
            f"--inputs {workbook} checks them, and tieout build --inputs {workbook} makes the workbook."
        )
    given_inputs, inputs_name = (None, "") if inputs is None else inputs_at_build(inputs, book)
    loaded = check(workbook)
    stage("recomputing", RECOMPUTING)
    outcomes = tuple(outcomes_of(engine, content, book))
    values = {each.engine: Computed(each.values, each.unsure) for each in outcomes if each.values is not None}
    stage("comparing", COMPARING)
    differences = [
        *dropped,
        *doubts(book),
        *parts(book),
        *calculation(book),
        *confirmations(outcomes),
        *unconfirmed(outcomes),
    ]
    invalid = list(tables.invalid(loaded, book))
    basis = loaded if not invalid else as_built_inputs(book, loaded) or given_inputs
    if basis is None:
        differences += [*invalid, *engines_alone(book, values)]
        made_by, case, compared = "", "", None
    else:
        made_by, case, more = against_fresh(book, basis, loaded, given_inputs, values)
        places = {(each.sheet, each.cell) for each in invalid}
        differences += [*invalid, *(each for each in more if (each.sheet, each.cell) not in places)]
        compared = book.formula_count()
    return Verified(
        workbook.name,
        hashlib.sha256(content).hexdigest(),
        made_by,
        book.saved_by,
        case,
        book.formula_count(),
        compared,
        inputs_name,
        outcomes,
        tuple(causes_first(ordered(differences, book))),
    )


def inputs_at_build(inputs: Path, book: Book) -> tuple[Loaded, str]:
    """The inputs given, as of the day that a build of them was given, and what they are called."""
    given_inputs = usable(inputs)
    day = day_of_build(book, given_inputs)
    if day is None:
        return given_inputs, str(inputs)
    return usable(inputs, day), f"{inputs}, as of {day} as at the build"


def outcomes_of(engine: str | None, content: bytes, book: Book) -> Iterator[Outcome]:
    """What the engine makes of a workbook, or every engine, or else one after another until one confirms all of it."""
    for each in engines_of(engine, book.formula_count()):
        outcome = recompute(each, content, book)
        yield outcome
        if engine is None and outcome.values is not None and not outcome.unsure.places:
            return


def engines_of(engine: str | None, formulas: int) -> list[str]:
    """The engines to be asked, in order. IronCalc compares as Excel does; formualizer takes a seventh of its time."""
    if engine == "all":
        return [each for each in ENGINES if present(each)]
    if engine is None and formulas > MANY_FORMULAS and present(FASTEST):
        return [FASTEST, ENGINES[0]]
    return [engine or ENGINES[0]]


def bytes_of(workbook: Path) -> bytes:
    try:
        if not workbook.exists():
            raise CannotRun(f"{workbook} does not exist.")
        if not workbook.is_file():
            raise CannotRun(f"{workbook} is not a file.")
        if workbook.stat().st_size > MOST_BYTES:
            raise CannotRun(f"{workbook} is larger than {MOST_BYTES // 1_000_000} MB and is not read.")
        return workbook.read_bytes()
    except OSError as error:
        raise CannotRun(f"{workbook} cannot be read: {error.strerror}.") from error


def against_fresh(
    book: Book, basis: Loaded, loaded: Loaded, given_inputs: Loaded | None, values: Recomputed
) -> tuple[str, str, list[Difference]]:
    """The version that made the file, its case, and all differences from a fresh build.

    The build is of the workbook's own inputs if they are valid. Where these were edited so far that the model needs
    other rows or years, it is of what they were at the build, or else of the inputs given: that is what the sheets
    should be.
    """
    differences: list[Difference] = []
    valid = basis is loaded
    record = record_in(book, basis.frames)
    if valid and tables.changed(loaded, record):
        before = as_built_inputs(book, loaded) or given_inputs
        if before is not None and not same_rows(loaded.frames, before.frames):
            basis = before
        if basis is not loaded or tables.other_rows(loaded, record):
            differences.append(
                difference("rebuild-needed", ("", ""), "tieout build --inputs THIS_WORKBOOK makes a workbook that fits")
            )
    frames = basis.frames
    edits = list(tables.edited(loaded, record, book)) if valid else []
    if edits and basis is loaded:
        frames = with_record_of(book, frames, record.build)
    selection, says_case = selected(book, frames)
    build = fresh(book, frames, selection, record.build)
    if not record.whole:
        differences.append(
            difference(
                "record-missing",
                tables.named_file(record),
                "the workbook does not say which files it was built from: tieout did not build it, or its record was "
                "moved",
            )
        )
    elif record.build.version != __version__:
        message = f"made by tieout {record.build.version}, compared with {__version__}"
        differences.append(
            difference("other-version", tables.version_cell(record), message, __version__, record.build.version)
        )
    if valid:
        differences += edits if given_inputs is None else tables.compared(given_inputs, loaded, record, book)
    if given_inputs is not None and record.whole:
        differences += tables.record_differences(given_inputs, record)
    paired = pairs(build.book, book)
    by_key = valid and basis is not loaded
    differences += structure(build.book, book, paired, by_key)
    differences += not_compared(build.book, book, paired)
    edit = FORM if basis is loaded else None if by_key else "input-edited"

    def before_edits() -> Iterator[Book]:
        before = (as_built_inputs(book, basis) if edits else None) or basis
        for each in dict.fromkeys((selection, Selected())):
            if before is not basis or each != selection:
                yield fresh(book, before.frames, each, record.build).book

    differences += Comparison(build, book, paired, values, (edit, before_edits)).differences()
    return record.build.version, selection.case if says_case else "", differences


def confirmations(outcomes: Sequence[Outcome]) -> list[Difference]:
    """What engines refused; if none confirmed anything, that is an error."""
    verified = any(outcome.values is not None for outcome in outcomes)
    code = "engine-refused" if verified else "not-verified"
    refused = [each for each in outcomes if each.values is None]
    others = [each for each in ENGINES if present(each) and each not in {outcome.engine for outcome in outcomes}]
    advice = f"; try --engine {others[0]}" if others and not verified else ""
    differences = [
        difference(code, ("", ""), f"not confirmed by {each.engine}: {each.reason}{advice}") for each in refused
    ]
    return differences or ([] if verified else [difference(code, ("", ""), "no engine is installed")])


def unconfirmed(outcomes: Sequence[Outcome]) -> Iterator[Difference]:
    """The cells an engine is not trusted with, once for each engine and reason, unless another engine is trusted."""
    for outcome in outcomes:
        for sheet in outcome.left_out:
            message = f"{outcome.engine} was not given this sheet, which is not part of the model: {outcome.reason}"
            yield difference("not-confirmed", (sheet, ""), message)
        others = [each for each in outcomes if each is not outcome and each.values is not None]
        alone = [place for place in outcome.unsure.places if all(place in each.unsure.places for each in others)]
        causes = Counter(outcome.unsure.causes[place] for place in alone if place in outcome.unsure.causes)
        if alone:
            sheet, spot = next((place for place in outcome.unsure.causes if place in alone), alone[0])
            reasons = "; ".join(f"{reason} ({count:,})" for reason, count in causes.items())
            message = f"{outcome.engine} can neither confirm nor refute {len(alone):,} cells: formulas have {reasons}"
            yield difference("not-confirmed", (sheet, cell_name(spot)), message)


def ordered(differences: Sequence[Difference], book: Book) -> list[Difference]:
    """Causes before what may follow from them and the worst codes first, within errors and warnings; then by sheet.
    Each difference once."""
    rank = {name: index for index, name in enumerate(BY_NAME)}
    sheets = {name: index for index, name in enumerate(book.sheets)}
    return sorted(
        dict.fromkeys(differences),
        key=lambda each: (
            each.severity is Severity.WARNING,
            each.code in FOLLOWING or each.code == "value-wrong",
            rank[each.code],
            sheets.get(each.sheet, -1),
        ),
    )
