"""Amendments of legs and plans: which rows were known on a day, what they replace, and which version stands.

An amendment is a row of its own that replaces earlier ones from the day it is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from model.expression.line import Line
from model.expression.nodes import Assumption, Const, If, Node, call
from model.expression.terms import find, first_known, known, when
from model.lines.chains import earliest, first_text, followed
from model.lines.citations import first_publication
from model.lines.prefixed import Prefixed

MOST_REPLACED = 3  # rows that one row replaces at once


class Columns(Protocol):
    """What a table with amendments states."""

    announced: Line
    start: Line
    end: Line
    term_years: Line
    part_of: Line
    replaces: Line


@dataclass(frozen=True)
class Amended(Prefixed):
    """A table with amendments, and its columns."""

    columns: type[Columns]

    def text(self, name: str, title: str, expr: Node, meaning: str) -> Line:
        return self.line(name, title, "text", expr, meaning)


@dataclass(frozen=True)
class Succession:
    """Which rows are known and what replaces them."""

    known_on: Line
    is_known: Line
    replaced: tuple[Line, ...]
    replaced_by_each: tuple[Line, ...]
    replaced_by: Line
    next_versions: tuple[Line, ...]
    first_versions: tuple[Line, ...]
    known_first: tuple[Line, ...]

    @property
    def replaces_1(self) -> Line:
        """The first row that a row replaces."""
        return self.replaced[0]

    @property
    def next_version_16_steps(self) -> Line:
        """The version that applies on the as-of day."""
        return self.next_versions[-1]

    @property
    def known_first_of_32(self) -> Line:
        """The day on which the first of all versions was known."""
        return self.known_first[-1]

    @property
    def lines_of_known(self) -> tuple[Line, ...]:
        """The lines that say what replaces a row, in visible order."""
        return (self.known_on, self.is_known, *self.replaced, *self.replaced_by_each, self.replaced_by)


def succession(of: Amended) -> Succession:
    """The lines about which row replaces which."""
    key, noun = of.over.key(), of.noun
    known_on = of.line(
        "known_on",
        "Known on",
        "date",
        first_known(of.columns.announced, first_publication(of.over.table, key)),
        f"The day the {noun} was announced, else the earliest publication among its sources; n/d where neither is "
        f"dated, and the {noun} is then taken as always known.",
    )
    is_known = of.line(
        "is_known",
        "Known",
        "switch",
        If(known(known_on), when(known_on <= Assumption("as_of"), 1, 0), Const(1)),
        f"1 where the {noun} was known on the as-of day.",
    )
    replaced, replaced_by_each = _replacing(of, is_known)
    replaced_by = of.text(
        "replaced_by",
        "Replaced by",
        first_text(*replaced_by_each),
        f"The {noun} known by the as-of day that replaces this one, the first of several on one date; empty where "
        "none replaces it.",
    )
    next_version = of.text(
        "next_version",
        "Next version",
        when(replaced_by.eq(""), key, replaced_by),
        f"The {noun} that replaces this one, or the {noun} itself.",
    )
    first_version = of.text(
        "first_version",
        "First version",
        when(replaced[0].eq(""), key, replaced[0]),
        f"The {noun} that was announced first, before all amendments.",
    )
    known_first = of.line(
        "known_first",
        "First known on",
        "date",
        known_on,
        f"The earliest day on which the {noun}, or one it replaces, was known.",
    )
    first_versions = followed(first_version, of.over)
    return Succession(
        known_on,
        is_known,
        replaced,
        replaced_by_each,
        replaced_by,
        followed(next_version, of.over),
        first_versions,
        earliest(known_first, first_versions),
    )


def _replacing(of: Amended, is_known: Line) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """For each row, the rows it replaces and the rows that replace it, where they name it first, second or third."""
    key, noun = of.over.key(), of.noun
    numbers = range(1, MOST_REPLACED + 1)
    replaced = tuple(
        of.text(
            f"replaces_{number}",
            f"Replaces, {number}",
            when(is_known.eq(1), call("item", of.columns.replaces, number), ""),
            f"A {noun} that this one replaces from the day it is known.",
        )
        for number in numbers
    )
    replaced_by_each = tuple(
        of.text(
            f"replaced_by_{number}",
            f"Replaced by, {number}",
            find(key, line, key, Const("")),
            f"The known {noun} that names this one in replaces.",
        )
        for number, line in zip(numbers, replaced, strict=True)
    )
    return replaced, replaced_by_each
