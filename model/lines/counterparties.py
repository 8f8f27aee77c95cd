"""Who owes whom: commitments and funding payer by payee, and what comes back between the two of each pair.

The matrix adds up pairs, the pairs add up legs; loops of three or more parties are not lines (see `loops`).
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Aside, Total, Where
from model.expression.terms import (
    and_,
    at_least,
    count_ifs,
    first_known,
    if_any,
    is_,
    is_not,
    joined,
    smallest,
    sum_ifs,
    sum_of_some,
    total_of,
    when,
)
from model.lines import parts
from model.lines.amounts import legs_class
from model.lines.flows import FlowLines, flow
from model.lines.inputs import Deals
from model.lines.rows import PAYEES, PAYERS, SALES
from model.lines.rungs import is_counted
from model.lines.suppliers import PAYEE, PAYER, pair_legs, sale_contract_value, sale_legs


def legs_from(payer: Where, payee: Where, what: str) -> tuple[Where, ...]:
    return payer, payee, is_(legs_class, what)


def back(name: str, title: str, what: str, meaning: str) -> FlowLines:
    """Legs of a class from the payee back to its payer."""
    return flow(
        f"sale_{name}", title, legs_from(is_(Deals.payer, PAYEE), is_(Deals.payee, PAYER), what), meaning, SALES
    )


funding_back = back(
    "funding", "Payee funds payer", "funding", "Funding legs from the payee to the payer that buys from it."
)
purchases_back = back(
    "purchases", "Payee buys from payer", "commitment", "Commitment legs from the payee to its own payer."
)
funding_on = flow(
    "sale_payer_funding",
    "Payer funds payee",
    legs_from(is_(Deals.payer, PAYER), is_(Deals.payee, PAYEE), "funding"),
    "Funding legs from the payer to the payee it buys from.",
    SALES,
)

round_trip = Line(
    "sale_round_trip",
    "Round trip",
    "share",
    smallest(funding_back.amount, sale_contract_value) / sale_contract_value,
    SALES,
    meaning="min(payee's funding of the payer, contracts) ÷ contracts: what could come back to the payee.",
)

legs_back = legs_from(is_(Deals.payer, PAYEE), is_(Deals.payee, PAYER), "commitment")


def unpriced_lines(name: str, title: str, legs: tuple[Where, ...], meaning: str) -> tuple[Line, Line, Line]:
    """Unpriced capacity of commitments between two companies, which is owed to nobody: legs, known legs and cost."""
    that_count = (*legs, is_(parts.counts, 1))
    count = Line(f"{name}_legs", f"{title}: legs", "count", count_ifs(*that_count), SALES, meaning="Legs that count.")
    known_count = Line(
        f"{name}_known",
        f"{title}: legs with an amount or capacity",
        "count",
        count_ifs(*that_count, at_least(parts.unpriced, 0)),
        SALES,
        meaning="Those of them that state an amount or gigawatts.",
    )
    cost = Line(
        name,
        title,
        "USD bn",
        sum_of_some(count, known_count, sum_ifs(parts.unpriced, *legs)),
        SALES,
        meaning=f"{meaning} A build-out cost that is not owed to the payee, whatever the basis; n/d where there are "
        "legs but none states an amount or gigawatts.",
    )
    return count, known_count, cost


unpriced_legs, unpriced_known, sale_unpriced = unpriced_lines(
    "sale_unpriced",
    "Unpriced capacity, at cost per GW (memo)",
    pair_legs,
    "Capacity without an amount that the payer has contracted with the payee, at cost per gigawatt.",
)
unpriced_back_legs, unpriced_back_known, sale_unpriced_back = unpriced_lines(
    "sale_unpriced_back",
    "Unpriced capacity from payee to payer (memo)",
    legs_back,
    "Capacity without an amount that the payee has contracted with the payer, at cost per gigawatt.",
)

contingent = Line(
    "sale_contingent",
    "Warrants and backstops: legs",
    "count",
    Aside(
        "back",
        "of which from payee to payer",
        "",
        count_ifs(*legs_from(is_(Deals.payer, PAYEE), is_(Deals.payee, PAYER), "contingent")),
        "Legs from the payee to the payer.",
    )
    + count_ifs(*legs_from(is_(Deals.payer, PAYER), is_(Deals.payee, PAYEE), "contingent")),
    SALES,
    meaning="Contingent legs between the two, in either direction; their amounts are in no total.",
)

ties = Line(
    "sale_ties",
    "Other ties",
    "count",
    funding_back.legs + purchases_back.legs + funding_on.legs + contingent,
    SALES,
    meaning="Legs between payee and payer besides the contracts: funding, purchases the other way, and contingent "
    "legs.",
)


def purchases(name: str, title: str, legs: tuple[Where, ...]) -> Line:
    """Purchases on the basis selected; money for a joint venture is not a purchase."""
    count = count_ifs(*legs, is_not(Deals.kind, "joint_venture"), is_(is_counted, 1))
    return Line(name, title, "count", count, SALES, meaning="Legs on the basis selected, except joint ventures.")


bought_legs = purchases("sale_bought_legs", "Purchases: legs", pair_legs)
bought_back_legs = purchases("sale_bought_back_legs", "Purchases the other way: legs", legs_back)
by_supplier, by_customer, mutual = funding_back.legs > 0, funding_on.legs > 0, bought_back_legs > 0

who_funds = Aside(
    "funding",
    "funding",
    "",
    joined(
        when(by_supplier, "supplier funds customer", ""),
        when(and_(by_supplier, by_customer), ", ", ""),
        when(by_customer, "customer funds supplier", ""),
    ),
    "Which of the two funds the other.",
)
circularity = Line(
    "sale_circularity",
    "Kind of circularity",
    "text",
    when(
        bought_legs.eq(0),
        "",
        joined(
            who_funds,
            when(and_(who_funds.ne(""), mutual), ", ", ""),
            when(mutual, "mutual purchase", ""),
        ),
    ),
    SALES,
    meaning="How money comes back between the two on the basis selected; empty where none does or where the payer "
    "buys nothing (money for a joint venture is not a purchase). Warrants and backstops are counted separately.",
)

tied = Line(
    "sale_tied",
    "Amount of other ties",
    "USD bn",
    sum_of_some(
        ties,
        funding_back.with_amount + purchases_back.with_amount + funding_on.with_amount,
        first_known(funding_back.amount, 0) + first_known(purchases_back.amount, 0) + first_known(funding_on.amount, 0),
    ),
    SALES,
    meaning="Funding, and purchases the other way, as far as disclosed; n/d where none of these legs has an amount.",
)

of_payer, of_payee = is_(PAYER, PAYERS.key()), is_(PAYEE, PAYEES.across())


commitments = Line(
    "matrix_commitments",
    "Commitments",
    "USD bn",
    sum_of_some(
        sum_ifs(sale_legs, of_payer, of_payee),
        count_ifs(of_payer, of_payee, at_least(sale_contract_value, 0)),
        sum_ifs(sale_contract_value, of_payer, of_payee),
    ),
    PAYERS,
    across=PAYEES,
    meaning="What the payer owes the payee; n/d where there are legs but none has an amount.",
)

matrix_row = Line(
    "matrix_row",
    "All payees",
    "USD bn",
    if_any(count_ifs(of_payer, at_least(sale_contract_value, 0)), Total(commitments, "years")),
    PAYERS,
    meaning="The payer's row added up; n/d where none of its contracts has an amount.",
)

matrix_rows = Line("matrix_rows", "All payers", "USD bn", total_of(matrix_row), meaning="All rows added up.")
matrix_columns = Line(
    "matrix_columns",
    "All payers",
    "USD bn",
    if_any(count_ifs(of_payee, at_least(sale_contract_value, 0)), Total(commitments)),
    across=PAYEES,
    meaning="The payee's column added up; n/d where none of its contracts has an amount.",
)
