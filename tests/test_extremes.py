"""Numbers at the edge of what a column takes: a build ends in a workbook or in a finding at a cell, and never crashes.

Some books have one extreme number, others many at once.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.codes import Severity
from model.inputs.cell_values import SMALLEST
from model.pipeline import Built, build
from schemas import TABLES
from schemas.judgements import MODEL_READS, MOST_GROWTH
from tests.conftest import SMALL
from tests.harness import write_tables
from tests.tiers import sampled

Edit = tuple[str, int, str, str]  # table, row from 0, column, text
CASES = ("low", "base", "high")


def rows_of(table: str) -> list[dict[str, str]]:
    path = SMALL / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def edges(above: float | None, least: float | None, most: float | None) -> list[str]:
    """The smallest and largest numbers of a column, and those nearest to 0."""
    low = [above + 1e-15 if above else SMALLEST] if above is not None else [least, SMALLEST]
    return [f"{number:.15g}" for number in (*low, 1e-305, 1e-12, most) if number is not None]


def edits() -> list[Edit]:
    """One number of a table taken to an edge, or blank, or a day taken to the calendar's."""
    found: list[Edit] = []
    for table in TABLES:
        for index, row in enumerate(rows_of(table.name)):
            for column in table.columns:
                if column.name not in row or table.name == "assumptions":
                    continue
                if column.kind == "number" and column.date_when is None:
                    found += [(table.name, index, column.name, text) for text in edges(*column.bounds)]
                elif column.kind == "date" and table.name in ("revenue", "deals", "capex_plans"):
                    found += [(table.name, index, column.name, text) for text in ("1901-01-01", "2199-12-31")]
    return found


def judged() -> list[tuple[str, str]]:
    """The name of an assumption, and an edge of it for all cases."""
    pairs = [(each.name, text) for each in MODEL_READS if each.bounds for text in edges(*each.bounds)]
    return [*pairs, ("as_of", "1901-01-01"), ("as_of", "2199-12-31")]


def write(folder: Path, changes: list[Edit], assumptions: Mapping[str, str]) -> Path:
    """The invented tables with these changes."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        if not (rows := rows_of(table.name)):
            continue
        for of, index, column, text in changes:
            if of == table.name:
                rows[index][column] = text
        if table.name == "assumptions":
            for name, text in assumptions.items():
                row = next((each for each in rows if each["name"] == name), None)
                if row is not None:
                    row |= dict.fromkeys(CASES, text)
        with (folder / f"{table.name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    return folder


def end(folder: Path, changes: list[Edit], assumptions: Mapping[str, str]) -> Built:
    """What a build of them ends in."""
    built = build(write(folder / "tables", changes, assumptions), folder / "out.xlsx")
    errors = [each for each in built.findings if each.severity is Severity.ERROR]
    assert (built.summary is None) == bool(errors)
    assert all(each.row is not None and each.column is not None for each in errors), errors
    return built


def test_every_number_at_an_edge_at_once_ends_at_cells(tmp_path: Path) -> None:
    small = [edit for edit in edits() if edit[3] in ("1e-305", "1e-12")]
    found = {
        (each.table, each.column) for each in end(tmp_path, small, {}).findings if "too close to 0" in each.message
    }
    assert found == {(table, column) for table, _, column, _ in small}


@pytest.mark.parametrize(
    ("growth", "revenue"),
    sampled([(MOST_GROWTH, 1e9), (MOST_GROWTH, 1e-9), (-0.999999, 1e-9), (-0.999999, 1e9)], now=0, long=2),
)
def test_revenue_grown_over_centuries_can_be_computed_with(growth: float, revenue: float, tmp_path: Path) -> None:
    leg = {"leg": "a", "payer": "P", "payee": "S", "base_bn": 1e9, "currency": "USD", "start": "2199-01-01"}
    year = {"company": "P", "period_start": "1901-01-01", "period_end": "1901-12-31", "currency": "USD"}
    judged = {"revenue_growth": growth, "as_of": "2199-12-31"}
    tables: dict[str, list[dict[str, Any]]] = {"deals": [leg], "revenue": [year | {"base_bn": revenue}]}
    assert build(write_tables(tmp_path / "tables", tables, judged), tmp_path / "out.xlsx").summary is not None


@pytest.mark.long
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(st.sampled_from(edits()), max_size=6),
    assumptions=st.lists(st.sampled_from(judged()), max_size=3).map(dict),
)
def test_numbers_at_their_edges_end_in_a_workbook_or_at_a_cell(
    changes: list[Edit], assumptions: dict[str, str], tmp_path: Path
) -> None:
    end(tmp_path, changes, assumptions)
