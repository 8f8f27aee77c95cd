"""The parts of a file's markup that programs rewrite without harm; `allowed` says how to read an entry."""

from __future__ import annotations

from model.verify.allowed_charts import CHARTS_HARMLESS
from model.verify.known import Known

PALE_STYLES = tuple(f"TableStyle{kind}{n}" for kind, last in (("Light", 21), ("Medium", 7)) for n in range(1, last + 1))

HARMLESS: tuple[Known, ...] = (
    Known(
        "//*",
        "mc:Ignorable xr:uid xr2:uid xr3:uid xr6:uid xml:space x14ac:dyDescent",
        "marks that Excel adds for itself",
    ),
    Known("worksheet", "", "the sheet itself"),
    Known("worksheet/sheetPr", "codeName filterMode", "a name for macros, of which there are none"),
    Known("worksheet/sheetPr/tabColor", "rgb theme tint indexed auto", "the colour of a sheet's tab"),
    Known("worksheet/sheetPr/outlinePr", "summaryBelow summaryRight applyStyles showOutlineSymbols", "groups of rows"),
    Known("worksheet/sheetPr/pageSetUpPr", "fitToPage autoPageBreaks", "printing"),
    Known("worksheet/dimension", "ref", "a hint at the size of the sheet"),
    Known("worksheet/sheetViews", "", "how a sheet is displayed"),
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
        "the order of rules that do not overlap, and attributes without effect",
    ),
    Known(
        "worksheet/dataValidations",
        "count disablePrompts=0|false xWindow yWindow",
        "a count, and where a message is shown",
    ),
    Known(
        "worksheet/dataValidations/dataValidation",
        "allowBlank showInputMessage showDropDown=0|false imeMode=noControl",
        "whether a message is shown, and whether the cell may be left blank",
    ),
    Known("worksheet/hyperlinks/hyperlink", "display", "the text of the cell, stated again"),
    Known("worksheet/printOptions", "*", "printing"),
    Known("worksheet/pageMargins", "*", "printing"),
    Known("worksheet/pageSetup", "*", "printing"),
    Known("worksheet/headerFooter/**", "", "printing"),
    Known("worksheet/rowBreaks/**", "", "printing"),
    Known("worksheet/colBreaks/**", "", "printing"),
    Known("worksheet/phoneticPr", "*", "phonetic guides"),
    Known("worksheet/cellWatches/**", "", "cells that somebody watches"),
    Known("worksheet/ignoredErrors/**", "", "green triangles that are switched off"),
    Known("worksheet/tableParts", "count", "a count"),
    Known("sst", "count uniqueCount", "counts"),
    Known(
        "table",
        "id name totalsRowShown insertRow=0|false published=0|false",
        "identifiers and names that programs assign",
    ),
    Known("table/autoFilter/**", "", "filters; the rows they hide are compared"),
    Known("table/sortState/**", "", "how rows were sorted"),
    Known("table/tableColumns", "count", "a count"),
    Known(
        "table/tableColumns/tableColumn", "id dataDxfId headerRowDxfId", "identifiers, and the formats of future rows"
    ),
    Known(
        "table/tableStyleInfo",
        f"showFirstColumn showLastColumn showRowStripes showColumnStripes name={'|'.join(PALE_STYLES)}",
        "stripes in pale colours; the text in the cells has its own",
    ),
    Known("workbook", "conformance=transitional", "the workbook itself"),
    Known("workbook/fileVersion", "*", "the program that saved the file"),
    Known("workbook/fileSharing", "readOnlyRecommended userName", '"read-only recommended"'),
    Known(
        "workbook/workbookPr",
        "backupFile codeName defaultThemeVersion filterPrivacy saveExternalLinkValues updateLinks checkCompatibility"
        " hidePivotFieldList autoCompressPictures promptedSolutions publishItems refreshAllConnections=0|false"
        " showBorderUnselectedTables showInkAnnotation allowRefreshQuery=0|false dateCompatibility=1|true",
        "settings of Excel's own",
    ),
    Known("workbook/workbookProtection", "*", "protection of the order of sheets"),
    Known("workbook/bookViews", "", "windows"),
    Known(
        "workbook/bookViews/workbookView",
        "xWindow yWindow windowWidth windowHeight tabRatio firstSheet activeTab showHorizontalScroll"
        " showVerticalScroll showSheetTabs=1|true visibility=visible minimized=0|false autoFilterDateGrouping",
        "windows",
    ),
    Known("workbook/sheets/sheet", "sheetId", "an identifier that the program assigns"),
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
    Known("workbook/xr:revisionPtr", "*", "marks that Excel adds for itself"),
    Known("workbook/mc:AlternateContent", "", "where Excel saved the file"),
    Known("workbook/mc:AlternateContent/mc:Choice", "Requires", "where Excel saved the file"),
    Known("workbook/mc:AlternateContent/mc:Choice/x15ac:absPath", "url", "where Excel saved the file"),
    Known("workbook/extLst", "", "settings of other programs"),
    Known("workbook/extLst/ext", "uri", "settings of programs' own"),
    Known("workbook/extLst/ext/lo:extCalcPr", "stringRefSyntax", "how LibreOffice reads texts that name cells"),
    Known("workbook/extLst/ext/x15:workbookPr", "chartTrackingRefBase", "how charts follow cells"),
    Known("workbook/extLst/ext/xcalcf:calcFeatures/**", "", "what Excel's engine can do"),
    Known("styleSheet", "", "styles"),
    Known("styleSheet/*", "count x14ac:knownFonts", "counts"),
    *(
        Known(f"styleSheet/{owner}/font/{name}", "*", "how text looks, except its size and colour")
        for owner in ("fonts", "dxfs/dxf")
        for name in ("name", "family", "charset", "scheme", "b", "i", "u", "strike", "outline", "shadow", "condense")
    ),
    Known("styleSheet/fonts/font/extend", "*", "how letters look, but for size and colour"),
    Known("styleSheet/fonts/font/vertAlign", "val=baseline", "how letters look, but for size and colour"),
    Known("styleSheet/borders/**", "", "borders"),
    Known("styleSheet/cellStyleXfs/**", "", "styles on which cell styles are based"),
    Known("styleSheet/cellStyles/**", "", "names of styles"),
    Known(
        "styleSheet/cellXfs/xf",
        "xfId borderId applyNumberFormat applyFont applyFill applyBorder applyAlignment applyProtection quotePrefix"
        " pivotButton",
        "borders, and where a style came from",
    ),
    Known(
        "styleSheet/cellXfs/xf/alignment",
        "vertical wrapText relativeIndent justifyLastLine readingOrder=0|1 shrinkToFit=0|false textRotation=0 "
        "indent=0|1|2|3|4|5|6|7|8|9",
        "where a text is placed in its cell",
    ),
    Known("styleSheet/cellXfs/xf/protection", "hidden=0|false", "formulas that are not hidden"),
    Known("styleSheet/dxfs/dxf/alignment", "*", "where in its cell a text stands"),
    Known("styleSheet/dxfs/dxf/border/**", "", "borders"),
    Known("styleSheet/dxfs/dxf/protection", "*", "protection in rules, which locks nothing"),
    Known("styleSheet/tableStyles", "defaultTableStyle defaultPivotStyle", "the default look of new tables"),
    Known("styleSheet/colors/mruColors/**", "", "recently used colours"),
    Known("styleSheet/extLst", "", "styles of buttons"),
    Known("styleSheet/extLst/ext", "uri", "styles of buttons"),
    Known("styleSheet/extLst/ext/x14:slicerStyles", "defaultSlicerStyle", "styles of buttons"),
    Known("styleSheet/extLst/ext/x15:timelineStyles", "defaultTimelineStyle", "styles of buttons"),
    Known("a:theme", "name", "the name of a theme"),
    Known("a:theme/a:themeElements/a:fontScheme/**", "", "fonts of the theme"),
    Known("a:theme/a:themeElements/a:fmtScheme/**", "", "effects of the theme"),
    Known("a:theme/a:objectDefaults/**", "", "the default look of new shapes"),
    Known("a:theme/a:extraClrSchemeLst/**", "", "colours to choose from"),
    Known("a:theme/a:extLst/**", "", "the number of a theme"),
    Known("app:Properties/**", "", "the program that saved the file"),
    Known("core:coreProperties/**", "", "who saved the file, and when"),
    Known("custom:Properties/**", "", "properties of the file"),
    Known("calcChain/**", "", "the order in which formulas were computed"),
    Known("metadata/**", "", "metadata that cells could refer to; a cell that does is reported"),
    Known("comments/**", "", "notes; those that are always shown are compared"),
    Known("notes:ThreadedComments/**", "", "remarks on cells"),
    Known("notes:personList/**", "", "who wrote remarks on cells"),
    Known("{}xml/o:shapelayout/**", "", "how notes are drawn"),
    Known("{}xml/v:shapetype/**", "", "how notes are drawn"),
    *CHARTS_HARMLESS,
)
