"""A workbook of input tables alone, to start from: the input sheets of a built workbook, and instructions for the next
steps.

It contains no formulas; `tieout build --inputs` takes it as it takes a folder of tables.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd
from openpyxl.workbook import Workbook
from openpyxl.worksheet.dimensions import SheetFormatProperties

from model.citations import CITATIONS
from model.expression.ops import Values
from model.workbook.blocks import Sheet
from model.workbook.cells import input_values, table_cells
from model.workbook.guards import add_validations
from model.workbook.headings import captions
from model.workbook.layout import QUESTION_ROW, TABLE_HEADER_ROW, TITLE_ROW, Layout
from model.workbook.looks import table_looks
from model.workbook.pages import set_print
from model.workbook.placing import Sizes, place
from model.workbook.sheets import INPUT_SHEETS
from model.workbook.widths import set_widths
from model.workbook.write import TAB_COLOURS, table_of
from model.xlsx.rows import Content, SheetCells, Strip
from model.xlsx.sizes import PLAIN_WIDTH, ROW_HEIGHT, with_heights
from model.xlsx.styles import AT_BUILD, add_styles
from model.xlsx.writer import package

READ_ME = "Read me"
NO_CLOCK = datetime.datetime(1980, 1, 1)  # the same tables give the same bytes at any time
TABLE_SHEETS: tuple[Sheet, ...] = tuple(
    replace(sheet, tables=tuple(table for table in sheet.tables if table != CITATIONS), beside=())
    for sheet in INPUT_SHEETS
)


def start_book(
    frames: Mapping[str, pd.DataFrame], columns: Mapping[str, Mapping[str, Values]], how: Sequence[str]
) -> bytes:
    """The workbook's bytes. `frames` are typed tables, `columns` the same as arrays; `how` says how to go on, a
    paragraph a line.
    """
    layout = place(TABLE_SHEETS, sizes_of(columns))
    rows = {READ_ME: SheetCells(read_me_cells(how))}
    rows |= {sheet.name: SheetCells(cells_of(sheet, layout, frames, columns)) for sheet in TABLE_SHEETS}
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_styles(workbook, {name for cells in rows.values() for name in cells.styles})
    workbook.properties.creator = "tieout"
    workbook.properties.created = workbook.properties.modified = NO_CLOCK
    first = workbook.create_sheet(READ_ME)
    first.column_dimensions["A"].width = 88
    rows[READ_ME] = with_heights(rows[READ_ME], first)
    for sheet in TABLE_SHEETS:
        worksheet = workbook.create_sheet(sheet.name)
        for table in sheet.tables:
            worksheet.add_table(table_of(layout.tables[table]))
            add_validations(worksheet, layout, table)
        worksheet.freeze_panes = f"B{TABLE_HEADER_ROW + 1}"
        worksheet.sheet_properties.tabColor = TAB_COLOURS[sheet.tab]
        set_widths(worksheet, sheet, rows[sheet.name], None)
        rows[sheet.name] = with_heights(rows[sheet.name], worksheet)
        set_print(worksheet, rows[sheet.name], TABLE_HEADER_ROW, one_page=False, last_row=None)
    for worksheet in workbook.worksheets:
        worksheet.sheet_format = SheetFormatProperties(
            defaultRowHeight=ROW_HEIGHT, customHeight=True, defaultColWidth=PLAIN_WIDTH
        )
        worksheet.sheet_view.showGridLines, worksheet.sheet_view.tabSelected = False, worksheet is first
    file = io.BytesIO()
    package(workbook, rows, {}, file, lambda _: None)
    return file.getvalue()


def sizes_of(columns: Mapping[str, Mapping[str, Values]]) -> Sizes:
    """The sizes of the tables; there are no blocks and no years."""
    tables = [table for sheet in TABLE_SHEETS for table in sheet.tables]
    return Sizes(
        columns={table: tuple(look.name for look in table_looks(table)) for table in tables},
        table_rows={table: len(next(iter(columns[table].values()))) for table in tables},
        rows={},
        years=0,
        assumptions=[str(name) for name in columns["assumptions"]["name"]],
    )


def cells_of(
    sheet: Sheet, layout: Layout, frames: Mapping[str, pd.DataFrame], columns: Mapping[str, Mapping[str, Values]]
) -> Iterator[Content | Strip]:
    """Title, what the sheet contains, and its tables."""
    yield Content(TITLE_ROW, 1, sheet.name, "sheet title")
    yield Content(QUESTION_ROW, 1, sheet.question, "block note")
    yield from captions(sheet, layout)
    for table in sheet.tables:
        values = {name: input_values(frames[table][name], cells) for name, cells in columns[table].items()}
        yield from table_cells(layout.tables[table], values, table_looks(table))


def read_me_cells(how: Sequence[str]) -> Iterator[Content]:
    """How to go on, a paragraph in a row."""
    yield Content(TITLE_ROW, 1, READ_ME, "sheet title")
    for row, paragraph in enumerate(how, start=TITLE_ROW + 2):
        yield Content(row, 1, paragraph, f"{AT_BUILD} note")
