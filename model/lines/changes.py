"""Whether the tables in the workbook still hold what the build read.

Rows added or removed need a new build, and fail a check. Edits are not errors: they are counted by comparison with the
sheet As built, where that contains what was read.
"""

from __future__ import annotations

from typing import Literal

from model.as_built import ROWS_BUILT, as_built
from model.expression.line import Line
from model.expression.nodes import AsBuilt, Column, Const, Each, Edits, If, Rows, Total
from model.expression.terms import at_least, count_ifs, gap, joined, known, smallest, total_of, when
from schemas import TABLES as INPUT_TABLES
from schemas import table_named

KEYS = tuple(Column(table.name, table.key[0], "text") for table in INPUT_TABLES)
TABLES = Rows("table", labels=tuple(key.table for key in KEYS))

rows = Line(
    "table_rows",
    "Rows now",
    "count",
    Each(tuple(Total(key, how="filled") for key in KEYS)),
    TABLES,
    meaning="Filled cells in the table's key column and in the free rows below the table.",
)

rows_built = Line(
    "table_rows_built",
    "Rows of the model",
    "count",
    AsBuilt(Column(ROWS_BUILT, "rows", "number")),
    TABLES,
    meaning="Rows of the table when the workbook was built.",
)

rows_changed = Line(
    "table_rows_changed",
    "Difference",
    "count",
    gap(rows, rows_built),
    TABLES,
    meaning="Rows added or removed since the build.",
)

advice = Line(
    "table_advice",
    "What to do",
    "text",
    when(
        rows_changed.eq(0),
        "nothing",
        joined(
            TABLES.key(),
            " has ",
            rows_changed,
            when(rows_changed.eq(1), " row ", " rows "),
            when(rows > rows_built, "more", "fewer"),
            " than the model: build again",
        ),
    ),
    TABLES,
    meaning="What to do if the table no longer has the rows of the model.",
)

is_changed = Line(
    "table_is_changed", "Changed", "switch", smallest(1, rows_changed), TABLES, meaning="1 where rows have changed."
)


def since_build(what: Literal["edited", "removed"]) -> Each:
    """How many rows of each table were edited, or removed."""
    return Each(
        tuple(Edits(key.table, as_built(key.table), table_named(key.table).key, what) for key in KEYS),
    )


edited = Line(
    "table_edited",
    "Edited",
    "count",
    since_build("edited"),
    TABLES,
    meaning="Rows as built that are still there but differ in some cell; a row that has only moved is not an edit.",
)

removed = Line(
    "table_removed",
    "Removed",
    "count",
    since_build("removed"),
    TABLES,
    meaning="Rows as built whose key is no longer there: they were deleted, or their key was edited.",
)

added = Line(
    "table_added",
    "Added",
    "count",
    rows - rows_built + removed,
    TABLES,
    meaning="Rows that were not there when the workbook was built, or whose key was edited.",
)

edits = Line(
    "table_edits",
    "Edited, removed or added",
    "count",
    edited + removed + added,
    TABLES,
    meaning="All edits of the table's rows since the build. An edited key counts twice: one row removed, one added.",
)

edited_rows = Line(
    "edited_rows",
    "Rows edited since build",
    "count",
    total_of(edits),
    meaning="Rows of all input tables that were edited, removed or added; choosing a case or basis is not an edit.",
)

edited_tables = Line(
    "edited_tables",
    "Tables edited since build",
    "count",
    count_ifs(at_least(edits, 1)),
    meaning="Input tables with edited rows.",
)

edited_since_build = Line(
    "edited_since_build",
    "Edited since build",
    "text",
    If(
        known(edited_rows),
        when(
            edited_rows.eq(0),
            "none",
            joined(
                edited_rows,
                when(edited_rows.eq(1), " row in ", " rows in "),
                edited_tables,
                when(edited_tables.eq(1), " table", " tables"),
            ),
        ),
        Const("edits not tracked"),
    ),
    meaning="Whether somebody has changed an input; that is not an error. The sheet As built shows which rows and "
    "cells.",
)
