"""Programs that pip cannot install, and what happens to a test that needs one.

A test says `@pytest.mark.program("libreoffice")`. Where the program is not installed the test is skipped by that name,
and the run counts all of them just above its closing line. Where CI or TIEOUT_ALL_PROGRAMS is set, a missing program is
an error: nothing is skipped silently there. `path_of` gives a program to no test that did not ask for it, so that a
test without the mark fails on every machine and not only on those without the program.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache

import pytest

SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's own: its package python3-uno is for no other
STRICT = ("TIEOUT_ALL_PROGRAMS", "CI")
MARK = "program"

_granted: set[str] = set()


def on_path(name: str) -> Callable[[], str | None]:
    return lambda: shutil.which(name)


def python_with_uno() -> str | None:
    """The system's Python, where it can talk to LibreOffice."""
    return SYSTEM_PYTHON if succeeds(SYSTEM_PYTHON, "-c", "import uno") else None


def node_package(name: str) -> Callable[[], str | None]:
    """Where a package for node stands, looked for as node does: NODE_PATH names folders."""
    return lambda: name if succeeds("node", "-e", f"require.resolve('{name}')") else None


def succeeds(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=60).returncode == 0
    except FileNotFoundError:
        return False


FINDERS: dict[str, Callable[[], str | None]] = {
    "libreoffice": on_path("soffice"),
    "uno": python_with_uno,
    "gnumeric": on_path("ssconvert"),
    "chromium": on_path("chromium"),
    "node": on_path("node"),
    "exceljs": node_package("exceljs"),
    "sheetjs": node_package("xlsx"),
}


@lru_cache
def located(name: str) -> str | None:
    """The command of a program, or None where it is not installed."""
    return FINDERS[name]()


def path_of(name: str) -> str:
    """The command of a program that the running test has asked for by its mark."""
    where = located(name) if name in _granted else None
    if where is None:
        raise LookupError(f'the test that runs {name} needs the mark program("{name}")')
    return where


def strict() -> bool:
    return any(os.environ.get(name) for name in STRICT)


def pytest_runtest_setup(item: pytest.Item) -> None:
    needed = {str(name) for mark in item.iter_markers(MARK) for name in mark.args}
    missing = sorted(name for name in needed if located(name) is None)
    _granted.clear()
    _granted.update(needed)
    if missing:
        item.user_properties.append((MARK, missing[0]))
        reason = f"not installed: {', '.join(missing)}"
        if strict():
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """How many tests were not run for lack of which program, below all else but the closing line."""
    yield
    skipped = terminalreporter.stats.get("skipped", [])
    count = Counter(
        str(name)
        for report in skipped
        if isinstance(report, pytest.TestReport)
        for key, name in report.user_properties
        if key == MARK
    )
    if count:
        each = ", ".join(f"{name} {number}" for name, number in count.most_common())
        terminalreporter.write_line(f"not run for lack of a program: {count.total()} ({each})")
