"""Small valid books drawn by a seed, full of what computers and spreadsheets take for different numbers.

Amounts are in tenths and hundredths, totals tie but for the last bit, and thresholds are hit exactly. The names of the
tables' columns stand in the methods of Draft and nowhere else. A table has no row or at least two: Gnumeric finds
nothing in a range of one cell.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from model.expression.nodes import SCENARIOS, Scenario
from tests.harness import Model, model_of, write_tables

COMPANIES = (
    *("Aurora", "Borealis", "Cirrus", "Dune", "Ember", "Fjord"),
    *("Glacier", "Harbour", "Inlet", "Jetty", "Kelp", "Loch"),
)
CURRENCIES = {"EUR": "1.03", "NOK": "0.1", "JPY": "0.0067"}
FIRST_YEAR = 2026
SHARES = ("0.3", "0.55", "0.6", "0.7", "0.85", "0.9")
Pair = tuple[Decimal, Decimal]


class Draft:
    """The tables of a book as they grow, and its assumptions; blank is the empty text. Companies that no part of the
    book has taken yet are in `free`, so that no part disturbs what another is about."""

    def __init__(self, random: Random) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.assumptions: dict[str, Any] = {}
        self.free = random.sample(COMPANIES, len(COMPANIES))

    def company(self) -> str:
        """A company that nothing else in the book has taken."""
        return self.free.pop()

    def add(self, table: str, **cells: Any) -> None:
        self.rows.setdefault(table, []).append(cells)

    def key(self, table: str, prefix: str) -> str:
        return f"{prefix}-{len(self.rows.get(table, [])) + 1}"

    def rate(self, currency: str, rate: str) -> None:
        self.add("fx_rates", currency=currency, usd_per_unit=rate)

    def leg(
        self, payer: str, payee: str, amount: object, years: tuple[int, int] = (FIRST_YEAR, FIRST_YEAR), **more: Any
    ) -> str:
        """A leg over full years; its key."""
        key = self.key("deals", "leg")
        currency = {} if amount == "" else {"currency": "USD"}
        period = {"start": f"{years[0]}-01-01", "end": f"{years[1]}-12-31"}
        self.add("deals", leg=key, payer=payer, payee=payee, base_bn=amount, **(currency | period | more))
        return key

    def plan(self, company: str, amount: object, year: int, **more: Any) -> str:
        key = self.key("capex_plans", "plan")
        currency = {} if amount == "" else {"currency": "USD"}
        period = {"start": f"{year}-01-01", "end": f"{year}-12-31"}
        self.add("capex_plans", plan=key, company=company, base_bn=amount, **(currency | period | more))
        return key

    def stake(self, holder: str, issuer: str, **more: Any) -> str:
        key = self.key("equity_stakes", "stake")
        self.add("equity_stakes", stake=key, holder=holder, issuer=issuer, **more)
        return key

    def tranche(self, stake: str, trigger: str, threshold: object, share: object) -> None:
        key = self.key("tranches", "tranche")
        self.add("tranches", stake=stake, tranche=key, trigger=trigger, threshold=threshold, share=share)

    def revenue(self, company: str, amount: object, first: str, last: str, **more: Any) -> None:
        currency = {} if amount == "" else {"currency": "USD"}
        self.add("revenue", company=company, base_bn=amount, period_start=first, period_end=last, **(currency | more))

    def customer(self, company: str, customer: str, share: object) -> None:
        self.add("customer_shares", company=company, customer=customer, period_end="2025-12-31", share=share)

    def reported(self, company: str, amount: object) -> None:
        key = self.key("figures", "figure")
        self.add("figures", figure=key, company=company, measure="reported_commitments", base=amount)

    def relation(self, company: str, other: str) -> None:
        self.add("relations", company=company, relation="supplier", counterparty=other)

    def assume(self, name: str, *values: object) -> None:
        """An assumption: one value for all scenarios, or low, base and high."""
        self.assumptions[name] = list(values) if len(values) > 1 else values[0]

    def model(self, folder: Path, scenario: Scenario = "base") -> Model:
        return model_of(write_tables(folder, self.rows, self.assumptions), scenario)


def number(random: Random, least: float, most: float) -> Decimal:
    """A number of tenths or hundredths."""
    places = random.choice((1, 2))
    return Decimal(random.randint(round(least * 10**places), round(most * 10**places))).scaleb(-places)


def pair(random: Random, wanted: Callable[[float, float, Decimal, Decimal], bool], most: float = 20) -> Pair:
    """Two numbers of which something is true, as floats and as decimals."""
    drawn = ((number(random, 0.1, most), number(random, 0.1, most)) for _ in count())
    return next((first, second) for first, second in drawn if wanted(float(first), float(second), first, second))


def sum_off(random: Random, most: float = 20) -> Pair:
    """Two numbers whose floats do not add up to the float of their sum: 14.1 and 0.1."""
    return pair(random, lambda a, b, x, y: a + b != float(x + y), most)


def quotient_off(random: Random) -> Pair:
    """Two numbers whose product divided by the first is not the second: 0.6 and 7."""
    return pair(random, lambda a, b, x, y: float(x * y) / a != b)


def another(random: Random, *companies: str) -> str:
    """Any company but these."""
    return random.choice([company for company in COMPANIES if company not in companies])


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
    draft.stake(payee, payer, invested_bn=number(random, 1, 9), currency="EUR", issuer_equity_bn=number(random, 10, 90))


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


def other_legs(draft: Draft, random: Random) -> None:
    """Legs of all kinds: ranges, other currencies, blanks, parts of others."""
    payers = [draft.company(), draft.company()]
    for _ in range(random.randint(2, 4)):
        payer = random.choice(payers)
        payee = another(random, payer)
        amount = random.choice((None, number(random, 1, 30)))
        last = FIRST_YEAR + random.randint(0, 3)
        more: dict[str, Any] = {"kind": random.choice(("purchase", "joint_venture", "investment", "warrant"))}
        more["firmness"] = random.choice(("firm", "up_to", "intent", "reported", "superseded"))
        if amount is not None:
            more["currency"] = random.choice((*CURRENCIES, "USD"))
            more["high_bn"] = random.choice(("", amount + number(random, 0.1, 9)))
        if random.random() < 0.5:
            more["gigawatts"] = number(random, 0.1, 3)
        key = draft.leg(payer, payee, "" if amount is None else amount, (FIRST_YEAR, last), **more)
        if amount is not None and random.random() < 0.5:
            part = {"within": key, "kind": more["kind"], "currency": more["currency"], "firmness": more["firmness"]}
            draft.leg(payer, payee, amount / 2, (FIRST_YEAR, FIRST_YEAR), **part)


def other_tables(draft: Draft, random: Random) -> None:
    """Two or more rows in some of the tables that may be empty."""
    if random.random() < 0.5:
        spender = draft.company()
        whole = draft.plan(spender, number(random, 10, 30), FIRST_YEAR + 1)
        draft.plan(spender, number(random, 1, 9), FIRST_YEAR + 1, part_of=whole)
        draft.plan(spender, "", FIRST_YEAR + 1, gigawatts=number(random, 1, 3))
    if random.random() < 0.5:
        draft.customer("Cirrus", "Aurora", "0.3")
        draft.customer("Cirrus", "Borealis", "")
        draft.rows["customer_shares"][-1]["share_low"] = "0.1"
    if random.random() < 0.5:
        draft.reported("Aurora", number(random, 10, 90))
        draft.reported("Borealis", "")
    if random.random() < 0.5:
        draft.relation("Aurora", "Borealis")
        draft.relation("Borealis", "Cirrus")
    for company in random.sample(COMPANIES, 2):
        draft.revenue(company, number(random, 0.5, 5), "2024-07-01", "2024-12-31", stage="projected")


def something_of_each(draft: Draft) -> None:
    """Two payers, suppliers, spenders and revenues, so that no range over them is of one cell."""
    first, second = draft.company(), draft.company()
    for payer, payee in ((first, second), (second, first)):
        draft.leg(payer, payee, 1000)
        draft.plan(payer, 100, FIRST_YEAR)
        draft.revenue(payer, 50, "2025-01-01", "2025-12-31")


def book(*parts: Callable[[Draft, Random], None], seed: int) -> Draft:
    """A book of some parts."""
    random = Random(seed)
    draft = Draft(random)
    draft.rate("USD", "1")
    for currency, rate in CURRENCIES.items():
        draft.rate(currency, rate)
    draft.rows["sources"] = [{"source": "s1"}, {"source": "s2", "published": "2025-10-06"}]
    draft.rows["companies"] = [{"company": name} for name in COMPANIES]
    something_of_each(draft)
    for part in parts:
        part(draft, random)
    return draft


def random_book(seed: int) -> tuple[Draft, Scenario]:
    """A book of some coincidences and some other rows, in an order of its own, and a scenario to build it in."""
    random = Random(seed)
    parts = [*random.sample(COINCIDENCES, random.randint(1, len(COINCIDENCES))), other_legs, other_tables]
    random.shuffle(parts)
    return book(*parts, seed=seed), random.choice(SCENARIOS)
