"""Keeps an engine: makes its folder, runs it there in bounded time, and ends both when the pipe from verify closes.

Whatever ends verify closes that pipe, even `kill -9`. Started by `process` as an isolated script; it imports nothing
but the standard library.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FrameType

LATE = "late"
WORDS = "words.txt"  # what the engine writes to stderr
PROFILE = "profile"  # LibreOffice's settings


def main(arguments: list[str]) -> None:
    """FOLDER SECONDS PROGRAM ARGUMENT…: say "ready", wait for a line, start the program, say its id and exit code."""
    folder, seconds, *command = arguments
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, passed_over)
    os.mkdir(folder, 0o700)
    os.chdir(folder)
    say("ready")
    if not sys.stdin.buffer.readline():
        clear(folder)
        return
    with open(WORDS, "wb") as words:
        engine = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=words, start_new_session=True
        )
    say(str(engine.pid))
    watcher = threading.Thread(target=watch, args=(engine, folder))
    watcher.start()
    try:
        code = str(engine.wait(float(seconds)))
    except subprocess.TimeoutExpired:
        code = LATE
    end(engine)
    say(code)
    watcher.join()


def passed_over(_: int, __: FrameType | None) -> None:
    """A signal for a whole group or machine reaches verify too, and then the pipe closes."""


def say(text: str) -> None:
    with contextlib.suppress(OSError):  # nobody listens any more; the closed pipe ends the rest
        sys.stdout.buffer.write(f"{text}\n".encode())
        sys.stdout.buffer.flush()


def watch(engine: subprocess.Popen[bytes], folder: str) -> None:
    """Wait until the pipe closes, then leave nothing behind."""
    sys.stdin.buffer.read()
    end(engine)
    clear(folder)
    os._exit(0)


def end(engine: subprocess.Popen[bytes]) -> None:
    """End the engine and all it started; LibreOffice's launcher starts another process."""
    if hasattr(os, "killpg"):
        end_group(engine.pid)
    elif engine.poll() is None:
        engine.kill()


def end_group(number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError, AttributeError):  # Windows has no groups
        os.killpg(number, signal.SIGKILL)


def clear(folder: str) -> None:
    """Remove the folder; what was just killed may still be closing its files."""
    os.chdir(Path(folder).parent)
    for each in sockets(Path(folder)):
        each.unlink(missing_ok=True)
    for _ in range(50):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):
            return
        time.sleep(0.1)


def sockets(folder: Path) -> list[Path]:
    """What LibreOffice leaves outside its folder when it is killed: a socket, named after the digest of its profile."""
    if not hasattr(os, "getuid"):
        return []
    digest = hashlib.md5((folder / PROFILE).as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_" + "".join(f"{byte:x}" for byte in digest)
    return [Path(each, name) for each in ("/tmp", "/var/tmp")]


if __name__ == "__main__":
    main(sys.argv[1:])
