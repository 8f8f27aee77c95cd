"""One amount per leg: what it states, what its parts take of it, its floor and its share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tests.reading import columns as c
from tests.reading.tables import Book, Leg, Payment
from tests.reading.versions import Versions


class Schedules(Versions):
    """The versions of the deals, and the payments in force for each."""

    def __init__(self, book: Book) -> None:
        super().__init__(book, book.legs)
        for payment in book.payments:
            self._exists(payment.leg, "a payment")

    def _published(self, source: str) -> date | None:
        return self.book.first_publication([source])

    def _own(self, key: str) -> list[Payment]:
        """The rows of one schedule: those with the first source published last by the book's day."""
        schedules: dict[str, list[Payment]] = {}
        for payment in self.book.payments:
            published = self._published(payment.source)
            if payment.leg == key and (published is None or published <= self.book.as_of):
                schedules.setdefault(payment.source, []).append(payment)
        # max takes the first of equals
        latest = max(schedules, key=lambda source: self._published(source) or date.min, default="")
        return schedules.get(latest, [])

    def payments(self, key: str) -> list[Payment]:
        """The leg's own payments, else those of the versions it replaces, unless it shares them with another."""
        own = self._own(key)
        if own:
            return own
        return [
            payment
            for earlier in self.items[key].replaces
            if sum(self.is_known(other) for other in self.successors[earlier]) == 1
            for payment in self.payments(earlier)
        ]

    def in_usd(self, payment: Payment) -> float:
        """A payment's amount in USD; its currency is that of the leg it names."""
        amount = payment.amounts.at(self.book.case)
        return 0.0 if amount is None else amount * self.usd_rate(payment.leg)


@dataclass(frozen=True)
class Capacity:
    """What a part takes off an unpriced whole: gigawatts, and dollars where it states no gigawatts."""

    gigawatts: float = 0.0
    dollars: float = 0.0


@dataclass
class Tree:
    """The legs of a book with their parts; each figure is a method by leg, in USD bn."""

    book: Book
    versions: Schedules = field(init=False)
    parts: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.versions = Schedules(self.book)
        self.parts = self.versions.parts()

    def leg(self, key: str) -> Leg:
        """The row of deals."""
        return self.book.legs[key]

    def is_current(self, key: str) -> bool:
        """Known, not replaced, neither cancelled nor an overview."""
        return self.versions.stands(key) and self.leg(key).status not in (c.CANCELLED, c.OVERVIEW)

    def in_family(self, key: str) -> bool:
        """Whether payer and payee are consolidated in one company."""
        leg = self.leg(key)
        return self.book.family(leg.payer) == self.book.family(leg.payee)

    def counts(self, key: str) -> bool:
        """Current and between two families."""
        return self.is_current(key) and not self.in_family(key)

    def counting_whole(self, key: str) -> str:
        """The nearest leg above that counts, or blank."""
        return next((whole for whole in self.versions.above(key) if self.counts(whole)), "")

    def is_priced(self, key: str) -> bool:
        """Whether the leg states an amount."""
        return self.leg(key).amounts.is_stated

    def has_amount(self, key: str) -> bool:
        """Whether it is priced by an amount or by payments."""
        payments = self.versions.payments(key)
        return self.is_priced(key) or any(payment.amounts.is_stated for payment in payments)

    @cached_property
    def _rates(self) -> dict[str, float]:
        return {key: self.versions.usd_rate(key) for key in self.book.legs if self.has_currency(key)}

    def has_currency(self, key: str) -> bool:
        """Whether there is an amount to convert."""
        return self.is_priced(key) or bool(self.versions.payments(key))

    def usd_rate(self, key: str) -> float | None:
        """USD for a unit of the leg's currency, where there is an amount."""
        return self._rates.get(key)

    def payments_total(self, key: str) -> float:
        """The sum of the payments in force."""
        return sum(self.versions.in_usd(payment) for payment in self.versions.payments(key))

    def amount(self, key: str) -> float:
        """The case's amount, and at least the payments; 0 where there is none."""
        # The low of a ceiling is its minimum, and no estimate.
        case = "base" if self.leg(key).qualifier == c.AT_MOST and self.book.case == "low" else self.book.case
        stated = self.leg(key).amounts.at(case)
        if stated is None:
            return self.payments_total(key)
        return max(stated * self._rates[key], self.payments_total(key))

    def own_floor(self, key: str) -> float:
        """The minimum that the leg itself states."""
        if self.leg(key).qualifier != c.AT_MOST:
            return self.amount(key)
        low = (self.leg(key).amounts.low or 0.0) * self._rates.get(key, 0.0)
        return min(self.amount(key), max(low, self.payments_total(key)))

    def _taken(self, key: str, own: Callable[[str], float]) -> float:
        """What a part takes: the larger of its own figure, if it counts, and what its parts take."""
        below = sum(self._taken(part, own) for part in self.parts[key])
        return max(own(key), below) if self.counts(key) else below

    def taken_by_parts(self, key: str, own: Callable[[str], float]) -> float:
        """What all direct parts of a leg take."""
        return sum(self._taken(part, own) for part in self.parts[key])

    def remainder(self, key: str) -> float:
        """What a leg keeps of its amount."""
        if not self.counts(key):
            return 0.0
        return max(0.0, self.amount(key) - self.taken_by_parts(key, self.amount))

    def floor(self, key: str) -> float:
        """What a leg keeps of its floor."""
        floor = max(0.0, self.own_floor(key) - self.taken_by_parts(key, self.own_floor))
        return min(self.remainder(key), floor)

    def capacity_taken(self, key: str) -> Capacity:
        """What a part takes off an unpriced whole above it."""
        below = self._capacity_of_parts(key)
        if not self.counts(key):
            return below
        own = self.leg(key).gigawatts
        if own is not None:
            return Capacity(max(own, below.gigawatts), 0.0)
        if self.is_priced(key):
            return Capacity(0.0, self._taken(key, self.amount))
        return Capacity(below.gigawatts, below.dollars + self.remainder(key))

    def _capacity_of_parts(self, key: str) -> Capacity:
        taken = [self.capacity_taken(part) for part in self.parts[key]]
        return Capacity(sum(part.gigawatts for part in taken), sum(part.dollars for part in taken))

    def within_priced(self, key: str) -> bool:
        """Whether any leg above that counts states an amount."""
        return any(self.counts(whole) and self.is_priced(whole) for whole in self.versions.above(key))

    def has_cost(self, key: str) -> bool:
        """Whether the leg has unpriced capacity of its own, which may be none after its parts."""
        leg = self.leg(key)
        is_unpriced = leg.group == c.COMMITMENT and leg.gigawatts is not None and not self.is_priced(key)
        return is_unpriced and self.counts(key) and not self.within_priced(key)

    def unpriced_cost(self, key: str) -> float:
        """Gigawatts without an amount, at cost per GW, less what parts and payments account for."""
        gigawatts = self.leg(key).gigawatts
        if gigawatts is None or not self.has_cost(key):
            return 0.0
        parts = self._capacity_of_parts(key)
        cost = (gigawatts - parts.gigawatts) * self.book.assumptions["cost_per_gw"]
        return max(0.0, cost - parts.dollars - self.remainder(key))

    def unpriced_gigawatts(self, key: str) -> float:
        """The gigawatts that the unpriced cost stands for, before dollars come off."""
        gigawatts = self.leg(key).gigawatts
        if gigawatts is None or not self.has_cost(key):
            return 0.0
        return max(0.0, gigawatts - self._capacity_of_parts(key).gigawatts)

    def gross_cost(self, key: str) -> float:
        """The unpriced cost before anything is counted once."""
        leg = self.leg(key)
        if not self.is_current(key) or leg.gigawatts is None or self.is_priced(key) or leg.group != c.COMMITMENT:
            return 0.0
        return max(0.0, leg.gigawatts * self.book.assumptions["cost_per_gw"] - self.payments_total(key))
