"""What an amendment takes from the rows it replaces: its dates, and what it is part of.

What an amendment leaves blank it takes from the first of them; a part of any version is a part of the version current
that day. A row that merges a part with its whole is part of whatever that whole was part of.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import Const, Lookup, Node
from model.expression.terms import and_, find, known, look_up, or_, when
from model.lines.amendments import Amended, Succession
from model.lines.chains import followed

MOST_MERGED = 3  # wholes around each other that one row may take in, one by one


@dataclass(frozen=True)
class Inheritance:
    """What a row states itself or takes from earlier versions: its dates, and what it is part of."""

    starts_from: tuple[Line, ...]
    periods_from: tuple[Line, ...]
    wholes_from: tuple[Line, ...]
    start_stated: Line
    end_stated: Line
    term_stated: Line
    part_stated: Line
    beyond: tuple[Line, ...]
    whole: Line
    names_nothing: Line

    @property
    def lines(self) -> tuple[Line, ...]:
        """All, in visible order."""
        froms = (*self.starts_from, *self.periods_from, *self.wholes_from)
        stated = (self.start_stated, self.end_stated, self.term_stated, self.part_stated)
        return (*froms, *stated, *self.beyond, self.whole, self.names_nothing)


def inheritance(of: Amended, rows: Succession) -> Inheritance:
    """The lines about what a row takes from the rows that it replaces."""
    key, noun, columns = of.over.key(), of.noun, of.columns

    def taken_from(name: str, title: str, states: Node, meaning: str) -> tuple[Line, ...]:
        """The version whose statement applies: the row itself, else the first row it replaces, and so on."""
        stays = or_(states, rows.replaces_1.eq(""))
        return followed(of.text(name, title, when(stays, key, rows.replaces_1), meaning), of.over)

    def at(column: Line, versions: tuple[Line, ...]) -> Lookup:
        return look_up(column, key, versions[-1])

    starts_from = taken_from(
        "start_from",
        "Version that states the start",
        known(columns.start),
        "The version whose start applies: the latest that states one, else the first version.",
    )
    periods_from = taken_from(
        "period_from",
        "Version that states the end or term",
        or_(known(columns.end), known(columns.term_years)),
        "The version whose end and term apply: the latest that states either.",
    )
    wholes_from = taken_from(
        "part_from",
        "Version that states part_of",
        columns.part_of.ne(""),
        "The version whose part_of applies: the latest that names one.",
    )
    earlier = f"this {noun} states it, or the last version before it that"
    start_stated = of.line(
        "start_stated",
        "Start, stated here or earlier",
        "date",
        at(columns.start, starts_from),
        f"The start as stated: {earlier} does.",
    )
    end_stated = of.line(
        "end_stated",
        "End, stated here or earlier",
        "date",
        at(columns.end, periods_from),
        f"The end as {earlier} states an end or a term.",
    )
    term_stated = of.line(
        "term_stated",
        "Term, stated here or earlier",
        "years",
        at(columns.term_years, periods_from),
        f"The term as {earlier} states an end or a term.",
    )
    part_stated = of.text(
        "part_stated",
        "Part of, stated here or earlier",
        at(columns.part_of, wholes_from),
        f"The {noun} named in part_of, here or in the latest earlier version that names one; the word none ends it.",
    )
    dates = (start_stated, end_stated, term_stated)
    return Inheritance(starts_from, periods_from, wholes_from, *dates, part_stated, *_wholes(of, rows, part_stated))


def _wholes(of: Amended, rows: Succession, part_stated: Line) -> tuple[tuple[Line, ...], Line, Line]:
    """From the whole that a row names to the whole of today, passing over what the row itself replaces. One line gives
    the current version of the whole named; the next, if that is this row itself, what the whole was part of.
    """
    key, noun = of.over.key(), of.noun

    def today(name: str, title: str, whole: Line, meaning: str) -> Line:
        return of.text(name, title, find(rows.next_version_16_steps, key, whole, Const("")), meaning)

    lines: list[Line] = []
    beyond = part_stated
    for number in range(1, MOST_MERGED + 1):
        version = today(
            f"part_today_{number}",
            f"Current version of the whole, {number}",
            beyond,
            f"The version of the {noun} named that is current on the as-of day.",
        )
        lines.append(version)
        itself: Node = version.eq(key)
        if number == 1:
            # of a row that was split only the first piece is its next version, and any piece may name it
            replaces = or_(itself, *(line.eq(part_stated) for line in rows.replaced))
            replaces_whole = of.line(
                "replaces_whole",
                "Replaces its own whole",
                "switch",
                when(and_(version.ne(""), replaces), 1, 0),
                f"1 where the {noun} is today's version of the {noun} that it names in part_of.",
            )
            lines.append(replaces_whole)
            itself = replaces_whole.eq(1)
        beyond = of.text(
            f"part_beyond_{number}",
            f"Part of, passing over what it replaces, {number}",
            when(and_(itself, version.ne("")), look_up(part_stated, key, beyond), beyond),
            f"The {noun} named in part of; where this {noun} is today's version of that one, what that one is part of.",
        )
        lines.append(beyond)
    whole_version = today(
        "whole_version",
        f"Current version of that {noun}",
        beyond,
        f"The version current on the as-of day of the {noun} that this one is a part of.",
    )
    whole = of.text(
        "whole",
        "Part of",
        when(whole_version.eq(key), "", whole_version),
        f"The {noun} that this one is part of today; empty where there is none or where this one replaces it.",
    )
    names_nothing = of.line(
        "names_nothing",
        "Whole does not exist",
        "switch",
        when(or_(beyond.eq(""), beyond.eq("none")), 0, when(whole_version.eq(""), 1, 0)),
        f"1 where the {noun} names in part_of a {noun} that does not exist.",
    )
    return (*lines, whole_version), whole, names_nothing
