"""Many differences that follow from one: the first of each sheet is places, with how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from model.verify.findings import Difference

CITATIONS_SHEET = "sources"
MOST = 20  # of one code that are places one by one
CAUSES = frozenset(
    [
        *("input-edited", "input-added", "input-removed", "input-moved", "input-invalid", "rebuild-needed"),
        *("formula-overwritten", "formula-missing", "formula-changed", "error-value"),
        *("row-added", "row-removed", "column-added", "column-removed", "sheet-missing"),
    ]
)
FOLLOWING = frozenset(
    [
        *("value-changed-upstream", "value-wrong", "check-fails", "error-value"),
        *("link-changed", "validation-changed", "highlight-changed", "text-changed"),
    ]
)


def causes_first(differences: Sequence[Difference]) -> Iterator[Difference]:
    """The differences, where a cause is among them with its many consequences counted by code and sheet."""
    differences = sorting_apart(differences)
    codes = [each.code for each in differences]
    many = {code for code in FOLLOWING if codes.count(code) > MOST and CAUSES.intersection(codes) - {code}}
    counts: dict[tuple[str, str], int] = {}
    for each in differences:
        counts[each.code, each.sheet] = counts.get((each.code, each.sheet), 0) + 1
    places: set[tuple[str, str]] = set()
    for each in differences:
        place = (each.code, each.sheet)
        if each.code not in many or counts[place] == 1:
            yield each
        elif place not in places:
            yield replace(each, message=f"{each.message}; {counts[place] - 1:,} more on this sheet")
        places.add(place)


def sorting_apart(differences: Sequence[Difference]) -> Sequence[Difference]:
    """Where rows of inputs were only sorted, links and citations stand as they were built: that is said once."""
    codes = {each.code for each in differences}
    if "input-moved" not in codes or codes & {"input-added", "input-removed"}:
        return differences
    left = [each for each in differences if stays_behind(each)]
    rest = [each for each in differences if not stays_behind(each)]
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
    return each.code in ("row-added", "row-removed") and each.sheet == CITATIONS_SHEET
