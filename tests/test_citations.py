"""Citations: a row for each row of a table and each of its sources."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from model.citations import citations
from model.expression.nodes import Case
from model.inputs import load
from schemas import TABLES, keys
from tests.harness import Model
from tests.strategies import REQUIRED, valid_tables, write_folder


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, float, str, str]]:
    tables = valid_tables()
    tables["fx_rates"][1]["locator"] = ""
    loaded = load(write_folder(tmp_path_factory.mktemp("cited") / "i", tables), REQUIRED)
    frame = citations({name: table.frame for name, table in loaded.tables.items()})
    return list(frame.itertuples(index=False, name=None))


@pytest.mark.parametrize(
    "row",
    [
        ("deals", "L1", 1.0, "s1", "p4"),
        ("deals", "L1", 2.0, "s2", "p2"),
        ("fx_rates", "EUR / 2025-09-01", 1.0, "s2", ""),
        ("tranches", "E2 / first / gigawatts", 1.0, "s1", "p6"),
        ("revenue", "OpenAI / 2025-01-01 / 2025-06-30 / projected", 1.0, "s1", "p9"),
        ("assumptions", "cost_per_gw", 1.0, "s1", ""),
    ],
)
def test_a_row_names_each_source_with_its_place(
    rows: list[tuple[str, str, float, str, str]], row: tuple[str, str, float, str, str]
) -> None:
    assert rows.count(row) == 1


def test_a_row_without_a_source_cites_nothing(rows: list[tuple[str, str, float, str, str]]) -> None:
    assert "E2 / second / date" not in {key for _, key, *_ in rows}
    assert "USD / " not in {key for _, key, *_ in rows}


def test_every_source_of_every_row_is_cited(shipped: Mapping[Case, Model]) -> None:
    frames = shipped["base"].frames
    cited = citations(frames)
    for table in TABLES:
        for column in table.columns:
            if column.refers == "sources":
                entries = [entry for cell in frames[table.name][column.name] for entry in keys.entries(cell)]
                assert cited[cited["table"] == table.name]["source"].tolist() == entries


def test_the_model_computes_with_them(shipped: Mapping[Case, Model]) -> None:
    assert len(shipped["base"].evaluation.data.columns["citations"]["source"]) > 0
