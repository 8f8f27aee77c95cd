"""The page model/verify/README.md: what verify compares of a file's markup, and what it knows to be harmless.

Made from the two tables: python -c "from model.verify.reference import page; print(page(), end='')".
"""

from __future__ import annotations

from collections.abc import Sequence

from model.verify.compared import COMPARED
from model.verify.harmless import HARMLESS
from model.verify.known import Known

TOP = """# What verify compares, and what it knows to be harmless

A part of the file identical to the fresh build's is not examined. In every other part each element and attribute, by
its exact namespace, is in one of the two tables below, or is also in the fresh build, or is reported as "not compared"
with its place. Prefixes are the usual ones: none for SpreadsheetML, c for charts, a for drawings, xdr for places of
drawings, r for relations. "//" is any place, "*" any name, "/**" everything within; "=" lists the only values that are
known.
"""


def page() -> str:
    """The whole page."""
    return "\n".join(
        [
            TOP,
            "## Compared\n",
            "As in the fresh build, wherever rows, columns and sheets have moved.\n",
            *table(COMPARED),
            "",
            "## Harmless\n",
            "Markup that programs rewrite when saving, or that changes no figure, input or check.\n",
            *table(HARMLESS),
            "",
        ]
    )


def table(entries: Sequence[Known]) -> list[str]:
    """Entries with one reason are one row."""
    by_reason: dict[str, list[str]] = {}
    for entry in entries:
        attributes = f" ({entry.attributes})" if entry.attributes else ""
        by_reason.setdefault(entry.why, []).append(f"`{entry.path}{attributes}`".replace("|", "\\|"))
    return ["| what | where |", "|---|---|", *(f"| {why} | {', '.join(places)} |" for why, places in by_reason.items())]
