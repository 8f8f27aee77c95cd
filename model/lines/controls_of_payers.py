"""Controls of the blocks by payer: commitments, payments due and the bridge against the legs, ratios multiplied by
their divisors."""

from __future__ import annotations

from model.expression.control_nodes import Beside, Copy, Product
from model.expression.line import Line
from model.expression.nodes import CASES, Assumption, Node, Total
from model.expression.terms import above, at_least, count_ifs, is_, is_not, max_ifs, sum_ifs, when
from model.lines import (
    amounts,
    bridge,
    bridge_steps,
    bridge_totals,
    calendar,
    cases,
    commitments,
    evidence,
    leg_periods,
    legs,
    parts,
    payments_due,
    rungs,
    schedule,
)
from model.lines.control import Control, of, whole, without_figure
from model.lines.control import commitments as are_commitments
from model.lines.inputs import Deals
from model.lines.rows import STEPS

counted = sum_ifs(rungs.counted, are_commitments)
on_basis = (are_commitments, is_(rungs.is_counted, 1))
revenue, revenue_path = commitments.revenue.annualised, commitments.path.revenue
due, stated, assumed = payments_due.payer_due, payments_due.stated, payments_due.assumed_due
fallen_due = sum_ifs(schedule.due.fallen_due, are_commitments)


def row_sums(parts: tuple[Line, ...]) -> Node:
    """Controls of the totals below a line by year and its companions: earlier, later and the years."""
    earlier, later, _, year = parts
    return whole(earlier, later, year)


def added_up_to_date() -> Node:
    """Sums to date of all years: what falls due in a year is in those of that year and of every later one."""
    earlier, _, _, year = payments_due.all_due
    return Product(year, calendar.years_left) + whole(earlier) * Total(calendar.year, "both", "count")


PAYERS = (
    of(commitments.payers_total, counted),
    of(commitments.without, without_figure(rungs.counted, *on_basis)),
    of(
        commitments.assumed_dates,
        sum_ifs(rungs.counted, are_commitments, is_not(leg_periods.period.basis, "as stated")),
    ),
    of(commitments.excess, Beside(commitments.total, revenue, ">=") - Beside(revenue, commitments.total, ">=")),
    Control(
        "payer-multiples-times-revenue",
        Product(commitments.total_cover, revenue),
        Beside(commitments.total, revenue, ">"),
    ),
    Control(
        "payer-last-end",
        Total(payments_due.last_end, how="max"),
        max_ifs(leg_periods.period.end, are_commitments, above(rungs.counted, 0)),
        "days",
    ),
    Control(
        "payer-peak-payments",
        Total(payments_due.peak_payments, how="max"),
        Total(due.year, "both", "max"),
    ),
    Control(
        "payer-required-revenue-times-share",
        whole(payments_due.required_revenue) * Assumption("max_commitment_share"),
        when(Assumption("max_commitment_share") > 0, whole(payments_due.peak_payments), 0),
    ),
    Control(
        "payer-years-ahead",
        whole(payments_due.years_ahead),
        Beside(payments_due.peak_year, commitments.revenue.year, ">")
        - Beside(commitments.revenue.year, payments_due.peak_year, ">"),
    ),
)
PAYMENTS = (
    of(payments_due.dated, whole(due.earlier, due.later, due.year)),
    of(due.fallen_due, fallen_due),
    Control("payer-fallen-due-by-timing", whole(stated.fallen_due, assumed.fallen_due), fallen_due),
    of(payments_due.remaining, sum_ifs(schedule.remaining, are_commitments)),
    Control("payers-due-and-not-dated", row_sums(payments_due.all_due) + whole(payments_due.payers_not_dated), counted),
    of(payments_due.payers_due_total, counted),
    Control(
        "payers-fallen-due-and-remaining",
        whole(payments_due.all_due[2], payments_due.payers_remaining),
        whole(due.earlier, due.later, due.year),
    ),
    of(payments_due.timing_stated, whole(stated.earlier, stated.later, stated.year)),
    of(payments_due.assumed, sum_ifs(schedule.assumed, are_commitments)),
    Control(
        "payers-timing-stated", row_sums(payments_due.all_stated), whole(stated.earlier, stated.later, stated.year)
    ),
    Control(
        "payers-timing-assumed", row_sums(payments_due.all_assumed), whole(assumed.earlier, assumed.later, assumed.year)
    ),
    Control("payers-fallen-due-by-timing", whole(payments_due.all_stated[2], payments_due.all_assumed[2]), fallen_due),
)
BY_YEAR = (
    of(payments_due.payers_revenue, whole(revenue_path)),
    Control(
        "payer-due-multiples-times-revenue",
        Product(payments_due.due_cover, revenue_path),
        Beside(due.year, revenue_path, ">"),
    ),
    of(payments_due.funding_gap, Beside(due.year, revenue_path, ">=") - Beside(revenue_path, due.year, ">=")),
    Control(
        "payer-break-even-times-share",
        whole(payments_due.break_even_revenue) * Assumption("max_commitment_share"),
        when(Assumption("max_commitment_share") > 0, whole(due.year), 0),
    ),
    of(payments_due.due_to_date, added_up_to_date()),
    of(payments_due.payers_due_to_date, added_up_to_date()),
)
COPIES = tuple(
    Control(f"{line.name}-beside-{beside.name}".replace("_", "-"), Copy(line, beside), whole(line), line.unit)
    for line, beside in (
        (revenue, revenue_path),
        (commitments.total_cover, payments_due.due_cover),
        (commitments.excess, payments_due.funding_gap),
        (payments_due.peak_payments, payments_due.break_even_revenue),
        (payments_due.dated, payments_due.due_to_date),
    )
)


def of_rungs() -> tuple[Control, ...]:
    controls: list[Control] = []
    for rung, line, reach in zip(bridge.RUNGS, rungs.RUNGS, rungs.reaches, strict=True):
        of_legs = sum_ifs(line, are_commitments)
        lacking = without_figure(line, are_commitments, is_(reach, 1))
        controls += [of(rung.amount, of_legs), of(rung.total, of_legs)]
        controls += [of(rung.without, lacking), of(rung.total_without, lacking)]
    return tuple(controls)


def of_steps() -> tuple[Control, ...]:
    lines = (parts.announced_amount, None, parts.unpriced, *rungs.STEPS)
    controls: list[Control] = []
    for step, line in zip(bridge.STEPS, lines, strict=True):
        if line is None:  # the double counts: what is announced, less what stands
            of_legs: Node = sum_ifs(parts.announced_amount, are_commitments) - sum_ifs(rungs.all_in, are_commitments)
        else:
            of_legs = sum_ifs(line, are_commitments)
        controls += [of(step.amount, of_legs), of(step.total, of_legs)]
    return tuple(controls)


def step_at(line: Line, label: str) -> Node:
    return sum_ifs(line, is_(STEPS.key(), label))


BRIDGE = (
    Control(
        "steps-that-stand",
        whole(bridge_steps.step_stands),
        whole(bridge.announced.amount, *(rung.amount for rung in bridge_steps.RUNGS)),
    ),
    Control("steps-taken-off", whole(bridge_steps.step_taken), whole(*(step.amount for step in bridge.STEPS[1:]))),
    Control(
        "steps-on-what-is-left",
        whole(bridge_steps.step_below, bridge_steps.step_taken),
        whole(bridge_steps.step_stands)
        - step_at(bridge_steps.step_stands, "Documented")
        + step_at(bridge_steps.step_below, "Reported only")
        + step_at(bridge_steps.step_below, "Non-binding"),
    ),
    Control(
        "steps-without-amount",
        whole(bridge_steps.step_without) - step_at(bridge_steps.step_without, "Everything announced"),
        whole(*(rung.without for rung in bridge_steps.RUNGS)),
        "count",
    ),
    *of_rungs(),
    *of_steps(),
    *(
        of(line, count_ifs(are_commitments, is_(reach, 1)))
        for line, reach in zip(bridge.LEGS_ON, (parts.counts, rungs.is_signed, rungs.is_signed_documented), strict=True)
    ),
    of(bridge.unpriced_gigawatts, sum_ifs(parts.unpriced_gigawatts, are_commitments)),
    of(bridge.payers_unpriced_gigawatts, sum_ifs(parts.unpriced_gigawatts, are_commitments)),
    of(evidence.legs, count_ifs(*on_basis)),
    of(evidence.evidence_known, count_ifs(*on_basis, at_least(rungs.counted, 0))),
    Control(
        "evidence-shares-times-total",
        whole(evidence.evidence_share) * whole(commitments.payers_total),
        whole(evidence.amount),
    ),
    of(
        bridge_totals.payers_ventures,
        counted - sum_ifs(rungs.counted, are_commitments, is_not(Deals.kind, "joint_venture")),
    ),
    Control(
        "cost-per-gw-times-gw",
        whole(bridge_totals.payers_cost_per_gw)
        * sum_ifs(Deals.gigawatts, at_least(amounts.usd, 0), is_(legs.compares_sites, 1)),
        sum_ifs(amounts.usd, above(Deals.gigawatts, 0), is_(legs.compares_sites, 1)),
    ),
)


def of_cases() -> tuple[Control, ...]:
    controls: list[Control] = []
    for index, case in enumerate(CASES):
        total, multiple, excess, earned = (each.lines[index] for each in cases.SIDE_BY_SIDE)
        of_legs = sum_ifs(cases.in_case(rungs.counted, case), are_commitments)
        controls += [
            of(total, of_legs),
            of(cases.payers_total[index], of_legs),
            Control(f"payer-multiples-{case}-times-revenue", Product(multiple, earned), Beside(total, earned, ">")),
            of(excess, Beside(total, earned, ">=") - Beside(earned, total, ">=")),
        ]
    return tuple(controls)


BLOCKS = (
    ("Payers", PAYERS),
    ("Payments due", PAYMENTS),
    ("Payments due against revenue", BY_YEAR),
    ("Totals shown beside the years", COPIES),
    ("Headline bridge", BRIDGE),
    ("Cases", of_cases()),
)
