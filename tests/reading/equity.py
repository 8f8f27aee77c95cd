"""Equity stakes: what was invested, what it may reach, and what vests by a year."""

from dataclasses import dataclass
from datetime import date

from tests.reading import columns as c
from tests.reading.amounts import Tree
from tests.reading.days import clipped, weight
from tests.reading.rungs import STATED, leg_figures
from tests.reading.schedule import due, rest_period
from tests.reading.tables import Row, day, number, text

NEARLY = 1e-9


@dataclass(frozen=True)
class StakeFigures:
    """One equity stake."""

    stake: str
    invested: float | None
    max_share: float | None
    implied_ownership: float | None
    warrant_value: float | None


def _in_usd(tree: Tree, row: Row, *names: str) -> float | None:
    value, leg = number(row, *names), text(row, c.LEG)
    if value is None:
        return None
    rate = tree.usd_rate(leg) if leg else None
    return value * (rate if rate is not None and text(row, c.CURRENCY) not in ("", c.USD) else 1.0)


def stake_figures(tree: Tree, row: Row) -> StakeFigures:
    """The amount comes from the stake's leg: typed once."""
    leg = text(row, c.LEG)
    figures = leg_figures(tree, leg) if leg else None
    invested = figures.remainder if figures and figures.counts and figures.group == c.FUNDING else None
    worth = _in_usd(tree, row, *c.ISSUER_VALUE)
    shares, strike, price = number(row, c.SHARES_M), number(row, c.STRIKE), number(row, c.SHARE_PRICE)
    is_known = shares is not None and strike is not None and price is not None
    return StakeFigures(
        text(row, c.STAKE),
        invested,
        number(row, c.MAX_SHARE),
        invested / worth if invested is not None and worth else None,
        (shares or 0.0) * max(0.0, (price or 0.0) - (strike or 0.0)) / 1000 if is_known else None,
    )


def _deployed(tree: Tree, deal: str, year: int) -> float | None:
    """Gigawatts in place at the end of a year: those of a deal's commitment legs, in a straight line.

    None where none of them states a capacity.
    """
    total: float | None = None
    for key, leg in tree.book.legs.items():
        if text(leg.row, c.DEAL) != deal or leg.group != c.COMMITMENT or not tree.counts(key) or not leg.gigawatts:
            continue
        period, _ = rest_period(tree, key)
        own = max(0.0, leg.gigawatts - sum(tree.capacity_taken(part).gigawatts for part in tree.parts[key]))
        whole = weight([period])
        gone = weight(clipped([period], (date.min, date(year, 12, 31)))) / whole if whole else 0.0
        total = (total or 0.0) + own * min(1.0, gone * tree.book.assumptions["deployment_pace"])
    return total


def _bought(tree: Tree, stake: Row, year: int) -> float | None:
    """What the holder's commitments to the issuer in this deal have come to by the end of a year; None without any."""
    total: float | None = None
    for key, leg in tree.book.legs.items():
        ends = (leg.payer, leg.payee) == (text(stake, c.HOLDER), text(stake, c.ISSUER))
        if ends and text(leg.row, c.DEAL) == text(stake, c.DEAL) and tree.counts(key) and leg.group == c.COMMITMENT:
            when = due(tree, [key], STATED)
            total = (total or 0.0) + sum(
                amount for part in (when.stated, when.assumed) for y, amount in part.items() if y <= year
            )
    return total


def _holds(tree: Tree, stake: Row, condition: Row, year: int) -> bool | None:
    """Whether a condition is met by the end of a year; None where no source says what it waits for."""
    trigger = text(condition, c.TRIGGER)
    if trigger == "date":
        threshold_day = day(condition, c.THRESHOLD)
        return None if threshold_day is None else threshold_day <= date(year, 12, 31)
    threshold = number(condition, c.THRESHOLD)
    if threshold is None:
        return None
    if trigger == c.AMOUNT_BOUGHT:
        bought = _bought(tree, stake, year)
        return None if bought is None else bought >= threshold - NEARLY
    if trigger == c.SHARE_PRICE:
        price = number(stake, c.SHARE_PRICE)
        growth = tree.book.assumptions["share_price_growth"]
        return None if price is None else price * (1 + growth) ** (year - tree.book.as_of.year) >= threshold - NEARLY
    deployed = _deployed(tree, text(stake, c.DEAL), year)
    return None if deployed is None else deployed >= threshold - NEARLY


def vested(tree: Tree, stake: str, year: int) -> float | None:
    """The share vested by the end of a year; None where of no tranche it is known whether it has vested."""
    tables = tree.book.tables
    row = next(row for row in tables.get(c.EQUITY_STAKES, ()) if text(row, c.STAKE) == stake)
    tranches: dict[str, list[Row]] = {}
    for condition in tables.get(c.TRANCHES, ()):
        if text(condition, c.STAKE) == stake:
            tranches.setdefault(text(condition, c.TRANCHE), []).append(condition)
    known = [(number(rows[0], c.SHARE), rows) for rows in tranches.values()]
    shares = [(share, rows) for share, rows in known if share is not None]
    vested_shares = [_vested_share(tree, share, row, rows, year) for share, rows in shares]
    known_shares = [share for share in vested_shares if share is not None]
    return sum(known_shares) if known_shares else None


def _vested_share(tree: Tree, share: float, stake: Row, conditions: list[Row], year: int) -> float | None:
    """A tranche's share if all conditions hold, 0 if one fails, and None if one is not known and none fails."""
    answers = [_holds(tree, stake, condition, year) for condition in conditions]
    if False in answers:
        return 0.0
    return None if None in answers else share
