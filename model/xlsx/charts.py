"""What a chart draws and says, in words that are the same whichever program saved it.

Kinds, titles, axes and scales are its look; each series has a name, categories and values, and can be seen or not.
Lines, positions of legends and visible colours do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from model.xlsx.formats import LEAST_SIZE, SYMBOLS, misleads, spelt
from model.xlsx.namespaces import plain, truth
from model.xlsx.palette import LEAST_CONTRAST, WHITE, Palette, contrast

NO_WORDS = ("", "None")  # an empty run, and one that openpyxl has saved again
PLAIN_SCALE = ("orientation minMax",)
PARTS = ("tx", "cat", "val", "xVal", "yVal")
LITERAL = "typed in: "
FILLS = ("noFill", "solidFill", "gradFill", "pattFill", "blipFill")
OF_PATTERNS = ("fgClr", "bgClr")  # hold a colour
LEAST_OPAQUE, MOST_OVERLAP, WHOLE = 10, 50, 100  # per cent
LAST_PLACE, LEAST_PART = 0.95, 0.1  # of a chart's width or height
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
    pale, ground = 0, ground_of(chart, palette)
    for node in chart.iter():
        tag = plain(node.tag)
        if is_kind(tag):
            described = [child.get("val", "") for child in node if plain(child.tag) == "grouping"]
            described += ["across" for child in node if plain(child.tag) == "barDir" and child.get("val") == "bar"]
            kinds.append(" ".join(filter(None, (*described, tag, layering(node)))))
        elif tag == "t" and (node.text or "").strip() not in NO_WORDS:
            words.append(str(node.text))
        elif tag.endswith("Ax"):
            scales += axis(node)
        elif tag == "dLbls":
            scales += label_formats(node)
        elif tag == "plotVisOnly" and not truth(node.get("val", "1")):
            scales.append("hidden cells too")
        elif tag in ("defRPr", "rPr"):
            pale += is_pale(node, palette, ground)
        elif tag == "manualLayout" and is_away(node):
            scales.append("a part that is moved out of the chart")
        elif tag == "plotArea" and is_tiny(node):
            scales.append("a plot without room")
        elif tag == "legend":
            lost_entries = sum(plain(each.tag) == "legendEntry" for each in node)
            scales.append("legend" + (f" without {lost_entries} of its entries" if lost_entries else ""))
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
        elif tag == "crosses" and value not in ("autoZero", "min"):
            yield f"an axis that is crossed at its {value}"
        elif tag == "crossesAt" and float(value or "0"):
            yield f"an axis that is crossed at {value}"
        elif tag == "tickLblSkip" and int(value or "1") > 1:
            yield "an axis without some of its labels"
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


def layering(node: Element) -> str:
    """Bars of a stack that do not stand on one another, and others that hide one another; "" for a usual chart."""
    settings = {plain(child.tag): child.get("val", "") for child in node}
    if plain(node.tag) != "barChart":
        return ""
    overlap = float(settings.get("overlap", "0").rstrip("%") or "0")
    if settings.get("grouping", "clustered") == "clustered":
        return "with bars that cover one another" if overlap > MOST_OVERLAP else ""
    return "" if overlap == WHOLE else "with stacks that are taken apart"


def is_away(layout: Element) -> bool:
    """Whether something is placed beyond the chart's edges."""
    settings = {plain(child.tag): child.get("val", "") for child in layout}
    places = [float(settings.get(each, "0")) for each in ("x", "y") if settings.get(f"{each}Mode") == "edge"]
    return any(not -0.5 < place < LAST_PLACE for place in places)


def is_tiny(plot: Element) -> bool:
    layout = next((node for node in plot if plain(node.tag) == "layout"), ())
    sizes = [each.get("val", "1") for node in layout for each in node if plain(each.tag) in ("w", "h")]
    return any(float(size) < LEAST_PART for size in sizes)


def is_pale(node: Element, palette: Palette, ground: str) -> bool:
    """Whether words are tiny, symbols, in the colour of what is behind them, or have none."""
    if int(node.get("sz", "1200")) < 100 * LEAST_SIZE:
        return True
    of_symbols = any(plain(each.tag) == "latin" and SYMBOLS.match(each.get("typeface", "")) for each in node)
    fill = next((each for each in node if plain(each.tag) in FILLS), None)
    return of_symbols or (fill is not None and not can_be_seen(fill, palette, ground))


def ground_of(area: Element, palette: Palette, behind: str = WHITE) -> str:
    """The colour that a part of a chart is painted with; what is behind it where it has none of its own."""
    properties = next((child for child in area if plain(child.tag) == "spPr"), ())
    for child in properties:
        if plain(child.tag) == "solidFill":
            digits = [palette.of_drawing(each) for each in child]
            return next((each for each in digits if len(each) == len(WHITE)), behind)
    return behind


def can_be_seen(fill: Element, palette: Palette, ground: str) -> bool:
    """Whether a fill has a colour that differs from what is behind it and is not transparent."""
    if plain(fill.tag) in ("noFill", "blipFill"):
        return False
    colours = [node for node in fill.iter() if plain(node.tag).endswith("Clr") and plain(node.tag) not in OF_PATTERNS]
    return not colours or any(stands_out(each, palette, ground) for each in colours)


def stands_out(colour: Element, palette: Palette, ground: str) -> bool:
    if any(plain(child.tag) == "alpha" and per_cent(child.get("val", "100%")) < LEAST_OPAQUE for child in colour):
        return False
    digits = palette.of_drawing(colour)
    return len(digits) != len(ground) or contrast(digits, ground) >= LEAST_CONTRAST


def per_cent(text: str) -> float:
    """A part of a hundred, with its sign or in thousandths."""
    return float(text[:-1]) if text.endswith("%") else float(text) / 1_000


def series(chart: Element, palette: Palette) -> tuple[Series, ...]:
    """The series of a chart in their order."""
    result = []
    area = next((node for node in chart.iter() if plain(node.tag) == "plotArea"), chart)
    ground = ground_of(area, palette, ground_of(chart, palette))
    for kind in chart.iter():
        if is_kind(plain(kind.tag)):
            for node in kind:
                if plain(node.tag) == "ser":
                    parts = ((plain(part.tag), content(part)) for part in node if plain(part.tag) in PARTS)
                    result.append(
                        Series(plain(kind.tag), tuple(parts), is_seen(node, plain(kind.tag), palette, ground))
                    )
    return tuple(result)


def content(part: Element) -> str:
    """The cells that a part of a series names, or what is typed in."""
    for node in part:
        if plain(node.tag) in REFERENCES:
            return next((child.text or "" for child in node if plain(child.tag) == "f"), "")
    return LITERAL + ", ".join(text for text in ("".join(node.itertext()).strip() for node in part) if text)


def is_seen(node: Element, kind: str, palette: Palette, ground: str) -> bool:
    """Whether a series has a fill or, where it is one, a line that differs from what is behind it."""
    properties = next((child for child in node if plain(child.tag) == "spPr"), None)
    if properties is None:
        return True
    owner = properties
    if kind in ("lineChart", "scatterChart"):
        owner = next((child for child in properties if plain(child.tag) == "ln"), properties)
    for child in owner:
        if plain(child.tag) in FILLS:
            return can_be_seen(child, palette, ground)
    return True
