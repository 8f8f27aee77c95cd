"""What the model's lines show to be worth a look is what the sheet shows: a warning for each such row, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from model.findings import Finding
from model.lines import leg_periods, plan_parts
from model.pipeline import check
from tests.conftest import SHIPPED
from tests.harness import model_of, write_tables


def looked_at(tmp_path: Path, leg: dict[str, Any], code: str) -> list[Finding]:
    deal = {"leg": "a", "payer": "P", "payee": "S", "base_bn": 10, "currency": "USD"} | leg
    return [each for each in check(write_tables(tmp_path, {"deals": [deal]})).findings if each.code == code]


@pytest.mark.parametrize(
    ("leg", "column", "words"),
    [
        ({"announced": "2025-03-01", "term_years": 2}, "start", "no start is stated: 2025-03-01 is taken"),
        ({"start": "2025-01-01"}, "end", "no end and no term is stated: 2029-12-31 is taken"),
        ({"announced": "2025-03-01"}, "start", "no start, end or term is stated: 2025-03-01 to 2030-02-28 is taken"),
    ],
)
def test_a_date_that_no_source_states_is_said_with_what_is_taken(
    leg: dict[str, Any], column: str, words: str, tmp_path: Path
) -> None:
    (finding,) = looked_at(tmp_path, leg, "assumed-date")
    assert (finding.table, finding.row, finding.column, finding.message) == ("deals", 2, column, words)


@pytest.mark.parametrize(("gigawatts", "where"), [(0.1, "above"), (1, "below"), (0.2, None), (None, None)])
def test_a_cost_outside_the_range_is_said_with_its_size(
    gigawatts: float | None, where: str | None, tmp_path: Path
) -> None:
    found = looked_at(tmp_path, {"gigawatts": gigawatts}, "cost-outside-range")
    assert [each.message.split(",")[1].split()[0] for each in found] == ([where] if where else [])


def test_the_warnings_of_the_shipped_tables_are_those_of_the_sheet() -> None:
    evaluation = model_of(SHIPPED).evaluation
    periods = (leg_periods.period, plan_parts.period)
    stated = [evaluation.line(each.basis)[:, 0].tolist().count("as stated") for each in periods]
    rows = [len(evaluation.line(each.basis)) for each in periods]
    warned = [each for each in check(SHIPPED).findings if each.code == "assumed-date"]
    assert len(warned) == sum(rows) - sum(stated) > 0
