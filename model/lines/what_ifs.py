"""Peak-year payments ÷ revenue of the largest payer if one driver, or two, had another value: one row for each such
what-if. Computed on payer totals: the peak year and the shape of payments stay fixed, and no leg is spread again. With
no driver moved, the figure must be the model's own; a check compares the two.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Assumption, Const, Each, If
from model.expression.terms import gap, known, largest, look_up, when
from model.lines import largest_payer
from model.lines.drivers import (
    ACROSS,
    DOWN,
    SELECTED,
    SIDES,
    above_floor_counted,
    across_driver,
    down_driver,
    partners_counted,
    unpriced_counted,
)
from model.lines.rows import DRIVERS, WHAT_IFS
from schemas.fields import AS_STATED

first_driver = Line(
    "whatif_first_driver",
    "Driver",
    "text",
    Each((*(Const(name) for name in DRIVERS.labels for _ in SIDES), *(down_driver for _ in DOWN for _ in ACROSS))),
    WHAT_IFS,
    meaning="The driver that is moved.",
)
first_value = Line(
    "whatif_first_value",
    "To",
    AS_STATED,
    Each(
        (
            *(look_up(side, DRIVERS.key(), first_driver) for _ in DRIVERS.labels for side in SIDES),
            *(step for step in DOWN for _ in ACROSS),
        )
    ),
    WHAT_IFS,
    meaning="The driver's value in this what-if.",
)
second_driver = Line(
    "whatif_second_driver",
    "Second driver",
    "text",
    Each((*(Const("none") for _ in DRIVERS.labels for _ in SIDES), *(across_driver for _ in DOWN for _ in ACROSS))),
    WHAT_IFS,
    meaning="The second driver that is moved; only the grid has one.",
)
second_value = Line(
    "whatif_second_value",
    "To",
    AS_STATED,
    Each((*(Const(0) for _ in DRIVERS.labels for _ in SIDES), *(step for _ in DOWN for step in ACROSS))),
    WHAT_IFS,
    meaning="The second driver's value.",
)


def in_what_if(number: int, name: str) -> Line:
    """A driver's value in each what-if: moved, or as selected."""
    title, unit = DRIVERS.labels[number], DRIVERS.units[number]
    as_selected = when(second_driver.eq(title), second_value, SELECTED[number])
    value = when(first_driver.eq(title), first_value, as_selected)
    return Line(f"whatif_{name}", title, unit, value, WHAT_IFS, meaning="The value moved to or selected.")


NAMES = ("amounts", "cost", "unpriced", "partners", "above_floor", "term", "revenue", "growth")
VALUES = tuple(in_what_if(number, name) for number, name in enumerate(NAMES))
amounts, cost, unpriced, partners, above_floor, term, revenue, growth = VALUES

unpriced_usd = Line(
    "whatif_unpriced_usd",
    "Unpriced capacity",
    "USD bn",
    unpriced * largest(0, largest_payer.unpriced + largest_payer.capacity * (cost - Assumption("cost_per_gw"))),
    WHAT_IFS,
    meaning="The counted part of it, at the what-if's cost per gigawatt.",
)
unpriced_effect = Line(
    "whatif_unpriced_effect",
    "Unpriced capacity, change",
    "USD bn",
    unpriced_usd - unpriced_counted * largest_payer.unpriced,
    WHAT_IFS,
    meaning="Change in what counts of it, from what is selected.",
)
step_effect = Line(
    "whatif_step_effect",
    "Shares and floors, change",
    "USD bn",
    (partners - partners_counted) * largest_payer.partners
    + (above_floor - above_floor_counted) * largest_payer.above_floor,
    WHAT_IFS,
    meaning="Change in what counts of partners' shares and of amounts above floors.",
)
commitments = Line(
    "whatif_commitments",
    "Commitments",
    "USD bn",
    largest(
        0,
        amounts + unpriced_effect + step_effect,
    ),
    WHAT_IFS,
    meaning="Commitments plus the changes in unpriced capacity, partners' shares and amounts above floors.",
)
peak_share = Line(
    "peak_share",
    "Of which in the peak year",
    "share",
    largest_payer.payments / largest_payer.summary_commitments,
    meaning="Peak-year payments ÷ commitments; the same in every what-if.",
)
term_share = Line(
    "term_share",
    "Of which with an assumed end",
    "share",
    Assumption("assume_timing") * largest_payer.open_end / largest_payer.summary_commitments,
    meaning="Commitments whose term is the assumption default_term_years ÷ all commitments; 0 where assume_timing is "
    "0.",
)
pace = Line(
    "whatif_pace",
    "Pace of payments",
    "multiple of straight line",
    1 - term_share + term_share * Assumption("default_term_years") / term,
    WHAT_IFS,
    meaning="The shorter the default term, the faster the commitments spread over it fall due, in proportion.",
)
payments = Line(
    "whatif_payments",
    "Peak-year payments",
    "USD bn",
    commitments * peak_share * pace,
    WHAT_IFS,
    meaning="Commitments × the part due in the peak year × pace of payments.",
)
revenue_then = Line(
    "whatif_revenue_then",
    "Revenue then",
    "USD bn a year",
    revenue * (1 + growth) ** largest_payer.years,
    WHAT_IFS,
    meaning="Revenue, grown to the peak year.",
)
figure = Line(
    "whatif_figure",
    "Payments ÷ revenue",
    "x",
    payments / revenue_then,
    WHAT_IFS,
    meaning="Peak-year payments ÷ revenue then.",
)
LINES = (
    *(first_driver, first_value, second_driver, second_value),
    *VALUES,
    *(unpriced_usd, unpriced_effect, step_effect, commitments, pace, payments, revenue_then, figure),
)

centre = Line(
    "whatif_centre",
    "With nothing moved",
    "x",
    look_up(figure, WHAT_IFS.key(), Const("selected, selected")),
    meaning="The figure where both drivers of the grid stay as selected.",
)
centre_gap = If(known(largest_payer.cover, centre), gap(centre / largest_payer.cover, Const(1)), Const(0))


WORKINGS = (peak_share, term_share, centre)
