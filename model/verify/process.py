"""A third-party program, run where it cannot see the user's files: isolated, with limits, and ended when verify ends.

It starts in a folder of its own, kept by `keeper`, with no module, program or setting taken from the current folder.
"""

from __future__ import annotations

import contextlib
import importlib.machinery
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from model.verify.keeper import LATE, WORDS, end_group

HERE = Path(__file__).resolve().parent
PYTHON = (sys.executable, "-I")  # neither the current folder nor PYTHONPATH and the like are looked at
MOST_MEMORY = 8 << 30  # bytes of address space; LibreOffice maps far more than it uses
LISTS = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # variables that are lists of folders
OUT_OF_MEMORY = ("MemoryError", "memory allocation of", "bad_alloc")
MOST_WORDS = 120  # characters of what an engine says about its failure


class Refused(Exception):  # noqa: N818 - it reads as what it says
    """An engine did not recompute the file; the message says why, for the reader of the report."""


class Late(Refused):
    """An engine did not end in the time it had."""


def module_folder(name: str) -> str | None:
    """The folder that an installed package lies in, for `sys.path`; None where it is not installed."""
    spec = importlib.machinery.PathFinder.find_spec(name, trusted(sys.path))
    if spec is None or spec.origin is None:
        return None
    origin = Path(spec.origin)
    return str(origin.parent.parent if spec.submodule_search_locations else origin.parent)


def program(name: str) -> str | None:
    """The path of an installed program; a program in the current folder does not count."""
    path = shutil.which(name, path=os.pathsep.join(trusted(os.environ.get("PATH", os.defpath).split(os.pathsep))))
    return path if path and trusted([str(Path(path).parent)]) else None  # Windows looks in the current folder first


def trusted(folders: Sequence[str]) -> list[str]:
    """Folders in which something may be started: not the current one, by whatever name."""
    try:
        here = os.path.realpath(os.curdir)
    except OSError:  # it has been removed
        here = ""
    return [each for each in folders if os.path.isabs(each) and os.path.realpath(each) != here]


@contextlib.contextmanager
def running(files: Mapping[str, bytes], command: Callable[[Path], Sequence[str]], seconds: int) -> Iterator[Path]:
    """A folder of these files in which a command has run; it is there as long as the context.

    `command` gets the folder and is what `child` is started with. Refused when it fails or does not end in time.
    """
    try:
        folder = Path(tempfile.gettempdir()) / f"tieout-{secrets.token_hex(8)}"
        child = [*PYTHON, str(HERE / "child.py"), str(MOST_MEMORY), *map(str, command(folder))]
        keeper = subprocess.Popen(
            [*PYTHON, str(HERE / "keeper.py"), str(folder), str(seconds), *child],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(folder),
            start_new_session=True,
        )
    except OSError as error:
        raise Refused(f"it cannot be started: {error.strerror or error}") from error
    try:
        with keeper:  # its end closes the pipe, on which the keeper ends the engine and removes the folder
            code = conversation(keeper, folder, files)
            if code == LATE:
                raise Late(f"it did not finish within {seconds:,} seconds")
            if code != "0":
                raise Refused(reason(code, folder))
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def conversation(keeper: subprocess.Popen[bytes], folder: Path, files: Mapping[str, bytes]) -> str:
    """Hand the files over and wait for the engine's exit code; "" when the keeper itself was ended."""
    assert keeper.stdin is not None
    assert keeper.stdout is not None
    if not keeper.stdout.readline():
        raise Refused(f"no folder can be made in {folder.parent}")
    try:
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        keeper.stdin.write(b"\n")
        keeper.stdin.flush()
    except BrokenPipeError:
        return ""
    except OSError as error:
        raise Refused(f"{folder.parent} cannot be written to: {error.strerror}") from error
    engine = keeper.stdout.readline()
    code = keeper.stdout.readline().decode().strip()
    if engine and not code:
        end_group(int(engine))
    return code


def reason(code: str, folder: Path) -> str:
    """Why an engine gave no values, in a few words."""
    if not code:
        return "it was stopped by another program"
    with contextlib.suppress(OSError):
        lines = (folder / WORDS).read_bytes()[-2_000:].decode(errors="replace").strip().splitlines()
        if any(word in line for line in lines for word in OUT_OF_MEMORY):
            return "it needed more memory than it is allowed"
        if lines and int(code) >= 0:
            last = lines[-1]
            return last if len(last) <= MOST_WORDS else last[: MOST_WORDS - 1] + "…"
    if int(code) < 0:
        names = {each.value: each.name for each in signal.Signals}
        return f"it crashed ({names.get(-int(code), code)})"
    return f"it ended with code {code}"


def environment(folder: Path) -> dict[str, str]:
    """The user's environment without what lets files of the current folder in, or data out."""
    variables = {
        key: os.pathsep.join(trusted(value.split(os.pathsep))) if key in LISTS else value
        for key, value in os.environ.items()
        if "proxy" not in key.lower() and not key.startswith("PYTHON")
    }
    return variables | dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(folder)) | {"SAL_USE_VCLPLUGIN": "svp"}
