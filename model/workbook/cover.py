"""What stands on sheets besides figures: the Cover's selector, legend, contents and files; the warnings on Checks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from model.expression.values import Evaluation
from model.workbook.blocks import Sheet
from model.workbook.layout import Layout
from model.workbook.places import address, quoted
from model.xlsx.rows import Content

CASE_ROW, BASIS_ROW, FIRST_YEAR_ROW, WARNINGS_ROW, VALUE_COLUMN = 5, 6, 7, 8, 2


@dataclass(frozen=True)
class BuildRecord:
    """What made the file: tieout's version, the input files with rows and SHA-256, and the warnings about them.

    A warning is its code, its place (file, row, column) and its message. `tables` are rows and SHA-256 of what was
    read, by which `verify` sees an edit in the workbook.
    """

    version: str
    files: Sequence[tuple[str, int | None, str]]
    warnings: Sequence[tuple[str, str, str]] = ()
    tables: Sequence[tuple[str, int, str]] = ()

    @property
    def digest(self) -> str:
        """One SHA-256 over the names and digests of all files."""
        return hashlib.sha256("".join(f"{name} {digest}\n" for name, _, digest in self.files).encode()).hexdigest()


def cover_cells(
    sheets: Sequence[Sheet], layout: Layout, evaluation: Evaluation, record: BuildRecord
) -> tuple[list[Content], Mapping[int, str]]:
    """The cells of the Cover beside its block, and the rows whose column A links to a sheet."""
    cells: list[Content] = [
        Content(CASE_ROW, 1, "Case", "block"),
        Content(CASE_ROW, VALUE_COLUMN, evaluation.data.case, "selector"),
        Content(CASE_ROW, 4, "Choose low, base or high: every sheet follows.", "caption"),
        Content(BASIS_ROW, 1, "Basis", "block"),
        Content(BASIS_ROW, VALUE_COLUMN, evaluation.data.basis, "selector"),
        Content(BASIS_ROW, 4, "Choose which rung of the headline bridge the totals count.", "caption"),
        Content(FIRST_YEAR_ROW, 1, "First year", "label"),
        Content(FIRST_YEAR_ROW, VALUE_COLUMN, float(evaluation.data.years[0]), "found year"),
        Content(FIRST_YEAR_ROW, 4, "Set by the build: the year of the as-of day.", "caption"),
        Content(WARNINGS_ROW, 1, "Warnings", "label"),
        Content(WARNINGS_ROW, VALUE_COLUMN, float(len(record.warnings)), "found count"),
        Content(WARNINGS_ROW, 4, "About the input tables, found by the build: read them on Checks.", "caption"),
    ]
    row = max(place.next_row for place in layout.blocks if place.sheet == sheets[0].name) + 1
    cells += [Content(row + index, *rest) for index, rest in enumerate(legend())]
    row += len(legend()) + 1
    cells.append(Content(row, 1, "Contents", "block"))
    links: dict[int, str] = {}
    for index, sheet in enumerate(sheets[1:], start=row + 1):
        cells.append(Content(index, 1, sheet.name, "link cell"))
        cells.append(Content(index, 2, sheet.question, "caption"))
        links[index] = f"{quoted(sheet.name)}!A1"
    row += len(sheets) + 1
    cells += list(origin(row, record))
    return cells, links


def legend() -> tuple[tuple[int, str, str], ...]:
    return (
        (1, "Colours and signs", "block"),
        (1, "Blue: an input. What is edited is followed by every formula; new rows need a new build.", "input text"),
        (1, "Black: a formula.", "calc text"),
        (1, "Green: a link to another sheet.", "link text"),
        (1, "Grey: found at build, fixed until the next.", "found text"),
        (1, "n/d: no source states it, or it cannot be computed without. – : zero. (1.0): negative.", "running"),
        (1, "Amounts are outflows of the payer and positive; steps of the bridge are taken off.", "running"),
    )


def origin(row: int, record: BuildRecord) -> Iterator[Content]:
    """Which version and which inputs made the workbook; the files one by one stand in the build record on Checks."""
    yield Content(row, 1, "Made by", "block")
    yield Content(row + 1, 1, "tieout", "label")
    yield Content(row + 1, 2, record.version, "found text")
    yield Content(row + 2, 1, "Inputs, SHA-256", "label")
    yield Content(row + 2, 2, record.digest, "running")


def record_cells(row: int, record: BuildRecord) -> Iterator[Content]:
    """The build record below the warnings that begin in a row: the version, the files, and what was read in them."""
    row += warning_rows(record) + 1
    yield Content(row, 1, "Build record", "block")
    note = f"tieout {record.version} read these files. The record begins anew with each build."
    yield Content(row + 1, 1, note, "block note")
    # no heading stands in its column twice: verify finds the lists by them
    for column, text in enumerate(("File", "Rows in it", "SHA-256"), start=1):
        yield Content(row + 2, column, text, "header")
    for index, (name, count, digest) in enumerate(record.files, start=row + 3):
        yield Content(index, 1, name, "found text")
        yield Content(index, 2, None if count is None else float(count), "found count")
        yield Content(index, 3, digest, "running")
    row += len(record.files) + 4
    for column, text in enumerate(("Table read", "Rows read", "SHA-256 of what was read"), start=1):
        yield Content(row, column, text, "header")
    for index, (name, rows, digest) in enumerate(record.tables, start=row + 1):
        yield Content(index, 1, name, "found text")
        yield Content(index, 2, float(rows), "found count")
        yield Content(index, 3, digest, "running")


def warning_rows(record: BuildRecord) -> int:
    """How many rows the warnings take, with title, note and headings."""
    return len(record.warnings) + 3


def warning_cells(row: int, record: BuildRecord) -> Iterator[Content]:
    """The warnings about the input tables, from a row on; found at build, so plain text."""
    yield Content(row, 1, "Warnings about the input tables", "block")
    yield Content(row + 1, 1, warnings_note(len(record.warnings)), "block note")
    for column, text in enumerate(("Warning", "What", "Where", "", "", ""), start=1):
        yield Content(row + 2, column, text, "header")
    for index, (code, where, message) in enumerate(record.warnings, start=row + 3):
        yield Content(index, 1, code, "label")
        yield Content(index, 2, message, "wrapped")
        yield Content(index, 3, where, "running")


def warnings_note(count: int) -> str:
    return f"{count:,} warning{'s' * (count != 1)}; none blocks the build."


def cover_names(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """The defined names that stand on the Cover."""
    return (
        ("case", address(sheet.name, CASE_ROW, VALUE_COLUMN)),
        ("basis", address(sheet.name, BASIS_ROW, VALUE_COLUMN)),
        ("first_year", address(sheet.name, FIRST_YEAR_ROW, VALUE_COLUMN)),
    )
