"""Controls of the outputs: each compares a sum over an output block with the same figure worked out another way. They
show where a formula of an output was overwritten; no figure is defined twice. A line that can be worked out in one way
only, such as a date or a name that is looked up, has no control.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Assumption, Const, Each, Op, Rows
from model.expression.terms import gap, when
from model.lines import controls_of_pairs, controls_of_payers, controls_of_summary, controls_of_years
from model.lines.control import not_passing, verdict

BLOCKS = (
    *controls_of_summary.BLOCKS,
    *controls_of_payers.BLOCKS,
    *controls_of_pairs.BLOCKS,
    *controls_of_years.BLOCKS,
)
CONTROLS = tuple((block, control) for block, controls in BLOCKS for control in controls)
CONTROL_ROWS = Rows(
    "control",
    labels=tuple(control.name for _, control in CONTROLS),
    units=tuple(control.unit for _, control in CONTROLS),
)

block = Line("control_block", "Block", "text", Each(tuple(Const(title) for title, _ in CONTROLS)), CONTROL_ROWS)
control_sum = Line(
    "control_sum",
    "Sum",
    "as stated",
    Each(tuple(control.sum for _, control in CONTROLS)),
    CONTROL_ROWS,
    meaning="Added up from the output; for a ratio, multiplied by its divisor.",
)
must_be = Line(
    "control_must_be",
    "Must be",
    "as stated",
    Each(tuple(control.must_be for _, control in CONTROLS)),
    CONTROL_ROWS,
    meaning="The same sum, worked out another way, mostly from the legs or the plans themselves.",
)
unit = Line("control_unit", "Unit", "text", Each(tuple(Const(control.unit) for _, control in CONTROLS)), CONTROL_ROWS)
tolerance = Line("control_tolerance", "Tolerance", "in its unit", Assumption("check_tolerance"), CONTROL_ROWS)
difference = Line(
    "control_difference",
    "Difference",
    "in its unit",
    when(Op("<=", (gap(control_sum, must_be), tolerance)), 0, gap(control_sum, must_be)),
    CONTROL_ROWS,
    meaning="0 where both sides agree within the tolerance, because large sums leave rounding noise.",
)
status = Line(
    "control_status",
    "Status",
    "text",
    verdict(difference, tolerance),
    CONTROL_ROWS,
    meaning="PASS where both sides agree within the tolerance.",
)
failing = Line(
    "controls_failing",
    "Controls failing",
    "count",
    not_passing(status),
    meaning="Controls of outputs that do not pass.",
)
LINES = (block, control_sum, must_be, difference, unit, tolerance, status)
