"""Tampering that leaves every cell as it was and shows it otherwise: fonts, digits, widths, panes, filters, and charts
whose parts hide one another. Each says the sheet and cell (or name) that must be named."""

from __future__ import annotations

from xml.etree import ElementTree

from tests.opened import NS, Opened
from tests.tampering_looks import (
    ANCHOR,
    CHART,
    DRAWING,
    SUMMARY,
    Do,
    beside,
    charted,
    drawing,
    figure,
    painted,
    painted_series,
    set_value,
    styled,
    typed_format,
    within,
)
from tests.tampering_looks import put as inserted
from tests.tampering_structure import restyled

SOLID = '<patternFill patternType="solid"/>'
BLACK_INK = '<sz val="10"/><color rgb="FF000000"/>'
FILTER = (
    '<autoFilter ref="A1:E40"><filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn></autoFilter>'
)
PLOT = '<c:layout><c:manualLayout><c:w val="0.01"/><c:h val="0.01"/></c:manualLayout></c:layout>'
AWAY = '<c:layout><c:manualLayout><c:xMode val="edge"/><c:x val="3"/></c:manualLayout></c:layout>'
PATTERN = '<a:pattFill prst="pct5"><a:fgClr>{0}</a:fgClr><a:bgClr>{0}</a:bgClr></a:pattFill>'
WHITE = '<a:srgbClr val="FFFFFF"/>'


def theme_of_symbols(book: Opened) -> tuple[str, str]:
    """The theme's font for numbers has pictures in place of digits, and a figure is written in it."""
    part = next(name for name in book.parts if name.startswith("xl/theme/"))
    within(book.tree(part), f"{DRAWING}minorFont", f"{DRAWING}latin").set("typeface", "Wingdings")
    return painted('<sz val="10"/><name val="Calibri"/><scheme val="minor"/>')(book)


def other_digits(book: Opened) -> tuple[str, str]:
    """The model's own number format with a locale before it that has digits of its own."""
    sheet, cell = figure(book)
    style = book.book.sheets[sheet].styles
    code = next(each.code for spot, each in style.items() if f"{chr(64 + spot[1])}{spot[0]}" == cell)
    return restyled(book, (sheet, cell), f"[$-D070000]{code}")


def filtered_figures(book: Opened) -> tuple[str, str]:
    """A filter of somebody's own over figures, and a row that it hides."""
    beside(SUMMARY, "sheetData", FILTER)(book)
    book.row(SUMMARY, 10).set("hidden", "1")
    return SUMMARY, "10:10"


def without_widths(book: Opened) -> tuple[str, str]:
    """Columns without a width of their own, and none by default."""
    tree = book.sheet(SUMMARY)
    columns = tree.find(f"{NS}cols")
    assert columns is not None
    tree.remove(columns)
    shape = tree.find(f"{NS}sheetFormatPr")
    if shape is None:
        shape = ElementTree.Element(f"{NS}sheetFormatPr", {"defaultRowHeight": "15"})
        tree.insert(list(tree).index(book.rows(SUMMARY)), shape)
    shape.set("defaultColWidth", "0")
    return SUMMARY, ""


def frozen_far(book: Opened) -> tuple[str, str]:
    """A frozen part that is higher than any window: what is below its edge cannot be scrolled to."""
    view = next(book.sheet("Line reference").iter(f"{NS}sheetView"))
    view[:] = [ElementTree.Element(f"{NS}pane", {"ySplit": "90", "topLeftCell": "A91", "state": "frozen"})]
    rows = sorted({spot[0] for spot in book.book.sheets["Line reference"].spots() if spot[0] > 40})
    return "Line reference", f"{rows[0]}:{rows[-1]}"


def own_name_of_a_program(book: Opened) -> tuple[str, str]:
    names = book.workbook.find(f"{NS}definedNames")
    assert names is not None
    ElementTree.SubElement(names, f"{NS}definedName", {"name": "_xlnm.Auto_Open"}).text = "Summary!$A$1"
    return "", "_xlnm.Auto_Open"


def unmarked_shape(book: Opened) -> tuple[str, str]:
    """A shape in the format of notes that does not say what it is, which LibreOffice shows."""
    shape = '<v:shape style="width:200pt;height:50pt" fillcolor="white"><v:textbox>PASS</v:textbox></v:shape>'
    book.parts["xl/drawings/plain.vml"] = f'<xml xmlns:v="urn:schemas-microsoft-com:vml">{shape}</xml>'.encode()
    book.relate("Legs", "vmlDrawing", "../drawings/plain.vml")
    return "Legs", ""


def tiny_chart(book: Opened) -> tuple[str, str]:
    """A chart four millimetres wide and high."""
    sheet, tree = drawing(book)
    start, end = within(tree, f"{ANCHOR}from"), within(tree, f"{ANCHOR}to")
    for tag, offset in (("row", "0"), ("col", "0")):
        within(end, f"{ANCHOR}{tag}").text = within(start, f"{ANCHOR}{tag}").text
        within(start, f"{ANCHOR}{tag}Off").text, within(end, f"{ANCHOR}{tag}Off").text = offset, "150000"
    frame = book.book.sheets[sheet].frames[0]
    return sheet, f"{chr(64 + frame.left)}{frame.top}"


def ground_of_a_series(chart: ElementTree.Element) -> None:
    """The plot is painted in the colour of the second series."""
    series = list(chart.iter(f"{CHART}ser"))[1]
    fill = ElementTree.tostring(within(series, f"{DRAWING}solidFill"), encoding="unicode")
    area = within(chart, f"{CHART}plotArea")
    area.append(ElementTree.fromstring(f'<c:spPr xmlns:c="{CHART[1:-1]}">{fill}</c:spPr>'))


def tiny_words(chart: ElementTree.Element) -> None:
    within(chart, f"{DRAWING}rPr").set("sz", "100")


def words_of_symbols(chart: ElementTree.Element) -> None:
    ElementTree.SubElement(within(chart, f"{DRAWING}rPr"), f"{DRAWING}latin", {"typeface": "Webdings"})


def crossed_at_the_top(chart: ElementTree.Element) -> None:
    """Bars begin at the end of the scale."""
    axis = within(chart, f"{CHART}catAx")
    for node in axis.findall(f"{CHART}crosses"):
        axis.remove(node)
    ElementTree.SubElement(axis, f"{CHART}crosses", {"val": "max"})


def legend_gone(book: Opened) -> tuple[str, str]:
    """The charts no longer say which series is which."""
    for part in [name for name in book.parts if name.startswith("xl/charts/chart")]:
        chart = within(book.tree(part), f"{CHART}chart")
        for node in chart.findall(f"{CHART}legend"):
            chart.remove(node)
    return next(
        sheet.name for sheet in book.book.sheets.values() if any("legend" in look for look in sheet.chart_looks)
    ), ""


UNSEEN: tuple[tuple[str, str, Do], ...] = (
    ("a font of symbols", "value-hidden", painted('<sz val="10"/><name val="Wingdings"/>')),
    ("letters of a set of symbols", "value-hidden", painted('<sz val="10"/><name val="Own"/><charset val="2"/>')),
    ("a theme's font of symbols", "value-hidden", theme_of_symbols),
    ("letters too large for any cell", "value-hidden", painted('<sz val="409"/>')),
    ("black on a fill that names no colour", "value-hidden", painted(BLACK_INK, SOLID)),
    (
        "black on the system's ink",
        "value-hidden",
        painted(BLACK_INK, SOLID.replace("/>", '><fgColor indexed="64"/></patternFill>')),
    ),
    ("text from right to left", "not-compared", styled("2", "readingOrder")),
    ("digits of another script", "format-changed", other_digits),
    ("digits of another script for an input", "format-changed", typed_format("deals", "base_bn", "[DBNum1]General")),
    ("a date of another calendar", "format-changed", typed_format("deals", "start", "[$-107041E]yyyy-mm-dd")),
    ("a year of Buddha's", "format-changed", typed_format("deals", "start", "bbbb-mm-dd")),
    ("a date of an era", "format-changed", typed_format("deals", "start", "ge.m.d")),
    ("a date without its year", "format-changed", typed_format("deals", "start", "h:mm")),
    ("a filter over figures", "rows-hidden", filtered_figures),
    ("columns of no width by default", "value-hidden", without_widths),
    ("panes frozen beyond the window", "rows-hidden", frozen_far),
    ("a name that programs act upon", "name-added", own_name_of_a_program),
    ("a shape among notes", "shape-added", unmarked_shape),
    ("a chart of four millimetres", "chart-changed", tiny_chart),
    ("words of one point in a chart", "chart-changed", charted(tiny_words)),
    ("words of symbols in a chart", "chart-changed", charted(words_of_symbols)),
    ("a plot in the colour of its bars", "chart-changed", charted(ground_of_a_series)),
    ("a plot without room", "chart-changed", charted(inserted((f"{CHART}plotArea",), PLOT))),
    ("a title out of its chart", "chart-changed", charted(inserted((f"{CHART}title",), AWAY, 1))),
    ("bars that hang from the top", "chart-changed", charted(crossed_at_the_top)),
    ("labels left out", "chart-changed", charted(inserted((f"{CHART}catAx",), '<c:tickLblSkip val="99"/>', 9))),
    ("stacks taken apart", "chart-changed", charted(set_value("0", f"{CHART}overlap"))),
    ("a legend gone", "chart-changed", legend_gone),
    ("a series in a white pattern", "chart-changed", charted(painted_series(PATTERN.format(WHITE)))),
)
