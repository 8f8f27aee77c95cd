"""A part of the fuzzing in every long run; `python -m tests.fuzz` does 10,000 cases."""

from __future__ import annotations

import pytest

from tests.fuzz import run


@pytest.mark.long
def test_damaged_files_never_end_in_a_traceback() -> None:
    outcomes = run(600, first=1_000_000)
    assert min(outcomes[kind] for kind in ("read", "found wanting", "refused")) > 10
