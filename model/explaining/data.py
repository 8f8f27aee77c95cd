"""An explanation as JSON, for programs: the same tree as the text, within the same bounds, which it states."""

from __future__ import annotations

import json
from dataclasses import asdict

from model.explaining.down import MOST_PARTS, MOST_STEPS
from model.explaining.explanation import Explanation
from model.explaining.sources import MOST_ROWS

BOUNDS = {"steps": MOST_STEPS, "steps below one figure": MOST_PARTS, "rows": MOST_ROWS}


def as_json(explained: Explanation) -> str:
    """All fields by name, and the bounds; values that are not disclosed are null, dates serial days."""
    return json.dumps({**asdict(explained), "bounds": BOUNDS}, indent=2, allow_nan=False) + "\n"
