"""What lies within another row is sound: of one class, no more than the whole, and counted where the whole is."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.inputs import load
from model.lines.rows import KIND_CLASSES
from schemas.terms import DEAL_CLASSES
from tests.strategies import REQUIRED, valid_tables, write_folder

WEIGHTS = (("weight_firm", "1", "1", "1"), ("weight_up_to", "0", "1", "1"), ("weight_superseded", "0", "0", "0"))


def found(tmp_path: Path, whole: dict[str, str], part: dict[str, str]) -> list[tuple[str, int | None]]:
    """Codes and rows, of findings about within, for the leg L3 within L1."""
    tables = valid_tables()
    first = tables["assumptions"][0]
    tables["assumptions"] += [
        {**first, "name": name, "low": low, "base": base, "high": high} for name, low, base, high in WEIGHTS
    ]
    tables["deals"][0] |= whole
    tables["deals"][2] |= part
    names = REQUIRED + tuple(name for name, *_ in WEIGHTS)
    loaded = load(write_folder(tmp_path / "inputs", tables), names)
    return [(each.code, each.row) for each in loaded.findings if each.column == "within"]


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        ({}, {}, []),
        ({}, {"kind": "investment"}, [("within-class", 4)]),
        ({"base_bn": "50"}, {}, [("within-exceeds", 4)]),
        ({"base_bn": "50", "high_bn": "55"}, {}, []),
        ({"base_bn": "50"}, {"firmness": "superseded"}, []),
        ({"gigawatts": "2"}, {"gigawatts": "50"}, [("within-exceeds", 4)]),
        ({"gigawatts": "50"}, {"gigawatts": "2"}, []),
        ({}, {"payer": "Meta"}, [("within-parties", 4)]),
        ({"base_bn": "", "currency": ""}, {}, [("part-counts-less", 4)]),
        ({"firmness": "superseded"}, {}, [("part-counts-less", 4)]),
        ({"firmness": "up_to"}, {}, [("part-counts-less", 4)]),
        ({"firmness": "up_to"}, {"firmness": "up_to"}, []),
        ({}, {"firmness": "up_to"}, []),
    ],
)
def test_a_part_and_its_whole(
    tmp_path: Path, whole: dict[str, str], part: dict[str, str], expected: list[tuple[str, int | None]]
) -> None:
    assert found(tmp_path, whole, part) == expected


def test_the_classes_of_the_tables_are_those_of_the_model() -> None:
    assert dict(KIND_CLASSES) == DEAL_CLASSES
