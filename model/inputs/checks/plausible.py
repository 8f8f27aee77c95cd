"""Implausible values: months for years, megawatts for gigawatts, millions for billions, a year far away.

All of it is warnings, each with what the value would be if another unit was typed. Amounts of legs, which the model
compares in US dollars, are looked at in model.lines.plausible.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from model.findings import Finding
from model.inputs.checks.age import ahead_of_all, as_of
from model.inputs.checks.rates import odd_rates
from model.inputs.defaults import KNOWN_DAYS
from model.inputs.typed import Inputs
from schemas import TABLES
from schemas.judgements import BY_NAME

MOST_YEARS = 20  # that contracts for compute run
MOST_YEARS_OF_LEASE = 30  # that leases of sites run
YEARS_AHEAD, YEARS_BACK = 15, 30  # of the as-of day, within which periods begin, and things are dated
MOST_GIGAWATTS = 100  # ten times the largest site
TIMES, LEAST_OTHERS = 10, 3  # of the largest of at least so many others
GROUP_TIMES = 10  # what a group may spend or be worth, in amounts that a single company may
MOST_SHARES_M = 1_000_000  # no company has a trillion shares
DAYS = 365.25

_PERIODS = (("deals", "start", "end"), ("capex_plans", "start", "end"), ("payments", "start", "end"))
_BEGIN = ("start", "period_start")
_PAST = ("published", "retrieved", "announced", "as_of", "issuer_valued")  # of which a later day is said elsewhere
_AMOUNTS = (("capex_plans", "company"), ("revenue", "company"), ("equity_stakes", "issuer"))


def implausible_terms(inputs: Inputs) -> Iterator[Finding]:
    """Terms and periods longer than contracts run: months typed for years, or a mistyped year."""
    for table, start, end in _PERIODS:
        frame = inputs.frame(table)
        years, most = (frame[end] - frame[start]).dt.days / DAYS, _most_years(inputs, frame)
        for row in frame.index[years > most]:
            message = f"{start} to {end} is {years[row]:.1f} years, longer than contracts run"
            yield inputs.finding("implausible-term", (table, int(row), end), message, "check both years")
        if "term_years" in frame:
            terms = frame["term_years"]
            for row in frame.index[(terms > most) & frame[end].isna()]:
                yield _term(inputs, (table, int(row), "term_years"), terms[row])
    frame = inputs.frame("assumptions")
    for row in frame.index[frame["unit"] == "years"]:
        values = {case: float(frame[case][row]) for case in ("low", "base", "high") if not pd.isna(frame[case][row])}
        case = max(values, key=lambda name: values[name], default="base")
        if values.get(case, 0.0) > MOST_YEARS:
            yield _term(inputs, ("assumptions", int(row), case), values[case])


def _most_years(inputs: Inputs, frame: pd.DataFrame) -> pd.Series[int]:
    """How long the contract of each row may run: a leg, payments of one, or a plan."""
    deals = inputs.frame("deals")
    leases = set(deals["leg"][deals["kind"] == "lease"])
    of_lease = frame["leg"].isin(leases) if "leg" in frame else pd.Series(False, index=frame.index)
    return of_lease.map({True: MOST_YEARS_OF_LEASE, False: MOST_YEARS})


def _term(inputs: Inputs, cell: tuple[str, int, str], years: float) -> Finding:
    message = f"{years:g} years is longer than contracts run"
    return inputs.finding(
        "implausible-term", cell, message, f"terms are in years: if months were typed, write {years / 12:.6g}"
    )


def implausible_days(inputs: Inputs) -> Iterator[Finding]:
    """Days far from the as-of day; where that one is far from all else, it alone, or the day it was taken from."""
    today, (odd, latest) = as_of(inputs), ahead_of_all(inputs)
    if today is None:
        return
    if today == odd:
        yield from _ahead(inputs, odd, latest)
        return
    ahead, back = pd.DateOffset(years=YEARS_AHEAD), pd.DateOffset(years=YEARS_BACK)
    if latest is not None and not latest - back <= today <= latest + ahead:
        frame = inputs.frame("assumptions")
        row = int(frame.index[frame["name"] == "as_of"][0])
        message = f"the day is years away from the latest source or deal, {latest:%Y-%m-%d}"
        yield inputs.finding("implausible-day", ("assumptions", row, "base"), message, "check the year", value=today)
        return
    for table, column in _date_columns():
        frame = inputs.frame(table)
        days = frame[column].where(frame["start"].isna()) if column == "end" else frame[column]  # else it is a term's
        last = today + ahead + pd.DateOffset(years=0 if column in _BEGIN else MOST_YEARS)
        far = (days < today - back) | ((days > last) & (column not in _PAST))
        for row in days.index[far]:
            message = (
                f"the day is {abs((days[row] - today).days) / DAYS:.0f} years from the as-of day, {today:%Y-%m-%d}"
            )
            yield inputs.finding("implausible-day", (table, int(row), column), message, "check the year")


def _ahead(inputs: Inputs, odd: pd.Timestamp, latest: pd.Timestamp | None) -> Iterator[Finding]:
    """The cells with the day that moves the as-of day years ahead of all else."""
    message = (
        f"the day is years after all other sources and deals, {latest:%Y-%m-%d} at the latest, and is the as-of day"
    )
    for table, column in KNOWN_DAYS:
        days = inputs.frame(table)[column]
        for row in days.index[days == odd]:
            yield inputs.finding("implausible-day", (table, int(row), column), message, "check the year")


def _date_columns() -> Iterator[tuple[str, str]]:
    for table in TABLES:
        if table.name != "accepted":  # which may hold for good
            yield from ((table.name, column.name) for column in table.columns if column.kind == "date")


def implausible_capacities(inputs: Inputs) -> Iterator[Finding]:
    """Capacities of more than any site, or far above all others of the table: megawatts typed for gigawatts."""
    for table in ("deals", "capex_plans"):
        capacity = inputs.frame(table)["gigawatts"].dropna()
        largest = capacity.nlargest(2).tolist()
        for row, gigawatts in capacity.items():
            others = next((each for each in largest if each != gigawatts), gigawatts)
            far = len(capacity) > LEAST_OTHERS and gigawatts >= TIMES * others
            if gigawatts >= MOST_GIGAWATTS or far:
                what = f"far above the others, {others:g} at most" if far else "more than any site can have"
                advice = f"capacity is in gigawatts: if megawatts were typed, write {gigawatts / 1000:.6g}"
                cell = (table, int(str(row)), "gigawatts")
                yield inputs.finding("implausible-capacity", cell, f"{gigawatts:g} GW is {what}", advice)


def implausible_amounts(inputs: Inputs) -> Iterator[Finding]:
    """Plans, revenues and equity values above what any company has: millions typed for billions."""
    most, odd = most_plausible(inputs), {row for row, _, _ in odd_rates(inputs)}
    rates = inputs.frame("fx_rates")
    doubtful = set(rates["currency"][rates.index.isin(odd)])  # a wrong rate is said of the rate
    usd = {currency: rate for currency, rate in inputs.usd_per_unit().items() if currency not in doubtful}
    companies = inputs.frame("companies")
    groups = set(companies["company"][companies["kind"] == "group"])
    for table, company in _AMOUNTS:
        frame = inputs.frame(table)
        columns = ["issuer_equity_bn"] if table == "equity_stakes" else ["base_bn", "low_bn", "high_bn"]
        rate = frame["currency"].map(usd).astype("float64")
        bound = frame[company].isin(groups).map({True: most * GROUP_TIMES, False: most})
        bound = bound * (GROUP_TIMES if table == "equity_stakes" else 1)
        above = frame[columns].mul(rate, axis=0).gt(bound, axis=0)
        for row in frame.index[above.any(axis=1)]:
            column = next(name for name in columns if above.at[row, name])
            amount = float(frame[column][row])
            message = f"the amount comes to USD {amount * rate[row]:,.0f} bn, more than a company has"
            advice = f"amounts are in billions: if millions were typed, write {amount / 1000:.6g}"
            yield inputs.finding("implausible-amount", (table, int(row), column), message, advice)
    shares = inputs.frame("equity_stakes")["shares_m"]
    for row in shares.index[shares > MOST_SHARES_M]:
        message, advice = (
            "no company has as many shares",
            "the number is in millions: check that it was not typed in full",
        )
        yield inputs.finding("implausible-amount", ("equity_stakes", int(row), "shares_m"), message, advice)


def most_plausible(inputs: Inputs) -> float:
    """The assumption plausible_most in the base case, in billions of US dollars."""
    frame = inputs.frame("assumptions")
    stated = frame["base"][frame["name"] == "plausible_most"].dropna()
    default = BY_NAME["plausible_most"].default
    assert default is not None
    return float(default[1] if stated.empty else stated.iloc[0])


def cases_out_of_order(inputs: Inputs) -> Iterator[Finding]:
    """Assumptions whose base lies outside low and high, and a cost range that runs downwards."""
    frame = inputs.frame("assumptions")
    rows = frame[frame[["low", "base", "high"]].notna().all(axis=1) & ~frame["unit"].str.startswith(("date", "switch"))]
    for row, unit, low, base, high in zip(
        rows.index, *(rows[name].tolist() for name in ("unit", "low", "base", "high")), strict=True
    ):
        no_range = low > high and unit == "USD bn per GW"
        if no_range or not min(low, high) <= base <= max(low, high):
            message = (
                f"low, {low:g}, is above high, {high:g}: no cost lies within the range"
                if no_range
                else f"base, {base:g}, lies outside low and high, {low:g} and {high:g}"
            )
            advice = "check the three values; each case uses its own value unchanged"
            column = "low" if no_range else "base"
            yield inputs.finding("cases-out-of-order", ("assumptions", int(row), column), message, advice)
