"""Equity stakes: what was invested, how much may vest by when, and what flows back between holder and issuer."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, YEAR, Aside, Assumption, Const, If, Op, call
from model.expression.terms import (
    and_,
    count_ifs,
    date,
    find,
    is_,
    known,
    largest,
    or_,
    size,
    smallest,
    sum_ifs,
    sum_known,
    when,
)
from model.lines.amounts import legs_class
from model.lines.deployment import deployed
from model.lines.flows import flow
from model.lines.inputs import Companies, Deals, EquityStakes, Tranches
from model.lines.parts import counts, stated
from model.lines.rates import rate_lines
from model.lines.rows import HOLDINGS, LEGS, STAKES, TRANCHES
from model.lines.schedule import due_to_date

MILLIONS = Const(1000)  # in a billion
leg_counts = find(counts, LEGS.key(), EquityStakes.leg, Const(0))

rate = rate_lines("stakes", STAKES, EquityStakes.currency, EquityStakes.issuer_valued)

invested = Line(
    "stakes_invested",
    "Invested",
    "USD bn",
    when(
        and_(find(legs_class, LEGS.key(), EquityStakes.leg, Const("")).eq("funding"), leg_counts.eq(1)),
        find(stated, LEGS.key(), EquityStakes.leg),
        NOT_DISCLOSED,
    ),
    STAKES,
    meaning="The amount of the leg that pays for the stake; n/d where no leg does or its amount is not stated.",
)

issuer_equity = Line(
    "stakes_issuer_equity",
    "Issuer's equity value",
    "USD bn",
    EquityStakes.issuer_equity_bn * rate.rate,
    STAKES,
    meaning="The value of all the issuer's equity × US dollars per unit.",
)

ownership = Line(
    "stakes_ownership",
    "Ownership implied",
    "share",
    invested / issuer_equity,
    STAKES,
    meaning="Invested ÷ the issuer's equity value where one is given.",
)

warrant_value = Line(
    "stakes_warrant_value",
    "Value at today's price",
    "USD bn",
    EquityStakes.shares_m * largest(0, EquityStakes.share_price - EquityStakes.strike) / MILLIONS * rate.rate,
    STAKES,
    meaning="Shares × (share price − strike); 0 if the price is below the strike, n/d where any of the three is not "
    "stated.",
)

own_tranches = is_(TRANCHES.key(), STAKES.key())

tranche_shares = Line(
    "stakes_tranche_shares",
    "Tranches",
    "share",
    sum_known(Tranches.share, own_tranches),
    STAKES,
    meaning="Shares of the stake's tranches added up.",
)

tranches_over = Line(
    "stakes_tranches_over",
    "Over the maximum",
    "share",
    largest(0, tranche_shares - EquityStakes.max_share),
    STAKES,
    meaning="Excess of the tranches over the maximum share; 0 where they tie out.",
)

ownership_over = Line(
    "stakes_ownership_over",
    "Implied over the maximum",
    "share",
    If(known(ownership, EquityStakes.max_share), largest(0, ownership - EquityStakes.max_share), Const(0)),
    STAKES,
    meaning="Excess of the implied ownership over the maximum share; for a warning, on no sheet.",
)

tranche_deal = Line(
    "tranche_deal",
    "Deal",
    "text",
    find(EquityStakes.deal, STAKES.key(), TRANCHES.key(), Const("")),
    TRANCHES,
    meaning="The deal whose capacity the tranche waits for.",
)

price = Line(
    "tranche_price",
    "Share price",
    "price",
    find(EquityStakes.share_price, STAKES.key(), TRANCHES.key()),
    TRANCHES,
    meaning="The issuer's share price on the as-of date, where one is given.",
)

holder = Line(
    "tranche_holder",
    "Holder",
    "text",
    find(EquityStakes.holder, STAKES.key(), TRANCHES.key(), Const("")),
    TRANCHES,
    meaning="The buyer, if the condition is an amount bought.",
)
issuer = Line(
    "tranche_issuer",
    "Issuer",
    "text",
    find(EquityStakes.issuer, STAKES.key(), TRANCHES.key(), Const("")),
    TRANCHES,
    meaning="The seller in that condition.",
)

bought = (
    is_(Deals.deal, tranche_deal),
    is_(Deals.payer, holder),
    is_(Deals.payee, issuer),
    is_(legs_class, "commitment"),
)
tranche_deployed = Line(
    "tranche_deployed",
    "Gigawatts deployed by year-end",
    "GW",
    sum_known(deployed, is_(Deals.deal, tranche_deal)),
    TRANCHES,
    by_year=True,
    meaning="Gigawatts deployed by the deal's commitments; n/d where no leg of the deal states a capacity.",
)
tranche_bought = Line(
    "tranche_bought",
    "Bought by year-end",
    "USD bn",
    sum_known(due_to_date, *bought),
    TRANCHES,
    by_year=True,
    meaning="The amount that the holder's commitments to the issuer in the deal have reached; n/d where none has an "
    "amount.",
)
path = Line(
    "tranche_path",
    "Reached by year-end",
    "as stated",
    when(
        Tranches.trigger.eq("gigawatts"),
        tranche_deployed,
        If(
            Tranches.trigger.eq("share_price"),
            Aside(
                "price",
                "share price",
                "price",
                price * (1 + Assumption("share_price_growth")) ** (YEAR - call("year", Assumption("as_of"))),
                "The share price, grown from the as-of year.",
            ),
            If(Tranches.trigger.eq("amount_bought"), tranche_bought, date(YEAR, 12, 31)),
        ),
    ),
    TRANCHES,
    by_year=True,
    meaning="At the end of the year: gigawatts deployed by the deal's commitments, the share price grown from the "
    "as-of year, the date, or the amount that the holder's commitments to the issuer in the deal have reached; n/d "
    "where no leg states it.",
)

is_met = Line(
    "tranche_is_met",
    "Condition met by year-end",
    "switch",
    If(known(path, Tranches.threshold), when(size(path) >= size(Tranches.threshold), 1, 0), NOT_DISCLOSED),
    TRANCHES,
    by_year=True,
    meaning="1 where the condition's threshold is reached; n/d where the threshold or the figure is not known.",
)

is_unmet = Line(
    "tranche_is_unmet",
    "Condition not met by year-end",
    "switch",
    1 - is_met,
    TRANCHES,
    by_year=True,
    meaning="1 where the condition is known not to be met; n/d where this cannot be known.",
)

conditions = (is_(TRANCHES.key(), TRANCHES.key()), is_(TRANCHES.key(1), TRANCHES.key(1)))
vested = Line(
    "tranche_vested",
    "Vested by year-end",
    "share",
    If(
        known(Tranches.share),
        when(
            sum_ifs(is_unmet, *conditions) > 0,
            0,
            when(sum_ifs(is_met, *conditions).eq(count_ifs(*conditions)), Tranches.share, NOT_DISCLOSED),
        ),
        NOT_DISCLOSED,
    ),
    TRANCHES,
    by_year=True,
    meaning="The tranche's share once all its conditions are met; n/d where one of them is not known and none is "
    "known to be unmet.",
)

stakes_vested = Line(
    "stakes_vested",
    "Vested by year-end",
    "share",
    sum_known(vested, own_tranches),
    STAKES,
    by_year=True,
    meaning="The stake's tranches vested by the end of the year.",
)

HOLDER, ISSUER = HOLDINGS.key(0), HOLDINGS.key(1)
bought_by_issuer = (is_(Deals.payer, ISSUER), is_(Deals.payee, HOLDER), is_(legs_class, "commitment"))
bought_by_holder = (is_(Deals.payer, HOLDER), is_(Deals.payee, ISSUER), is_(legs_class, "commitment"))
funded = (is_(Deals.payer, HOLDER), is_(Deals.payee, ISSUER), is_(legs_class, "funding"))


funding = flow("holding_funding", "Funding", funded, "Funding legs from holder to issuer.", HOLDINGS)
purchases = flow(
    "holding_purchases", "Issuer buys from holder", bought_by_issuer, "Commitment legs from issuer to holder.", HOLDINGS
)
holder_purchases = flow(
    "holding_holder_purchases",
    "Holder buys from issuer",
    bought_by_holder,
    "Commitment legs from holder to issuer: a customer that owns part of its supplier.",
    HOLDINGS,
)

round_trip = Line(
    "holding_round_trip",
    "Round trip",
    "share",
    smallest(funding.amount, purchases.amount) / purchases.amount,
    HOLDINGS,
    meaning="min(funding, purchases) ÷ purchases: the part of the issuer's purchases the funding could pay.",
)


def unknown(party: Line) -> Op:
    """Whether a party is missing from the companies."""
    return and_(party.ne(""), count_ifs(is_(Companies.company, party)).eq(0))


party_missing = Line(
    "stakes_party_missing",
    "Not among the companies",
    "switch",
    when(or_(unknown(EquityStakes.holder), unknown(EquityStakes.issuer)), 1, 0),
    STAKES,
    meaning="1 where holder or issuer is not among the companies.",
)
