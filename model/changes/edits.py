"""The changes between two states as edits, in the order in which they are made: by cause, the largest first.

One edit is about one leg, plan, company's revenue, rate or assumption, with the rows that depend on it: a leg that
comes or goes takes along its payments and the cells that name it. Everything that no key figure reads is one edit, the
last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from model.changes.books import Op
from model.changes.causes import SUPPORTING, VERSIONED, Cause, Edit, cause_of
from model.changes.figures import columns_read
from model.changes.rows import Frames, Rows, key_text
from schemas import TABLES, keys, table_named

MOST_EDITS = 60  # of one cause; all that are smaller are one more
UNREAD = "cells on which no key figure depends"
ROUGH_COST = 50.0  # USD bn per GW, to say which of two legs without amounts is larger

Subject = tuple[str, str]  # what an edit is about: a table, and the first part of a key


@dataclass(frozen=True)
class States:
    """The tables before and after, typed and by key; what was renamed has its new name in both."""

    old: Frames
    new: Frames
    before: Mapping[str, Rows]
    after: Mapping[str, Rows]


def edits_between(states: States) -> list[Edit]:
    """All edits in their order. Together they make the new tables of the old ones."""
    ops = list(ops_between(states))
    versions = {
        subject_of(op): cause_of(op, new_cells(states, op)) for op in ops if op.column is None and op.table in VERSIONED
    }
    groups: dict[tuple[Cause, Subject], list[Op]] = defaultdict(list)
    unread: list[Op] = []
    for op in ops:
        host = host_of(states, op, versions)
        if host is not None:
            groups[versions[host], host].append(op)
        elif not is_read(states, op):
            unread.append(op)
        else:
            cause = cause_of(op, new_cells(states, op))
            groups[cause, ("", "") if cause is Cause.NAMES else subject_of(op)].append(op)
    rates = rates_of(states)
    all_edits = [as_edit(states, cause, group, rates) for (cause, _), group in groups.items()]
    edits = [edit for cause in Cause for edit in bounded([each for each in all_edits if each.cause is cause])]
    return [*edits, Edit(Cause.OTHER, (UNREAD,), tuple(unread))] if unread else edits


def ops_between(states: States) -> Iterator[Op]:
    """Every row that goes or comes and every cell that differs, in the order of the tables."""
    for table in TABLES:
        name, frame = table.name, states.new[table.name]
        before, after = states.before[name], states.after[name]
        yield from (Op(name, key, None, False) for key in before if key not in after)
        for at, (key, (_, cells)) in enumerate(after.items()):
            if key not in before:
                yield Op(name, key, None, True)
            elif (row := before[key][1]) != cells:
                yield from (Op(name, key, each, frame[each].iat[at]) for each in cells if row[each] != cells[each])


def subject_of(op: Op) -> Subject:
    """What a change is about: of payments, the leg they are of."""
    return ("deals" if op.table == "payments" else op.table), op.key[0]


def host_of(states: States, op: Op, versions: Mapping[Subject, Cause]) -> Subject | None:
    """The leg or plan that comes or goes, and takes this change along: its own row, its payments, what names it."""
    subject = subject_of(op)
    if op.column is None:
        return subject if subject in versions else None
    table = table_named(op.table).column(op.column).refers
    if table not in VERSIONED:
        return None
    before, after = states.before[op.table].get(op.key), states.after[op.table].get(op.key)
    for row in (after, before):
        for name in keys.entries(row[1][op.column]) if row else ():
            if (table, name) in versions and name != op.key[0]:
                return table, name
    return None


def is_read(states: States, op: Op) -> bool:
    """Whether a key figure may depend on a change; at the end nothing refers to a removed name."""
    columns = columns_read()
    if op.column is not None:
        return (op.table, op.column) in columns
    if op.value is False and (op.table in SUPPORTING or is_last_rate(states, op)):
        return False
    return op.table == "relations" or any(table == op.table for table, _ in columns)


def is_last_rate(states: States, op: Op) -> bool:
    """Whether a currency disappears with this rate."""
    return op.table == "fx_rates" and all(currency != op.key[0] for currency, *_ in states.after["fx_rates"])


def new_cells(states: States, op: Op) -> Mapping[str, str]:
    """The cells of the row as it is in the new tables; none where it is gone."""
    row = states.after[op.table].get(op.key)
    return {} if row is None else row[1]


def as_edit(states: States, cause: Cause, ops: Sequence[Op], rates: Mapping[str, float]) -> Edit:
    """The edit that makes these changes. It is named after the row it is about, and as large as that row is."""
    names = dict.fromkeys(f"plan {op.key[0]}" if op.table == "capex_plans" else op.key[0] for op in ops[:1])
    if cause is Cause.NAMES:
        names = dict.fromkeys(key_text(op.key) for op in ops)
    rows = [side[op.table].get(op.key) for op in ops for side in (states.before, states.after)]
    size = max((size_of(row[1], rates) for row in rows if row is not None), default=0.0)
    return Edit(cause, tuple(names), tuple(ops), size)


def size_of(cells: Mapping[str, str], rates: Mapping[str, float]) -> float:
    """About how many billions of US dollars a row is about."""
    amount = cells.get("base_bn") or cells.get("low_bn")
    if amount:
        return float(amount) * rates.get(cells.get("currency", ""), 1.0)
    return float(cells.get("gigawatts") or 0) * ROUGH_COST


def rates_of(states: States) -> dict[str, float]:
    """A rate of each currency, the new one where there are two."""
    rows = (*states.before["fx_rates"].values(), *states.after["fx_rates"].values())
    return {cells["currency"]: float(cells["usd_per_unit"] or 0) for _, cells in rows}


def bounded(edits: Sequence[Edit]) -> list[Edit]:
    """The largest edits of a cause, and the others as one."""
    by_size = sorted(edits, key=lambda each: -each.size)
    rest = by_size[MOST_EDITS:]
    if len(rest) < 2:
        return by_size
    joined = rest[0].joined(*rest[1:])
    return [*by_size[:MOST_EDITS], Edit(joined.cause, joined.subjects, joined.ops, joined.size, is_rest=True)]
