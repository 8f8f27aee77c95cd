"""Books whose tables were edited since the build, with what the lines about edits must then say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from model.as_built import as_built
from model.compute import evaluate
from model.expression.values import Selected
from model.lines import changes
from tests.harness import Row, model_of, write_tables
from tests.mutation import Book, Expected, book_of

TABLES: dict[str, list[Row]] = {
    "sources": [{"source": f"s{number}"} for number in range(1, 6)],
    "deals": [{"leg": leg, "payer": "P", "payee": "S", "base_bn": 1, "currency": "USD"} for leg in "abcd"],
    "payments": [{"leg": "a", "start": "2025-01-01", "base_bn": 1}],
}
FIGURES = (changes.rows, changes.rows_built, changes.rows_changed, changes.is_changed)
EDITS = (changes.edited, changes.removed, changes.added, changes.edits)


def edited_books(folder: Path) -> Iterator[Book]:
    """Nothing edited; one row of one table; rows edited, removed and added in several tables."""
    frames = dict(model_of(write_tables(folder, TABLES)).frames)
    deals, sources, payments = frames["deals"], frames["sources"], frames["payments"]
    new = pd.concat([deals.iloc[[0]].assign(leg=leg) for leg in "efg"])
    for name, tables, counts, since in (
        ("nothing", {}, {}, "none"),
        ("one row", {"payments": payments.assign(base_bn=2)}, {"payments": (1, 0, 0)}, "1 row in 1 table"),
        (
            "more",
            {
                "deals": pd.concat([deals.iloc[[0]].assign(base_bn=9), deals.iloc[[1]], new]),  # without c and d
                "sources": sources.iloc[:3],
                "payments": payments.assign(base_bn=2),
            },
            {"deals": (1, 2, 3), "sources": (0, 2, 0), "payments": (1, 0, 0)},
            "9 rows in 3 tables",  # 6 + 2 + 1
        ),
    ):
        yield edited_book(name, frames, tables, counts, since)


def edited_book(
    name: str,
    before: Mapping[str, pd.DataFrame],
    tables: Mapping[str, pd.DataFrame],
    counts: Mapping[str, tuple[int, int, int]],
    since: str,
) -> Book:
    """A book with other tables than at the build, and the rows edited, removed and added in each."""
    evaluation = evaluate(
        {**before, **tables, **{as_built(name): frame for name, frame in before.items()}}, Selected("base", "stated")
    )
    expected = [Expected(changes.edited_since_build, 0, 0, since)]
    expected.append(Expected(changes.edited_rows, 0, 0, float(sum(map(sum, counts.values())))))
    expected.append(Expected(changes.edited_tables, 0, 0, float(len(counts))))
    for row, (table,) in enumerate(zip(*evaluation.labels(changes.TABLES), strict=True)):
        built = len(before[table]) if table in before else 0
        edited, removed, added = counts.get(table, (0, 0, 0))
        gain = added - removed
        figures = (built + gain, built, abs(gain), min(1, abs(gain)))
        edits = (edited, removed, added, edited + removed + added)
        for line, figure in zip((*FIGURES, *EDITS), (*figures, *edits), strict=True):
            expected.append(Expected(line, row, 0, float(figure)))
        rows = f"{abs(gain)} row{'' if abs(gain) == 1 else 's'} {'more' if gain > 0 else 'fewer'}"
        advice = f"{table} has {rows} than the model: build again" if gain else "nothing"
        expected.append(Expected(changes.advice, row, 0, advice))
    return book_of(f"edited: {name}", evaluation, expected)
