"""Properties of validation, for any valid tables: they give no findings, one broken cell is found, formats agree."""

import dataclasses
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from model.inputs import Loaded, load
from model.xlsx.limits import TEXT
from tests.strategies import REQUIRED, Rows, broken_cells, valid_variations, write_folder, write_workbook

# Without shrinking: every example reads twelve tables, and the one at fault is small as it is.
few = settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


def from_csv(tables: dict[str, Rows]) -> Loaded:
    with tempfile.TemporaryDirectory() as folder:
        return load(write_folder(Path(folder), tables), REQUIRED)


def from_xlsx(tables: dict[str, Rows]) -> Loaded:
    with tempfile.TemporaryDirectory() as folder:
        return load(write_workbook(Path(folder) / "i.xlsx", tables), REQUIRED)


@pytest.mark.long
@few
@given(valid_variations())
def test_valid_rows_give_no_findings_but_of_days_and_amounts_drawn_from_everywhere(tables: dict[str, Rows]) -> None:
    drawn = {"implausible-day", "implausible-term", "implausible-amount", "after-as-of"}
    assert {finding.code for finding in from_csv(tables).findings} <= drawn


@pytest.mark.long
@few
@given(valid_variations(), broken_cells())
def test_one_broken_cell_is_found_at_its_row_and_column(
    tables: dict[str, Rows], cell: tuple[str, int, str, str]
) -> None:
    table, position, column, text = cell
    tables[table][position][column] = text
    found = {(finding.table, finding.row, finding.column) for finding in from_csv(tables).findings}
    assert (table, position + 2, column) in found


@pytest.mark.long
@few
@given(valid_variations(), broken_cells())
def test_csv_and_xlsx_of_the_same_tables_agree(tables: dict[str, Rows], cell: tuple[str, int, str, str]) -> None:
    table, position, column, text = cell
    # The others are what no workbook holds.
    if len(text) <= TEXT and not {"\0", "\x01", "\x07", "\x1b", "\ufffe"}.intersection(text):
        tables[table][position][column] = text
    one, other = from_csv(tables), from_xlsx(tables)
    assert [dataclasses.replace(finding, file="") for finding in one.findings] == [
        dataclasses.replace(finding, file="") for finding in other.findings
    ]
    for name, held in one.tables.items():
        assert held.frame.equals(other.tables[name].frame), name
