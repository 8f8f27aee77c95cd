"""Revenue by year, and the revenue by which the headline ratio divides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tests.reading import columns as c
from tests.reading.tables import Book, day, entries, span, text
from tests.reading.versions import months_later, rate

TWELVE = 12


@dataclass(frozen=True)
class Sales:
    """The revenue of one period, in USD bn."""

    company: str
    start: date
    end: date
    stage: str
    amount: float

    @property
    def is_reported(self) -> bool:
        """Reported, and neither projected nor implied."""
        return self.stage not in c.PROJECTIONS

    @property
    def months(self) -> int:
        """The whole months of the period."""
        return max(1, round(((self.end - self.start).days + 1) * TWELVE / 365.25))

    @property
    def is_full(self) -> bool:
        """Whether the period is a full year."""
        return self.months == TWELVE

    @property
    def year(self) -> int:
        """The year that holds most of the months, by the middle of each; of a tie the one in which it ends."""
        middles = [months_later(self.start, month) + timedelta(days=14) for month in range(self.months)]
        years = [middle.year for middle in middles]
        return max(set(years), key=lambda year: (years.count(year), year))


@dataclass(frozen=True)
class Revenue:
    """A revenue with the words that say what it is."""

    amount: float
    label: str  # twelve_months, full_year or run_rate
    stage: str  # reported or projected
    start: date
    end: date


def known_sales(book: Book, company: str) -> list[Sales]:
    """The rows known by the book's day, in the order of the table."""
    result = []
    for row in book.tables.get(c.REVENUE, ()):
        if text(row, c.COMPANY) != company:
            continue
        start, end, stage = day(row, c.PERIOD_START), day(row, c.PERIOD_END), text(row, c.STAGE)
        amount, published = span(row).at(book.case), book.first_publication(entries(row, *c.CITED))
        if start is None or end is None:
            raise ValueError(f"a revenue of {company} has no period")
        is_known = (published is None or published <= book.as_of) and (stage in c.PROJECTIONS or end <= book.as_of)
        if amount is not None and is_known:
            usd = amount * rate(book, text(row, c.CURRENCY), published)
            result.append(Sales(company, start, end, stage, usd))
    _refuse_overlaps(result)
    return result


def _overlap(one: Sales, other: Sales) -> bool:
    return one.start <= other.end and other.start <= one.end


def _refuse_overlaps(sales: Sequence[Sales]) -> None:
    shorter = [one for one in sales if not one.is_full]
    for place, one in enumerate(shorter):
        for other in shorter[place + 1 :]:
            if one.stage == other.stage and _overlap(one, other):
                raise ValueError(f"shorter periods of {one.company} overlap: {one.end} and {other.end}")


def _without_doubles(sales: Sequence[Sales]) -> list[Sales]:
    """Where a projection and an implied revenue overlap, the projection."""
    first = [one for one in sales if one.stage != "implied"]
    return first + [one for one in sales if one.stage == "implied" and not any(_overlap(one, other) for other in first)]


def _latest(sales: Sequence[Sales]) -> Sales:
    return max(sales, key=lambda one: (one.end, one.stage != "implied"))


def _stated_for(sales: Sequence[Sales], year: int) -> float | None:
    """What the rows say of a year, in the order of preference."""
    for is_reported in (True, False):
        of_year = [one for one in sales if one.is_reported is is_reported and one.year == year]
        full = [one for one in of_year if one.is_full]
        if full:
            return _latest(full).amount
        shorter = _without_doubles(of_year)
        if shorter:
            return sum(one.amount for one in shorter) * TWELVE / sum(one.months for one in shorter)
    return None


def by_year(book: Book, company: str, years: range) -> dict[int, float | None]:
    """Revenue of each year: as stated, else the last stated year grown; before the first: None."""
    sales = known_sales(book, company)
    stated = {one.year: _stated_for(sales, one.year) for one in sales}
    growth = book.assumptions["revenue_growth"]
    result: dict[int, float | None] = {}
    for year in years:
        last = max((known for known in stated if known <= year), default=None)
        amount = None if last is None else stated[last]
        result[year] = None if amount is None or last is None else amount * (1 + growth) ** (year - last)
    return result


def _twelve_months(shorter: Sequence[Sales]) -> list[Sales]:
    """The shorter periods that make up twelve months without a gap, up to the latest end; none if they do not."""
    chain: list[Sales] = []
    for one in sorted(shorter, key=lambda sales: sales.end, reverse=True):
        if chain and one.end + timedelta(days=1) != chain[-1].start:
            break
        chain.append(one)
        months = sum(sales.months for sales in chain)
        if months >= TWELVE:
            return chain if months == TWELVE else []
    return []


def _last_year_of(shorter: Sequence[Sales]) -> list[Sales]:
    """The shorter periods inside the twelve months before the latest end."""
    end = max(one.end for one in shorter)
    begin = months_later(end + timedelta(days=1), -TWELVE)
    return [one for one in shorter if one.start >= begin]


def headline(book: Book, company: str) -> Revenue | None:
    """The revenue of the headline ratio, or None where nothing is known."""
    sales = known_sales(book, company)
    reported = [one for one in sales if one.is_reported]
    limit = months_later(book.as_of, TWELVE)
    usable = reported or [one for one in sales if one.start <= limit]
    if not usable:
        return None
    stage = "reported" if reported else "projected"
    shorter, full = [one for one in usable if not one.is_full], [one for one in usable if one.is_full]
    shorter = _without_doubles(shorter)
    chain = _twelve_months(shorter)
    if chain and (not full or chain[0].end >= max(one.end for one in full)):
        return Revenue(sum(one.amount for one in chain), "twelve_months", stage, chain[-1].start, chain[0].end)
    if full:
        latest = _latest(full)
        return Revenue(latest.amount, "full_year", stage, latest.start, latest.end)
    there = _last_year_of(shorter)
    amount = sum(one.amount for one in there) * TWELVE / sum(one.months for one in there)
    return Revenue(amount, "run_rate", stage, min(one.start for one in there), max(one.end for one in there))
