"""The program as the system sees it: its streams, its memory, and the signals that end it.

Called where the program begins, never on import: whoever imports the package keeps a process as it was.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

from model.errors import CannotRun

ENDED = 2
LEAST_MEMORY = 256 << 20  # bytes of address space: below, libraries end the process while they load
SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Ended(SystemExit):
    """A signal ends the program, which first tidies up: `except Exception` lets it through."""

    def __init__(self, number: int) -> None:
        super().__init__(ENDED)
        self.reason = f"ended by {signal.Signals(number).name}; no file is half-written."


def open_streams() -> None:
    """Where a stream was closed by whoever started us, open nothing in its place: else a file would get its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the system gives the lowest free number
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w" if number else "r", encoding="utf-8"))  # noqa: SIM115 - the program keeps it


def end_on_signals() -> None:
    """Let the signals that end a program raise, so that it unwinds; those that are ignored stay ignored."""
    for number in SIGNALS:
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, end)


_received: list[int] = []


def end(number: int, _: FrameType | None) -> NoReturn:
    """Unwind, undisturbed by further signals; complaints of half-made objects are suppressed."""
    _received.append(number)
    ignore_signals()
    sys.unraisablehook = lambda _: None
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise Ended(number)


def raise_end() -> None:
    """Raise what the signal that was received raised; libraries may have turned it into another exception."""
    if _received:
        raise KeyboardInterrupt if _received[0] == signal.SIGINT else Ended(_received[0])


def ignore_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """For the moments in which files are put in place: a signal that would end the program is then ignored."""
    if threading.current_thread() is not threading.main_thread():  # where no signal is handled
        yield
        return
    handlers = {number: signal.getsignal(number) for number in SIGNALS}
    try:
        ignore_signals()
        yield
    finally:
        for number, handler in handlers.items():
            if handler is not None:  # None is a handler that Python does not know
                signal.signal(number, handler)


def check_memory() -> None:
    """CannotRun where the system allows so little that numpy ends the process while it loads."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for limit in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        most = resource.getrlimit(limit)[0]
        if most != resource.RLIM_INFINITY and most < LEAST_MEMORY:
            allowed, least = most >> 20, LEAST_MEMORY >> 20
            raise CannotRun(f"the system allows this program {allowed} MB of memory, but it needs at least {least} MB.")
