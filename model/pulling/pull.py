"""How an edit gets from a workbook back into the tables: read, merge, check the whole, write all or none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from model.codes.table_cells import CELLS
from model.codes.table_files import FILES
from model.errors import CannotRun
from model.inputs import Loaded, load
from model.inputs.unfinished import NewTable, replace_tables
from model.pipeline import errors_among, without_errors
from model.pulling.base import Opened, base_of
from model.pulling.merge import Merged, merged
from model.pulling.result import SIDES, Choice, Pulled
from model.pulling.sides import side_of, without_columns
from model.pulling.tables import Tables, new_table
from model.verify.verify import bytes_of
from model.workbook.names import required_assumptions
from model.workbook.places import AS_BUILT_SHEET
from model.workbook.sheets import CHECKS_SHEET
from model.workbook.summary_sheet import SUMMARY
from model.xlsx.reader import read_book
from schemas import TABLES

WITNESSES = (SUMMARY.name, CHECKS_SHEET, AS_BUILT_SHEET)  # the sheets that tell of the build
# What a cell or a table must not have if its rows are to be told apart; what else is wrong, the whole will show.
UNREADABLE = {code.name for code in (*FILES, *CELLS)} - {"missing-table"} | {"duplicate-key", "keys-look-equal"}


def pull(
    workbook: Path, inputs: Path, base: Path | None, choices: Mapping[str, Choice], dry_run: bool = False
) -> Pulled:
    """Write the edits made in the input sheets of a workbook into the CSV tables, all of them or none.

    `choices` say by place (TABLE/KEY/COLUMN or TABLE/KEY) which side to keep where both changed the same cell.
    CannotRun where a side cannot be read, a choice is for no conflict, or a file cannot be written.
    """
    tables = tables_in(inputs)
    opened = open_workbook(workbook)
    if errors := [each for each in errors_among(opened.tables.findings) if each.code in UNREADABLE]:
        return Pulled((), findings=tuple(errors), findings_of="workbook")
    merges = list(merges_of(opened, tables.loaded, base, choices))
    expect_conflicts(merges, choices)
    edits = tuple(edit for merge in merges for edit in merge.edits)
    if conflicts := tuple(conflict for merge in merges for conflict in merge.unsettled):
        return Pulled(edits, conflicts)
    new_tables = [new_table(tables, merge) for merge in merges if merge.edits]
    files, notes = tuple(table.name for table in new_tables), tuple(notes_on(opened, merges))
    if new_tables and (findings := tuple(errors_among(as_they_would_be(tables, new_tables).findings))):
        return Pulled(edits, (), findings, "tables", files, notes)
    if new_tables and not dry_run:
        replace_tables(inputs, new_tables)
    return Pulled(edits, files=files, notes=notes, is_written=bool(new_tables) and not dry_run)


def choices_of(take: Iterable[str]) -> dict[str, Choice]:
    """Which side to keep by place, from texts PLACE=ours or PLACE=theirs. CannotRun for any other text."""
    choices: dict[str, Choice] = {}
    for text in take:
        place, _, name = text.rpartition("=")
        side = next((each for each in SIDES if each == name), None)
        if side is None:
            raise CannotRun(f"--take {text}: write TABLE/KEY/COLUMN=ours for the tables, or =theirs for the workbook.")
        choices[place] = side
    return choices


def tables_in(inputs: Path) -> Tables:
    """The tables of a folder. CannotRun if it is not a folder or its tables have errors."""
    if inputs.is_file():
        raise CannotRun(
            f"{inputs} is a file, and edits are pulled into a folder of CSV tables. Edit that file itself, or make a "
            "folder with tieout init."
        )
    loaded = without_errors(inputs, load(inputs, required_assumptions()))
    return Tables(inputs, loaded)


def open_workbook(path: Path) -> Opened:
    """A workbook with its input tables. CannotRun where it cannot be read, or is of version 0.1.0."""
    content = bytes_of(path)
    loaded = load(path, required_assumptions())
    if loaded.hashes.get(path.name) != hashlib.sha256(content).hexdigest():
        raise CannotRun(f"{path} was changed while it was read; try again.")
    if any(finding.code == "old-table" for finding in loaded.findings):
        raise CannotRun(
            f"{path} is a workbook of tieout 0.1.0, whose tables are different; tieout init NEW --from {path} "
            "converts them."
        )
    return Opened(path, read_book(path.name, content, WITNESSES), loaded)


def merges_of(opened: Opened, ours: Loaded, folder: Path | None, choices: Mapping[str, Choice]) -> Iterator[Merged]:
    """Each table that the workbook has, three-way."""
    base = base_of(opened, folder, ours.frames)
    for table in TABLES:
        there, here = opened.tables.tables[table.name], ours.tables[table.name]
        if there.is_given:
            columns = opened.tables.excerpts[table.name].columns
            lacking = [column.name for column in table.columns if column.name not in columns]
            at_build = side_of(table, base[table.name])
            theirs = without_columns(side_of(table, there.stated), at_build, lacking)
            yield merged(table, at_build, side_of(table, here.frame, here.defaults), theirs, choices)


def expect_conflicts(merges: Sequence[Merged], choices: Mapping[str, Choice]) -> None:
    """CannotRun if a choice names something that is not in conflict."""
    conflicts = [conflict for merge in merges for conflict in merge.conflicts]
    places = {place for conflict in conflicts for place in (conflict.place, conflict.row)}
    for place in choices:
        if place not in places:
            count = f"there are {len(conflicts):,} conflicts" if conflicts else "there is no conflict at all"
            advice = "; tieout pull without --take lists them" if conflicts else ""
            raise CannotRun(f"--take {place}: there is no such conflict; {count}{advice}.")


def notes_on(opened: Opened, merges: Sequence[Merged]) -> Iterator[str]:
    """What was left as it is."""
    for merge in merges:
        if merge.is_torn:
            yield (
                f"{merge.table.name}: the rows were sorted in the workbook and in the tables, each in its own way; "
                "the order of the tables stays."
            )
    for finding in opened.tables.findings:
        if finding.code == "missing-table":
            yield f"{finding.table}: the workbook no longer has this table; the file stays as it is."


def as_they_would_be(tables: Tables, new_tables: Sequence[NewTable]) -> Loaded:
    """The tables with the edits in them, read and checked as any others."""
    contents = {name: tables.content(name) for name in tables.loaded.hashes}
    contents |= {table.name: table.content for table in new_tables}
    with TemporaryDirectory(prefix="tieout-") as folder:
        for name, content in contents.items():
            (Path(folder) / name).write_bytes(content)
        return load(Path(folder), required_assumptions())
