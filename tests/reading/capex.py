"""Capex: what a plan keeps beside its actuals and parts, and in which years."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.reading import columns as c
from tests.reading.days import Period, Strip, Timing, clipped, timing, uncovered, weight
from tests.reading.tables import Book, Plan
from tests.reading.versions import Versions


@dataclass(frozen=True)
class PlanFigures:
    """One plan, in USD bn."""

    plan: str
    company: str
    stage: str
    current: bool
    amount: float | None
    kept: float | None  # each dollar once, without what lapsed
    lapsed: float
    period: Period | None  # None: no period stated
    is_assumed: bool
    timing: Timing  # nothing, where the plan states no period


@dataclass
class Plans:
    """The capex plans of a book with their parts."""

    book: Book
    versions: Versions = field(init=False)
    parts: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.versions = Versions(self.book, self.book.plans)
        self.parts = self.versions.parts()

    def plan(self, key: str) -> Plan:
        """The row of capex_plans."""
        return self.book.plans[key]

    def has_amount(self, key: str) -> bool:
        """Whether the plan states an amount."""
        return self.plan(key).amounts.is_stated

    def amount(self, key: str) -> float:
        """The case's amount in USD, 0 where there is none."""
        stated = self.plan(key).amounts.at(self.book.case)
        return 0.0 if stated is None else stated * self.versions.usd_rate(key)

    def period(self, key: str) -> tuple[Period | None, bool]:
        """The plan's period, and whether it is assumed; none without start, end and term."""
        versions = self.versions
        start, end, term = versions.start(key), versions.end(key), versions.term(key)
        if start is None and end is None and term is None:
            return None, False
        last = versions.final_day(key, self.book.assumptions["default_term_years"])
        is_assumed = start is None or versions.stated_end(key) is None
        first = versions.first_day(key)
        if is_assumed:  # nothing falls due by assumption before it was known
            first = max(first, versions.first_known(key) or first)
        return (first, last), is_assumed

    def _all_parts(self, key: str) -> Iterator[str]:
        for part in self.parts[key]:
            yield part
            yield from self._all_parts(part)

    def free_days(self, key: str) -> list[Period]:
        """The days of a plan that no actual spending of the same company covers."""
        period, _ = self.period(key)
        if period is None:
            return []
        actuals = [
            covered
            for part in self._all_parts(key)
            if self.plan(part).stage == c.ACTUAL and self.plan(part).company == self.plan(key).company
            if (covered := self.period(part)[0])
        ]
        return uncovered(period, actuals)

    def inside(self, part: str, whole: str) -> float:
        """The share of a part's days that lies inside its whole's period; without a period, all."""
        days, window = self.period(part)[0], self.period(whole)[0]
        if days is None or window is None or days[0] > days[1]:
            return 1.0
        return weight(clipped([days], window)) / weight([days])

    def taken_by_parts(self, key: str) -> float:
        """What the direct parts take of a plan."""
        return sum(self._stays(part) * self.inside(part, key) for part in self.parts[key])

    def rest(self, key: str) -> float:
        """What the parts leave of a plan's amount."""
        return max(0.0, self.amount(key) - self.taken_by_parts(key)) if self.versions.stands(key) else 0.0

    def lapsed(self, key: str) -> float:
        """What is left when actual spending covers all days of a plan."""
        period, _ = self.period(key)
        is_over = period is not None and period[0] <= period[1] and not self.free_days(key)
        return self.rest(key) if is_over else 0.0

    def kept(self, key: str) -> float:
        """What a plan keeps for itself."""
        return self.rest(key) - self.lapsed(key)

    def _stays(self, key: str) -> float:
        """What a plan stands for: what it keeps and what its parts take of it; what lapsed does not.

        What a part spends outside the plan's days is no part of it, and so of none that the plan is inside.
        """
        return self.kept(key) + self.taken_by_parts(key)

    def figures(self, key: str) -> PlanFigures:
        """One plan's figures."""
        plan, has_amount = self.plan(key), self.has_amount(key)
        period, is_assumed = self.period(key)
        strips = [Strip(self.kept(key), tuple(self.free_days(key)), is_assumed)] if has_amount and period else []
        return PlanFigures(
            plan=key,
            company=plan.company,
            stage=plan.stage,
            current=self.versions.stands(key),
            amount=self.amount(key) if has_amount else None,
            kept=self.kept(key) if has_amount else None,
            lapsed=self.lapsed(key),
            period=period,
            is_assumed=is_assumed,
            timing=timing(strips, self.book.as_of, self.book.assumptions["assume_timing"] != 0),
        )

    def by_year(self, company: str, years: range) -> dict[int, float | None]:
        """A company's capex by year: None where no plan of it with an amount covers the year."""
        result: dict[int, float | None] = dict.fromkeys(years)
        for key, plan in self.book.plans.items():
            period, _ = self.period(key)
            if plan.company != company or not self.versions.stands(key) or period is None or not self.has_amount(key):
                continue
            when = self.figures(key).timing
            is_shown = self.book.assumptions["assume_timing"] != 0 or not self.period(key)[1]
            for year in years:
                if period[0].year <= year <= period[1].year and is_shown:
                    result[year] = (result[year] or 0.0) + when.stated.get(year, 0.0) + when.assumed.get(year, 0.0)
        return result
