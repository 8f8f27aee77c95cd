"""The columns of the input tables that lines read.

A test holds this list against the schemas: same names, same kinds, optional where the schema lets a cell be blank.
"""

from __future__ import annotations

from model.expression.nodes import Column


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
    deal = Column("deals", "deal", "text")
    announced = Column("deals", "announced", "date", optional=True)
    payer = Column("deals", "payer", "text")
    payee = Column("deals", "payee", "text")
    kind = Column("deals", "kind", "text")
    low_bn = Column("deals", "low_bn", "number", optional=True)
    base_bn = Column("deals", "base_bn", "number", optional=True)
    high_bn = Column("deals", "high_bn", "number", optional=True)
    currency = Column("deals", "currency", "text", optional=True)
    gigawatts = Column("deals", "gigawatts", "number", optional=True)
    start = Column("deals", "start", "date", optional=True)
    end = Column("deals", "end", "date", optional=True)
    term_years = Column("deals", "term_years", "number", optional=True)
    firmness = Column("deals", "firmness", "text")
    within = Column("deals", "within", "text", optional=True)
    sources = Column("deals", "sources", "text")
    locator = Column("deals", "locator", "text")
    qualifier = Column("deals", "qualifier", "text", optional=True)


class CapexPlans:
    plan = Column("capex_plans", "plan", "text")
    company = Column("capex_plans", "company", "text")
    announced = Column("capex_plans", "announced", "date", optional=True)
    low_bn = Column("capex_plans", "low_bn", "number", optional=True)
    base_bn = Column("capex_plans", "base_bn", "number", optional=True)
    high_bn = Column("capex_plans", "high_bn", "number", optional=True)
    currency = Column("capex_plans", "currency", "text", optional=True)
    gigawatts = Column("capex_plans", "gigawatts", "number", optional=True)
    start = Column("capex_plans", "start", "date", optional=True)
    end = Column("capex_plans", "end", "date", optional=True)
    term_years = Column("capex_plans", "term_years", "number", optional=True)
    firmness = Column("capex_plans", "firmness", "text")
    within = Column("capex_plans", "within", "text", optional=True)
    sources = Column("capex_plans", "sources", "text")
    locator = Column("capex_plans", "locator", "text")


class EquityStakes:
    stake = Column("equity_stakes", "stake", "text")
    holder = Column("equity_stakes", "holder", "text")
    issuer = Column("equity_stakes", "issuer", "text")
    deal = Column("equity_stakes", "deal", "text", optional=True)
    instrument = Column("equity_stakes", "instrument", "text")
    invested_bn = Column("equity_stakes", "invested_bn", "number", optional=True)
    currency = Column("equity_stakes", "currency", "text", optional=True)
    max_share = Column("equity_stakes", "max_share", "number", optional=True)
    issuer_equity_bn = Column("equity_stakes", "issuer_equity_bn", "number", optional=True)
    share_price = Column("equity_stakes", "share_price", "number", optional=True)
    qualifier = Column("equity_stakes", "qualifier", "text", optional=True)


class Tranches:
    stake = Column("tranches", "stake", "text")
    tranche = Column("tranches", "tranche", "text")
    trigger = Column("tranches", "trigger", "text")
    threshold = Column("tranches", "threshold", "number", optional=True)
    share = Column("tranches", "share", "number", optional=True)


class Revenue:
    company = Column("revenue", "company", "text")
    period_start = Column("revenue", "period_start", "date")
    period_end = Column("revenue", "period_end", "date")
    low_bn = Column("revenue", "low_bn", "number", optional=True)
    base_bn = Column("revenue", "base_bn", "number", optional=True)
    high_bn = Column("revenue", "high_bn", "number", optional=True)
    currency = Column("revenue", "currency", "text", optional=True)
    basis = Column("revenue", "basis", "text")


class CustomerShares:
    company = Column("customer_shares", "company", "text")
    customer = Column("customer_shares", "customer", "text")
    period_end = Column("customer_shares", "period_end", "date")
    share_low = Column("customer_shares", "share_low", "number", optional=True)
    share = Column("customer_shares", "share", "number", optional=True)


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
