"""The record of a build: what made the workbook, and the warnings about the tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from model.xlsx.rows import Content

ACCEPTED = " (accepted)"  # after the code of a warning that somebody has accepted


@dataclass(frozen=True)
class BuildRecord:
    """What made the file: tieout's version, the input files with rows and SHA-256, and the warnings about them.

    A warning is its code, its place (file, row, column) and its message; accepted ones stand last. `tables` are rows
    and SHA-256 of what was read, by which `verify` sees an edit in the workbook.
    """

    version: str
    files: Sequence[tuple[str, int | None, str]]
    warnings: Sequence[tuple[str, str, str]] = ()
    tables: Sequence[tuple[str, int, str]] = ()

    @property
    def digest(self) -> str:
        """One SHA-256 over the names and digests of all files."""
        return hashlib.sha256("".join(f"{name} {digest}\n" for name, _, digest in self.files).encode()).hexdigest()


def record_cells(row: int, record: BuildRecord) -> Iterator[Content]:
    """The build record below the warnings that begin in a row: the version, the files, and what was read in them."""
    row += warning_rows(record) + 1
    yield Content(row, 1, "Build record", "block")
    note = f"tieout {record.version} read these files. Each build starts a new record."
    yield Content(row + 1, 1, note, "block note")
    # no heading stands in its column twice: verify finds the lists by them
    for column, text in enumerate(("File", "Rows in it", "SHA-256"), start=1):
        yield Content(row + 2, column, text, "header")
    for index, (name, count, digest) in enumerate(record.files, start=row + 3):
        yield Content(index, 1, name, "found text")
        yield Content(index, 2, None if count is None else float(count), "found count")
        yield Content(index, 3, digest, "caption")
    row += len(record.files) + 4
    for column, text in enumerate(("Table read", "Rows read", "SHA-256 of the table as read"), start=1):
        yield Content(row, column, text, "header")
    for index, (name, rows, digest) in enumerate(record.tables, start=row + 1):
        yield Content(index, 1, name, "found text")
        yield Content(index, 2, float(rows), "found count")
        yield Content(index, 3, digest, "caption")


def warning_rows(record: BuildRecord) -> int:
    """How many rows the warnings take, with title, note and headings."""
    return len(record.warnings) + 3


def warning_cells(row: int, record: BuildRecord) -> Iterator[Content]:
    """The warnings about the input tables, from a row on; found at build, so plain text."""
    yield Content(row, 1, "Warnings about the input tables", "block")
    yield Content(row + 1, 1, warnings_note([code for code, _, _ in record.warnings]), "block note")
    for column, text in enumerate(("Warning", "What", "Where", "", "", ""), start=1):
        yield Content(row + 2, column, text, "header")
    for index, (code, where, message) in enumerate(record.warnings, start=row + 3):
        yield Content(index, 1, code, "label")
        yield Content(index, 2, message, "label")
        yield Content(index, 3, where, "caption")


def warnings_note(codes: Sequence[str]) -> str:
    """How many are open, and how many somebody has accepted."""
    accepted = sum(code.endswith(ACCEPTED) for code in codes)
    count = len(codes) - accepted
    many = f"{count:,} entr{'ies' if count != 1 else 'y'}; none of them blocks the build."
    if accepted:
        many += f" {accepted:,} more {'are' if accepted != 1 else 'is'} accepted, with the reason."
    return many + " Warnings that repeat are one entry, with their rows; the most serious come first."
