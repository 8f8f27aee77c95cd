"""Which version of a leg or plan is current, what it takes over from earlier ones, and what it is part of."""

import calendar
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from tests.reading import columns as c
from tests.reading.tables import Book, Item


def months_later(start: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def last_day(start: date, years: float) -> date:
    """The last day of a term that begins on a day; terms are whole months."""
    return months_later(start, round(years * 12)) - timedelta(days=1)


class Versions:
    """The amendments and parts of one table, as of the book's day."""

    def __init__(self, book: Book, items: Mapping[str, Item]) -> None:
        self.book = book
        self.items = items
        self.successors: dict[str, list[str]] = {key: [] for key in items}
        for item in items.values():
            for earlier in item.replaces:
                self._exists(earlier, item.key)
                self.successors[earlier].append(item.key)
            if item.part_of and item.part_of.lower() != c.NOTHING:
                self._exists(item.part_of, item.key)
        for key in items:
            self._refuse_loops(key)
        for key, later in self.successors.items():
            if len({self.known_on(other) for other in later}) > 1:
                raise ValueError(f"{', '.join(later)} replace {key}: does the later replace the earlier?")

    def _exists(self, key: str, named_by: str) -> None:
        if key not in self.items:
            raise ValueError(f"{named_by} names {key}, which is not there")

    def _refuse_loops(self, start: str) -> None:
        """Following part_of and replaces must never lead back."""
        seen: set[str] = set()
        ahead = [start]
        while ahead:
            item = self.items[ahead.pop()]
            steps = [*item.replaces, *([item.part_of] if item.part_of.lower() not in ("", c.NOTHING) else [])]
            for step in steps:
                if step == start:
                    raise ValueError(f"part_of and replaces go round in a loop at {start}")
                if step not in seen:
                    seen.add(step)
                    ahead.append(step)

    def known_on(self, key: str) -> date | None:
        """The day announced, else the earliest publication, else blank."""
        item = self.items[key]
        return item.announced or self.book.first_publication(item.sources)

    def is_known(self, key: str) -> bool:
        """Whether the row is known by the book's day; an undated one always is."""
        known_on = self.known_on(key)
        return known_on is None or known_on <= self.book.as_of

    def later(self, key: str) -> Iterator[str]:
        """All versions after this one."""
        for successor in self.successors[key]:
            yield successor
            yield from self.later(successor)

    def earlier(self, key: str) -> Iterator[str]:
        """This version and all before it."""
        yield key
        for predecessor in self.items[key].replaces:
            yield from self.earlier(predecessor)

    def is_replaced(self, key: str) -> bool:
        """Whether any later version is known."""
        return any(self.is_known(other) for other in self.later(key))

    def stands(self, key: str) -> bool:
        """Known and not replaced, whatever its status."""
        return self.is_known(key) and not self.is_replaced(key)

    def latest(self, key: str) -> str:
        """The version that stands for this one on the book's day."""
        while True:
            known = [other for other in self.successors[key] if self.is_known(other)]
            if not known:
                known = [other for other in self.successors[key] if self.is_replaced(other)]
            if not known:
                return key
            if len(known) > 1:
                raise ValueError(f"{key} was split into {', '.join(known)}: part_of must name one of them")
            key = known[0]

    def first_known(self, key: str) -> date | None:
        """The earliest day on which any version was known."""
        dates = [self.known_on(version) for version in self.earlier(key)]
        return min((known for known in dates if known), default=None)

    def whole_as_named(self, key: str) -> str:
        """The whole that the row states, or takes from the first row it replaces."""
        item = self.items[key]
        if item.part_of.lower() == c.NOTHING:
            return ""
        whole = item.part_of or (self.whole_as_named(item.replaces[0]) if item.replaces else "")
        replaced = set(self.earlier(key))
        while whole in replaced:
            whole = self.whole_as_named(whole)
        return whole

    def whole(self, key: str) -> str:
        """The version current that day of what the row is part of, or blank; a row that was replaced has none."""
        named = "" if self.is_replaced(key) else self.whole_as_named(key)
        if not named:
            return ""
        try:
            whole = self.latest(named)
        except ValueError:
            if self.is_known(key):
                raise
            return ""
        return "" if whole == key else whole

    def above(self, key: str) -> Iterator[str]:
        """The whole, its whole, and so on."""
        seen = {key}
        while key := self.whole(key):
            if key in seen:
                raise ValueError(f"part_of goes round in a loop at {key}")
            seen.add(key)
            yield key

    def parts(self) -> dict[str, list[str]]:
        """The direct parts of each row; a row that is not known yet is in between, and passes its parts on."""
        parts: dict[str, list[str]] = {key: [] for key in self.items}
        for key in self.items:
            if whole := self.whole(key):
                list(self.above(key))
                parts[whole].append(key)
        return parts

    def start(self, key: str) -> date | None:
        """The start that this version states, or else an earlier one."""
        item = self.items[key]
        if item.start or not item.replaces:
            return item.start
        return self.start(item.replaces[0])

    def term(self, key: str) -> float | None:
        """The term that this version states, or else the one it replaces."""
        item = self.items[key]
        if item.term:
            return None if item.term.lower() == c.NOTHING else float(item.term)
        return self.term(item.replaces[0]) if item.replaces else None

    def end(self, key: str) -> date | None:
        """The end that this version states, or else the one it replaces, which a stated term ends."""
        item = self.items[key]
        if item.end:
            return None if item.end.lower() == c.NOTHING else date.fromisoformat(item.end)
        if item.term and item.term.lower() != c.NOTHING:
            return None
        return self.end(item.replaces[0]) if item.replaces else None

    def stated_end(self, key: str) -> date | None:
        """The end as stated, directly or by a stated start and term."""
        end, start, term = self.end(key), self.start(key), self.term(key)
        if end is None and start and term is not None:
            return last_day(start, term)
        return end

    def first_day(self, key: str) -> date:
        """The start, else the day known, else the book's day."""
        return self.start(key) or self.first_known(key) or self.book.as_of

    def final_day(self, key: str, default_term: float) -> date:
        """The end, else start and term, else the default term."""
        term = self.term(key)
        return self.end(key) or last_day(self.first_day(key), default_term if term is None else term)

    def usd_rate(self, key: str, below: frozenset[str] = frozenset()) -> float:
        """The rate of the whole or of the row replaced, if in the same currency, else the rate of the day known.

        A merger of a part with a leg above it would ask itself: whoever has asked already lends no rate.
        """
        item = self.items[key]
        whole = self.whole(key) or self.whole_as_named(key)
        for other in (whole, *item.replaces[:1]):
            is_same = other and self.items[other].currency == item.currency
            if is_same and self.is_known(other) and other not in below:
                return self.usd_rate(other, below | {key})
        return rate(self.book, item.currency, self.known_on(key))


def rate(book: Book, currency: str, on: date | None) -> float:
    """The latest dated rate by a day, else the undated one, else the earliest later one."""
    if currency == c.USD:
        return 1.0
    rows = book.rates.get(currency, ())
    if not rows:
        raise ValueError(f"currency {currency!r} has no rate")
    limit = on or book.as_of
    dated = sorted((dated_on, value) for dated_on, value in rows if dated_on)
    before = [value for dated_on, value in dated if dated_on <= limit]
    undated = [value for dated_on, value in rows if dated_on is None]
    return (before[-1:] or undated or [dated[0][1]])[0]
