"""The ledger in inputs/README.md: every fact in the articles, where it was entered, and the counts."""

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
Row = dict[str, str]
Place = tuple[str, int]  # source and paragraph


def ledger() -> list[tuple[str, int, str, list[str]]]:
    """Source, paragraph, fact, and the rows it was entered as (none where it was not entered)."""
    text = README[README.index("| source | paragraph | fact | entered as |") :]
    return [
        (source, int(paragraph), fact, [each for each in entered.split("; ") if each.split(":")[0] in NAMES])
        for source, paragraph, fact, entered in LEDGER.findall(text)
    ]


def rows() -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {}
    for table in TABLES:
        file = SHIPPED / f"{table.name}.csv"
        if file.exists() or not table.optional:
            with file.open(newline="", encoding="utf-8") as stream:
                tables[table.name] = list(csv.DictReader(stream))
    return tables


def by_target() -> dict[str, Row]:
    """Each row by the way the ledger names it: its table, and its key without what is blank in it."""
    keys = {table.name: table.key for table in TABLES}
    return {
        f"{table}:" + "/".join(filter(None, (row[column] for column in keys[table]))): row
        for table, of_table in rows().items()
        for row in of_table
    }


def places(row: Row) -> set[Place]:
    """The paragraphs that the row names."""
    sources = (row.get("sources") or row.get("source") or "").split("; ")
    locators = (row.get("locator") or "").split("; ")
    return {
        (source, int(paragraph.removeprefix("p")))
        for source, locator in zip(sources, locators, strict=True)
        for paragraph in locator.split(", ")
        if paragraph
    }


def test_every_fact_was_entered_in_a_row_that_is_there() -> None:
    known_rows = by_target()
    targets = [target for *_, entered in ledger() for target in entered]
    assert len(targets) > 150
    for target in targets:
        assert target in known_rows


def test_rows_and_ledger_name_the_same_paragraphs() -> None:
    """A row cites each paragraph that the ledger takes a fact of it from, and the ledger has each that it cites."""
    in_ledger: dict[str, set[Place]] = {}
    for source, paragraph, _, entered in ledger():
        for target in entered:
            in_ledger.setdefault(target, set()).add((source, paragraph))
    for target, row in by_target().items():
        if row.get("locator"):
            assert places(row) == in_ledger.get(target, set()), target


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
    for of_source in numbers.values():
        assert of_source == set(range(1, max(of_source) + 1))


def test_a_fact_that_was_not_entered_says_why() -> None:
    text = README[README.index("| source | paragraph | fact | entered as |") :]
    for _, _, fact, entered in LEDGER.findall(text):
        if entered.split(":")[0] not in NAMES:
            assert entered.startswith("no fact: " if fact == "(none)" else "not entered: ")


def test_every_author_and_every_day_of_a_source_is_in_the_ledger() -> None:
    """A source has an author or a day only where the ledger has the paragraph that says so."""
    facts = {(source, fact) for source, _, fact, entered in ledger() if f"sources:{source}" in entered}
    for row in rows()["sources"]:
        assert bool(row["author"]) == ((row["source"], "author's name") in facts)
        assert not row["published"] or (row["source"], f"date {row['published']}") in facts
