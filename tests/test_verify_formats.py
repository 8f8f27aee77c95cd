"""Number formats as programs spell them, styles in which nothing can be read, and what is drawn on sheets."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from model.xlsx.charts import chart_look
from model.xlsx.drawings import CHARTS, GRAPHIC, controls, shapes
from model.xlsx.formats import Style, misleads, spelt, styles
from model.xlsx.palette import contrast
from model.xlsx.styles import FORMATS
from tests.opened import MAIN

# as tieout writes them, and as LibreOffice 7.4 saved them
SPELLINGS = [
    ('#,##0.00_);(#,##0.00);"–"_);@_)', "#,##0.00_);\\(#,##0.00\\);\\–_);@_)"),
    ('0.0"x"_);(0.0"x");"–"_);@_)', '0.0\\x_);\\(0.0"x)";\\–_);@_)'),
    ("yyyy-mm-dd_);@_)", "yyyy\\-mm\\-dd_);@_)"),
    ("General", "GENERAL"),
    ("#,##0;[Red]-#,##0", "#,##0;[RED]\\-#,##0"),
    ("yyyy-mm-dd", "[$-409]yyyy\\-mm\\-dd"),
    ('0.0"€"', "0.0[$€-407]"),
]


@pytest.mark.parametrize(("ours", "theirs"), SPELLINGS)
def test_a_format_has_one_spelling(ours: str, theirs: str) -> None:
    assert spelt(ours) == spelt(theirs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0.00", '"0.00"'),  # a number, and these four characters for any number
        ("0.0", "0.00"),
        ("#,##0.0", "#,##0.0,"),
        ("0.0%", '0.0"%"'),  # times 100, and not
        ("0_);(0)", "0_);0"),
        ("@", '"PASS"'),
        ("[>5]0", "[<5]0"),
        ("h:mm", "[h]:mm"),
        ("[$€-407]0", "0"),
    ],
)
def test_formats_that_show_something_else_have_another_spelling(one: str, other: str) -> None:
    assert spelt(one) != spelt(other)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('"42.0"', "shows digits of its own"),
        ("0\\7", "shows digits of its own"),
        ("0.0,", "divides by thousands"),
        ("#,##0,,", "divides by thousands"),
        ("0,.0", "divides by thousands"),
        ('"none"', "shows no number"),
        ("0.0;;0.0", "shows no number"),
    ],
)
def test_a_format_that_shows_another_number_misleads(code: str, said: str) -> None:
    assert said in misleads(spelt(code))


@pytest.mark.parametrize(
    "code",
    [
        *(code for _, code, _ in FORMATS),
        "General",
        "0.0%",
        "#,##0.00 [$€-407]",
        "d. mmmm yyyy",
        "0.0E+00",
        "# ?/?",
        "@",
    ],
)
def test_formats_that_users_choose_do_not(code: str) -> None:
    assert misleads(spelt(code)) == ""


def style(font: str, fill: str = "", code: str = "0.0") -> Style:
    """The one style of a workbook with this font and fill."""
    sheet = (
        f'<styleSheet xmlns="{MAIN}"><numFmts>'
        f'<numFmt numFmtId="170" formatCode="{code}"/></numFmts><fonts><font>{font}</font></fonts>'
        f'<fills><fill>{fill}</fill></fills><cellXfs><xf numFmtId="170" fontId="0" fillId="0"/></cellXfs></styleSheet>'
    )
    (held,) = styles(ElementTree.fromstring(sheet))
    return held


def solid(colour: str) -> str:
    return f'<patternFill patternType="solid"><fgColor {colour}/></patternFill>'


@pytest.mark.parametrize(
    ("font", "fill"),
    [
        ('<color rgb="FFFFFFFF"/>', ""),
        ('<color rgb="FFFFFFF0"/>', ""),
        ('<color theme="0"/>', ""),
        ('<color indexed="9"/>', ""),
        ('<color rgb="FFFFFFFF"/>', '<patternFill patternType="none"/>'),
        ('<color rgb="FF1F3864"/>', solid('rgb="001F3864"')),
        ("", solid('rgb="FF000000"')),
        ('<color theme="1"/>', solid('rgb="FF111111"')),
        ('<sz val="1"/>', ""),
        ('<color theme="4"/>', solid('theme="4"')),
        ('<color theme="0" tint="-0.05"/>', ""),
        ('<color theme="1" tint="0.99"/>', ""),
        ('<color theme="2"/>', ""),
        ('<color rgb="FF808080"/>', '<patternFill patternType="darkGray"><fgColor rgb="FF808080"/></patternFill>'),
        ("", '<gradientFill><stop><color rgb="FFFFFFFF"/></stop><stop><color rgb="FF000000"/></stop></gradientFill>'),
    ],
)
def test_text_nobody_can_read_is_seen_as_such(font: str, fill: str) -> None:
    assert style(font, fill).unseen


@pytest.mark.parametrize(
    ("font", "fill"),
    [
        ("", ""),
        ('<color auto="1"/>', ""),
        ('<color rgb="FFFFFFFF"/>', solid('rgb="FF1F3864"')),
        ('<color rgb="FFB0B0B0"/>', ""),  # pale, but there
        ('<color theme="0" tint="-0.5"/>', ""),
        ('<sz val="8"/><color indexed="64"/>', ""),
    ],
)
def test_text_that_can_be_read_is_left_alone(font: str, fill: str) -> None:
    assert style(font, fill).unseen == ""


def test_a_style_without_its_font_is_readable() -> None:
    """Damaged, but shown in the program's own font."""
    sheet = f"<styleSheet xmlns='{MAIN}'><cellXfs><xf numFmtId='1' fontId='7' fillId='7'/></cellXfs></styleSheet>"
    assert styles(ElementTree.fromstring(sheet)) == (Style("0", "0", ""),)


@pytest.mark.parametrize("code", ["[White]0.0", "0.0;[WHITE]-0.0", "[Color 2]General"])
def test_a_format_that_writes_in_white_hides_on_paper_alone(code: str) -> None:
    assert style("", code=code).unseen
    assert style('<color rgb="FFB0B0B0"/>', solid('rgb="FF1F3864"'), code=code).unseen == ""


def test_a_format_that_shows_nothing_hides() -> None:
    assert style("", code=";;;").unseen == "the number format shows nothing"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.005)  # the textbook case just below 4.5


def test_what_is_drawn_is_told_without_colours_and_places() -> None:
    chart = ElementTree.fromstring(
        "<chartSpace><t>Title</t><t> </t><barChart><grouping val='stacked'/><overlap val='100'/></barChart><lineChart/>"
        "<valAx><scaling><orientation val='minMax'/><min val='5'/></scaling><dispUnits/></valAx></chartSpace>"
    )
    assert chart_look(chart) == "Title; stacked barChart, lineChart; min 5, in units of its own"
    assert chart_look(ElementTree.fromstring("<chartSpace/>")) == ""


def test_charts_are_no_shapes_and_notes_no_controls() -> None:
    data = f"graphicData xmlns='{GRAPHIC[1:].partition('}')[0]}'"

    def framed(uri: str, held: str) -> str:
        return f"<a><graphicFrame><{data} uri='{uri}'>{held}</graphicData></graphicFrame></a>"

    chart, group = f"<chart xmlns='{CHARTS}'/>", "<a><grpSp><sp/><pic/></grpSp></a>"
    others = framed(CHARTS, "<chart/>"), framed(f"{CHARTS}ex", chart), framed("diagram", "<relIds/>")
    assert shapes(ElementTree.fromstring(f"<wsDr>{framed(CHARTS, chart) * 2}{group}{''.join(others)}</wsDr>")) == 4
    assert controls(b'<xml><ClientData ObjectType="Note"><x:Visible/></x:ClientData></xml>') == 1
    assert controls(b"<xml><ClientData ObjectType='Note'/><ClientData ObjectType = \"Drop\"/><br></xml>") == 1
