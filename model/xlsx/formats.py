"""What cell styles let readers see: the number format in one spelling, and whether the text can be read at all.

Programs save number formats in their own spelling of quotes, backslashes, colours, locales. Fonts, borders, alignment
and colours that can be read do not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS

from model.xlsx.namespaces import truth
from model.xlsx.palette import BLACK, LEAST_CONTRAST, WHITE, Palette, contrast
from model.xlsx.relations import OWN

GENERAL = "general"
# a literal, what a blank of a width or a filling copies, a part in brackets, any other character
PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<space>[_*].)|\[(?P<part>[^\]]*)\]|(?P<plain>.)', re.DOTALL
)
UNQUOTED = "$-+/(): !^&'~{}<>="  # shown as they are, without quotes
COLOURS = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color ?\d+", re.IGNORECASE)
IN_WHITE = re.compile(r"\[(white|color ?2)\]", re.IGNORECASE)
LEAST_SIZE = 3.0  # points
DENSE = (
    "darkGray",
    "mediumGray",
    *(f"dark{way}" for way in ("Horizontal", "Vertical", "Down", "Up", "Grid", "Trellis")),
)


@dataclass(frozen=True, slots=True)
class Style:
    """A cell's style: its number format, the same in one spelling, why nobody can read the cell ("" if one can), and
    whether the cell is locked where its sheet is protected."""

    code: str = "General"
    format: str = GENERAL
    unseen: str = ""
    locked: bool = True


def codes(sheet: Element) -> tuple[str, ...]:
    """The number formats of the styles of cells, by the number that cells refer to."""
    own = {node.get("numFmtId"): node.get("formatCode", "") for node in sheet.findall("numFmts/numFmt", OWN)}
    numbers = [node.get("numFmtId", "0") for node in sheet.findall("cellXfs/xf", OWN)]
    return tuple(own.get(number, built_in(number)) for number in numbers)


def built_in(number: str) -> str:
    """The format of a number that the format itself gives a meaning; the general one of any other."""
    return BUILTIN_FORMATS.get(int(number), "General") if number.isdecimal() else "General"


def styles(sheet: Element, theme: Element | None = None) -> tuple[Style, ...]:
    """The styles of cells, by the number that cells refer to."""
    fonts, fills = sheet.findall("fonts/font", OWN), sheet.findall("fills/fill", OWN)
    palette = Palette(theme, sheet)
    result = []
    for node, code in zip(sheet.findall("cellXfs/xf", OWN), codes(sheet), strict=True):
        font, fill = at(fonts, node.get("fontId")), at(fills, node.get("fillId"))
        alignment, protection = node.find("alignment", OWN), node.find("protection", OWN)
        if not code.strip("; "):
            unseen = "the number format shows nothing"
        elif alignment is not None and alignment.get("horizontal") == "fill":
            unseen = "what the cell holds is repeated until the cell is full"
        else:
            unseen = unreadable(font, fill, palette, in_white=bool(IN_WHITE.search(code)))
        locked = protection is None or truth(protection.get("locked", "1"))
        result.append(Style(code, spelt(code), unseen, locked))
    return tuple(result)


def at(nodes: list[Element], index: str | None) -> Element | None:
    return nodes[int(index)] if index is not None and int(index) < len(nodes) else None


def spelt(code: str) -> str:
    """A number format in one spelling: what is shown as it stands is marked ' character by character."""
    text = ""
    for piece in PIECE.finditer(code or GENERAL):
        literal, part, plain = piece["quoted"] or piece["escaped"], piece["part"], piece["plain"]
        if part is not None and part.startswith("$"):  # a currency's sign, and the locale it stands for
            literal = part[1:].partition("-")[0]
        if literal is not None:
            text += "".join(f"'{each}" for each in literal)
        elif part is not None:
            text += "" if COLOURS.fullmatch(part) else f"[{part.casefold()}]"
        elif plain is not None:
            text += f"'{plain}" if plain in UNQUOTED else plain.casefold()
        else:
            text += piece["space"] or ""
    return text


def misleads(format_: str) -> str:
    """How a format (in the one spelling) shows another number than the cell holds; "" where it does not."""
    filling = re.sub(r"'.|_.", "", format_)
    sections = [re.sub(r"[_*].", "", section) for section in sections_of(format_)]
    numbers = sections[:3]
    bare = [re.sub(r"'.", "", section) for section in numbers]
    if any(re.search(r"'\d", section) for section in numbers) or re.search(r"\*\d", filling):
        return "its number format shows digits of its own"
    if any(re.search(r"[0#?],+(?![0#?,])", section) for section in bare):
        return "its number format divides by thousands"
    if any("%" not in section and not re.search(r"[0#?@ymdhsg]", section) for section in bare[:2]):
        return "its number format shows no number"
    if any(re.search(r"y+[^ymdhs]*d+[^ymdhs]*m", section) for section in bare):
        return "its number format shows the day before the month, after the year"
    return ""


def misleads_on_text(format_: str) -> str:
    """How a format (in the one spelling) shows another text than the cell holds; "" where it does not."""
    sections = sections_of(format_)
    own = sections[3] if len(sections) > 3 else next((each for each in sections[-1:] if "@" in each), "@")
    own = re.sub(r"[_*].", "", own)
    if re.search(r"'\w", own):
        return "its number format shows a text of its own"
    return "" if re.search(r"@|general", own) else "its number format shows no text"


def decimals_apart(format_: str) -> str:
    """A format (in the one spelling) but for how many decimals it shows."""
    return re.sub(r"(?<=[0#?])\.[0#?]+", "", format_)


def sections_of(format_: str) -> list[str]:
    """What a format (in the one spelling) says of numbers above 0, below 0, of 0 and of texts."""
    return re.split(r"(?<!');", format_)


def unreadable(font: Element | None, fill: Element | None, palette: Palette, *, in_white: bool) -> str:
    """Why text in this font on this fill cannot be read; "" where it can. A number format may make it white."""
    if font is None:
        return ""
    size = font.find("sz", OWN)
    if size is not None and float(size.get("val", "11")) < LEAST_SIZE:
        return f"the font is smaller than {LEAST_SIZE:g} points"
    texts = [palette.rgb(font.find("color", OWN), BLACK), *([WHITE] if in_white else [])]
    behind = grounds(fill, palette)
    if any(one and other and contrast(one, other) < LEAST_CONTRAST for one in texts for other in behind):
        return "the text has the colour of what is behind it"
    return ""


def grounds(fill: Element | None, palette: Palette) -> list[str]:
    """The colours behind a text: paper, a plain fill, a pattern with its background, or the stops of a gradient."""
    pattern = None if fill is None else fill.find("patternFill", OWN)
    if pattern is None:
        stops = [] if fill is None else fill.findall("gradientFill/stop/color", OWN)
        return [palette.rgb(stop, WHITE) for stop in stops] or [WHITE]
    kind = pattern.get("patternType", "none")
    front, back = (pattern.find(each, OWN) for each in ("fgColor", "bgColor"))
    if kind == "none":
        return [WHITE]
    if kind == "solid":
        return [palette.rgb(front, WHITE)]
    return [palette.rgb(back, WHITE), *([palette.rgb(front, BLACK)] if kind in DENSE else [])]
