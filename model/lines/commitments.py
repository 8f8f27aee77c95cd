"""Commitment versus revenue: what payers owe against what they earn, and what sellers have contracted."""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.nodes import NOT_DISCLOSED, YEAR, Assumption, Const, If, Line, Lookup, Rows, ToDate, Total, call
from model.expression.terms import (
    above,
    and_,
    at_least,
    count_ifs,
    first_known,
    if_any,
    is_,
    is_not,
    known,
    largest,
    max_ifs,
    max_known,
    min_ifs,
    sum_ifs,
    sum_known,
    total_of,
    when,
)
from model.lines.dated import Amount, amount_lines
from model.lines.inputs import CustomerShares, Deals, Revenue
from model.lines.legs import counted, due, in_total, leg_class, period, scheduled
from model.lines.legs import implied_capacity as leg_capacity
from model.lines.rows import CUSTOMERS, PAYERS, REVENUES, SALES, SELLERS

money = amount_lines("revenue", REVENUES, Amount(Revenue.low_bn, Revenue.base_bn, Revenue.high_bn, Revenue.currency))

months = Line(
    "revenue_months",
    "Months",
    "count",
    (call("year", Revenue.period_end) - call("year", Revenue.period_start)) * 12
    + call("month", Revenue.period_end)
    - call("month", Revenue.period_start)
    + 1,
    REVENUES,
    meaning="Whole months of the period.",
)

annualised = Line(
    "revenue_annualised",
    "Annualised",
    "USD bn a year",
    money.usd * 12 / months,
    REVENUES,
    meaning="Revenue × 12 ÷ months of the period.",
)

OWN_COMPANY = REVENUES.key()
disclosed_periods = (is_(OWN_COMPANY, OWN_COMPANY), at_least(money.usd, 0))


latest_end = Line(
    "revenue_latest_end",
    "Company's latest period ends",
    "date",
    If(
        and_(count_ifs(*disclosed_periods).eq(0), sum_ifs(money.usd, is_(OWN_COMPANY, OWN_COMPANY)).eq(0)),
        NOT_DISCLOSED,
        max_ifs(Revenue.period_end, *disclosed_periods),
    ),
    REVENUES,
    meaning="The end of the company's latest period with a disclosed amount.",
)

latest_start = Line(
    "revenue_latest_start",
    "and starts",
    "date",
    If(
        known(latest_end),
        min_ifs(Revenue.period_start, *disclosed_periods, is_(Revenue.period_end, latest_end)),
        NOT_DISCLOSED,
    ),
    REVENUES,
    meaning="Of two periods that end together the longer one is taken.",
)

is_latest = Line(
    "revenue_is_latest",
    "Latest",
    "switch",
    If(
        known(latest_end, latest_start),
        when(and_(Revenue.period_end.eq(latest_end), Revenue.period_start.eq(latest_start)), 1, 0),
        Const(0),
    ),
    REVENUES,
    meaning="1 for the one period the company's annualised revenue is taken from.",
)


@dataclass(frozen=True)
class RevenueLines:
    annualised: Line
    year: Line


def revenue_lines(prefix: str, over: Rows) -> RevenueLines:
    """A company's annualised revenue and the year it was earned in, for a set of rows keyed by company."""
    latest = (is_(OWN_COMPANY, over.key()), is_(is_latest, 1), at_least(money.usd, 0))
    periods = sum_ifs(is_latest, is_(OWN_COMPANY, over.key()))  # added up, so that an error among them shows
    return RevenueLines(
        Line(
            f"{prefix}_revenue",
            "Annualised revenue",
            "USD bn a year",
            when(periods.eq(0), NOT_DISCLOSED, sum_ifs(annualised, *latest)),
            over,
            meaning="The company's latest period, annualised.",
        ),
        Line(
            f"{prefix}_revenue_year",
            "Revenue year",
            "year",
            when(periods.eq(0), NOT_DISCLOSED, call("year", max_ifs(Revenue.period_end, *latest))),
            over,
            meaning="The year in which that period ends; growth starts from it.",
        ),
    )


own_commitments = (is_(Deals.payer, PAYERS.key()), is_(leg_class, "commitment"))

legs = Line(
    "payer_legs",
    "Legs",
    "count",
    count_ifs(*own_commitments),
    PAYERS,
    meaning="Commitment legs of the payer.",
)

legs_known = Line(
    "payer_legs_known",
    "With an amount",
    "count",
    count_ifs(*own_commitments, at_least(counted, 0)),
    PAYERS,
    meaning="Those of them with an amount.",
)

total = Line(
    "payer_total",
    "Commitments",
    "USD bn",
    sum_known(scheduled, *own_commitments),
    PAYERS,
    meaning="All commitment legs of the payer as counted in the scenario, with implied build-out where include_implied "
    "is 1; n/d where none has an amount.",
)

disclosed = Line(
    "payer_disclosed_counted",
    "Commitments with an amount",
    "USD bn",
    sum_known(counted, *own_commitments),
    PAYERS,
    meaning="Commitment legs of the payer with a disclosed amount, as counted in the scenario.",
)

each_once = (*own_commitments, is_(in_total, 1), is_not(Deals.firmness, "superseded"))

implied_capacity = Line(
    "payer_implied_capacity",
    "Capacity without an amount",
    "GW",
    sum_known(leg_capacity, *each_once),
    PAYERS,
    meaning="Gigawatts of the payer's commitment legs without an amount, each once; superseded legs are left out.",
)

implied_total = Line(
    "payer_implied",
    "Implied build-out, beside",
    "USD bn",
    implied_capacity * Assumption("cost_per_gw"),
    PAYERS,
    meaning="Capacity without an amount × cost per gigawatt: a column of its own, in the commitments only where "
    "include_implied is 1. It may overlap amounts that other legs disclose; no source says.",
)

revenue = revenue_lines("payer", PAYERS)

assumed_dates = Line(
    "payer_assumed_dates",
    "of which on assumed dates",
    "USD bn",
    total - sum_ifs(scheduled, *own_commitments, is_(period.basis, "as stated")),
    PAYERS,
    meaning="Commitments whose start, end or both no source states: when they fall due is assumed.",
)

excess = Line(
    "payer_excess",
    "Commitments less revenue",
    "USD bn",
    total - revenue.annualised,
    PAYERS,
    meaning="All commitments, which run over years, less one year's revenue.",
)

total_cover = Line(
    "payer_total_cover",
    "Commitments ÷ revenue",
    "x",
    total / revenue.annualised,
    PAYERS,
    meaning="All commitments ÷ annualised revenue.",
)

due_year = Line(
    "payer_due",
    "Commitments due",
    "USD bn",
    If(known(total), sum_ifs(due, *own_commitments), NOT_DISCLOSED),
    PAYERS,
    by_year=True,
    meaning="What falls due in the year on the payer's commitment legs.",
)

due_all_years = Line(
    "payer_due_total",
    "All years",
    "USD bn",
    If(known(total), Total(due_year, "years"), NOT_DISCLOSED),
    PAYERS,
    meaning="The payer's row added up.",
)

due_to_date = Line(
    "payer_due_to_date",
    "Commitments due to date",
    "USD bn",
    If(known(total), ToDate(due_year), NOT_DISCLOSED),
    PAYERS,
    by_year=True,
    meaning="What fell due from the first year to the year.",
)

revenue_year = Line(
    "payer_revenue_path",
    "Revenue",
    "USD bn",
    revenue.annualised * (1 + Assumption("revenue_growth")) ** largest(0, YEAR - revenue.year),
    PAYERS,
    by_year=True,
    meaning="Annualised revenue grown by the assumption revenue_growth from the revenue year on.",
)

coverage = Line(
    "payer_coverage",
    "Commitments due ÷ revenue",
    "x",
    due_year / revenue_year,
    PAYERS,
    by_year=True,
    meaning="How many times the year's revenue falls due in the year.",
)

counted_legs = (*own_commitments, above(scheduled, 0))

last_end = Line(
    "payer_last_end",
    "Last commitment ends",
    "date",
    max_known(period.end, *counted_legs),
    PAYERS,
    meaning="The last day of the payer's longest counted commitment.",
)

due_largest_year = Line(
    "payer_due_largest_year",
    "Due in the largest year",
    "USD bn",
    If(known(last_end), Total(due_year, "years", "max"), NOT_DISCLOSED),
    PAYERS,
    meaning="The most that falls due in one year.",
)

large_year = Line(
    "payer_large_year",
    "Large years",
    "year",
    If(
        known(due_largest_year),
        when(due_year >= due_largest_year * Assumption("large_year_share"), YEAR, 0),
        NOT_DISCLOSED,
    ),
    PAYERS,
    by_year=True,
    meaning="The year, where at least the part large_year_share of the largest year's commitments falls due in it; "
    "else 0.",
)

last_year = Line(
    "payer_last_year",
    "Last large year",
    "year",
    If(known(due_largest_year), Total(large_year, "years", "max"), NOT_DISCLOSED),
    PAYERS,
    meaning="The last year in which much falls due: a small leg that runs on does not move it.",
)

years_ahead = Line(
    "payer_years_ahead",
    "Years to grow",
    "years",
    last_year - revenue.year,
    PAYERS,
    meaning="From the revenue year to the last large year.",
)

needed_growth = Line(
    "payer_needed_growth",
    "Growth needed",
    "growth",
    when(
        years_ahead > 0,
        (due_largest_year / Assumption("max_commitment_share") / revenue.annualised) ** (1 / years_ahead) - 1,
        NOT_DISCLOSED,
    ),
    PAYERS,
    meaning="Yearly revenue growth after which the largest year's commitments are the chosen share of revenue by the "
    "last large year.",
)

all_commitments = Line("payers_total", "All payers", "USD bn", total_of(total), meaning="All payers added up.")
all_implied = Line("payers_implied", "All payers", "USD bn", total_of(implied_total), meaning="All payers added up.")
all_due = Line("payers_due", "All payers", "USD bn", total_of(due_year), by_year=True, meaning="All payers, by year.")
all_due_years = Line(
    "payers_due_total", "All payers", "USD bn", total_of(due_all_years), meaning="All payers, all years."
)
all_due_to_date = Line(
    "payers_due_to_date",
    "All payers",
    "USD bn",
    total_of(due_to_date),
    by_year=True,
    meaning="All payers, to date.",
)

own_backlog = (is_(Deals.payee, SELLERS.key()), is_(leg_class, "commitment"))

sales_legs = Line(
    "seller_legs", "Legs", "count", count_ifs(*own_backlog), SELLERS, meaning="Commitment legs to the seller."
)

sales_legs_known = Line(
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
    if_any(sales_legs_known, sum_ifs(counted, *own_backlog)),
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

all_backlog = Line("sellers_backlog", "All sellers", "USD bn", total_of(backlog), meaning="All sellers added up.")

SELLER, CUSTOMER = SALES.key(0), SALES.key(1)
pair_legs = (is_(Deals.payee, SELLER), is_(Deals.payer, CUSTOMER), is_(leg_class, "commitment"))

pair_count = Line(
    "sale_legs",
    "Legs",
    "count",
    count_ifs(*pair_legs),
    SALES,
    meaning="Commitment legs from the customer to the seller.",
)
pair_known = Line(
    "sale_legs_known",
    "Legs with an amount",
    "count",
    count_ifs(*pair_legs, at_least(counted, 0)),
    SALES,
    meaning="Commitment legs of the pair with an amount.",
)

pair_backlog = Line(
    "sale_backlog",
    "Backlog",
    "USD bn",
    if_any(pair_known, sum_ifs(counted, *pair_legs)),
    SALES,
    meaning="Disclosed commitments of the customer to the seller as counted in the scenario.",
)

seller_backlog = Line(
    "sale_seller_backlog",
    "Seller's backlog",
    "USD bn",
    Lookup(backlog, SELLERS.key(), SELLER),
    SALES,
    meaning="The seller's whole backlog.",
)

pair_share = Line(
    "sale_share",
    "Share of backlog",
    "share",
    pair_backlog / seller_backlog,
    SALES,
    meaning="The customer's part of the seller's backlog.",
)

pair_squared = Line(
    "sale_share_squared",
    "Squared",
    "index",
    pair_share * pair_share,
    SALES,
    meaning="The share times itself.",
)

customer_annualised = Line(
    "sale_customer_revenue",
    "Customer's annualised revenue",
    "USD bn a year",
    Lookup(revenue.annualised, PAYERS.key(), CUSTOMER),
    SALES,
    meaning="The customer's latest period, annualised.",
)

pair_cover = Line(
    "sale_cover",
    "Contracts ÷ customer's revenue",
    "x",
    pair_backlog / customer_annualised,
    SALES,
    meaning="What the customer owes this seller ÷ the customer's annualised revenue.",
)

all_pairs = Line("sales_backlog", "All pairs", "USD bn", total_of(pair_backlog), meaning="All pairs added up.")

own_parts = count_ifs(is_(SELLER, SELLERS.key()), at_least(pair_share, 0))

largest_of_backlog = Line(
    "seller_largest_of_backlog",
    "Largest customer of backlog",
    "share",
    max_known(pair_share, is_(SELLER, SELLERS.key()), count=own_parts),
    SELLERS,
    meaning="The largest customer's part of the backlog.",
)

squares_of_backlog = Line(
    "seller_squares_of_backlog",
    "Sum of squared shares",
    "index",
    if_any(own_parts, sum_ifs(pair_squared, is_(SELLER, SELLERS.key()))),
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

customer_squared = Line(
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
    If(known(latest_shares), sum_ifs(customer_squared, *shares_then), NOT_DISCLOSED),
    SELLERS,
    meaning="Customers' stated parts of revenue, squared and added up; customers not stated are left out.",
)
