"""The headline bridge as a waterfall and payments by year as columns, in SVG that is as wide as its place.

Places across are per cent, so that letters keep their size on a phone; heights are pixels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from model.one_page.facts import Step, Year
from model.one_page.markup import escaped, figure
from model.one_page.numbers import Number, amount, spelt

ROW, BAR = 37, 12  # pixels: a step, and its bar
PLOT, TOP, FOOT = 150, 12, 20  # pixels: the columns, what is above and below them
MARGIN, COLUMN = 9.0, 0.62  # per cent left of the columns; the part of its place a column takes
MOST_NAMED = 6  # years that can be named side by side on a phone


def waterfall(steps: Sequence[Step]) -> str:
    """What stands on each rung, and what each step takes off; empty where there is no figure."""
    most = max((or_zero(number) for step in steps for number in (step.stands, step.deduction)), default=0.0)
    if not most:
        return ""
    rows = "".join(row(step, ROW * place, 100 / most, place < len(steps) - 1) for place, step in enumerate(steps))
    words = "; ".join(f"{step.title}: {value(step)}" for step in steps)
    size = f'width="100%" height="{ROW * len(steps)}"'
    return figure(
        "bridge", ("From everything announced to what is documented, in billions of US dollars", words), size, rows
    )


def or_zero(number: Number) -> float:
    return number.value if number.is_known else 0.0


def value(step: Step) -> str:
    """The figure of a step; a deduction carries its sign."""
    number = step.stands if step.is_rung else step.deduction
    return f"{'−' * (not step.is_rung and number.is_some)}{spelt(number)}"


def row(step: Step, top: int, scale: float, has_next: bool) -> str:
    """A step: its title and figure above its bar, and a line down to the bar of the next one."""
    kind = "stands" if step.is_rung else "deduction"
    left = 0.0 if step.is_rung else or_zero(step.below) * scale
    wide = or_zero(step.stands if step.is_rung else step.deduction) * scale
    ends_at = left + wide if step.is_rung else left
    down = (
        f'<line x1="{ends_at:.2f}%" x2="{ends_at:.2f}%" y1="{top + 17}" y2="{top + 17 + ROW}" class="thread"/>'
        if has_next and ends_at
        else ""
    )
    return (
        f'<text x="0" y="{top + 12}" class="{kind}-name">{escaped(step.title)}</text>'
        f'<text x="100%" dx="-5" y="{top + 12}" class="{kind}-name" text-anchor="end">{value(step)}</text>{down}'
        f'<rect x="{left:.2f}%" y="{top + 17}" width="{wide:.2f}%" height="{BAR}" class="{kind}"/>'
    )


def columns(years: Sequence[Year]) -> str:
    """What falls due in each year, stated below assumed, and a line for revenue; empty where there is no figure."""
    tops = [or_zero(year.stated) + or_zero(year.assumed) for year in years]
    most = max((*tops, *(or_zero(year.revenue) for year in years)), default=0.0)
    if not most:
        return ""
    step = round_step(most)
    scale, place = PLOT / (step * math.ceil(most / step)), (100 - MARGIN) / len(years)
    marks = [step * number for number in range(math.ceil(most / step) + 1)]
    lines = "".join(grid(mark, TOP + PLOT - mark * scale) for mark in marks)
    parts = "".join(column(year, MARGIN + place * at, place, scale) for at, year in enumerate(years))
    every = 1 if len(years) <= MOST_NAMED else 2
    names = "".join(below(year, MARGIN + place * (at + 0.5)) for at, year in enumerate(years) if at % every == 0)
    revenue = [(MARGIN + place * (at + 0.5), height(year.revenue, scale)) for at, year in enumerate(years)]
    steps = "".join(
        f'<line x1="{a:.2f}%" y1="{b:.1f}" x2="{c:.2f}%" y2="{d:.1f}" class="revenue"/>'
        for (a, b), (c, d) in pairwise(revenue)
        if b is not None and d is not None
    )
    dots = "".join(f'<circle cx="{x:.2f}%" cy="{y:.1f}" r="4" class="revenue"/>' for x, y in revenue if y is not None)
    words = "; ".join(
        f"{year.year}: {amount(year.stated)} stated, {amount(year.assumed)} assumed, revenue {amount(year.revenue)}"
        for year in years
    )
    size = f'width="100%" height="{TOP + PLOT + FOOT}"'
    return figure("years", ("Payments due and revenue by year", words), size, lines + parts + names + steps + dots)


def height(number: Number, scale: float) -> float | None:
    """Where a number is from the top, in pixels; None where it is not known."""
    return TOP + PLOT - number.value * scale if number.is_known else None


def round_step(most: float) -> float:
    """A step of 1, 2 or 5 and noughts that goes into the most at most five times."""
    power = 10.0 ** math.floor(math.log10(most))
    return next(step * power for step in (0.2, 0.5, 1.0, 2.0, 5.0) if most / (step * power) <= 5)


def grid(mark: float, y: float) -> str:
    text = f'<text x="0" y="{y - 3:.1f}" class="mark">{mark:,.10g}</text>'
    return f'<line x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>{text}'


def column(year: Year, left: float, place: float, scale: float) -> str:
    """The two parts of a year's column."""
    x, wide = left + place * (1 - COLUMN) / 2, place * COLUMN
    base, parts = float(TOP + PLOT), ""
    for number, kind in ((year.stated, "stated"), (year.assumed, "assumed")):
        if number.is_some:
            tall = number.value * scale
            base -= tall
            parts += f'<rect x="{x:.2f}%" y="{base:.1f}" width="{wide:.2f}%" height="{tall:.1f}" class="{kind}"/>'
    return parts


def below(year: Year, middle: float) -> str:
    """The year, under its column."""
    return f'<text x="{middle:.2f}%" y="{TOP + PLOT + 15}" text-anchor="middle" class="mark">{year.year}</text>'
