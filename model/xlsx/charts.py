"""What a chart draws and says, in words that are the same whichever program saved it.

Kinds, titles, axes and scales are its look; each series has a name, categories and values, and can be seen or not.
Lines, positions of legends and visible colours do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from model.xlsx.formats import misleads, spelt
from model.xlsx.namespaces import plain, truth
from model.xlsx.palette import LEAST_CONTRAST, WHITE, Palette, contrast

NO_WORDS = ("", "None")  # an empty run, and one that openpyxl has saved again
PLAIN_SCALE = ("orientation minMax",)
PARTS = ("tx", "cat", "val", "xVal", "yVal")
LITERAL = "typed in: "
REFERENCES = ("strRef", "numRef", "multiLvlStrRef")


class Series(NamedTuple):
    """One series: its kind of chart, what it draws by part (a reference, or what is typed in), whether it is seen."""

    kind: str
    parts: tuple[tuple[str, str], ...]
    visible: bool


def chart_look(chart: Element, palette: Palette | None = None) -> str:
    """What a chart is, says and how it is scaled, but for the values it draws."""
    palette = palette or Palette(None, None)
    kinds: list[str] = []
    words: list[str] = []
    scales: list[str] = []
    pale = 0
    for node in chart.iter():
        tag = plain(node.tag)
        if is_kind(tag):
            described = [child.get("val", "") for child in node if plain(child.tag) == "grouping"]
            described += ["across" for child in node if plain(child.tag) == "barDir" and child.get("val") == "bar"]
            kinds.append(" ".join(filter(None, (*described, tag))))
        elif tag == "t" and (node.text or "").strip() not in NO_WORDS:
            words.append(str(node.text))
        elif tag.endswith("Ax"):
            scales += axis(node)
        elif tag == "dLbls":
            scales += label_formats(node)
        elif tag == "plotVisOnly" and not truth(node.get("val", "1")):
            scales.append("hidden cells too")
        elif tag in ("defRPr", "rPr"):
            pale += is_pale(node, palette)
    scales += ["words that cannot be seen"] * (pale > 0)
    return "; ".join(filter(None, (" | ".join(words), ", ".join(kinds), ", ".join(scales))))


def is_kind(tag: str) -> bool:
    return tag.endswith("Chart") and tag != "pivotChart"


def axis(node: Element) -> Iterator[str]:
    """What is unusual about an axis."""
    for child in node:
        tag, value = plain(child.tag), child.get("val", "")
        if tag == "scaling":
            scales = [f"{plain(each.tag)} {each.get('val', '')}" for each in child]
            yield from (scale for scale in scales if scale not in PLAIN_SCALE)
        elif tag == "dispUnits":
            yield "in units of its own"
        elif tag == "delete" and truth(child.get("val", "1")):
            yield "an axis that is not shown"
        elif tag == "tickLblPos" and value == "none":
            yield "an axis without labels"
        elif tag == "numFmt" and not truth(child.get("sourceLinked")) and plain(node.tag) == "valAx":
            yield f"numbers as {spelt(child.get('formatCode', ''))}"


def label_formats(node: Element) -> Iterator[str]:
    for child in node:
        if plain(child.tag) == "numFmt" and (wrong := misleads(spelt(child.get("formatCode", "").rstrip(";")))):
            yield f"labels: {wrong}"


def is_pale(node: Element, palette: Palette) -> bool:
    """Whether words have the colour of paper, or none."""
    for child in node:
        if plain(child.tag) == "noFill":
            return True
        if plain(child.tag) == "solidFill":
            return not can_be_seen(child, palette)
    return False


def can_be_seen(fill: Element, palette: Palette) -> bool:
    """Whether a plain fill differs from paper and is not transparent."""
    colour = next(iter(fill), None)
    if colour is None:
        return True
    if any(plain(child.tag) == "alpha" and int(child.get("val", "100000")) < 10_000 for child in colour):
        return False
    digits = palette.of_drawing(colour)
    return len(digits) != 6 or contrast(digits, WHITE) >= LEAST_CONTRAST


def series(chart: Element, palette: Palette) -> tuple[Series, ...]:
    """The series of a chart in their order."""
    result = []
    for kind in chart.iter():
        if is_kind(plain(kind.tag)):
            for node in kind:
                if plain(node.tag) == "ser":
                    parts = ((plain(part.tag), content(part)) for part in node if plain(part.tag) in PARTS)
                    result.append(Series(plain(kind.tag), tuple(parts), is_seen(node, plain(kind.tag), palette)))
    return tuple(result)


def content(part: Element) -> str:
    """The cells that a part of a series names, or what is typed in."""
    for node in part:
        if plain(node.tag) in REFERENCES:
            return next((child.text or "" for child in node if plain(child.tag) == "f"), "")
    return LITERAL + ", ".join(text for text in ("".join(node.itertext()).strip() for node in part) if text)


def is_seen(node: Element, kind: str, palette: Palette) -> bool:
    """Whether a series has a fill or, where it is one, a line that differs from paper."""
    properties = next((child for child in node if plain(child.tag) == "spPr"), None)
    if properties is None:
        return True
    owner = properties
    if kind in ("lineChart", "scatterChart"):
        owner = next((child for child in properties if plain(child.tag) == "ln"), properties)
    for child in owner:
        if plain(child.tag) == "noFill":
            return False
        if plain(child.tag) == "solidFill":
            return can_be_seen(child, palette)
    return True
