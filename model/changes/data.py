"""A comparison for programs: JSON with every change, figure, payer and step."""

from __future__ import annotations

import json
from collections.abc import Mapping

from model.changes.compare import Diff, Moved


def as_json(diff: Diff) -> str:
    """{"old": …, "new": …, "changes": [...], "figures": [...], "payers": [...], "steps": [...]}, in ASCII.

    null is n/d. Amounts are in the figure's unit, shares as fractions; where they are added up, n/d counts as 0.
    """
    data = {
        "old": diff.old,
        "new": diff.new,
        "case": "base",
        "basis": "stated",
        "changes": [
            {
                "table": each.table,
                "key": each.key,
                "kind": each.kind,
                "cells": [{"column": cell.column, "before": cell.before, "after": cell.after} for cell in each.cells],
            }
            for each in diff.changes
        ],
        "figures": [
            {**fields_of(each), "whose_before": each.whose_before, "whose_after": each.whose_after}
            for each in diff.figures
        ],
        "payers": [{"payer": each.payer, **fields_of(each)} for each in diff.payers],
        "steps": [{"cause": cause, "what": what} for cause, what in diff.steps],
    }
    return json.dumps(data, indent=2) + "\n"


def fields_of(moved: Moved) -> Mapping[str, object]:
    """A figure, and what moved it."""
    return {
        "name": moved.name,
        "title": moved.title,
        "unit": moved.unit,
        "before": moved.before,
        "after": moved.after,
        "difference": moved.difference,
        "moves": [{"cause": each.cause, "what": each.what, "amount": each.amount} for each in moved.moves],
    }
