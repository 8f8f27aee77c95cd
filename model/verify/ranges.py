"""What applies to ranges of cells: rules for what may be typed, links, colour rules, locks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from model.verify.cells import Box
from model.verify.findings import Difference, difference
from model.verify.pair import Pair, moved_along
from model.xlsx.book import SheetHeld, Validation, box, cell_name
from model.xlsx.palette import LEAST_CONTRAST, WHITE, contrast
from model.xlsx.spelling import canonical, seen_through

RELATIVE = re.compile(
    r"(?<![$A-Z0-9'\"!])\$?[A-Z]{1,3}[0-9]+(?![0-9A-Z(])|(?<![$A-Z0-9'\"])[A-Z]{1,3}\$[0-9]+(?![0-9A-Z(])"
)


def flat(ref: str) -> str:
    return canonical(ref.replace("$", "").upper())


def back(ref: str, pair: Pair) -> str:
    """A range of the file as it was before rows and columns moved."""
    if pair.moves.none:
        return flat(ref)
    return seen_through(ref.replace("$", "").upper(), pair.actual.name, {pair.actual.name: pair.moves}, {})


def now(ref: str, pair: Pair) -> str:
    """A range of the fresh build as the file would have it had it moved with the rows and columns."""
    return moved_along(ref, pair.expected.name, [pair])


def ranges(pair: Pair) -> Iterator[Difference]:
    """Validations, colour rules, links and protection, each by the range it stands on.

    They are compared as they were before rows and columns moved, and shown as they stand in the file.
    """
    sheet, expected, actual = pair.actual.name, pair.expected, pair.actual
    refs = [*actual.validations, *actual.links, *(ref for ref, _ in actual.conditional)]
    places = {back(ref, pair): flat(ref) for ref in refs}
    typed_in_place = rules(actual.validations, None)
    if pair.moves.none:
        places |= {ref: ref for ref in typed_in_place}  # also those put together from pieces
    for code, message, model_rules, file_rules, rules_in_place in (
        (
            "validation-changed",
            "the rules for what may be typed have changed",
            rules(expected.validations, None),
            rules(actual.validations, pair),
            typed_in_place,
        ),
        (
            "link-changed",
            "the link leads elsewhere",
            linked(expected.links, None),
            linked(actual.links, pair),
            linked(actual.links, None),
        ),
        (
            "highlight-changed",
            "the rule that colours the cells differs",
            coloured(expected, None),
            coloured(actual, pair),
            coloured(actual, None),
        ),
    ):
        for where in dict.fromkeys([*model_rules, *file_rules]):
            if model_rules.get(where) != file_rules.get(where):
                place = places.get(where)  # None: nothing in the file stands there any more
                in_file = None if place is None else rules_in_place.get(place)
                if code == "highlight-changed" and in_file and apart(where, model_rules) and readable_rule(in_file):
                    own = "the model has no such rule here"
                    yield difference("highlight-added", (sheet, place or where), own, None, in_file)
                else:
                    yield rule_difference(code, message, (sheet, place or where), model_rules.get(where), in_file)
    yield from locks(pair)
    if "enableFormatConditionsCalculation" in actual.view:
        message = "the rules that colour the sheet's cells are switched off"
        yield difference("highlight-changed", (sheet, ""), message, "applied", "not applied")


def rule_difference(
    code: str, message: str, place: tuple[str, str], model_rule: str | None, file_rule: str | None
) -> Difference:
    """A rule that differs. A rule that somebody added beside the model's, or lost shading, hides nothing."""
    if code == "highlight-changed" and file_rule is None and (model_rule or "").startswith("colorScale"):
        return difference("shading-lost", place, "the cells are no longer shaded by their values", model_rule, None)
    return difference(code, place, message, model_rule, file_rule)


def readable_rule(rule: str) -> bool:
    """Whether text that a rule colours can be read, and shows the number that is there."""
    if re.search(r"(?:^| )as \S", rule):
        return False
    colours = re.findall(r"\bin ([^;]*?)(?: on ([0-9A-F]{6}))?(?=;|$)", rule)
    return all(
        re.fullmatch(r"[0-9A-F]{6}", text) and contrast(text, ground or WHITE) >= LEAST_CONTRAST
        for text, ground in colours
    )


def apart(where: str, model_rules: Mapping[str, str]) -> bool:
    """Whether none of the model's rules colours any of these cells; cells of added rows belong to no rule."""
    return where not in model_rules and (
        "None" in where or not any(overlap(box(where), box(other)) for other in model_rules)
    )


def overlap(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def locks(pair: Pair) -> Iterator[Difference]:
    """Protection of a sheet, the ranges left out of it, and cells that are unlocked one by one."""
    sheet, expected, actual = pair.actual.name, pair.expected, pair.actual
    if expected.protected and not actual.protected:
        yield difference("unprotected", (sheet, ""), "the sheet's formulas are no longer locked", "locked", "unlocked")
    elif expected.protected:
        if where := actual.view.get("protectedRanges"):
            message = "the protection of the sheet has exceptions"
            yield difference("unprotected", (sheet, where), message, "locked", "unlocked")
        unlocked = [
            spot
            for spot, style in actual.styles.items()
            if not style.locked
            and (before := pair.before(spot)) is not None
            and before in expected.styles
            and expected.styles[before].locked
        ]
        if unlocked:
            message = f"cells that were locked may be typed over ({len(unlocked):,})"
            yield difference("unprotected", (sheet, cell_name(min(unlocked))), message, "locked", "unlocked")


def as_before(ref: str, pair: Pair | None) -> str:
    return flat(ref) if pair is None else back(ref, pair)


def formula_of(text: str, pair: Pair | None) -> str:
    """A formula outside of cells, in the one spelling."""
    if pair is None or pair.moves.none:
        return canonical(text)
    return seen_through(text, pair.actual.name, {pair.actual.name: pair.moves}, {})


def rules(validations: Mapping[str, Validation], pair: Pair | None) -> dict[str, str]:
    """What may be typed, by range; where a program cut a range in two or stated part of it twice, as one."""
    return joined(
        {
            as_before(ref, pair): " ".join(
                filter(
                    None,
                    (kind, operator, formula_of(first, pair), formula_of(second, pair), "" if enforced else "(advice)"),
                )
            )
            for ref, (kind, operator, first, second, enforced) in validations.items()
        }
    )


def joined(rules_by_range: Mapping[str, str]) -> dict[str, str]:
    """Ranges that meet or overlap and have the same rule, as one; not where the rule counts from its first cell."""
    whole: dict[str, str] = {}
    stacks: dict[tuple[int, int, str], list[tuple[int, int]]] = {}
    for ref, rule in rules_by_range.items():
        if "None" in ref or RELATIVE.search(rule):
            whole[ref] = rule
        else:
            top, left, bottom, right = box(ref)
            stacks.setdefault((left, right, rule), []).append((top, bottom))
    for (left, right, rule), rows in stacks.items():
        spans: list[tuple[int, int]] = []
        for top, bottom in sorted(rows):
            first, last = spans.pop() if spans and top <= spans[-1][1] + 1 else (top, bottom)
            spans.append((first, max(last, bottom)))
        whole |= {flat(f"{cell_name((top, left))}:{cell_name((bottom, right))}"): rule for top, bottom in spans}
    return whole


def linked(links: Mapping[str, str], pair: Pair | None) -> dict[str, str]:
    return {
        as_before(ref, pair): target if "://" in target else canonical(target.lstrip("#"))
        for ref, target in links.items()
    }


def coloured(sheet: SheetHeld, pair: Pair | None) -> dict[str, str]:
    rules_by_range: dict[str, list[str]] = {}
    for ref, rule in sheet.conditional:
        rules_by_range.setdefault(as_before(ref, pair), []).append(rule)
    return {ref: "; ".join(sorted(texts)) for ref, texts in rules_by_range.items()}
