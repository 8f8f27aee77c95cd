"""Engines see nothing of the user's folder, take bounded memory and time, and end together with verify, however it
ends."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from model.verify import keeper, process
from model.verify.engines import recompute
from model.verify.process import Refused, environment, module_folder, program, running
from model.xlsx.reader import read_book
from tests.tiers import sampled

LIBREOFFICE = (pytest.mark.long, pytest.mark.program("libreoffice"))
EACH_ENGINE = ["ironcalc", "formualizer", pytest.param("libreoffice", marks=LIBREOFFICE)]
ROOT = Path(__file__).parent.parent
MODULES = ("formualizer.py", "ironcalc.py", "json.py", "model/__init__.py", "sitecustomize.py", "usercustomize.py")
PROGRAMS = ("soffice", "dirname", "sed", "python3")
START = "from model.start import main; main()"
MEGABYTE = 1 << 20


def plant(folder: Path) -> None:
    """Modules and programs that leave a trace when somebody executes them."""
    trace = folder / "executed"
    for name in MODULES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"open({str(trace)!r}, 'w'); raise ImportError('planted')\n")
    for name in PROGRAMS:
        (folder / name).write_text(f"#!/bin/sh\ntouch '{trace}'\n")
        (folder / name).chmod(0o755)


@pytest.fixture(scope="module")
def good(built_of_one_leg: Path) -> Path:
    return built_of_one_leg


# isolated


@pytest.mark.parametrize("engine", sampled(EACH_ENGINE, now=0))
def test_what_lies_in_the_current_folder_is_not_executed(
    engine: str, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by any variable either: those that let the current folder in are set."""
    content = good.read_bytes()
    book = read_book("good.xlsx", content)
    plant(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", ".", str(tmp_path)]))
    monkeypatch.setenv("PYTHONSTARTUP", "json.py")
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", str(tmp_path), os.environ["PATH"]]))
    monkeypatch.setattr(sys, "path", ["", ".", str(tmp_path), *sys.path])
    outcome = recompute(engine, content, book)
    assert not (tmp_path / "executed").exists()
    assert outcome.reason == ""
    assert outcome.values


@pytest.mark.long
@pytest.mark.parametrize("kind", ["installed", "source"])
def test_verify_is_the_same_in_a_folder_full_of_modules(kind: str, good: Path, tmp_path: Path) -> None:
    """As installed (editable too), and from a checkout on PYTHONPATH; the workbook lies among the modules."""
    plant(tmp_path)
    shutil.copy(good, tmp_path / "good.xlsx")
    variables = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    variables |= {"PYTHONPATH": str(ROOT)} if kind == "source" else {}
    done = subprocess.run(
        [sys.executable, "-P", "-c", START, "verify", "good.xlsx", "--engine", "all"],
        cwd=tmp_path,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Clean" in done.stdout
    assert not (tmp_path / "executed").exists()


def test_an_engine_that_lies_in_the_current_folder_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", str(tmp_path)])
    monkeypatch.setenv("PATH", f".{os.pathsep}{tmp_path}")
    assert (module_folder("ironcalc"), program("soffice")) == (None, None)
    monkeypatch.chdir("/")
    assert (module_folder("ironcalc"), program("soffice")) == (str(tmp_path), str(tmp_path / "soffice"))


def test_a_current_folder_that_is_gone_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert module_folder("ironcalc")
    assert ran("true") == "0"


def test_no_proxy_and_no_setting_of_python_reaches_an_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "PYTHONPATH", "PYTHONHOME", "PYTHONINSPECT"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("LD_LIBRARY_PATH", ":.:/usr/lib")
    variables = environment(tmp_path)
    assert not [name for name in variables if "proxy" in name.lower() or name.startswith("PYTHON")]
    assert variables["LD_LIBRARY_PATH"] == "/usr/lib"
    assert variables["TMPDIR"] == str(tmp_path)


# bounded


def ran(*command: str, seconds: int = 60) -> str:
    """Run a command as an engine is run; what went wrong, "0" for nothing."""
    try:
        with running({}, lambda folder: ["command", *command], seconds) as folder:
            assert folder.is_dir()
    except Refused as refusal:
        return str(refusal)
    assert not folder.exists()
    return "0"


def test_what_does_not_finish_is_ended() -> None:
    start = time.monotonic()
    assert ran("sleep", "60", seconds=1) == "it did not finish within 1 seconds"
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["sh", "-c", "exit 3"], "it ended with code 3"),
        (["sh", "-c", "echo first >&2; echo tired >&2; exit 3"], "tired"),
        (["sh", "-c", "kill -SEGV $$"], "it crashed (SIGSEGV)"),
        (["sh", "-c", f"echo {'x' * 500} >&2; exit 3"], "x" * 119 + "…"),
        (["sh", "-c", "kill -KILL $(ps -o ppid= -p $$)"], "it was stopped by another program"),
    ],
)
def test_why_an_engine_failed_is_one_short_sentence(command: list[str], words: str) -> None:
    assert ran(*command) == words


def test_what_wants_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MOST_MEMORY", 200 * MEGABYTE)
    assert ran(sys.executable, "-c", "x = bytearray(1 << 30)") == "it needed more memory than it is allowed"
    assert ran(sys.executable, "-c", "x = bytearray(1 << 20)") == "0"


@pytest.mark.parametrize("limits", [(4 << 30, 4 << 30), (2 << 30, resource.RLIM_INFINITY), (3 << 30, 20 << 30)])
def test_a_lower_limit_of_the_system_stays(limits: tuple[int, int], tmp_path: Path) -> None:
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_AS, {limits!r})\n"
        "from tests.test_verify_processes import ran; import sys\n"
        f"said = 'import resource; assert resource.getrlimit(resource.RLIMIT_AS)[0] == {limits[0]}'\n"
        "print(ran(sys.executable, '-c', said))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"


def test_a_folder_that_cannot_be_made_is_a_refusal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "nowhere"))
    assert ran("true") == f"no folder can be made in {tmp_path / 'nowhere'}"


def test_where_processes_have_no_groups_the_process_itself_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""
    monkeypatch.delattr(os, "killpg")
    with subprocess.Popen(["sleep", "60"]) as one, subprocess.Popen(["true"]) as other:
        other.wait()
        for each in (one, other):
            keeper.end(each)
        keeper.end_group(one.pid)
    assert one.returncode == -signal.SIGKILL


# gone with verify


def processes_of(folder: Path) -> list[str]:
    """The processes whose command line names a folder."""
    lines = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            line = (each / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in line:
            lines.append(f"{each.name} {line}")
    return lines


def wait_for(wanted: Callable[[], bool]) -> None:
    limit = time.monotonic() + 30
    while not wanted():
        assert time.monotonic() < limit
        time.sleep(0.05)


# Engines that take their time; the first starts another process, which starts one more.
SHELLS = "sh -c 'sleep 600; true' $0 & sleep 600"
SLOW = {
    "nested": f"running({{}}, lambda folder: ['command', 'sh', '-c', {SHELLS!r}, folder], 600)",
    "libreoffice": "by_libreoffice(content, None, 600)",
}


@contextlib.contextmanager
def verifying(engine: str, temporary: Path, workbook: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that waits for such an engine."""
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background ignores it
        "from model.verify.engines import by_libreoffice, running; from pathlib import Path\n"
        f"content = Path({str(workbook)!r}).read_bytes()\n"
        f"with {SLOW[engine]}: pass"
    )
    variables = os.environ | {"TMPDIR": str(temporary)}
    waiting = subprocess.Popen([sys.executable, "-c", code], env=variables, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        yield waiting
    finally:
        waiting.kill()
        waiting.wait()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_what_an_engine_started_ends_with_verify(end: signal.Signals, good: Path, tmp_path: Path) -> None:
    with verifying("nested", tmp_path, good) as verify:
        wait_for(lambda: len(processes_of(tmp_path)) >= 3)  # the keeper and two shells
        verify.send_signal(end)
        verify.wait(30)
    wait_for(lambda: not processes_of(tmp_path) and not list(tmp_path.iterdir()))


@pytest.mark.long
def test_the_folder_goes_though_verify_is_killed_before_the_engine_starts(good: Path, tmp_path: Path) -> None:
    for wait in (0.2, 0.3, 0.4, 0.5, 0.6):
        with verifying("nested", tmp_path, good) as verify:
            time.sleep(wait)
            verify.kill()
    wait_for(lambda: not processes_of(tmp_path) and not list(tmp_path.iterdir()))


def test_an_engine_ends_though_its_keeper_is_killed(good: Path, tmp_path: Path) -> None:
    with verifying("nested", tmp_path, good) as verify:
        wait_for(lambda: len(processes_of(tmp_path)) >= 3)
        line = next(each for each in processes_of(tmp_path) if "keeper.py" in each)
        os.kill(int(line.split()[0]), signal.SIGKILL)
        verify.wait(30)
    wait_for(lambda: not processes_of(tmp_path) and not list(tmp_path.iterdir()))


@pytest.mark.program("libreoffice")
@pytest.mark.parametrize("wait", sampled([0.0, 1.0, 2.0], now=0, long=3))
def test_libreoffice_and_its_socket_are_gone_though_verify_is_killed(wait: float, good: Path, tmp_path: Path) -> None:
    with verifying("libreoffice", tmp_path, good) as verify:
        wait_for(lambda: any("soffice.bin" in each for each in processes_of(tmp_path)))
        folder = next(tmp_path.iterdir())
        time.sleep(wait)
        verify.kill()
    wait_for(lambda: not processes_of(tmp_path) and not list(tmp_path.iterdir()))
    assert not [each for each in keeper.sockets(folder) if each.exists()]
