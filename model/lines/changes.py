"""Whether the tables in the workbook still hold what the build read: rows of each, amounts by currency."""

from __future__ import annotations

from model.expression.nodes import Column, Each, Line, Lookup, Rows, Total, call, is_, sum_ifs, when
from model.lines.inputs import (
    Assumptions,
    CapexPlans,
    Companies,
    CustomerShares,
    Deals,
    EquityStakes,
    Figures,
    FxRates,
    Relations,
    Revenue,
    Sources,
    Tranches,
)


class Recorded:
    item = Column("recorded", "item", "text")
    table = Column("recorded", "table", "text")
    currency = Column("recorded", "currency", "text", optional=True)
    value = Column("recorded", "value", "number")


RECORDED = Rows("item", "recorded", ("item",))

KEYS: tuple[Column, ...] = (
    Sources.source,
    Companies.company,
    FxRates.currency,
    Deals.leg,
    CapexPlans.plan,
    EquityStakes.stake,
    Tranches.stake,
    Revenue.company,
    CustomerShares.company,
    Assumptions.name,
    Relations.company,
    Figures.figure,
)
TABLES = Rows("table", labels=tuple(key.table for key in KEYS))

rows_now = Line(
    "table_rows",
    "Rows now",
    "count",
    Each(tuple(Total(key, how="entered") for key in KEYS)),
    TABLES,
    meaning="Filled cells in the table's key column and in the free rows below the table.",
)

own_currency = Recorded.currency

amount_now = when(
    Recorded.table.eq("deals"),
    sum_ifs(Deals.base_bn, is_(Deals.currency, own_currency)),
    when(
        Recorded.table.eq("capex_plans"),
        sum_ifs(CapexPlans.base_bn, is_(CapexPlans.currency, own_currency)),
        when(
            Recorded.table.eq("revenue"),
            sum_ifs(Revenue.base_bn, is_(Revenue.currency, own_currency)),
            sum_ifs(EquityStakes.invested_bn, is_(EquityStakes.currency, own_currency)),
        ),
    ),
)

now = Line(
    "recorded_now",
    "now",
    "as stated",
    when(own_currency.eq(""), Lookup(rows_now, TABLES.key(), Recorded.table), amount_now),
    RECORDED,
    meaning="The same counted and added up from the tables in the workbook.",
)

gap = Line(
    "recorded_gap",
    "edited by",
    "as stated",
    call("abs", now - Recorded.value),
    RECORDED,
    meaning="The difference in rows or amounts. Edits of other columns do not show: tieout verify names every edit.",
)
