"""Rows of strings, read into typed rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tests.reading import columns as c

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]
Keyed = TypeVar("Keyed")


def text(row: Row, *names: str) -> str:
    """The first cell that is not blank, without spaces around it."""
    return next((cell for name in names if (cell := (row.get(name) or "").strip())), "")


def number(row: Row, *names: str) -> float | None:
    """A number, or None for a blank cell."""
    cell = text(row, *names)
    return float(cell) if cell else None


def day(row: Row, *names: str) -> date | None:
    """A date, or None for a blank cell."""
    cell = text(row, *names)
    return date.fromisoformat(cell) if cell else None


def entries(row: Row, *names: str) -> tuple[str, ...]:
    """The entries of a list separated by semicolons."""
    return tuple(entry.strip() for entry in text(row, *names).split(";") if entry.strip())


@dataclass(frozen=True)
class Span:
    """A stated low, base and high."""

    low: float | None
    base: float | None
    high: float | None

    def at(self, case: str) -> float | None:
        """The case's number: a blank low or high means base; without a base, the base case counts the low."""
        base = self.low if self.base is None else self.base
        if case == "base":
            return base
        own = self.low if case == "low" else self.high
        return base if own is None else own

    @property
    def is_stated(self) -> bool:
        """Whether there is an amount; a high alone is none."""
        if self.low is None and self.base is None:
            if self.high is not None:
                raise ValueError("an amount needs base or low")
            return False
        return True


def span(row: Row) -> Span:
    """The amounts of a row."""
    return Span(number(row, c.LOW), number(row, c.BASE), number(row, c.HIGH))


@dataclass(frozen=True)
class Item:
    """A row of deals or of capex_plans; the columns of the other table are blank."""

    key: str
    row: Row
    announced: date | None
    amounts: Span
    currency: str
    gigawatts: float | None
    start: date | None
    end: str
    term: str
    part_of: str
    replaces: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Leg(Item):
    """A leg of a deal."""

    payer: str
    payee: str
    kind: str
    status: str
    qualifier: str
    payer_share: float | None

    @property
    def group(self) -> str:
        """Commitment, funding or contingent."""
        return c.CLASSES[self.kind]


@dataclass(frozen=True)
class Plan(Item):
    """A capex plan, or actual spending."""

    company: str
    stage: str


@dataclass(frozen=True)
class Payment:
    """A row of payments."""

    leg: str
    start: date
    end: date | None
    amounts: Span
    source: str


@dataclass(frozen=True)
class Source:
    """A document."""

    published: date | None
    grade: str


@dataclass(frozen=True)
class Book:
    """All tables, typed, and the case and the day for which they are read."""

    legs: dict[str, Leg]
    plans: dict[str, Plan]
    payments: tuple[Payment, ...]
    sources: dict[str, Source]
    parents: dict[str, str]
    partners: frozenset[tuple[str, str]]
    rates: dict[str, tuple[tuple[date | None, float], ...]]
    assumptions: dict[str, float]
    tables: Tables
    as_of: date
    case: str

    def first_publication(self, sources: Sequence[str]) -> date | None:
        """The earliest publication among some sources."""
        dates = [self.sources[source].published for source in sources if source in self.sources]
        return min((published for published in dates if published), default=None)

    def family(self, company: str) -> str:
        """The company in which all of the family is consolidated."""
        seen = {company}
        while parent := self.parents.get(company, ""):
            if parent in seen:
                raise ValueError(f"parent goes round in a loop at {parent}")
            seen.add(parent)
            company = parent
        return company


def _common(row: Row, key: str) -> dict[str, object]:
    return {
        "key": text(row, key),
        "row": row,
        "announced": day(row, c.ANNOUNCED),
        "amounts": span(row),
        "currency": text(row, c.CURRENCY),
        "gigawatts": number(row, c.GIGAWATTS),
        "start": day(row, c.START),
        "end": text(row, c.END),
        "term": text(row, c.TERM),
        "part_of": text(row, c.PART_OF),
        "replaces": entries(row, c.REPLACES),
        "sources": entries(row, *c.CITED),
    }


def _leg(row: Row) -> Leg:
    return Leg(
        **_common(row, c.LEG),  # type: ignore[arg-type]
        payer=text(row, c.PAYER),
        payee=text(row, c.PAYEE),
        kind=text(row, c.KIND),
        status=text(row, c.STATUS),
        qualifier=text(row, c.QUALIFIER),
        payer_share=number(row, c.PAYER_SHARE),
    )


def _plan(row: Row) -> Plan:
    common = _common(row, c.PLAN)
    return Plan(**common, company=text(row, c.COMPANY), stage=text(row, c.STAGE))  # type: ignore[arg-type]


def _payment(row: Row) -> Payment:
    start = day(row, c.START)
    if start is None:
        raise ValueError(f"a payment of {text(row, c.LEG)} has no start")
    source = next(iter(entries(row, *c.CITED)), "")
    return Payment(text(row, c.LEG), start, day(row, c.END), span(row), source)


def _keyed(items: Sequence[Keyed], keys: Sequence[str], table: str) -> dict[str, Keyed]:
    if len(set(keys)) < len(keys):
        raise ValueError(f"a key of {table} stands twice")
    return dict(zip(keys, items, strict=True))


def _rates(rows: Sequence[Row]) -> dict[str, tuple[tuple[date | None, float], ...]]:
    rates: dict[str, tuple[tuple[date | None, float], ...]] = {}
    for row in rows:
        currency = text(row, c.CURRENCY)
        rates[currency] = (*rates.get(currency, ()), (day(row, c.RATE_DATE), float(text(row, c.RATE))))
    return rates


def _assumptions(rows: Sequence[Row], case: str) -> dict[str, float]:
    place = c.CASES.index(case)
    values = {name: default[place] for name, default in c.DEFAULTS.items()}
    for row in rows:
        if text(row, c.NAME) != "as_of":
            value = number(row, c.ASSUMED[place], "base", "low", "high")
            if value is not None:
                values[text(row, c.NAME)] = value
    return values


def _as_of(tables: Tables) -> date:
    """The day that the assumptions name, else the latest date in sources and deals."""
    for row in tables.get(c.ASSUMPTIONS, ()):
        if text(row, c.NAME) == "as_of" and (stated := day(row, "base", "low", "high")):
            return stated
    dates = [day(row, c.PUBLISHED) for row in tables.get(c.SOURCES, ())]
    dates += [day(row, c.ANNOUNCED) for row in tables.get(c.DEALS, ())]
    latest = max((dated_on for dated_on in dates if dated_on), default=None)
    if latest is None:
        raise ValueError("as_of is given neither in the assumptions nor by a dated source or deal")
    return latest


def typed_book(tables: Tables, as_of: date | None, case: str) -> Book:
    """The tables, read into typed rows."""
    if case not in c.CASES:
        raise ValueError(f"no such case: {case}")
    legs = [_leg(row) for row in tables.get(c.DEALS, ())]
    plans = [_plan(row) for row in tables.get(c.CAPEX_PLANS, ())]
    sources = tables.get(c.SOURCES, ())
    companies = tables.get(c.COMPANIES, ())
    return Book(
        legs=_keyed(legs, [leg.key for leg in legs], c.DEALS),
        plans=_keyed(plans, [plan.key for plan in plans], c.CAPEX_PLANS),
        payments=tuple(_payment(row) for row in tables.get(c.PAYMENTS, ())),
        sources={text(row, c.SOURCE): Source(day(row, c.PUBLISHED), text(row, c.GRADE)) for row in sources},
        parents={text(row, c.COMPANY): text(row, c.PARENT) for row in companies},
        partners=frozenset(
            (text(row, c.COMPANY), text(row, *c.OTHER))
            for row in tables.get(c.RELATIONS, ())
            if text(row, c.RELATION) == c.PARTNER
        ),
        rates=_rates(tables.get(c.FX_RATES, ())),
        assumptions=_assumptions(tables.get(c.ASSUMPTIONS, ()), case),
        tables=tables,
        as_of=as_of or _as_of(tables),
        case=case,
    )
