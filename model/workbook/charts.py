"""The charts of a sheet: native, live from its cells, with titles and units, and told in words too.

Colours are those of Okabe and Ito, which colour-blind readers tell apart. Where charts stand is reckoned from the
widths of the columns, so that they fill the space the layout leaves free.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, Reference, Series
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

PALETTE = ("0072B2", "E69F00", "009E73", "CC79A7", "56B4E9")
OTHERS = "A6A6A6"
GREY, RULE, INK = "595959", "D9D9D9", "262626"
EMU_IN_A_PIXEL, PIXELS_IN_A_CHARACTER, CELL_PADDING = 9525, 7, 5
WIDE, HIGH, GAP = 560, 15, 16  # pixels, rows, pixels
TITLE_SIZE, TEXT_SIZE = 1200, 900  # hundredths of a point


@dataclass(frozen=True)
class Drawn:
    """A chart ready to be placed, and what it shows in words."""

    chart: BarChart
    words: str


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
    over = chart.lines[0].over
    rows = evaluation.count(over)
    count = rows if chart.kind == "bridge" else min(rows, evaluation.count(chart.counted))
    if not evaluation.count(chart.counted):
        return
    bar_chart = columns(chart.title, chart.unit, chart.axis)
    if chart.kind == "years":
        stack_years(bar_chart, chart, layout, count, evaluation.count(chart.counted) > count)
    else:
        lay_lines(bar_chart, chart, layout, count)
    yield Drawn(bar_chart, chart.words)


def stack_years(bar_chart: BarChart, chart: Chart, layout: Layout, count: int, further: bool) -> None:
    """A colour for each row, grey for all further ones together, the years along the axis."""
    bar_chart.grouping, bar_chart.overlap = "stacked", 100
    spot, names = layout.spot(chart.lines[0]), names_of(chart, layout)
    years = reference(spot.sheet, spot.header_row, spot.column, 1, spot.years)
    for index in range(count):
        values = reference(spot.sheet, spot.row + index, spot.column, 1, spot.years)
        title = address(names.sheet, names.row + index, names.column)
        bar_chart.series.append(series(values, title, PALETTE[index]))
    if chart.others is not None and further:
        spot = layout.spot(chart.others)
        title = address(spot.sheet, spot.row, 1)
        bar_chart.series.append(series(reference(spot.sheet, spot.row, spot.column, 1, spot.years), title, OTHERS))
    bar_chart.set_categories(years)


def lay_lines(bar_chart: BarChart, chart: Chart, layout: Layout, count: int) -> None:
    """A colour for each line, the rows along the axis."""
    at = names_of(chart, layout)
    names = reference(at.sheet, at.row, at.column, count, 1)
    colours: tuple[str, ...] = PALETTE
    if chart.kind == "bridge":
        bar_chart.grouping, bar_chart.overlap, bar_chart.gapWidth = "stacked", 100, 40
        colours = ("", PALETTE[4])
    if chart.kind == "bars":
        bar_chart.type, bar_chart.gapWidth = "bar", 40
        bar_chart.x_axis.scaling.orientation = "maxMin"
        bar_chart.y_axis.crosses = "max"  # the first bar on top, the scale below
        colours = (PALETTE[2],)
    for line, colour in zip(chart.lines, colours, strict=False):
        spot = layout.spot(line)
        labels = figures() if colour else None
        if labels is not None and chart.kind == "bridge":
            labels.position = "inEnd"  # stacked columns have no outer end
        values = reference(spot.sheet, spot.row, spot.column, count, 1)
        title = address(spot.sheet, spot.header_row, spot.column)
        bar_chart.series.append(series(values, title, colour, labels))
    bar_chart.set_categories(names)
    if chart.kind in ("bridge", "bars"):
        bar_chart.legend = None


def names_of(chart: Chart, layout: Layout) -> Spot:
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
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = small_letters()
    chart.y_axis.number_format = "#,##0"
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=RULE)))
    chart.legend = Legend()
    chart.legend.position = "b"
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=RULE))
    return chart


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
    """The amounts beside their columns; none for 0, which is what a chart takes n/d for."""
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


def place_charts(worksheet: Worksheet, charts: Sequence[Drawn], row: int, widths: Mapping[int, float]) -> None:
    """Put the charts on the sheet from a row on, two side by side."""
    for index, each in enumerate(charts):
        left, top = (index % 2) * (WIDE + GAP), row - 1 + (index // 2) * (HIGH + 1)
        corners = marker(left, top, widths), marker(left + WIDE, top + HIGH, widths)
        chart: Any = each.chart
        chart.anchor = TwoCellAnchor(editAs="oneCell", _from=corners[0], to=corners[1])
        worksheet.add_chart(chart)
    drawing = Drawing()
    drawing.words = tuple((f"Chart {number}", each.words) for number, each in enumerate(charts, start=1))
    worksheet._drawing = drawing  # type: ignore[attr-defined]


def marker(x: int, row: int, widths: Mapping[int, float]) -> AnchorMarker:
    """The place so many pixels from the left edge of the sheet, at the top of a row counted from 0."""
    column = 1
    while x >= (width := int(widths.get(column, 9) * PIXELS_IN_A_CHARACTER) + CELL_PADDING):
        x, column = x - width, column + 1
    return AnchorMarker(col=column - 1, colOff=x * EMU_IN_A_PIXEL, row=row, rowOff=0)
