"""Cases worked out by hand for the independent reading of the meaning: versions, parts, unpriced capacity."""

from datetime import date

import pytest

from tests.reading.tiny import book, leg, payment, rungs

PARTNERS = [
    {"company": "Partner", "relation": "partner", "counterparty": "Venture"},
    {"company": "Other", "relation": "partner", "counterparty": "Acme"},
]
FAMILY = [{"company": "Daughter", "parent": "Buyer"}]


# Versions


def test_a_whole_with_a_part_is_amended() -> None:
    """500 with a part of 300, replaced by 400: 100 + 300 = 400."""
    read = book(leg("old", "500"), leg("part", "300", part_of="old"), leg("new", "400", replaces="old"))
    assert rungs(read)[:2] == (400, 400)
    assert read.legs["new"].remainder == 100
    assert not read.legs["old"].current


def test_two_amendments_leave_the_last() -> None:
    """300 → 250 → 200: 200."""
    read = book(leg("a", "300"), leg("b", "250", replaces="a"), leg("c", "200", replaces="b"))
    assert rungs(read)[1] == 200


def test_what_was_known_on_a_day() -> None:
    """300 known in January, 250 in June: 300 in March, 250 in July, nothing the year before."""
    legs = leg("a", "300", announced="2025-01-10"), leg("b", "250", replaces="a", announced="2025-06-10")
    assert rungs(book(*legs, on=date(2025, 3, 1)))[1] == 300
    assert rungs(book(*legs, on=date(2025, 7, 1)))[1] == 250
    assert not book(*legs, on=date(2024, 7, 1)).payers


def test_known_from_the_earliest_publication() -> None:
    """Without an announcement the earliest source dates the leg: January, though the first source is of June."""
    dated = leg("a", "300", sources="june; january")
    assert book(dated).legs["a"].known_on == date(2025, 1, 15)
    assert not book(dated, on=date(2025, 1, 14)).legs["a"].current


def test_a_part_is_amended() -> None:
    """A part of 30 replaced by 50 in 100: 50 + 50 = 100."""
    read = book(leg("w", "100"), leg("p", "30", part_of="w"), leg("q", "50", replaces="p"))
    assert rungs(read)[1] == 100
    assert read.legs["w"].remainder == 50


def test_none_ends_a_part() -> None:
    """The same, but the amendment leaves the whole: 100 + 50."""
    read = book(leg("w", "100"), leg("p", "30", part_of="w"), leg("q", "50", replaces="p", part_of="none"))
    assert rungs(read)[1] == 150


def test_a_merger_of_whole_and_part_stays_in_what_is_above() -> None:
    """500 > 100 > 30; one leg of 120 replaces the 30 and the 100: it lies in the 500."""
    above, whole = leg("above", "500"), leg("w", "100", part_of="above")
    read = book(above, whole, leg("p", "30", part_of="w"), leg("new", "120", replaces="p; w"))
    assert rungs(read)[1] == 500
    assert read.legs["above"].remainder == 380


def test_a_cancellation_takes_the_leg_and_leaves_its_parts() -> None:
    """100 with a part of 30 is cancelled in June: 100 before, 30 after."""
    whole, part = leg("w", "100"), leg("p", "30", part_of="w")
    end = leg("end", replaces="w", status="cancelled", announced="2025-06-01")
    assert rungs(book(whole, part, end, on=date(2025, 5, 31)))[1] == 100
    assert rungs(book(whole, part, end))[1] == 30


def test_a_cancelled_middle_passes_its_parts_on() -> None:
    """500 > 100 (cancelled) > 30: 470 + 30."""
    top, middle = leg("top", "500"), leg("m", "100", part_of="top")
    read = book(top, middle, leg("p", "30", part_of="m"), leg("end", replaces="m", status="cancelled"))
    assert rungs(read)[1] == 500
    assert read.legs["top"].remainder == 470


def test_a_middle_that_is_not_known_yet_passes_its_parts_on() -> None:
    """500 > 100 (of 2026) > 30: 470 + 30 today, 400 + 70 + 30 in 2026."""
    legs = leg("top", "500"), leg("m", "100", part_of="top", announced="2026-01-01"), leg("p", "30", part_of="m")
    assert book(*legs).legs["top"].remainder == 470
    assert book(*legs, on=date(2026, 1, 1)).legs["m"].remainder == 70


def test_a_later_version_known_first() -> None:
    """a ← b ← c, and c is dated before b: on a day between, c alone stands."""
    later = leg("b", "250", replaces="a", announced="2025-08-01"), leg("c", "200", replaces="b", announced="2025-03-01")
    assert rungs(book(leg("a", "300"), *later, on=date(2025, 5, 1)))[1] == 200


def test_an_overview_never_counts() -> None:
    """Of an overview of 500 with legs of 200 and 100: 300."""
    read = book(leg("all", "500", status="overview"), leg("a", "200", part_of="all"), leg("b", "100", part_of="all"))
    assert rungs(read)[:2] == (300, 300)


def test_legs_of_one_date_split_a_leg() -> None:
    """100 is split into 70 and 40: 110."""
    split = leg("a", "70", replaces="old"), leg("b", "40", replaces="old")
    assert rungs(book(leg("old", "100"), *split))[1] == 110


def test_a_part_of_a_split_leg_is_an_error() -> None:
    """Which of the two holds the part?"""
    split = leg("a", "70", replaces="old"), leg("b", "40", replaces="old")
    with pytest.raises(ValueError, match="part_of must name one"):
        book(leg("old", "100"), *split, leg("p", "30", part_of="old"))


def test_legs_of_two_dates_do_not_split() -> None:
    """Two amendments of one leg on two days contradict each other."""
    first = leg("a", "70", replaces="old", announced="2025-01-01")
    with pytest.raises(ValueError, match="does the later replace the earlier"):
        book(leg("old", "100"), first, leg("b", "40", replaces="old", announced="2025-02-01"))


@pytest.mark.parametrize("column", ["part_of", "replaces"])
def test_loops_are_errors(column: str) -> None:
    """Each inside, or instead of, the other."""
    with pytest.raises(ValueError, match="loop"):
        book(leg("a", "1", **{column: "b"}), leg("b", "1", **{column: "a"}))


# Parts and unpriced capacity


def test_a_part_below_an_unpriced_part() -> None:
    """100 > unpriced part > 30: 70 + 30 = 100."""
    read = book(leg("w", "100"), leg("m", part_of="w"), leg("p", "30", part_of="m"))
    assert rungs(read)[:2] == (100, 100)
    assert read.legs["w"].remainder == 70


def test_parts_above_the_whole() -> None:
    """100 with parts of 70 and 50: the whole keeps 0, 120 stand."""
    read = book(leg("w", "100"), leg("p", "70", part_of="w"), leg("q", "50", part_of="w"))
    assert rungs(read)[1] == 120


def test_a_part_above_its_own_part() -> None:
    """500 > 100 > 150: the middle takes 150 of the 500, not 100: 350 + 0 + 150."""
    read = book(leg("w", "500"), leg("m", "100", part_of="w"), leg("p", "150", part_of="m"))
    assert rungs(read)[1] == 500


def test_a_part_to_an_own_subsidiary() -> None:
    """100 with a part of 50 from Daughter to Buyer, one family: 100, and 50 leave the bridge as double counts."""
    part = leg("p", "50", part_of="w", payer="Buyer", payee="Daughter")
    read = book(leg("w", "100"), part, companies=FAMILY)
    assert rungs(read)[1] == 100
    assert read.bridge["double_counts"] == 50
    assert read.announced == 150


def test_an_unpriced_part_of_a_priced_whole() -> None:
    """500 for 10 GW with an unpriced part of 6 GW: 500, and the part has no amount."""
    read = book(leg("w", "500", gigawatts="10"), leg("p", part_of="w", gigawatts="6"))
    assert rungs(read)[:2] == (500, 500)
    assert read.total.without_amount["stated"] == 1


def test_unpriced_parts_of_an_unpriced_whole() -> None:
    """10 GW with parts of 6 GW: 4 × 55 + 6 × 55 = 550; nothing is stated."""
    read = book(leg("w", gigawatts="10"), leg("p", part_of="w", gigawatts="6"))
    assert rungs(read) == (550, None, None, None, 0)


def test_a_part_with_amount_and_gigawatts() -> None:
    """10 GW with a part of 30 for 2 GW: 30 stated, 8 × 55 + 30 = 470 all-in."""
    read = book(leg("w", gigawatts="10"), leg("p", "30", part_of="w", gigawatts="2"))
    assert rungs(read)[:2] == (470, 30)


def test_a_part_with_an_amount_only() -> None:
    """10 GW with a part of 30 that states no GW: 550 − 30 + 30 = 550 all-in."""
    read = book(leg("w", gigawatts="10"), leg("p", "30", part_of="w"))
    assert rungs(read)[:2] == (550, 30)


def test_capacity_inside_a_part_with_an_amount() -> None:
    """10 GW > 30 without GW > unpriced 2 GW: the 30 pay for the 2 GW, so 550 − 30 + 30 = 550 all-in, not 440."""
    middle = leg("m", "30", part_of="w")
    assert rungs(book(leg("w", gigawatts="10"), middle, leg("p", part_of="m", gigawatts="2")))[:2] == (550, 30)


def test_capacity_of_parts_above_their_whole() -> None:
    """10 GW > 2 GW > 5 GW: the middle takes 5 GW of the 10: 275 + 0 + 275."""
    middle = leg("m", part_of="w", gigawatts="2")
    assert rungs(book(leg("w", gigawatts="10"), middle, leg("p", part_of="m", gigawatts="5")))[0] == 550


def test_a_part_dearer_than_the_capacity() -> None:
    """1 GW (55) with a part of 80: the whole costs 0, not −25: 80."""
    assert rungs(book(leg("w", gigawatts="1"), leg("p", "80", part_of="w")))[:2] == (80, 80)


def test_a_prepayment_prices_only_itself() -> None:
    """4 GW with a prepayment of 5: 5 stated, 4 × 55 = 220 all-in."""
    read = book(leg("w", gigawatts="4"), payments=[payment("w", "2026-01-01", "2026-12-31", "5")])
    assert rungs(read)[:3] == (220, 5, 5)


def test_a_prepaid_whole_with_a_part_for_gigawatts() -> None:
    """10 GW, prepaid 5, a part of 30 for 2 GW: the 30 hold the 5; 8 × 55 + 30 = 470 all-in, 30 stated."""
    prepaid = [payment("w", "2026-01-01", "2026-12-31", "5")]
    read = book(leg("w", gigawatts="10"), leg("p", "30", part_of="w", gigawatts="2"), payments=prepaid)
    assert rungs(read)[:2] == (470, 30)


def test_a_prepayment_does_not_make_parts_free() -> None:
    """10 GW, prepaid 5, with an unpriced part of 6 GW: 5 + (220 − 5) + 330 = 550."""
    prepaid = [payment("w", "2026-01-01", "2026-12-31", "5")]
    assert rungs(book(leg("w", gigawatts="10"), leg("p", part_of="w", gigawatts="6"), payments=prepaid))[0] == 550


def test_two_unpriced_parts_below_a_price() -> None:
    """500 > unpriced 6 GW > unpriced 2 GW: 500."""
    read = book(leg("w", "500"), leg("m", part_of="w", gigawatts="6"), leg("p", part_of="m", gigawatts="2"))
    assert rungs(read)[:2] == (500, 500)


def test_parts_of_an_overview_are_not_priced_by_it() -> None:
    """An overview of 500 never counts, so its unpriced part of 2 GW stands: 110 all-in."""
    read = book(leg("all", "500", status="overview"), leg("p", part_of="all", gigawatts="2"))
    assert rungs(read)[:2] == (110, None)


def test_cost_per_gigawatt_by_case() -> None:
    """AMD 6 GW: 300, 330, 360."""
    amounts = [rungs(book(leg("amd", gigawatts="6"), case=case))[0] for case in ("low", "base", "high")]
    assert amounts == [300, 330, 360]


def test_a_part_must_be_as_firm_as_its_whole() -> None:
    """A piece of a signed contract is signed."""
    with pytest.raises(ValueError, match="a piece of a signed contract is signed"):
        book(leg("w", "100"), leg("p", "30", part_of="w", status="non_binding"))


def test_a_part_may_be_firmer_than_its_whole() -> None:
    """30 of a non-binding 100 are signed: stated 100, signed 30."""
    read = book(leg("w", "100", status="non_binding"), leg("p", "30", part_of="w"))
    assert rungs(read)[1:3] == (100, 30)
    assert read.bridge["non_binding"] == 70


def test_a_ceiling_in_an_exact_whole() -> None:
    """A piece of an exact contract is exact."""
    with pytest.raises(ValueError, match="exact"):
        book(leg("w", "100"), leg("p", "30", part_of="w", qualifier="at_most"))


def test_a_part_of_somebody_else_is_a_second_commitment() -> None:
    """Stranger pays nothing of Buyer's contract; Daughter may; Other is a partner of Acme, which is no venture."""
    assert rungs(book(leg("w", "100"), leg("p", "30", part_of="w", payer="Daughter"), companies=FAMILY))[1] == 100
    for payer in ("Stranger", "Other"):
        with pytest.raises(ValueError, match="two commitments"):
            book(leg("w", "100"), leg("p", "30", part_of="w", payer=payer), relations=PARTNERS)


def test_documented_passes_to_the_payers_part() -> None:
    """100 by a filing with a part of 30 from the press: 100 documented; the other way round only the 30."""
    read = book(leg("w", "100", sources="filing; press"), leg("p", "30", part_of="w"))
    assert rungs(read)[4] == 100
    read = book(leg("w", "100", sources="press; filing"), leg("p", "30", part_of="w", sources="filing"))
    assert rungs(read)[4] == 30
