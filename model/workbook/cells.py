"""The cells of each sheet: what stands where, with formula, stored value and style. No file is written here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from model.citations import CITATIONS
from model.expression.formula import formula, is_label
from model.expression.line import Line
from model.expression.nodes import AsBuilt, Column, Each, Rows
from model.expression.templates import MISSING_TEXT, Template, Text, down, fill
from model.expression.values import Evaluation
from model.lines.rules import selected
from model.workbook.blocks import Chosen, Sheet, Shown
from model.workbook.headings import captions, heading
from model.workbook.layout import Layout
from model.workbook.looks import ColumnLook, row_units, table_looks
from model.workbook.places import BlockPlace, Cell, TablePlace, called, quoted
from model.xlsx.rows import Column as Cells
from model.xlsx.rows import Content, SheetCells, Strip, column_of
from model.xlsx.styles import AT_BUILD, CALCULATION, INPUT, LINK, number_style
from schemas.fields import AS_STATED

NOTES = ("note", "rationale", "scope", "title", "key")
SPEAKING = ("text", "date", "year", "count", "x")  # the figure says itself what it is


def sheet_cells(sheet: Sheet, layout: Layout, evaluation: Evaluation, frames: Mapping[str, pd.DataFrame]) -> SheetCells:
    """All cells of a sheet."""
    cells: list[Content | Strip] = list(heading(sheet, layout, evaluation))
    cells += captions(sheet, layout)
    for table in sheet.tables:
        values = {
            name: input_values(frames[table][name], column_cells)
            for name, column_cells in evaluation.data.columns[table].items()
        }
        role = AT_BUILD if table == CITATIONS else INPUT
        cells += table_cells(layout.tables[table], values, table_looks(table), role)
    for line in sheet.beside:
        cells += beside_cells(line, layout, evaluation)
    for place_of_block in layout.blocks:
        if place_of_block.sheet == sheet.name:
            cells += block_cells(place_of_block, layout, evaluation)
    return SheetCells(cells)


def table_cells(
    place: TablePlace, columns: Mapping[str, Cells], looks: tuple[ColumnLook, ...], role: str = INPUT
) -> Iterator[Content | Strip]:
    """An input table: units, header, rows. Text is always text; a blank cell stays blank."""
    header = place.first_row - 1
    own_units = row_units(place.table, columns)
    for across, look in enumerate(looks, start=place.first_column):
        yield Content(header - 1, across, "" if look.unit in ("text", AS_STATED) else look.unit, "unit")
        yield Content(header, across, look.name, heading_style(look.unit))
        own = own_units if look.unit == AS_STATED and own_units else None
        style: str | Sequence[str] = styles_of(role, own) if own else number_style(role, look.unit)
        if look.name in NOTES:
            style = f"{role} note"
        # an empty table has one blank row
        values = columns[look.name] if place.count else column_of([None])
        yield Strip(place.first_row, across, values, style)


def input_values(column: pd.Series[Any], cells: Cells) -> Cells:
    """What the cells of a table column hold: flags as yes or nothing, all else as the lines read it."""
    if pd.api.types.is_bool_dtype(column):
        return np.where(column.to_numpy(dtype=bool), "yes", "").astype(object)
    return cells


def beside_cells(line: Line, layout: Layout, evaluation: Evaluation) -> Iterator[Content | Strip]:
    spot = layout.spot(line)
    yield Content(spot.row - 2, spot.column, line.unit, "unit")
    yield Content(spot.row - 1, spot.column, line.title, heading_style(line.unit))
    yield from line_cells(line, layout, evaluation)


def block_cells(place: BlockPlace, layout: Layout, evaluation: Evaluation) -> Iterator[Content | Strip]:
    block = place.block
    yield from frame(place, layout, evaluation)
    if block.rows is None:
        for index, line in enumerate(block.lines):
            yield from figure_cells(line, place.first_row + index, place, layout, evaluation)
        return
    for line, column in zip(block.lines, place.line_columns, strict=True):
        if isinstance(line, Shown):
            there = shown_cells(line.line, (place.sheet, place.first_row, column), layout, evaluation)
            yield from as_names(there) if line.line in block.names else there
        elif isinstance(line, Line):
            own = line_cells(line, layout, evaluation)
            yield from as_names(own) if line in block.names else own
    for head in block.heads:
        yield from marks(head, layout, evaluation) if head.unit == "text" else line_cells(head, layout, evaluation)
    if block.wide is not None:
        yield from line_cells(block.wide, layout, evaluation)
    for total in block.totals:
        yield from line_cells(total, layout, evaluation, "total")
    if block.totals:
        yield Content(place.total_row, 1, block.total, "total text")


def as_names(parts: Iterable[Content | Strip]) -> Iterator[Content | Strip]:
    """Texts in the style of names, which wrap."""
    for part in parts:
        yield replace(part, style=f"{LINK if part.style == f'{LINK} text' else CALCULATION} name")


def frame(place: BlockPlace, layout: Layout, evaluation: Evaluation) -> Iterator[Content | Strip]:
    """What stands around the figures of a block: its title and note, the labels of its rows, headings and units."""
    block = place.block
    if block.title:
        yield Content(place.title_row, 1, block.title, "block")
    if block.note:
        yield Content(place.title_row + 1, 1, block.note, "block note")
    if block.rows is None:
        return
    yield from labels(place, block.rows, layout, evaluation)
    for line, column in zip(block.lines, place.line_columns, strict=True):
        unit = line.line.unit if isinstance(line, Shown) else line.unit
        yield Content(place.header_row, column, line.title, "header text" if unit == "text" else heading_style(unit))
        if place.unit_row is not None:
            yield Content(place.unit_row, column, "" if unit in ("text", AS_STATED) else unit, "unit")
    if block.wide is None:
        return
    beside = block.wide.by_year and place.first_year_column > place.label_columns + 2
    if beside:
        yield Content(place.header_row, place.label_columns + 1, "Unit", "header")
        units = np.full(place.count, block.wide.unit, dtype=object)
        yield Strip(place.first_row, place.label_columns + 1, units, "label")
    across = block.wide.across
    yield from year_header(place, evaluation) if across is None else across_header(place, across, evaluation)
    if place.unit_row is not None and not beside:
        for column in range(place.first_year_column, place.first_year_column + place.years):
            yield Content(place.unit_row, column, block.wide.unit, "unit")


def heading_style(unit: str) -> str:
    """Headings are left-aligned over texts and right-aligned over numbers."""
    return "header" if unit == "text" else "header number"


def marks(head: Line, layout: Layout, evaluation: Evaluation) -> Iterator[Content]:
    """Words under the headings of numbers."""
    for part in line_cells(head, layout, evaluation):
        for cell in part.cells():
            yield replace(cell, style="mark")


def year_header(place: BlockPlace, evaluation: Evaluation) -> Iterator[Content]:
    """The years above a block: the first from the Summary, each later one plus 1."""
    before: Text = (Cell("", 0, False, -1, False), "+1")
    for index, year in enumerate(evaluation.data.years):
        column = place.first_year_column + index
        text = "first_year" if index == 0 else fill(before, place.header_row, column)
        yield Content(place.header_row, column, float(year), "header number", text)


def across_header(place: BlockPlace, across: Rows, evaluation: Evaluation) -> Iterator[Content]:
    """The labels above a matrix, found at build as those of the rows are."""
    for index, text in enumerate(evaluation.labels(across)[0][: place.years]):
        yield Content(place.header_row, place.first_year_column + index, text, "header number")


def labels(place: BlockPlace, rows: Rows, layout: Layout, evaluation: Evaluation) -> Iterator[Content | Strip]:
    """The labels of the rows: links to the table they stand for, or text found at build."""
    parts = [part[: place.count] for part in evaluation.labels(rows)]
    for part, (heading_text, texts) in enumerate(zip(rows.parts, parts, strict=True)):
        from_table = bool(rows.table) and not rows.distinct
        yield Content(place.header_row, part + 1, heading_text.capitalize(), "header text" if from_table else "header")
        if place.unit_row is not None:
            yield Content(place.unit_row, part + 1, "", "unit")
        if from_table:
            row_of_table = (*called(layout.tables[rows.table], rows.keys[part], place.first_row), '&""')
            yield Strip(place.first_row, part + 1, texts, f"{LINK} name", down(row_of_table, part + 1))
        else:
            yield Strip(place.first_row, part + 1, texts, "label")


def figure_cells(
    line: Line | Shown | Chosen, row: int, place: BlockPlace, layout: Layout, evaluation: Evaluation
) -> Iterator[Content | Strip]:
    """A single figure in a row of its own: heading, value, unit, meaning."""
    unit = line.line.unit if isinstance(line, Shown) else line.unit
    yield Content(row, 1, line.title, "label")
    if isinstance(line, Shown):
        yield from shown_cells(line.line, (place.sheet, row, 2), layout, evaluation)
    elif isinstance(line, Chosen):
        yield Content(row, 2, getattr(evaluation.data.selected, line.selector.name), "selector")
    else:
        yield from line_cells(line, layout, evaluation)
    yield Content(row, 3, "" if unit in SPEAKING else unit, "caption")
    yield Content(row, 4, line.meaning, "caption")


def shown_cells(
    line: Line, first: tuple[str, int, int], layout: Layout, evaluation: Evaluation
) -> Iterator[Content | Strip]:
    """The cells that show a line of another block, from the first (sheet, row, column) down."""
    sheet, first_row, column = first
    spot = layout.spot(line)
    prefix = "" if spot.sheet == sheet else quoted(spot.sheet) + "!"
    row, fixed = (spot.row, True) if line.over is None else (spot.row - first_row, False)
    there: Text = (Cell(prefix, row, fixed, spot.column, True),)
    style = number_style(LINK if prefix else CALCULATION, line.unit)
    yield Strip(first_row, column, evaluation.line(line)[:, 0], style, down(there, column))


def line_cells(line: Line, layout: Layout, evaluation: Evaluation, role: str = "") -> Iterator[Content | Strip]:
    """The cells of a line: one formula template filled down and across, the stored values beside it."""
    if isinstance(line.expr, Each):
        yield from cells_of_each(line, layout, evaluation, role)
        return
    spot = layout.spot(line)
    values = evaluation.line(line)
    units = own_units(line, evaluation)
    if isinstance(line.expr, AsBuilt):
        yield Strip(spot.row, spot.column, values[:, 0], number_style(AT_BUILD, line.unit))
        return
    text = formula(line, layout)
    role = role or (LINK if is_link(text, spot.sheet, layout) or isinstance(line.expr, Column) else CALCULATION)
    style = styles_of(role, units) or number_style(role, line.unit)
    for index in range(spot.years):
        template: Template = down(text, spot.column + index)
        yield Strip(spot.row, spot.column + index, values[:, index], style, template)


def cells_of_each(line: Line, layout: Layout, evaluation: Evaluation, role: str) -> Iterator[Content]:
    """The cells of a line with a definition of its own in each row."""
    spot = layout.spot(line)
    values = evaluation.line(line)
    own = line.over.units if line.over is not None and line.unit == AS_STATED else ()
    for index in range(spot.rows):
        text = formula(line, layout, index)
        unit = own[index] if own else line.unit
        style = number_style(role or (LINK if is_link(text, spot.sheet, layout) else CALCULATION), unit)
        for year in range(spot.years):
            row, column, value = spot.row + index, spot.column + year, stored(values[index, year])
            if is_label(line, index):
                yield Content(row, column, value, "label")
            else:
                yield Content(row, column, value, style, fill(text, row, column))


def own_units(line: Line, evaluation: Evaluation) -> list[str]:
    """The unit of each row where rows bring their own, as those of assumptions and tranches do."""
    if line.unit != AS_STATED or line.over is None or not line.over.table:
        return []
    return row_units(line.over.table, evaluation.data.columns[line.over.table])


def styles_of(role: str, units: Sequence[str]) -> list[str]:
    """The style of each row by its unit."""
    styles = {unit: number_style(role, unit) for unit in set(units)}
    return [styles[unit] for unit in units]


def is_link(template: Text, sheet: str, layout: Layout) -> bool:
    """Whether a formula on a sheet is nothing but a reference to another; a name stands for an assumption."""
    if len(template) != 1:
        return False
    only = template[0]
    if isinstance(only, Cell):
        return bool(only.sheet)
    return isinstance(only, str) and only.isidentifier() and layout.spot(selected).sheet != sheet


def stored(value: object) -> float | str:
    """A computed value as the cell stores it."""
    if isinstance(value, str):
        return value
    number = float(value)  # type: ignore[arg-type]
    return MISSING_TEXT if math.isnan(number) else number
