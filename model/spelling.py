"""How a figure is written as text: as its cell shows it, by the number format of its unit.

It is rounded as spreadsheets round, half away from zero and from the 15 digits that they hold. What would read as 0.0
and is not nothing keeps two digits. A sign or word that a page puts before or after the figure is that page's own.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from model.dates import iso
from model.xlsx.styles import number_format

NOT_DISCLOSED = "n/d"
# units that are part of the digits, or that a reader does not miss
SPEAKING = (
    *("text", "date", "year", "rate", "x", "share", "growth", "share per year", "count", "rank", "switch", "index"),
    *("as stated", "in its unit"),
)
SHORT = Context(prec=2, rounding=ROUND_HALF_UP)


def digits(value: float, unit: str, places: int | None = None) -> str:
    """A number with what the format of its unit adds: 1,723.5 · 90.2x · 97.9 %.

    Its decimals are those of the format, or as many as `places` says.
    """
    if unit == "date":
        return iso(value)
    form = number_format("bn, own currency" if unit.endswith(" bn") else unit).split(";")[0]
    if form.startswith("General"):
        return f"{value:,.7g}"
    per_cent = "%" in form
    exact = Decimal(f"{value * 100 if per_cent else value:.15g}")
    if places is None:
        decimals = re.search(r"\.(0+)", form)
        places = len(decimals[1]) if decimals else 0
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if abs(exact) < 10**20 else exact
    number = exact.normalize(SHORT) if exact and not rounded else rounded + 0  # which has no -0
    text = f"{number:,f}" if "," in form else f"{number:f}"
    return text + (" %" if per_cent else "x" if "x" in form else "")


def spelling(value: float | str | None, unit: str) -> str:
    """A figure or a text; n/d where it is not disclosed."""
    if isinstance(value, str):
        return value
    return NOT_DISCLOSED if value is None or value != value else digits(value, unit)


def difference(value: float, unit: str) -> str:
    """A difference with its sign; of shares, in percentage points."""
    text = digits(value, unit).replace(" %", " points")
    return text if text.startswith("-") else f"+{text}"


def with_unit(text: str, unit: str) -> str:
    """The figure and its unit, where the digits do not show it."""
    return text if unit in SPEAKING or text == NOT_DISCLOSED else f"{text} {unit}"
