"""What cell styles let readers see: the number format in one spelling, and whether the text can be read at all.

Programs save number formats in their own spelling of quotes, backslashes, colours, locales. Fonts, borders, alignment
and colours that can be read do not count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS

from model.xlsx.namespaces import truth
from model.xlsx.palette import BLACK, DRAWING, LEAST_CONTRAST, WHITE, Palette, contrast
from model.xlsx.relations import OWN

GENERAL = "general"
# a literal, what a blank of a width or a filling copies, a part in brackets, any other character
PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<space>[_*].)|\[(?P<part>[^\]]*)\]|(?P<plain>.)', re.DOTALL
)
UNQUOTED = "$-+/(): !^&'~{}<>="  # shown as they are, without quotes
COLOURS = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color ?\d+", re.IGNORECASE)
IN_WHITE = re.compile(r"\[(white|color ?2)\]", re.IGNORECASE)
LEAST_SIZE, MOST_SIZE = 3.0, 72.0  # points
SYMBOLS = re.compile(r"(?:wing|web)dings|symbol|marlett|mt extra|bookshelf symbol", re.IGNORECASE)  # fonts of no digits
SYMBOL_CHARSET = "2"
OTHER_SCRIPT = re.compile(r"\[(?:-|dbnum|natnum|~)|(?<![0#?.])[gbe]")  # also eras, and years of other calendars
LEAST_DIGIT = 1e-12  # as a part of a number, what no spreadsheet shows
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
    palette, scheme = Palette(theme, sheet), theme_fonts(theme)
    result = []
    for node, code in zip(sheet.findall("cellXfs/xf", OWN), codes(sheet), strict=True):
        font, fill = at(fonts, node.get("fontId")), at(fills, node.get("fillId"))
        alignment, protection = node.find("alignment", OWN), node.find("protection", OWN)
        if not code.strip("; "):
            unseen = "the number format shows nothing"
        elif alignment is not None and alignment.get("horizontal") == "fill":
            unseen = "what the cell holds is repeated until the cell is full"
        else:
            unseen = unreadable(font, fill, palette, in_white=bool(IN_WHITE.search(code))) or of_symbols(font, scheme)
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
            literal, _, locale = part[1:].partition("-")
            part = f"-{locale}" if own_digits(locale) else ""
        if literal is not None:
            text += "".join(f"'{each}" for each in literal)
        if part:
            text += "" if COLOURS.fullmatch(part) else f"[{part.casefold()}]"
        elif literal is not None:
            continue
        elif plain is not None:
            text += f"'{plain}" if plain in UNQUOTED else plain.casefold()
        else:
            text += piece["space"] or ""
    return text


def own_digits(locale: str) -> bool:
    """Whether a locale also names other digits, another calendar, or the system's own way to write dates."""
    number = locale.partition(",")[0]
    return "," in locale or (bool(re.fullmatch("[0-9A-Fa-f]{4,}", number)) and int(number, 16) >= 0xF000)


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
    if any(OTHER_SCRIPT.search(section.replace(GENERAL, "")) for section in bare):
        return "its number format shows the digits or years of another script or calendar"
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


def shows_no_year(format_: str, before: str) -> bool:
    """Whether a format (in the one spelling) shows a date or time without its year, where the model shows the year."""
    tokens, model_tokens = (re.sub(r"'.|[_*].", "", sections_of(each)[0]) for each in (format_, before))
    return "y" in model_tokens and not re.search(rf"[y0#?@]|{GENERAL}", tokens)


def rounds(format_: str, value: float) -> bool:
    """Whether a format (in the one spelling) shows fewer decimals than the number has."""
    section = re.sub(r"'.|[_*].", "", sections_of(format_)[0])
    if not re.search(r"[0#?]", section) or re.search(r"[ymdhse]", section):
        return False
    point = re.search(r"\.([0#?]*)", section)
    decimals = (len(point[1]) if point else 0) + 2 * section.count("%")
    return abs(round(value, decimals) - value) > abs(value) * LEAST_DIGIT


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
    if size is not None and float(size.get("val", "11")) > MOST_SIZE:
        return f"the font is larger than {MOST_SIZE:g} points, so that a cell shows nothing but #"
    texts = [palette.rgb(font.find("color", OWN), BLACK), *([WHITE] if in_white else [])]
    behind = grounds(fill, palette)
    if any(one and other and contrast(one, other) < LEAST_CONTRAST for one in texts for other in behind):
        return "the text has the colour of what is behind it"
    return ""


def of_symbols(font: Element | None, scheme: Mapping[str, str]) -> str:
    """Whether a font has pictures in place of digits and letters; a font of the theme has the theme's name."""
    if font is None:
        return ""
    name, charset, place = (font.find(tag, OWN) for tag in ("name", "charset", "scheme"))
    names = ["" if name is None else name.get("val", ""), "" if place is None else scheme.get(place.get("val", ""), "")]
    symbols = charset is not None and charset.get("val") == SYMBOL_CHARSET
    return "the font shows symbols for digits" if symbols or any(map(SYMBOLS.match, names)) else ""


def theme_fonts(theme: Element | None) -> dict[str, str]:
    """The fonts of a theme, minor and major."""
    if theme is None:
        return {}
    kinds = ((kind, theme.find(f".//{DRAWING}{kind}Font/{DRAWING}latin")) for kind in ("minor", "major"))
    return {kind: node.get("typeface", "") for kind, node in kinds if node is not None}


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
        return [palette.rgb(front, BLACK)]
    return [palette.rgb(back, WHITE), *([palette.rgb(front, BLACK)] if kind in DENSE else [])]
