"""What the command line writes to the terminal: text, and a bar while a build takes its time."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TextIO

import click

PATIENCE, BAR = 1.0, 30  # seconds before the bar shows, and its width


class Progress:
    """A bar on stderr with the name of the stage, once a build takes longer than a second; only on a terminal."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self.bar = ""

    def __call__(self, stage: str, part: float) -> None:
        if sys.stderr.isatty() and time.monotonic() - self.start > PATIENCE:
            width = round(part * BAR)
            bar = f"[{'#' * width}{'-' * (BAR - width)}] {stage}"
            if bar != self.bar:
                click.echo(f"\r\033[K{bar}", nl=False, err=True)
                self.bar = bar

    def clear(self) -> None:
        if self.bar:
            click.echo("\r\033[K", nl=False, err=True)


def say(text: str) -> None:
    """Write to stdout. A reader that stops reading, such as `head`, is not an error and does not change the exit
    code."""
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:
        silence(sys.stdout)


def silence(stream: TextIO) -> None:
    """Discard what is still buffered in a stream: Python writes it out at exit, and would fail once more."""
    with contextlib.suppress(OSError, AttributeError):  # no stream, or one without a file
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
