"""Several CSV tables of a folder replaced together: all of them, or none, whatever happens on the way.

What the files will hold is first written to a journal in the folder and flushed to disk; then each file is put in
place, and the journal is deleted. A run that is killed in between leaves the journal, and the next command that reads
the folder finishes what it says. A file that somebody has changed meanwhile is never overwritten.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.errors import CannotRun
from model.files import lock, replace_file
from model.process import undisturbed

JOURNAL = ".tieout-pull.json"
PATIENCE, PAUSE = 10.0, 0.02  # seconds to wait for another run, and between two looks


@dataclass(frozen=True)
class NewTable:
    """The future content of a file; `before` is the SHA-256 of its present content, "" if there is no file."""

    name: str
    before: str
    content: bytes


def replace_tables(folder: Path, tables: Sequence[NewTable]) -> None:
    """Replace the files, all or none. CannotRun, with nothing replaced, where one of them cannot be or has changed."""
    with alone(folder), undisturbed():
        put_in_place(folder)
        for table in tables:
            path = folder / table.name
            if path.is_symlink():
                raise CannotRun(
                    f"{path} is a link to another file; tieout does not write through links. Replace the link by the "
                    "file itself."
                )
            if path.exists() and not os.access(path, os.W_OK):
                raise CannotRun(f"{path} is read-only; nothing was written.")
            if sha256_of(path) != table.before:
                raise CannotRun(f"{path} was changed while it was read; nothing was written. Try again.")
        replace_file(folder / JOURNAL, as_journal(tables))
        put_in_place(folder)


def finish(folder: Path) -> tuple[str, ...]:
    """Finish a pull that was interrupted, and return the names of its files; none where there is nothing to finish.

    CannotRun where it cannot be finished.
    """
    if not os.path.lexists(folder / JOURNAL):
        return ()
    with alone(folder), undisturbed():
        return put_in_place(folder)


def put_in_place(folder: Path) -> tuple[str, ...]:
    """Do what the journal says, if there is one. The caller must hold the folder's lock."""
    journal = folder / JOURNAL
    try:
        tables = from_journal(journal.read_bytes())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise CannotRun(f"{journal} cannot be read: {error.strerror}.") from error
    except ValueError:
        raise CannotRun(f"{journal} is not a valid record of a pull. Remove it; the tables stay as they are.") from None
    stale = []
    for table in tables:
        sha = sha256_of(folder / table.name)
        if sha == table.before:
            stale.append(table)
        elif sha != hashlib.sha256(table.content).hexdigest():
            raise CannotRun(
                f"a pull into {folder} was interrupted, and {table.name} has been changed since. Look at the tables, "
                f"then remove {journal}: they stay as they are, and you can pull again."
            )
    try:
        for table in stale:
            replace_file(folder / table.name, table.content)
        journal.unlink()
    except CannotRun as problem:
        raise CannotRun(f"a pull into {folder} was interrupted and cannot be completed: {problem}") from problem
    except OSError as error:
        raise CannotRun(f"{journal} cannot be removed: {error.strerror}.") from error
    return tuple(table.name for table in tables)


def as_journal(tables: Sequence[NewTable]) -> bytes:
    files = [
        {"name": table.name, "before": table.before, "content": base64.b64encode(table.content).decode()}
        for table in tables
    ]
    return json.dumps({"pull": files}).encode()


def from_journal(content: bytes) -> list[NewTable]:
    """The files of a journal. ValueError if it is not a journal, or names anything but CSV files of its folder."""
    try:
        tables = [
            NewTable(str(file["name"]), str(file["before"]), base64.b64decode(file["content"], validate=True))
            for file in json.loads(content)["pull"]
        ]
    except (LookupError, TypeError) as error:
        raise ValueError("not a journal") from error
    for table in tables:
        if Path(table.name).name != table.name or Path(table.name).suffix.casefold() != ".csv":
            raise ValueError(table.name)
    return tables


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file of the folder itself; "" where there is none, "link" for a link."""
    if path.is_symlink():
        return "link"
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise CannotRun(f"{path} cannot be read: {error.strerror}.") from error


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other runs from writing tables into the folder. CannotRun where one of them takes too long."""
    if os.name == "nt":  # where a folder cannot be locked
        yield
        return
    until = time.monotonic() + PATIENCE
    handle = os.open(folder, os.O_RDONLY)
    try:
        while not lock(handle):
            if time.monotonic() > until:
                raise CannotRun(f"another tieout pull is writing into {folder}; try again when it is done.")
            time.sleep(PAUSE)
        yield
    finally:
        os.close(handle)
