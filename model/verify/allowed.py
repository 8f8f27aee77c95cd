"""How to look up what verify knows about a file's markup, in two tables: what it compares, and what is harmless.

Whatever else stands in a part that is not byte for byte the fresh build's is reported as "not compared". A path names
elements from the part's root on; "//" before it stands for any place, "*" for any element, "/**" for all within. Of the
attributes, those with "=" are known with these values only; "text" is the text of the element.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from model.verify.compared import COMPARED
from model.verify.harmless import HARMLESS
from model.verify.known import Known

MICROSOFT = "http://schemas.microsoft.com/office"
OPEN = "http://schemas.openxmlformats.org"
# How namespaces are spelt in paths. What has none is spelt with "{}", so that it does not pass for the format's own.
PREFIXES: Mapping[str, str] = {
    f"{OPEN}/spreadsheetml/2006/main": "",
    f"{OPEN}/officeDocument/2006/relationships": "r:",
    f"{OPEN}/package/2006/relationships": "rel:",
    f"{OPEN}/package/2006/content-types": "ct:",
    f"{OPEN}/package/2006/metadata/core-properties": "core:",
    f"{OPEN}/officeDocument/2006/extended-properties": "app:",
    f"{OPEN}/officeDocument/2006/custom-properties": "custom:",
    f"{OPEN}/markup-compatibility/2006": "mc:",
    f"{OPEN}/drawingml/2006/main": "a:",
    f"{OPEN}/drawingml/2006/chart": "c:",
    f"{OPEN}/drawingml/2006/spreadsheetDrawing": "xdr:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    f"{MICROSOFT}/spreadsheetml/2009/9/main": "x14:",
    f"{MICROSOFT}/spreadsheetml/2009/9/ac": "x14ac:",
    f"{MICROSOFT}/spreadsheetml/2010/11/main": "x15:",
    f"{MICROSOFT}/spreadsheetml/2010/11/ac": "x15ac:",
    f"{MICROSOFT}/spreadsheetml/2014/revision": "xr:",
    f"{MICROSOFT}/spreadsheetml/2015/revision2": "xr2:",
    f"{MICROSOFT}/spreadsheetml/2016/revision3": "xr3:",
    f"{MICROSOFT}/spreadsheetml/2016/revision6": "xr6:",
    f"{MICROSOFT}/spreadsheetml/2016/revision10": "xr10:",
    f"{MICROSOFT}/spreadsheetml/2018/calcfeatures": "xcalcf:",
    f"{MICROSOFT}/spreadsheetml/2018/threadedcomments": "notes:",
    f"{MICROSOFT}/excel/2006/main": "xm:",
    f"{MICROSOFT}/drawing/2012/chart": "c15:",
    f"{MICROSOFT}/drawing/2014/chart": "c16:",
    f"{MICROSOFT}/drawing/2017/03/chart": "c16r3:",
    f"{MICROSOFT}/drawing/2014/main": "a16:",
    "http://schemas.libreoffice.org/": "lo:",
    "http://www.gnumeric.org/ext/spreadsheetml": "gnm:",
    "urn:schemas-microsoft-com:vml": "v:",
    "urn:schemas-microsoft-com:office:office": "o:",
    "urn:schemas-microsoft-com:office:excel": "xl:",
}


class Permit(NamedTuple):
    """What the tables list of an element: itself, all within it, attributes, and attributes with some values only."""

    listed: bool
    whole: bool
    free: frozenset[str]
    values: Mapping[str, frozenset[str]]

    def allows(self, attribute: str, value: str) -> bool:
        return attribute in self.free or "*" in self.free or value in self.values.get(attribute, ())


@dataclass(frozen=True)
class Pattern:
    """An entry made ready to be compared with paths."""

    path: re.Pattern[str]
    whole: bool
    free: frozenset[str]
    values: Mapping[str, frozenset[str]]


def pattern(entry: Known) -> Pattern:
    path, whole = entry.path.removesuffix("/**"), entry.path.endswith("/**")
    anywhere, path = path.startswith("//"), path.removeprefix("//")
    text = re.escape(path).replace(re.escape("*"), r"(?:\{[^}]*\})?[^/{}]+").replace("//", "/(?:.*/)?")
    tokens = [token.partition("=") for token in entry.attributes.split()]
    values = {name: frozenset(some.split("|")) for name, equals, some in tokens if equals}
    free = frozenset(name for name, equals, _ in tokens if not equals)
    return Pattern(re.compile(f"(?:.*/)?{text}" if anywhere else text), whole, free, values)


PATTERNS = tuple(pattern(entry) for entry in (*COMPARED, *HARMLESS))
ANYWHERE = PATTERNS[len(COMPARED)]  # the first of the harmless ones, which names no element


@cache
def permit(path: str) -> Permit:
    """What the two tables say of an element by its path."""
    hits = [each for each in PATTERNS if each.path.fullmatch(path)]
    entries = [each for each in hits if each is not ANYWHERE]
    values: dict[str, frozenset[str]] = {}
    for each in hits:
        for name, some in each.values.items():
            values[name] = values.get(name, frozenset()) | some
    free = frozenset[str]().union(*(each.free for each in hits))
    return Permit(bool(entries), any(each.whole for each in entries), free, values)
