"""All or nothing: a file is replaced whole, or stays as it was, and nothing else is left in its folder."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from model import files as replace
from model.errors import CannotRun
from model.expression.values import Selected
from model.files import replace_file
from model.pipeline import build
from model.process import Ended
from tests.conftest import SMALL
from tests.tiers import sampled

# Ctrl-C reaches the program even where the tests were started with the signal ignored
PROGRAM = [
    sys.executable,
    "-c",
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from model.start import main; main()",
]
SECONDS, NOBODY = 120, 65534
LEFT = ".book.xlsx.0123abcd.tmp"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def alone(book: Path, content: bytes) -> None:
    """The file holds this, and its folder nothing else."""
    assert book.read_bytes() == content
    assert names(book.parent) == ["book.xlsx"]


def fails_with(error: BaseException, book: Path, monkeypatch: pytest.MonkeyPatch, function: str = "fsync") -> str:
    """What is said when the system refuses; the old file stays and nothing else is left."""

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, function, refuse)
    with pytest.raises(CannotRun) as refusal:
        replace_file(book, b"new")
    alone(book, b"old")
    return str(refusal.value)


def test_the_bytes_take_the_place_of_the_old_ones(book: Path) -> None:
    replace_file(book, b"new")
    alone(book, b"new")


def test_folders_are_made_and_permissions_kept(book: Path) -> None:
    replace_file(book.parent / "a" / "b.xlsx", b"new")
    assert (book.parent / "a" / "b.xlsx").read_bytes() == b"new"
    book.chmod(0o600)
    replace_file(book, b"new")
    assert book.stat().st_mode & 0o777 == 0o600


def test_a_full_disk_leaves_the_old_file(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "disk is full" in fails_with(OSError(errno.ENOSPC, "No space left on device"), book, monkeypatch)


def test_a_full_disk_leaves_no_folder_that_was_made(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    for path in (book.parent / "a" / "b" / "c.xlsx", book.parent / "d" / ".." / "e" / "f.xlsx"):
        with pytest.raises(CannotRun, match="disk is full"):
            replace_file(path, b"new")
        alone(book, b"old")


def test_a_folder_that_others_have_filled_meanwhile_stays(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = book.parent / "a"

    def refuse(handle: int) -> None:
        (folder / "theirs.txt").touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(CannotRun, match="disk is full"):
        replace_file(folder / "b" / "c.xlsx", b"new")
    assert [names(book.parent), names(folder)] == [["a", "book.xlsx"], ["theirs.txt"]]


def test_a_file_held_open_says_close_it(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = fails_with(PermissionError(errno.EACCES, "Permission denied"), book, monkeypatch, "replace")
    assert "close it and try again" in said


def test_a_folder_that_takes_no_file_leaves_the_old_one(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "read-only" in fails_with(OSError(errno.EROFS, "Read-only file system"), book, monkeypatch, "open")


@contextlib.contextmanager
def unprivileged() -> Iterator[None]:
    """Root may write anywhere, so for a while it acts as nobody."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="rights are others")
def test_a_read_only_folder_is_named_and_the_old_file_stays() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = folder / "book.xlsx"
        book.write_bytes(b"old")
        folder.chmod(0o555)
        try:
            with unprivileged(), pytest.raises(CannotRun, match="choose another folder"):
                replace_file(book, b"new")
        finally:
            folder.chmod(0o755)
        assert book.read_bytes() == b"old"
        assert names(folder) == ["book.xlsx"]


def test_a_read_only_file_is_named_and_stays(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write to any, so the system's answer is given."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(CannotRun, match="the old file is read-only"):
        replace_file(book, b"new")
    alone(book, b"old")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EDQUOT, "the disk is full"),
        (errno.EFBIG, "larger than the system allows"),
        (errno.EIO, "Input/output error."),
    ],
)
def test_what_stands_in_the_way_is_said(number: int, said: str, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said in fails_with(OSError(number, os.strerror(number)), book, monkeypatch)


@pytest.mark.parametrize("end", [KeyboardInterrupt(), Ended(signal.SIGTERM)])
def test_a_signal_while_the_temporary_file_is_made_leaves_none(
    end: BaseException, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def interrupt(path: str, *rest: int) -> int:
        os.close(opened(path, *rest))
        raise end

    monkeypatch.setattr(os, "open", interrupt)
    with pytest.raises(type(end)):
        replace_file(book, b"new")
    alone(book, b"old")


def test_a_temporary_file_taken_for_a_leftover_is_made_again(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another run removed it between its making and its lock."""
    lock, refusals = replace.lock, [False]
    monkeypatch.setattr(replace, "lock", lambda handle: refusals.pop() if refusals else lock(handle))
    replace_file(book, b"new")
    assert refusals == []
    alone(book, b"new")


def test_a_folder_in_which_no_file_stays_is_busy(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replace, "lock", lambda _: False)
    with pytest.raises(CannotRun, match="the folder is busy"):
        replace_file(book, b"new")
    alone(book, b"old")


def test_a_file_system_without_locks_is_written_to_all_the_same(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", unable)
    replace_file(book, b"new")
    alone(book, b"new")


def test_where_open_files_cannot_be_renamed_they_are_closed_before(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, which has no locks of this kind either."""
    monkeypatch.setattr(replace, "fcntl", None)
    book.with_name(LEFT).write_bytes(b"half")
    replace_file(book, b"new")
    alone(book, b"new")
    book.write_bytes(b"old")
    assert "disk is full" in fails_with(OSError(errno.ENOSPC, "No space left on device"), book, monkeypatch)


def test_an_interrupt_leaves_the_old_file(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(book, b"new")
    alone(book, b"old")


def test_what_a_killed_run_left_is_removed_and_what_a_living_one_holds_stays(book: Path) -> None:
    left, held = book.with_name(LEFT), book.with_name(".book.xlsx.76543210.tmp")
    others = [".other.xlsx.0123abcd.tmp", ".book.xlsx.mine.tmp", "book.xlsx.0123abcd.tmp"]
    for path in (left, held, *(book.with_name(name) for name in others)):
        path.write_bytes(b"half")
    handle = os.open(held, os.O_RDWR)
    try:
        assert replace.lock(handle)
        replace_file(book, b"new")
    finally:
        os.close(handle)
    assert names(book.parent) == sorted(["book.xlsx", held.name, *others])
    replace_file(book, b"newer")
    assert names(book.parent) == sorted(["book.xlsx", *others])


def test_writers_at_once_leave_one_whole_file(book: Path) -> None:
    contents = [bytes([65 + index]) * 300_000 for index in range(8)]
    problems: list[BaseException] = []

    def write(data: bytes) -> None:
        try:
            for _ in range(15):
                replace_file(book, data)
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=write, args=(data,)) for data in contents]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert book.read_bytes() in (b"old", *contents)
    assert problems == []
    assert names(book.parent) == ["book.xlsx"]


@pytest.mark.long
def test_a_size_limit_of_the_system_leaves_the_old_file(tmp_path: Path) -> None:
    build(SMALL, tmp_path / "out.xlsx")
    before = (tmp_path / "out.xlsx").read_bytes()
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)); from model.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "--inputs", str(SMALL), "--output", "out.xlsx"],
        cwd=tmp_path,
        env=unmeasured(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "larger than the system allows" in done.stderr
    assert (tmp_path / "out.xlsx").read_bytes() == before
    assert names(tmp_path) == ["out.xlsx"]


def unmeasured() -> dict[str, str]:
    """The environment without coverage: it writes files of its own, and hangs where Ctrl-C meets its lock."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}


def killed_at_random(folder: Path, times: int, how: signal.Signals, seed: int) -> Counter[int]:
    """Builds ended at random moments, and in the moments of writing; the old file is whole every time.

    Returns how often each exit code was seen.
    """
    output = folder / "out.xlsx"
    build(SMALL, output)
    base = output.read_bytes()
    build(SMALL, output, Selected("low"))
    low = output.read_bytes()
    arguments = ["build", "--inputs", str(SMALL), "--output", str(output), "--case", "base"]
    started = time.monotonic()
    subprocess.run([*PROGRAM, *arguments], check=True, capture_output=True, env=unmeasured())
    whole = time.monotonic() - started
    chance, codes = random.Random(seed), Counter[int]()
    for _ in range(times):
        output.write_bytes(low)
        before = names(folder)
        process = subprocess.Popen(
            [*PROGRAM, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=unmeasured(), text=True
        )
        if chance.random() < 0.5:
            time.sleep(chance.uniform(0, whole * 1.05))
        else:  # wait for the temporary file, then let it live for a moment
            while process.poll() is None and names(folder) == before:
                time.sleep(0.0002)
            time.sleep(chance.choice([0, 0.0005, 0.002, 0.01]))
        process.send_signal(how)
        said = process.communicate(timeout=SECONDS)[1]
        codes[process.returncode] += 1
        assert process.returncode != 130 or "Traceback" not in said, said
        assert output.read_bytes() in (low, base)
        left = [name for name in names(folder) if name != "out.xlsx"]
        assert not left or how == signal.SIGKILL
    build(SMALL, output)
    assert names(folder) == ["out.xlsx"]
    return codes


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("times", sampled([10, 200], now=0, long=2))
def test_killed_builds_leave_the_old_file(times: int, tmp_path: Path) -> None:
    assert killed_at_random(tmp_path, times, signal.SIGKILL, times)[-signal.SIGKILL] > times // 4


@pytest.mark.exhaustive
@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_interrupted_builds_leave_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    assert killed_at_random(tmp_path, 50, signal.SIGINT, 2)[130] > 10


@pytest.mark.long
def test_two_builds_at_once_both_succeed(tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [*PROGRAM, "build", "--inputs", str(SMALL), "--output", "out.xlsx", "--case", case],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=unmeasured(),
        )
        for case in ("low", "high")
    ]
    assert [process.wait(SECONDS) for process in running] == [0, 0]
    assert names(tmp_path) == ["out.xlsx"]
    build(SMALL, tmp_path / "low.xlsx", Selected("low"))
    build(SMALL, tmp_path / "high.xlsx", Selected("high"))
    both = {(tmp_path / name).read_bytes() for name in ("low.xlsx", "high.xlsx")}
    assert (tmp_path / "out.xlsx").read_bytes() in both
