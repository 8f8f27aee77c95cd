"""Start-up and progress: --help and --version load nothing heavy; a bar is shown on terminals only."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from model import __version__
from model.commands.options import INTERRUPTED
from model.terminal import BAR, Progress
from tests.conftest import SMALL

HEAVY = {"numpy", "openpyxl", "orjson", "pandas", "pandera"}
MAIN = "from model.start import main; main()"


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_nothing_heavy(option: str) -> None:
    code = (
        f"import sys; sys.argv = ['tieout', '{option}']\n"
        "from model.cli import main\n"
        "try: main()\n"
        f"finally: print({HEAVY!r} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "set()"
    assert __version__ in done.stdout or "Usage" in done.stdout


def test_ctrl_c_while_the_program_loads_leaves_no_traceback() -> None:
    code = (
        "import sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'click': raise KeyboardInterrupt\n"
        "from model.start import main\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (INTERRUPTED, "Interrupted; nothing was changed.\n")


def on_a_terminal(patience: float, tmp_path: Path) -> str:
    """What a build writes to stderr when that is a terminal."""
    ours, theirs = pty.openpty()
    code = f"import model.terminal; model.terminal.PATIENCE = {patience}; {MAIN}"
    command = [sys.executable, "-c", code, "build", "--inputs", str(SMALL), "--output", str(tmp_path / "out.xlsx")]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=theirs, check=True)
    os.close(theirs)
    shown = b""
    try:
        while more := os.read(ours, 4096):
            shown += more
    except OSError:  # the end of a terminal
        pass
    os.close(ours)
    return shown.decode()


@pytest.mark.long
def test_a_long_build_shows_its_stages_on_a_terminal_and_clears_the_line(tmp_path: Path) -> None:
    shown = on_a_terminal(0, tmp_path)
    at = [shown.index(stage) for stage in ("reading and validating", "computing", "writing")]
    assert at == sorted(at)
    assert "#" * BAR in shown
    assert shown.endswith("\r\x1b[K")


@pytest.mark.long
def test_a_short_build_shows_nothing(tmp_path: Path) -> None:
    assert on_a_terminal(1_000, tmp_path) == ""


def test_nothing_is_shown_where_stderr_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress()
    progress.start -= 60
    progress("writing", 0.5)
    progress.clear()
    assert capsys.readouterr().err == ""
