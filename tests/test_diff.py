"""diff: what changed by key, and by how much each change moved each figure, worked out by hand."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from model import CannotRun, diff
from model.changes import edits
from model.changes.compare import Diff, Moved
from model.changes.sides import side
from tests.conftest import SMALL
from tests.harness import Row, write_tables

LEG = {"leg": "a", "payer": "P", "payee": "S", "base_bn": 300, "currency": "USD", "start": "2025-01-01"}
EUROS = {**LEG, "base_bn": 100, "currency": "EUR"}
RATE = {"currency": "EUR", "usd_per_unit": 1}
TODAY = "2025-10-06"
Tables = Mapping[str, Sequence[Row]]


def of(tmp_path: Path, old: Tables, new: Tables, old_day: str = TODAY) -> Diff:
    """The comparison of two books, the old one as of another day."""
    before = write_tables(tmp_path / "old", old, {"as_of": old_day})
    return diff(before, write_tables(tmp_path / "new", new, {"as_of": TODAY}))


def stated(comparison: Diff) -> Moved:
    return next(each for each in comparison.figures if each.name == "stated")


def moves(moved: Moved) -> dict[str, float]:
    """What each cause moved a figure by."""
    amounts: dict[str, float] = {}
    for move in moved.moves:
        amounts[move.cause] = round(amounts.get(move.cause, 0.0) + move.amount, 9)
    return amounts


def later(day: str, **cells: Any) -> dict[str, Any]:
    """A row that replaces the leg."""
    return {**LEG, "leg": "b", "deal": "a", "replaces": "a", "announced": day, **cells}


CASES: dict[str, tuple[Tables, Tables, dict[str, float]]] = {
    # 250 - 300
    "amended in place": ({"deals": [LEG]}, {"deals": [{**LEG, "base_bn": 250}]}, {"Amended": -50}),
    # the later row stands for all of it: 250 - 300
    "amended by a row that replaces": (
        {"deals": [{**LEG, "announced": "2025-01-01"}]},
        {"deals": [{**LEG, "announced": "2025-01-01"}, later("2025-06-01", base_bn=250)]},
        {"Amended": -50},
    ),
    "cancelled in place": ({"deals": [LEG]}, {"deals": [{**LEG, "status": "cancelled"}]}, {"Cancelled": -300}),
    "cancelled by a row": (
        {"deals": [{**LEG, "announced": "2025-01-01"}]},
        {"deals": [{**LEG, "announced": "2025-01-01"}, later("2025-06-01", status="cancelled")]},
        {"Cancelled": -300},
    ),
    # the whole keeps 300 - 100; both leave: -(200 + 100), though neither row may stand without the other
    "a whole and its part are removed": (
        {"deals": [LEG, {**LEG, "leg": "b", "base_bn": 100, "part_of": "a"}]},
        {"deals": [{**LEG, "leg": "z", "base_bn": 1}]},
        {"Cancelled": -300, "New": 1},
    ),
    # what there was lies inside what is new: 500 - 300
    "a framework around a leg": (
        {"deals": [LEG]},
        {"deals": [{**LEG, "part_of": "f"}, {**LEG, "leg": "f", "base_bn": 500}]},
        {"New": 200},
    ),
    # 100 x (1.2 - 1) at the old amount, then (50 - 100) x 1.2 at the new rate
    "a rate, then an amount": (
        {"deals": [EUROS], "fx_rates": [RATE]},
        {"deals": [{**EUROS, "base_bn": 50}], "fx_rates": [{**RATE, "usd_per_unit": 1.2}]},
        {"Exchange rates": 20, "Amended": -60},
    ),
    # a new currency: its rate stands before its leg does, and moves nothing
    "a leg in a new currency": (
        {"deals": [LEG]},
        {"deals": [LEG, {**EUROS, "leg": "b"}], "fx_rates": [{**RATE, "usd_per_unit": 1.1}]},
        {"New": 110},
    ),
    # the payments are more than the amount: 2 x 200 - 300
    "payments price a leg": (
        {"deals": [{**LEG, "end": "2026-12-31"}]},
        {
            "deals": [{**LEG, "end": "2026-12-31"}],
            "payments": [
                {"leg": "a", "start": f"{year}-01-01", "end": f"{year}-12-31", "base_bn": 200} for year in (2025, 2026)
            ],
        },
        {"Timing": 100},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_change_moves_what_it_is_worth(case: str, tmp_path: Path) -> None:
    old, new, expected = CASES[case]
    comparison = of(tmp_path, old, new)
    figure = stated(comparison)
    assert moves(figure) == pytest.approx(expected)
    assert figure.difference == pytest.approx(sum(expected.values()))
    payer = next(each for each in comparison.payers if each.payer == "P" and each.title == "Stated")
    assert moves(payer) == pytest.approx(expected)


def test_a_status_is_worth_what_it_adds_to_the_signed_rung(tmp_path: Path) -> None:
    """Amended first, as firm as it was: nothing of it was signed; then the status: all of the new amount is."""
    old = {"deals": [{**LEG, "status": "non_binding"}]}
    comparison = of(tmp_path, old, {"deals": [{**LEG, "base_bn": 250}]})
    signed = next(each for each in comparison.payers if each.title == "Signed")
    assert moves(signed) == {"Status": 250}
    assert moves(stated(comparison)) == {"Amended": -50}


def test_a_quarter_more_of_revenue(tmp_path: Path) -> None:
    """300 ÷ the last twelve months: 1 + 1 + 1 + 1, then 1 + 1 + 1 + 2."""
    quarters = [("2024-01-01", "2024-03-31"), ("2024-04-01", "2024-06-30"), ("2024-07-01", "2024-09-30")]
    quarters += [("2024-10-01", "2024-12-31"), ("2025-01-01", "2025-03-31")]
    rows = [
        {"company": "P", "period_start": start, "period_end": end, "base_bn": amount, "currency": "USD"}
        for (start, end), amount in zip(quarters, (1, 1, 1, 1, 2), strict=True)
    ]
    comparison = of(tmp_path, {"deals": [LEG], "revenue": rows[:4]}, {"deals": [LEG], "revenue": rows})
    ratio = next(each for each in comparison.figures if each.name == "signed_to_revenue")
    assert (ratio.before, ratio.after) == (75, 60)
    assert [(move.cause, move.what, move.amount) for move in ratio.moves] == [("Revenue", "P", -15)]
    assert not stated(comparison).has_moved


def test_what_becomes_known_counts_from_nothing(tmp_path: Path) -> None:
    """A leg without an amount is n/d, which is no 0; then 40."""
    old: Tables = {"deals": [{**LEG, "base_bn": ""}]}
    new: Tables = {"deals": [{**LEG, "base_bn": 40}]}
    there = stated(of(tmp_path, old, new))
    assert (there.before, there.after, moves(there)) == (None, 40, {"Became known": 40})
    back = stated(of(tmp_path, new, old))
    assert (back.before, back.after, moves(back)) == (40, None, {"No longer known": -40})


def test_the_as_of_day_moves_what_is_known(tmp_path: Path) -> None:
    book = {"deals": [{**LEG, "announced": "2025-09-01"}]}
    figure = stated(of(tmp_path, book, book, "2025-06-30"))
    assert (figure.before, figure.after, moves(figure)) == (0, 300, {"As-of day": 300})


def test_a_renamed_company_moves_no_dollar(tmp_path: Path) -> None:
    legs = [{**LEG, "leg": f"{number}", "deal": "a"} for number in "abc"]
    comparison = of(tmp_path, {"deals": legs}, {"deals": [{**leg, "payer": "Q"} for leg in legs]})
    assert [(each.kind, each.key) for each in comparison.changes] == [("renamed", "Q")]
    assert not [each for each in (*comparison.figures, *comparison.payers) if each.has_moved]
    assert {each.payer for each in comparison.payers} == {"Q"}


@pytest.mark.long
def test_a_company_is_renamed_where_its_aliases_say_so(tmp_path: Path) -> None:
    new: Tables = {"deals": [{**LEG, "payer": "Q"}], "companies": [{"company": "Q", "aliases": "P", "country": "US"}]}
    comparison = of(tmp_path, {"deals": [LEG]}, new)
    assert [each.kind for each in comparison.changes] == ["renamed", "amended"]


def test_a_leg_is_renamed_with_its_payments_and_in_its_parts(tmp_path: Path) -> None:
    def book(name: str) -> Tables:
        payment = {"leg": name, "start": "2025-01-01", "end": "2025-12-31", "base_bn": 10}
        part = {**LEG, "leg": "part", "base_bn": 10, "part_of": name}
        return {"deals": [{**LEG, "leg": name, "deal": "d"}, part], "payments": [payment]}

    comparison = of(tmp_path, book("a"), book("b"))
    assert [(each.table, each.kind, each.key) for each in comparison.changes] == [("deals", "renamed", "b")]


@pytest.mark.long
def test_legs_that_are_alike_are_no_renaming_in_doubt(tmp_path: Path) -> None:
    """Two equal legs left and two came: which is which, nobody can say."""
    legs = [{**LEG, "leg": name, "deal": "d"} for name in "abcd"]
    comparison = of(tmp_path, {"deals": legs[:2]}, {"deals": legs[2:]})
    assert sorted(each.kind for each in comparison.changes) == ["added", "added", "removed", "removed"]
    assert moves(stated(comparison)) == {"Cancelled": -600, "New": 600}


@pytest.mark.long
def test_a_company_that_left_is_not_the_one_that_came(tmp_path: Path) -> None:
    """Their rows are equal, and no row that named the one names the other."""
    new = {"deals": [{**LEG, "leg": "b", "payer": "Q", "base_bn": 7}]}
    comparison = of(tmp_path, {"deals": [LEG]}, new)
    assert "renamed" not in {each.kind for each in comparison.changes}
    assert {each.payer: moves(each) for each in comparison.payers if each.title == "Stated"} == {
        "P": {"Cancelled": -300},
        "Q": {"New": 7},
    }


def test_many_changes_of_a_cause_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two steps and one for the three smallest, 10, 20 and 30, of which each fell by a tenth: -6."""
    monkeypatch.setattr(edits, "MOST_EDITS", 2)
    legs = [{**LEG, "leg": f"leg {number}", "base_bn": number} for number in (10, 20, 30, 40, 50)]
    lower = [{**leg, "base_bn": 0.9 * float(str(leg["base_bn"]))} for leg in legs]
    figure = stated(of(tmp_path, {"deals": legs}, {"deals": lower}))
    assert [(move.what, round(move.amount, 9)) for move in figure.moves] == [
        ("3 others", -6),
        ("leg 50", -5),
        ("leg 40", -4),
    ]


@pytest.mark.long
def test_a_workbook_is_compared_by_its_input_sheets(built_of_one_leg: Path) -> None:
    comparison = diff(built_of_one_leg.parent / "tables", built_of_one_leg)
    assert comparison.is_empty
    assert comparison.steps == ()
    assert not any(each.moves or each.has_moved for each in (*comparison.figures, *comparison.payers))


@pytest.mark.long
def test_nothing_changed_in_a_larger_book(built_small: Path) -> None:
    assert diff(SMALL, SMALL).is_empty
    assert diff(SMALL, built_small).is_empty


def test_tables_with_errors_are_refused(tmp_path: Path) -> None:
    bad = write_tables(tmp_path / "bad", {"deals": [{**LEG, "part_of": "nothing"}]})
    with pytest.raises(CannotRun, match=r"has 1 error; tieout validate --inputs .*bad lists them"):
        diff(bad, SMALL)
    with pytest.raises(CannotRun, match="no such folder does not exist"):
        diff("no such folder", SMALL)


def test_tables_of_the_first_version_are_refused_with_advice(tmp_path: Path) -> None:
    old = tmp_path / "old"
    shutil.copytree(SMALL, old)
    deals = old / "deals.csv"
    header, *rows = deals.read_text().splitlines(keepends=True)
    deals.write_text("".join([header.replace("status", "firmness").replace("part_of", "within"), *rows]))
    with pytest.raises(CannotRun, match=r"tieout 0\.1\.0 .*tieout init NEW --from OLD"):
        diff(old, SMALL)


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_a_revision_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PATH is seen from the working directory, or from the top of the repository."""
    tables = write_tables(tmp_path / "sub" / "in", {"deals": [LEG]})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    write_tables(tables, {"deals": [{**LEG, "base_bn": 250}]})
    monkeypatch.chdir(tmp_path / "sub")
    assert moves(stated(diff("HEAD:in", "in"))) == {"Amended": -50}
    for name in ("HEAD:sub/in", "HEAD:./in"):
        assert side(name).frames["deals"]["base_bn"].tolist() == [300]
    for name, message in (
        ("HEAD:elsewhere", "no elsewhere in the revision HEAD"),
        ("v9:in", "no revision v9"),
        (":in", "is not a revision"),
        ("--output=x:in", "is not a revision"),
    ):
        with pytest.raises(CannotRun, match=message):
            diff(name, "in")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotRun, match="git, which is needed to read a revision, is not installed"):
        diff("HEAD:in", "in")


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(CannotRun, match="not in a git repository"):
        diff("HEAD:in", SMALL)
