"""Suppliers: what has been contracted with each, by whom, and how large its largest customers are."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, If, Lookup
from model.expression.terms import (
    and_,
    at_least,
    count_ifs,
    first_known,
    if_any,
    is_,
    known,
    max_ifs,
    max_known,
    sum_ifs,
    total_of,
    when,
)
from model.lines.commitments import revenue as payer_revenue
from model.lines.inputs import Companies, CustomerShares, Deals, Revenue
from model.lines.legs import counted, legs_class
from model.lines.periods import OWN_COMPANY, money, revenue_lines
from model.lines.rows import CUSTOMERS, PAYERS, SALES, SELLERS

own_backlog = (is_(Deals.payee, SELLERS.key()), is_(legs_class, "commitment"))


seller_legs = Line(
    "seller_legs", "Legs", "count", count_ifs(*own_backlog), SELLERS, meaning="Commitment legs to the seller."
)


seller_legs_known = Line(
    "seller_legs_known",
    "With an amount",
    "count",
    count_ifs(*own_backlog, at_least(counted, 0)),
    SELLERS,
    meaning="Those of them with an amount.",
)


backlog = Line(
    "seller_backlog",
    "Contracted backlog",
    "USD bn",
    if_any(seller_legs_known, sum_ifs(counted, *own_backlog)),
    SELLERS,
    meaning="Disclosed commitments to the seller as counted in the scenario, never implied build-out, which is not "
    "owed to it; n/d where none has an amount.",
)


seller_revenue = revenue_lines("seller", SELLERS)


backlog_cover = Line(
    "seller_backlog_cover",
    "Backlog ÷ revenue",
    "x",
    backlog / seller_revenue.annualised,
    SELLERS,
    meaning="Contracted backlog ÷ annualised revenue.",
)


sellers_backlog = Line("sellers_backlog", "All sellers", "USD bn", total_of(backlog), meaning="All sellers added up.")


SELLER, CUSTOMER = SALES.key(0), SALES.key(1)


pair_legs = (is_(Deals.payee, SELLER), is_(Deals.payer, CUSTOMER), is_(legs_class, "commitment"))


sale_legs = Line(
    "sale_legs",
    "Legs",
    "count",
    count_ifs(*pair_legs),
    SALES,
    meaning="Commitment legs from the customer to the seller.",
)


sale_legs_known = Line(
    "sale_legs_known",
    "Legs with an amount",
    "count",
    count_ifs(*pair_legs, at_least(counted, 0)),
    SALES,
    meaning="Commitment legs of the pair with an amount.",
)


sale_backlog = Line(
    "sale_backlog",
    "Backlog",
    "USD bn",
    if_any(sale_legs_known, sum_ifs(counted, *pair_legs)),
    SALES,
    meaning="Disclosed commitments of the customer to the seller as counted in the scenario.",
)


sale_seller_backlog = Line(
    "sale_seller_backlog",
    "Seller's backlog",
    "USD bn",
    Lookup(backlog, SELLERS.key(), SELLER),
    SALES,
    meaning="The seller's whole backlog.",
)


sale_share = Line(
    "sale_share",
    "Share of backlog",
    "share",
    sale_backlog / sale_seller_backlog,
    SALES,
    meaning="The customer's part of the seller's backlog.",
)


sale_share_squared = Line(
    "sale_share_squared",
    "Squared",
    "index",
    sale_share * sale_share,
    SALES,
    meaning="The share times itself.",
)


sale_customer_revenue = Line(
    "sale_customer_revenue",
    "Customer's annualised revenue",
    "USD bn a year",
    Lookup(payer_revenue.annualised, PAYERS.key(), CUSTOMER),
    SALES,
    meaning="The customer's latest period, annualised.",
)


sale_cover = Line(
    "sale_cover",
    "Contracts ÷ customer's revenue",
    "x",
    sale_backlog / sale_customer_revenue,
    SALES,
    meaning="What the customer owes this seller ÷ the customer's annualised revenue.",
)


sales_backlog = Line("sales_backlog", "All pairs", "USD bn", total_of(sale_backlog), meaning="All pairs added up.")


own_parts = count_ifs(is_(SELLER, SELLERS.key()), at_least(sale_share, 0))


largest_of_backlog = Line(
    "seller_largest_of_backlog",
    "Largest customer of backlog",
    "share",
    max_known(sale_share, is_(SELLER, SELLERS.key()), count=own_parts),
    SELLERS,
    meaning="The largest customer's part of the backlog.",
)


squares_of_backlog = Line(
    "seller_squares_of_backlog",
    "Sum of squared shares",
    "index",
    if_any(own_parts, sum_ifs(sale_share_squared, is_(SELLER, SELLERS.key()))),
    SELLERS,
    meaning="Customers' parts of the backlog, squared and added up: 1 with a single customer.",
)


customer_share = Line(
    "customer_share",
    "Share, at least",
    "share",
    first_known(CustomerShares.share, CustomerShares.share_low),
    CUSTOMERS,
    meaning="The share the source states, or its lower bound.",
)


period_known = Line(
    "customer_period_known",
    "Revenue rows",
    "count",
    count_ifs(
        is_(OWN_COMPANY, CUSTOMERS.key()),
        is_(Revenue.period_end, CustomerShares.period_end),
        at_least(money.usd, 0),
    ),
    CUSTOMERS,
    meaning="Disclosed revenue of the company for a period that ends on that day.",
)


period_revenue = Line(
    "customer_period_revenue",
    "Company's revenue",
    "USD bn",
    max_known(
        money.usd,
        is_(OWN_COMPANY, CUSTOMERS.key()),
        is_(Revenue.period_end, CustomerShares.period_end),
        count=period_known,
    ),
    CUSTOMERS,
    meaning="The company's revenue in the period that ends on that day, the longest if there are several.",
)


customer_revenue = Line(
    "customer_revenue",
    "From the customer, at least",
    "USD bn",
    period_revenue * customer_share,
    CUSTOMERS,
    meaning="Share × revenue of the period.",
)


customer_share_squared = Line(
    "customer_share_squared",
    "Squared",
    "index",
    customer_share * customer_share,
    CUSTOMERS,
    meaning="The share times itself.",
)


own_shares = is_(CUSTOMERS.key(), SELLERS.key())


latest_shares = Line(
    "seller_latest_shares",
    "Shares as of",
    "date",
    max_known(CustomerShares.period_end, own_shares),
    SELLERS,
    meaning="End of the latest period for which a customer's share of revenue is stated.",
)


shares_then = (own_shares, is_(CustomerShares.period_end, latest_shares))


largest_of_revenue = Line(
    "seller_largest_of_revenue",
    "Largest customer of revenue, at least",
    "share",
    If(known(latest_shares), max_ifs(customer_share, *shares_then), NOT_DISCLOSED),
    SELLERS,
    meaning="The largest customer's part of revenue in the latest period stated.",
)


squares_of_revenue = Line(
    "seller_squares_of_revenue",
    "Sum of squared shares, at least",
    "index",
    If(known(latest_shares), sum_ifs(customer_share_squared, *shares_then), NOT_DISCLOSED),
    SELLERS,
    meaning="Customers' stated parts of revenue, squared and added up; customers not stated are left out.",
)


company_missing = Line(
    "customer_company_missing",
    "Not among the companies",
    "switch",
    when(and_(CUSTOMERS.key().ne(""), count_ifs(is_(Companies.company, CUSTOMERS.key())).eq(0)), 1, 0),
    CUSTOMERS,
    meaning="1 where the company is not among the companies.",
)
