"""Keys as numbers: values that a spreadsheet treats as equal get the same number, in time linear in the rows. Texts are
equal regardless of case; a number never equals a text; a missing value equals nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from model.expression.ops import Values

Codes = npt.NDArray[np.signedinteger[Any]]
# Above this many combinations, those that occur are numbered anew
MOST_COMBINATIONS = 1 << 22


@dataclass(frozen=True, eq=False)
class Keys:
    """The number of each row's key (-1 where it is missing), and the number of every key there is."""

    codes: Codes
    numbers: dict[object, int]

    def __len__(self) -> int:
        return len(self.numbers)

    def of(self, others: Keys) -> Codes:
        """The numbers these keys have for the rows of others; -1 where there is no such key."""
        if others is self:
            return self.codes
        numbers = [self.numbers.get(key, -1) for key in others.numbers]
        return np.array([*numbers, -1], dtype=np.int64)[others.codes]

    def number(self, value: object) -> int:
        """The number of one key, -1 where no row has it."""
        return self.numbers.get(value.casefold() if isinstance(value, str) else value, -1)

    def firsts(self) -> Codes:
        """The first row of each key."""
        rows = np.full(len(self), -1, dtype=np.int64)
        backwards = self.codes[::-1]
        has_key = backwards >= 0
        rows[backwards[has_key]] = np.arange(len(self.codes) - 1, -1, -1, dtype=np.int64)[has_key]
        return rows

    def first_rows(self, others: Keys) -> Codes:
        """The first row that has the key of each row of others, -1 where none has."""
        return np.append(self.firsts(), -1)[self.of(others)]


def keys_of(values: Values) -> Keys:
    """The keys of a column, its distinct values compared once each."""
    flat = values.ravel()
    numbers: dict[object, int] = {}
    if flat.dtype == object:
        codes, distinct = pd.factorize(flat)  # a lacking text is -1, the last below
        # the same text stands in many columns, and is held once
        alike = [numbers.setdefault(sys.intern(str(text).casefold()), len(numbers)) for text in distinct]
        return Keys(np.array([*alike, -1], dtype=np.int32)[codes], numbers)
    codes, distinct = pd.factorize(flat)
    numbers.update((value, number) for number, value in enumerate(distinct.tolist()))
    return Keys(codes.astype(np.int32, copy=False), numbers)


def grouped(keys: Sequence[Keys], targets: Sequence[Codes]) -> tuple[Codes, Codes, int]:
    """Keys of several parts as one: a group for each row, the group that each target row looks for, and the number of
    groups.

    `targets` are codes in the numbering of the key of the same position. -1 is no group.
    """
    groups, target_groups, size = keys[0].codes.astype(np.int64), targets[0].astype(np.int64), len(keys[0])
    for key, codes in zip(keys[1:], targets[1:], strict=True):
        groups = np.where((groups < 0) | (key.codes < 0), -1, groups * len(key) + key.codes)
        target_groups = np.where((target_groups < 0) | (codes < 0), -1, target_groups * len(key) + codes)
        size *= len(key)
        if size > MOST_COMBINATIONS:
            groups, target_groups, size = renumbered(groups, target_groups)
    return groups, target_groups, size


def renumbered(groups: Codes, target_groups: Codes) -> tuple[Codes, Codes, int]:
    """The groups that occur, numbered from 0."""
    numbers = np.unique(groups[groups >= 0])
    if not len(numbers):
        return np.full(groups.shape, -1), np.full(target_groups.shape, -1), 0
    at = np.minimum(np.searchsorted(numbers, target_groups), len(numbers) - 1)
    return (
        np.where(groups < 0, -1, np.searchsorted(numbers, groups)),
        np.where((target_groups >= 0) & (numbers[at] == target_groups), at, -1),
        len(numbers),
    )


def in_order(labels: tuple[Values, ...], order: Sequence[tuple[str, ...]]) -> tuple[Values, ...]:
    """The labels in that order; labels that it does not name follow in the order of the table."""
    if not order:
        return labels
    places = {tuple(part.casefold() for part in label): place for place, label in enumerate(reversed(order))}
    positions = [places.get(tuple(str(part).casefold() for part in label), -1) for label in zip(*labels, strict=True)]
    rows = np.argsort(-np.array(positions, dtype=np.int64), kind="stable")
    return tuple(part[rows] for part in labels)
