"""Whether the tables in the workbook still hold what the build read: rows of each, amounts by currency."""

from __future__ import annotations

from model.as_built import rows_item
from model.expression.line import Line
from model.expression.nodes import Assumption, Column, Const, Each, If, Ifs, Lookup, Rows, Total
from model.expression.terms import gap, is_, joined, known, smallest, sum_ifs, when
from model.lines.inputs import (
    Accepted,
    Assumptions,
    CapexPlans,
    Companies,
    CustomerShares,
    Deals,
    EquityStakes,
    Figures,
    FxRates,
    Payments,
    Relations,
    Revenue,
    Sources,
    Tranches,
    column_of,
)


class Built:
    """What the build read: the workbook's record of it."""

    item = Column("recorded", "item", "text")
    table = Column("recorded", "table", "text")
    currency = Column("recorded", "currency", "text", optional=True)
    value = Column("recorded", "value", "number")


RECORD = Rows("item", "recorded", ("item",))

KEYS: tuple[Column, ...] = (
    Sources.source,
    Companies.company,
    FxRates.currency,
    Deals.leg,
    Payments.leg,
    CapexPlans.plan,
    EquityStakes.stake,
    Tranches.stake,
    Revenue.company,
    CustomerShares.company,
    Assumptions.name,
    Relations.company,
    Figures.figure,
    Accepted.code,
)
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
    Each(tuple(Lookup(Built.value, Built.item, Const(rows_item(key.table))) for key in KEYS)),
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
    meaning="What to do where the table no longer has the rows of the model.",
)

is_changed = Line(
    "table_is_changed", "Changed", "switch", smallest(1, rows_changed), TABLES, meaning="1 where rows have changed."
)

own_currency = Built.currency


def stated_in(amount: Line, currency: Line) -> Ifs:
    """The amounts of a table in the row's currency, as they are stated now."""
    return sum_ifs(column_of(amount), is_(column_of(currency), own_currency))


amount_now = when(
    Built.table.eq("deals"),
    stated_in(Deals.base_bn, Deals.currency),
    when(
        Built.table.eq("capex_plans"),
        stated_in(CapexPlans.base_bn, CapexPlans.currency),
        stated_in(Revenue.base_bn, Revenue.currency),
    ),
)

now = Line(
    "recorded_now",
    "now",
    "as stated",
    when(own_currency.eq(""), Lookup(rows, TABLES.key(), Built.table), amount_now),
    RECORD,
    meaning="The same counted and added up from the tables in the workbook.",
)

recorded_gap = Line(
    "recorded_gap",
    "edited by",
    "as stated",
    gap(now, Built.value),
    RECORD,
    meaning="The difference in rows or amounts. Edits of other columns do not show: tieout verify names every edit.",
)

is_edited = Line(
    "recorded_is_edited",
    "Edited",
    "switch",
    If(known(recorded_gap), when(recorded_gap > Assumption("check_tolerance"), 1, 0), Const(1)),
    RECORD,
    meaning="1 where rows or amounts are no longer those that the build read.",
)
sums_edited = Line(
    "sums_edited",
    "Edited since the build",
    "count",
    Total(is_edited),
    meaning="Counts and sums on the Change log that an edit has moved: no fault.",
)
