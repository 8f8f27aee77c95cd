"""The tornado: the figure with each driver at its low and at its high value, the driver that moves it most first."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Position
from model.expression.terms import first_known, joined, largest, look_up, smallest
from model.lines import largest_payer
from model.lines.drivers import driver_high, driver_low, driver_selected, driver_unit
from model.lines.ranks import rank_lines
from model.lines.rows import DRIVERS, TORNADO, WHAT_IFS
from model.lines.what_ifs import figure


def at_side(side: str) -> Line:
    return Line(
        f"driver_at_{side}",
        f"Payments ÷ revenue at {side}",
        "x",
        look_up(figure, WHAT_IFS.key(), joined(DRIVERS.key(), f", {side}")),
        DRIVERS,
        meaning=f"The figure with the driver at its {side} value, the others as selected.",
    )


at_low, at_high = at_side("low"), at_side("high")
width = Line(
    "driver_width",
    "Width",
    "x",
    largest(at_low, at_high, largest_payer.cover) - smallest(at_low, at_high, largest_payer.cover),
    DRIVERS,
    meaning="How far the figure moves: the largest of the figure at low, at high and as selected, less the smallest.",
)
width_to_rank = Line(
    "driver_width_to_rank",
    "Width, or 0",
    "x",
    first_known(width, 0),
    DRIVERS,
    meaning="The width; 0 where a side is not known, so that such drivers come last.",
)
rank = rank_lines("driver", width_to_rank, DRIVERS)
DRIVER_LINES = (
    *(driver_unit, driver_low, driver_selected, driver_high, at_low, at_high, width, width_to_rank),
    *rank.lines,
)


def sorted_line(of: Line, title: str = "") -> Line:
    """A line of the drivers, the widest driver first."""
    name = of.name.replace("driver_", "tornado_")
    value = look_up(of, rank.order, Position(TORNADO))
    return Line(name, title or of.title, of.unit, value, TORNADO, meaning=of.meaning)


driver = Line(
    "tornado_driver",
    "Driver",
    "text",
    look_up(DRIVERS.key(), rank.order, Position(TORNADO)),
    TORNADO,
    meaning="The drivers, the one that moves the figure most first.",
)
tornado_at_low, tornado_at_high = sorted_line(at_low, "Figure at low"), sorted_line(at_high, "Figure at high")


def change(side: str, at: Line) -> Line:
    return Line(
        f"tornado_change_{side}",
        f"Difference at {side}",
        "x",
        at - largest_payer.cover,
        TORNADO,
        meaning="The figure at this side less the model's figure.",
    )


change_low, change_high = change("low", tornado_at_low), change("high", tornado_at_high)
LINES = (
    *(driver, sorted_line(driver_unit), sorted_line(driver_low), sorted_line(driver_selected)),
    *(sorted_line(driver_high), tornado_at_low, tornado_at_high, change_low, change_high, sorted_line(width)),
)
