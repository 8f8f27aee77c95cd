"""Differences: where a workbook is not what a fresh build would be. This module neither searches nor prints."""

from __future__ import annotations

from dataclasses import dataclass

from model.codes import BY_NAME, Severity


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the workbook is not what a fresh build would be.

    `cell` is a cell, a range, or what else is named ("" for the whole sheet or file). `expected` and `found` are
    shown as text, None where there is nothing.
    """

    code: str
    severity: Severity
    sheet: str
    cell: str
    expected: str | None
    found: str | None
    message: str


MOST_SHOWN = 300


def difference(
    code: str, place: tuple[str, str], message: str, expected: object = None, actual: object = None
) -> Difference:
    """A difference at a place, sheet and cell, with the severity its code stands for. KeyError for an unknown code."""
    return Difference(code, BY_NAME[code].severity, *place, readable(expected), readable(actual), message)


def readable(value: object) -> str | None:
    """A value, formula or place as a reader knows it; long text cut."""
    match value:
        case None:
            return None
        case bool():
            return str(value).upper()
        case float():
            return f"{value:.15g}"
    text = str(value)
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"
