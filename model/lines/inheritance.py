"""What an amendment takes from the rows it replaces: its dates, and what it is part of.

What an amendment leaves blank it takes from the first of them; a part of any version is a part of the version current
that day. A row that merges a part with its whole lies in whatever that whole was a part of.
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
    """What a row states or takes from the rows before it: its dates, and what it is part of."""

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
        """The version whose statement holds: the row itself, or else the first row it replaces, and so on back."""
        stays = or_(states, rows.replaces_1.eq(""))
        return followed(of.text(name, title, when(stays, key, rows.replaces_1), meaning), of.over)

    def at(column: Line, versions: tuple[Line, ...]) -> Lookup:
        return look_up(column, key, versions[-1])

    starts_from = taken_from(
        "start_from",
        "Start from",
        known(columns.start),
        "The version whose start holds: the last that states one, else the first of all.",
    )
    periods_from = taken_from(
        "period_from",
        "End and term from",
        or_(known(columns.end), known(columns.term_years)),
        "The version whose end and term hold: the last that states either.",
    )
    wholes_from = taken_from(
        "part_from", "Part of, from", columns.part_of.ne(""), "The version whose part of holds: the last to name one."
    )
    earlier = f"this {noun} states it, or the last version before it that"
    start_stated = of.line(
        "start_stated", "Start, of any version", "date", at(columns.start, starts_from), f"The start as {earlier} does."
    )
    end_stated = of.line(
        "end_stated",
        "End, of any version",
        "date",
        at(columns.end, periods_from),
        f"The end as {earlier} states an end or a term.",
    )
    term_stated = of.line(
        "term_stated",
        "Term, of any version",
        "years",
        at(columns.term_years, periods_from),
        f"The term as {earlier} states an end or a term.",
    )
    part_stated = of.text(
        "part_stated",
        "Part of, of any version",
        at(columns.part_of, wholes_from),
        f"The {noun} named in part of, here or in the last version before that names one; none ends it.",
    )
    dates = (start_stated, end_stated, term_stated)
    return Inheritance(starts_from, periods_from, wholes_from, *dates, part_stated, *_wholes(of, rows, part_stated))


def _wholes(of: Amended, rows: Succession, part_stated: Line) -> tuple[tuple[Line, ...], Line, Line]:
    """How to get from what a row names as its whole to the whole of today, looking through what the row replaces.

    One line says which row stands for the whole named, the next what that was part of where it is this row itself.
    """
    key, noun = of.over.key(), of.noun

    def today(name: str, title: str, whole: Line, meaning: str) -> Line:
        return of.text(name, title, find(rows.next_version_16_steps, key, whole, Const("")), meaning)

    lines: list[Line] = []
    beyond = part_stated
    for number in range(1, MOST_MERGED + 1):
        version = today(
            f"part_today_{number}",
            f"Who stands for it, {number}",
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
                "Replaces its whole",
                "switch",
                when(and_(version.ne(""), replaces), 1, 0),
                f"1 where the {noun} stands today for the {noun} that it names in part of.",
            )
            lines.append(replaces_whole)
            itself = replaces_whole.eq(1)
        beyond = of.text(
            f"part_beyond_{number}",
            f"Part of, beyond what it replaces, {number}",
            when(and_(itself, version.ne("")), look_up(part_stated, key, beyond), beyond),
            f"The {noun} named in part of; where this {noun} stands for it today, what that one is a part of.",
        )
        lines.append(beyond)
    whole_version = today(
        "whole_version",
        f"That {noun} today",
        beyond,
        f"The version current on the as-of day of the {noun} that this one is a part of.",
    )
    whole = of.text(
        "whole",
        "Part of",
        when(whole_version.eq(key), "", whole_version),
        f"The {noun} that this one lies inside today; empty where it stands alone, or replaces that {noun} itself.",
    )
    names_nothing = of.line(
        "names_nothing",
        "Part of none",
        "switch",
        when(or_(beyond.eq(""), beyond.eq("none")), 0, when(whole_version.eq(""), 1, 0)),
        f"1 where the {noun} names a {noun} that it is part of and there is none of that name.",
    )
    return (*lines, whole_version), whole, names_nothing
