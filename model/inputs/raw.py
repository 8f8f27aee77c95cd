"""Tables as they are in a file: text cells with the row numbers a reader's editor shows.

A Grid is what a reader of one file format hands over: a header and records of text. `shape` matches the
header with a table's contract. Nothing is typed here.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from model.findings import Finding, Where, finding
from model.inputs.old_tables import old_columns
from schemas import TableDescription

_AT_ONCE = 256  # rows turned into columns together: few enough to stay in the processor's cache
_MOST_SEEN = 1024  # distinct texts of a column to look for again
_TITLE_ROWS = 20  # below the first one, in which the header is looked for
_LEAST_NEAR = 2  # names of a header that are almost columns, for it to be a header of the table
_LONGEST_NAME = 100  # comparing longer texts takes long, and nobody misspells them

# What programs and people add to the name of a copy.
_COPY = re.compile(r"\(\d*\)|[-.]|(?<![^\W_])(?:copy|of|old|new|draft|final|backup|bak|v?\d+)(?![^\W_])")

NO_CELLS: frozenset[tuple[int, str]] = frozenset()


@dataclass(frozen=True)
class Grid:
    """One table of one file: its header, and below each title the cells of the rows that are not blank.

    `whole` is false when reading stopped before the end of the table.
    """

    file: str
    header_row: int
    header: Sequence[str]
    rows: Sequence[int]
    columns: Sequence[Sequence[str]]
    findings: tuple[Finding, ...] = ()
    whole: bool = True
    # Cells, as (row, position), that the file stores as binary numbers: their text may need 17 digits.
    stored_numbers: frozenset[tuple[int, int]] = frozenset()


class Columns:
    """The cells of a table as they come row by row, kept by column, with texts that repeat held once."""

    def __init__(self, width: int) -> None:
        self._columns: list[list[str]] = [[] for _ in range(width)]
        self._pools: list[dict[str, str]] = [{} for _ in range(width)]
        self._waiting: list[Sequence[str]] = []

    def add(self, cells: Sequence[str]) -> None:
        """One more row, as wide as the table."""
        self._waiting.append(cells)
        if len(self._waiting) >= _AT_ONCE:
            self._settle()

    def whole(self) -> list[list[str]]:
        """All columns."""
        self._settle()
        return self._columns

    def _settle(self) -> None:
        if not self._waiting:
            return
        for column, pool, texts in zip(self._columns, self._pools, zip(*self._waiting, strict=True), strict=True):
            # Where most texts are new, as in a column of keys, looking for repetitions costs more than it saves.
            column.extend(map(pool.setdefault, texts, texts) if len(pool) < _MOST_SEEN else texts)
        self._waiting.clear()


@dataclass(frozen=True)
class RawTable:
    """The contract's columns that the file has, as text in file order, beside the rows' numbers."""

    name: str
    file: str
    rows: Sequence[int]
    columns: Mapping[str, Sequence[str]]
    findings: tuple[Finding, ...] = ()
    whole: bool = True
    stored_numbers: frozenset[tuple[int, str]] = NO_CELLS
    is_given: bool = True


def nearest(text: str, names: Iterable[str]) -> str | None:
    """The one of the names most like the text, ignoring case; None when none is near."""
    if len(text) > _LONGEST_NAME:
        return None
    by_folded = {name.casefold(): name for name in names if len(name) <= _LONGEST_NAME}
    near = difflib.get_close_matches(text.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[near[0]] if near else None


def copy_of(name: str, tables: Collection[str]) -> str | None:
    """The table of which a name claims to be a copy or another version, as in deals (2); None for any other name."""
    table = "_".join(_COPY.sub(" ", name.casefold()[:_LONGEST_NAME]).replace("_", " ").split())
    return table if table in tables and _COPY.search(name.casefold()) else None


def did_you_mean(text: str, names: Iterable[str], otherwise: str) -> str:
    """A suggestion naming the nearest of the names, or the other advice when none is near."""
    near = nearest(text, names)
    return f"did you mean {near}?" if near is not None else otherwise


def shape(grid: Grid, description: TableDescription) -> RawTable:
    """Match a grid's header with the table's columns, ignoring case and order.

    Columns that are missing, repeated or unknown become findings on the header row.
    """
    if not grid.header:
        return RawTable(description.name, grid.file, [], {}, grid.findings, whole=False)
    names = [title.strip().casefold() for title in grid.header]
    contract = {column.name for column in description.columns}
    if old := old_columns(description.name, names):
        return RawTable(description.name, grid.file, [], {}, (_of_old_version(grid, description, old),), whole=False)
    grid = _without_repeated_headers(grid, description.name, names)
    late = _late_header(grid, description, names, contract)
    if late is not None:
        return RawTable(description.name, grid.file, [], {}, (late,), whole=False)
    if not contract.intersection(names) and sum(nearest(name, contract) is not None for name in names) < _LEAST_NEAR:
        return RawTable(description.name, grid.file, [], {}, (_of_another_table(grid, description),), whole=False)
    # Of columns with the same name the first is read; _header_findings reports the others.
    positions = {name: position for position, name in reversed([*enumerate(names)]) if name in contract}
    stored = {(row, names[position]) for row, position in grid.stored_numbers}
    return RawTable(
        name=description.name,
        file=grid.file,
        rows=grid.rows,
        columns={
            name: grid.columns[position] for name, position in sorted(positions.items(), key=lambda each: each[1])
        },
        findings=(*grid.findings, *_header_findings(grid, description)),
        whole=grid.whole,
        stored_numbers=frozenset(stored),
    )


def _without_repeated_headers(grid: Grid, table: str, names: Sequence[str]) -> Grid:
    """The grid without rows that say the header again, as tables do that were put together; each is one finding."""
    again = [
        position
        for position, text in enumerate(grid.columns[0] if grid.columns else ())
        if text.strip().casefold() == names[0] and [each[position].strip().casefold() for each in grid.columns] == names
    ]
    if not again or not any(names):
        return grid
    where = [Where(table, grid.file, row=grid.rows[position]) for position in again]
    message, advice = "the row repeats the header", "remove the row; the rows below it are read anyway"
    repeats = set(again)
    keep = [position for position in range(len(grid.rows)) if position not in repeats]
    return replace(
        grid,
        rows=[grid.rows[position] for position in keep],
        columns=[[column[position] for position in keep] for column in grid.columns],
        findings=(*grid.findings, *(finding("repeated-header", each, message, advice) for each in where)),
    )


def _of_old_version(grid: Grid, description: TableDescription, old: Sequence[str]) -> Finding:
    """One finding for a table of version 0.1.0, instead of one for each column that has another name now."""
    message = f"the table has the columns of tieout 0.1.0 ({', '.join(old)})"
    advice = "convert the tables with tieout init NEW --from OLD, where NEW is a new folder and OLD is this one"
    return finding("old-table", Where(description.name, grid.file, grid.header_row), message, suggestion=advice)


def _of_another_table(grid: Grid, description: TableDescription) -> Finding:
    """One finding for a file whose first row has nothing of the table's header, instead of one for each column."""
    message = f"the first row has none of the columns of {description.name}"
    needed = ", ".join(column.name for column in description.columns if not column.optional)
    advice = f"begin the file with a row of the names of its columns: at least {needed}"
    return finding("missing-column", Where(description.name, grid.file, grid.header_row), message, suggestion=advice)


def _late_header(
    grid: Grid, description: TableDescription, names: Sequence[str], contract: Collection[str]
) -> Finding | None:
    """Where a title or another remark stands above the header; its effects on the rows below are not reported."""
    if any(name in contract for name in names):
        return None
    for index, row in enumerate(grid.rows[:_TITLE_ROWS]):
        cells = [text for column in grid.columns if (text := column[index].strip().casefold())]
        if cells and all(cell in contract for cell in cells):
            message = f"the header stands in row {row}, below other rows"
            advice = f"remove the rows above row {row}"
            return finding(
                "rows-above-header", Where(description.name, grid.file, row=grid.header_row), message, suggestion=advice
            )
    return None


def _header_findings(grid: Grid, description: TableDescription) -> Iterator[Finding]:
    table = description.name

    def report(code: str, row: int, column: str | None, message: str, suggestion: str) -> Finding:
        return finding(code, Where(table, grid.file, row=row, column=column), message, suggestion=suggestion)

    contract = {column.name: column for column in description.columns}
    names: set[str] = set()
    strangers: dict[str, None] = {}  # an ordered set
    for title, cells in zip(grid.header, grid.columns, strict=True):
        title, name = title.strip(), title.strip().casefold()
        if not name:
            filled_row = next((row for row, cell in zip(grid.rows, cells, strict=True) if cell.strip()), None)
            if filled_row is not None:
                message = "a column has cells but no name"
                yield report("nameless-column", filled_row, None, message, "name the column, or clear its cells")
        elif name in names:
            message = f"the column {name} is in the header twice"
            advice = "keep one of the two, or rename the other"
            yield report("duplicate-column", grid.header_row, title, message, advice)
        elif name not in contract:
            strangers[title] = None
        names.add(name)
    missing = [name for name in contract if name not in names]
    for stranger in strangers:
        message = f"{table} has no column {stranger}; it is not read"
        advice = did_you_mean(stranger, missing, "remove it, or keep it as a remark that is not read")
        yield report("unknown-column", grid.header_row, stranger, message, advice)
    for name in missing:
        if not contract[name].optional:
            advice = "add the column; its cells may be blank" if contract[name].blank else "add the column"
            near = nearest(name, strangers)
            advice = f"did you mean {near}?" if near is not None else advice
            yield report("missing-column", grid.header_row, name, f"the column {name} is missing", advice)


def absent(description: TableDescription, file: str) -> RawTable:
    """A table that is not there: an error, or one without rows where the table is optional."""
    if description.optional:
        return RawTable(description.name, file, [], {column.name: [] for column in description.columns}, is_given=False)
    absence = finding(
        "missing-table",
        Where(description.name, file),
        f"the table {description.name} is missing",
        suggestion=f"add it with the columns {', '.join(column.name for column in description.columns)}",
    )
    return RawTable(description.name, file, [], {}, (absence,), whole=False, is_given=False)
