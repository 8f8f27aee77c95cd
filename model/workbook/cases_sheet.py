"""The sheet Cases: low, base and high side by side, what moves the largest payer's peak-year payments ÷ revenue, and
two drivers at once."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Rows, Selector
from model.lines import (
    amounts,
    case_changes,
    cases,
    commitments,
    drivers,
    largest_payer,
    payment_schedules,
    periods,
    revenue,
    rungs,
    tornado,
    two_way_grid,
    ventures,
    versions,
    what_ifs,
)
from model.lines.inputs import Deals, Revenue
from model.lines.rows import (
    DRIVERS,
    EARNERS,
    GRID_STEPS,
    LARGEST_PAYERS,
    LEGS,
    PAYERS,
    PAYMENTS,
    REVENUES,
    TORNADO,
    WHAT_IFS,
)
from model.workbook.blocks import Block, Chart, Chosen, Sheet, show

CHART_ROWS = 17

# what gatherings over the legs compare, in no case different
CASE_MARKS = (ventures.venture_3, ventures.own_part, ventures.bought_by_venture, rungs.is_counted)


def side_by_side(title: str, of: cases.Cases, note: str) -> Block:
    """Low, base and high of one line against revenue, the selected one marked."""
    lines = (show(commitments.revenue.label), *of.lines)
    return Block(title, of.line.over, lines, note=note, heads=of.marks)


def workings(title: str, over: Rows, shows: tuple[Line, ...] = (), name: str = "") -> Block:
    """What the cases are computed from over one set of rows, in one block, so that a long table is laid out once."""
    return Block(title, over, (*map(show, shows), *cases.workings(over)), name=name)


PRINTED = (
    Block(
        "Commitments, by payer",
        PAYERS,
        (*cases.payer_total.lines, case_changes.total_low_change, case_changes.total_high_change),
        totals=(*case_changes.totals, *cases.payers_total),
        heads=(*cases.payer_total.marks, *case_changes.marks),
        note="Low, base and high side by side, on the basis selected, and what low and high differ from base by.",
        name="case_commitments",
    ),
    Block("What changes", None, (case_changes.cases_say,), space=CHART_ROWS),
    Block(
        "Tornado: what moves the largest payer's peak-year payments ÷ revenue",
        None,
        largest_payer.FIGURES,
        note="Computed on payer totals, one driver at a time: the peak year and the shape of payments stay fixed, and "
        "no leg is spread again.",
    ),
    Block(
        "Drivers, the one with the widest effect first",
        TORNADO,
        tornado.LINES,
        note="Low and high come from the driver's table or assumption; for a share they are none and all of it. "
        "Drivers that change nothing, for instance because low and high are equal, come last, with width 0.",
        name="tornado",
    ),
    Block(
        "Two drivers at once",
        None,
        (
            Chosen(Selector("grid_down"), "Down", DRIVERS.labels, "Choose the driver of the rows."),
            Chosen(Selector("grid_across"), "Across", DRIVERS.labels, "Choose another driver, for the columns."),
            two_way_grid.says,
        ),
    ),
    Block(
        "Peak-year payments ÷ revenue",
        GRID_STEPS,
        (drivers.grid_value, *two_way_grid.figures),
        heads=drivers.ACROSS,
        note="Both drivers from low to high, with values half-way between. The centre is the model's own figure.",
        name="grid",
    ),
)

WORKINGS = (
    side_by_side(
        "Commitments ÷ annualised revenue, by payer",
        cases.payer_total_cover,
        "Multiples.",
    ),
    side_by_side(
        "Commitments less one year's revenue, by payer",
        cases.payer_excess,
        "USD bn. Commitments run over years, revenue over one.",
    ),
    side_by_side("Annualised revenue, by payer", cases.payer_revenue, "USD bn a year."),
    Block(
        "Working: the largest payer",
        None,
        (*largest_payer.WORKINGS, *drivers.WORKINGS, *what_ifs.WORKINGS, two_way_grid.is_empty),
    ),
    Block("Working: drivers", DRIVERS, tornado.DRIVER_LINES, name="drivers"),
    Block("Working: what-ifs, one per row", WHAT_IFS, what_ifs.LINES, name="what_ifs"),
    Block(
        "Working: every payer",
        PAYERS,
        (
            *largest_payer.PAYER_LINES,
            *case_changes.largest.rank_lines,
            *map(show, cases.payer_total.lines),
        ),
        name="every_payer",
    ),
    Block(
        "Working: the largest payers",
        LARGEST_PAYERS,
        (*case_changes.largest.lines, *case_changes.amounts),
    ),
    workings(
        "Working: payments", PAYMENTS, (payment_schedules.of_leg, payment_schedules.is_current), name="case_payments"
    ),
    workings("Working: legs", LEGS, (Deals.payer, amounts.legs_class, versions.whole, *CASE_MARKS), name="case_legs"),
    workings(
        "Working: revenue periods",
        REVENUES,
        (Revenue.period_end, periods.headline_order, revenue.is_recent),
        name="case_periods",
    ),
    workings("Working: revenue, by company", EARNERS),
)

CASES_SHEET = Sheet(
    "Cases",
    "What do low, base and high come to, and what moves the largest payer's payments ÷ revenue?",
    (*PRINTED, *WORKINGS),
    printed=len(PRINTED),
    charts=(
        Chart(
            "Commitments in the low, base and high case",
            "Bars by payer, the largest twelve and all others: commitments in the low, the base and the high case, in "
            "billions of US dollars.",
            "clusters",
            case_changes.amounts,
            case_changes.largest.name,
            "Payer",
            most=len(LARGEST_PAYERS.labels),
        ),
        Chart(
            "What moves peak-year payments ÷ revenue",
            "Tornado: for each driver two bars, left and right of the model's figure, for its low and its high value; "
            "in multiples of revenue, the widest driver on top.",
            "tornado",
            (tornado.change_low, tornado.change_high),
            tornado.driver,
            "Driver",
            "Difference from the model's figure, x revenue",
            wide=620,
        ),
    ),
)
