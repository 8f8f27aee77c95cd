"""The defined names of a file against those of a fresh build."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence

from model.verify.findings import Difference, difference
from model.verify.pair import Pair, moved_along
from model.xlsx.book import Book
from model.xlsx.reader import BUILT_IN
from model.xlsx.spelling import Moves, left_over, seen_through

PROGRAMS = ("print_titles", "print_area", "sheet_title", "_filterdatabase")  # Gnumeric writes them without _xlnm.
ROWS = re.compile(r"\$\d+")


def names(fresh: Book, actual: Book, paired: Sequence[Pair]) -> Iterator[Difference]:
    """Defined names; print areas and names that programs keep for themselves are not part of the model.

    A name that grew, shrank or moved with the rows and columns around it is unchanged.
    """
    moves: dict[str, Moves | None] = {pair.actual.name: pair.moves for pair in paired}
    left: dict[str, Moves | None] = {
        **dict.fromkeys(fresh.sheets),
        **{pair.expected.name: pair.moves for pair in paired},
    }
    new_names = {pair.actual.name: pair.expected.name for pair in paired}
    names_there = {(scope, name.casefold()): (name, text) for (scope, name), text in actual.names.items()}
    changed = []
    for (scope, name), text in fresh.names.items():
        if name.startswith(BUILT_IN):
            continue
        same_name = names_there.pop((scope, name.casefold()), None)
        if same_name is None:
            yield difference("name-missing", (scope, name), f"the name {name} is gone", f"={text}", None)
        elif left_over(text, "", left) != seen_through(same_name[1], "", moves, new_names):
            changed.append((scope, name, text, same_name[1]))
    yield from names_changed(changed, paired)
    for (scope, _), (name, text) in names_there.items():
        if name.casefold().removeprefix(BUILT_IN) in PROGRAMS and (scope or name.startswith(BUILT_IN)):
            continue
        if ("", name.casefold()) in {(of, each.casefold()) for of, each in fresh.names}:
            message = f"on this sheet, formulas now use this name in place of the model's {name}"
            yield difference("name-hides", (scope, name), message, f"={fresh.names.get(('', name), '')}", f"={text}")
        else:
            yield difference("name-added", (scope, name), f"the model has no name {name}", None, f"={text}")


def names_changed(changed: Sequence[tuple[str, str, str, str]], paired: Sequence[Pair]) -> Iterator[Difference]:
    """Names that point elsewhere; those of one sheet that all have the same other rows are one difference."""
    alike: dict[Hashable, list[tuple[str, str, str, str]]] = {}
    for each in changed:
        _, name, before, after = each
        same_columns = ROWS.sub("", before) == ROWS.sub("", after)
        rows = (before.partition("!")[0], *ROWS.findall(before), *ROWS.findall(after))
        alike.setdefault(rows if same_columns else name, []).append(each)
    for together in alike.values():
        scope, name, before, after = together[0]
        message = f"the name {name} points elsewhere"
        if len(together) > 1:
            message = f"{name} and {len(together) - 1:,} more names of these rows have other rows"
        if before == after:
            message += ": they read as before, but the rows, columns or sheets they name have moved without them"
            before = moved_along(before, "", paired)
        yield difference("name-changed", (scope, name), message, f"={before}", f"={after}")
