"""Cases worked out by hand for the independent reading: amounts, floors, shares of joint ventures, the bridge."""

from datetime import date

import pytest

from tests.reading.tiny import book, leg, payment, rungs, venture

PARTNERS = [{"company": "Partner", "relation": "partner", "counterparty": "Venture"}]


# Amounts, cases, floors


@pytest.mark.parametrize(("case", "amount"), [("low", 115), ("base", 115), ("high", 135)])
def test_a_range_without_a_base(case: str, amount: float) -> None:
    """115–135 without base: 115 low, 115 base, 135 high."""
    assert rungs(book(leg("a", low_bn="115", high_bn="135"), case=case))[1] == amount


def test_a_high_alone_is_no_amount() -> None:
    """An amount needs base or low."""
    with pytest.raises(ValueError, match="base or low"):
        book(leg("a", high_bn="135")).total  # noqa: B018


def test_payments_above_the_amount() -> None:
    """Payments of 70 + 50 on 100: 120."""
    payments = [payment("a", "2026-01-01", "2026-12-31", "70"), payment("a", "2027-01-01", "2027-12-31", "50")]
    assert rungs(book(leg("a", "100"), payments=payments))[1] == 120


def test_the_schedule_published_last_is_in_force() -> None:
    """70 as of January, 120 as of June: 100 (at least 70) in March, 120 in July; never 190."""
    payments = [payment("a", "2026-01-01", "2026-12-31", amount, sources=s) for amount, s in
                (("70", "january"), ("120", "june"))]  # fmt: skip
    assert rungs(book(leg("a", "100"), payments=payments, on=date(2025, 3, 1)))[1] == 100
    assert rungs(book(leg("a", "100"), payments=payments, on=date(2025, 7, 1)))[1] == 120


def test_payments_stay_until_an_amendment_has_its_own() -> None:
    """Payments of 60 on the old leg: an amendment to 50 still counts 60; with its own payments of 40 it counts 50."""
    old, new = leg("old", "100"), leg("new", "50", replaces="old")
    paid = payment("old", "2024-01-01", "2024-12-31", "60")
    assert rungs(book(old, new, payments=[paid]))[1] == 60
    assert rungs(book(old, new, payments=[paid, payment("new", "2024-01-01", "2024-12-31", "40")]))[1] == 50


def test_payments_of_a_split_leg_belong_to_neither() -> None:
    """60 paid on a leg that is split into 30 and 40: 70 stand, not twice 60."""
    split = leg("a", "30", replaces="old"), leg("b", "40", replaces="old")
    paid = payment("old", "2024-01-01", "2024-12-31", "60")
    assert rungs(book(leg("old", "100"), *split, payments=[paid]))[1] == 70


def test_a_ceiling_is_signed_up_to_its_floor() -> None:
    """At most 100 with a floor of 60: stated 100, signed 60, in the low case too."""
    ceiling = leg("a", "60-100", qualifier="at_most")
    assert rungs(book(ceiling))[1:3] == (100, 60)
    assert rungs(book(ceiling, case="low"))[1:3] == (100, 60)
    assert rungs(book(leg("a", "100", qualifier="at_most")))[1:3] == (100, 0)


def test_payments_are_a_floor() -> None:
    """At most 100, nothing stated as a minimum, payments of 40: signed 40."""
    paid = [payment("a", "2026-01-01", "2026-12-31", "40")]
    assert rungs(book(leg("a", "100", qualifier="at_most"), payments=paid))[1:3] == (100, 40)


def test_an_exact_part_takes_of_the_floor() -> None:
    """At most 100, floor 60, part 70 (exact): stated 30 + 70, signed 0 + 70."""
    read = book(leg("w", "60-100", qualifier="at_most"), leg("p", "70", part_of="w"))
    assert rungs(read)[1:3] == (100, 70)


def test_a_small_exact_part_leaves_a_floor() -> None:
    """At most 100, floor 60, part 20: signed 40 + 20."""
    read = book(leg("w", "60-100", qualifier="at_most"), leg("p", "20", part_of="w"))
    assert rungs(read)[1:3] == (100, 60)
    assert read.bridge["above_floor"] == 40


def test_parts_at_one_rate() -> None:
    """EUR 100 at 1.0 in January with parts of 60 and 40 in September, when the rate is 1.2: 60 + 40 = 100."""
    whole = leg("w", "100", currency="EUR", announced="2025-01-15")
    later = {"currency": "EUR", "announced": "2025-09-15", "part_of": "w"}
    fx = [
        {"currency": "EUR", "as_of": "2025-01-01", "usd_per_unit": "1.0"},
        {"currency": "EUR", "as_of": "2025-09-01", "usd_per_unit": "1.2"},
    ]
    read = book(whole, leg("p", "60", **later), leg("q", "40", **later), fx_rates=fx)
    assert rungs(read)[1] == 100
    assert read.legs["p"].usd_rate == 1.0
    alone = book(leg("p", "60", **(later | {"part_of": ""})), fx_rates=fx)
    assert rungs(alone)[1] == 72


@pytest.mark.parametrize(
    ("announced", "dates", "expected"),
    [
        ("2025-02-01", {"2025-01-01": 1.0, "2025-03-01": 2.0, "": 3.0}, 1.0),  # the latest by that day
        ("2024-02-01", {"2025-01-01": 1.0, "2025-03-01": 2.0, "": 3.0}, 3.0),  # none by then: the undated one
        ("2024-02-01", {"2025-01-01": 1.0, "2025-03-01": 2.0}, 1.0),  # else the earliest later one
        ("", {"2025-01-01": 1.0, "2025-03-01": 2.0, "2026-01-01": 4.0}, 2.0),  # undated: by as_of
    ],
)
def test_the_rate_of_a_day(announced: str, dates: dict[str, float], expected: float) -> None:
    """The order in which rates are looked up."""
    fx = [{"currency": "EUR", "as_of": when, "usd_per_unit": str(value)} for when, value in dates.items()]
    assert rungs(book(leg("a", "10", currency="EUR", announced=announced), fx_rates=fx))[1] == 10 * expected


def test_an_amendment_keeps_the_rate() -> None:
    """EUR 100 at 1.0, amended in September to EUR 90: 90, not 108."""
    fx = [
        {"currency": "EUR", "as_of": "2025-01-01", "usd_per_unit": "1.0"},
        {"currency": "EUR", "as_of": "2025-09-01", "usd_per_unit": "1.2"},
    ]
    old = leg("old", "100", currency="EUR", announced="2025-01-15")
    new = leg("new", "90", currency="EUR", announced="2025-09-15", replaces="old")
    assert rungs(book(old, new, fx_rates=fx))[1] == 90


# Shares of joint ventures


def test_an_undisclosed_share() -> None:
    """500 of which the payer's share is not disclosed: signed 500, attributable n/d, one leg without an amount."""
    read = book(venture("v", "500", sources="filing"))
    assert rungs(read, "Buyer") == (500, 500, 500, None, None)
    assert read.total.without_amount["attributable"] == 1
    assert rungs(book(venture("v", "500"), leg("a", "20")))[3] == 20


def test_the_payers_own_part() -> None:
    """Venture 500, share 0.4, own part 100: 0.4 × 100 = 40 and 200 − 40 = 160 of the rest: 200."""
    read = book(venture("v", "500", payer_share="0.4"), leg("p", "100", part_of="v"))
    assert rungs(read)[1:4] == (500, 500, 200)
    assert read.legs["p"].attributable_floor == 40


def test_what_the_venture_buys() -> None:
    """The venture itself buys 300: 0.4 × (500 − 300) = 80, and 300 by the venture."""
    read = book(venture("v", "500", payer_share="0.4"), leg("p", "300", part_of="v", payer="Venture"))
    assert rungs(read, "Buyer")[1:4] == (200, 200, 80)
    assert rungs(read, "Venture")[1:4] == (300, 300, 300)


def test_a_partners_part() -> None:
    """Venture of 500, share 0.4, a partner's part 200: attributable 200 + 200."""
    part = leg("p", "200", part_of="v", payer="Partner")
    read = book(venture("v", "500", payer_share="0.4"), part, relations=PARTNERS)
    assert rungs(read, "Buyer")[3] == 200
    assert rungs(read, "Partner")[3] == 200


def test_a_share_is_at_most_what_is_left() -> None:
    """Venture of 500, share 0.8, a partner's part 200: 0.8 × 500 = 400, but 300 are left."""
    part = leg("p", "200", part_of="v", payer="Partner")
    read = book(venture("v", "500", payer_share="0.8"), part, relations=PARTNERS)
    assert rungs(read, "Buyer")[3] == 300


def test_eighty_to_twenty() -> None:
    """80/20 of 10: 8."""
    assert rungs(book(venture("v", "10", payer_share="0.8")))[1:4] == (10, 10, 8)


def test_a_share_of_a_floor() -> None:
    """At most 100, floor 60, share 0.5: stated 100, signed 60, attributable 30."""
    assert rungs(book(venture("v", "60-100", payer_share="0.5", qualifier="at_most")))[1:4] == (100, 60, 30)


def test_a_reported_venture_leaves_as_reported() -> None:
    """A dollar leaves once, at the first step: nothing of it is counted as partners'."""
    read = book(venture("v", "500", payer_share="0.4", status="reported"))
    assert read.bridge["reported"] == 500
    assert read.bridge["partners"] == 0


# The bridge, n/d, the basis of one's own


def test_the_bridge_adds_up() -> None:
    """Each step of a mixed book, and their sum."""
    read = book(
        leg("exact", "100", sources="filing"),
        leg("ceiling", "30-50", qualifier="at_most"),
        leg("plan", "20", status="non_binding"),
        leg("rumour", "7", status="reported"),
        leg("capacity", gigawatts="2"),
        venture("v", "10", payer_share="0.8"),
        leg("part", "25", part_of="exact"),
    )
    steps = {"double_counts": 25, "unpriced": 110, "reported": 7, "non_binding": 20, "above_floor": 20}
    assert read.bridge == pytest.approx(steps | {"partners": 2, "undocumented": 38, "documented": 100})
    assert rungs(read) == (297, 187, 140, 138, 100)  # 322 − 25, − 110, − (7 + 20 + 20), − 2, − 38
    assert read.announced == pytest.approx(322)


def test_a_payer_without_any_amount() -> None:
    """A signed leg without amount: n/d on every rung that it would reach; a non-binding one is not signed: 0."""
    assert rungs(book(leg("a")), "Buyer") == (None, None, None, None, 0)
    assert rungs(book(leg("a", status="non_binding")), "Buyer") == (None, None, 0, 0, 0)


def test_the_basis_own() -> None:
    """100 signed and undocumented at 0.9, 20 non-binding at 0.5, 2 GW (110) at 0.1: 90 + 10 + 11 = 111."""
    weights = {"own_undocumented": "0.9", "own_non_binding": "0.5", "own_unpriced": "0.1"}
    rows = [{"name": name, "low": value, "base": value, "high": value} for name, value in weights.items()]
    legs = leg("a", "100"), leg("b", "20", status="non_binding"), leg("c", gigawatts="2")
    assert book(*legs, assumptions=rows).total.rungs["own"] == pytest.approx(111)


def test_funding_is_no_commitment() -> None:
    """An investment of 100 and a loan of 50 stand on no rung."""
    read = book(leg("a", "100", kind="investment"), leg("b", "50", kind="loan"), leg("c", "1", kind="lease"))
    assert rungs(read)[1] == 1
    assert read.legs["a"].remainder == 100
