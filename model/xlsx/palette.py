"""The colour that a part of a file means: six digits, a number of the palette, or a colour of the theme with a tint."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from openpyxl.styles.colors import COLOR_INDEX

from model.xlsx.relations import OWN

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WHITE, BLACK = "FFFFFF", "000000"
LEAST_CONTRAST = 1.4  # of 21; WCAG asks for 4.5 of text that is easy to read
SYSTEM = {"64": BLACK, "65": WHITE}  # numbers of the palette for what the system writes with and on
NAMES = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
OTHER_NAMES = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}  # of charts
SYSTEM_NAMES = {"window": WHITE, "windowText": BLACK, "white": WHITE, "black": BLACK}
NEARLY_WHITE = 95_000  # thousandths of a per cent
OFFICE = (
    *("FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D"),
    *("9BBB59", "8064A2", "4BACC6", "F79646", "0000FF", "800080"),
)


class Palette:
    """The colours of one workbook, of which the theme or the styles may be missing."""

    def __init__(self, theme: Element | None, styles: Element | None) -> None:
        own = [] if styles is None else styles.findall("colors/indexedColors/rgbColor", OWN)
        self.numbered = [node.get("rgb", "")[-6:].upper() for node in own] or [each[-6:] for each in COLOR_INDEX]
        self.by_name: Mapping[str, str] = dict(zip(NAMES, OFFICE, strict=True))
        scheme = None if theme is None else theme.find(f"{DRAWING}themeElements/{DRAWING}clrScheme")
        if scheme is not None:
            self.by_name = {**self.by_name, **dict(map(theme_colour, scheme))}

    def rgb(self, node: Element | None, automatic: str) -> str:
        """A colour of a style as six digits; `automatic` where there is none."""
        if node is None or node.get("auto"):
            return automatic
        if digits := node.get("rgb"):
            base = digits[-6:].upper()
        elif number := node.get("indexed"):
            base = SYSTEM.get(number) or self.numbered[int(number)] if int(number) < len(self.numbered) else automatic
        else:
            place = int(node.get("theme", "-1"))
            base = self.by_name[NAMES[place]] if 0 <= place < len(NAMES) else automatic
        return tinted(base, float(node.get("tint", "0")))

    def of_drawing(self, node: Element) -> str:
        """A colour of a drawing as six digits; "" for one that is computed in another way."""
        tag, value = node.tag.removeprefix(DRAWING), node.get("val", "")
        if tag == "srgbClr":
            return value.upper()
        if tag == "sysClr":
            return SYSTEM_NAMES.get(value) or node.get("lastClr", "").upper()
        if tag == "prstClr":
            return SYSTEM_NAMES.get(value, "")
        if tag == "scrgbClr":
            parts = [float(node.get(each, "0").rstrip("%")) for each in "rgb"]
            return WHITE if min(parts) > NEARLY_WHITE else ""
        if tag == "hslClr":
            return WHITE if float(node.get("lum", "0").rstrip("%")) > NEARLY_WHITE else ""
        return self.by_name.get(OTHER_NAMES.get(value, value), "") if tag == "schemeClr" else ""

    def is_legible(self) -> bool:
        """Whether the theme's colour of text can be told from its ground, where both are known."""
        text, ground = self.by_name["dk1"], self.by_name["lt1"]
        return not (is_rgb(text) and is_rgb(ground)) or contrast(text, ground) >= LEAST_CONTRAST


def is_rgb(text: str) -> bool:
    return re.fullmatch(r"[0-9A-F]{6}", text) is not None


def theme_colour(node: Element) -> tuple[str, str]:
    colour = next(iter(node), node)
    return node.tag.removeprefix(DRAWING), (colour.get("lastClr") or colour.get("val") or BLACK).upper()[-6:]


def tinted(colour: str, tint: float) -> str:
    """Darker below 0, lighter above, as the format defines it."""
    if not tint or len(colour) != 6:
        return colour
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), full))


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white), as WCAG 2 defines it."""
    darker, lighter = sorted(luminance(colour) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
