"""The documents each row rests on: when they were published."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Aside, Axis, If
from model.expression.terms import at_least, count_ifs, find, is_, joined, min_ifs, when
from model.lines.inputs import Citations, Sources
from model.lines.rows import CITATIONS

of_row = Line(
    "citation_of_row",
    "Of row",
    "text",
    joined(Citations.table, " ", Citations.key),
    CITATIONS,
    meaning="The table and the key of the row that rests on the document.",
)
published = Line(
    "citation_published",
    "Published",
    "date",
    find(Sources.published, Sources.source, Citations.source),
    CITATIONS,
    meaning="The day the document was published; n/d where it is not dated.",
)
LINES = (of_row, published)


def first_publication(of: str, key: Axis) -> If:
    """The earliest publication among the documents of a table's row; undisclosed where none is dated."""
    its_own = (is_(of_row, joined(f"{of} ", key)),)
    dated = Aside(
        "dated",
        "dated documents",
        "count",
        count_ifs(*its_own, at_least(published, 1)),
        "How many of the row's documents have a date.",
    )
    return when(dated > 0, min_ifs(published, *its_own), NOT_DISCLOSED)
