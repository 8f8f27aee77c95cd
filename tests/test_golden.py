"""The formulas as text: a change of a formula shows in review. pytest --update-golden writes them anew."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import TESTS, Golden
from tests.engines import formulas

GOLDEN = TESTS / "golden"


def test_formulas_are_those_that_were_reviewed(
    workbooks: Mapping[str, Path], golden: Golden, pytestconfig: pytest.Config
) -> None:
    texts: dict[str, list[str]] = {}
    for (sheet, cell), formula in formulas(workbooks["small-base"]).items():
        texts.setdefault(sheet, []).append(f"{sheet}!{cell}\t{formula}\n")
    files = {f"{sheet.replace(' ', '_')}.tsv": "".join(lines) for sheet, lines in texts.items()}
    if pytestconfig.getoption("--update-golden"):
        for old in GOLDEN.glob("*.tsv"):
            old.unlink()
        for name in files:
            (GOLDEN / name).touch()
    assert sorted(file.name for file in GOLDEN.glob("*.tsv")) == sorted(files)
    for name, text in files.items():
        golden(GOLDEN / name, text)
