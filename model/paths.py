"""Whether a file may be written where the user says: not under a name that some system refuses, not to a link or an
input."""

import os
from pathlib import Path

from model.errors import CannotRun

_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
_FORBIDDEN = '<>:"|?*'


def writable(path: Path, suffix: str, inputs: Path) -> Path:
    """The path itself. CannotRun, with the reason, where nothing should be written.

    `suffix` is the ending the name must have, "" for any; a file below `inputs` is not overwritten.
    """
    parts = path.parts[1:] if path.anchor else path.parts
    for part in parts:
        if (reason := _refused(part)) is not None:
            raise CannotRun(f"{path}: {reason}; choose another name.")
    if suffix and path.suffix.casefold() != suffix:
        raise CannotRun(f"{path}: the name must end in {suffix}.")
    if path.is_symlink():
        raise CannotRun(f"{path} is a link to another file; give the name of the file itself.")
    if path.is_dir():
        raise CannotRun(f"{path} is a folder; give the name of a file.")
    if path.exists() and not path.is_file():
        raise CannotRun(f"{path} is not an ordinary file.")
    if path.exists() and any(same(path, file) for file in (inputs, inputs / path.name)):
        raise CannotRun(f"{path} is one of the inputs, and inputs are not overwritten.")
    return path


def same(path: Path, other: Path) -> bool:
    """Whether both are one existing file."""
    return other.exists() and os.path.samefile(path, other)


def _refused(part: str) -> str | None:
    """Why some system in use refuses a file or folder of this name; None when all take it."""
    if bad := next((sign for sign in part if sign in _FORBIDDEN or not sign.isprintable()), None):
        return f"{part!r} holds {bad!r}, which some systems refuse in names"
    if part.split(".")[0].strip().casefold() in _RESERVED:
        return f"{part!r} is the name of a device on some systems"
    if part not in (".", "..") and part != part.rstrip(". "):
        return f"{part!r} ends in a dot or blank, which some systems cut off"
    return None
