"""Work that many tests repeat on the same tables, done once in a run.

The fixtures are for tests that ask for them by name. They change no result: what is kept depends only on the key under
which it is kept. A test of this work itself, such as a test of settings that might change it, does not use the
fixtures.
"""

from __future__ import annotations

import importlib
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import pandas as pd
import pytest

from model.findings import Finding
from model.inputs.raw import RawTable
from model.verify.book_order import row_order
from model.verify.expected import layout_of
from model.xlsx.book import Book
from schemas import TableDescription

Key = TypeVar("Key")
Made = TypeVar("Made")
MOST_BUILDS = 20  # kept at a time
_typed: dict[bytes, tuple[pd.DataFrame, list[Finding]]] = {}
_fresh: dict[bytes, Any] = {}


class OnDemand(Mapping[Key, Made]):
    """Things by name, each made when it is first asked for."""

    def __init__(self, names: Iterable[Key], make: Callable[[Key], Made]) -> None:
        self._names, self._make = tuple(names), make
        self._made: dict[Key, Made] = {}

    def __getitem__(self, name: Key) -> Made:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@pytest.fixture
def tables_typed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of twelve tables a test changes one: the others were typed and checked by their schemas before."""
    module = importlib.import_module("model.inputs.load")
    genuine: Callable[[RawTable, TableDescription], tuple[pd.DataFrame, list[Finding]]] = module._type_and_check

    def typed(raw: RawTable, description: TableDescription) -> tuple[pd.DataFrame, list[Finding]]:
        key = pickle.dumps(raw)
        if key not in _typed:
            _typed[key] = genuine(raw, description)
        frame, findings = _typed[key]
        return frame.copy(), list(findings)

    monkeypatch.setattr(module, "_type_and_check", typed)


@pytest.fixture
def built_anew_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """verify compares with a fresh build of the workbook's own inputs, which most tampering leaves as they were."""
    module = importlib.import_module("model.verify.verify")
    genuine = module.fresh

    def fresh(book: Book, frames: dict[str, pd.DataFrame], *rest: object) -> object:
        order = row_order(book, layout_of(frames))
        key = pickle.dumps((sorted(frames.items()), rest, [(rows.name, labels) for rows, labels in order.items()]))
        if key not in _fresh:
            if len(_fresh) == MOST_BUILDS:
                _fresh.clear()
            _fresh[key] = genuine(book, frames, *rest)
        return _fresh[key]

    monkeypatch.setattr(module, "fresh", fresh)
