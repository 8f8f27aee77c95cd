"""The program and the system: signals, closed streams, little memory. Each ends with one sentence and leaves no
files behind."""

from __future__ import annotations

import os
import random
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from model import process
from model.commands.options import CANNOT_RUN, CLEAN, FINDINGS, INTERRUPTED
from model.errors import CannotRun
from model.pipeline import build
from model.xlsx.deflate import deflated
from tests.conftest import SMALL
from tests.test_replace import unmeasured
from tests.tiers import sampled

PROGRAM = "import signal, sys; {before}; from model.start import main; main()"
DEFAULT = "[signal.signal(each, signal.SIG_DFL) for each in (signal.SIGTERM, signal.SIGHUP)]"
SECONDS = 120
NO_MEMORY = "Cannot run: there is not enough memory; close other programs, or allow this program more.\n"
ENDED = "Cannot run: ended by {}; no file is half-written.\n"
# where a build may be when something happens to it
STAGES = (
    "model.pipeline.check",
    "model.pipeline.by_size",
    "model.workbook.write.contents",
    "model.xlsx.writer.sheet_data",
    "model.xlsx.archive.deflated",
    "os.fsync",
    "os.replace",
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits are others")


def program(*arguments: str, before: str = DEFAULT) -> list[str]:
    """The command line in a process of its own, after something else has been done in it."""
    return [sys.executable, "-c", PROGRAM.format(before=before), *arguments]


def run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=unmeasured(), capture_output=True, text=True, timeout=SECONDS, check=False
    )


def in_shell(how: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command line as a shell starts it, {} in its place."""
    return run(["sh", "-c", how.format(shlex.join(program(*arguments)))], folder)


def build_to(output: str, inputs: Path = SMALL) -> list[str]:
    return ["build", "--inputs", str(inputs), "--output", output]


def at(stage: str, what: str) -> str:
    """Code that lets something happen where a build reaches a function, in place of it."""
    module, _, name = stage.rpartition(".")
    return f"import {module}; exec('''def happen(*_, **__):\n {what}\n'''); {module}.{name} = happen"


def kills(number: signal.Signals) -> str:
    return f"import os, time; os.kill(os.getpid(), {int(number)}); time.sleep(9)"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook that was there before."""
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# signals


@pytest.mark.parametrize("stage", sampled(STAGES, now=7))
def test_a_signal_at_any_stage_leaves_the_old_file_alone(stage: str, book: Path) -> None:
    number = random.Random(stage).choice([signal.SIGTERM, signal.SIGHUP])
    done = run(program(*build_to(book.name), before=f"{DEFAULT}; {at(stage, kills(number))}"), book.parent)
    assert (done.returncode, done.stdout, done.stderr) == (CANNOT_RUN, "", ENDED.format(number.name))
    assert (names(book.parent), book.read_bytes()) == ([book.name], b"old")


@pytest.mark.long
def test_a_signal_leaves_no_folder_that_was_made(tmp_path: Path) -> None:
    before = f"{DEFAULT}; {at('os.fsync', kills(signal.SIGTERM))}"
    done = run(program(*build_to("a/b/out.xlsx"), before=before), tmp_path)
    assert (done.returncode, names(tmp_path)) == (CANNOT_RUN, [])


@pytest.mark.long
def test_a_second_signal_does_not_disturb_the_tidying_up(book: Path) -> None:
    again = f"{kills(signal.SIGTERM)}\n finally: {kills(signal.SIGHUP).replace('time.sleep(9)', '0')}"
    before = f"{DEFAULT}; {at('os.fsync', 'try: ' + again)}"
    done = run(program(*build_to(book.name), before=before), book.parent)
    assert (done.returncode, done.stderr) == (CANNOT_RUN, ENDED.format("SIGTERM"))
    assert (names(book.parent), book.read_bytes()) == ([book.name], b"old")


@pytest.mark.long
def test_a_signal_while_the_program_loads_is_one_sentence(tmp_path: Path) -> None:
    finder = (
        "import sys\nclass Ending:\n def find_spec(self, name, path, target=None):\n"
        f"  if name == 'pandas': {kills(signal.SIGHUP)}\nsys.meta_path.insert(0, Ending())"
    )
    done = run(program(*build_to("out.xlsx"), before=f"{DEFAULT}; exec({finder!r})"), tmp_path)
    assert (done.returncode, done.stderr, names(tmp_path)) == (CANNOT_RUN, ENDED.format("SIGHUP"), [])


@pytest.mark.long
def test_what_is_told_to_ignore_a_hangup_goes_on(tmp_path: Path) -> None:
    """As nohup tells it."""
    before = "signal.signal(signal.SIGHUP, signal.SIG_IGN); import os, model.pipeline; read = model.pipeline.check; "
    before += "model.pipeline.check = lambda *inputs: os.kill(os.getpid(), signal.SIGHUP) or read(*inputs)"
    done = run(program(*build_to("out.xlsx"), before=before), tmp_path)
    assert (done.returncode, done.stderr, names(tmp_path)) == (CLEAN, "", ["out.xlsx"])


def ended_at_random(folder: Path, times: int, seed: int) -> Counter[int]:
    """Builds ended by signals at random moments: the file is whole, nothing else stays.

    Returns how often each exit code was seen.
    """
    chance, codes = random.Random(seed), Counter[int]()
    output = folder / "new" / "out.xlsx"
    command = program(*build_to(str(output)))
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True, env=unmeasured())
    whole, made = time.monotonic() - started, output.read_bytes()
    for _ in range(times):
        shutil.rmtree(output.parent, ignore_errors=True)
        child = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=unmeasured(), text=True, cwd=folder
        )
        if chance.random() < 0.3:
            time.sleep(chance.uniform(0, whole))
        else:  # wait for the temporary file, then let it live for a moment
            while child.poll() is None and not output.parent.exists():
                time.sleep(0.0005)
            time.sleep(chance.choice([0, 0.001, 0.01, 0.05, 0.1]))
        child.send_signal(chance.choice([signal.SIGTERM, signal.SIGHUP, signal.SIGINT]))
        said = child.communicate(timeout=SECONDS)[1]
        codes[child.returncode] += 1
        assert "\n" not in said.strip() or child.returncode < 0, said
        if output.exists():
            assert (output.read_bytes(), names(output.parent)) == (made, ["out.xlsx"])
        else:
            assert names(folder) == []
            assert child.returncode != CLEAN
    return codes


@pytest.mark.long
def test_signals_at_random_moments_leave_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    codes = ended_at_random(tmp_path, 12, 1)
    assert set(codes) <= {CLEAN, CANNOT_RUN, INTERRUPTED, *(-number for number in process.SIGNALS)}
    assert codes[CANNOT_RUN] + codes[INTERRUPTED] > 3


@pytest.mark.exhaustive
def test_many_signals_at_random_moments(tmp_path: Path) -> None:
    assert ended_at_random(tmp_path, 100, 2)[CANNOT_RUN] > 20


@pytest.mark.long
@pytest.mark.program("libreoffice")
def test_a_signal_ends_the_engine_that_verify_started(tmp_path: Path) -> None:
    build(SMALL, tmp_path / "out.xlsx")
    work = tmp_path / "work"
    work.mkdir()
    child = subprocess.Popen(
        program("verify", str(tmp_path / "out.xlsx"), "--engine", "libreoffice"),
        env=unmeasured() | {"TMPDIR": str(work)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + SECONDS
    while child.poll() is None and time.monotonic() < until and not list(work.glob("tieout-*/profile/user/*")):
        time.sleep(0.01)
    time.sleep(1)  # LibreOffice is on its way
    child.send_signal(signal.SIGTERM)
    assert (child.communicate(timeout=SECONDS)[1], child.returncode) == (ENDED.format("SIGTERM"), CANNOT_RUN)
    assert not [path for path in work.iterdir() if path.name.startswith("tieout-")]
    assert not [line for line in commands() if str(work) in line]


def commands() -> list[str]:
    """The command lines of all processes."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:  # it has just ended
            continue
    return lines


# streams


@pytest.mark.long
@pytest.mark.parametrize("closed", sampled(["<&- >&- 2>&-", "2>&-", ">&-", ">&- 2>&-", "<&-"], now=5))
def test_closed_streams_change_nothing_but_what_is_said(closed: str, built_small: Path, tmp_path: Path) -> None:
    done = in_shell("exec {} " + closed, *build_to("out.xlsx"), folder=tmp_path)
    assert (done.returncode, done.stderr, bool(done.stdout)) == (
        CLEAN,
        "",
        ">&- 2" not in closed and closed[:3] != ">&-",
    )
    assert (tmp_path / "out.xlsx").read_bytes() == built_small.read_bytes()


@pytest.mark.parametrize("closed", sampled([">&- 2>&-", "2>&-", ">&-"], now=0))
@pytest.mark.parametrize(
    ("arguments", "code"),
    sampled(
        [
            (("validate", "--inputs", str(SMALL), "--strict"), FINDINGS),
            (("validate", "--inputs", "nowhere"), CANNOT_RUN),
        ],
        now=2,
    ),
)
def test_closed_streams_change_no_exit_code(closed: str, arguments: Sequence[str], code: int, tmp_path: Path) -> None:
    assert in_shell("exec {} " + closed, *arguments, folder=tmp_path).returncode == code


# memory


@pytest.mark.parametrize("kilobytes", sampled([40_000, 262_000, 100_000, 200_000], now=2))
@pytest.mark.parametrize("limit", ["v", "d"])
def test_a_limit_below_what_loading_takes_is_one_sentence(kilobytes: int, limit: str, tmp_path: Path) -> None:
    done = in_shell(f"ulimit -{limit} {kilobytes}; exec {{}}", *build_to("a/out.xlsx"), folder=tmp_path)
    said = f"Cannot run: the system allows this program {kilobytes >> 10} MB of memory, but it needs at least 256 MB.\n"
    assert (done.returncode, done.stdout, done.stderr) == (CANNOT_RUN, "", said)
    assert names(tmp_path) == []


@pytest.mark.long
def test_a_build_works_within_a_limit_that_is_just_enough(tmp_path: Path) -> None:
    done = in_shell("ulimit -v 400000; exec {}", *build_to("out.xlsx"), folder=tmp_path)
    assert (done.returncode, done.stderr, names(tmp_path)) == (CLEAN, "", ["out.xlsx"])


@pytest.mark.parametrize("stage", sampled(STAGES, now=7))
def test_no_memory_at_any_stage_is_one_sentence(stage: str, tmp_path: Path) -> None:
    done = run(program(*build_to("a/out.xlsx"), before=at(stage, "raise MemoryError")), tmp_path)
    assert (done.returncode, done.stdout, done.stderr, names(tmp_path)) == (CANNOT_RUN, "", NO_MEMORY, [])


@pytest.mark.long
@pytest.mark.parametrize(
    ("stage", "arguments"),
    sampled(
        [
            ("model.xlsx.refuse._check_parts", ("validate", "--inputs", "book.xlsx")),
            ("model.inputs.excel_tables.read_sheets", ("build", "--inputs", "book.xlsx", "--output", "out.xlsx")),
            (
                "model.reports.marked.open_whole",
                ("validate", "--inputs", "book.xlsx", "--format", "xlsx", "--output", "out.xlsx"),
            ),
            ("model.reports.data.as_json", ("validate", "--inputs", "book.xlsx", "--format", "json")),
        ],
        now=4,
    ),
)
def test_a_workbook_is_not_called_damaged_for_lack_of_memory(
    stage: str, arguments: Sequence[str], built_small: Path, tmp_path: Path
) -> None:
    shutil.copy(built_small, tmp_path / "book.xlsx")
    done = run(program(*arguments, before=at(stage, "raise MemoryError")), tmp_path)
    assert (done.returncode, done.stdout, done.stderr, names(tmp_path)) == (CANNOT_RUN, "", NO_MEMORY, ["book.xlsx"])


def test_where_no_thread_starts_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", refuse)
    with pytest.raises(CannotRun, match="no further thread"):
        list(deflated([bytes(3 << 20)]))
