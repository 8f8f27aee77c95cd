"""Three-way merge of a table: one side's edit goes in; a cell both changed differently is a conflict, never merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.pulling.merge import Merged, merged
from model.pulling.result import Choice
from model.pulling.sides import Side
from model.table_rows import Key
from schemas import table_named

COMPANIES = table_named("companies")
NAMES = [column.name for column in COMPANIES.columns]
BASE = ("Acme company US", "Bolt company DE", "Crux group FR", "Dyne company GB")


def side(*rows: str, defaults: Sequence[str] = ()) -> Side:
    """A side of the table companies: each row its first cells, ? for a blank one."""
    cells = [dict.fromkeys(NAMES, "") | dict(zip(NAMES, row.replace("?", "").split(" "), strict=False)) for row in rows]
    return Side({(each["company"],): each for each in cells}, frozenset((key,) for key in defaults))


def rows(merge: Merged) -> list[str]:
    """The rows of the file to be, as `side` takes them."""
    return [" ".join(cells[name] or "?" for name in NAMES[:3]) for cells in merge.rows.values()]


def after(ours: Side, theirs: Side, base: Side | None = None, **choices: Choice) -> Merged:
    return merged(COMPANIES, base or side(*BASE), ours, theirs, {f"companies/{key}": it for key, it in choices.items()})


def places(merge: Merged) -> list[str]:
    return [conflict.place for conflict in merge.conflicts]


def edited(row: int, text: str, *more: str) -> Side:
    """The base with another row in the place of one of its rows, and more rows below."""
    return side(*BASE[:row], text, *BASE[row + 1 :], *more)


def test_edits_of_both_sides_go_together() -> None:
    merge = after(edited(0, "Acme company CA"), edited(1, "Bolt group DE"))
    assert rows(merge) == ["Acme company CA", "Bolt group DE", *BASE[2:]]
    assert [(edit.key, edit.column, edit.before, edit.after) for edit in merge.edits] == [
        ("Bolt", "kind", "company", "group")
    ]
    both = after(edited(0, "Acme company CA"), edited(0, "Acme group US"))
    assert (rows(both)[0], both.conflicts) == ("Acme group CA", ())


def test_the_same_edit_on_both_sides_is_no_edit() -> None:
    merge = after(edited(0, "Acme company CA"), edited(0, "Acme company CA"))
    assert (rows(merge)[0], merge.edits, merge.conflicts) == ("Acme company CA", (), ())


def test_a_cell_changed_on_both_sides_is_a_conflict_until_somebody_chooses() -> None:
    ours, theirs = edited(0, "Acme company CA"), edited(0, "Acme company MX")
    merge = after(ours, theirs)
    assert [(each.place, each.base, each.ours, each.theirs) for each in merge.unsettled] == [
        ("companies/Acme/country", "US", "CA", "MX")
    ]
    for choices, country in (
        ({"Acme/country": "theirs"}, "MX"),
        ({"Acme/country": "ours"}, "CA"),
        ({"Acme": "theirs"}, "MX"),
    ):
        settled = after(ours, theirs, **choices)  # type: ignore[arg-type]
        assert (rows(settled)[0], settled.unsettled) == (f"Acme company {country}", ())
        assert settled.conflicts == merge.conflicts


def test_a_row_edited_here_and_removed_there_is_a_conflict() -> None:
    ours, theirs = edited(0, "Acme company CA"), side(*BASE[1:])
    (conflict,) = after(ours, theirs).unsettled
    assert (conflict.place, conflict.ours, conflict.theirs) == (
        "companies/Acme",
        "changed: country US → CA",
        "removed",
    )
    assert rows(after(ours, theirs, Acme="theirs")) == [*BASE[1:]]
    assert rows(after(ours, theirs, Acme="ours")) == ["Acme company CA", *BASE[1:]]
    (other,) = after(theirs, ours).unsettled
    assert (other.ours, other.theirs) == ("removed", "changed: country US → CA")
    assert rows(after(theirs, ours, Acme="theirs")) == ["Acme company CA", *BASE[1:]]


def test_a_row_removed_goes_and_one_that_both_removed_is_no_edit() -> None:
    removed = side(*BASE[:2], *BASE[3:])
    merge = after(side(*BASE), removed)
    assert (rows(merge), [edit.kind for edit in merge.edits]) == ([*BASE[:2], *BASE[3:]], ["row removed"])
    assert after(removed, removed).edits == ()
    assert rows(after(removed, side(*BASE))) == [*BASE[:2], *BASE[3:]]


def test_a_row_added_stands_after_the_one_it_follows() -> None:
    theirs = side("New company ?", BASE[0], "Next company ?", "Then group ?", *BASE[1:], "Last company ?")
    assert rows(after(side(*BASE), theirs)) == [
        *("New company ?", BASE[0], "Next company ?", "Then group ?"),
        *BASE[1:],
        "Last company ?",
    ]
    ours = side(*BASE[:3], "Ours company ?")
    assert rows(after(ours, theirs))[-3:] == ["Crux group FR", "Last company ?", "Ours company ?"]


def test_the_same_key_added_on_both_sides_conflicts_where_cells_differ() -> None:
    ours, theirs = side(*BASE, "New company US"), side(*BASE, "New group US")
    merge = after(ours, theirs)
    assert [(each.place, each.base) for each in merge.unsettled] == [("companies/New/kind", "")]
    assert after(ours, ours).conflicts == ()


def test_a_key_typed_over_in_its_place_is_a_rename() -> None:
    merge = after(edited(1, "Bolt company AT"), edited(1, "Bolts company DE"))
    assert rows(merge) == [BASE[0], "Bolts company AT", *BASE[2:]]
    assert [(edit.key, edit.column, edit.after) for edit in merge.edits] == [("Bolt", "company", "Bolts")]
    ours_renamed = after(edited(1, "Bolts company DE"), edited(1, "Bolt company AT"))
    assert rows(ours_renamed)[1] == "Bolts company AT"
    assert places(after(edited(1, "Bolts company DE"), edited(1, "Bolting company DE"))) == ["companies/Bolt/company"]


def test_another_row_in_the_same_place_is_no_rename() -> None:
    merge = after(side(*BASE), edited(1, "Other group AT"))
    assert [edit.kind for edit in merge.edits] == ["row added", "row removed"]
    assert rows(merge) == [BASE[0], "Other group AT", *BASE[2:]]


def test_a_renamed_row_that_was_sorted_is_known_by_its_other_cells() -> None:
    base = side("Acme company US P Q", "Bolt company DE R S", "Crux group FR T U")
    theirs = side("Crux group FR T U", "Acme company US P Q", "Bolts company DE R S")
    merge = after(base, theirs, base)
    assert [(edit.kind, edit.after) for edit in merge.edits] == [("cell", "Bolts"), ("rows moved", "")]
    few = after(side(*BASE[:3]), side(BASE[2], BASE[0], "Bolts company DE"), side(*BASE[:3]))
    assert "row added" in [edit.kind for edit in few.edits]


def test_sorted_rows_are_sorted_here_with_rows_of_ours_where_they_belong() -> None:
    ours = side(*BASE[:2], "Ours company ?", *BASE[2:])
    merge = after(ours, side(*BASE[::-1]))
    assert rows(merge) == [BASE[3], BASE[2], BASE[1], "Ours company ?", BASE[0]]
    assert [edit.kind for edit in merge.edits] == ["rows moved"]


def test_rows_sorted_here_alone_or_alike_stay_and_sorted_otherwise_ours_stay() -> None:
    ours = side(*BASE[::-1])
    assert rows(after(ours, side(*BASE))) == [*BASE[::-1]]
    assert after(ours, ours).edits == ()
    torn = after(ours, side(BASE[1], BASE[0], *BASE[2:]))
    assert (rows(torn), torn.is_torn, torn.edits) == ([*BASE[::-1]], True, ())


def test_a_default_of_the_package_is_written_only_once_it_is_edited() -> None:
    ours = side(*BASE, defaults=["Dyne"])
    assert rows(after(ours, side(*BASE))) == [*BASE[:3]]
    assert after(ours, side(*BASE[:3])).edits == ()
    merge = after(ours, edited(3, "Dyne group GB"))
    assert (rows(merge)[3], [edit.kind for edit in merge.edits]) == ("Dyne group GB", ["cell", "row added"])
    another_default = side(*BASE[:3], "Dyne company IE", defaults=["Dyne"])
    assert after(another_default, side(*BASE)).edits == ()
    assert rows(after(another_default, edited(3, "Dyne group GB")))[3] == "Dyne group GB"
    assert after(another_default, edited(3, "Dyne company FR")).conflicts == ()


# whatever the sides are


@st.composite
def sides(draw: st.DrawFn) -> Side:
    """Some of six companies, in any order, with cells of two letters: sides are often alike."""
    names = draw(st.lists(st.sampled_from("ABCDEF"), unique=True, max_size=6))
    return side(*(f"{name} {draw(st.sampled_from('xy?'))} {draw(st.sampled_from('pq?'))}" for name in names))


def contents(rows: Mapping[Key, Mapping[str, str]]) -> list[Mapping[str, str]]:
    return [*rows.values()]


@settings(deadline=None, max_examples=80)
@given(sides(), sides())
def test_what_one_side_did_alone_is_what_comes(base: Side, other: Side) -> None:
    pulled = merged(COMPANIES, base, base, other, {})
    assert (contents(pulled.rows), pulled.conflicts) == (contents(other.rows), ())
    stayed = merged(COMPANIES, base, other, base, {})
    assert (contents(stayed.rows), stayed.edits, stayed.conflicts) == (contents(other.rows), (), ())
    again = merged(COMPANIES, base, other, other, {})
    assert (contents(again.rows), again.edits, again.conflicts) == (contents(other.rows), (), ())


@settings(deadline=None, max_examples=80)
@given(sides(), sides(), sides())
def test_conflicts_are_the_same_from_both_sides_and_chosen_by_row_as_by_cell(
    base: Side, ours: Side, theirs: Side
) -> None:
    here, there = merged(COMPANIES, base, ours, theirs, {}), merged(COMPANIES, base, theirs, ours, {})
    assert set(places(here)) == set(places(there))
    assert here.unsettled == here.conflicts
    for side_chosen in ("ours", "theirs"):
        by_cell = {each.place: side_chosen for each in here.conflicts}
        by_row = {each.row: side_chosen for each in here.conflicts}
        one, other = (merged(COMPANIES, base, ours, theirs, choice) for choice in (by_cell, by_row))  # type: ignore[arg-type]
        assert (one.rows, one.unsettled) == (other.rows, ())


@settings(deadline=None, max_examples=80)
@given(sides(), sides(), sides())
def test_every_cell_comes_from_a_side_and_none_that_differs_three_ways_goes_unsaid(
    base: Side, ours: Side, theirs: Side
) -> None:
    merge = merged(COMPANIES, base, ours, theirs, {})
    for key in base.rows.keys() & ours.rows.keys() & theirs.rows.keys():
        for name in NAMES:
            was, here, there = (each.rows[key][name] for each in (base, ours, theirs))
            conflict = f"companies/{key[0]}/{name}" in places(merge)
            assert conflict == (len({was, here, there}) == 3)
            assert merge.rows[key][name] == (here if conflict or there == was else there)


@pytest.mark.parametrize("count", [5_000])
def test_thousands_of_rows_take_no_time(count: int) -> None:
    base = side(*(f"C{number} company US" for number in range(count)))
    theirs = side(*(f"C{number} company US" for number in reversed(range(0, 2 * count, 2))))
    assert len(merged(COMPANIES, base, base, theirs, {}).rows) == count
