"""Texts, switches and days as the file format writes them, read in one way by all readers."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from xml.etree import ElementTree

from model.dates import EPOCH
from model.xlsx.relations import MAIN

ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def plain(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def own(node: ElementTree.Element) -> list[ElementTree.Element]:
    """What stands within an element, of the format's own namespace."""
    return [child for child in node if child.tag.startswith(MAIN)]


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
    """The text a file's own spelling stands for: "_x0041_" is an A, "_x005F_" a "_". Line ends are line feeds."""
    if "_x" in text:
        text = ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n") if "\r" in text else text


def shared(strings: Sequence[str], number: str) -> str:
    """The shared text of that number. ValueError or IndexError when there is none."""
    if int(number) < 0:
        raise ValueError(f"there is no text {number}")
    return strings[int(number)]


def moment(text: str) -> datetime.datetime:
    """The day and time of a cell of type d, as its clock says; a time alone is one of day 0."""
    text = text.strip().removesuffix("Z")
    try:
        return datetime.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return datetime.datetime.combine(EPOCH, datetime.time.fromisoformat(text)).replace(tzinfo=None)
