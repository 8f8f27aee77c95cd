"""Tampering with what readers see: views, fonts, formats, locks, charts, tables, and markup that nobody compares.

Each says the sheet and cell (or part) that must be named. `on` finds cells of a kind in any workbook of tieout's.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from model.xlsx.book import cell_name
from tests.opened import MAIN, NS, Opened
from tests.tampering_structure import input_rows, restyled

Do = Callable[[Opened], tuple[str, str]]
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
SUMMARY = "Summary"


def figure(book: Opened) -> tuple[str, str]:
    """A computed number that is no year in a heading, where the ground is dark."""
    return book.formula_where(lambda _, __, text, value: isinstance(value, float) and not 2000 < value < 2100, skip=20)


def child(sheet: str, path: str, **attributes: str) -> Do:
    """Attributes of the first element of a path on a sheet."""

    def do(book: Opened) -> tuple[str, str]:
        node = book.sheet(sheet).find("/".join(f"{NS}{step}" for step in path.split("/")))
        assert node is not None
        node.attrib |= attributes
        return sheet, ""

    return do


def beside(sheet: str, after: str, text: str, place: str = "") -> Do:
    """An element of its own after the last of a name on a sheet."""

    def do(book: Opened) -> tuple[str, str]:
        tree = book.sheet(sheet)
        index = max(index for index, node in enumerate(tree) if node.tag == f"{NS}{after}")
        tree.insert(index + 1, ElementTree.fromstring(text.replace("<", f'<x xmlns="{MAIN}"><', 1) + "</x>")[0])
        return sheet, place

    return do


def low_row(book: Opened) -> tuple[str, str]:
    sheet, cell = figure(book)
    row = coordinate_to_tuple(cell)[0]
    book.row(sheet, row).attrib |= {"ht": "4", "customHeight": "1"}
    return sheet, f"{row}:{row}"


def scrolled(axis: int) -> Do:
    """A frozen pane whose fixed part begins further down or to the right: what is before, nobody can scroll to."""

    def do(book: Opened) -> tuple[str, str]:
        view = next(book.sheet("Legs").iter(f"{NS}sheetView"))
        pane = view.find(f"{NS}pane")
        assert pane is not None
        pane.attrib |= {"xSplit": "1", "ySplit": "2", "state": "frozen"}
        view.set("topLeftCell", "A4" if axis == 0 else "C1")
        held = book.book.sheets["Legs"]
        lines = sorted({spot[axis] for spot in held.spots() if spot[axis] < (4 if axis == 0 else 3)})
        spell: Callable[[int], str] = str if axis == 0 else get_column_letter
        return "Legs", f"{spell(lines[0])}:{spell(lines[-1])}"

    return do


def painted(font: str = "", fill: str = "", alignment: str = "") -> Do:
    """A font, fill and alignment for a computed number."""

    def do(book: Opened) -> tuple[str, str]:
        place = restyled(book, figure(book), "", font or "<sz val='10'/>")
        styles = book.tree("xl/styles.xml")
        cells, fills = styles.find(f"{NS}cellXfs"), styles.find(f"{NS}fills")
        assert cells is not None
        assert fills is not None
        if fill:
            cells[-1].set("fillId", str(len(fills)))
            fills.append(ElementTree.fromstring(f'<fill xmlns="{MAIN}">{fill}</fill>'))
        for node in cells[-1].findall(f"{NS}alignment") if alignment else []:
            cells[-1].remove(node)
        if alignment:
            cells[-1].insert(0, ElementTree.fromstring(f'<alignment xmlns="{MAIN}" {alignment}/>'))
        return place

    return do


def white_ink(book: Opened) -> tuple[str, str]:
    """The theme's ink is paper, and a figure is written in ink."""
    theme_with("dk1", "FFFFFF")(book)
    return painted('<sz val="10"/><color theme="1"/>')(book)


def theme_with(colour: str, rgb: str) -> Do:
    """Another colour of the theme, which no cell has and charts write with or on."""

    def do(book: Opened) -> tuple[str, str]:
        part = next(name for name in book.parts if name.startswith("xl/theme/"))
        scheme = next(book.tree(part).iter(f"{DRAWING}clrScheme"))
        node = next(each for each in scheme if each.tag == f"{DRAWING}{colour}")
        node[:] = [ElementTree.Element(f"{DRAWING}srgbClr", {"val": rgb})]
        return "", "theme"

    return do


def own_palette(book: Opened) -> tuple[str, str]:
    """The colour of number 8, which is black, is white here."""
    place = painted('<sz val="10"/><color indexed="8"/>')(book)
    colours = "".join(f'<rgbColor rgb="00{"FFFFFF" if number == 8 else "000000"}"/>' for number in range(64))
    text = f'<colors xmlns="{MAIN}"><indexedColors>{colours}</indexedColors></colors>'
    styles = book.tree("xl/styles.xml")
    for node in styles.findall(f"{NS}colors"):
        styles.remove(node)
    styles.append(ElementTree.fromstring(text))
    return place


def typed_format(table: str, column: str, code: str) -> Do:
    return lambda book: restyled(book, book.input_where(table, column), code)


def extension_rule(book: Opened) -> tuple[str, str]:
    """A rule in the list of extensions paints the verdict white."""
    font = f'<font xmlns="{MAIN}"><color rgb="FFFFFFFF"/></font>'
    rule = (
        f'<x14:cfRule type="expression" priority="1" id="{{1}}"><xm:f>TRUE</xm:f><x14:dxf>{font}</x14:dxf></x14:cfRule>'
    )
    rules = f"<x14:conditionalFormatting>{rule}<xm:sqref>B10</xm:sqref></x14:conditionalFormatting>"
    text = (
        f'<extLst xmlns="{MAIN}" xmlns:x14="{X14}" xmlns:xm="{XM}"><ext uri="{{78C0D931}}"><x14:conditionalFormattings>'
    )
    book.sheet(SUMMARY).append(ElementTree.fromstring(f"{text}{rules}</x14:conditionalFormattings></ext></extLst>"))
    return SUMMARY, "B10"


def own_rule(rule: str, cells: str) -> Do:
    text = f'<conditionalFormatting sqref="{cells}">{rule}</conditionalFormatting>'
    return beside(SUMMARY, "sheetData", text, cells)


def advice_only(**attributes: str) -> Do:
    """The first validation of the Summary no longer refuses anything."""

    def do(book: Opened) -> tuple[str, str]:
        rule = next(book.sheet(SUMMARY).iter(f"{NS}dataValidation"))
        rule.attrib |= attributes
        return SUMMARY, rule.get("sqref", "")

    return do


def unlocked_cell(book: Opened) -> tuple[str, str]:
    place = restyled(book, figure(book), "", "<sz val='10'/>")
    cells = book.tree("xl/styles.xml").find(f"{NS}cellXfs")
    assert cells is not None
    for node in cells[-1].findall(f"{NS}protection"):
        cells[-1].remove(node)
    ElementTree.SubElement(cells[-1], f"{NS}protection", {"locked": "0"})
    return place


def no_objects(book: Opened) -> tuple[str, str]:
    node = book.workbook.find(f"{NS}workbookPr")
    assert node is not None
    node.set("showObjects", "none")
    return "", "showObjects"


# charts


def drawing(book: Opened) -> tuple[str, ElementTree.Element]:
    """The first sheet with charts, and its drawing."""
    sheet = next(sheet.name for sheet in book.book.sheets.values() if sheet.charts)
    target = next(
        node.get("Target", "") for node in book.relations_of(sheet) if node.get("Type", "").endswith("/drawing")
    )
    return sheet, book.tree(target.replace("../", "xl/").lstrip("/"))


def charted(change: Callable[[ElementTree.Element], None]) -> Do:
    """A change of the first chart of the Summary."""

    def do(book: Opened) -> tuple[str, str]:
        sheet, _ = drawing(book)
        change(book.tree("xl/charts/chart1.xml"))
        return sheet, ""

    return do


def within(parent: ElementTree.Element, *tags: str) -> ElementTree.Element:
    node = parent
    for tag in tags:
        node = next(node.iter(tag))
    return node


def put(tags: tuple[str, ...], text: str, index: int = 0) -> Callable[[ElementTree.Element], None]:
    """Insert an element, as text with the prefixes c and a, into another one."""
    spaces = f'xmlns:c="{CHART[1:-1]}" xmlns:a="{DRAWING[1:-1]}"'

    def change(chart: ElementTree.Element) -> None:
        node = within(chart, *tags)
        element = ElementTree.fromstring(f"<x {spaces}>{text}</x>")[0]
        for before in node.findall(element.tag):
            node.remove(before)
        node.insert(index, element)

    return change


def set_value(value: str, *tags: str) -> Callable[[ElementTree.Element], None]:
    return lambda chart: within(chart, *tags).set("val", value)


def series_of(chart: ElementTree.Element) -> list[ElementTree.Element]:
    return list(chart.iter(f"{CHART}ser"))


def swapped(tag: str) -> Callable[[ElementTree.Element], None]:
    """The names, or values, of the last two series change places."""

    def change(chart: ElementTree.Element) -> None:
        one, other = (next(each.iter(f"{CHART}{tag}")) for each in series_of(chart)[-2:])
        one[:], other[:] = other[:], one[:]

    return change


def typed_values(chart: ElementTree.Element) -> None:
    values = within(series_of(chart)[1], f"{CHART}val")
    point = '<c:numLit><c:ptCount val="1"/><c:pt idx="0"><c:v>9</c:v></c:pt></c:numLit>'
    values[:] = [ElementTree.fromstring(f'<x xmlns:c="{CHART[1:-1]}">{point}</x>')[0]]


def painted_series(fill: str) -> Callable[[ElementTree.Element], None]:
    def change(chart: ElementTree.Element) -> None:
        properties = within(series_of(chart)[1], f"{CHART}spPr")
        properties[:] = [ElementTree.fromstring(f'<x xmlns:a="{DRAWING[1:-1]}">{fill}</x>')[0]]

    return change


def literal_series(book: Opened) -> tuple[str, str]:
    """The values of a series are typed in."""
    sheet, _ = drawing(book)
    chart = book.tree("xl/charts/chart1.xml")
    reference = within(series_of(chart)[1], f"{CHART}val", f"{CHART}f").text or ""
    typed_values(chart)
    return sheet, reference.replace("$", "$")


def chart_at(top: int, left: int, bottom: int, right: int) -> Do:
    """The first chart lies elsewhere; rows and columns count from 0."""

    def do(book: Opened) -> tuple[str, str]:
        sheet, tree = drawing(book)
        for end, row, column in (("from", top, left), ("to", bottom, right)):
            corner = within(tree, f"{ANCHOR}{end}")
            for tag, number in (("row", row), ("rowOff", 0), ("col", column), ("colOff", 0)):
                within(corner, f"{ANCHOR}{tag}").text = str(number)
        first = cell_name((top + 1, left + 1))
        return sheet, first if (top, left) == (bottom, right) else f"{first}:{cell_name((bottom, right))}"

    return do


def chart_hidden(book: Opened) -> tuple[str, str]:
    sheet, tree = drawing(book)
    within(tree, f"{ANCHOR}cNvPr").set("hidden", "1")
    frame = book.book.sheets[sheet].frames[0]
    return sheet, cell_name((frame.top, frame.left))


def other_frame(book: Opened) -> tuple[str, str]:
    """A frame of a kind of charts that came later lies beside the charts."""
    sheet, tree = drawing(book)
    later = "http://schemas.microsoft.com/office/drawing/2014/chartex"
    place = "<col>1</col><colOff>0</colOff><row>1</row><rowOff>0</rowOff>"
    frame = f'<graphicFrame><chart xmlns="{later}"/></graphicFrame>'
    inside = f"<from>{place}</from><to>{place}</to>{frame}<clientData/>"
    tree.append(ElementTree.fromstring(f'<twoCellAnchor xmlns="{ANCHOR[1:-1]}">{inside}</twoCellAnchor>'))
    return sheet, ""


def shown_note(book: Opened) -> tuple[str, str]:
    """A note that is there without the mouse."""
    data = '<x:ClientData ObjectType="Note"><x:Visible/><x:Row>1</x:Row></x:ClientData>'
    spaces = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    book.parts["xl/drawings/notes.vml"] = f"<xml {spaces}><v:shape>{data}</v:shape></xml>".encode()
    book.relate("Legs", "vmlDrawing", "../drawings/notes.vml")
    return "Legs", ""


# tables and the rest


def table(change: Callable[[ElementTree.Element], None]) -> Do:
    def do(book: Opened) -> tuple[str, str]:
        sheet, ref, _ = input_rows(book, "companies")
        change(book.table("companies"))
        return sheet, ref

    return do


def self_filling(tree: ElementTree.Element) -> None:
    column = list(tree.iter(f"{NS}tableColumn"))[-1]
    ElementTree.SubElement(column, f"{NS}calculatedColumnFormula").text = "1+1"


def workbook(path: str, **attributes: str) -> Do:
    def do(book: Opened) -> tuple[str, str]:
        node = book.workbook.find("/".join(f"{NS}{step}" for step in path.split("/")))
        assert node is not None
        node.attrib |= attributes
        return "", node.get("name", "xl/workbook.xml")

    return do


def in_cell(attribute: str = "", text: str = "") -> Do:
    """An attribute, or an element, of a label's cell."""

    def do(book: Opened) -> tuple[str, str]:
        node = book.cell(SUMMARY, "A1")
        if attribute:
            node.set(attribute, "1")
        else:
            node[:] = [ElementTree.fromstring(f'<x xmlns="{MAIN}">{text}</x>')[0]]
        return SUMMARY, "A1"

    return do


def styled(text: str, attribute: str) -> Do:
    """An alignment that no program writes by itself."""

    def do(book: Opened) -> tuple[str, str]:
        painted("<sz val='10'/>", "", f'{attribute}="{text}"')(book)
        return "", "xl/styles.xml"

    return do


def ruled(**attributes: str) -> Do:
    def do(book: Opened) -> tuple[str, str]:
        rule = next(book.sheet(SUMMARY).iter(f"{NS}dataValidation"))
        rule.attrib |= attributes
        return SUMMARY, rule.get("sqref", "")

    return do


def told_otherwise(book: Opened) -> tuple[str, str]:
    """A link says something of its own when the mouse is over it."""
    link = next(book.sheet(SUMMARY).iter(f"{NS}hyperlink"))
    link.set("tooltip", "the total is 12")
    return SUMMARY, link.get("ref", "")


def table_style(book: Opened) -> tuple[str, str]:
    styles = book.tree("xl/styles.xml").find(f"{NS}tableStyles")
    assert styles is not None
    ElementTree.SubElement(styles, f"{NS}tableStyle", {"name": "White"})
    return "", "White"


RUN = '<is><r><rPr><sz val="1"/><color rgb="FFFFFFFF"/></rPr><t>{}</t></r></is>'
SERIES = (f"{CHART}barChart", f"{CHART}ser")
LABEL = '<c:dLbl><c:idx val="0"/><c:tx><c:rich><a:p><a:r><a:t>99</a:t></a:r></a:p></c:rich></c:tx></c:dLbl>'
PALE = "<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr><a:solidFill>{}</a:solidFill></a:defRPr></a:pPr></a:p></c:txPr>"
SCENARIOS = '<scenarios><scenario name="s"><inputCells r="B5" val="high"/></scenario></scenarios>'
CUSTOM_VIEW = '<customSheetViews><customSheetView guid="{1}" hiddenRows="1"/></customSheetViews>'
SPARKLINES = '<extLst><ext uri="{05C60535}"><sparklineGroups/></ext></extLst>'
BAR = '<cfRule type="dataBar" priority="1"><dataBar><cfvo type="min"/></dataBar></cfRule>'
ICONS = '<cfRule type="iconSet" priority="1"><iconSet><cfvo type="min"/></iconSet></cfRule>'

LOOKS: tuple[tuple[str, str, Do], ...] = (
    ("zeros that are not shown", "value-hidden", child(SUMMARY, "sheetViews/sheetView", showZeros="0")),
    ("formulas in place of values", "value-hidden", child(SUMMARY, "sheetViews/sheetView", showFormulas="1")),
    ("rows of no height by default", "rows-hidden", child("Legs", "sheetFormatPr", defaultRowHeight="0.75")),
    ("a row of four points", "rows-hidden", low_row),
    ("a pane scrolled past rows", "rows-hidden", scrolled(0)),
    ("a pane scrolled past columns", "columns-hidden", scrolled(1)),
    ("paper with a tint", "value-hidden", painted('<color theme="0" tint="-0.05"/>')),
    ("the theme's second paper", "value-hidden", painted('<color theme="2"/>')),
    ("ink with a tint", "value-hidden", painted('<color theme="1" tint="0.99"/>')),
    (
        "an accent on the same accent",
        "value-hidden",
        painted('<color theme="4"/>', '<patternFill patternType="solid"><fgColor theme="4"/></patternFill>'),
    ),
    ("a theme with white ink", "value-hidden", white_ink),
    ("a theme with white ink for charts alone", "chart-changed", theme_with("dk1", "FEFEFE")),
    ("a theme with black paper", "chart-changed", theme_with("lt1", "000000")),
    ("a palette with white ink", "value-hidden", own_palette),
    (
        "a pattern in the colour of the text",
        "value-hidden",
        painted(
            '<color rgb="FF7F7F7F"/>', '<patternFill patternType="darkGray"><fgColor rgb="FF7F7F7F"/></patternFill>'
        ),
    ),
    (
        "a gradient through the colour of the text",
        "value-hidden",
        painted(
            '<color rgb="FF7F7F7F"/>',
            '<gradientFill><stop position="0"><color rgb="FF7F7F7F"/></stop></gradientFill>',
        ),
    ),
    ("a number repeated to fill its cell", "value-hidden", painted("", "", 'horizontal="fill"')),
    ("a format with a text of its own", "format-changed", typed_format("deals", "leg", 'General;General;General;"x"')),
    ("a format that names a company", "format-changed", typed_format("deals", "payer", '0;-0;0;"Microsoft"')),
    ("a format that fills with nines", "format-changed", typed_format("deals", "base_bn", "*9#,##0.0")),
    ("a date with day and month turned", "format-changed", typed_format("deals", "start", "yyyy-dd-mm")),
    ("a rule among extensions", "highlight-changed", extension_rule),
    ("a bar in a cell", "highlight-changed", own_rule(BAR, "B8:B12")),
    ("icons in cells", "highlight-changed", own_rule(ICONS, "B8:B12")),
    ("a validation that refuses nothing", "validation-changed", advice_only(showErrorMessage="0")),
    ("a validation that informs", "validation-changed", advice_only(errorStyle="information")),
    ("a validation that warns", "validation-changed", advice_only(errorStyle="warning")),
    ("a cell unlocked", "unprotected", unlocked_cell),
    (
        "exceptions from a lock",
        "unprotected",
        beside(
            "Legs",
            "sheetData",
            '<protectedRanges><protectedRange sqref="A1:Z99" name="a"/></protectedRanges>',
            "A1:Z99",
        ),
    ),
    (
        "rules that are switched off",
        "highlight-changed",
        child("Checks", "sheetPr", enableFormatConditionsCalculation="0"),
    ),
    ("charts that are not shown", "chart-changed", no_objects),
    (
        "an axis with digits of its own",
        "chart-changed",
        charted(put((f"{CHART}valAx",), '<c:numFmt formatCode="0&quot;0&quot;" sourceLinked="0"/>')),
    ),
    ("an axis deleted", "chart-changed", charted(set_value("1", f"{CHART}valAx", f"{CHART}delete"))),
    ("an axis without labels", "chart-changed", charted(put((f"{CHART}valAx",), '<c:tickLblPos val="none"/>'))),
    ("a series without fill", "chart-changed", charted(painted_series("<a:noFill/>"))),
    (
        "a white series",
        "chart-changed",
        charted(painted_series('<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>')),
    ),
    (
        "a series in the theme's paper",
        "chart-changed",
        charted(painted_series('<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>')),
    ),
    (
        "a series that is transparent",
        "chart-changed",
        charted(painted_series('<a:solidFill><a:srgbClr val="0000FF"><a:alpha val="0"/></a:srgbClr></a:solidFill>')),
    ),
    (
        "white words of an axis",
        "chart-changed",
        charted(put((f"{CHART}valAx",), PALE.format('<a:srgbClr val="FFFFFF"/>'))),
    ),
    (
        "labels with digits of their own",
        "chart-changed",
        charted(put((f"{CHART}dLbls",), '<c:numFmt formatCode="0&quot;0&quot;" sourceLinked="0"/>')),
    ),
    ("two series' values swapped", "chart-changed", charted(swapped("val"))),
    ("two series' names swapped", "chart-changed", charted(swapped("tx"))),
    ("bars for columns", "chart-changed", charted(set_value("col", f"{CHART}barDir"))),
    ("bars beside one another", "chart-changed", charted(set_value("clustered", f"{CHART}grouping"))),
    ("an axis turned round", "chart-changed", charted(set_value("maxMin", f"{CHART}valAx", f"{CHART}orientation"))),
    (
        "an axis by powers of ten",
        "chart-changed",
        charted(put((f"{CHART}valAx", f"{CHART}scaling"), '<c:logBase val="10"/>')),
    ),
    ("values typed into a chart", "chart-changed", literal_series),
    ("hidden cells drawn", "chart-changed", charted(put((f"{CHART}chart",), '<c:plotVisOnly val="0"/>', 2))),
    ("a chart over figures", "chart-changed", chart_at(4, 0, 20, 4)),
    ("a chart of no size", "chart-changed", chart_at(30, 0, 30, 0)),
    ("a chart far away", "chart-changed", chart_at(900, 0, 915, 4)),
    ("a chart that is hidden", "chart-changed", chart_hidden),
    ("a chart of a later kind", "shape-added", other_frame),
    (
        "a trend in a chart",
        "not-compared",
        charted(put(SERIES, '<c:trendline><c:trendlineType val="linear"/></c:trendline>', 4)),
    ),
    ("a label typed into a chart", "not-compared", charted(put((f"{CHART}dLbls",), LABEL))),
    ("a point of its own colour", "not-compared", charted(put(SERIES, '<c:dPt><c:idx val="0"/></c:dPt>', 4))),
    ("a note that is always shown", "shape-added", shown_note),
    ("a table without header", "table-changed", table(lambda tree: tree.set("headerRowCount", "0"))),
    ("a table that fills itself", "table-changed", table(self_filling)),
    ("evaluation as in Lotus", "not-compared", child(SUMMARY, "sheetPr", transitionEvaluation="1")),
    ("a sheet from right to left", "not-compared", child(SUMMARY, "sheetViews/sheetView", rightToLeft="1")),
    ("views of somebody's own", "not-compared", beside(SUMMARY, "sheetData", CUSTOM_VIEW)),
    ("scenarios", "not-compared", beside(SUMMARY, "sheetData", SCENARIOS, "")),
    ("lines within cells", "not-compared", beside(SUMMARY, "sheetData", SPARKLINES)),
    ("a window that is hidden", "not-compared", workbook("bookViews/workbookView", visibility="hidden")),
    ("a name that is a function", "not-compared", workbook("definedNames/definedName", function="1")),
    ("a cell with metadata", "not-compared", in_cell("cm")),
    ("an attribute of another kind", "not-compared", in_cell("{http://example.org/more}shows")),
    ("a run that cannot be read", "not-compared", in_cell("", RUN)),
    ("text on its head", "not-compared", styled("180", "textRotation")),
    ("text made to fit", "not-compared", styled("1", "shrinkToFit")),
    ("a message rewritten", "not-compared", ruled(prompt="type anything")),
    ("a drop-down without its button", "not-compared", ruled(showDropDown="1")),
    ("a link that says something of its own", "not-compared", told_otherwise),
    ("a style for tables", "not-compared", table_style),
)
