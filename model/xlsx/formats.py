"""What cell styles let readers see: the number format in one spelling, and whether the text can be read at all.

Programs save a number format in their own spelling: quotes, backslashes, colours, locales. Fonts, borders, alignment
and colours that can be read do not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS

from model.xlsx.relations import OWN

GENERAL = "general"
# a literal, what a blank of a width or a filling copies, a part in brackets, any other character
PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<space>[_*].)|\[(?P<part>[^\]]*)\]|(?P<plain>.)', re.DOTALL
)
UNQUOTED = "$-+/(): !^&'~{}<>="  # shown as they are, without quotes
COLOURS = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color ?\d+", re.IGNORECASE)
LEAST_CONTRAST = 1.4  # of 21; WCAG asks for 4.5 of text that is easy to read
LEAST_SIZE = 3.0  # points
WHITE, BLACK = "FFFFFF", "000000"


@dataclass(frozen=True, slots=True)
class Style:
    """A cell's style: its number format, the same in one spelling, and why nobody can read the cell ("" if one can)."""

    code: str = "General"
    format: str = GENERAL
    unseen: str = ""


def codes(sheet: Element) -> tuple[str, ...]:
    """The number formats of the styles of cells, by the number that cells refer to."""
    own = {node.get("numFmtId"): node.get("formatCode", "") for node in sheet.findall("numFmts/numFmt", OWN)}
    numbers = [node.get("numFmtId", "0") for node in sheet.findall("cellXfs/xf", OWN)]
    return tuple(own.get(number, built_in(number)) for number in numbers)


def built_in(number: str) -> str:
    """The format of a number that the format itself gives a meaning; the general one of any other."""
    return BUILTIN_FORMATS.get(int(number), "General") if number.isdecimal() else "General"


def styles(sheet: Element) -> tuple[Style, ...]:
    """The styles of cells, by the number that cells refer to."""
    fonts, fills = sheet.findall("fonts/font", OWN), sheet.findall("fills/fill", OWN)
    result = []
    for node, code in zip(sheet.findall("cellXfs/xf", OWN), codes(sheet), strict=True):
        font, fill = at(fonts, node.get("fontId")), at(fills, node.get("fillId"))
        unseen = "the number format shows nothing" if not code.strip("; ") else unreadable(font, fill)
        result.append(Style(code, spelt(code), unseen))
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
    sections = [re.sub(r"[_*].", "", section) for section in re.split(r"(?<!');", format_)]
    numbers = sections[:3]
    bare = [re.sub(r"'.", "", section) for section in numbers]
    if any(re.search(r"'\d", section) for section in numbers):
        return "its number format shows digits of its own"
    if any(re.search(r"[0#?],+(?![0#?,])", section) for section in bare):
        return "its number format divides by thousands"
    if any("%" not in section and not re.search(r"[0#?@ymdhsg]", section) for section in bare[:2]):
        return "its number format shows no number"
    return ""


def unreadable(font: Element | None, fill: Element | None) -> str:
    """Why text in this font on this fill cannot be read; "" where it can, or where a theme decides."""
    if font is None:
        return ""
    size = font.find("sz", OWN)
    if size is not None and float(size.get("val", "11")) < LEAST_SIZE:
        return f"the font is smaller than {LEAST_SIZE:g} points"
    pattern = None if fill is None else fill.find("patternFill", OWN)
    front = pattern.find("fgColor", OWN) if pattern is not None and pattern.get("patternType") == "solid" else None
    on = WHITE if front is None else rgb(front, WHITE)
    text = rgb(font.find("color", OWN), BLACK)
    if text and on and contrast(text, on) < LEAST_CONTRAST:
        return "the text has the colour of what is behind it"
    return ""


def rgb(node: Element | None, automatic: str) -> str:
    """A colour as six digits; "" where only a theme knows it."""
    if node is None or node.get("auto"):
        return automatic
    if digits := node.get("rgb"):
        return digits[-6:]
    if number := node.get("indexed"):
        return COLOR_INDEX[int(number)][-6:] if int(number) < len(COLOR_INDEX) else automatic
    if node.get("tint", "0") in ("0", "0.0"):  # the first two colours of every theme: paper and ink
        return {"0": WHITE, "1": BLACK}.get(node.get("theme", ""), "")
    return ""


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white), as WCAG 2 defines it."""
    darker, lighter = sorted(luminance(colour) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
