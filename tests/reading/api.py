"""The reading of a book: call read(tables, as_of, case) and take what is needed from the result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tests.reading import columns as c
from tests.reading import equity, others, revenue, rules, rungs, schedule
from tests.reading.amounts import Tree
from tests.reading.capex import PlanFigures, Plans
from tests.reading.days import Timing
from tests.reading.revenue import Revenue
from tests.reading.rungs import LegFigures, Totals
from tests.reading.tables import Book, Tables, typed_book


@dataclass(frozen=True)
class Reading:
    """Every figure of a book for one day and one case."""

    book: Book
    tree: Tree

    @cached_property
    def legs(self) -> Mapping[str, LegFigures]:
        """Figures by leg."""
        return {key: rungs.leg_figures(self.tree, key) for key in self.book.legs}

    @cached_property
    def payers(self) -> Mapping[str, Totals]:
        """The rungs of each payer with a commitment that counts."""
        return {payer: rungs.totals(self.tree, keys) for payer, keys in rungs.payers(self.tree).items()}

    @cached_property
    def total(self) -> Totals:
        """The rungs of all payers together."""
        return rungs.totals(self.tree, self.book.legs)

    @cached_property
    def bridge(self) -> Mapping[str, float]:
        """The headline bridge: what leaves at each step, and what remains as documented."""
        return rungs.steps_together(self.tree)

    @property
    def announced(self) -> float:
        """Everything announced, added up."""
        return sum(self.bridge.values())

    def due(self, rung: str, leg: str = "", payer: str = "") -> Timing:
        """When a leg, or a payer's legs, or all legs fall due on a rung."""
        keys = [key for key in self.book.legs if leg in ("", key) and payer in ("", self.book.legs[key].payer)]
        return schedule.due(self.tree, keys, rung)

    def funding_due(self, leg: str) -> Timing:
        """When an investment, acquisition or loan is paid."""
        return schedule.funding_due(self.tree, leg)

    @cached_property
    def timeline(self) -> range:
        """The years of a timeline that is built on this day."""
        return schedule.timeline(self.tree)

    @cached_property
    def capex(self) -> Plans:
        """The capex plans with their parts; by_year gives a company's years."""
        return Plans(self.book)

    @cached_property
    def plans(self) -> Mapping[str, PlanFigures]:
        """Figures by capex plan."""
        return {key: self.capex.figures(key) for key in self.book.plans}

    def revenue(self, company: str, years: range) -> dict[int, float | None]:
        """Revenue by year; None before the first."""
        return revenue.by_year(self.book, company, years)

    def headline_revenue(self, company: str) -> Revenue | None:
        """The revenue of the headline ratio with its label."""
        return revenue.headline(self.book, company)

    def suppliers(self, rung: str = rungs.STATED) -> dict[str, float | None]:
        """Contract value by supplier; a joint venture is none."""
        return others.suppliers(self.tree, rung)

    @cached_property
    def stakes(self) -> Mapping[str, equity.StakeFigures]:
        """Figures by equity stake."""
        rows = self.book.tables.get(c.EQUITY_STAKES, ())
        figures = [equity.stake_figures(self.tree, row) for row in rows]
        return {figure.stake: figure for figure in figures}

    def vested(self, stake: str, year: int) -> float | None:
        """The share of a stake that has vested by the end of a year."""
        return equity.vested(self.tree, stake, year)

    def pair(self, one: str, other: str) -> others.Pair:
        """The flows between two companies, and the kinds of circularity."""
        return others.pair(self.tree, one, other)

    def commitments(self, **wanted: str) -> list[str]:
        """The commitment legs that count, by the payer or payee wanted."""
        return [
            key
            for keys in rungs.payers(self.tree).values()
            for key in keys
            if all(getattr(self.book.legs[key], name) == value for name, value in wanted.items())
        ]


def read(tables: Tables, as_of: date | None = None, case: str = "base", strict: bool = True) -> Reading:
    """Read a book. Errors in deals raise ValueError; with strict off, only those without which nothing can be read."""
    book = typed_book(tables, as_of, case)
    tree = Tree(book)
    if strict:
        rules.refuse(tree)
    return Reading(book, tree)
