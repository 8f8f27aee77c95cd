"""What stands in a part of a file, as paths of elements and attributes by exact namespace, that are in neither table.

Nothing is understood here: `allowed` says what is known, `not_compared` what becomes of the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import IO, NamedTuple
from xml.parsers import expat

from model.verify.allowed import PREFIXES, Permit, permit

TEXT = "text"
SHARED_TEXT = "sst/si"
PLACES = ("r", "ref", "sqref", "name")  # attributes that say where an element stands
CHUNK = 1 << 20
MOST = 10_000  # constructs of one part that are told apart


class Construct(NamedTuple):
    """An element by its path (`attribute` ""), an attribute of it, or its text, with the value."""

    path: str
    attribute: str
    value: str


@dataclass
class Find:
    """A construct that no table acquits: how often it is there, where first, and with which value."""

    construct: Construct
    place: str
    count: int = 1


@dataclass
class Node:
    """An element as far as its path says what it is."""

    path: str
    permit: Permit
    children: dict[str, Node] = field(default_factory=dict)


def spelt(name: str) -> str:
    """A name of expat's with the usual prefix of its namespace."""
    space, _, tag = name.rpartition(" ")
    return PREFIXES[space] + tag if space in PREFIXES else f"{{{space}}}{tag}"


ROOT = Node("", Permit(True, False, frozenset(), {}))


class Gatherer:
    """Goes through one part. Constructs in `expected` are passed over; with None all are gathered, nested ones too."""

    def __init__(self, expected: Set[Construct] | None) -> None:
        self.expected = expected
        self.finds: dict[Construct, Find] = {}
        self.nodes = [ROOT]
        self.places = [""]
        self.shared_texts = 0  # each has its number for a place
        self.passing = 0  # elements deep within one that is passed over or told as a whole
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.parser.CharacterDataHandler = self.text

    def read(self, file: IO[bytes]) -> Mapping[Construct, Find]:
        while chunk := file.read(CHUNK):
            self.parser.Parse(chunk, False)
        self.parser.Parse(b"", True)
        return self.finds

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.passing:
            self.passing += 1
            return
        above = self.nodes[-1]
        node = above.children.get(name)
        if node is None:
            path = f"{above.path}/{spelt(name)}".lstrip("/")
            node = above.children[name] = Node(path, permit(path))
        permits = node.permit
        if permits.whole:
            self.passing = 1
            return
        place = next((attributes[each] for each in PLACES if each in attributes), self.places[-1])
        if node.path == SHARED_TEXT:
            place, self.shared_texts = str(self.shared_texts), self.shared_texts + 1
        if not permits.listed:
            construct = Construct(node.path, "", "")
            if self.expected is not None and construct not in self.expected:
                self.add(construct, place)
                self.passing = 1
                return
            self.add(construct, place)
        self.nodes.append(node)
        self.places.append(place)
        if not attributes.keys() <= permits.free:
            for attribute, value in attributes.items():
                if attribute not in permits.free:
                    short = spelt(attribute) if " " in attribute else attribute
                    if not permits.allows(short, value):
                        self.add(Construct(node.path, short, value), place)

    def end(self, _: str) -> None:
        if self.passing:
            self.passing -= 1
            return
        self.nodes.pop()
        self.places.pop()

    def text(self, text: str) -> None:
        if not self.passing and TEXT not in self.nodes[-1].permit.free and text.strip():
            self.add(Construct(self.nodes[-1].path, TEXT, text.strip()), self.places[-1])

    def add(self, construct: Construct, place: str) -> None:
        if self.expected is not None and construct in self.expected:
            return
        if construct in self.finds:
            self.finds[construct].count += 1
        elif len(self.finds) < MOST:
            self.finds[construct] = Find(construct, place)
