"""The two sides of a comparison, each read once: a folder, an .xlsx, or REV:PATH of a git repository.

A file or folder of the name goes before a revision. Tables with errors are refused: nothing is computed from them.
"""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from model.errors import CannotRun
from model.inputs import load
from model.pipeline import without_errors
from model.workbook.names import required_assumptions

MOST_BYTES = 1_000_000_000  # of one revision's files


@dataclass(frozen=True)
class Side:
    """The typed tables of one side, and what the user calls it."""

    name: str
    frames: Mapping[str, pd.DataFrame]


def side(name: str) -> Side:
    """Read one side. CannotRun when there is nothing that can be read, or the tables have errors."""
    path = Path(name)
    if path.exists() or ":" not in name:
        return Side(name, without_errors(name, load(path, required_assumptions())).frames)
    with tempfile.TemporaryDirectory(prefix="tieout-") as folder:
        there = from_git(name, Path(folder))
        loaded = load(there, required_assumptions())
    return Side(name, without_errors(name, loaded, f"--inputs PATH, with {name} checked out,").frames)


def from_git(name: str, folder: Path) -> Path:
    """The file or folder that REV:PATH names, copied below `folder`. CannotRun when there is none, or no git.

    PATH is seen from the working directory, or else from the top of the repository.
    """
    revision, _, path = name.partition(":")
    if not revision or revision.startswith("-"):
        raise CannotRun(f"{name} does not exist and is not a revision of a git repository.")
    top = git(name, "rev-parse", "--show-toplevel").decode(errors="replace").rstrip("\n")
    commit = git(name, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    from_here = os.path.relpath(os.path.join(os.getcwd(), path), os.path.realpath(top))
    for candidate in dict.fromkeys(Path(os.path.normpath(each)).as_posix() for each in (from_here, path)):
        if is_in(name, top, commit, candidate):
            unpack(name, git(name, "-C", top, "archive", "--format=tar", commit, "--", candidate), folder)
            return folder / candidate
    raise CannotRun(f"there is no {path} in the revision {revision}; git ls-tree -r --name-only {revision} lists all.")


def is_in(name: str, top: str, commit: str, path: str) -> bool:
    """Whether a commit holds a path, seen from the top of the repository."""
    if path.startswith(("..", "/")):
        return False
    return path == "." or bool(git(name, "-C", top, "ls-tree", commit, "--", path))


def unpack(name: str, archive: bytes, folder: Path) -> None:
    """The regular files of an archive, below `folder`; links lead nowhere and are left out."""
    if len(archive) > MOST_BYTES:
        raise CannotRun(f"{name} is larger than {MOST_BYTES // 1_000_000} MB and is not read.")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            if content is not None:
                file = folder / member.name  # git holds no name that leads out of its folder
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content.read())


def git(name: str, *arguments: str) -> bytes:
    """What git answers. CannotRun, with what to do, where it is not there or refuses."""
    try:
        run = subprocess.run(["git", *arguments], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except OSError as error:
        raise CannotRun(
            f"{name} does not exist, and git, which is needed to read a revision, is not installed."
        ) from error
    if run.returncode:
        if "--show-toplevel" in arguments:
            raise CannotRun(f"{name} does not exist, and the working directory is not in a git repository.")
        revision = name.partition(":")[0]
        raise CannotRun(f"{name} does not exist, and git has no revision {revision}; git log --oneline lists them.")
    return run.stdout
