"""Writing a file completely or not at all, whatever goes wrong.

The bytes go into a temporary file beside the target, reach the disk, and take the target's name in one step. A killed
run leaves its temporary file; the next one removes it, and knows it by the lock that a living run holds on its own.
Whether the path is a good place for a file is `paths.writable`'s question.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from model.errors import CannotRun

try:
    import fcntl
except ImportError:  # Windows: a file that is open there cannot be removed, which serves as the lock
    fcntl = None  # type: ignore[assignment]

TRIES = 20


def replace_file(path: Path, data: bytes) -> None:
    """Put the bytes where `path` is, whole or not at all. CannotRun when the folder, the disk or the file refuses."""
    with replacing(path) as file:
        file.write(data)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the place of `path` at the end; whatever goes wrong, the old one stays.

    CannotRun when the folder, the disk or the file refuses.
    """
    try:
        with folder_of(path), temporary(path) as (handle, new_file):
            with os.fdopen(os.dup(handle), "w+b") as file:
                yield file
                file.flush()
                os.fsync(handle)
            if path.exists():
                if not os.access(path, os.W_OK):
                    raise PermissionError(errno.EACCES, "the old file is read-only")
                os.chmod(new_file, stat.S_IMODE(path.stat().st_mode))  # who may read it stays as it was
            swap(handle, new_file, path)
    except OSError as error:
        raise CannotRun(f"cannot write {path}: {reason(error)}") from error


@contextlib.contextmanager
def folder_of(path: Path) -> Iterator[None]:
    """The target's folder, created if it is missing; a created folder is removed again if no file is written into
    it."""
    missing = [folder for folder in path.parents if not folder.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        remove_leftovers(path)
        yield
    except BaseException:
        for folder in missing:  # the innermost first; one that others have filled stays
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


@contextlib.contextmanager
def temporary(path: Path) -> Iterator[tuple[int, Path]]:
    """A new file beside the target, locked while it is in use, and removed unless it has become the target."""
    for _ in range(TRIES):
        new_file = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
        try:
            handle = os.open(new_file, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        except (KeyboardInterrupt, SystemExit):  # a signal may come when the file is made and its handle not yet known
            new_file.unlink(missing_ok=True)
            raise
        try:
            if not lock(handle) or not still_there(handle, new_file):
                continue  # another run took it for a leftover before it was locked
            yield handle, new_file
            return
        finally:
            if still_there(handle, new_file):
                close_on_windows(handle)
                new_file.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                os.close(handle)
    raise OSError(errno.EBUSY, "the folder is busy")


def swap(handle: int, new_file: Path, path: Path) -> None:
    """Give the temporary file the target's name, and see that the folder remembers it."""
    close_on_windows(handle)
    os.replace(new_file, path)
    if fcntl is not None:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):  # some file systems cannot; the name is changed all the same
                os.fsync(folder)
        finally:
            os.close(folder)


def remove_leftovers(path: Path) -> None:
    """Remove temporary files that killed runs left beside the target; those of living runs stay."""
    ours = re.compile(re.escape(f".{path.name}.") + r"[0-9a-f]{8}\.tmp")
    for left in path.parent.iterdir():
        if ours.fullmatch(left.name) and not left.is_symlink():
            with contextlib.suppress(OSError):
                handle = os.open(left, os.O_RDWR)
                try:
                    if lock(handle):
                        close_on_windows(handle)
                        left.unlink(missing_ok=True)
                finally:
                    with contextlib.suppress(OSError):
                        os.close(handle)


def lock(handle: int) -> bool:
    """Whether the file could be locked, or needs no lock; False when another process holds it."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def still_there(handle: int, new_file: Path) -> bool:
    """Whether the name still refers to the open file."""
    if fcntl is None:
        return new_file.exists()
    try:
        return os.path.samestat(os.fstat(handle), os.stat(new_file))
    except OSError:
        return False


def close_on_windows(handle: int) -> None:
    """An open file can be neither renamed nor removed there."""
    if fcntl is None:
        with contextlib.suppress(OSError):
            os.close(handle)


def reason(error: OSError) -> str:
    """What stands in the way, and what to do about it."""
    if error.errno == errno.ENOSPC or error.errno == getattr(errno, "EDQUOT", None):
        return "the disk is full. The old file, if any, is as it was."
    if error.errno == errno.EFBIG:
        return "the file would be larger than the system allows."
    if error.errno == errno.EROFS:
        return "the disk is read-only."
    if isinstance(error, PermissionError):
        return f"{error.strerror}. If it is open in Excel, close it and try again; otherwise choose another folder."
    return f"{error.strerror}."
