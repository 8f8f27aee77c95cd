"""The input tables in the workbook against those it was built from: what was edited, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import pandas as pd

from model.codes import Severity
from model.inputs import Loaded
from model.inputs.lost_tables import lost_tables
from model.pipeline import contents_of, digest, record_of
from model.table_rows import label, rows_by_key, spelt
from model.verify.cells import input_cells
from model.verify.expected import INPUT_TABLES, BookRecord, as_recorded, tables_there
from model.verify.findings import Difference, difference
from model.workbook.build_record import BuildRecord
from model.workbook.sheets import SHEETS
from model.xlsx.book import Book, box, cell_name
from schemas import TABLES, TableDescription, table_named

MOST_NAMED = 1_000  # edits of one table that are named one by one


def restored(book: Book) -> Iterator[Difference]:
    """Give a workbook from which all Excel tables were dropped its tables back, and say that once."""
    if any(sheet.tables for sheet in book.sheets.values()):
        return
    for sheet in book.sheets.values():
        sheet.tables |= {table.name: (table.ref, table.columns) for table in lost_tables(sheet.name, sheet.values)}
    count = sum(len(sheet.tables) for sheet in book.sheets.values())
    if count:
        message = (
            f"the program that saved the file dropped its {count:,} Excel tables, which are found by their headings"
        )
        yield difference("tables-lost", ("", ""), message)


def alone(book: Book) -> bool:
    """Whether a file holds input tables and none of the sheets that compute from them, as tieout init makes it."""
    sheets = book.sheets.values()
    if not any(name in INPUT_TABLES for sheet in sheets for name in sheet.tables):
        return False
    model_sheets = {sheet.name.casefold() for sheet in SHEETS if not sheet.tables}
    return not any(
        sheet.name.casefold() in model_sheets or sheet.formulas.keys() - set(input_cells(sheet)) for sheet in sheets
    )


def invalid(loaded: Loaded, book: Book) -> Iterator[Difference]:
    """Errors in the workbook's own input tables, at their cells, except doubts about the whole workbook."""
    for finding in loaded.findings:
        if finding.severity is Severity.ERROR and finding.code != "ambiguous-cell":
            sheet, cell = place(book, finding.table, finding.row, finding.column)
            yield difference("input-invalid", (sheet, cell), f"{finding.message} [{finding.code}]", None, finding.value)


def place(book: Book, table: str, row: int | None, column: str | None) -> tuple[str, str]:
    """Sheet and cell of a table's row (as the sheet numbers it) and column; what is not known is left out."""
    for sheet in book.sheets.values():
        for name, (ref, columns) in sheet.tables.items():
            if name.casefold() == table:
                if row is None:
                    return sheet.name, ref
                column_names = [each.casefold() for each in columns]
                if column is None or column.casefold() not in column_names:
                    return sheet.name, f"{row}:{row}"
                return sheet.name, cell_name((row, box(ref)[1] + column_names.index(column.casefold())))
    return table, "" if row is None else f"{row}:{row}"


def edited(loaded: Loaded, record: BookRecord, book: Book) -> Iterator[Difference]:
    """Tables whose content is not that of the build; cell by cell where the sheet As built still says what it was."""
    before_edits = as_recorded(tables_there(book), record.build)
    digests = {name: (rows, sha) for name, rows, sha in record.build.tables}
    for name, rows, sha in contents_of(loaded, record.build.warnings):
        if name not in digests:
            continue
        before_rows, before = digests[name]
        where = place(book, name, None, None)
        if name == "warnings":
            if sha != before:
                sheet, spot = record.places["code"]
                message = "the warnings listed are not those of the build"
                yield difference("record-changed", (sheet, cell_name(spot)), message, before, sha)
        elif sha != before and name in before_edits:
            yield from of_table(table_named(name), before_edits[name], loaded.tables[name].frame, book, newer=False)
        elif rows != before_rows:
            code = "input-added" if rows > before_rows else "input-removed"
            message = f"{name} has {rows:,} rows, {before_rows:,} at the build; --inputs PATH shows which"
            yield difference(code, where, message, f"{before_rows:,} rows", f"{rows:,} rows")
        elif sha != before:
            message = f"{name} was edited since the build; --inputs PATH shows which cells"
            yield difference("input-edited", where, message, f"SHA-256 {before[:12]}…", f"SHA-256 {sha[:12]}…")


def changed(loaded: Loaded, record: BookRecord) -> bool:
    """Whether a table is not what the record of the build says."""
    built = {name: sha for name, _, sha in record.build.tables}
    return any(built.get(name) != digest(table.frame) for name, table in loaded.tables.items())


def other_rows(loaded: Loaded, record: BookRecord) -> bool:
    """Whether a table has more or fewer rows than at the build."""
    built = {name: rows for name, rows, _ in record.build.tables}
    return any(built.get(name, len(table.frame)) != len(table.frame) for name, table in loaded.tables.items())


def record_differences(given_inputs: Loaded, record_there: BookRecord) -> Iterator[Difference]:
    """Whether the inputs given are those the workbook says it was built from."""
    of_inputs, of_book = record_of(given_inputs), record_there.build
    ours, theirs = ({name: sha for name, _, sha in files} for files in (of_inputs.files, of_book.files))
    for name in dict.fromkeys([*theirs, *ours]):
        if ours.get(name) != theirs.get(name):
            message = f"{name} is not, byte for byte, the file the workbook was built from"
            yield difference("input-file-differs", named_file(record_there), message, theirs.get(name), ours.get(name))
    if ours == theirs:
        yield from record_lists(of_inputs, of_book, record_there)


def record_lists(of_inputs: BuildRecord, of_book: BuildRecord, record: BookRecord) -> Iterator[Difference]:
    """Rows, warnings and digests the workbook names against those of the inputs; the files are the same."""
    message = "what the workbook says about its inputs does not agree with the inputs"
    for marks, input_rows, book_rows in (
        (("file", "file rows", "sha"), of_inputs.files, of_book.files),
        (("code", "where", "what"), of_inputs.warnings, of_book.warnings),
        (("digest name", "digest rows", "digest"), of_inputs.tables, of_book.tables),
    ):
        sheet, (first, _) = record.places[marks[0]]
        for row, (one, other) in enumerate(zip_longest(input_rows, book_rows, fillvalue=(None,) * 3), start=first):
            for mark, ours, theirs in zip(marks, one, other, strict=True):
                if ours != theirs:
                    cell = cell_name((row, record.places[mark][1][1]))
                    yield difference("record-changed", (sheet, cell), message, ours, theirs)


def named_file(record: BookRecord) -> tuple[str, str]:
    sheet, spot = record.places["file"]
    return sheet, cell_name(spot)


def version_cell(record: BookRecord) -> tuple[str, str]:
    sheet, spot = record.places["version"]
    return sheet, cell_name(spot)


def compared(given_inputs: Loaded, loaded: Loaded, record: BookRecord, book: Book) -> Iterator[Difference]:
    """Every difference between the workbook's tables and the inputs given.

    The workbook's digest of a table says which of the two has changed since the build: where the workbook still holds
    what it was built from, the inputs are newer; otherwise it was edited, before → after.
    """
    built = {name: sha for name, _, sha in record.build.tables}
    for table in TABLES:
        before, after = given_inputs.tables[table.name].frame, loaded.tables[table.name].frame
        newer = built.get(table.name) == digest(after)
        differences = list(of_table(table, before, after, book, newer))
        yield from differences[:MOST_NAMED]
        if len(differences) > MOST_NAMED:
            sheet, cell = place(book, table.name, None, None)
            message = f"{len(differences) - MOST_NAMED:,} more edits of {table.name}"
            yield difference("input-edited", (sheet, cell), message)


def of_table(
    table: TableDescription, before: pd.DataFrame, after: pd.DataFrame, book: Book, newer: bool
) -> Iterator[Difference]:
    """Rows are matched by their key; the row numbers are the sheet's."""
    old, new = rows_by_key(table, before), rows_by_key(table, after)

    def differs(code: str, row: int | None, column: str | None, text: str, *values: str | None) -> Difference:
        where = place(book, table.name, row, column)
        return difference("inputs-newer" if newer else code, where, f"{table.name}{text}", *values)

    for key, (_, cells) in old.items():
        if key not in new:
            message = f": the row {label(key)} is in the inputs alone"
            yield differs("input-removed", None, None, message, spelt(cells))
    for key, (row, cells) in new.items():
        if key not in old:
            message = f": the row {label(key)} is in the workbook alone"
            yield differs("input-added", row, None, message, None, spelt(cells))
            continue
        for name, value in cells.items():
            was = old[key][1][name]
            if was != value:
                message = f", {label(key)}, {name}: {change(was, value, newer)}"
                yield differs("input-edited", row, name, message, was, value)
    if list(old) != list(new) and set(old) == set(new):
        yield differs("input-moved", None, None, ": the rows stand in another order")


def change(input_text: str, book_text: str, newer: bool) -> str:
    """Before → after; the later value is on the right."""
    before, after = (book_text, input_text) if newer else (input_text, book_text)
    return f"{before or 'blank'} → {after or 'blank'}"
