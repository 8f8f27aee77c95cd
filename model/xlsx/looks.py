"""How a rule that colours cells makes them look, as text that is the same whichever program saved the file.

Fill, font colour and number format count, and the points and colours of a scale. Fonts, borders and bars do not.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from model.xlsx.formats import SYMBOLS
from model.xlsx.relations import OWN

UNVALUED = ("min", "max")  # points of a scale that have no value of their own, though programs write one


def looks(styles: Element) -> dict[str, str]:
    """The differential formats of a workbook's styles by the number that rules refer to."""
    return {str(number): look(node) for number, node in enumerate(styles.findall("dxfs/dxf", OWN))}


def look(format_: Element) -> str:
    """One differential format."""
    parts = [("in", colour(format_.find("font/color", OWN))), ("on", filling(format_.find("fill/patternFill", OWN)))]
    name = format_.find("font/name", OWN)
    if name is not None and SYMBOLS.match(name.get("val", "")):
        parts.append(("in", "a font of symbols"))
    number = format_.find("numFmt", OWN)
    parts.append(("as", "" if number is None else number.get("formatCode", "")))
    if format_.find("fill/gradientFill", OWN) is not None:
        parts.append(("on", "a gradient"))
    return " ".join(f"{word} {text}" for word, text in parts if text)


def filling(pattern: Element | None) -> str:
    """A fill; in these formats the background is the colour of a plain one, but some programs write the foreground."""
    if pattern is None:
        return ""
    kind, back, front = pattern.get("patternType", "solid"), pattern.find("bgColor", OWN), pattern.find("fgColor", OWN)
    if kind == "none":
        return ""
    if kind == "solid":
        return colour(front if back is None else back)
    return " ".join(filter(None, (kind, colour(front), colour(back))))


def scale(rule: Element) -> str:
    """The points of a colour scale, each with its colour."""
    points = []
    for point in rule.findall("colorScale/cfvo", OWN):
        kind, value = point.get("type", ""), point.get("val", "")
        points.append(kind if kind in UNVALUED else f"{kind} {plain_number(value)}")
    colours = [colour(node) for node in rule.findall("colorScale/color", OWN)]
    return ", ".join([*points, *colours])


def colour(node: Element | None) -> str:
    """A colour without its transparency, which programs fill in as they like and none shows."""
    if node is None:
        return ""
    if rgb := node.get("rgb"):
        return rgb[-6:].upper()
    attributes = [f"{key} {node.get(key)}" for key in ("theme", "indexed", "tint", "auto") if node.get(key)]
    return " ".join(attributes)


def plain_number(text: str) -> str:
    """0 and 0.0 are one point; a formula stays as it is."""
    try:
        return repr(float(text))
    except ValueError:
        return text
