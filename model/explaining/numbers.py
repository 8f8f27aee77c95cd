"""Figures as the sheets show them."""

from __future__ import annotations

from model.dates import iso

# units whose figures say themselves what they are
SPEAKING = (
    "text",
    "count",
    "rank",
    "row",
    "rate",
    "x",
    "share",
    "growth",
    "share per year",
    "date",
    "year",
    "switch",
    "index",
    "as stated",
    "in its unit",
)
BY_UNIT = {
    "x": "{:,.1f}x",
    "year": "{:.0f}",
    "switch": "{:.0f}",
    "rate": "{:.4f}",
    "index": "{:.3f}",
    "price": "{:,.2f}",
    "as stated": "{:,.6g}",
    "in its unit": "{:.7g}",
}
SHARES = ("share", "growth", "share per year")
WHOLE = ("count", "days", "rank", "row")


def spelling(value: float | str, unit: str) -> str:
    """A figure as its cell shows it: n/d where it is not disclosed, 0 where it is nothing."""
    if isinstance(value, str):
        return value
    if value != value:
        return "n/d"
    if unit == "date":
        return iso(value)
    if unit in SHARES:
        return f"{value * 100:,.1f} %"
    if unit in BY_UNIT:
        return BY_UNIT[unit].format(value)
    if value == 0:
        return "0"
    if unit in WHOLE:
        return f"{value:,.0f}"
    return f"{value:,.1f}" if abs(value) >= 0.05 else f"{value:,.2g}"


def with_unit(text: str, unit: str) -> str:
    """The figure and its unit, where it does not say itself what it is."""
    return text if unit in SPEAKING or text == "n/d" else f"{text} {unit}"
