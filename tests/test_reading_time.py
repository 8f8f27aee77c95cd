"""Cases worked out by hand for the independent reading: when legs fall due, and how stakes vest."""

from datetime import date

import pytest

from tests.reading import Reading, peak_year
from tests.reading.tiny import TODAY, Rows, book, leg, payment, venture


def row(read: Reading, rung: str = "stated", kind: str = "all") -> list[float]:
    """Earlier, the years, later, not dated: of all legs on a rung."""
    when = read.due(rung)
    columns = when.columns(read.timeline, kind)
    return [round(amount, 6) for amount in (columns.earlier, *columns.years.values(), columns.later, when.not_dated)]


def switched(name: str, value: str) -> Rows:
    """An assumption with one value."""
    return [{"name": name, "low": value, "base": value, "high": value}]


def test_a_term_without_a_start() -> None:
    """17.4 over five years from as_of: 3.48 in every full year, all of it assumed."""
    when = book(leg("nebius", "17.4", term_years="5")).due("stated")
    assert [when.assumed[year] for year in range(2026, 2030)] == pytest.approx([3.48] * 4)
    assert when.assumed[2025] == pytest.approx(17.4 / 5 * 87 / 365)  # 6 October to 31 December
    assert when.total == pytest.approx(17.4)
    assert not when.stated


def test_earlier_holds_what_fell_due() -> None:
    """100 from 2019 to 2028: six years of 10 before 2025, then 10 a year; leap years are no larger."""
    read = book(leg("a", "100", start="2019-01-01", end="2028-12-31"))
    assert row(read) == [60, 10, 10, 10, 10, 0, 0, 0]
    assert row(read, kind="assumed") == [0, 0, 0, 0, 0, 0, 0, 0]


def test_later_holds_what_comes_after_ten_years() -> None:
    """100 over 20 years from 2025: 5 a year in ten columns, 50 later."""
    assert row(book(leg("a", "100", start="2025-01-01", term_years="20"))) == [0, *[5] * 10, 50, 0]


def test_nothing_falls_due_by_assumption_before_it_was_known() -> None:
    """Start 2023, no end, known in 2025: of 2023–2027 only 2025–2027 are left, 30 each."""
    read = book(leg("a", "90", start="2023-01-01", announced="2025-01-01"))
    assert row(read) == [0, 30, 30, 30, 0, 0, 0, 0]
    long_ago = book(leg("a", "90", start="2015-01-01", announced="2025-01-01"))
    assert row(long_ago) == [0, 0, 0, 0, 0, 0, 0, 90]
    stated = book(leg("a", "90", start="2023-01-01", term_years="3", announced="2025-01-01"))
    assert row(stated) == [60, 30, 0, 0, 0, 0, 0, 0]


def test_payments_come_first() -> None:
    """100 over 2026–2029 with 40 in 2026: the other 60 go over 2027–2029."""
    paid = [payment("a", "2026-01-01", "2026-12-31", "40")]
    read = book(leg("a", "100", start="2026-01-01", end="2029-12-31"), payments=paid)
    assert row(read) == [0, 0, 40, 20, 20, 20, 0, 0]


def test_no_day_left() -> None:
    """Payments of 70 cover all days of 100: 30 are not dated."""
    paid = [payment("a", "2026-01-01", "2029-12-31", "70")]
    read = book(leg("a", "100", start="2026-01-01", end="2029-12-31"), payments=paid)
    assert row(read) == [0, 0, 17.5, 17.5, 17.5, 17.5, 0, 30]


def test_thereafter() -> None:
    """60 from 2027 on: to the leg's stated end in 2028, as stated; without one for five years, as assumed."""
    paid = [payment("a", "2026-01-01", "2026-12-31", "40"), payment("a", "2027-01-01", "", "60")]
    ends = book(leg("a", "100", start="2026-01-01", end="2028-12-31"), payments=paid)
    assert row(ends, kind="stated") == [0, 0, 40, 30, 30, 0, 0, 0]
    runs_on = book(leg("a", "100", start="2026-01-01"), payments=paid)
    assert row(runs_on, kind="stated") == [0, 0, 40, 0, 0, 0, 0, 0, 0, 0]
    assert row(runs_on, kind="assumed") == [0, 0, 0, 12, 12, 12, 12, 12, 0, 0]


def test_an_end_before_the_leg_was_known() -> None:
    """Known in October 2025, ended in 2024, start unknown: not dated."""
    assert row(book(leg("a", "10", announced="2025-10-01", end="2024-12-31")))[-1] == 10


def test_a_floor_is_filled_by_payments_first() -> None:
    """At most 100, floor 60, 40 paid in 2026, two more years: stated 40, 30, 30; signed 40, 10, 10."""
    ceiling = leg("a", "60-100", qualifier="at_most", start="2026-01-01", end="2028-12-31")
    read = book(ceiling, payments=[payment("a", "2026-01-01", "2026-12-31", "40")])
    assert row(read) == [0, 0, 40, 30, 30, 0, 0, 0]
    assert row(read, "signed") == [0, 0, 40, 10, 10, 0, 0, 0]
    halved = ceiling | {"kind": "joint_venture", "payer_share": "0.5"}
    read = book(halved, payments=[payment("a", "2026-01-01", "2026-12-31", "40")])
    assert row(read, "attributable") == [0, 0, 20, 5, 5, 0, 0, 0]


def test_timing_is_scaled_to_what_counts() -> None:
    """100 with 40 in 2026 and a part of 50 in 2026: the whole keeps 50, of which 20 in 2026 and 15 a year after."""
    whole = leg("w", "100", start="2026-01-01", end="2028-12-31")
    part = leg("p", "50", part_of="w", start="2026-01-01", end="2026-12-31")
    read = book(whole, part, payments=[payment("w", "2026-01-01", "2026-12-31", "40")])
    assert row(read) == [0, 0, 70, 15, 15, 0, 0, 0]


def test_years_are_subsets_too() -> None:
    """At most 100, floor 60, 40 in 2026, a ceiling of 50 inside: signed is nowhere above stated."""
    ceiling = {"qualifier": "at_most", "start": "2026-01-01", "end": "2028-12-31"}
    read = book(
        leg("w", "60-100", **ceiling),
        leg("p", "50", part_of="w", **ceiling),
        payments=[payment("w", "2026-01-01", "2026-12-31", "40")],
    )
    stated, signed = read.due("stated", leg="w"), read.due("signed", leg="w")
    assert stated.stated == pytest.approx({2026: 20, 2027: 15, 2028: 15})
    assert signed.stated == pytest.approx({2026: 20, 2027: 15, 2028: 15})


def test_unpriced_capacity_falls_due_beside_the_payments() -> None:
    """4 GW, prepaid 5 in 2026: the 215 that remain of 220 go over 2027–2030, 53.75 a year."""
    capacity = leg("a", gigawatts="4", start="2026-01-01", end="2030-12-31")
    read = book(capacity, payments=[payment("a", "2026-01-01", "2026-12-31", "5")])
    assert row(read, "all_in") == [0, 0, 5, 53.75, 53.75, 53.75, 53.75, 0, 0]
    assert row(read) == [0, 0, 5, 0, 0, 0, 0, 0, 0]


def test_without_assumed_timing() -> None:
    """What is assumed is not dated; what is stated stays."""
    legs = leg("a", "10", term_years="5"), leg("b", "30", start="2026-01-01", term_years="1")
    read = book(*legs, assumptions=switched("assume_timing", "0"))
    assert row(read)[2] == 30
    assert row(read)[-1] == 10


def test_an_investment_is_paid_at_once() -> None:
    """100 on its start, as stated; else on the day it was known, as assumed."""
    read = book(leg("a", "100", kind="investment", start="2026-03-01", term_years="5"))
    assert read.funding_due("a").stated == pytest.approx({2026: 100})
    read = book(leg("a", "100", kind="acquisition", announced="2024-03-01"))
    assert read.funding_due("a").assumed == pytest.approx({2024: 100})
    assert read.funding_due("a").fallen_due == pytest.approx(100)


def test_fallen_due_and_remaining() -> None:
    """36.5 over the days of 2025: 279 are over by 6 October, 86 are not."""
    when = book(leg("a", "36.5", start="2025-01-01", end="2025-12-31")).due("stated")
    assert [when.fallen_due, when.remaining] == pytest.approx([27.9, 8.6])


def test_an_amendment_takes_over_the_dates() -> None:
    """Term five years from the first version of 2024, amended in 2025: it runs 2024–2028, its amount the life total."""
    old = leg("old", "90", term_years="5", announced="2024-01-01")
    read = book(old, leg("new", "100", replaces="old", announced="2025-06-01"))
    assert row(read) == [20, 20, 20, 20, 20, 0, 0, 0]


def test_a_stated_term_ends_an_inherited_end() -> None:
    """2026–2027, amended to four years: 2026–2029; amended with end none: the default of five."""
    old = leg("old", "40", start="2026-01-01", end="2027-12-31")
    longer = book(old, leg("new", "40", replaces="old", term_years="4"))
    assert row(longer) == [0, 0, 10, 10, 10, 10, 0, 0]
    open_ended = book(old, leg("new", "40", replaces="old", end="none"))
    assert row(open_ended, kind="assumed") == [0, 0, 8, 8, 8, 8, 8, 0, 0]


def test_own_weights_apply_to_the_days() -> None:
    """10 signed in 2026 of a venture at 0.8, partners weighed at 0.5: 8 + 1 = 9."""
    read = book(
        venture("v", "10", payer_share="0.8", start="2026-01-01", end="2026-12-31"),
        assumptions=switched("own_partners", "0.5"),
    )
    assert row(read, "own")[2] == 9
    assert read.total.rungs["own"] == pytest.approx(9)


def test_the_first_year_within_one_percent_is_the_peak() -> None:
    """Of 9, 9.95 and 10 it is the second; nothing due has no peak."""
    assert peak_year({2025: 9, 2026: 9.95, 2027: 10}) == 2026
    assert peak_year({2025: 0.0}) is None


def test_the_years_start_on_the_day_and_are_at_least_five() -> None:
    """2025–2029 for a leg that ends in 2026."""
    assert book(leg("a", "1", start="2025-01-01", end="2026-12-31")).timeline == range(TODAY.year, 2030)


STAKE = {"stake": "s", "holder": "Buyer", "issuer": "Acme", "deal": "Deal one", "leg": "warrant", "share_price": "150"}


def tranche(name: str, trigger: str, threshold: str, share: str = "") -> dict[str, str]:
    """A condition of the stake."""
    return {"stake": "s", "tranche": name, "trigger": trigger, "threshold": threshold, "share": share}


def vesting(*tranches: dict[str, str]) -> Reading:
    """A purchase of 6 GW and 60 over 2026–2027 with a warrant that states 6 GW as well."""
    bought = leg("buy", "60", gigawatts="6", start="2026-01-01", end="2027-12-31")
    warrant = leg("warrant", kind="warrant", payer="Acme", payee="Buyer", gigawatts="6")
    return book(bought, warrant, equity_stakes=[STAKE], tranches=list(tranches))


def test_a_warrants_gigawatts_deploy_nothing() -> None:
    """6 GW and a warrant of 6 GW: 3 GW at the end of 2026, 6 at the end of 2027, never 12."""
    read = vesting(
        tranche("half", "gigawatts", "3", "0.04"),
        tranche("all", "gigawatts", "6", "0.05"),
        tranche("more", "gigawatts", "6.1", "0.01"),
    )
    assert [read.vested("s", year) for year in (2025, 2026, 2027)] == [0, 0.04, pytest.approx(0.09)]


def test_all_conditions_of_a_tranche_must_hold() -> None:
    """3 GW by 2026, but a date in 2027; a price of 600 is never reached."""
    read = vesting(
        tranche("both", "gigawatts", "3", "0.04"),
        tranche("both", "date", "2027-06-30"),
        tranche("dear", "share_price", "600", "0.05"),
    )
    assert [read.vested("s", year) for year in (2026, 2027)] == [0, 0.04]


def test_vesting_by_what_was_bought() -> None:
    """30 of 60 are due by the end of 2026."""
    read = vesting(tranche("half", "amount_bought", "30", "0.02"), tranche("all", "amount_bought", "60", "0.03"))
    assert [read.vested("s", year) for year in (2025, 2026, 2027)] == [0, 0.02, pytest.approx(0.05)]


def test_a_stake_takes_its_amount_from_its_leg() -> None:
    """5 for shares of an issuer worth 50: 10 %; 100 m shares at 150 with a strike of 30: 12 bn."""
    stake = {"stake": "s", "leg": "a", "issuer_value_bn": "50", "shares_m": "100", "strike": "30"}
    read = book(leg("a", "5", kind="investment"), equity_stakes=[stake | {"share_price": "150"}, {"stake": "t"}])
    assert read.stakes["s"].implied_ownership == pytest.approx(0.1)
    assert read.stakes["s"].warrant_value == pytest.approx(12)
    assert read.stakes["t"].invested is None


def test_a_year_before_the_build() -> None:
    """The columns follow the day of the build: read in 2023, the years begin in 2023."""
    read = book(leg("a", "10", start="2023-01-01", end="2024-12-31"), on=date(2023, 6, 1))
    assert row(read)[1:3] == [5, 5]
