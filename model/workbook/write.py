"""From sheets and values to the finished workbook: styles, tables, names, panes, validations, print layout."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

import pandas as pd
from openpyxl.formatting.rule import ColorScaleRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.dimensions import SheetFormatProperties
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from model.as_built import as_built, with_derived
from model.citations import CITATIONS
from model.dates import EPOCH
from model.expression.nodes import CASES, Assumption
from model.expression.values import Evaluation
from model.lines.rows import BASES
from model.workbook.as_built_sheet import AS_BUILT, as_built_cells
from model.workbook.blocks import Sheet
from model.workbook.build_record import BuildRecord
from model.workbook.cells import sheet_cells
from model.workbook.charts import draw, place_charts
from model.workbook.excerpts import excerpt_cells
from model.workbook.extras import extra_cells
from model.workbook.guards import add_selector, add_validations, protect
from model.workbook.layout import STATUS_ROW, Layout
from model.workbook.links import Links
from model.workbook.looks import table_looks
from model.workbook.names import chosen_cells, column_names, defined_names, model_lines
from model.workbook.pages import set_print
from model.workbook.places import BlockPlace, TablePlace
from model.workbook.placing import Sizes, place
from model.workbook.reference import FIRST_ROW, REFERENCE
from model.workbook.sheets import SHEETS, by_stage, with_rows
from model.workbook.summary_sheet import BASIS_ROW, CASE_ROW, SUMMARY, VALUE_COLUMN
from model.workbook.widths import last_printed, set_widths
from model.xlsx import limits
from model.xlsx.rows import SheetCells
from model.xlsx.sizes import PLAIN_WIDTH, ROW_HEIGHT, stated_widths, with_heights
from model.xlsx.styles import add_styles
from model.xlsx.writer import package
from schemas import TABLES

MASTER_COLUMN = 5
HEAT = "9DC3E6"
TAB_COLOURS = {"input": "2F5597", "model": "7F7F7F", "summary": "C55A11"}


@dataclass(frozen=True)
class Counts:
    """How many sheets a workbook has, and how many formulas stand in it."""

    sheets: int
    formulas: int


def lay_out(evaluation: Evaluation, sheets: Sequence[Sheet] = SHEETS) -> Layout:
    """The place of everything for these tables and years."""
    data = evaluation.data
    tables = [table for sheet in sheets for table in sheet.tables]
    table_rows = {table: len(next(iter(data.columns[table].values()))) for table in tables}
    blocks = [block for sheet in sheets for block in sheet.blocks]
    row_sets = {block.rows for block in blocks} | {block.wide.across for block in blocks if block.wide is not None}
    sizes = Sizes(
        columns={table: tuple(look.name for look in table_looks(table)) for table in tables},
        table_rows=table_rows,
        rows={rows: evaluation.count(rows) for rows in row_sets if rows is not None},
        years=len(data.years),
        assumptions=[str(name) for name in data.columns["assumptions"]["name"]],
        built_rows={
            table.name: len(built[table.key[0]])
            for table in TABLES
            if (built := data.columns.get(as_built(table.name))) is not None
        },
    )
    parts = [sheet for sheet in with_rows(sheets, table_rows) if sizes.built_rows or sheet is not AS_BUILT]
    return replace(place(sorted(parts, key=by_stage), sizes), sheets=tuple(parts))


def contents(
    evaluation: Evaluation, frames: Mapping[str, pd.DataFrame], layout: Layout, record: BuildRecord
) -> tuple[dict[str, SheetCells], Links]:
    """The cells of every sheet by its name, and the links by sheet and cell."""
    frames = with_derived(frames)
    more, links = extra_cells(evaluation, frames, layout, record, model_lines())
    rows = {sheet.name: sheet_cells(sheet, layout, evaluation, frames) for sheet in layout.sheets}
    for excerpt in layout.excerpts:
        rows[excerpt.place.sheet] += excerpt_cells(excerpt, layout, evaluation)
    if layout.built:
        rows[AS_BUILT.name] += as_built_cells(layout, evaluation, frames)
    return {name: cells + more[name].parts if name in more else cells for name, cells in rows.items()}, links


def write(evaluation: Evaluation, frames: Mapping[str, pd.DataFrame], record: BuildRecord) -> bytes:
    """The whole workbook in memory. `frames` are the typed tables by name."""
    file = io.BytesIO()
    write_to(file, evaluation, frames, record)
    return file.getvalue()


def write_to(
    file: BinaryIO,
    evaluation: Evaluation,
    frames: Mapping[str, pd.DataFrame],
    record: BuildRecord,
    progress: Callable[[float], None] = lambda _: None,
) -> Counts:
    """Write the whole workbook to a file, and say what stands in it.

    `progress` is called from time to time with the part of the cells written so far, 0 to 1.
    """
    layout = lay_out(evaluation)
    check_layout(layout)
    rows, links = contents(evaluation, frames, layout, record)
    evaluation.forget_keys()
    names = defined_names(layout)
    names += column_names(layout, rows.values(), [name for name, _ in names])
    link_counts = {sheet: len(targets) for sheet, targets in links.items()}
    styles = {name for cells in rows.values() for name in cells.styles}
    limits.check_contents(rows, link_counts, [name for name, _ in names], len(styles))
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_styles(workbook, styles)
    set_properties(workbook, evaluation, record)
    for name, where in names:
        workbook.defined_names[name] = DefinedName(name, attr_text=where)
    for sheet in layout.sheets:
        worksheet = workbook.create_sheet(sheet.name)
        rows[sheet.name] = dress(worksheet, sheet, layout, rows[sheet.name])
        if sheet.charts:
            drawings = [drawing for chart in sheet.charts for drawing in draw(chart, layout, evaluation)]
            place_charts(worksheet, drawings, *free_space(worksheet, sheet, layout))
    for row, title, choices in ((CASE_ROW, "Case", CASES), (BASIS_ROW, "Basis", BASES)):
        cell = f"{get_column_letter(VALUE_COLUMN)}{row}"
        add_selector(workbook[SUMMARY.name], cell, title, choices, "every sheet follows")
    for choice, sheet_name, row, column in chosen_cells(layout):
        cell = f"{get_column_letter(column)}{row}"
        add_selector(workbook[sheet_name], cell, choice.title, choice.names, "the grid below follows")
    total = sum(len(cells) for cells in rows.values())
    written = 0

    def count(cells: int) -> None:
        nonlocal written
        written += cells
        progress(written / total)

    package(workbook, rows, links, file, count)
    return Counts(len(rows), sum(cells.formulas for cells in rows.values()))


def check_layout(layout: Layout) -> None:
    """CannotRun when a table or block would not fit on its sheet: found before any cell is made."""
    for table in (*layout.tables.values(), *layout.built.values()):
        limits.check_size(table.sheet, table.last_row, table.last_column)
    for block in layout.blocks:
        limits.check_size(block.sheet, block.next_row - 1, block.last_column)


def set_properties(workbook: Workbook, evaluation: Evaluation, record: BuildRecord) -> None:
    """Document properties that do not depend on the clock; the as-of date is an input."""
    as_of = EPOCH + datetime.timedelta(days=float(evaluation.value(Assumption("as_of"))[0, 0]))
    properties = workbook.properties
    properties.creator = f"tieout {record.version}"
    properties.title = "Deal model"
    properties.created = properties.modified = as_of
    workbook.calculation.fullCalcOnLoad = True
    workbook.calculation.calcMode = "auto"
    workbook.active = 0


def dress(worksheet: Worksheet, sheet: Sheet, layout: Layout, cells: SheetCells) -> SheetCells:
    """Add everything on a sheet that is not a cell, and give back the cells in rows as high as they need to be."""
    input_tables = [table for table in sheet.tables if table != CITATIONS]
    for table in input_tables:
        worksheet.add_table(table_of(layout.tables[table]))
    worksheet.freeze_panes = f"{'A' if sheet is SUMMARY else 'B'}{top_rows(sheet, layout) + 1}"
    worksheet.sheet_properties.tabColor = TAB_COLOURS[sheet.tab]
    last_row = last_printed(sheet, layout)
    set_widths(worksheet, sheet, cells, last_row)
    cells = with_heights(cells, worksheet)
    if sheet is not SUMMARY:
        flag(worksheet, f"{get_column_letter(MASTER_COLUMN)}{STATUS_ROW}")
    for at_block in layout.blocks:
        if at_block.sheet == sheet.name:
            mark(worksheet, at_block, layout)
    grid = next((place for place in layout.blocks if place.sheet == sheet.name), None)
    if sheet.filtered and grid is not None and grid.count:  # the units stand above the rows, so they carry the buttons
        right = get_column_letter(grid.last_column)
        worksheet.auto_filter.ref = f"A{grid.first_row - 1}:{right}{grid.last_row}"
    for table in input_tables:
        add_validations(worksheet, layout, table)
    if not input_tables:
        protect(worksheet)
    set_print(worksheet, cells, top_rows(sheet, layout), one_page=sheet is SUMMARY, last_row=last_row)
    worksheet.sheet_format = SheetFormatProperties(
        defaultRowHeight=ROW_HEIGHT, customHeight=True, defaultColWidth=PLAIN_WIDTH
    )
    worksheet.sheet_view.showGridLines, worksheet.sheet_view.tabSelected = False, sheet is SUMMARY
    return cells


def top_rows(sheet: Sheet, layout: Layout) -> int:
    """How many rows stay in view and head every page: to the headings, where the sheet has but one grid."""
    if sheet.tables:
        return layout.tables[sheet.tables[0]].first_row - 1
    if sheet is REFERENCE:
        return FIRST_ROW
    grid = only_grid(sheet, layout)
    return grid.first_row - 1 if grid else STATUS_ROW


def only_grid(sheet: Sheet, layout: Layout) -> BlockPlace | None:
    """The block of a sheet that has but one, with rows."""
    places = [place for place in layout.blocks if place.sheet == sheet.name]
    return places[0] if len(places) == 1 and places[0].label_columns else None


def mark(worksheet: Worksheet, at: BlockPlace, layout: Layout) -> None:
    """The colours by which a block repeats what its figures say."""
    for line in at.block.flagged:
        if at.block.rows is None:
            row = next(row for row, each in enumerate(at.block.all_lines, start=at.first_row) if each is line)
            flag(worksheet, f"B{row}")
            continue
        column = get_column_letter(layout.spot(line).column)
        flag(worksheet, f"{column}{at.first_row}:{column}{at.last_row}")
    if at.block.shaded:
        first, last = layout.spot(at.block.shaded[0]), layout.spot(at.block.shaded[-1])
        left, right = get_column_letter(first.column), get_column_letter(last.last_column)
        shade(worksheet, f"{left}{at.first_row}:{right}{at.last_row}")


def shade(worksheet: Worksheet, where: str) -> None:
    """The darker, the larger; the figure says it, the shade repeats it."""
    points = {"start_type": "num", "start_value": 0, "start_color": "FFFFFF", "end_type": "max", "end_color": HEAT}
    scale: Rule = ColorScaleRule(**points)  # type: ignore[no-untyped-call]
    worksheet.conditional_formatting.add(where, scale)


def free_space(worksheet: Worksheet, sheet: Sheet, layout: Layout) -> tuple[range, dict[int, float]]:
    """The free rows below the block that leaves some for charts, and the widths of the columns."""
    at = next(place for place in layout.blocks if place.sheet == sheet.name and place.block.space)
    return range(at.next_row - at.block.space + 1, at.next_row), stated_widths(worksheet)


def table_of(place: TablePlace) -> Table:
    """An Excel table over the rows; its columns are given, so that openpyxl looks for no cells."""
    left, right = get_column_letter(place.first_column), get_column_letter(place.last_column)
    table = Table(displayName=place.table, ref=f"{left}{place.first_row - 1}:{right}{place.last_row}")
    table.tableColumns = [TableColumn(id=index, name=text) for index, text in enumerate(place.columns, start=1)]
    table.autoFilter = AutoFilter(ref=table.ref)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight9", showRowStripes=True)
    return table


def flag(worksheet: Worksheet, where: str) -> None:
    """PASS on green, FAIL on red: the word says it, the colour repeats it."""
    for word, back, front in (("PASS", "C6EFCE", "006100"), ("FAIL", "FFC7CE", "9C0006")):
        look = DifferentialStyle(fill=PatternFill(bgColor=back), font=Font(color=front, bold=True))
        rule = Rule(type="cellIs", operator="equal", formula=[f'"{word}"'], dxf=look)
        worksheet.conditional_formatting.add(where, rule)
