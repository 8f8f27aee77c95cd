"""Texts and switches as the file format writes them."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from model.xlsx.relations import MAIN


def own(node: ElementTree.Element) -> list[ElementTree.Element]:
    """What stands within an element, of the format's own namespace."""
    return [child for child in node if child.tag.startswith(MAIN)]


def own_text(node: ElementTree.Element) -> str:
    """An element's text without that of elements within it."""
    return (node.text or "") + "".join(child.tail or "" for child in node)


def truth(text: str | None) -> bool:
    return text is not None and text.strip().lower() in ("1", "true", "on")


def text_of(node: ElementTree.Element) -> str:
    """The text of a shared or inline string, with its runs but without phonetic hints."""
    pieces = []
    for child in node:
        if child.tag == f"{MAIN}t":
            pieces.append(child.text or "")
        elif child.tag == f"{MAIN}r":
            pieces += [part.text or "" for part in child if part.tag == f"{MAIN}t"]
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """Text with the format's escapes (_x000D_) undone and line ends as line feeds."""
    if "_x" in text:
        text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n")
