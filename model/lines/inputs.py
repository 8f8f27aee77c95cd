"""What lines read from the input tables.

A key, and any column that no block shows row by row, is read from the table itself. Everything else is a line of the
block whose rows are the table's: it calls up row n of the column, and all other lines read it there. A test compares
this list with the schemas: same names, same kinds, optional where the schema lets a cell be blank.
"""

from __future__ import annotations

from typing import Literal

from model.expression.line import Line
from model.expression.nodes import Column, Rows
from model.lines.rows import COMPANIES, CUSTOMERS, FIGURES, LEGS, PAYMENTS, PLANS, RATES, REVENUES, STAKES, TRANCHES
from schemas import table_named

Kind = Literal["number", "date", "text"]


def stated(over: Rows, prefix: str, name: str, title: str, meaning: str = "") -> Line:
    """A column as the table states it, row by row. In the workbook any cell may be cleared: n/d, or no text."""
    column = table_named(over.table).column(name)
    kind: Kind = "number" if column.kind == "number" else "date" if column.kind == "date" else "text"
    cells = Column(over.table, name, kind, optional=True)
    return Line(f"{prefix}_{name}", title, column.unit, cells, over, meaning=meaning or column.doc)


def column_of(line: Line) -> Column:
    """The table's column that a line calls up."""
    assert isinstance(line.expr, Column)
    return line.expr


class Sources:
    source = Column("sources", "source", "text")
    published = Column("sources", "published", "date", optional=True)
    grade = Column("sources", "grade", "text", optional=True)


class Citations:
    table = Column("citations", "table", "text")
    key = Column("citations", "key", "text")
    source = Column("citations", "source", "text")


class Companies:
    company = Column("companies", "company", "text")
    member_of = Column("companies", "member_of", "text", optional=True)
    parent = stated(COMPANIES, "stated", "parent", "Parent, as stated")


class FxRates:
    currency = Column("fx_rates", "currency", "text")
    usd_per_unit = stated(RATES, "rates", "usd_per_unit", "USD per unit")
    as_of = stated(RATES, "rates", "as_of", "Day")


class Deals:
    leg = Column("deals", "leg", "text")
    deal = stated(LEGS, "legs", "deal", "Deal")
    announced = stated(LEGS, "legs", "announced", "Announced")
    payer = stated(LEGS, "legs", "payer", "Payer")
    payee = stated(LEGS, "legs", "payee", "Payee")
    kind = stated(LEGS, "legs", "kind", "Kind")
    low_bn = stated(LEGS, "legs", "low_bn", "Low, as stated")
    base_bn = stated(LEGS, "legs", "base_bn", "Base, as stated")
    high_bn = stated(LEGS, "legs", "high_bn", "High, as stated")
    currency = stated(LEGS, "legs", "currency", "Currency")
    gigawatts = stated(LEGS, "legs", "gigawatts", "Capacity")
    start = stated(LEGS, "legs", "start", "Start, as stated")
    end = stated(LEGS, "legs", "end", "End, as stated")
    term_years = stated(LEGS, "legs", "term_years", "Term, as stated")
    status = stated(LEGS, "legs", "status", "Status", "Signed, non-binding, reported, cancelled or an overview.")
    part_of = stated(LEGS, "legs", "part_of", "Part of, as stated", "The leg that this one is a piece of.")
    replaces = stated(LEGS, "legs", "replaces", "Replaces, as stated", "The earlier legs that this one amends.")
    payer_share = stated(LEGS, "legs", "payer_share", "Payer's share, as stated")
    qualifier = stated(
        LEGS,
        "legs",
        "qualifier",
        "Qualifier",
        "How the source qualifies the amount, such as at_most; blank where the source states it exactly.",
    )
    scope = stated(LEGS, "legs", "scope", "Scope")
    sources = stated(LEGS, "legs", "sources", "Sources", "The documents that report the leg.")
    locator = stated(LEGS, "legs", "locator", "Place in the sources", "The paragraph of each source.")


class Payments:
    leg = Column("payments", "leg", "text")
    start = stated(PAYMENTS, "payment", "start", "Start")
    end = stated(PAYMENTS, "payment", "end", "End, as stated")
    low_bn = stated(PAYMENTS, "payment", "low_bn", "Low, as stated")
    base_bn = stated(PAYMENTS, "payment", "base_bn", "Base, as stated")
    high_bn = stated(PAYMENTS, "payment", "high_bn", "High, as stated")
    sources = stated(PAYMENTS, "payment", "sources", "Sources", "The documents that state the payment.")
    locator = stated(PAYMENTS, "payment", "locator", "Place in the sources", "The paragraph of each source.")


class CapexPlans:
    plan = Column("capex_plans", "plan", "text")
    company = stated(PLANS, "plans", "company", "Company")
    announced = stated(PLANS, "plans", "announced", "Announced")
    low_bn = stated(PLANS, "plans", "low_bn", "Low, as stated")
    base_bn = stated(PLANS, "plans", "base_bn", "Base, as stated")
    high_bn = stated(PLANS, "plans", "high_bn", "High, as stated")
    currency = stated(PLANS, "plans", "currency", "Currency")
    gigawatts = stated(PLANS, "plans", "gigawatts", "Capacity")
    start = stated(PLANS, "plans", "start", "Start, as stated")
    end = stated(PLANS, "plans", "end", "End, as stated")
    term_years = stated(PLANS, "plans", "term_years", "Term, as stated")
    stage = stated(PLANS, "plans", "stage", "Stage", "Actual, guidance, announced or reported by others.")
    part_of = stated(PLANS, "plans", "part_of", "Part of, as stated", "The plan that this one is a piece of.")
    part_basis = stated(
        PLANS, "plans", "part_basis", "Who says it is part of that", "Stated by a source, or our judgement."
    )
    replaces = stated(PLANS, "plans", "replaces", "Replaces, as stated", "The earlier plans that this one amends.")
    sources = stated(PLANS, "plans", "sources", "Sources", "The documents that report it.")
    locator = stated(PLANS, "plans", "locator", "Where in them", "The paragraph of each source.")


class EquityStakes:
    stake = Column("equity_stakes", "stake", "text")
    holder = stated(STAKES, "stakes", "holder", "Holder")
    issuer = stated(STAKES, "stakes", "issuer", "Issuer")
    deal = stated(STAKES, "stakes", "deal", "Deal")
    instrument = stated(STAKES, "stakes", "instrument", "Instrument")
    leg = stated(STAKES, "stakes", "leg", "Leg")
    currency = stated(STAKES, "stakes", "currency", "Currency")
    max_share = stated(
        STAKES, "stakes", "max_share", "Maximum share", "The largest share of the issuer that the stake can reach."
    )
    issuer_equity_bn = stated(STAKES, "stakes", "issuer_equity_bn", "Issuer's equity value")
    issuer_valued = stated(STAKES, "stakes", "issuer_valued", "Valued on")
    shares_m = stated(STAKES, "stakes", "shares_m", "Shares, millions")
    strike = stated(STAKES, "stakes", "strike", "Strike")
    share_price = stated(STAKES, "stakes", "share_price", "Share price", "The issuer's share price on the as-of date.")
    qualifier = stated(
        STAKES,
        "stakes",
        "qualifier",
        "Qualifier",
        "How the source qualifies the amount or the share, such as at_most; blank where the source states it exactly.",
    )


class Tranches:
    stake = Column("tranches", "stake", "text")
    tranche = Column("tranches", "tranche", "text")
    trigger = stated(TRANCHES, "tranche", "trigger", "Trigger")
    threshold = stated(
        TRANCHES,
        "tranche",
        "threshold",
        "Threshold",
        "The gigawatts, share price, date or amount that the tranche waits for.",
    )
    share = stated(TRANCHES, "tranche", "share", "Share", "The share of the issuer that vests with the tranche.")


class Revenue:
    company = Column("revenue", "company", "text")
    period_start = stated(REVENUES, "revenues", "period_start", "From", "First day of the period.")
    period_end = stated(REVENUES, "revenues", "period_end", "To", "Last day of the period.")
    low_bn = stated(REVENUES, "revenues", "low_bn", "Low, as stated")
    base_bn = stated(REVENUES, "revenues", "base_bn", "Base, as stated")
    high_bn = stated(REVENUES, "revenues", "high_bn", "High, as stated")
    currency = stated(REVENUES, "revenues", "currency", "Currency")
    stage = stated(REVENUES, "revenues", "stage", "Stage", "Reported, projected or implied.")
    sources = stated(REVENUES, "revenues", "sources", "Sources", "The documents that state the revenue.")


class CustomerShares:
    company = Column("customer_shares", "company", "text")
    customer = Column("customer_shares", "customer", "text")
    period_end = stated(CUSTOMERS, "customers", "period_end", "Period ends")
    share_low = stated(CUSTOMERS, "customers", "share_low", "Share at least, as stated")
    share = stated(CUSTOMERS, "customers", "share", "Share, as stated")


class Assumptions:
    name = Column("assumptions", "name", "text")
    low = Column("assumptions", "low", "number")
    base = Column("assumptions", "base", "number")
    high = Column("assumptions", "high", "number")


class Accepted:
    code = Column("accepted", "code", "text")


class Relations:
    company = Column("relations", "company", "text")


class Figures:
    figure = Column("figures", "figure", "text")
    company = stated(FIGURES, "figure", "company", "Company")
    measure = stated(FIGURES, "figure", "measure", "Measure", "What is measured.")
    base = stated(FIGURES, "figure", "base", "As stated")
    sources = stated(FIGURES, "figure", "sources", "Sources", "The documents that state the figure.")
