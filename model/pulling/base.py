"""What the tables were when a workbook was built: its sheet As built, or a folder, checked against the build record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from model.errors import CannotRun
from model.inputs import Loaded, load
from model.pipeline import digest, without_errors
from model.verify.expected import as_of_day, record_in
from model.workbook.as_built_sheet import tables_as_built, with_empty
from model.workbook.names import required_assumptions
from model.xlsx.book import Book

GIVE_BASE = "Give the tables it was built from with --base FOLDER."


@dataclass(frozen=True)
class Opened:
    """A workbook: its name, its cells, and its input tables as they were read."""

    path: Path
    book: Book
    tables: Loaded


def base_of(opened: Opened, folder: Path | None, frames: Mapping[str, pd.DataFrame]) -> Mapping[str, pd.DataFrame]:
    """The typed tables at the build, from the workbook itself or from a folder.

    `frames` are any valid tables, by which the build record is found. CannotRun where the workbook does not hold what
    it was built from, or the folder is not what the record speaks of.
    """
    record = record_in(opened.book, frames)
    digests = {name: sha for name, _, sha in record.build.tables} if record.whole else {}
    if folder is not None:
        return of_folder(folder, opened, digests)
    try:
        tables = tables_as_built(opened.book)
    except ValueError:  # a text where a number belongs
        tables = {"": pd.DataFrame()}
    if not tables:
        raise CannotRun(f"{opened.path} has no sheet As built with the tables it was built from. {GIVE_BASE}")
    base = with_empty(tables)
    if "" in tables or unlike(base, digests):
        raise CannotRun(f"the sheet As built of {opened.path} was changed, or its build record was. {GIVE_BASE}")
    return base


def of_folder(folder: Path, opened: Opened, digests: Mapping[str, str]) -> Mapping[str, pd.DataFrame]:
    """The tables of a folder, as of the workbook's day; for a workbook without a record the folder is accepted
    unchecked."""
    base = without_errors(folder, load(folder, required_assumptions())).frames
    if digests and "assumptions" in unlike(base, digests):
        day = as_of_day(opened.tables.frames["assumptions"])
        base = load(folder, required_assumptions(), as_of=day).frames
    if digests and (names := unlike(base, digests)):
        raise CannotRun(
            f"{folder} does not contain the tables that {opened.path} was built from: {', '.join(names)} differ."
        )
    return base


def unlike(frames: Mapping[str, pd.DataFrame], digests: Mapping[str, str]) -> list[str]:
    """The tables that are not what the record speaks of."""
    return [name for name, frame in frames.items() if digest(frame) != digests.get(name)]
