"""An entry of the tables of what verify knows of a file's markup."""

from __future__ import annotations

from typing import NamedTuple


class Known(NamedTuple):
    """Elements by their path, their attributes that are known, and what they are or why they do no harm."""

    path: str
    attributes: str
    why: str
