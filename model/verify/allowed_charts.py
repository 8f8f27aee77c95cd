"""What verify knows of drawings and charts: the part of `allowed` that is about them."""

from __future__ import annotations

from model.verify.known import Known

AXES = ("c:catAx", "c:valAx", "c:dateAx", "c:serAx")
LABELS = (
    *("dLblPos", "showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize"),
    *("showLeaderLines", "separator"),
)
OF_AXES = (
    *("axId", "axPos", "crossAx", "crosses", "crossesAt", "crossBetween", "majorGridlines", "minorGridlines"),
    *("majorTickMark", "minorTickMark", "majorUnit", "minorUnit", "spPr", "auto", "lblAlgn", "lblOffset"),
    *("noMultiLvlLbl", "tickLblSkip", "tickMarkSkip", "baseTimeUnit", "extLst"),
)
OF_WORDS = (
    *("bodyPr", "lstStyle", "p", "pPr", "defRPr", "r", "rPr", "endParaRPr", "latin", "ea", "cs", "ln"),
    *("noAutofit", "normAutofit", "spAutoFit"),
)
TEXTS = ("c:title", "c:txPr", "c:rich")

CHARTS_COMPARED: tuple[Known, ...] = (
    Known("xdr:wsDr", "", "charts and shapes"),
    *(Known(f"xdr:wsDr/xdr:{kind}Anchor", "", "where a chart lies") for kind in ("twoCell", "oneCell", "absolute")),
    *(Known(f"xdr:wsDr/*/xdr:{end}/**", "", "where a chart lies") for end in ("from", "to", "pos", "ext")),
    *(Known(f"xdr:wsDr/*/xdr:{kind}/**", "", "shapes") for kind in ("sp", "pic", "cxnSp", "grpSp", "contentPart")),
    Known("xdr:wsDr/*/xdr:graphicFrame", "", "charts"),
    Known("xdr:wsDr/*/xdr:graphicFrame/xdr:nvGraphicFramePr", "", "charts"),
    Known("xdr:wsDr/*/xdr:graphicFrame/xdr:nvGraphicFramePr/xdr:cNvPr", "hidden", "whether a chart is shown"),
    Known("xdr:wsDr/*/xdr:graphicFrame/a:graphic", "", "charts"),
    Known("xdr:wsDr/*/xdr:graphicFrame/a:graphic/a:graphicData", "uri", "charts"),
    Known("xdr:wsDr/*/xdr:graphicFrame/a:graphic/a:graphicData/c:chart", "r:id", "charts"),
    Known("c:chartSpace", "", "charts"),
    Known("c:chartSpace/c:chart", "", "charts"),
    Known("c:chartSpace/c:chart/c:plotArea", "", "charts"),
    Known("c:chartSpace/c:chart/c:plotVisOnly", "val", "whether hidden rows are drawn"),
    *(
        Known(f"c:chartSpace/c:chart/c:plotArea/c:{kind}Chart", "", "kinds of charts")
        for kind in ("bar", "line", "area", "pie", "doughnut", "scatter", "radar", "bubble", "bar3D", "line3D")
    ),
    Known("//c:plotArea/*/c:barDir", "val", "kinds of charts"),
    Known("//c:plotArea/*/c:grouping", "val", "kinds of charts"),
    Known("//c:plotArea/*/c:ser", "", "series"),
    *(Known(f"//c:ser/c:{part}", "", "names, categories and values of series") for part in ("tx", "cat", "val")),
    *(Known(f"//c:ser/c:{part}", "", "names, categories and values of series") for part in ("xVal", "yVal")),
    *(
        Known(f"//c:ser/*/c:{kind}", "text", "references, and values in their place")
        for kind in ("strRef", "numRef", "multiLvlStrRef", "numLit/**", "strLit/**", "v")
    ),
    Known("//c:ser/*/*/c:f", "text", "references"),
    Known("//c:ser/c:spPr/**", "", "whether a series can be seen"),
    Known("//c:ser/c:dLbls", "", "labels"),
    Known("//c:ser/c:dLbls/c:numFmt", "formatCode sourceLinked", "number formats of labels"),
    *(Known(f"//c:plotArea/{axis}", "", "axes") for axis in AXES),
    *(Known(f"//c:plotArea/{axis}/c:scaling/**", "", "scales") for axis in AXES),
    *(Known(f"//c:plotArea/{axis}/c:delete", "val", "whether an axis is shown") for axis in AXES),
    *(Known(f"//c:plotArea/{axis}/c:tickLblPos", "val", "whether an axis is shown") for axis in AXES),
    *(Known(f"//c:plotArea/{axis}/c:numFmt", "formatCode sourceLinked", "number formats of axes") for axis in AXES),
    *(Known(f"//c:plotArea/{axis}/c:dispUnits/**", "", "scales") for axis in AXES),
    *(Known(f"//{text}//a:t", "text", "texts of charts") for text in TEXTS),
    *(Known(f"//{text}//a:solidFill/**", "", "colours of texts") for text in TEXTS),
)

CHARTS_HARMLESS: tuple[Known, ...] = (
    Known("xdr:wsDr/*", "editAs", "whether a chart follows its cells"),
    Known("xdr:wsDr/*/xdr:graphicFrame", "macro=", "an empty macro name"),
    Known("xdr:wsDr/*/xdr:graphicFrame/xdr:nvGraphicFramePr/xdr:cNvPr", "id name descr title", "a chart's name"),
    Known("xdr:wsDr/*/xdr:graphicFrame/xdr:nvGraphicFramePr/xdr:cNvPr/a:extLst/**", "", "a chart's number"),
    Known(
        "xdr:wsDr/*/xdr:graphicFrame/xdr:nvGraphicFramePr/xdr:cNvGraphicFramePr/**", "", "whether a chart may be moved"
    ),
    Known("xdr:wsDr/*/xdr:graphicFrame/xdr:xfrm/**", "", "a chart's size again"),
    Known("xdr:wsDr/*/xdr:clientData", "fLocksWithSheet fPrintsWithSheet", "locks and printing"),
    *(
        Known(f"c:chartSpace/c:{tag}/**", "", "how a chart is framed and printed")
        for tag in ("date1904", "lang", "roundedCorners", "style", "printSettings", "spPr", "protection", "txPr")
    ),
    Known("c:chartSpace/mc:AlternateContent/**", "", "the number of a chart's style"),
    *(
        Known(f"c:chartSpace/c:chart/c:{tag}/**", "", "how a chart is framed")
        for tag in ("autoTitleDeleted", "legend", "dispBlanksAs", "floor", "sideWall", "backWall")
    ),
    *(Known(f"c:chartSpace/c:chart/c:plotArea/c:{tag}/**", "", "how a chart is framed") for tag in ("layout", "spPr")),
    *(
        Known(f"//c:plotArea/*/c:{tag}", "val", "widths, numbers and colours of bars")
        for tag in ("varyColors", "gapWidth", "overlap", "axId", "marker", "smooth")
    ),
    Known("//c:plotArea/*/c:hiLowLines/**", "", "lines that only LibreOffice writes"),
    *(
        Known(f"//c:ser/c:{tag}/**", "", "numbers, marks and corners of series")
        for tag in ("idx", "order", "marker", "invertIfNegative", "smooth")
    ),
    Known("//c:ser/*/*/c:strCache/**", "", "cached values; programs draw the values of the cells"),
    Known("//c:ser/*/*/c:numCache/**", "", "values as stored in the cells; programs draw the cells"),
    *(Known(f"//c:ser/c:dLbls/c:{tag}", "val text", "where labels are placed, and what they show") for tag in LABELS),
    Known("//c:ser/c:dLbls/c:spPr/**", "", "how labels are framed"),
    Known("//c:ser/c:dLbls/c:extLst/**", "", "lines to labels"),
    Known("//c:ser/c:extLst", "", "numbers of series"),
    Known("//c:ser/c:extLst/c:ext", "uri", "numbers of series"),
    Known("//c:ser/c:extLst/c:ext/c16:uniqueId", "val", "numbers of series"),
    *(
        Known(f"//c:plotArea/{axis}/c:{tag}/**", "", "lines, marks and numbers of axes")
        for axis in AXES
        for tag in OF_AXES
    ),
    *(Known(f"//c:{text}", "", "words") for text in ("title", "txPr")),
    *(Known(f"//c:title/c:{tag}/**", "", "where texts are placed") for tag in ("overlay", "layout", "spPr")),
    Known("//c:title/c:tx", "", "words"),
    Known("//c:title/c:tx/c:rich", "", "words"),
    *(Known(f"//{text}//a:{tag}", "*", "how texts look") for text in TEXTS for tag in OF_WORDS),
    Known("c:chartSpace/c:extLst/**", "", "marks that Excel adds for itself"),
    Known("c:chartSpace/c:chart/c:extLst/**", "", "marks that Excel adds for itself"),
)
