"""The drivers of the largest payer's peak-year payments ÷ revenue: the value of each at its low side, as selected, and
at its high side. Low and high come from the driver's table or assumption; for a share they are none and all of it. Two
of them, which the reader chooses, are the sides of the two-way grid.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import Assumption, Case, Const, Each, Node, Selector, call
from model.expression.terms import find, when
from model.lines import largest_payer
from model.lines.rows import DRIVERS, GRID_STEPS
from model.lines.rules import basis_number
from schemas.fields import AS_STATED

ALL_IN, STATED, SIGNED, OWN = 1, 2, 3, 6  # the numbers of bases, down from all-in


def counts(name: str, title: str, to_basis: int, own: str) -> Line:
    """The share counted of what leaves at a step of the bridge: all of it down to the basis of that number, below it
    none."""
    return Line(
        name,
        title,
        "share",
        when(basis_number.eq(OWN), Assumption(own), when(basis_number <= to_basis, 1, 0)),
        meaning=f"1 where the basis selected counts it, else 0; on the basis own the assumption {own}.",
    )


unpriced_counted = counts("unpriced_counted", "Unpriced capacity counted", ALL_IN, "own_unpriced")
partners_counted = counts("partners_counted", "Partners' shares counted", SIGNED, "own_partners")
above_floor_counted = counts("above_floor_counted", "Above a stated floor, counted", STATED, "own_above_floor")


def cost_effect(case: Case) -> Line:
    """What the case's cost per gigawatt adds to commitments; that cost is a driver of its own."""
    return Line(
        f"cost_effect_{case}",
        f"of which cost per GW, {case}",
        "USD bn",
        unpriced_counted * largest_payer.capacity * (Assumption("cost_per_gw", case) - Assumption("cost_per_gw")),
        meaning="Capacity counted × what a gigawatt costs more in that case than as selected.",
    )


effect_low, effect_high = cost_effect("low"), cost_effect("high")


@dataclass(frozen=True)
class Driver:
    """A driver of the figure: its value at the low side, as selected, and at the high side."""

    low: Node
    selected: Node
    high: Node


def of_assumption(name: str) -> Driver:
    return Driver(Assumption(name, "low"), Assumption(name), Assumption(name, "high"))


def of_share(counted: Line) -> Driver:
    """A driver of which none counts at its low side and all at its high side."""
    return Driver(Const(0), counted, Const(1))


BY_DRIVER = (
    Driver(
        largest_payer.total_low - effect_low, largest_payer.summary_commitments, largest_payer.total_high - effect_high
    ),
    of_assumption("cost_per_gw"),
    of_share(unpriced_counted),
    of_share(partners_counted),
    of_share(above_floor_counted),
    of_assumption("default_term_years"),
    Driver(largest_payer.revenue_low, largest_payer.revenue, largest_payer.revenue_high),
    of_assumption("revenue_growth"),
)
SELECTED = tuple(driver.selected for driver in BY_DRIVER)


def driver_line(name: str, title: str, nodes: tuple[Node, ...], meaning: str) -> Line:
    return Line(f"driver_{name}", title, AS_STATED, Each(nodes), DRIVERS, meaning=meaning)


driver_unit = Line("driver_unit", "Unit", "text", Each(tuple(Const(unit) for unit in DRIVERS.units)), DRIVERS)
driver_low = driver_line(
    "low",
    "Low",
    tuple(driver.low for driver in BY_DRIVER),
    "The low column of its table or assumption; for a share, 0.",
)
driver_selected = driver_line("selected", "Selected", SELECTED, "The driver as the model has it.")
driver_high = driver_line(
    "high", "High", tuple(driver.high for driver in BY_DRIVER), "The high column of the same; for a share, 1."
)
SIDES = (driver_low, driver_high)

down_driver = Line(
    "grid_down_driver",
    "Down",
    "text",
    call("trim", Selector("grid_down")),
    meaning="The driver chosen for the rows of the grid.",
)
across_driver = Line(
    "grid_across_driver",
    "Across",
    "text",
    call("trim", Selector("grid_across")),
    meaning="The driver chosen for the columns of the grid.",
)


def five_values(name: str, title: str, driver: Node) -> tuple[Line, ...]:
    """The values of a driver chosen: low, selected, high, and half-way between."""

    def line(step: str, value: Node, meaning: str) -> Line:
        return Line(f"grid_{name}_{step}", f"{title}, {step}", AS_STATED, value, meaning=meaning)

    low, selected, high = (
        line(step, find(of, DRIVERS.key(), driver), "The chosen driver's value; n/d if it is not a driver.")
        for step, of in (("low", driver_low), ("selected", driver_selected), ("high", driver_high))
    )
    lower = line("lower", (low + selected) / 2, "Half-way from the selected value to the low one.")
    higher = line("higher", (selected + high) / 2, "Half-way from the selected value to the high one.")
    return low, lower, selected, higher, high


DOWN = five_values("down", "Down", down_driver)
ACROSS = five_values("across", "Across", across_driver)
grid_value = Line(
    "grid_value",
    "Value",
    AS_STATED,
    Each(DOWN),
    GRID_STEPS,
    meaning="The driver of the rows: its low, selected and high values, and those half-way between.",
)
WORKINGS = (
    *(unpriced_counted, partners_counted, above_floor_counted, effect_low, effect_high),
    *(down_driver, across_driver, *DOWN),
)
