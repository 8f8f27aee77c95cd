"""The ledger in inputs/README.md: every fact found in the articles, where it was entered, and the counts."""

from __future__ import annotations

import csv
import re
from collections import Counter

from schemas import TABLES
from tests.conftest import SHIPPED

README = (SHIPPED / "README.md").read_text(encoding="utf-8")
LEDGER = re.compile(r"^\| (\d{3}_\w+) \| p(\d+) \| (.+?) \| (.+?) \|$", re.MULTILINE)
COUNTS = re.compile(r"^\| (\d{3}_\w+|all) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)
NAMES = {table.name for table in TABLES}


def ledger() -> list[tuple[str, int, str, list[str]]]:
    """Source, paragraph, fact, and the rows it was entered as (none where it was not entered)."""
    text = README[README.index("| source | paragraph | fact | entered as |") :]
    return [
        (source, int(paragraph), fact, [each for each in entered.split("; ") if each.split(":")[0] in NAMES])
        for source, paragraph, fact, entered in LEDGER.findall(text)
    ]


def rows() -> dict[str, list[dict[str, str]]]:
    held: dict[str, list[dict[str, str]]] = {}
    for table in TABLES:
        if table.optional and not (SHIPPED / f"{table.name}.csv").exists():
            held[table.name] = []
            continue
        with (SHIPPED / f"{table.name}.csv").open(newline="", encoding="utf-8") as file:
            held[table.name] = list(csv.DictReader(file))
    return held


def test_every_fact_was_entered_in_a_row_that_is_there() -> None:
    held = rows()
    keys = {table.name: {"/".join(row[column] for column in table.key) for row in held[table.name]} for table in TABLES}
    targets = [target for *_, entered in ledger() for target in entered]
    assert len(targets) > 150
    for target in targets:
        table, key = target.split(":", 1)
        assert key in keys[table], target


def test_the_counts_are_those_of_the_ledger() -> None:
    facts = [(source, bool(entered)) for source, _, fact, entered in ledger() if fact != "(none)"]
    found, entered = Counter(source for source, _ in facts), Counter(source for source, done in facts if done)
    paragraphs = {source: number for source, number, *_ in ledger()}
    stated = {name: tuple(map(int, numbers)) for name, *numbers in COUNTS.findall(README)}
    assert len(stated) == 5
    for source in paragraphs:
        expected = (paragraphs[source], found[source], entered[source], found[source] - entered[source])
        assert stated[source] == expected, source
    assert stated["all"] == tuple(sum(stated[source][index] for source in paragraphs) for index in range(4))


def test_every_paragraph_of_every_source_is_in_the_ledger() -> None:
    numbers: dict[str, set[int]] = {}
    for source, paragraph, *_ in ledger():
        numbers.setdefault(source, set()).add(paragraph)
    assert set(numbers) == {row["source"] for row in rows()["sources"]}
    for found in numbers.values():
        assert found == set(range(1, max(found) + 1))


def test_every_locator_names_a_paragraph_of_the_ledger() -> None:
    last: dict[str, int] = {}
    for source, paragraph, *_ in ledger():
        last[source] = max(last.get(source, 0), paragraph)
    for table, held in rows().items():
        for row in held:
            if not row.get("locator"):
                continue
            sources = (row.get("sources") or row.get("source") or "").split("; ")
            for source, place in zip(sources, row["locator"].split("; "), strict=True):
                for named in place.split(", "):
                    assert 1 <= int(named.removeprefix("p")) <= last[source], (table, row)
