"""The contract of the input tables: one pandera model each, and TABLES, their descriptions in workbook order.

The models hold whatever can be said about one row. What holds between rows or tables is checked elsewhere.
"""

from schemas.accepted import Accepted
from schemas.assumptions import Assumptions
from schemas.capex_plans import CapexPlans
from schemas.companies import Companies
from schemas.customer_shares import CustomerShares
from schemas.deals import Deals
from schemas.describe import Column, TableDescription, describe
from schemas.equity_stakes import EquityStakes
from schemas.figures import Figures
from schemas.fx_rates import FxRates
from schemas.payments import Payments
from schemas.relations import Relations
from schemas.revenue import Revenue
from schemas.sources import Sources
from schemas.tranches import Tranches

TABLES: tuple[TableDescription, ...] = (
    describe("sources", Sources, ("source",)),
    describe("companies", Companies, ("company",)),
    describe("fx_rates", FxRates, ("currency", "as_of"), optional=True),
    describe("deals", Deals, ("leg",)),
    describe("payments", Payments, ("leg", "start", "sources"), optional=True),
    describe("capex_plans", CapexPlans, ("plan",), optional=True),
    describe("equity_stakes", EquityStakes, ("stake",), optional=True),
    describe("tranches", Tranches, ("stake", "tranche", "trigger"), optional=True),
    describe("revenue", Revenue, ("company", "period_start", "period_end", "stage"), optional=True),
    describe("customer_shares", CustomerShares, ("company", "customer", "period_end"), optional=True),
    describe("assumptions", Assumptions, ("name",), optional=True),
    describe("relations", Relations, ("company", "relation", "counterparty"), optional=True),
    describe("figures", Figures, ("figure",), optional=True),
    describe("accepted", Accepted, ("code", "table", "key", "column"), optional=True),
)


def table_named(name: str) -> TableDescription:
    """The description of a table. KeyError when there is none of that name."""
    return {table.name: table for table in TABLES}[name]


__all__ = ["TABLES", "Column", "TableDescription", "describe", "table_named"]
