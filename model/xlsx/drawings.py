"""What is drawn on a sheet, in words that are the same whichever program saved the file.

Of charts: kinds, titles and scales (colours and places do not count). Of all else, that it is there: a picture, shape
or control may cover cells.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from model.xlsx.namespaces import plain

SHAPES = ("sp", "pic", "cxnSp", "grpSp", "contentPart")
NO_WORDS = ("", "None")  # an empty run, and one that openpyxl has saved again
PLAIN_SCALE = ("orientation minMax",)
CONTROL = re.compile(rb"ObjectType\s*=\s*[\"'](\w+)")  # of shapes in the old format, which notes are drawn in too


def chart_look(chart: Element) -> str:
    """What a chart is, says and how it is scaled, but for the values it draws."""
    kinds, words, scales = [], [], []
    for node in chart.iter():
        tag = plain(node.tag)
        if tag.endswith("Chart") and tag != "pivotChart":
            grouping = next((child.get("val", "") for child in node if plain(child.tag) == "grouping"), "")
            kinds.append(" ".join(filter(None, (grouping, tag))))
        elif tag == "t" and (node.text or "").strip() not in NO_WORDS:
            words.append(str(node.text))
        elif tag == "scaling":
            scales += [f"{plain(child.tag)} {child.get('val', '')}" for child in node]
        elif tag == "dispUnits":
            scales.append("in units of its own")
    scales = [scale for scale in scales if scale not in PLAIN_SCALE]
    return "; ".join(filter(None, (" | ".join(words), ", ".join(kinds), ", ".join(scales))))


def shapes(drawing: Element) -> int:
    """How many pictures, shapes and other things that are no charts a drawing holds; a group counts as one."""
    count = 0
    for anchor in drawing:
        tags = {plain(node.tag) for node in anchor.iter()}
        count += not tags.isdisjoint(SHAPES) or ("graphicFrame" in tags and "chart" not in tags)
    return count


def controls(old_drawing: bytes) -> int:
    """How many shapes of the old format are no notes."""
    return sum(kind != b"Note" for kind in CONTROL.findall(old_drawing))
