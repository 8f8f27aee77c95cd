"""The charts of the Dashboard: native, live from its cells, with titles and units, and told in words too.

Colours are those of Okabe and Ito, which colour-blind readers tell apart. Where charts stand is reckoned from the
widths of the columns, so that they fill the space the layout leaves free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

from model.expression.nodes import Line
from model.expression.values import Evaluation
from model.lines import dashboard
from model.lines.rows import PAYERS, SPENDERS, STEPS, TOP
from model.workbook.layout import Layout, Spot, address, quoted

PALETTE = ("0072B2", "E69F00", "009E73", "CC79A7", "56B4E9")
GREY, RULE, INK = "595959", "D9D9D9", "262626"
EMU_IN_A_PIXEL, PIXELS_IN_A_CHARACTER, CELL_PADDING = 9525, 7, 5
WIDE, HIGH, GAP = 560, 15, 16  # pixels, rows, pixels
TITLE_SIZE, TEXT_SIZE = 1200, 900  # hundredths of a point


@dataclass(frozen=True)
class Chart:
    """A chart and what it shows, in words."""

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


def dashboard_charts(layout: Layout, evaluation: Evaluation) -> tuple[Chart, ...]:
    """The charts in reading order, two to a row."""
    payers = min(len(TOP.labels), evaluation.count(PAYERS))
    spenders = min(len(TOP.labels), evaluation.count(SPENDERS))
    return tuple(
        chart
        for chart, shown in (
            (due_by_year(layout, payers), payers),
            (against_revenue(layout, payers), payers),
            (bridge(layout), payers),
            (spending(layout, spenders), spenders),
        )
        if shown
    )


def due_by_year(layout: Layout, count: int) -> Chart:
    spot = layout.spot(dashboard.top_due)
    chart = columns("Commitments due by year, stated or assumed dates", "USD bn", "Year")
    chart.grouping, chart.overlap = "stacked", 100
    years = reference(spot.sheet, spot.header_row, spot.column, 1, spot.years)
    for index in range(count):
        values = reference(spot.sheet, spot.row + index, spot.column, 1, spot.years)
        name = layout.spot(dashboard.top_payer)
        add(chart, values, years, address(name.sheet, name.row + index, name.column), PALETTE[index])
    return Chart(chart, "Stacked columns: what falls due in each year, in billions of US dollars, by payer.")


def against_revenue(layout: Layout, count: int) -> Chart:
    chart = columns("Commitments against annualised revenue", "USD bn", "Payer")
    names = down(layout, dashboard.top_payer, count)
    for index, line in enumerate((dashboard.top_commitments, dashboard.top_revenue)):
        spot = layout.spot(line)
        title = address(spot.sheet, spot.header_row, spot.column)
        add(chart, down(layout, line, count), names, title, PALETTE[index], figures())
    return Chart(
        chart,
        "Columns side by side: all commitments of each of the largest payers, and its annualised revenue, in billions "
        "of US dollars; no revenue column where no source states it.",
    )


def bridge(layout: Layout) -> Chart:
    chart = columns("From headline to firm, disclosed amounts", "USD bn", "Step")
    chart.grouping, chart.overlap, chart.gapWidth = "stacked", 100, 40
    count = len(STEPS.labels)
    spot = layout.labels[STEPS]
    names = reference(spot.sheet, spot.row, spot.column, count, 1)
    for line, colour in ((dashboard.step_base, ""), (dashboard.step_amount, PALETTE[4])):
        at = layout.spot(line)
        labels = figures() if colour else None
        if labels is not None:
            labels.position = "inEnd"  # stacked columns have no outer end
        add(chart, down(layout, line, count), names, address(at.sheet, at.header_row, at.column), colour, labels)
    chart.legend = None
    return Chart(
        chart,
        "Bridge: the headline, then what is taken off for up-to excess, intent, superseded legs and legs inside "
        "another, down to firm commitments, in billions of US dollars.",
    )


def spending(layout: Layout, count: int) -> Chart:
    chart = columns("Capital spending, largest; groups hold their members", "USD bn", "Company or group")
    chart.type, chart.gapWidth = "bar", 40
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"  # the first bar on top, the scale below
    spot = layout.spot(dashboard.top_spending)
    name = address(spot.sheet, spot.header_row, spot.column)
    names = down(layout, dashboard.top_spender, count)
    add(chart, down(layout, dashboard.top_spending, count), names, name, PALETTE[2], figures())
    chart.legend = None
    return Chart(
        chart, "Bars: the largest spenders' capital spending as counted in the scenario, in billions of US dollars."
    )


def down(layout: Layout, line: Line, count: int) -> Reference:
    spot: Spot = layout.spot(line)
    return reference(spot.sheet, spot.row, spot.column, count, 1)


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
    shown = DataLabelList(numFmt="#,##0.0;(#,##0.0);", txPr=small_letters(INK))
    shown.showVal, shown.position = True, "outEnd"
    shown.showSerName = shown.showCatName = shown.showLegendKey = shown.showPercent = False
    return shown


def add(
    chart: BarChart, values: Reference, names: Reference, title: str, colour: str, labels: DataLabelList | None = None
) -> None:
    """A series; without a colour it is not seen."""
    series = Series(values, title=None)
    series.tx = SeriesLabel(strRef=StrRef(title))
    if colour:
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
    else:
        series.graphicalProperties = GraphicalProperties(noFill=True)
        series.graphicalProperties.line.noFill = True
    series.invertIfNegative = False
    series.dLbls = labels
    chart.series.append(series)
    chart.set_categories(names)


def place_charts(worksheet: Worksheet, charts: Sequence[Chart], row: int, widths: Mapping[int, float]) -> None:
    """Put the charts on the sheet from a row on, two side by side."""
    for index, drawn in enumerate(charts):
        left, top = (index % 2) * (WIDE + GAP), row - 1 + (index // 2) * (HIGH + 1)
        corners = marker(left, top, widths), marker(left + WIDE, top + HIGH, widths)
        chart: Any = drawn.chart
        chart.anchor = TwoCellAnchor(editAs="oneCell", _from=corners[0], to=corners[1])
        worksheet.add_chart(chart)
    drawing = Drawing()
    drawing.words = tuple((f"Chart {number}", drawn.words) for number, drawn in enumerate(charts, start=1))
    worksheet._drawing = drawing  # type: ignore[attr-defined]


def marker(x: int, row: int, widths: Mapping[int, float]) -> AnchorMarker:
    """The place so many pixels from the left edge of the sheet, at the top of a row counted from 0."""
    column = 1
    while x >= (width := int(widths.get(column, 9) * PIXELS_IN_A_CHARACTER) + CELL_PADDING):
        x, column = x - width, column + 1
    return AnchorMarker(col=column - 1, colOff=x * EMU_IN_A_PIXEL, row=row, rowOff=0)
