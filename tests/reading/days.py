"""Days: periods, what of them is covered, and a straight line over them."""

import calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

Period = tuple[date, date]
DAY = timedelta(days=1)


def years_of(period: Period) -> Iterator[tuple[int, float]]:
    """Each year that a period touches, with the days in it as a fraction of that year."""
    for year in range(period[0].year, period[1].year + 1):
        first, last = max(period[0], date(year, 1, 1)), min(period[1], date(year, 12, 31))
        yield year, ((last - first).days + 1) / (366 if calendar.isleap(year) else 365)


def weight(periods: Iterable[Period]) -> float:
    """The length of some periods in years, each day 1/365 or 1/366 of its own."""
    return sum(part for period in periods for _, part in years_of(period))


def clipped(periods: Iterable[Period], window: Period) -> list[Period]:
    """The days of some periods that lie in a window."""
    pairs = [(max(first, window[0]), min(last, window[1])) for first, last in periods]
    return [pair for pair in pairs if pair[0] <= pair[1]]


def uncovered(period: Period, covers: Iterable[Period]) -> list[Period]:
    """The days of a period that no other period covers."""
    left = [period] if period[0] <= period[1] else []
    for first, last in covers:
        if first > last:
            continue
        pieces: list[Period] = []
        for begin, end in left:
            pieces += clipped([(begin, end)], (date.min, first - DAY)) if first > date.min else []
            pieces += clipped([(begin, end)], (last + DAY, date.max)) if last < date.max else []
        left = pieces
    return left


@dataclass(frozen=True)
class Strip:
    """An amount over the days of some periods; without days it is not dated."""

    amount: float
    periods: tuple[Period, ...]
    is_assumed: bool

    def scaled(self, factor: float) -> "Strip":
        """The same days with another amount."""
        return Strip(self.amount * factor, self.periods, self.is_assumed)

    def by_year(self) -> dict[int, float]:
        """The amount of each year."""
        years: dict[int, float] = {}
        whole = weight(self.periods)
        for period in self.periods:
            for year, part in years_of(period):
                years[year] = years.get(year, 0.0) + self.amount * part / whole
        return years

    def until(self, day: date) -> float:
        """The amount of the days up to one, including it."""
        if not self.periods:
            return 0.0
        return self.amount * weight(clipped(self.periods, (date.min, day))) / weight(self.periods)


@dataclass(frozen=True)
class Columns:
    """One row of a timeline: what falls before the years, in each, after them, and at no date."""

    earlier: float
    years: Mapping[int, float]
    later: float


@dataclass(frozen=True)
class Timing:
    """When an amount falls due."""

    stated: Mapping[int, float]
    assumed: Mapping[int, float]
    not_dated: float
    fallen_due: float
    remaining: float  # after the day; what is not dated is in neither

    def columns(self, years: range, kind: str = "all") -> Columns:
        """The timeline over some years, of stated or of assumed timing or of both."""
        sources = {"stated": [self.stated], "assumed": [self.assumed], "all": [self.stated, self.assumed]}[kind]
        together: dict[int, float] = {}
        for source in sources:
            for year, amount in source.items():
                together[year] = together.get(year, 0.0) + amount
        return Columns(
            sum(amount for year, amount in together.items() if year < years.start),
            {year: together.get(year, 0.0) for year in years},
            sum(amount for year, amount in together.items() if year >= years.stop),
        )

    @property
    def total(self) -> float:
        """All of it."""
        return sum(self.stated.values()) + sum(self.assumed.values()) + self.not_dated


def timing(strips: Iterable[Strip], as_of: date, assume_timing: bool) -> Timing:
    """Strips together; without assumed timing what is assumed is not dated."""
    years: dict[bool, dict[int, float]] = {False: {}, True: {}}
    not_dated = fallen_due = dated = 0.0
    for strip in strips:
        if not strip.periods or (strip.is_assumed and not assume_timing):
            not_dated += strip.amount
            continue
        dated += strip.amount
        fallen_due += strip.until(as_of)
        for year, amount in strip.by_year().items():
            years[strip.is_assumed][year] = years[strip.is_assumed].get(year, 0.0) + amount
    return Timing(years[False], years[True], not_dated, fallen_due, dated - fallen_due)


def peak_year(years: Mapping[int, float]) -> int | None:
    """The first year within 1 % of the largest."""
    largest = max(years.values(), default=0.0)
    if largest <= 0:
        return None
    return min(year for year, amount in years.items() if amount >= largest * 0.99)
