"""Rows that look like one thing entered twice: with the same parties, or with payer and payee exchanged. Warnings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from model.findings import Finding
from model.inputs.typed import Inputs
from schemas import keys, table_named

# What makes two rows look like one report of the same thing, beside the amount.
_SAME_THING = (("deals", ("payer", "payee", "kind")), ("capex_plans", ("company",)))
DAYS_APART = 366  # of two days stated: what was announced, or starts, more than a year later is another thing
MOST_COMPARED = 50  # rows alike to which one more is compared


class Row(NamedTuple):
    """Where a row stands, its key, what it is part of, and its days."""

    row: int
    name: str
    whole: str
    announced: pd.Timestamp
    start: pd.Timestamp
    end: pd.Timestamp

    def like(self, other: Row) -> bool:
        """Whether the two may be one: neither includes the other, and they are of about the same time."""
        if self.name == other.whole or other.name == self.whole:
            return False
        days = ((self.announced, other.announced), (self.start, other.start))
        if any(abs((one - another).days) > DAYS_APART for one, another in days if not pd.isna(one - another)):
            return False
        return not (self.start > other.end or other.start > self.end)


def probable_duplicates(inputs: Inputs) -> Iterator[Finding]:
    """Rows of the same parties, kind, amount and time, where neither includes the other nor is superseded."""
    for table, parties in _SAME_THING:
        rows = _standing(inputs, table, parties)
        rows = rows[rows.duplicated(["currency", "base_bn", "gigawatts", *parties], keep=False)]
        for row, first in _repeated(table, rows, parties, parties):
            message = f"rows {first.row} and {row.row} have the same {', '.join(parties)} and amount"
            advice = "if both report the same thing, keep one row and list both sources there"
            yield inputs.finding("probable-duplicate", (table, row.row, table_named(table).key[0]), message, advice)


def parties_reversed(inputs: Inputs) -> Iterator[Finding]:
    """Legs of the same kind, amount and time between the same two, with payer and payee exchanged."""
    rows = _standing(inputs, "deals", ("payer", "payee"))
    pairs = list(zip(rows["payer"].tolist(), rows["payee"].tolist(), strict=True))
    both = set(pairs)
    turned = [payer != payee and (payee, payer) in both for payer, payee in pairs]
    rows = rows[np.array(turned, dtype=bool)]
    for row, first in _repeated("deals", rows, ("payer", "payee", "kind"), ("payee", "payer", "kind")):
        message = f"{first.name} in row {first.row} has the same kind and amount, with payer and payee exchanged"
        advice = "if both report the same deal, keep the row with the correct payer"
        yield inputs.finding("parties-reversed", ("deals", row.row, "payer"), message, advice)


def _standing(inputs: Inputs, table: str, parties: Sequence[str]) -> pd.DataFrame:
    """The rows with an amount or a capacity that nothing replaces or cancels, and that name their parties."""
    frame = inputs.frame(table)
    sized = frame["base_bn"].notna() | frame["gigawatts"].notna()
    replaced = {name for cell in frame["replaces"].unique() for name in keys.entries(cell)}
    stands = ~frame[table_named(table).key[0]].isin(replaced)
    if "status" in frame:
        stands &= ~frame["status"].isin(("cancelled", "overview"))
    return frame[sized & stands & (frame[list(parties)] != "").all(axis=1)]


def _repeated(
    table: str, rows: pd.DataFrame, parties: Sequence[str], others: Sequence[str]
) -> Iterator[tuple[Row, Row]]:
    """Each row that is like an earlier row with the given other parties, and that earlier row."""
    sizes = [rows["currency"].tolist(), *(rows[name].fillna(-1).tolist() for name in ("base_bn", "gigawatts"))]
    ours, theirs = (zip(*sizes, *(rows[name].tolist() for name in names), strict=True) for names in (parties, others))
    columns = (table_named(table).key[0], "part_of", "announced", "start", "end")
    entries = map(Row, rows.index.tolist(), *(rows[name].tolist() for name in columns))
    before: dict[tuple[object, ...], list[Row]] = {}
    for row, what, other in zip(entries, ours, theirs, strict=True):
        first = next((each for each in before.get(other, ()) if row.like(each)), None)
        if first is not None:
            yield row, first
        alike = before.setdefault(what, [])
        if len(alike) < MOST_COMPARED:
            alike.append(row)
