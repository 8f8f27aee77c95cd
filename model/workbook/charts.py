"""The charts of a sheet: native, live from its cells, with titles and units, and described in words.

Colours are those of Okabe and Ito, which colour-blind readers tell apart. Their positions are computed from the widths
of the columns, so that they fill the space the layout leaves free.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, SpreadsheetDrawing, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RichTextProperties
from openpyxl.worksheet.worksheet import Worksheet

from model.expression.line import Line
from model.expression.values import Evaluation
from model.workbook.blocks import Chart
from model.workbook.layout import Layout
from model.workbook.places import Spot, address, quoted

STANDS, BAR, DEDUCTION, LIGHT, LINE, FUNDING = "0072B2", "56B4E9", "E69F00", "A6CFE9", "D55E00", "009E73"
GREY, RULE, INK = "595959", "D9D9D9", "262626"
EMU_IN_A_PIXEL, PIXELS_IN_A_CHARACTER, CELL_PADDING = 9525, 7, 5
GAP = 8  # pixels
MOST_LABELLED = 8  # rows of three bars beside which figures can be read
TITLE_SIZE, TEXT_SIZE = 1200, 900  # hundredths of a point


@dataclass(frozen=True)
class Drawn:
    """A chart ready to be placed, and what it shows in words."""

    chart: BarChart
    words: str
    wide: int


class Drawing(SpreadsheetDrawing):
    """openpyxl's drawing, with a name and a text for each chart."""

    __elements__ = SpreadsheetDrawing.__elements__
    words: Sequence[tuple[str, str]] = ()

    def _chart_frame(self, idx: int) -> Any:
        frame: Any = super()._chart_frame(idx)  # type: ignore[misc]
        name, words = self.words[idx - 1]
        frame.nvGraphicFramePr.cNvPr.name, frame.nvGraphicFramePr.cNvPr.descr = name, words
        return frame


def draw(chart: Chart, layout: Layout, evaluation: Evaluation) -> Iterator[Drawn]:
    """The chart, unless there is no row to draw."""
    count = min(named_rows(chart, evaluation), chart.most)
    if not count:
        return
    bar_chart = columns(chart.title, chart.unit, chart.axis)
    if chart.kind == "years":
        stack_years(bar_chart, chart, layout)
    else:
        lay_lines(bar_chart, chart, layout, count)
    yield Drawn(bar_chart, chart.words, chart.wide)


def named_rows(chart: Chart, evaluation: Evaluation) -> int:
    """How many rows there are to draw; those whose name is empty stand last."""
    if isinstance(chart.names, Line):
        return int(np.sum(evaluation.line(chart.names) != ""))
    return evaluation.count(chart.lines[0].over)


def stack_years(bar_chart: BarChart, chart: Chart, layout: Layout) -> None:
    """The years along the axis: all totals but the last are stacked, the last is a line above them."""
    bar_chart.grouping, bar_chart.overlap, bar_chart.gapWidth = "stacked", 100, 60
    for line, colour in zip(chart.lines[:-1], (STANDS, LIGHT), strict=True):
        bar_chart.series.append(total_series(line, layout, colour))
    curve = LineChart()
    curve.grouping = "stacked"  # a single line either way; LibreOffice saves it so above stacked columns
    line_series = total_series(chart.lines[-1], layout, "")
    line_series.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=LINE, w=28_575))
    line_series.smooth = False
    curve.series.append(line_series)
    spot = layout.spot(chart.lines[0])
    years = reference(spot.sheet, spot.header_row, spot.column, 1, spot.years)
    bar_chart.set_categories(years)
    curve.set_categories(years)
    bar_chart += curve


def total_series(line: Line, layout: Layout, colour: str) -> Any:
    """A total by year, named by the title of its block."""
    spot = layout.spot(line)
    at = next(place for place in layout.blocks if line in place.block.totals)
    values = reference(spot.sheet, spot.row, spot.column, 1, spot.years)
    return series(values, address(at.sheet, at.title_row, 1), colour)


def lay_lines(bar_chart: BarChart, chart: Chart, layout: Layout, count: int) -> None:
    """Bars that lie, the first row on top, the scale below."""
    at = names_of(chart, layout)
    names = reference(at.sheet, at.row, at.column, count, 1)
    bar_chart.type, bar_chart.gapWidth, bar_chart.legend = "bar", 30, None
    bar_chart.x_axis.scaling.orientation, bar_chart.y_axis.crosses = "maxMin", "max"
    colours: tuple[str, ...] = (FUNDING,)
    if chart.kind == "bridge":
        bar_chart.grouping, bar_chart.overlap = "stacked", 100
        colours = ("", BAR, DEDUCTION)
    if chart.kind in ("clusters", "tornado"):
        bar_chart.legend = legend_below()
        colours = (LIGHT, STANDS, DEDUCTION) if chart.kind == "clusters" else (STANDS, DEDUCTION)
    if chart.kind == "tornado":
        bar_chart.overlap, bar_chart.x_axis.tickLblPos = 100, "low"
    for line, colour in zip(chart.lines, colours, strict=True):
        spot = layout.spot(line)
        labels = figures() if colour and (chart.kind != "clusters" or count <= MOST_LABELLED) else None
        if labels is not None and chart.kind == "bridge":
            labels.position = "inBase"  # stacked bars have no outer end
        values = reference(spot.sheet, spot.row, spot.column, count, 1)
        title = address(spot.sheet, spot.header_row, spot.column)
        bar_chart.series.append(series(values, title, colour, labels))
    bar_chart.set_categories(names)


def names_of(chart: Chart, layout: Layout) -> Spot:
    assert chart.names is not None
    return layout.spot(chart.names) if isinstance(chart.names, Line) else layout.labels[chart.names]


def reference(sheet: str, row: int, column: int, rows: int, width: int) -> Reference:
    first, last = address(sheet, row, column), address(sheet, row + rows - 1, column + width - 1)
    return Reference(range_string=f"{quoted(sheet)}!{first.partition('!')[2]}:{last.partition('!')[2]}")


def columns(title: str, unit: str, what: str) -> BarChart:
    """An empty column chart with readable axes."""
    chart = BarChart()
    chart.type, chart.roundedCorners = "col", False
    chart.title, chart.y_axis.title, chart.x_axis.title = title, unit, what
    for titled, size in ((chart, TITLE_SIZE), (chart.x_axis, TEXT_SIZE), (chart.y_axis, TEXT_SIZE)):
        write_title(titled.title, size, bold=titled is chart)
    chart.x_axis.tickLblSkip = 1
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = small_letters()
    chart.y_axis.number_format = "#,##0"
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=RULE)))
    chart.legend = legend_below()
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=RULE))
    return chart


def legend_below() -> Legend:
    legend = Legend()
    legend.position = "b"
    return legend


def write_title(title: Any, size: int, bold: bool) -> None:
    """The letters of a title, which openpyxl makes from plain text."""
    title.overlay = False
    for paragraph in title.tx.rich.p:
        paragraph.pPr = ParagraphProperties(defRPr=letters(size, bold))
        for run in paragraph.r:
            run.rPr = letters(size, bold)


def small_letters(colour: str = GREY) -> RichText:
    look = ParagraphProperties(defRPr=letters(TEXT_SIZE, colour=colour))
    return RichText(
        bodyPr=RichTextProperties(),
        p=[Paragraph(pPr=look, r=[], endParaRPr=CharacterProperties())],
    )


def letters(size: int, bold: bool = False, colour: str = GREY) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=colour)


def figures() -> DataLabelList:
    """The amounts beside their columns; none for 0, because a chart draws n/d as 0."""
    labels = DataLabelList(numFmt="#,##0.0;(#,##0.0);", txPr=small_letters(INK))
    labels.showVal, labels.position = True, "outEnd"
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    return labels


def series(values: Reference, title: str, colour: str, labels: DataLabelList | None = None) -> Any:
    """A series; without a colour it is not seen."""
    bars = Series(values, title=None)
    bars.tx = SeriesLabel(strRef=StrRef(title))
    if colour:
        bars.graphicalProperties = GraphicalProperties(solidFill=colour)
    else:
        bars.graphicalProperties = GraphicalProperties(noFill=True)
        bars.graphicalProperties.line.noFill = True
    bars.invertIfNegative = False
    bars.dLbls = labels
    return bars


def place_charts(worksheet: Worksheet, charts: Sequence[Drawn], rows: range, widths: Mapping[int, float]) -> None:
    """Put the charts on the sheet over these rows, side by side."""
    left = 0
    for each in charts:
        corners = marker(left, rows.start - 1, widths), marker(left + each.wide, rows.stop - 1, widths)
        chart: Any = each.chart
        chart.anchor = TwoCellAnchor(editAs="oneCell", _from=corners[0], to=corners[1])
        worksheet.add_chart(chart)
        left += each.wide + GAP
    drawing = Drawing()
    drawing.words = tuple((f"Chart {number}", each.words) for number, each in enumerate(charts, start=1))
    worksheet._drawing = drawing  # type: ignore[attr-defined]


def marker(x: int, row: int, widths: Mapping[int, float]) -> AnchorMarker:
    """The place so many pixels from the left edge of the sheet, at the top of a row counted from 0."""
    column = 1
    while x >= (width := int(widths.get(column, 9) * PIXELS_IN_A_CHARACTER) + CELL_PADDING):
        x, column = x - width, column + 1
    return AnchorMarker(col=column - 1, colOff=x * EMU_IN_A_PIXEL, row=row, rowOff=0)
