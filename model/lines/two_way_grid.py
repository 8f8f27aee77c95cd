"""The two-way grid: the figure over the values of two drivers that the reader chooses."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import (
    NOT_DISCLOSED,
    Lookup,
)
from model.expression.terms import joined, when
from model.lines.drivers import (
    across_driver,
    down_driver,
)
from model.lines.rows import GRID_STEPS, WHAT_IFS
from model.lines.what_ifs import figure

alike = Line(
    "grid_alike",
    "Same driver twice",
    "switch",
    when(down_driver.eq(across_driver), 1, 0),
    meaning="1 where the grid has one driver both ways: it then shows n/d.",
)
says = Line(
    "grid_says",
    "What the grid says",
    "text",
    when(alike.eq(1), "nothing: the same driver twice, so choose two", "the figure at both values"),
    meaning="Low to high through the selected value, which is the model's own figure.",
)
figures: tuple[Line, ...] = tuple(
    Line(
        f"grid_{number}",
        step[0].upper() + step[1:],
        "x",
        when(
            alike.eq(1),
            NOT_DISCLOSED,
            Lookup(figure, WHAT_IFS.key(), joined(GRID_STEPS.key(), f", {step}")),
        ),
        GRID_STEPS,
        meaning="Peak-year payments ÷ revenue with both drivers moved.",
    )
    for number, step in enumerate(GRID_STEPS.labels)
)
