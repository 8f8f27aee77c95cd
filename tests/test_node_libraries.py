"""Libraries by which programs for the web read .xlsx open the built workbook and find all that is in it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.engines import alike
from tests.programs import path_of
from tests.saved import Value, read

SCRIPT = Path(__file__).parent / "node_libraries.js"
LIBRARIES = [
    pytest.param("exceljs", marks=pytest.mark.program("node", "exceljs")),
    pytest.param("xlsx", marks=pytest.mark.program("node", "sheetjs")),
]


def found_by(library: str, workbook: Path) -> dict[str, Any]:
    command = [path_of("node"), str(SCRIPT), library, str(workbook)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.long
@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_for_node_reads_sheets_formulas_values_and_names(library: str, workbooks: Mapping[str, Path]) -> None:
    workbook = workbooks["shipped-base"]
    saved, found = read(workbook), found_by(library, workbook)
    assert found["sheets"] == list(dict.fromkeys(sheet for sheet, _ in saved.values))
    cached = {(sheet, cell): value for sheet, cell, value in found["formulas"]}
    assert cached.keys() == saved.formulas.keys()
    unlike = {place: value for place, value in cached.items() if not agrees(value, saved.values[place])}
    assert unlike == {}
    published = {name for name in saved.names if not name.startswith("_xlnm.")}
    assert published <= set(found["names"])


def agrees(value: Value, stored: Value) -> bool:
    """The same value; JSON's whole numbers are the floats that cells hold, and a text may be told as no date."""
    if value == "no date":
        return isinstance(stored, str)
    return alike(float(value) if type(value) is int else value, stored)
