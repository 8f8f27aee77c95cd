"""The headline bridge over all payers as steps from top to bottom: what stands, what is taken off, and above what."""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import Const, Each, Node
from model.lines import bridge
from model.lines.rows import STEPS

RUNGS = (bridge.all_in, bridge.stated, bridge.signed, bridge.attributable, bridge.documented)
STEPS_BELOW = (
    (bridge.double_counts,),
    (bridge.unpriced,),
    (bridge.reported_only, bridge.non_binding, bridge.above_floor),
    (bridge.partners,),
    (bridge.undocumented,),
)
ZERO = Const(0)


@dataclass(frozen=True)
class Bar:
    """A bar of the bridge: the amount on a rung or the deduction, the blank below it, and legs without an amount."""

    stands: Node = ZERO
    deduction: Node = ZERO
    below: Node = ZERO
    without: Node = ZERO


def bars() -> tuple[Bar, ...]:
    """A step stands on the rung it leads to, and on the steps that are still to come before it."""
    row = [Bar(stands=bridge.announced.total, without=bridge.announced_without)]
    for steps, rung in zip(STEPS_BELOW, RUNGS, strict=True):
        for index, step in enumerate(steps):
            below: Node = rung.total
            for later in steps[index + 1 :]:
                below = below + later.total
            row.append(Bar(deduction=step.total, below=below))
        row.append(Bar(stands=rung.total, without=rung.total_without))
    return tuple(row)


BARS = bars()
step_stands = Line(
    "step_stands",
    "Amount on the rung",
    "USD bn",
    Each(tuple(bar.stands for bar in BARS)),
    STEPS,
    meaning="The commitments of all payers on the rung.",
)
step_taken = Line(
    "step_taken",
    "Deducted",
    "USD bn",
    Each(tuple(bar.deduction for bar in BARS)),
    STEPS,
    meaning="What the step takes off the rung above it: a deduction.",
)
step_below = Line(
    "step_below",
    "Blank in chart",
    "USD bn",
    Each(tuple(bar.below for bar in BARS)),
    STEPS,
    meaning="What remains below the step; the chart leaves this part blank.",
)
step_without = Line(
    "step_without",
    "Legs without an amount",
    "count",
    Each(tuple(bar.without for bar in BARS)),
    STEPS,
    meaning="Legs on the rung whose amount, or whose payer's share, no source states.",
)
LINES = (step_stands, step_taken, step_below, step_without)
