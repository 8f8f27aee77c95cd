"""Suppliers: what has been contracted with each, by whom, and how large its largest customers are."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Aside, If
from model.expression.terms import (
    and_,
    at_least,
    count_ifs,
    find,
    first_known,
    if_any,
    is_,
    is_not,
    known,
    look_up,
    max_ifs,
    max_known,
    sum_ifs,
    total_of,
    when,
)
from model.lines.amounts import legs_class
from model.lines.bridge import some
from model.lines.commitments import revenue as payer_revenue
from model.lines.inputs import Companies, CustomerShares, Deals, Revenue
from model.lines.periods import OWN_COMPANY, money
from model.lines.revenue import revenue_lines
from model.lines.rows import CUSTOMERS, PAYERS, SALES, SUPPLIERS
from model.lines.rungs import contracted, is_counted

own_contracts = (is_(Deals.payee, SUPPLIERS.key()), is_(legs_class, "commitment"), is_not(Deals.kind, "joint_venture"))
on_rung = (*own_contracts, is_(is_counted, 1))

legs = Line(
    "supplier_legs",
    "Legs",
    "count",
    count_ifs(*on_rung),
    SUPPLIERS,
    meaning="Commitment legs to the supplier on the basis selected.",
)

without = Line(
    "supplier_without",
    "Legs without an amount",
    "count",
    legs - count_ifs(*on_rung, at_least(contracted, 0)),
    SUPPLIERS,
    meaning="Legs whose amount no source states; in no total.",
)

contract_value = Line(
    "supplier_contract_value",
    "Contract value",
    "USD bn",
    some(legs, without, sum_ifs(contracted, *own_contracts)),
    SUPPLIERS,
    meaning="The amount promised to the supplier on the basis selected; n/d where no leg has an amount.",
)

supplier_revenue = revenue_lines("supplier", SUPPLIERS)

value_to_revenue = Line(
    "supplier_value_to_revenue",
    "Contract value ÷ revenue",
    "x",
    contract_value / supplier_revenue.annualised,
    SUPPLIERS,
    meaning="Contract value, over all years, ÷ one year's revenue.",
)

suppliers_contract_value = Line(
    "suppliers_contract_value",
    "All suppliers",
    "USD bn",
    total_of(contract_value),
    meaning="All suppliers added up.",
)


PAYEE, PAYER = SALES.key(0), SALES.key(1)

pair_legs = (is_(Deals.payee, PAYEE), is_(Deals.payer, PAYER), is_(legs_class, "commitment"))
pair_on_rung = (*pair_legs, is_(is_counted, 1))

sale_legs = Line(
    "sale_legs",
    "Legs",
    "count",
    count_ifs(*pair_on_rung),
    SALES,
    meaning="Commitment legs from payer to payee on the basis selected.",
)

sale_without = Line(
    "sale_without",
    "Legs without an amount",
    "count",
    sale_legs - count_ifs(*pair_on_rung, at_least(contracted, 0)),
    SALES,
    meaning="Legs whose amount no source states.",
)

sale_contract_value = Line(
    "sale_contract_value",
    "Contract value",
    "USD bn",
    some(sale_legs, sale_without, sum_ifs(contracted, *pair_legs)),
    SALES,
    meaning="What the payer has promised the payee, on the basis selected.",
)

supplier_value = Line(
    "sale_supplier_value",
    "Supplier's contract value",
    "USD bn",
    find(contract_value, SUPPLIERS.key(), PAYEE),
    SALES,
    meaning="The supplier's total contract value; n/d for a joint venture, which does not count as a supplier.",
)

share = Line(
    "sale_share",
    "Share of contract value",
    "share",
    sale_contract_value / supplier_value,
    SALES,
    meaning="The payer's part of the supplier's contract value.",
)

share_squared = Line(
    "sale_share_squared",
    "Share squared",
    "index",
    share * share,
    SALES,
    meaning="The square of the share.",
)

sale_payer_revenue = Line(
    "sale_payer_revenue",
    "Payer's revenue",
    "USD bn a year",
    look_up(payer_revenue.annualised, PAYERS.key(), PAYER),
    SALES,
    meaning="The payer's headline revenue, annualised.",
)

sale_payer_revenue_label = Line(
    "sale_payer_revenue_label",
    "Period of the payer's revenue",
    "text",
    look_up(payer_revenue.label, PAYERS.key(), PAYER),
    SALES,
    meaning=payer_revenue.label.meaning,
)

sale_value_to_revenue = Line(
    "sale_value_to_revenue",
    "Contract value ÷ payer's revenue",
    "x",
    sale_contract_value / sale_payer_revenue,
    SALES,
    meaning="What the payer owes this payee, over all years, ÷ the payer's revenue of a year.",
)

sales_contract_value = Line(
    "sales_contract_value", "All pairs", "USD bn", total_of(sale_contract_value), meaning="All pairs added up."
)

own_shares_of_value = Aside(
    "supplier_shares_known",
    "Shares known",
    "count",
    count_ifs(is_(PAYEE, SUPPLIERS.key()), at_least(share, 0)),
    "Number of customers whose share of the supplier's contract value is known.",
    shared=True,
)

top_share = Line(
    "supplier_top_share",
    "Top-customer share",
    "share",
    max_known(share, is_(PAYEE, SUPPLIERS.key()), count=own_shares_of_value),
    SUPPLIERS,
    meaning="The largest customer's part of the contract value.",
)

hhi = Line(
    "supplier_hhi",
    "HHI",
    "index",
    if_any(own_shares_of_value, sum_ifs(share_squared, is_(PAYEE, SUPPLIERS.key()))),
    SUPPLIERS,
    meaning="Sum of the squares of the customers' shares of the contract value; 1 with a single customer.",
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
    meaning="The company's revenue in the period that ends on that day; if there are several, the longest.",
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
    "Share squared",
    "index",
    customer_share * customer_share,
    CUSTOMERS,
    meaning="The square of the share.",
)

own_shares = is_(CUSTOMERS.key(), SUPPLIERS.key())

latest_shares = Line(
    "supplier_latest_shares",
    "Shares as of",
    "date",
    max_known(CustomerShares.period_end, own_shares),
    SUPPLIERS,
    meaning="End of the latest period for which a customer's share of revenue is stated.",
)

shares_then = (own_shares, is_(CustomerShares.period_end, latest_shares))

top_share_of_revenue = Line(
    "supplier_top_share_of_revenue",
    "Top-customer share of revenue, at least",
    "share",
    If(known(latest_shares), max_ifs(customer_share, *shares_then), NOT_DISCLOSED),
    SUPPLIERS,
    meaning="The largest customer's part of revenue in the latest period stated.",
)

hhi_of_revenue = Line(
    "supplier_hhi_of_revenue",
    "HHI of revenue, at least",
    "index",
    If(known(latest_shares), sum_ifs(customer_share_squared, *shares_then), NOT_DISCLOSED),
    SUPPLIERS,
    meaning="Sum of the squares of the customers' stated shares of revenue; customers without a stated share are left "
    "out.",
)

company_missing = Line(
    "customer_company_missing",
    "Not among the companies",
    "switch",
    when(and_(CUSTOMERS.key().ne(""), count_ifs(is_(Companies.company, CUSTOMERS.key())).eq(0)), 1, 0),
    CUSTOMERS,
    meaning="1 where the company is not among the companies.",
)
