"""Input tables of a workbook built by tieout that lost its Excel tables: found by their headings.

Only where no Excel table is left, and where the headings are exactly a table's columns below the top of a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from openpyxl.utils import get_column_letter

from model.xlsx.book import Spot
from model.xlsx.parts import ExcelTable
from schemas import TABLES

HEADINGS = range(2, 13)  # the rows in which headings are looked for; in the first, a plain sheet has them
BY_COLUMNS = {frozenset(column.name for column in table.columns): table.name for table in TABLES}


# in small letters; the first two have several
OWN_SHEETS = frozenset(["other facts", "empty tables", *(table.name for table in TABLES)])


def lost_tables(sheet: str, cells: Mapping[Spot, object]) -> Iterator[ExcelTable]:
    """The tables that stand on a sheet of tieout's, from their headings down to the first blank row."""
    if sheet.casefold() not in OWN_SHEETS:
        return
    for row in HEADINGS:
        columns = sorted(column for at, column in cells if at == row)
        for run in runs(columns):
            headings = tuple(str(cells[row, column]) for column in run)
            name = BY_COLUMNS.get(frozenset(headings))
            if name is not None and len(headings) == len(set(headings)):
                bottom = row + 1
                while any((bottom + 1, column) in cells for column in run):
                    bottom += 1
                ref = f"{get_column_letter(run[0])}{row}:{get_column_letter(run[-1])}{bottom}"
                yield ExcelTable(name, ref, headings, 0)


def runs(columns: list[int]) -> Iterator[list[int]]:
    """Columns beside one another."""
    run: list[int] = []
    for column in columns:
        if run and column != run[-1] + 1:
            yield run
            run = []
        run.append(column)
    if run:
        yield run
