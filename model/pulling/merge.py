"""One table, three-way: what the workbook changed since the build goes into what the CSV file says now.

A row is the same on all sides by the key it had at the build. Conflicts are named, never settled here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from model.pulling.result import Choice, Conflict, Edit
from model.pulling.sides import Side, by_key_at_build
from model.table_rows import Cells, Key, label, spelt
from schemas import TableDescription


@dataclass
class Merge:
    """What comes of a table while it is put together: its rows by the key at the build, in no order yet.

    `choices` says for each place which side to keep if both changed it; `conflicts` are all that there are, `unsettled`
    those for which nothing was chosen.
    """

    table: TableDescription
    choices: Mapping[str, Choice]
    rows: dict[Key, Cells] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    unsettled: list[Conflict] = field(default_factory=list)

    def choice(self, key: Key, column: str, base: str, ours: str, theirs: str) -> Choice:
        """Which of two differing sides to keep; ours if nothing was chosen."""
        conflict = Conflict(self.table.name, label(key), column, base, ours, theirs)
        self.conflicts.append(conflict)
        choice = self.choices.get(conflict.place, self.choices.get(conflict.row))
        if choice is None:
            self.unsettled.append(conflict)
        return choice or "ours"


@dataclass(frozen=True)
class Merged:
    """A table after the merge.

    `rows` are the rows of the future file, in order, by the key they had at the build. `is_moved` says that they stand
    in the workbook's order, and `is_torn` that both sides have sorted them, each in its own way.
    """

    table: TableDescription
    ours: Side
    rows: Mapping[Key, Cells]
    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]
    unsettled: tuple[Conflict, ...]
    is_moved: bool
    is_torn: bool


def merged(table: TableDescription, base: Side, ours: Side, theirs: Side, choices: Mapping[str, Choice]) -> Merged:
    """The table with the edits of theirs since the base in ours.

    A default of the package is nobody's edit: it becomes a row of the file where theirs has edited it.
    """
    ours, theirs = by_key_at_build(table, base, ours), by_key_at_build(table, base, theirs)
    merge = Merge(table, choices)
    for key in dict.fromkeys([*theirs.rows, *ours.rows, *base.rows]):
        is_default = key in ours.defaults
        was, now, there = base.rows.get(key), ours.rows.get(key), theirs.rows.get(key)
        if is_default:
            was = now = was or now
        cells = merge_row(merge, key, was, now, there)
        if cells is not None and not (is_default and cells == now):
            merge.rows[key] = cells
            if now is None or is_default:
                merge.edits.append(Edit(table.name, "row added", label(key), after=spelt(cells)))
        elif now is not None and not is_default:
            merge.edits.append(Edit(table.name, "row removed", label(key), before=spelt(now)))
    order, is_moved, is_torn = ordered(base, ours, theirs, merge.rows)
    if is_moved:
        merge.edits.append(Edit(table.name, "rows moved"))
    rows = {key: merge.rows[key] for key in order}
    return Merged(
        table, ours, rows, tuple(merge.edits), tuple(merge.conflicts), tuple(merge.unsettled), is_moved, is_torn
    )


def merge_row(merge: Merge, key: Key, base: Cells | None, ours: Cells | None, theirs: Cells | None) -> Cells | None:
    """The cells of a row; None where it goes, or is in neither."""
    if ours is not None and theirs is not None:
        return dict(merge_cells(merge, key, base, ours, theirs))
    if base is None:
        return ours if theirs is None else theirs
    if ours is None and theirs is None:
        return None
    if base in (ours, theirs):  # one side left the row alone, the other removed it
        return None
    texts = [f"changed: {changes(base, cells)}" if cells else "removed" for cells in (ours, theirs)]
    return ours if merge.choice(key, "", spelt(base), *texts) == "ours" else theirs


def merge_cells(merge: Merge, key: Key, base: Cells | None, ours: Cells, theirs: Cells) -> Iterator[tuple[str, str]]:
    """Each cell of a row that both sides have."""
    for name, here in ours.items():
        was, there = "" if base is None else base[name], theirs[name]
        if here == there or (base is not None and was == there):
            yield name, here
        elif (base is not None and was == here) or merge.choice(key, name, was, here, there) == "theirs":
            merge.edits.append(Edit(merge.table.name, "cell", label(key), name, here, there))
            yield name, there
        else:
            yield name, here


def changes(base: Cells, cells: Cells) -> str:
    """What is different in a row: name and text before and after."""
    return ", ".join(
        f"{name} {text or 'blank'} → {cells[name] or 'blank'}" for name, text in base.items() if text != cells[name]
    )


def ordered(base: Side, ours: Side, theirs: Side, rows: Mapping[Key, Cells]) -> tuple[list[Key], bool, bool]:
    """The rows in order, whether this is the workbook's order instead of the tables', and whether both sides sorted
    them differently.

    Ours is kept, unless theirs alone has put the common rows in another order since the base. A row that one side
    added stands after the row it follows there.
    """
    file_keys = set(ours.keys)
    common = {key for key in base.rows if key in file_keys and key in theirs.rows}
    of_base, of_ours, of_theirs = ([key for key in side.rows if key in common] for side in (base, ours, theirs))
    is_moved = of_theirs not in (of_base, of_ours) and of_ours == of_base
    is_torn = of_theirs not in (of_base, of_ours) and not is_moved
    first, second = (theirs, ours) if is_moved else (ours, theirs)
    leading = [key for key in (first.rows if is_moved else first.keys) if key in rows]
    return with_followers(leading, [key for key in second.rows if key in rows]), is_moved, is_torn


def with_followers(leading: Sequence[Key], others: Sequence[Key]) -> list[Key]:
    """The leading keys in their order, and each other key after the one it follows among the others."""
    followers: dict[Key | None, list[Key]] = {key: [] for key in (None, *leading)}
    before: Key | None = None
    for key in others:
        if key in followers:
            before = key
        else:
            followers[before].append(key)
    return [*followers[None], *(each for key in leading for each in (key, *followers[key]))]
