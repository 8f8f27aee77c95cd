"""Many differences that follow from one: the first of them is reported, with their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from model.verify.findings import Difference

CITATIONS_SHEET = "sources"
MOST = 20  # differences of one code that are listed one by one
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
    """The differences, where a cause is among them with its many consequences counted by code."""
    differences = sorting_apart(differences)
    counts = Counter(each.code for each in differences)
    many = {code for code in FOLLOWING if counts[code] > MOST and CAUSES.intersection(counts) - {code}}
    codes: set[str] = set()
    for each in differences:
        if each.code not in many:
            yield each
        elif each.code not in codes:
            sheets = len({other.sheet for other in differences if other.code == each.code})
            where = f", on {sheets:,} sheets in all" if sheets > 1 else " on this sheet"
            yield replace(each, message=f"{each.message}; {counts[each.code] - 1:,} more like this{where}")
        codes.add(each.code)


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
