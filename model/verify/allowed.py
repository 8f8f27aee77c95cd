"""Everything verify knows of a file's markup, in two tables: what it compares itself, and what is harmless.

Whatever else stands in a part that is not byte for byte the fresh build's is told as "not compared". A path names
elements from the part's root on; "//" before it stands for any place, "*" for any element, "/**" for all within. Of the
attributes, those with "=" are known with these values only; "text" is the text of the element.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from model.verify.allowed_charts import CHARTS_COMPARED, CHARTS_HARMLESS
from model.verify.known import Known

MICROSOFT = "http://schemas.microsoft.com/office"
OPEN = "http://schemas.openxmlformats.org"
# How namespaces are spelt in paths. What has none is spelt with "{}", so that it does not pass for the format's own.
PREFIXES: Mapping[str, str] = {
    f"{OPEN}/spreadsheetml/2006/main": "",
    f"{OPEN}/officeDocument/2006/relationships": "r:",
    f"{OPEN}/package/2006/relationships": "rel:",
    f"{OPEN}/package/2006/content-types": "ct:",
    f"{OPEN}/package/2006/metadata/core-properties": "core:",
    f"{OPEN}/officeDocument/2006/extended-properties": "app:",
    f"{OPEN}/officeDocument/2006/custom-properties": "custom:",
    f"{OPEN}/markup-compatibility/2006": "mc:",
    f"{OPEN}/drawingml/2006/main": "a:",
    f"{OPEN}/drawingml/2006/chart": "c:",
    f"{OPEN}/drawingml/2006/spreadsheetDrawing": "xdr:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    f"{MICROSOFT}/spreadsheetml/2009/9/main": "x14:",
    f"{MICROSOFT}/spreadsheetml/2009/9/ac": "x14ac:",
    f"{MICROSOFT}/spreadsheetml/2010/11/main": "x15:",
    f"{MICROSOFT}/spreadsheetml/2010/11/ac": "x15ac:",
    f"{MICROSOFT}/spreadsheetml/2014/revision": "xr:",
    f"{MICROSOFT}/spreadsheetml/2015/revision2": "xr2:",
    f"{MICROSOFT}/spreadsheetml/2016/revision3": "xr3:",
    f"{MICROSOFT}/spreadsheetml/2016/revision6": "xr6:",
    f"{MICROSOFT}/spreadsheetml/2016/revision10": "xr10:",
    f"{MICROSOFT}/spreadsheetml/2018/calcfeatures": "xcalcf:",
    f"{MICROSOFT}/spreadsheetml/2018/threadedcomments": "notes:",
    f"{MICROSOFT}/excel/2006/main": "xm:",
    f"{MICROSOFT}/drawing/2012/chart": "c15:",
    f"{MICROSOFT}/drawing/2014/chart": "c16:",
    f"{MICROSOFT}/drawing/2017/03/chart": "c16r3:",
    f"{MICROSOFT}/drawing/2014/main": "a16:",
    "http://schemas.libreoffice.org/": "lo:",
    "http://www.gnumeric.org/ext/spreadsheetml": "gnm:",
    "urn:schemas-microsoft-com:vml": "v:",
    "urn:schemas-microsoft-com:office:office": "o:",
    "urn:schemas-microsoft-com:office:excel": "xl:",
}

COMPARED: tuple[Known, ...] = (
    Known("worksheet/sheetData/row", "r ht hidden", "rows, and whether they can be seen"),
    Known("worksheet/sheetData/row/c", "r s t", "cells, and what their styles let readers see"),
    Known("worksheet/sheetData/row/c/f", "t ref si text", "formulas, alone, shared or as arrays"),
    Known("worksheet/sheetData/row/c/v", "text", "stored values"),
    Known("worksheet/sheetData/row/c/is", "", "texts"),
    Known("worksheet/sheetData/row/c/is/t", "text", "texts"),
    Known("sst/si", "", "texts"),
    Known("sst/si/t", "text", "texts"),
    Known("worksheet/cols/col", "min max width hidden", "columns, and whether they can be seen"),
    Known("worksheet/sheetFormatPr", "zeroHeight defaultRowHeight", "whether rows can be seen by default"),
    Known("worksheet/sheetPr", "enableFormatConditionsCalculation", "whether FAIL turns red"),
    Known("worksheet/sheetViews/sheetView", "showZeros showFormulas topLeftCell", "what a sheet's view leaves out"),
    Known("worksheet/sheetViews/sheetView/pane", "xSplit ySplit topLeftCell state", "rows above a frozen pane"),
    Known("worksheet/mergeCells", "", "merged cells"),
    Known("worksheet/mergeCells/mergeCell", "ref", "merged cells"),
    Known("worksheet/sheetProtection", "sheet", "locks"),
    Known("worksheet/protectedRanges/**", "", "locks with exceptions"),
    Known("worksheet/conditionalFormatting", "sqref", "rules that colour cells"),
    Known("worksheet/conditionalFormatting/cfRule", "type operator dxfId", "rules that colour cells"),
    Known("worksheet/conditionalFormatting/cfRule/formula", "text", "rules that colour cells"),
    Known("worksheet/conditionalFormatting/cfRule/colorScale", "", "colour scales"),
    Known("worksheet/conditionalFormatting/cfRule/colorScale/cfvo", "type val", "colour scales"),
    Known("worksheet/conditionalFormatting/cfRule/colorScale/color", "rgb theme tint indexed auto", "colour scales"),
    Known("worksheet/extLst/ext/x14:conditionalFormattings/**", "", "rules that colour cells, as Excel adds them"),
    Known("worksheet/dataValidations", "", "what may be typed"),
    Known(
        "worksheet/dataValidations/dataValidation",
        "type operator sqref showErrorMessage errorStyle",
        "what may be typed",
    ),
    Known("worksheet/dataValidations/dataValidation/formula1", "text", "what may be typed"),
    Known("worksheet/dataValidations/dataValidation/formula2", "text", "what may be typed"),
    Known("worksheet/extLst", "", "what may be typed, and rules"),
    Known("worksheet/extLst/ext", "uri", "what may be typed, and rules"),
    Known("worksheet/extLst/ext/x14:dataValidations/**", "", "what may be typed"),
    Known("worksheet/hyperlinks", "", "links"),
    Known("worksheet/hyperlinks/hyperlink", "ref location r:id", "links"),
    Known("worksheet/drawing", "r:id", "charts and shapes"),
    Known("worksheet/legacyDrawing", "r:id", "notes that are always shown, and controls"),
    Known("worksheet/tableParts", "", "tables"),
    Known("worksheet/tableParts/tablePart", "r:id", "tables"),
    Known("table", "displayName ref headerRowCount totalsRowCount", "tables"),
    Known("table/tableColumns", "", "tables"),
    Known("table/tableColumns/tableColumn", "name", "tables"),
    Known("table/tableColumns/tableColumn/calculatedColumnFormula", "text array", "tables that fill in formulas"),
    Known("workbook/workbookPr", "date1904 showObjects", "how dates count, and whether charts are shown"),
    Known("workbook/sheets", "", "sheets"),
    Known("workbook/sheets/sheet", "name state r:id", "sheets"),
    Known("workbook/definedNames", "", "defined names"),
    Known("workbook/definedNames/definedName", "name localSheetId text", "defined names"),
    Known("workbook/calcPr", "calcMode iterate fullPrecision", "how formulas are computed"),
    Known("styleSheet/numFmts", "", "number formats"),
    Known("styleSheet/numFmts/numFmt", "numFmtId formatCode", "number formats"),
    Known("styleSheet/fonts", "", "whether text can be read"),
    Known("styleSheet/fonts/font", "", "whether text can be read"),
    Known("styleSheet/fonts/font/sz", "val", "whether text can be read"),
    Known("styleSheet/fonts/font/color", "rgb theme tint indexed auto", "whether text can be read"),
    Known("styleSheet/fills", "", "whether text can be read"),
    Known("styleSheet/fills/fill/**", "", "whether text can be read"),
    Known("styleSheet/cellXfs", "", "styles of cells"),
    Known("styleSheet/cellXfs/xf", "numFmtId fontId fillId", "styles of cells"),
    Known("styleSheet/cellXfs/xf/alignment", "horizontal", "whether text is repeated to fill a cell"),
    Known("styleSheet/cellXfs/xf/protection", "locked", "locks cell by cell"),
    Known("styleSheet/dxfs", "", "how rules colour cells"),
    Known("styleSheet/dxfs/dxf", "", "how rules colour cells"),
    Known("styleSheet/dxfs/dxf/numFmt", "formatCode numFmtId", "how rules colour cells"),
    Known("styleSheet/dxfs/dxf/font", "", "how rules colour cells"),
    Known("styleSheet/dxfs/dxf/font/color", "rgb theme tint indexed auto", "how rules colour cells"),
    Known("styleSheet/dxfs/dxf/fill/**", "", "how rules colour cells"),
    Known("styleSheet/colors", "", "colours by number"),
    Known("styleSheet/colors/indexedColors/**", "", "colours by number"),
    Known("a:theme", "", "colours of the theme"),
    Known("a:theme/a:themeElements", "", "colours of the theme"),
    Known("a:theme/a:themeElements/a:clrScheme/**", "", "colours of the theme"),
    Known("{}xml", "", "notes that are always shown, and controls"),
    Known("{}xml/v:shape/**", "", "notes that are always shown, and controls"),
    Known("rel:Relationships", "", "relations between parts"),
    Known("rel:Relationships/rel:Relationship", "Id Type Target TargetMode", "relations between parts"),
    Known("ct:Types", "", "kinds of parts"),
    Known("ct:Types/ct:Default", "Extension ContentType", "kinds of parts"),
    Known("ct:Types/ct:Override", "PartName ContentType", "kinds of parts"),
    *CHARTS_COMPARED,
)

HARMLESS: tuple[Known, ...] = (
    Known("//*", "mc:Ignorable xr:uid xr2:uid xr3:uid xr6:uid xml:space x14ac:dyDescent", "marks of Excel's own"),
    Known("worksheet", "", "the sheet itself"),
    Known("worksheet/sheetPr", "codeName filterMode", "a name for macros, of which there are none"),
    Known("worksheet/sheetPr/tabColor", "rgb theme tint indexed auto", "the colour of a sheet's tab"),
    Known("worksheet/sheetPr/outlinePr", "summaryBelow summaryRight applyStyles showOutlineSymbols", "groups of rows"),
    Known("worksheet/sheetPr/pageSetUpPr", "fitToPage autoPageBreaks", "printing"),
    Known("worksheet/dimension", "ref", "a hint how large the sheet is"),
    Known("worksheet/sheetViews", "", "how a sheet is looked at"),
    Known(
        "worksheet/sheetViews/sheetView",
        "workbookViewId tabSelected view zoomScale zoomScaleNormal zoomScalePageLayoutView zoomScaleSheetLayoutView"
        " showGridLines showRowColHeaders showRuler showWhiteSpace showOutlineSymbols defaultGridColor colorId"
        " rightToLeft=0|false windowProtection=0|false",
        "how a sheet is looked at",
    ),
    Known("worksheet/sheetViews/sheetView/pane", "activePane", "where the cursor is"),
    Known("worksheet/sheetViews/sheetView/selection", "pane activeCell activeCellId sqref", "where the cursor is"),
    Known(
        "worksheet/sheetFormatPr",
        "baseColWidth defaultColWidth customHeight outlineLevelRow outlineLevelCol thickTop thickBottom",
        "widths of empty columns",
    ),
    Known("worksheet/cols", "", "columns"),
    Known("worksheet/cols/col", "customWidth bestFit style outlineLevel collapsed", "how a column came by its width"),
    Known("worksheet/sheetData", "", "cells"),
    Known(
        "worksheet/sheetData/row",
        "spans s customFormat customHeight outlineLevel collapsed thickTop thickBot ph=0|false",
        "hints for programs, and groups of rows",
    ),
    Known("worksheet/sheetData/row/c", "ph=0|false", "phonetic guides that are off"),
    Known("worksheet/sheetData/row/c/f", "ca aca=0|1|false|true", "when a formula is computed"),
    Known("worksheet/sheetCalcPr", "fullCalcOnLoad", "compute when opened"),
    Known(
        "worksheet/sheetProtection",
        "password algorithmName hashValue saltValue spinCount objects scenarios formatCells formatColumns formatRows"
        " insertColumns insertRows insertHyperlinks deleteColumns deleteRows sort autoFilter pivotTables"
        " selectLockedCells selectUnlockedCells",
        "a password, and what may be done without it",
    ),
    Known("worksheet/autoFilter/**", "", "filters; the rows they hide are compared"),
    Known("worksheet/sortState/**", "", "how rows were sorted"),
    Known("worksheet/mergeCells", "count", "a count"),
    Known(
        "worksheet/conditionalFormatting/cfRule",
        "priority stopIfTrue aboveAverage=0|1 equalAverage=0 bottom=0 percent=0 rank=0 stdDev=0 text=",
        "the order of rules that do not meet, and what says nothing",
    ),
    Known(
        "worksheet/dataValidations",
        "count disablePrompts=0|false xWindow yWindow",
        "a count, and where a message is shown",
    ),
    Known(
        "worksheet/dataValidations/dataValidation",
        "allowBlank showInputMessage showDropDown=0|false imeMode=noControl",
        "whether a message is shown, and whether nothing may be typed",
    ),
    Known("worksheet/hyperlinks/hyperlink", "display", "the text of the cell once more"),
    Known("worksheet/printOptions", "*", "printing"),
    Known("worksheet/pageMargins", "*", "printing"),
    Known("worksheet/pageSetup", "*", "printing"),
    Known("worksheet/headerFooter/**", "", "printing"),
    Known("worksheet/rowBreaks/**", "", "printing"),
    Known("worksheet/colBreaks/**", "", "printing"),
    Known("worksheet/phoneticPr", "*", "phonetic guides"),
    Known("worksheet/cellWatches/**", "", "cells that somebody watches"),
    Known("worksheet/ignoredErrors/**", "", "green triangles that somebody put out"),
    Known("worksheet/tableParts", "count", "a count"),
    Known("sst", "count uniqueCount", "counts"),
    Known("table", "id name totalsRowShown insertRow=0|false published=0|false", "numbers and names of programs' own"),
    Known("table/autoFilter/**", "", "filters; the rows they hide are compared"),
    Known("table/sortState/**", "", "how rows were sorted"),
    Known("table/tableColumns", "count", "a count"),
    Known("table/tableColumns/tableColumn", "id dataDxfId headerRowDxfId", "numbers, and looks of rows to come"),
    Known("table/tableStyleInfo", "*", "stripes; text in cells has colours of its own"),
    Known("workbook", "conformance=transitional", "the workbook itself"),
    Known("workbook/fileVersion", "*", "the program that saved the file"),
    Known("workbook/fileSharing", "readOnlyRecommended userName", "a wish that nobody saves"),
    Known(
        "workbook/workbookPr",
        "backupFile codeName defaultThemeVersion filterPrivacy saveExternalLinkValues updateLinks checkCompatibility"
        " hidePivotFieldList autoCompressPictures promptedSolutions publishItems refreshAllConnections=0|false"
        " showBorderUnselectedTables showInkAnnotation allowRefreshQuery=0|false dateCompatibility=1|true",
        "settings of Excel's own",
    ),
    Known("workbook/workbookProtection", "*", "sheets that nobody may move"),
    Known("workbook/bookViews", "", "windows"),
    Known(
        "workbook/bookViews/workbookView",
        "xWindow yWindow windowWidth windowHeight tabRatio firstSheet activeTab showHorizontalScroll"
        " showVerticalScroll showSheetTabs=1|true visibility=visible minimized=0|false autoFilterDateGrouping",
        "windows",
    ),
    Known("workbook/sheets/sheet", "sheetId", "a number of the program's own"),
    Known(
        "workbook/definedNames/definedName",
        "hidden comment description function=0|false vbProcedure=0|false xlm=0|false",
        "whether a name is listed",
    ),
    Known(
        "workbook/calcPr",
        "calcId fullCalcOnLoad calcCompleted calcOnSave concurrentCalc concurrentManualCount forceFullCalc refMode=A1"
        " iterateCount iterateDelta",
        "when formulas are computed",
    ),
    Known("workbook/fileRecoveryPr", "*", "whether a file was repaired"),
    Known("workbook/webPublishing", "*", "how a web page would be saved"),
    Known("workbook/xr:revisionPtr", "*", "marks of Excel's own"),
    Known("workbook/mc:AlternateContent", "", "where Excel saved the file"),
    Known("workbook/mc:AlternateContent/mc:Choice", "Requires", "where Excel saved the file"),
    Known("workbook/mc:AlternateContent/mc:Choice/x15ac:absPath", "url", "where Excel saved the file"),
    Known("workbook/extLst", "", "settings of programs' own"),
    Known("workbook/extLst/ext", "uri", "settings of programs' own"),
    Known("workbook/extLst/ext/lo:extCalcPr", "stringRefSyntax", "how LibreOffice reads texts that name cells"),
    Known("workbook/extLst/ext/x15:workbookPr", "chartTrackingRefBase", "how charts follow cells"),
    Known("workbook/extLst/ext/xcalcf:calcFeatures/**", "", "what Excel's engine can do"),
    Known("styleSheet", "", "styles"),
    Known("styleSheet/*", "count x14ac:knownFonts", "counts"),
    *(
        Known(f"styleSheet/{owner}/font/{name}", "*", "how letters look, but for size and colour")
        for owner in ("fonts", "dxfs/dxf")
        for name in ("name", "family", "charset", "scheme", "b", "i", "u", "strike", "outline", "shadow", "condense")
    ),
    Known("styleSheet/fonts/font/extend", "*", "how letters look, but for size and colour"),
    Known("styleSheet/fonts/font/vertAlign", "val=baseline", "how letters look, but for size and colour"),
    Known("styleSheet/borders/**", "", "borders"),
    Known("styleSheet/cellStyleXfs/**", "", "styles that cells are made from"),
    Known("styleSheet/cellStyles/**", "", "names of styles"),
    Known(
        "styleSheet/cellXfs/xf",
        "xfId borderId applyNumberFormat applyFont applyFill applyBorder applyAlignment applyProtection quotePrefix"
        " pivotButton",
        "borders, and where a style came from",
    ),
    Known(
        "styleSheet/cellXfs/xf/alignment",
        "vertical wrapText indent relativeIndent justifyLastLine readingOrder shrinkToFit=0|false textRotation=0",
        "where in its cell a text stands",
    ),
    Known("styleSheet/cellXfs/xf/protection", "hidden=0|false", "formulas that can be read"),
    Known("styleSheet/dxfs/dxf/alignment", "*", "where in its cell a text stands"),
    Known("styleSheet/dxfs/dxf/border/**", "", "borders"),
    Known("styleSheet/dxfs/dxf/protection", "*", "of rules, which lock nothing"),
    Known("styleSheet/tableStyles", "defaultTableStyle defaultPivotStyle", "what tables to come look like"),
    Known("styleSheet/colors/mruColors/**", "", "colours that somebody used"),
    Known("styleSheet/extLst", "", "styles of buttons"),
    Known("styleSheet/extLst/ext", "uri", "styles of buttons"),
    Known("styleSheet/extLst/ext/x14:slicerStyles", "defaultSlicerStyle", "styles of buttons"),
    Known("styleSheet/extLst/ext/x15:timelineStyles", "defaultTimelineStyle", "styles of buttons"),
    Known("a:theme", "name", "the name of a theme"),
    Known("a:theme/a:themeElements/a:fontScheme/**", "", "fonts of the theme"),
    Known("a:theme/a:themeElements/a:fmtScheme/**", "", "effects of the theme"),
    Known("a:theme/a:objectDefaults/**", "", "what shapes to come look like"),
    Known("a:theme/a:extraClrSchemeLst/**", "", "colours to choose from"),
    Known("a:theme/a:extLst/**", "", "the number of a theme"),
    Known("app:Properties/**", "", "the program that saved the file"),
    Known("core:coreProperties/**", "", "who saved the file, and when"),
    Known("custom:Properties/**", "", "properties of the file"),
    Known("calcChain/**", "", "in which order formulas were computed"),
    Known("metadata/**", "", "what cells could refer to; a cell that does is told"),
    Known("comments/**", "", "notes; those that are always shown are compared"),
    Known("notes:ThreadedComments/**", "", "remarks on cells"),
    Known("notes:personList/**", "", "who wrote remarks on cells"),
    Known("{}xml/o:shapelayout/**", "", "how notes are drawn"),
    Known("{}xml/v:shapetype/**", "", "how notes are drawn"),
    *CHARTS_HARMLESS,
)


class Permit(NamedTuple):
    """What of an element is known: itself, all within it, its attributes, and attributes with some values only."""

    known: bool
    whole: bool
    free: frozenset[str]
    values: Mapping[str, frozenset[str]]

    def allows(self, attribute: str, value: str) -> bool:
        return attribute in self.free or "*" in self.free or value in self.values.get(attribute, ())


@dataclass(frozen=True)
class Pattern:
    """An entry made ready to be compared with paths."""

    path: re.Pattern[str]
    whole: bool
    free: frozenset[str]
    values: Mapping[str, frozenset[str]]


def pattern(entry: Known) -> Pattern:
    path, whole = entry.path.removesuffix("/**"), entry.path.endswith("/**")
    anywhere, path = path.startswith("//"), path.removeprefix("//")
    text = re.escape(path).replace(re.escape("*"), r"(?:\{[^}]*\})?[^/{}]+").replace("//", "/(?:.*/)?")
    tokens = [token.partition("=") for token in entry.attributes.split()]
    values = {name: frozenset(given.split("|")) for name, equals, given in tokens if equals}
    free = frozenset(name for name, equals, _ in tokens if not equals)
    return Pattern(re.compile(f"(?:.*/)?{text}" if anywhere else text), whole, free, values)


PATTERNS = tuple(pattern(entry) for entry in (*COMPARED, *HARMLESS))
ANYWHERE = PATTERNS[len(COMPARED)]  # the first of the harmless ones, which names no element


@cache
def permit(path: str) -> Permit:
    """What the two tables say of an element by its path."""
    hits = [each for each in PATTERNS if each.path.fullmatch(path)]
    named = [each for each in hits if each is not ANYWHERE]
    values: dict[str, frozenset[str]] = {}
    for each in hits:
        for name, some in each.values.items():
            values[name] = values.get(name, frozenset()) | some
    free = frozenset[str]().union(*(each.free for each in hits))
    return Permit(bool(named), any(each.whole for each in named), free, values)
