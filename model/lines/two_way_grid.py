"""The two-way grid: the figure over the values of two drivers that the reader chooses."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED
from model.expression.terms import count_ifs, is_, joined, look_up, or_, when
from model.lines.drivers import across_driver, down_driver
from model.lines.rows import DRIVERS, GRID_STEPS, WHAT_IFS
from model.lines.what_ifs import figure

of_down, of_across = (count_ifs(is_(DRIVERS.key(), driver)) for driver in (down_driver, across_driver))
is_empty = Line(
    "grid_is_empty",
    "Grid without figures",
    "switch",
    when(or_(down_driver.eq(across_driver), of_down.eq(0), of_across.eq(0)), 1, 0),
    meaning="1 where one driver is chosen twice, or a name is chosen that is not a driver; the grid then shows n/d.",
)
says = Line(
    "grid_says",
    "What the grid shows",
    "text",
    when(is_empty.eq(1), "n/d: choose two different drivers", "the figure at both values"),
    meaning="Low to high through the selected value, which is the model's own figure.",
)
figures: tuple[Line, ...] = tuple(
    Line(
        f"grid_{number}",
        step[0].upper() + step[1:],
        "x",
        when(
            is_empty.eq(1),
            NOT_DISCLOSED,
            look_up(figure, WHAT_IFS.key(), joined(GRID_STEPS.key(), f", {step}")),
        ),
        GRID_STEPS,
        meaning="Peak-year payments ÷ revenue with both drivers moved.",
    )
    for number, step in enumerate(GRID_STEPS.labels)
)
