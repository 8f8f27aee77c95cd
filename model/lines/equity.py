"""Equity stakes: what was invested, how much may vest by when, and what flows back between holder and issuer."""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, YEAR, Assumption, Const, If, Op, Rows, Where, call
from model.expression.terms import (
    and_,
    at_least,
    count_ifs,
    date,
    find,
    is_,
    known,
    largest,
    or_,
    smallest,
    sum_ifs,
    sum_known,
    sum_of_some,
    when,
)
from model.lines.dated import rate_of
from model.lines.inputs import Companies, Deals, EquityStakes, Tranches
from model.lines.legs import counted, deployed, legs_class
from model.lines.rows import HOLDINGS, STAKES, TRANCHES

rate = Line(
    "stakes_rate",
    "USD per unit",
    "rate",
    rate_of(EquityStakes.currency),
    STAKES,
    meaning="US dollars for one unit of the row's currency.",
)

invested = Line(
    "stakes_invested",
    "Invested, as stated",
    "USD bn",
    EquityStakes.invested_bn * rate,
    STAKES,
    meaning="What the holder is to pay for the stake as stated, × US dollars per unit; firmness is not applied.",
)

ownership = Line(
    "stakes_ownership",
    "Ownership implied",
    "share",
    EquityStakes.invested_bn / EquityStakes.issuer_equity_bn,
    STAKES,
    meaning="Invested ÷ the issuer's equity value where one is given.",
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
    meaning="What the tranches exceed the maximum share by; 0 where they tie out.",
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

path = Line(
    "tranche_path",
    "Reached by year-end",
    "as stated",
    when(
        Tranches.trigger.eq("gigawatts"),
        sum_known(deployed, is_(Deals.deal, tranche_deal)),
        If(
            Tranches.trigger.eq("share_price"),
            price * (1 + Assumption("share_price_growth")) ** (YEAR - call("year", Assumption("as_of"))),
            date(YEAR, 12, 31),
        ),
    ),
    TRANCHES,
    by_year=True,
    meaning="Gigawatts deployed, share price grown from the as-of year, or the date, at the end of the year; n/d where "
    "no leg of the deal states a capacity.",
)

vested = Line(
    "tranche_vested",
    "Vested by year-end",
    "share",
    If(known(Tranches.share), when(path >= Tranches.threshold, Tranches.share, 0), NOT_DISCLOSED),
    TRANCHES,
    by_year=True,
    meaning="The tranche's share once what it waits for is reached.",
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


@dataclass(frozen=True)
class FlowLines:
    legs: Line
    legs_known: Line
    amount: Line


def flow(name: str, title: str, legs: tuple[Where, ...], what: str, over: Rows) -> FlowLines:
    """Legs between two parties: how many, how many with an amount, and the amount; n/d where none has one."""
    count = Line(f"{name}_legs", f"{title}: legs", "count", count_ifs(*legs), over, meaning=what)
    with_amount = Line(
        f"{name}_legs_known",
        "With an amount",
        "count",
        count_ifs(*legs, at_least(counted, 0)),
        over,
        meaning="Those of them with an amount.",
    )
    amount = Line(
        f"{name}",
        title,
        "USD bn",
        sum_of_some(count, with_amount, sum_ifs(counted, *legs)),
        over,
        meaning=f"{what} As counted in the scenario; n/d where there are legs and none has an amount.",
    )
    return FlowLines(count, with_amount, amount)


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
    """Whether a party is none of the companies."""
    return and_(party.ne(""), count_ifs(is_(Companies.company, party)).eq(0))


party_missing = Line(
    "stakes_party_missing",
    "Not among the companies",
    "switch",
    when(or_(unknown(EquityStakes.holder), unknown(EquityStakes.issuer)), 1, 0),
    STAKES,
    meaning="1 where holder or issuer is not among the companies.",
)
