"""The workbook tieout builds is an input as good as the tables it was built from."""

import csv
import shutil
from pathlib import Path

import pytest

from model.pipeline import build, check
from tests.conftest import SHIPPED

NOTES = (
    *("=1+1", "+1", "-1", "@a", "#N/A", "TRUE", "00123", "1E5"),
    *("_x000D_ and _x0041_", "a\nb", "a\tb", "é ☃ 😀", "'quoted", '<&>"'),
)


@pytest.mark.long
def test_the_tables_of_our_own_workbook_are_read_back_without_loss(tmp_path: Path) -> None:
    folder = tmp_path / "inputs"
    shutil.copytree(SHIPPED, folder)
    with (folder / "companies.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row, note in zip(rows, NOTES, strict=False):
        row["note"] = note
    with (folder / "companies.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    built = build(folder, tmp_path / "model.xlsx")
    assert built.summary is not None
    before, after = check(folder), check(tmp_path / "model.xlsx")
    assert [(f.code, f.table, f.column, f.value) for f in before.findings] == [
        (f.code, f.table, f.column, f.value) for f in after.findings
    ]
    for name, table in before.tables.items():
        assert table.frame.reset_index(drop=True).equals(after.tables[name].frame.reset_index(drop=True)), name
