"""How cells look: a few named styles, by role and unit. Blue is input, black is a formula, green links to another
sheet."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.workbook import Workbook

INPUT, CALCULATION, LINK, AT_BUILD = "input", "calc", "link", "found"
AS_TYPED = ("money", "price", "capacity", "rate")  # of inputs: as many digits as the source states
COLOURS = {INPUT: "0000FF", CALCULATION: "000000", LINK: "006100", AT_BUILD: "7F7F7F"}
ABOVE, RIGHT = Alignment(vertical="top"), Alignment(horizontal="right", vertical="top")
NAVY, PALE, RULE, GREY = "1F3864", "DCE6F1", "8EA9DB", "595959"

# each ends in the width of a parenthesis, texts such as "n/d" as well, so that digits stand under digits
PLAIN = '#,##0{0}_);(#,##0{0});"–"_);@_)'
MONEY = PLAIN.format(".0")
FORMATS: tuple[tuple[str, str, str], ...] = (
    # style, number format, the units that take it (separated by "|")
    ("money", MONEY, "USD bn|bn, own currency|USD bn a year|USD bn per GW"),
    ("rate", "0.0000_);(0.0000);0.0000_);@_)", "rate"),
    ("price", PLAIN.format(".00"), "price"),
    ("share", '0.0%_);(0.0%);"–"_);@_)', "share|growth|share per year"),
    ("multiple", '0.0"x"_);(0.0"x");"–"_);@_)', "x"),
    ("capacity", PLAIN.format(".0"), "GW|years|multiple of straight line"),
    ("date", "yyyy-mm-dd_);@_)", "date"),
    ("year", "0_);(0);0_);@_)", "year"),
    ("count", PLAIN.format(""), "count|days|rank"),
    ("tolerance", "0.0000000_);(0.0000000);0.0000000_);@_)", "in its unit"),
    ("switch", "0_);(0);0_);@_)", "switch"),
    ("index", '0.000_);(0.000);"–"_);@_)', "index"),
    ("stated", "General_)", "as stated"),
    ("text", "@", "text"),
)


def number_style(role: str, unit: str) -> str:
    """The style of a cell of that role and unit."""
    return f"{role} {form_of(unit)[0]}"


def number_format(unit: str) -> str:
    """How Excel shows a number of that unit."""
    return form_of(unit)[1]


@cache
def form_of(unit: str) -> tuple[str, str]:
    """The name and the number format of a unit; of one that is not known, those of a number as stated."""
    return next(((name, form) for name, form, units in FORMATS if unit in units.split("|")), ("stated", "General_)"))


def text_alignment(role: str) -> Alignment:
    """A text that a formula gives stands off the number on its left."""
    return Alignment(horizontal="left", vertical="top", indent=int(role in (CALCULATION, LINK)))


def font(**options: object) -> Font:
    return Font(name="Calibri", **options)  # type: ignore[arg-type]


def fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


def named_styles() -> list[NamedStyle]:
    """Every style a workbook may use, in a fixed order."""
    rule = Side(style="thin", color=RULE)
    locked = Protection(locked=True)
    styles = [
        NamedStyle("sheet title", font=font(size=16, bold=True, color=NAVY), protection=locked),
        NamedStyle(
            "caption", font=font(size=10, color=GREY), alignment=Alignment(vertical="top", indent=1), protection=locked
        ),
        NamedStyle("status", font=font(size=10, bold=True), alignment=ABOVE, protection=locked),
        NamedStyle("block", font=font(size=12, bold=True, color=NAVY), protection=locked),
        NamedStyle("block note", font=font(size=10, italic=True, color=GREY), alignment=ABOVE, protection=locked),
        NamedStyle(
            "header",
            font=font(size=10, bold=True, color="FFFFFF"),
            fill=fill(NAVY),
            alignment=Alignment(wrap_text=True, vertical="center"),
            protection=locked,
        ),
        NamedStyle(
            "header number",
            font=font(size=10, bold=True, color="FFFFFF"),
            fill=fill(NAVY),
            number_format="0_);(0);0_);@_)",
            alignment=Alignment(horizontal="right", wrap_text=True, vertical="center"),
            protection=locked,
        ),
        NamedStyle(
            "header text",
            font=font(size=10, bold=True, color="FFFFFF"),
            fill=fill(NAVY),
            alignment=Alignment(horizontal="left", wrap_text=True, vertical="center", indent=1),
            protection=locked,
        ),
        NamedStyle(
            "unit",
            font=font(size=9, italic=True, color=GREY),
            number_format="@_)",
            alignment=Alignment(horizontal="right"),
            protection=locked,
        ),
        NamedStyle("mark", font=font(size=10, bold=True), number_format="@_)", alignment=RIGHT, protection=locked),
        NamedStyle("label", font=font(size=10), alignment=Alignment(wrap_text=True, vertical="top"), protection=locked),
        NamedStyle(
            "input note",
            font=font(size=10, color=COLOURS[INPUT]),
            number_format="@",
            alignment=Alignment(wrap_text=True, vertical="top"),
            protection=Protection(locked=False),
        ),
        NamedStyle(
            "found note",
            font=font(size=10, color=COLOURS[AT_BUILD]),
            number_format="@",
            alignment=Alignment(wrap_text=True, vertical="top"),
            protection=locked,
        ),
        NamedStyle(
            "link cell",
            font=font(size=10, color="0563C1", underline="single"),
            alignment=Alignment(vertical="top"),
            protection=locked,
        ),
        NamedStyle(
            "selector",
            font=font(size=12, bold=True, color=COLOURS[INPUT]),
            fill=fill("FFF2CC"),
            border=Border(left=rule, right=rule, top=rule, bottom=rule),
            alignment=Alignment(horizontal="center"),
            protection=Protection(locked=False),
        ),
    ]
    for role, colour in COLOURS.items():
        for name, number_format, _ in FORMATS:
            styles.append(
                NamedStyle(
                    f"{role} {name}",
                    font=font(size=10, color=colour),
                    number_format="General_)" if role == INPUT and name in AS_TYPED else number_format,
                    alignment=text_alignment(role) if name == "text" else RIGHT,
                    protection=Protection(locked=role != INPUT),
                )
            )
    for role in (CALCULATION, LINK):
        beside = Alignment("left", "top", wrap_text=True, indent=1)
        styles.append(
            NamedStyle(f"{role} name", font=font(size=10, color=COLOURS[role]), number_format="@", alignment=beside)
        )
    for name, number_format, _ in FORMATS:
        styles.append(
            NamedStyle(
                f"total {name}",
                font=font(size=10, bold=True),
                number_format=number_format,
                fill=fill(PALE),
                border=Border(top=rule),
                alignment=Alignment(horizontal="left" if name == "text" else "right"),
                protection=locked,
            )
        )
    return styles


def add_styles(workbook: Workbook, names: Collection[str]) -> None:
    """Register the named styles that are used with a workbook."""
    for style in named_styles():
        if style.name in names:
            workbook.add_named_style(style)
