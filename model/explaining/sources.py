"""Sources explained: the rows that cite them, and what rests on those that take their amounts from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.errors import CannotRun
from model.explaining.explanation import Explanation, Row
from model.explaining.figures import selections
from model.explaining.questions import near
from model.explaining.subject import Subject
from model.explaining.up import reach_of_rows

MOST_ROWS = 14
Citing = tuple[str, int, int, str]  # table, row and position among its sources, both from 0, and locator


def explain_source(subject: Subject, where: str, source: str, locator: str) -> Explanation:
    """A source or a place in it: the rows that cite it, and what rests on those of which it is the first source.

    CannotRun where no row cites that place.
    """
    about = subject.inputs.source(source)
    assert about is not None
    everything = list(subject.inputs.citing(source))
    citing = [each for each in everything if not locator or is_at(each[-1], locator)]
    if locator and not citing:
        names = {place for *_, each in everything for place in places(each)}
        raise CannotRun(f"no row cites {locator} of {source}.{near(locator, names)}")
    rests: dict[str, list[int]] = {}
    for table, row, position, _ in citing:
        if position == 0:
            rests.setdefault(table, []).append(row)
    facts = (("published", about.published), ("grade", about.grade), ("url", about.url))
    count = f"{len(citing):,} row{'s' * (len(citing) != 1)}"
    return Explanation(
        where,
        "source",
        f"{about.source}, {locator}" if locator else about.source,
        None,
        "",
        about.title,
        (*(each for each in facts if each[1]), ("cited by", count), ("selected", selections(subject))),
        notes=notes_of(rests),
        rows=tuple(rows_of(subject, citing[:MOST_ROWS])),
        other_rows=max(len(citing) - MOST_ROWS, 0),
        reach=reach_of_rows(subject, rests) if rests.keys() - {"assumptions"} else None,
    )


def rows_of(subject: Subject, citing: Sequence[Citing]) -> list[Row]:
    inputs, rows = subject.inputs, []
    for table, row, position, locator in citing:
        names = f", at {locator}" if locator else ""
        names += f", as its source number {position + 1}" if position else ""
        ask = f"{table}/{inputs.key(table, row)}"
        rows.append(Row(ask, inputs.telling(table, row), inputs.place(table, row), names))
    return rows


def notes_of(rests: Mapping[str, Sequence[int]]) -> tuple[str, ...]:
    notes = []
    if "assumptions" in rests:
        notes.append("Assumptions that cite it are not left out, because every build needs them.")
    if not rests:
        notes.append(
            "It is not the first source of any row (the source of the amount), so no amount depends on it alone."
        )
    return tuple(notes)


def places(locator: str) -> list[str]:
    """The places in a source that a locator names."""
    return [part.strip() for part in locator.split(",") if part.strip()]


def is_at(locator: str, place: str) -> bool:
    """Whether a locator names the place, alone or among others."""
    return place.casefold() in (part.casefold() for part in (locator, *places(locator)))
