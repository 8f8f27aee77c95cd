"""Reading both sides and comparing them: what the command and the API do."""

from __future__ import annotations

from collections.abc import Callable

from model.changes.compare import Diff, compare
from model.changes.sides import side


def run(old: str, new: str, stage: Callable[[str, float], None]) -> Diff:
    """The comparison of two sides. CannotRun when one cannot be read, or has errors."""
    stage("reading and validating", 0.0)
    before, after = side(old), side(new)
    return compare((before.name, before.frames), (after.name, after.frames), stage)
