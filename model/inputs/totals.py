"""Recognising rows that add up other rows, which spreadsheets often have below a table and which are no input."""

import re
from collections.abc import Iterator

from model.findings import Finding, Where, finding
from model.inputs.raw import RawTable
from schemas import TableDescription

_WORDS = re.compile(r"(grand |sub-?)?totals?:?|sums?:?", re.IGNORECASE)
_ADVICE = "remove the row: every row must be one input, and the workbook adds up by itself"


def totals_rows(raw: RawTable, description: TableDescription) -> Iterator[Finding]:
    """Rows that are labelled as totals and lack half of what a row needs; a last row of numbers only."""
    needed = [column.name for column in description.columns if not column.blank and column.name in raw.columns]
    keys = raw.columns.get(description.key[0], ())
    if not raw.rows or not keys:
        return
    suspects = {position for position, text in enumerate(keys) if _WORDS.fullmatch(text.strip())}
    for position in sorted({*suspects, len(raw.rows) - 1}):
        texts = {name: cells[position].strip() for name, cells in raw.columns.items() if cells[position].strip()}
        words = {name: text for name, text in texts.items() if description.column(name).kind in ("text", "list")}
        label = next(iter(words.values()), "")
        lacking = sum(name not in texts for name in needed)
        if (_WORDS.fullmatch(label) and 2 * lacking >= len(needed)) or (texts and not words):
            yield totals_row(raw.name, raw.file, raw.rows[position], label or None)


def totals_row(table: str, file: str, row: int, label: str | None = None) -> Finding:
    """The finding about a row of totals."""
    message = f"the row is called {label}" if label else "the row holds nothing but numbers or formulas"
    return finding(
        "totals-row", Where(table, file, row=row), f"{message} and looks like a totals row", suggestion=_ADVICE
    )
