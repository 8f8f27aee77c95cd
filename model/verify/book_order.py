"""The order of the rows in a workbook: the order of its build, which later edits of figures do not change."""

from __future__ import annotations

from collections.abc import Iterator

from model.expression.nodes import Rows
from model.row_order import SIZES, Label
from model.workbook.layout import Layout
from model.workbook.places import BlockPlace
from model.xlsx.book import Book


def row_order(book: Book, layout: Layout) -> dict[Rows, tuple[Label, ...]]:
    """The labels that stand below the title of the first block of each set of rows, wherever that title is now."""
    order: dict[Rows, tuple[Label, ...]] = {}
    for place in layout.blocks:
        for rows, labels in labels_of(book, place):
            if rows in SIZES and rows not in order and labels:
                order[rows] = labels
    return order


def labels_of(book: Book, place: BlockPlace) -> Iterator[tuple[Rows, tuple[Label, ...]]]:
    if place.sheet not in book.sheets:
        return
    values = book.sheets[place.sheet].values
    title = next((row for (row, column), value in values.items() if column == 1 and value == place.block.title), None)
    if title is None:
        return
    moved, wide = title - place.title_row, place.block.wide
    if place.block.rows is not None:
        rows = range(place.first_row + moved, place.last_row + moved + 1)
        yield (
            place.block.rows,
            tuple(tuple(str(values.get((row, 1 + part), "")) for part in range(place.label_columns)) for row in rows),
        )
    if wide is not None and wide.across is not None:
        columns = range(place.first_year_column, place.first_year_column + place.years)
        yield wide.across, tuple((str(values.get((place.header_row + moved, column), "")),) for column in columns)
