"""What is asked about: the tables, their lines evaluated, and where everything stands in the workbook they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from openpyxl.utils import get_column_letter

from model.citations import CITATIONS
from model.explaining.inputs import OWN_CURRENCY, InputRows
from model.explaining.points import InputAt, Point
from model.explaining.reading import Reader
from model.expression.formula import formula
from model.expression.line import Line
from model.expression.nodes import AsBuilt, Rows
from model.expression.templates import fill
from model.expression.values import Evaluation
from model.inputs import Loaded
from model.spelling import spelling, with_unit
from model.workbook.build_record import BuildRecord
from model.workbook.layout import Layout
from model.workbook.looks import row_units
from model.workbook.names import model_lines
from model.workbook.places import quoted
from model.workbook.reference import readers_of
from model.workbook.write import contents
from model.xlsx.rows import Content, SheetCells
from schemas.fields import AS_STATED

Place = tuple[str, int, int]  # sheet, row and column


def unmoved(place: Place) -> Place:
    """Where a cell stands in a workbook that nobody has edited."""
    return place


@dataclass(frozen=True)
class Subject:
    """One set of tables and the workbook that they make, or that was made of them.

    `frames` are the tables and what they held at the build, `record` is what the workbook says of its build; `now` says
    where a cell of a fresh build stands in a workbook that was edited since.
    """

    loaded: Loaded
    frames: Mapping[str, pd.DataFrame]
    evaluation: Evaluation
    layout: Layout
    record: BuildRecord
    now: Callable[[Place], Place] = unmoved

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.evaluation)

    @cached_property
    def inputs(self) -> InputRows:
        return InputRows(self.loaded)

    @cached_property
    def lines(self) -> Mapping[str, Line]:
        """Every line by its name."""
        return {line.name: line for line in model_lines()}

    @cached_property
    def readers(self) -> Mapping[Line, Sequence[str]]:
        """By line the names of the lines that read it."""
        return readers_of(self.lines.values())

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The input tables as they are."""
        return self.loaded.frames

    @cached_property
    def sheets(self) -> Mapping[str, SheetCells]:
        """The cells of a fresh build, by sheet."""
        return contents(self.evaluation, self.frames, self.layout, self.record)[0]

    def content(self, sheet: str, row: int, column: int) -> Content | None:
        """What a fresh build has in a cell; None where it is empty."""
        for part in self.sheets[sheet].parts:
            if part.column == column and part.row <= row < part.row + part.count:
                return part.cell(row)
        return None

    def unit(self, point: Point) -> str:
        """The unit of a figure: its line's, or that of its row where rows differ."""
        line = point.line
        if line.unit == OWN_CURRENCY and line.over is not None and not line.over.distinct:
            return self.inputs.currency(InputAt(line.over.table, point.row, ""))
        if line.unit != AS_STATED or line.over is None:
            return line.unit
        if line.over.units:
            return line.over.units[point.row]
        if line.over.table and not line.over.distinct:
            units = row_units(line.over.table, self.evaluation.data.columns[line.over.table])
            return units[point.row] if units else line.unit
        return line.unit

    def spelling(self, point: Point) -> str:
        """The figure as its cell shows it, with its unit."""
        unit = self.unit(point)
        return with_unit(spelling(self.reader.value(point), unit), unit)

    @cached_property
    def _labels(self) -> dict[Rows, list[str]]:
        return {}

    def labels(self, rows: Rows) -> list[str]:
        """The label of each row; of those of an input table the whole key, which no other row has."""
        if rows not in self._labels:
            if rows.table in self.loaded.tables and not rows.distinct:
                self._labels[rows] = self.inputs.keys(rows.table)
            else:
                self._labels[rows] = [" / ".join(parts) for parts in zip(*self.evaluation.labels(rows), strict=True)]
        return self._labels[rows]

    def row(self, point: Point) -> str:
        """The label of the figure's row; "" of a single figure."""
        return "" if point.line.over is None else self.labels(point.line.over)[point.row]

    def column(self, point: Point) -> str:
        """The year of the figure, or the label of its column; "" where the line has one column."""
        if point.line.by_year:
            return str(self.evaluation.data.years[point.column])
        if point.line.across is not None:
            return str(self.evaluation.labels(point.line.across)[0][point.column])
        return ""

    def ask(self, point: Point) -> str:
        """What `tieout explain` takes for the figure: its line, row and year, or its cell where rows have one label."""
        if point.line.over is not None and point.line.over.table == CITATIONS:
            return self.cell(point)
        return " ".join(part for part in (point.line.name, self.row(point), self.column(point)) if part)

    def ask_input(self, at: InputAt) -> str:
        return f"{at.table}/{self.inputs.key(at.table, at.row)}/{at.column}"

    def cell(self, point: Point) -> str:
        """Sheet and cell of the figure."""
        return address_of(self.now(self.place(point)))

    def place(self, point: Point) -> Place:
        """Where the figure stands in a fresh build."""
        spot = self.layout.spot(point.line)
        return spot.sheet, spot.row + point.row, spot.column + point.column

    def cell_of_input(self, at: InputAt) -> str:
        """Sheet and cell of an input."""
        table = self.layout.tables[at.table]
        return address_of(self.now((table.sheet, table.first_row + at.row, table.column_of(at.column))))

    def formula(self, point: Point) -> str:
        """The formula of the figure in a fresh build; "" where a constant stands."""
        if isinstance(point.line.expr, AsBuilt):
            return ""
        spot = self.layout.spot(point.line)
        text = formula(point.line, self.layout, point.row)
        return "=" + fill(text, spot.row + point.row, spot.column + point.column)


def address_of(place: Place) -> str:
    """A cell as a formula on another sheet writes it."""
    sheet, row, column = place
    return f"{quoted(sheet)}!{get_column_letter(column)}{row}"
