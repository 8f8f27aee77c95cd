"""Keys by number: the same groups as a spreadsheet's own comparison of every pair, found without comparing pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.expression import keys as keys_module
from model.expression.keys import grouped, keys_of
from model.expression.ops import Values

TEXTS = st.sampled_from(("", "a", "A", "b", "Straße", "STRASSE", "10", "NaN"))
LACKING_TEXTS = TEXTS | st.just(np.nan)
NUMBERS = st.sampled_from((0.0, -0.0, 1.0, 10.0, np.nan))


def column(values: Sequence[object]) -> Values:
    texts = any(isinstance(value, str) for value in values)
    return np.array(values, dtype=object if texts else np.float64)


COLUMNS = st.lists(LACKING_TEXTS, max_size=9).map(column) | st.lists(NUMBERS, max_size=9).map(column)


def equal(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.casefold() == other.casefold()
    return type(one) is type(other) and one == other


@given(COLUMNS, COLUMNS)
def test_rows_have_the_same_number_where_a_spreadsheet_takes_them_for_equal(held: Values, wanted: Values) -> None:
    keys = keys_of(held)
    numbers = keys.of(keys_of(wanted))
    for number, value in zip(numbers.tolist(), wanted.tolist(), strict=True):
        rows = [row for row, other in enumerate(held.tolist()) if equal(value, other)]
        assert np.flatnonzero((keys.codes == number) & (number >= 0)).tolist() == rows
        assert (keys.firsts()[number] if number >= 0 else -1) == (rows[0] if rows else -1)


@pytest.mark.parametrize("most", [1 << 22, 2])
@given(rows=st.lists(st.tuples(TEXTS, TEXTS, NUMBERS), min_size=1, max_size=9), at=st.tuples(TEXTS, TEXTS, NUMBERS))
def test_groups_are_the_rows_equal_in_every_part(
    most: int, rows: list[tuple[str, str, float]], at: tuple[str, str, float]
) -> None:
    parts = [keys_of(column(list(part))) for part in zip(*rows, strict=True)]
    wanted = [part.of(keys_of(column([value]))) for part, value in zip(parts, at, strict=True)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys_module, "MOST_COMBINATIONS", most)
        groups, asked, size = grouped(parts, wanted)
    same = [row for row, values in enumerate(rows) if all(map(equal, values, at))]
    assert np.flatnonzero((groups == asked[0]) & (asked[0] >= 0)).tolist() == same
    assert groups.max() < size or size == 0


def test_where_no_row_has_all_parts_of_a_key_no_group_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """More combinations than are numbered as they are, and not one of them held."""
    monkeypatch.setattr(keys_module, "MOST_COMBINATIONS", 1)
    parts = [keys_of(column(["a", "b", np.nan])), keys_of(column([np.nan, np.nan, 1.0]))]
    wanted = [part.of(keys_of(column([value]))) for part, value in zip(parts, ("a", 1.0), strict=True)]
    groups, asked, size = grouped(parts, wanted)
    assert (groups.tolist(), asked.tolist(), size) == ([-1, -1, -1], [-1], 0)
