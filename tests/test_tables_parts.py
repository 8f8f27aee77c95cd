"""A leg that is part of another is of its class and takes no more than the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.inputs import load
from model.lines.rows import KIND_CLASSES
from schemas.terms import DEAL_CLASSES
from tests.strategies import REQUIRED, valid_tables, write_folder


def found(tmp_path: Path, whole: dict[str, str], part: dict[str, str]) -> list[tuple[str, int | None]]:
    """Codes and rows, of findings about part_of, for the leg L3, a part of L1."""
    tables = valid_tables()
    tables["deals"][0] |= whole
    tables["deals"][2] |= part
    loaded = load(write_folder(tmp_path / "inputs", tables), REQUIRED)
    return [(each.code, each.row) for each in loaded.findings if each.column == "part_of"]


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        ({}, {}, []),
        ({}, {"kind": "investment"}, [("within-class", 4)]),
        ({"base_bn": "50"}, {}, [("within-exceeds", 4)]),
        ({"base_bn": "50", "high_bn": "55"}, {}, []),
        ({"base_bn": "50"}, {"status": "cancelled"}, []),
        ({"gigawatts": "2"}, {"gigawatts": "50"}, [("within-exceeds", 4)]),
        ({"gigawatts": "50"}, {"gigawatts": "2"}, []),
    ],
)
def test_a_part_and_its_whole(
    tmp_path: Path, whole: dict[str, str], part: dict[str, str], expected: list[tuple[str, int | None]]
) -> None:
    assert found(tmp_path, whole, part) == expected


def test_the_classes_of_the_tables_are_those_of_the_model() -> None:
    assert dict(KIND_CLASSES) == DEAL_CLASSES
