"""The cells of each sheet: what stands where, with formula, stored value and style. No file is written here."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from model.expression.formula import MISSING_TEXT, Text, fill, formula, is_label
from model.expression.nodes import Each, Line, Rows
from model.expression.values import Evaluation
from model.lines.checks import master
from model.workbook.blocks import Sheet
from model.workbook.layout import QUESTION_ROW, STATUS_ROW, TITLE_ROW, BlockPlace, Cell, Layout, TablePlace
from model.workbook.looks import AS_STATED, ColumnLook, row_units, table_looks
from model.workbook.styles import CALCULATION, INPUT, LINK, number_style

NOTES = ("note", "rationale", "scope", "title")
UNITS_NOTE = "USD bn unless a unit is stated"


@dataclass(frozen=True)
class Content:
    """One cell: its formula (without "=") or None, the value stored in it, and its style."""

    row: int
    column: int
    value: float | str | None
    style: str
    formula: str | None = None


def sheet_cells(
    sheet: Sheet, layout: Layout, evaluation: Evaluation, frames: Mapping[str, pd.DataFrame]
) -> list[Content]:
    """All cells of a sheet, in the order of rows and columns."""
    cells = list(heading(sheet, evaluation))
    if sheet.table:
        cells += table_cells(layout.tables[sheet.table], frames[sheet.table], table_looks(sheet.table))
        for line in sheet.beside:
            cells += beside_cells(line, layout, evaluation)
    for place_of_block in layout.blocks:
        if place_of_block.sheet == sheet.name:
            cells += block_cells(place_of_block, layout, evaluation)
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def heading(sheet: Sheet, evaluation: Evaluation) -> Iterator[Content]:
    """Title, question, and the line that shows units, scenario and master check."""
    yield Content(TITLE_ROW, 1, sheet.name, "title")
    yield Content(QUESTION_ROW, 1, sheet.question, "question")
    yield Content(STATUS_ROW, 1, UNITS_NOTE, "caption")
    yield Content(STATUS_ROW, 2, "Scenario:", "caption")
    yield Content(STATUS_ROW, 3, evaluation.data.scenario, "status", "scenario")
    yield Content(STATUS_ROW, 4, "Master check:", "caption")
    yield Content(STATUS_ROW, 5, stored(evaluation.line(master)[0, 0]), "status", "master_check")


def table_cells(place: TablePlace, frame: pd.DataFrame, looks: tuple[ColumnLook, ...]) -> Iterator[Content]:
    """An input table: units, header, rows. Text is always text; a blank cell stays blank."""
    header = place.first_row - 1
    own_units = row_units(place.table, {str(name): frame[name].tolist() for name in frame.columns})
    for across, look in enumerate(looks, start=1):
        yield Content(header - 1, across, "" if look.unit in ("text", AS_STATED) else look.unit, "unit")
        yield Content(header, across, look.name, "header")
        for down, value in enumerate(frame[look.name].tolist() or [None]):
            unit = own_units[down] if look.unit == AS_STATED and own_units else look.unit
            style = "input note" if look.name in NOTES else number_style(INPUT, unit)
            yield Content(place.first_row + down, across, input_value(value), style)


def input_value(value: object) -> float | str | None:
    """A typed table value as a cell holds it: dates as serial days, flags as yes, blanks as nothing."""
    if value is None or value is pd.NaT or value == "":
        return None
    if isinstance(value, bool):
        return "yes" if value else None
    if isinstance(value, pd.Timestamp):
        return float((value - pd.Timestamp("1899-12-30")).days)
    if isinstance(value, str):
        return value
    number = float(value)  # type: ignore[arg-type]
    return None if math.isnan(number) else number


def beside_cells(line: Line, layout: Layout, evaluation: Evaluation) -> Iterator[Content]:
    spot = layout.spot(line)
    yield Content(spot.row - 2, spot.column, line.unit, "unit")
    yield Content(spot.row - 1, spot.column, line.title, "header")
    yield from line_cells(line, layout, evaluation)


def block_cells(place: BlockPlace, layout: Layout, evaluation: Evaluation) -> Iterator[Content]:
    block = place.block
    yield Content(place.title_row, 1, block.title, "block")
    if block.note:
        yield Content(place.title_row + 1, 1, block.note, "note")
    if block.rows is None:
        for index, line in enumerate(block.lines):
            yield Content(place.first_row + index, 1, line.title, "label")
            yield from line_cells(line, layout, evaluation)
            yield Content(place.first_row + index, 3, line.unit, "caption")
            yield Content(place.first_row + index, 4, line.meaning, "caption")
        return
    yield from labels(place, block.rows, layout, evaluation)
    unheaded = len(block.lines) - len(block.heads)
    for index, (line, column) in enumerate(zip(block.lines, place.line_columns, strict=True)):
        yield Content(place.header_row, column, line.title, "header" if line.unit == "text" else "header number")
        if index < unheaded:
            yield Content(place.header_row + 1, column, "" if line.unit == "text" else line.unit, "unit")
        yield from line_cells(line, layout, evaluation)
    for head in block.heads:
        yield from line_cells(head, layout, evaluation)
    if block.wide is not None:
        for column in range(place.label_columns + len(block.lines) + 1, place.first_year_column):
            yield Content(place.header_row, column, None, "header")
        yield from year_header(place, evaluation) if block.wide.across is None else across_header(place, evaluation)
        for index in range(place.years):
            yield Content(place.header_row + 1, place.first_year_column + index, block.wide.unit, "unit")
        yield from line_cells(block.wide, layout, evaluation)
    for total in block.totals:
        yield from line_cells(total, layout, evaluation, "total")
    if block.totals:
        yield Content(place.total_row, 1, block.totals[0].title, "total text")


def year_header(place: BlockPlace, evaluation: Evaluation) -> Iterator[Content]:
    """The years above a block: the first from Cover, each next one more."""
    before = Cell("", 0, False, -1, False)
    for index, year in enumerate(evaluation.data.years):
        column = place.first_year_column + index
        text = "first_year" if index == 0 else f"{before.at(place.header_row, column)}+1"
        yield Content(place.header_row, column, float(year), "header number", text)


def across_header(place: BlockPlace, evaluation: Evaluation) -> Iterator[Content]:
    """The labels above a matrix, found at build as those of the rows are."""
    wide = place.block.wide
    if wide is not None and wide.across is not None:
        for index, text in enumerate(evaluation.labels(wide.across)[0]):
            yield Content(place.header_row, place.first_year_column + index, text, "header number")


def labels(place: BlockPlace, rows: Rows, layout: Layout, evaluation: Evaluation) -> Iterator[Content]:
    """The labels of the rows: links to the table they stand for, or text found at build."""
    parts = evaluation.labels(rows)
    headings = rows.headings or rows.keys or (rows.name,)
    for part, (heading_text, texts) in enumerate(zip(headings, parts, strict=True)):
        yield Content(place.header_row, part + 1, heading_text.capitalize(), "header")
        yield Content(place.header_row + 1, part + 1, "", "unit")
        table = layout.tables[rows.table] if rows.table and not rows.distinct else None
        for index, text in enumerate(texts):
            row = place.first_row + index
            if table is None:
                yield Content(row, part + 1, text, "label")
            else:
                across = table.columns.index(rows.keys[part]) + 1
                linked = Cell(f"{table.sheet}!", table.first_row + index, True, across, True)
                yield Content(row, part + 1, text, f"{LINK} text", linked.at(row, part + 1))


def line_cells(line: Line, layout: Layout, evaluation: Evaluation, role: str = "") -> Iterator[Content]:
    """The cells of a line: one formula template filled down and across, the stored value beside it."""
    spot = layout.spot(line)
    values = evaluation.line(line)
    varies = isinstance(line.expr, Each)
    template: Text = () if varies else formula(line, layout)
    units = units_of(line, evaluation, spot.rows)
    for index in range(spot.rows):
        if varies:
            template = formula(line, layout, index)
        own = number_style(role or (LINK if is_link(template) else CALCULATION), units[index])
        for year in range(spot.years):
            row, column = spot.row + index, spot.column + year
            value = stored(values[index, year])
            if is_label(line, index):
                yield Content(row, column, value, "label")
            else:
                yield Content(row, column, value, own, fill(template, row, column))


def units_of(line: Line, evaluation: Evaluation, count: int) -> list[str]:
    """The unit of each row of a line; rows of assumptions and tranches bring their own."""
    if line.unit != AS_STATED or line.over is None or not line.over.table:
        return [line.unit] * count
    columns = evaluation.data.columns[line.over.table]
    own = row_units(line.over.table, {name: values.tolist() for name, values in columns.items()})
    return own or [line.unit] * count


def is_link(template: Text) -> bool:
    """Whether a formula is nothing but a reference to another sheet."""
    return len(template) == 1 and isinstance(template[0], Cell) and bool(template[0].sheet)


def stored(value: object) -> float | str:
    """A computed value as the cell stores it."""
    if isinstance(value, str):
        return value
    number = float(value)  # type: ignore[arg-type]
    return MISSING_TEXT if math.isnan(number) else number
