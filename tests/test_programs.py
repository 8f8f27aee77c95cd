"""A test whose program is missing is skipped by its name and counted, or fails where every program must be there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import STRICT

TESTS = """
import pytest
from tests.programs import path_of

@pytest.mark.program("gnumeric")
def test_one(): path_of("gnumeric")

@pytest.mark.program("gnumeric", "libreoffice")
@pytest.mark.parametrize("number", [1, 2])
def test_two(number): path_of("libreoffice")

def test_python_alone(): pass
"""
UNMARKED = """
from tests.programs import path_of

def test_without_the_mark(): path_of("libreoffice")
"""


def outcome(source: str, folder: Path, *options: str, **environment: str) -> tuple[int, list[str]]:
    """The exit code and the last lines of a run of some tests where no program is on the path."""
    (folder / "test_some.py").write_text(source)
    plain = {name: value for name, value in os.environ.items() if name not in STRICT and not name.startswith("PYTEST")}
    plain |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # they take longer to load than the tests to run
    plain |= {"PATH": str(folder), "PYTHONPATH": str(Path(__file__).parent.parent)} | environment
    plugin = ["-p", "tests.programs", "-o", "markers=program"]
    command = [sys.executable, "-m", "pytest", *plugin, "-q", *options, str(folder)]
    done = subprocess.run(command, cwd=folder, env=plain, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout.splitlines()


@pytest.mark.parametrize("options", [(), ("-p", "xdist", "-n", "1")])
def test_tests_without_their_program_are_skipped_by_name_and_counted(options: tuple[str, ...], tmp_path: Path) -> None:
    code, lines = outcome(TESTS, tmp_path, "-rs", *options)
    assert code == 0
    assert lines[-2] == "not run for lack of a program: 3 (gnumeric 3)"
    assert "1 passed, 3 skipped" in lines[-1]
    assert any("not installed: gnumeric, libreoffice" in line for line in lines)


@pytest.mark.parametrize("name", STRICT)
def test_where_every_program_must_be_there_a_missing_one_fails(name: str, tmp_path: Path) -> None:
    code, lines = outcome(TESTS, tmp_path, **{name: "1"})
    assert code == 1
    assert "1 passed, 3 errors" in lines[-1]


def test_no_program_is_given_to_a_test_that_does_not_name_it(tmp_path: Path) -> None:
    code, lines = outcome(UNMARKED, tmp_path)
    assert code == 1
    assert any('needs the mark program("libreoffice")' in line for line in lines)
