"""How sheets are filled: tables side by side, then block below block, each given its rows and columns.

Of an output sheet the printed blocks come first. One that has too many rows to print stands below them as a whole, and
an excerpt of it takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from model.errors import CannotRun, DefinitionError
from model.expression.line import Line
from model.expression.nodes import Rows
from model.workbook.blocks import Block, Sheet
from model.workbook.layout import STATUS_ROW, TABLE_HEADER_ROW, Layout
from model.workbook.places import LAST_ROW, BlockPlace, Excerpt, Spot, TablePlace, places_as_built, spots_of

MOST_WHOLE, LARGEST = 12, 8  # rows or companies across: the most a page shows, and how many where there are more


@dataclass(frozen=True)
class Sizes:
    """What the size of sheets depends on: columns and rows of tables, rows of the row sets, years, assumptions.

    `built_rows` are those of the tables as built, none where edits are not tracked.
    """

    columns: Mapping[str, tuple[str, ...]]
    table_rows: Mapping[str, int]
    rows: Mapping[Rows, int]
    years: int
    assumptions: Sequence[str]
    built_rows: Mapping[str, int] = field(default_factory=dict)


def place(sheets: Sequence[Sheet], sizes: Sizes) -> Layout:
    """Give every table and block its place."""
    tables = {at.table: at for sheet in sheets for at in place_tables(sheet, sizes)}
    # name and unit, or two names; then the total; then the years, on every sheet
    by_year = [block for sheet in sheets for block in sheet.blocks if block.wide is not None and block.wide.by_year]
    total_column = 1 + max(map(label_count, by_year), default=0)
    blocks: list[BlockPlace] = []
    excerpts: list[Excerpt] = []
    spots: dict[Line, Spot] = {}
    home: dict[Line | Rows, BlockPlace] = {}
    labels: dict[Rows, Spot] = {}
    for sheet in sheets:
        for index, line in enumerate(sheet.beside):
            table = tables[sheet.tables[-1]]
            spots[line] = Spot(sheet.name, table.first_row, table.last_column + 1 + index, table.count, 1, 0)
        row = sheet.first_row
        for block, is_excerpt in in_order(sheet, sizes):
            if is_excerpt:
                excerpt = place_excerpt(sheet.name, block, row, sizes, total_column)
                excerpts.append(excerpt)
                row = excerpt.next_row + 1
                continue
            at = place_block(sheet.name, block, row, sizes, total_column)
            blocks.append(at)
            for line, spot in spots_of(at).items():
                if line in spots:
                    raise DefinitionError(f"line {line.name} stands in two blocks")
                spots[line], home[line] = spot, at
            if block.rows is not None and block.rows not in labels:
                home[block.rows] = at
                labels[block.rows] = Spot(sheet.name, at.first_row, 1, at.count, 1, at.header_row)
            row = at.next_row + 1
        fits(sheet.name, max(row, *(tables[table].last_row for table in sheet.tables)) if sheet.tables else row)
    order = {name: index for index, name in enumerate(sizes.assumptions)}
    return Layout(
        tables,
        tuple(blocks),
        tuple(excerpts),
        spots,
        home,
        labels,
        order,
        places_as_built(sizes.columns, sizes.built_rows, STATUS_ROW + 2),
        tuple(sheets),
    )


def place_tables(sheet: Sheet, sizes: Sizes) -> Iterator[TablePlace]:
    """The tables of a sheet side by side, one column left free between them."""
    column = 1
    for table in sheet.tables:
        columns = sizes.columns[table]
        yield TablePlace(table, sheet.name, columns, TABLE_HEADER_ROW + 1, sizes.table_rows[table], column)
        column += len(columns) + 1


def in_order(sheet: Sheet, sizes: Sizes) -> Iterator[tuple[Block, bool]]:
    """The blocks of a sheet from top to bottom, and whether an excerpt of the block stands there."""
    printed, workings = sheet.blocks[: sheet.printed], sheet.blocks[sheet.printed :]
    for block in printed:
        yield block, is_long(block, sizes)
    for block in (*(block for block in printed if is_long(block, sizes)), *workings):
        yield block, False


def is_long(block: Block, sizes: Sizes) -> bool:
    """Whether a block has more rows than a page shows, or more companies across."""
    across = block.wide.across if block.wide is not None else None
    return any(rows is not None and bool(rows.table) and sizes.rows[rows] > MOST_WHOLE for rows in (block.rows, across))


def place_excerpt(sheet: str, block: Block, row: int, sizes: Sizes, total_column: int) -> Excerpt:
    """As many rows and columns as an excerpt shows, under the headings of the block."""
    assert block.rows is not None
    counts = {rows: min(count, LARGEST) for rows, count in sizes.rows.items()}
    titled = replace(block, title=f"{block.title}: the first {counts[block.rows]} of {sizes.rows[block.rows]}")
    at = place_block(sheet, titled, row, replace(sizes, rows=counts), total_column)
    adds_up = bool(block.totals) or (block.wide is not None and block.wide.across is not None)
    return Excerpt(at, block, adds_up and sizes.rows[block.rows] > at.count)


def fits(sheet: str, last_row: int) -> None:
    if last_row > LAST_ROW:
        raise CannotRun(f"sheet {sheet} would need {last_row:,} rows and Excel has {LAST_ROW:,}: build from fewer legs")


def label_count(block: Block) -> int:
    """How many columns the labels of the rows take."""
    return 0 if block.rows is None else max(1, len(block.rows.keys))


def place_block(sheet: str, block: Block, row: int, sizes: Sizes, total_column: int) -> BlockPlace:
    """Of a block by year the first line stands under Total, the others to the right of the years."""
    note = 1 if block.note else 0
    if block.rows is None:
        columns = (2,) * len(block.lines)
        first = row + bool(block.title) + note
        return BlockPlace(sheet, block, row, first, first, len(block.lines), 0, columns, 0, 0)
    header = row + 1 + note + block.has_units  # below the units, as in tables
    labels, wide = label_count(block), block.wide
    columns = tuple(labels + 1 + index for index in range(len(block.lines)))
    at, count = 0, 0
    if wide is not None and wide.across is not None:
        at, count = labels + len(block.lines) + 1, sizes.rows[wide.across]
    elif wide is not None:
        at, count = total_column + 1, sizes.years
        columns = tuple(total_column if index == 0 else total_column + count + index for index in range(len(columns)))
    first = header + (2 if block.heads else 1)
    return BlockPlace(sheet, block, row, header, first, sizes.rows[block.rows], labels, columns, at, count)
