"""When the legs fall due, on each rung."""

from collections.abc import Iterable
from datetime import date

from tests.reading import columns as c
from tests.reading.amounts import Tree
from tests.reading.days import Period, Strip, Timing, timing, uncovered
from tests.reading.rungs import (
    ALL_IN,
    OWN,
    SIGNED,
    STATED,
    leaving,
    on_rungs,
)
from tests.reading.tables import Payment
from tests.reading.versions import last_day


def payment_strip(tree: Tree, key: str, payment: Payment) -> tuple[Strip, Period]:
    """A payment over its days, and the days it covers."""
    amount = tree.versions.in_usd(payment)
    end = payment.end or tree.versions.stated_end(key)
    if end is not None:
        period = (payment.start, max(payment.start, end))  # what starts after the leg's end is paid on one day
        return Strip(amount, (period,), False), period
    end = last_day(payment.start, tree.book.assumptions["default_term_years"])
    published = tree.book.first_publication([payment.source])
    known = published or tree.versions.first_known(key) or date.min
    period = (max(payment.start, known), end)
    return Strip(amount, (period,) if period[0] <= end else (), True), period


def rest_period(tree: Tree, key: str) -> tuple[Period, bool]:
    """The days over which all that no payment states is spread, and whether they are assumed."""
    versions, start = tree.versions, tree.versions.start(key)
    first = versions.first_day(key)
    if tree.leg(key).kind in c.PAID_AT_ONCE:
        return (first, first), start is None
    last = versions.final_day(key, tree.book.assumptions["default_term_years"])
    if start is not None and versions.stated_end(key) is not None:
        return (first, last), False
    # Nothing falls due by assumption before it was known.
    return (max(first, versions.first_known(key) or date.min), last), True


def leg_strips(tree: Tree, key: str) -> tuple[list[Strip], Strip]:
    """The payments of a leg as stated, and one unit of whatever goes over the days that they do not cover."""
    pairs = [payment_strip(tree, key, payment) for payment in tree.versions.payments(key)]
    period, is_assumed = rest_period(tree, key)
    days = uncovered(period, [covered for _, covered in pairs])
    return [strip for strip, _ in pairs], Strip(1.0, tuple(days), is_assumed)


def _divided(tree: Tree, key: str, rung: str) -> tuple[float, float]:
    """How much of a rung is payments as stated, and how much goes over the other days."""
    steps = leaving(tree, key)
    amounts = on_rungs(steps, tree.book.assumptions)
    if rung == OWN:
        return _divided_own(tree, key)
    if rung == ALL_IN:
        payments, rest = _divided(tree, key, STATED)
        return payments, rest + steps["unpriced"]
    kept, amount = tree.remainder(key), tree.amount(key)
    payments = kept * tree.payments_total(key) / amount if amount else 0.0
    if rung == STATED:
        return payments, kept - payments
    # A floor is filled by the payments first, and a share is of all that is signed.
    signed = amounts[SIGNED]
    payments = min(payments, signed)
    factor = amounts[rung] / signed if signed else 0.0
    return payments * factor, (signed - payments) * factor


def _divided_own(tree: Tree, key: str) -> tuple[float, float]:
    """The basis "own": payments and the rest in the proportion of the leg's amount, and capacity by its weight."""
    steps = leaving(tree, key)
    cost = steps["unpriced"] * tree.book.assumptions["own_unpriced"]
    priced = on_rungs(steps, tree.book.assumptions)[OWN] - cost
    amount = tree.amount(key)
    payments = priced * tree.payments_total(key) / amount if amount else 0.0
    return payments, priced - payments + cost


def strips_on(tree: Tree, key: str, rung: str) -> list[Strip]:
    """A leg's amount on a rung, over its days."""
    payments, rest = leg_strips(tree, key)
    paid, other = _divided(tree, key, rung)
    stated = sum(strip.amount for strip in payments)
    scaled = [strip.scaled(paid / stated) for strip in payments] if stated else []
    return [*scaled, rest.scaled(other)]


def due(tree: Tree, keys: Iterable[str], rung: str) -> Timing:
    """When some legs fall due on a rung; legs of the other classes have none."""
    committed = [key for key in keys if tree.leg(key).group == c.COMMITMENT]
    strips = [strip for key in committed for strip in strips_on(tree, key, rung) if strip.amount]
    return timing(strips, tree.book.as_of, tree.book.assumptions["assume_timing"] != 0)


def funding_due(tree: Tree, key: str) -> Timing:
    """When an investment, acquisition or loan is paid, counted in full."""
    kept, amount = tree.remainder(key), tree.amount(key)
    payments, rest = leg_strips(tree, key)
    factor = kept / amount if amount else 0.0
    strips = [strip.scaled(factor) for strip in payments]
    strips.append(rest.scaled(kept - sum(strip.amount for strip in strips)))
    return timing(strips, tree.book.as_of, tree.book.assumptions["assume_timing"] != 0)


def last_year(tree: Tree) -> int:
    """The year of the last end, stated or assumed, of the current legs that count."""
    ends = [tree.book.as_of]
    for key in tree.book.legs:
        if tree.counts(key) and tree.has_amount(key):
            payments, rest = leg_strips(tree, key)
            ends += [end for strip in (*payments, rest) for _, end in strip.periods]
    return max(ends).year


def timeline(tree: Tree) -> range:
    """The years shown: from the day's year to the last end, at least five and at most ten."""
    first = tree.book.as_of.year
    return range(first, first + min(10, max(5, last_year(tree) - first + 1)))
