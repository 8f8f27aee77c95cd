"""Small valid books drawn by a seed, full of numbers that computers and spreadsheets may treat differently.

Amounts are in tenths and hundredths, totals differ only in the last bit, and thresholds are hit exactly; some rules of
counting are in every book (tests/random_rules.py). A table has no row or at least two: Gnumeric finds nothing in a
range of one cell.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from model.expression.nodes import CASES, Case
from tests.drafts import (
    COMPANIES,
    FIRST_YEAR,
    RATES,
    SOURCES,
    Draft,
    Pair,
    another,
    number,
    pair,
    quotient_off,
    sum_off,
)
from tests.random_rules import RULES, other_legs

RULES_IN_A_BOOK = 3

# the kinds of coincidence, each in a few rows


def tied_totals(draft: Draft, random: Random, numbers: Pair | None = None) -> None:
    """A payer with one leg, and two with two, all of one total but for the last bit."""
    first, second = numbers or sum_off(random)
    payers = [draft.company() for _ in range(3)]
    payee = another(random, *payers)
    draft.leg(payers[0], payee, first + second)
    for payer in payers[1:]:
        draft.leg(payer, payee, first)
        draft.leg(payer, payee, second)
    draft.plan(payers[0], first + second, FIRST_YEAR)
    draft.plan(payers[1], first, FIRST_YEAR)
    draft.plan(payers[1], second, FIRST_YEAR)


def trigger_reached(draft: Draft, random: Random, numbers: Pair | None = None) -> None:
    """Two legs whose gigawatts add up to just what a tranche waits for, a price that grows to just it, a day."""
    first, second = numbers or sum_off(random, 2)
    payer, payee = draft.company(), draft.company()
    for gigawatts in (first, second):
        draft.leg(payer, payee, "", deal="capacity", gigawatts=gigawatts)
    stake = draft.stake(payer, payee, deal="capacity", instrument="warrant", max_share="0.3", share_price="40")
    draft.assume("share_price_growth", "0.1")
    draft.assume("as_of", "2025-10-06")
    draft.tranche(stake, "gigawatts", first + second, "0.1")
    draft.tranche(stake, "share_price", "44", "0.1")
    draft.tranche(stake, "date", f"{FIRST_YEAR}-12-31", "0.1")
    draft.stake(payee, payer, currency="EUR", issuer_equity_bn=number(random, 10, 90))


def cost_at_bounds(draft: Draft, random: Random) -> None:
    """Legs and plans that cost a gigawatt just the low or the high of the range."""
    capacity, low = quotient_off(random)
    high = low + number(random, 1, 9)
    draft.assume("cost_per_gw", low, low + Decimal("0.5"), high)
    payer = draft.company()
    payee = another(random, payer)
    for bound in (low, high):
        draft.leg(payer, payee, capacity * bound, gigawatts=capacity)
        draft.plan(payer, capacity * bound, FIRST_YEAR, gigawatts=capacity)


def payments_near_the_peak(draft: Draft, random: Random) -> None:
    """Payments of an earlier year that are just within one per cent of the largest year's."""
    share = Decimal("0.99")
    peak, _ = pair(random, lambda a, b, x, y: a * float(share) != float(x * share))
    payer = draft.company()
    payee = another(random, payer)
    draft.leg(payer, payee, peak, (FIRST_YEAR + 2, FIRST_YEAR + 2))
    draft.leg(payer, payee, peak * share)
    draft.revenue(payer, number(random, 1, 9), "2025-01-01", "2025-12-31")


COINCIDENCES = (tied_totals, trigger_reached, cost_at_bounds, payments_near_the_peak)


# whatever else a book may hold


def other_tables(draft: Draft, random: Random) -> None:
    """Two or more rows in some of the tables that may be empty."""
    if random.random() < 0.5:
        spender = draft.company()
        whole = draft.plan(spender, number(random, 10, 30), FIRST_YEAR + 1)
        draft.plan(spender, number(random, 1, 9), FIRST_YEAR + 1, part_of=whole)
        draft.plan(spender, "", FIRST_YEAR + 1, gigawatts=number(random, 1, 3))
    if random.random() < 0.5:
        company = draft.company()
        draft.customer(company, "Aurora", "0.3")
        draft.customer(company, "Borealis", "")
        draft.rows["customer_shares"][-1]["share_low"] = "0.1"
    if random.random() < 0.5:
        draft.reported("Aurora", number(random, 10, 90))
        draft.reported("Borealis", "")
        draft.reported("Cirrus", number(random, 10, 90), "reported_backlog")
    if random.random() < 0.5:
        draft.relation("Aurora", "Borealis")
        draft.relation("Borealis", "Cirrus")
    if random.random() < 0.5:
        draft.accept("undated-rate", "fx_rates", "NOK", until="2027-12-31")
        draft.accept("stale-date", "sources", "s3")
    for company in random.sample(COMPANIES, 2):
        draft.revenue(company, number(random, 0.5, 5), "2024-07-01", "2024-12-31", stage="projected")


def something_of_each(draft: Draft) -> None:
    """Two payers, suppliers, spenders and revenues, so that no range over them is of one cell."""
    first, second = draft.company(), draft.company()
    for payer, payee in ((first, second), (second, first)):
        draft.leg(payer, payee, 100)
        draft.plan(payer, 100, FIRST_YEAR)
        draft.revenue(payer, 50, "2025-01-01", "2025-12-31")


def book(*parts: Callable[[Draft, Random], None], seed: int) -> Draft:
    """A book of some parts."""
    random = Random(seed)
    draft = Draft(random)
    for rate in RATES:
        draft.rate(*rate)
    draft.rows["sources"] = [dict(source) for source in SOURCES]
    draft.rows["companies"] = [{"company": name} for name in COMPANIES]
    something_of_each(draft)
    for part in parts:
        part(draft, random)
    return draft


def random_book(seed: int) -> tuple[Draft, Case]:
    """A book of some coincidences, rules and other rows, in an order of its own, and a case to build it in."""
    random = Random(seed)
    coincidences = random.sample(COINCIDENCES, random.randint(1, len(COINCIDENCES)))
    parts = [*coincidences, *random.sample(RULES, RULES_IN_A_BOOK), other_legs, other_tables]
    random.shuffle(parts)
    return book(*parts, seed=seed), random.choice(CASES)
