"""A workbook's parts, found as programs find them: by exact relation types, and of two names the first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple
from xml.etree.ElementTree import Element, iterparse

from model.xlsx.namespaces import own, text_of, truth
from model.xlsx.relations import MAIN, Package, Relation, by_id, related_id


class ExcelTable(NamedTuple):
    """A named table of a sheet: its range with header and totals, its columns, and how many rows of totals it has.

    `words` say what else is not plain about it; `filtered` whether some of its rows are filtered away.
    """

    name: str
    ref: str
    columns: tuple[str, ...]
    totals: int
    words: str = ""
    filtered: bool = False


class WorkbookParts:
    """The workbook of a package, and what its parts say that readers of cells must know."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = package.first("", "officeDocument")
        self.tree = package.tree(self.main)

    @cached_property
    def strings(self) -> list[str]:
        """The shared texts, by number."""
        return list(self.shared_strings())

    def shared_strings(self) -> Iterator[str]:
        part = self.package.first(self.main, "sharedStrings")
        if part:
            with self.package.open(part) as file:
                for _, node in iterparse(file):
                    if node.tag == f"{MAIN}si":
                        yield text_of(node)
                        node.clear()

    def style_sheet(self) -> Element:
        part = self.package.first(self.main, "styles")
        return self.package.tree(part) if part.casefold() in self.package.by_folded else Element("styleSheet")

    def theme(self) -> Element | None:
        part = self.package.first(self.main, "theme")
        return self.package.tree(part) if part else None

    @property
    def shows_objects(self) -> bool:
        """Whether charts and pictures are shown at all."""
        properties = first(self.tree, "workbookPr")
        return properties is None or properties.get("showObjects", "all") == "all"

    @property
    def date1904(self) -> bool:
        properties = first(self.tree, "workbookPr")
        return properties is not None and truth(properties.get("date1904"))

    def sheets(self) -> Iterator[tuple[str, str, Relation | None]]:
        """Name, state and relation of each sheet, in order."""
        related = by_id(self.package.relations(self.main))
        for node in children(self.tree, "sheets"):
            yield node.get("name", ""), node.get("state", "visible"), related.get(related_id(node))

    def tables(self, sheet: str) -> Iterator[ExcelTable]:
        """The Excel tables of a sheet's part."""
        for each in self.package.relations(sheet):
            if each.kind == "table":
                tree = self.package.tree(each.target)
                columns = tuple(node.get("name", "") for node in children(tree, "tableColumns"))
                totals = int(tree.get("totalsRowCount", "0"))
                name, ref = tree.get("displayName", ""), tree.get("ref", "")
                yield ExcelTable(name, ref, columns, totals, table_words(tree), filters(first(tree, "autoFilter")))


def table_words(tree: Element) -> str:
    """What is not plain about a table's part."""
    words = []
    if tree.get("headerRowCount", "1") == "0":
        words.append("no header row")
    if tree.get("totalsRowCount", "0") != "0":
        words.append("a row of totals")
    if any(True for _ in tree.iter(f"{MAIN}calculatedColumnFormula")):
        words.append("a column that fills itself with a formula")
    return ", ".join(words)


def filters(node: Element | None) -> bool:
    """Whether a filter leaves anything out."""
    return node is not None and any(len(column) for column in node if column.tag == f"{MAIN}filterColumn")


def is_worksheet(relation: Relation | None) -> bool:
    return relation is not None and relation.kind == "worksheet" and not relation.outside


def first(tree: Element, tag: str) -> Element | None:
    """The first of a part's elements of a name."""
    return next((node for node in tree if node.tag == MAIN + tag), None)


def children(tree: Element, tag: str) -> Iterator[Element]:
    """The entries of the first list of a name."""
    nodes = first(tree, tag)
    yield from () if nodes is None else own(nodes)
