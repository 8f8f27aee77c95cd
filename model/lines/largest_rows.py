"""The twelve largest rows of a set by name, then all others together: what a chart of many rows draws.

Rows without a figure count as 0, so that each has a place; places that no row takes are empty and stand last.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Axis, Each, Node, Position, Rows, Total, Where
from model.expression.terms import count_ifs, first_known, is_, look_up, sum_ifs, when
from model.lines.ranks import RankLines, rank_lines


@dataclass(frozen=True)
class LargestRows:
    """How rows are ranked, and what is in each place: its number, the number of its rows, their name."""

    to_rank: Line
    rank: RankLines
    place: Line
    there: Line
    name: Line

    @property
    def rank_lines(self) -> tuple[Line, ...]:
        return self.to_rank, *self.rank.lines

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.place, self.there, self.name

    def figure(self, name: str, line: Line, title: str = "") -> Line:
        """The line in the rows that have a place, added up over all others; n/d in places that are empty."""
        return Line(
            name,
            title or line.title,
            line.unit,
            each_and_others(
                self.place,
                when(self.there.eq(0), NOT_DISCLOSED, look_up(line, self.rank.order, self.place)),
                when(self.there.eq(0), NOT_DISCLOSED, sum_ifs(line, Where(self.rank.order, ">=", self.place))),
            ),
            self.place.over,
            meaning=f"{line.meaning} For all others, their sum.",
        )


def each_and_others(place: Line, row: Node, others: Node) -> Each:
    """One expression for the rows that have a place of their own, one for all others together."""
    assert place.over is not None
    return Each((*(row for _ in place.over.labels[:-1]), others))


def largest_rows(prefix: str, line: Line, names: Line | Axis, places: Rows) -> LargestRows:
    """The rows of a line in `places`, the last of which is for all others; the names of the lines begin with the
    prefix."""
    assert line.over is not None
    to_rank = Line(
        f"{prefix}_to_rank",
        f"{line.title}; 0 where n/d",
        line.unit,
        first_known(line, 0),
        line.over,
        meaning="The figure by which rows are ranked in the chart; 0 where none is known.",
    )
    rank = rank_lines(prefix, to_rank, line.over)
    place = Line(
        f"{prefix}_place",
        "Place",
        "rank",
        Position(places),
        places,
        meaning="The rank by size; the last place holds all others.",
    )
    # the sum lets an error among the ranks show
    counts = count_ifs(is_(rank.order, place)), count_ifs(Where(rank.order, ">=", place))
    there = Line(
        f"{prefix}_there",
        "Rows in this place",
        "count",
        each_and_others(place, *(when(Total(rank.order) >= 0, count, 0) for count in counts)),
        places,
        meaning="How many rows have this rank; in the last place, how many others there are.",
    )
    name = Line(
        f"{prefix}_name",
        "Name",
        "text",
        each_and_others(
            place,
            when(there.eq(0), "", look_up(names, rank.order, place)),
            when(there.eq(0), "", "all others"),
        ),
        places,
        meaning="The rows by size, then all others; empty where there are no more.",
    )
    return LargestRows(to_rank, rank, place, there, name)
