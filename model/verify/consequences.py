"""Many differences that follow from one, or that say the same: the first of them is reported, with their number."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

from model.verify.findings import Difference

CITATIONS_SHEET = "sources"
YEARS_1904 = 1_462  # days from 1900 to 1904, as spreadsheets count them
MOST = 20  # differences of one kind that are listed one by one
INPUTS = frozenset(["input-edited", "input-added", "input-removed", "input-moved", "input-invalid", "rebuild-needed"])
CAUSES = INPUTS | frozenset(
    [
        *("formula-overwritten", "formula-missing", "formula-changed", "error-value"),
        *("row-added", "row-removed", "column-added", "column-removed", "sheet-missing", "sheet-renamed"),
        *("name-changed", "name-missing", "calculation-changed", "ambiguous"),
    ]
)
STALE = "value-stale"  # whatever was edited or chosen, nobody recomputed the file
FOLLOWING = frozenset(
    [
        *("value-changed-upstream", STALE, "check-fails", "error-value"),
        *("link-changed", "validation-changed", "highlight-changed", "text-changed"),
    ]
)


def causes_first(differences: Sequence[Difference]) -> Iterator[Difference]:
    """The differences, where a cause is among them with its many consequences counted by code."""
    differences = other_days(sorting_apart(differences))
    counts = Counter(each.code for each in differences)
    many = {
        code for code in FOLLOWING if counts[code] > MOST and (code == STALE or CAUSES.intersection(counts) - {code})
    }
    kinds = [each.code if each.code in many else same_but_for_the_place(each) for each in differences]
    yield from counted(differences, kinds)


def counted(differences: Sequence[Difference], kinds: Sequence[Hashable]) -> Iterator[Difference]:
    """The first of each kind that has more than MOST, with the number of the others; all of every other kind."""
    sizes = Counter(kinds)
    before: set[Hashable] = set()
    for each, kind in zip(differences, kinds, strict=True):
        if sizes[kind] <= MOST:
            yield each
        elif kind not in before:
            sheets = len({other.sheet for other, same in zip(differences, kinds, strict=True) if same == kind})
            where = f", on {sheets:,} sheets in all" if sheets > 1 else " on this sheet" if each.sheet else ""
            yield replace(each, message=f"{each.message}; {sizes[kind] - 1:,} more like this{where}")
        before.add(kind)


def same_but_for_the_place(each: Difference) -> Hashable:
    """What a difference says, apart from its cell; rows of inputs are listed, however many there are."""
    return each if each.code in INPUTS else (each.code, each.message, each.expected, each.found)


def other_days(differences: Sequence[Difference]) -> Sequence[Difference]:
    """Where days count from another year, those that differ by just that are said once; all else stays."""
    place = next((at for at, each in enumerate(differences) if each.cell == "date1904"), None)
    left = {each for each in differences if each.code == "input-edited" and days_apart(each) == YEARS_1904}
    if place is None or not left:
        return differences
    message = f"{differences[place].message}, so that every day is another one ({len(left):,} differences in inputs)"
    cause = replace(differences[place], message=message)
    return [cause if each is differences[place] else each for each in differences if each not in left]


def days_apart(each: Difference) -> int | None:
    """How many days later an input is now; None where it is no day."""
    try:
        before, now = (datetime.date.fromisoformat(text or "") for text in (each.expected, each.found))
    except ValueError:
        return None
    return (now - before).days


def sorting_apart(differences: Sequence[Difference]) -> Sequence[Difference]:
    """Where rows of inputs were only sorted, links and citations stand as they were built: that is said once."""
    codes = {each.code for each in differences}
    if "input-moved" not in codes or codes & {"input-added", "input-removed"}:
        return differences
    texts = [each for each in differences if each.code == "text-changed" and each.sheet == CITATIONS_SHEET]
    same_texts = Counter(each.expected for each in texts) == Counter(each.found for each in texts)
    left = {each for each in differences if stays_behind(each)} | set(texts if same_texts else ())
    rest = [each for each in differences if each not in left]
    if not left:
        return differences
    place = next(index for index, each in enumerate(rest) if each.code == "input-moved")
    message = f"{rest[place].message}; links and citations stand as they were built ({len(left):,})"
    rest[place] = replace(rest[place], message=message)
    return rest


def stays_behind(each: Difference) -> bool:
    """A link within the workbook, or a row of the list of citations."""
    if each.code == "link-changed":
        return "://" not in (each.found or "")
    return each.code in ("row-added", "row-removed", "value-changed-upstream") and each.sheet == CITATIONS_SHEET
