"""The tables of a deal book as a test fills them, and numbers that computers and spreadsheets treat differently.

The names of the tables' columns stand in the methods of Draft and in what is handed to them, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from model.expression.nodes import Case
from tests.harness import Model, model_of, write_tables

COMPANIES = (
    *("Aurora", "Borealis", "Cirrus", "Dune", "Ember", "Fjord"),
    *("Glacier", "Harbour", "Inlet", "Jetty", "Kelp", "Loch"),
    *("Moor", "Nunatak", "Oasis", "Pass", "Quarry", "Ridge"),
    *("Sound", "Tarn", "Upland", "Vale", "Weir", "Yardang"),
    *("Zenith", "Estuary"),
)
CURRENCIES = ("EUR", "NOK", "JPY")
RATES = (  # without a day, of several days, and of none before most legs were known
    *(("EUR", "1.03", ""), ("EUR", "1.1", "2024-06-01"), ("EUR", "1.12", "2025-08-01")),
    *(("NOK", "0.1", ""), ("JPY", "0.0067", "2025-06-30"), ("JPY", "0.007", "2026-05-01")),
)
SOURCES = (
    {"source": "s1"},
    {"source": "s2", "published": "2025-10-06", "grade": "press"},
    {"source": "s3", "published": "2024-03-01", "grade": "filing"},
    {"source": "s4", "published": "2025-02-15", "grade": "company"},
    {"source": "s5", "published": "2025-06-30", "grade": "aggregator"},
    {"source": "s6", "published": "2026-03-01", "grade": "press"},  # after the day of the books
)
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

    def describe(self, company: str, **cells: Any) -> None:
        """What its row in companies says of a company."""
        next(row for row in self.rows["companies"] if row["company"] == company).update(cells)

    def add(self, table: str, /, **cells: Any) -> None:
        self.rows.setdefault(table, []).append(cells)

    def key(self, table: str, prefix: str) -> str:
        return f"{prefix}-{len(self.rows.get(table, [])) + 1}"

    def rate(self, currency: str, rate: str, day: str = "") -> None:
        self.add("fx_rates", currency=currency, usd_per_unit=rate, as_of=day)

    def leg(
        self, payer: str, payee: str, amount: object, years: tuple[int, int] = (FIRST_YEAR, FIRST_YEAR), **more: Any
    ) -> str:
        """A leg over full years; its key."""
        key = self.key("deals", "leg")
        currency = {} if amount == "" else {"currency": "USD"}
        period = {"start": f"{years[0]}-01-01", "end": f"{years[1]}-12-31"}
        cells = {"leg": key, "payer": payer, "payee": payee, "base_bn": amount}
        self.add("deals", **(cells | currency | period | more))
        return key

    def payment(self, leg: str, amount: object, start: str, end: str, **more: Any) -> None:
        self.add("payments", leg=leg, start=start, end=end, base_bn=amount, **more)

    def plan(self, company: str, amount: object, year: int, **more: Any) -> str:
        key = self.key("capex_plans", "plan")
        currency = {} if amount == "" else {"currency": "USD"}
        period = {"start": f"{year}-01-01", "end": f"{year}-12-31"}
        self.add("capex_plans", **({"plan": key, "company": company, "base_bn": amount} | currency | period | more))
        return key

    def stake(self, holder: str, issuer: str, **more: Any) -> str:
        key = self.key("equity_stakes", "stake")
        self.add("equity_stakes", stake=key, holder=holder, issuer=issuer, **more)
        return key

    def tranche(self, stake: str, trigger: str, threshold: object, share: object) -> str:
        """A step of a stake that vests on one condition; its key."""
        key = self.key("tranches", "tranche")
        self.add("tranches", stake=stake, tranche=key, trigger=trigger, threshold=threshold, share=share)
        return key

    def revenue(self, company: str, amount: object, first: str, last: str, **more: Any) -> None:
        currency = {} if amount == "" else {"currency": "USD"}
        self.add("revenue", company=company, base_bn=amount, period_start=first, period_end=last, **(currency | more))

    def customer(self, company: str, customer: str, share: object) -> None:
        self.add("customer_shares", company=company, customer=customer, period_end="2025-12-31", share=share)

    def reported(self, company: str, amount: object, measure: str = "reported_commitments") -> None:
        key = self.key("figures", "figure")
        self.add("figures", figure=key, company=company, measure=measure, base=amount)

    def relation(self, company: str, other: str, relation: str = "supplier") -> None:
        self.add("relations", company=company, relation=relation, counterparty=other)

    def accept(self, code: str, table: str, key: str, **more: Any) -> None:
        self.add("accepted", code=code, table=table, key=key, reason="it is so", by="the tests", **more)

    def assume(self, name: str, *values: object) -> None:
        """An assumption: one value for all cases, or low, base and high."""
        self.assumptions[name] = list(values) if len(values) > 1 else values[0]

    def model(self, folder: Path, case: Case = "base") -> Model:
        return model_of(write_tables(folder, self.rows, self.assumptions), case)


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
