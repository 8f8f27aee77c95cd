"""A package's parts and the relations between them, by exact namespaces and types, as programs that open it follow
them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, NamedTuple
from xml.etree import ElementTree

from model.errors import CannotRun

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OWN = {"": MAIN[1:-1]}  # for `find`: names without a prefix are the format's own
X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"  # what Excel added in 2010
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"  # of the Strict dialect, which programs read too
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CONTENT_TYPES = "[content_types].xml"


class Relation(NamedTuple):
    """What a part says of another: `kind` is the last word of a type of the format itself, any other type in full.

    `target` is a part's name, or an address outside.
    """

    id: str
    kind: str
    target: str
    outside: bool
    strict: bool


class Part(NamedTuple):
    """A part's name and content type, and the kinds of the relations that lead to it."""

    name: str
    type: str
    kinds: frozenset[str]


class Package:
    """The parts of one file, opened."""

    def __init__(self, archive: zipfile.ZipFile, names: tuple[str, ...]) -> None:
        self.archive = archive
        self.names = tuple(map(part_name, names))
        self.by_folded = {part_name(name).casefold(): name for name in names}

    def open(self, part: str) -> IO[bytes]:
        if is_picture(part):
            raise CannotRun(f"the workbook takes a picture, {part}, for one of its own parts.")
        return self.archive.open(self.by_folded[part.casefold()])

    def tree(self, part: str) -> ElementTree.Element:
        with self.open(part) as file:
            return ElementTree.parse(file).getroot()

    def relations(self, part: str) -> list[Relation]:
        """The relations of a part in the order of the file; of the package itself for ""."""
        at = PurePosixPath(part)
        rels = str(at.parent / "_rels" / f"{at.name}.rels") if part else "_rels/.rels"
        if rels.casefold() not in self.by_folded:
            return []
        folder = at.parent if part else PurePosixPath()
        return [relation(node, folder) for node in self.tree(rels) if node.tag == RELATIONSHIP]

    def first(self, part: str, kind: str) -> str:
        """The target of a part's first relation of a kind: programs look for the ordinary dialect first."""
        related = sorted((each for each in self.relations(part) if each.kind == kind), key=lambda each: each.strict)
        return related[0].target if related else ""

    def types(self) -> dict[str, str]:
        """The content type of each part."""
        tree = self.tree(CONTENT_TYPES)
        endings = {node.get("Extension", "").casefold(): node for node in tree if node.tag == f"{TYPES}Default"}
        own = {node.get("PartName", "").lstrip("/").casefold(): node for node in tree if node.tag == f"{TYPES}Override"}
        return {
            name: node.get("ContentType", "")
            for name in self.names
            if (node := own.get(name.casefold(), endings.get(name.rpartition(".")[2].casefold()))) is not None
        }

    def sources(self) -> Iterator[str]:
        """The parts that have relations, and "" for the package itself."""
        for name in self.names:
            folder, _, file = name.rpartition("/")
            around, _, last = folder.rpartition("/")
            if last.casefold() == "_rels" and file.casefold().endswith(".rels"):
                source = file[: -len(".rels")]
                yield f"{around}/{source}" if around else source

    def parts(self) -> tuple[Part, ...]:
        """All parts but those that describe the package itself."""
        kinds: dict[str, set[str]] = {}
        for source in self.sources():
            for each in self.relations(source):
                if not each.outside:
                    kinds.setdefault(each.target.casefold(), set()).add(each.kind)
        types = self.types()
        return tuple(
            Part(name, types.get(name, ""), frozenset(kinds.get(name.casefold(), ())))
            for name in self.names
            if name.casefold() != CONTENT_TYPES and not name.casefold().endswith(".rels") and not name.endswith("/")
        )

    def outside(self) -> tuple[tuple[str, Relation], ...]:
        """The relations that lead out of the file, each with the part that has it."""
        return tuple((source, each) for source in self.sources() for each in self.relations(source) if each.outside)


def part_name(name: str) -> str:
    """A name in the archive as the format spells it: some programs write backslashes, or a slash in front."""
    return name.replace("\\", "/").lstrip("/")


def is_picture(part: str) -> bool:
    """Whether a part is a drawing that may begin with a document type; it is not looked into."""
    return part.casefold().endswith(".svg")


def by_id(relations: list[Relation]) -> dict[str, Relation]:
    """Relations by their ids; of two with one id the first."""
    return {each.id: each for each in reversed(relations)}


def relation(node: ElementTree.Element, folder: PurePosixPath) -> Relation:
    type_, target = node.get("Type", ""), node.get("Target", "")
    base, _, word = type_.rpartition("/")
    outside = node.get("TargetMode") == "External"
    kind = word if base in (OFFICE, STRICT) else type_ if base else f"no type: {type_}"
    kind = {"extendedProperties": "extended-properties", "customProperties": "custom-properties"}.get(kind, kind)
    return Relation(node.get("Id", ""), kind, target if outside else resolved(folder, target), outside, base == STRICT)


def related_id(node: ElementTree.Element) -> str:
    """The relation that an element names."""
    return node.get(f"{{{OFFICE}}}id") or node.get(f"{{{STRICT}}}id") or ""


def resolved(folder: PurePosixPath, target: str) -> str:
    """A relation's target as the name of a part."""
    parts: list[str] = [] if target.startswith("/") else list(folder.parts)
    for step in PurePosixPath(target.lstrip("/")).parts:
        if step == ".." and parts:
            parts.pop()
        elif step not in (".", ".."):
            parts.append(step)
    return "/".join(parts)
