"""Where a click leads: from row labels to the input row behind them, from there to the source, from there to the web.

A link depends on keys and never on amounts, so that an edit of a figure leaves every link as it was built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd
from openpyxl.utils import get_column_letter

from model.citations import source_column
from model.expression.nodes import Rows
from model.expression.values import Evaluation
from model.workbook.layout import Layout
from model.workbook.places import address
from schemas import TABLES

MOST_LINKS = 5_000  # from one block or table; Excel takes 65,530 a sheet, and opening them takes time
MOST_CHARACTERS = 2_000  # of an address; Excel takes 2,079
WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
Links = dict[str, dict[str, str]]


def trail(frames: Mapping[str, pd.DataFrame], layout: Layout, evaluation: Evaluation) -> Links:
    """By sheet and cell, where the links of labels, input rows and sources lead."""
    links: Links = {}
    for sheet, cell, target in (
        *label_links(layout, evaluation),
        *source_links(frames, layout),
        *web_links(frames, layout),
    ):
        links.setdefault(sheet, {})[cell] = target
    return links


def label_links(layout: Layout, evaluation: Evaluation) -> Iterator[tuple[str, str, str]]:
    """The labels of the first block of each set of rows on a sheet: the first input row that each stands for."""
    done: set[tuple[str, Rows]] = set()
    for at in layout.blocks:
        rows = at.block.rows
        if rows is None or not rows.table or (at.sheet, rows) in done or not 0 < at.count <= MOST_LINKS:
            continue
        done.add((at.sheet, rows))
        table = layout.tables[rows.table]
        for row, place in enumerate(table_rows(rows, evaluation), start=at.first_row):
            target = address(table.sheet, table.first_row + place, table.first_column)
            yield at.sheet, f"A{row}", target


def table_rows(rows: Rows, evaluation: Evaluation) -> Iterator[int]:
    """For each label the place of the first row of the table that it stands for."""
    if not rows.distinct:
        yield from range(evaluation.count(rows))
        return
    in_table = zip(*evaluation.find_labels(rows), strict=True)
    first = dict(zip(in_table, evaluation.first_rows(rows).tolist(), strict=True))
    for label in zip(*evaluation.labels(rows), strict=True):
        yield first[label]


def source_links(frames: Mapping[str, pd.DataFrame], layout: Layout) -> Iterator[tuple[str, str, str]]:
    """Every input row's link to the first of its sources."""
    sources = layout.tables["sources"]
    rows = {str(key): sources.first_row + index for index, key in enumerate(frames["sources"]["source"])}
    for table in TABLES:
        column = source_column(table)
        place = layout.tables[table.name]
        if column is None or place.count > MOST_LINKS:
            continue
        letter = get_column_letter(place.column_of(column))
        for index, cell in enumerate(frames[table.name][column].tolist()):
            first = str(cell).partition(";")[0].strip()
            if first in rows:
                cell_name = f"{letter}{place.first_row + index}"
                yield place.sheet, cell_name, address(sources.sheet, rows[first], sources.first_column)


def web_links(frames: Mapping[str, pd.DataFrame], layout: Layout) -> Iterator[tuple[str, str, str]]:
    """The page of each source that states one."""
    place = layout.tables["sources"]
    letter = get_column_letter(place.column_of("url"))
    for index, url in enumerate(frames["sources"]["url"].tolist()[:MOST_LINKS]):
        if isinstance(url, str) and len(url) <= MOST_CHARACTERS and WEB.fullmatch(url):
            yield place.sheet, f"{letter}{place.first_row + index}", url
