"""What lines read from the input tables.

A key, and what no block shows row by row, is a column of the table. Everything else is a line of the block whose rows
are the table's: it calls up row n of the column, and all other lines read it there. A test holds this list against
the schemas: same names, same kinds, optional where the schema lets a cell be blank.
"""

from __future__ import annotations

from typing import Literal

from model.expression.nodes import Column, Line, Rows
from model.lines.rows import CUSTOMERS, LEGS, PLANS, REVENUES, STAKES, TRANCHES

Kind = Literal["number", "date", "text"]


def stated(over: Rows, prefix: str, name: str, title: str, unit: str, meaning: str = "") -> Line:
    """A column as the table states it, row by row. In the workbook any cell may be cleared: n/d, or no text."""
    kind: Kind = unit if unit in ("text", "date") else "number"  # type: ignore[assignment]
    column = Column(over.table, name, kind, optional=True)
    return Line(f"{prefix}_{name}", title, unit, column, over, meaning=meaning or f"As {over.table} states it.")


def column_of(line: Line) -> Column:
    """The table's column that a line calls up."""
    assert isinstance(line.expr, Column)
    return line.expr


class Sources:
    source = Column("sources", "source", "text")
    published = Column("sources", "published", "date", optional=True)


class Companies:
    company = Column("companies", "company", "text")
    member_of = Column("companies", "member_of", "text", optional=True)


class FxRates:
    currency = Column("fx_rates", "currency", "text")
    usd_per_unit = Column("fx_rates", "usd_per_unit", "number")


class Deals:
    leg = Column("deals", "leg", "text")
    deal = stated(LEGS, "legs", "deal", "Deal", "text")
    announced = stated(LEGS, "legs", "announced", "Announced", "date")
    payer = stated(LEGS, "legs", "payer", "Payer", "text")
    payee = stated(LEGS, "legs", "payee", "Payee", "text")
    kind = stated(LEGS, "legs", "kind", "Kind", "text")
    low_bn = stated(LEGS, "legs", "low_bn", "Low, as stated", "bn, own currency")
    base_bn = stated(LEGS, "legs", "base_bn", "Base, as stated", "bn, own currency")
    high_bn = stated(LEGS, "legs", "high_bn", "High, as stated", "bn, own currency")
    currency = stated(LEGS, "legs", "currency", "Currency", "text")
    gigawatts = stated(LEGS, "legs", "gigawatts", "Capacity", "GW")
    start = stated(LEGS, "legs", "start", "Start, as stated", "date")
    end = stated(LEGS, "legs", "end", "End, as stated", "date")
    term_years = stated(LEGS, "legs", "term_years", "Term, as stated", "years")
    firmness = stated(LEGS, "legs", "firmness", "Firmness", "text", "Firm, up to, intent, reported or superseded.")
    within = stated(LEGS, "legs", "within", "Inside leg", "text", "The leg whose amount holds this one's.")
    qualifier = stated(
        LEGS,
        "legs",
        "qualifier",
        "Qualifier",
        "text",
        "How the source qualifies the amount, such as at_most; blank where it states it plainly.",
    )
    sources = stated(LEGS, "legs", "sources", "Sources", "text", "The documents that report the leg.")
    locator = stated(LEGS, "legs", "locator", "Where in them", "text", "The paragraph of each source.")


class CapexPlans:
    plan = Column("capex_plans", "plan", "text")
    company = stated(PLANS, "plans", "company", "Company", "text")
    announced = stated(PLANS, "plans", "announced", "Announced", "date")
    low_bn = stated(PLANS, "plans", "low_bn", "Low, as stated", "bn, own currency")
    base_bn = stated(PLANS, "plans", "base_bn", "Base, as stated", "bn, own currency")
    high_bn = stated(PLANS, "plans", "high_bn", "High, as stated", "bn, own currency")
    currency = stated(PLANS, "plans", "currency", "Currency", "text")
    gigawatts = stated(PLANS, "plans", "gigawatts", "Capacity", "GW")
    start = stated(PLANS, "plans", "start", "Start, as stated", "date")
    end = stated(PLANS, "plans", "end", "End, as stated", "date")
    term_years = stated(PLANS, "plans", "term_years", "Term, as stated", "years")
    firmness = stated(PLANS, "plans", "firmness", "Firmness", "text")
    within = stated(PLANS, "plans", "within", "Inside plan", "text", "The plan whose amount holds this one's.")
    sources = stated(PLANS, "plans", "sources", "Sources", "text", "The documents that report it.")
    locator = stated(PLANS, "plans", "locator", "Where in them", "text", "The paragraph of each source.")


class EquityStakes:
    stake = Column("equity_stakes", "stake", "text")
    holder = stated(STAKES, "stakes", "holder", "Holder", "text")
    issuer = stated(STAKES, "stakes", "issuer", "Issuer", "text")
    deal = stated(STAKES, "stakes", "deal", "Deal", "text")
    instrument = stated(STAKES, "stakes", "instrument", "Instrument", "text")
    invested_bn = stated(STAKES, "stakes", "invested_bn", "Invested, as stated", "bn, own currency")
    currency = stated(STAKES, "stakes", "currency", "Currency", "text")
    max_share = stated(
        STAKES, "stakes", "max_share", "Maximum share", "share", "The largest part of the issuer the stake can become."
    )
    issuer_equity_bn = stated(STAKES, "stakes", "issuer_equity_bn", "Issuer's equity value", "bn, own currency")
    share_price = stated(
        STAKES, "stakes", "share_price", "Share price", "price", "The issuer's share price on the as-of date."
    )
    qualifier = stated(
        STAKES,
        "stakes",
        "qualifier",
        "Qualifier",
        "text",
        "How the source qualifies the amount or the share, such as at_most; blank where it states it plainly.",
    )


class Tranches:
    stake = Column("tranches", "stake", "text")
    tranche = Column("tranches", "tranche", "text")
    trigger = stated(TRANCHES, "tranche", "trigger", "Trigger", "text")
    threshold = stated(
        TRANCHES,
        "tranche",
        "threshold",
        "Threshold",
        "as stated",
        "Gigawatts, share price or date the tranche waits for.",
    )
    share = stated(TRANCHES, "tranche", "share", "Share", "share", "The part of the issuer the tranche gives.")


class Revenue:
    company = Column("revenue", "company", "text")
    period_start = stated(REVENUES, "revenues", "period_start", "From", "date", "First day of the period.")
    period_end = stated(REVENUES, "revenues", "period_end", "To", "date", "Last day of the period.")
    low_bn = stated(REVENUES, "revenues", "low_bn", "Low, as stated", "bn, own currency")
    base_bn = stated(REVENUES, "revenues", "base_bn", "Base, as stated", "bn, own currency")
    high_bn = stated(REVENUES, "revenues", "high_bn", "High, as stated", "bn, own currency")
    currency = stated(REVENUES, "revenues", "currency", "Currency", "text")
    basis = stated(REVENUES, "revenues", "basis", "Basis", "text", "Reported, projected or implied.")


class CustomerShares:
    company = Column("customer_shares", "company", "text")
    customer = Column("customer_shares", "customer", "text")
    period_end = stated(CUSTOMERS, "customers", "period_end", "Period ends", "date")
    share_low = stated(CUSTOMERS, "customers", "share_low", "Share at least, as stated", "share")
    share = stated(CUSTOMERS, "customers", "share", "Share, as stated", "share")


class Assumptions:
    name = Column("assumptions", "name", "text")
    low = Column("assumptions", "low", "number")
    base = Column("assumptions", "base", "number")
    high = Column("assumptions", "high", "number")


class Relations:
    company = Column("relations", "company", "text")


class Figures:
    figure = Column("figures", "figure", "text")
    company = Column("figures", "company", "text")
    measure = Column("figures", "measure", "text")
    base = Column("figures", "base", "number", optional=True)
