"""Three tiers of tests: every run, the long runs of .ci/run, and the exhaustive ones that are started by hand.

A test carries the mark `long` or `exhaustive`, or none: `sampled` spreads the cases of one test over the tiers.
tests/README.md says what is proven in which tier.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, TypeGuard

import pytest

LONG, EXHAUSTIVE = "long", "exhaustive"
# modules of many small cases, and the how-many-th of them every run tries
EVERY_RUN_TRIES = {
    "test_cases": 4,
    "test_diff": 2,
    "test_edge_files": 3,
    "test_edge_inputs": 4,
    "test_key_length": 4,
    "test_live_checks": 2,
    "test_looks": 3,
    "test_names_alike": 3,
    "test_plausible": 3,
    "test_schema_rules": 4,
    "test_tables_cells": 3,
    "test_tables_csv": 3,
    "test_tables_marked": 3,
    "test_tables_parts": 3,
    "test_tables_valid": 3,
    "test_tables_workbook": 3,
    "test_unusual_files": 6,
    "test_verify_processes": 3,
    "test_verify_reading": 2,
}
# those that take longest, which begin first, so that no processor is left with one of them at the end
LONGEST = (
    "test_verify_allowed",
    "test_verify",
    "test_verify_looks",
    "test_hands",
    "test_parity",
    "test_week",
    "test_diff_random",
    "test_cases",
    "test_pull",
    "test_process",
    "test_wheel",
)


def sampled(cases: Iterable[Any], now: int, long: int = 1) -> list[Any]:
    """Each `now`-th case is tried in every run (0: none), each `long`-th in the long runs, all others by hand."""
    return [in_tier(case, tier_of(index, now, long)) for index, case in enumerate(cases)]


def tier_of(index: int, now: int, long: int) -> str | None:
    if now and index % now == 0:
        return None
    return EXHAUSTIVE if index % long else LONG


def in_tier(case: Any, tier: str | None) -> Any:
    """The case of a parametrised test with the mark of its tier; a tuple is one value for each argument."""
    if tier is None:
        return case
    mark = getattr(pytest.mark, tier)
    if hasattr(case, "marks"):
        return pytest.param(*case.values, id=case.id, marks=[*case.marks, mark])
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=mark)


def chosen(request: pytest.FixtureRequest, argument: str) -> list[Any]:
    """The values of an argument with which this run calls tests of the asking module, each once.

    A fixture that does the work of many cases at once does no more of it than the tier needs.
    """
    calls = [item.callspec for item in request.session.items if of_module(item, request.module)]
    return list(dict.fromkeys(call.params[argument] for call in calls if argument in call.params))


def of_module(item: pytest.Item, module: object) -> TypeGuard[pytest.Function]:
    return isinstance(item, pytest.Function) and item.module is module and hasattr(item, "callspec")


def spread(items: Iterable[pytest.Item]) -> None:
    """In modules of many small cases each test tries every so-many-th of its cases in every run, all of them in the
    long runs; a case that carries a mark of its own keeps it."""
    seen: Counter[tuple[object, str]] = Counter()
    for item in items:
        if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
            continue
        each = EVERY_RUN_TRIES.get(item.module.__name__.rpartition(".")[2], 1)
        place = seen[item.module, item.originalname]
        seen[item.module, item.originalname] += 1
        if place % each and not any(map(item.get_closest_marker, (LONG, EXHAUSTIVE))):
            item.add_marker(LONG)


def longest_first(items: list[pytest.Item]) -> None:
    """The modules that take longest stand first; all else as it was."""
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


def check_tiers(items: Iterable[pytest.Item]) -> None:
    """No test is in two tiers: `-m long` would run what is for hands alone."""
    for item in items:
        if item.get_closest_marker(LONG) and item.get_closest_marker(EXHAUSTIVE):
            raise pytest.UsageError(f"{item.nodeid} is marked both long and exhaustive")
