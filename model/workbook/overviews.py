"""The blocks of the sheets that compare and sum up: Counterparties, Cases, Sensitivity."""

from __future__ import annotations

from dataclasses import replace

from model.expression.line import Line
from model.expression.nodes import Rows
from model.lines import (
    amounts,
    cases,
    commitments,
    counterparties,
    funders,
    payment_schedules,
    periods,
    revenue,
    rungs,
    sensitivity,
    suppliers,
    ventures,
    versions,
)
from model.lines.inputs import Deals, Revenue
from model.lines.rows import COST_STEPS, EARNERS, FUNDERS, LEGS, PAYERS, PAYMENTS, REVENUES, SALES
from model.workbook.blocks import Block, Sheet, show

COUNTERPARTIES = Sheet(
    "Counterparties",
    "Who owes whom, and what comes back?",
    (
        Block(
            "Commitments, payer by payee",
            PAYERS,
            (counterparties.matrix_row,),
            counterparties.commitments,
            (counterparties.matrix_rows, counterparties.matrix_columns),
            shaded=(counterparties.commitments,),
            note="The darker, the larger. Unpriced capacity is in no pair: build-out is not owed to the payee.",
        ),
        Block(
            "Who funds whom",
            FUNDERS,
            funders.LINES,
            totals=(funders.funders_funding,),
            total="All funding",
            note="Investments, acquisitions and loans on the basis selected: in no commitment. Right: what flows back.",
        ),
        Block(
            "Payee and payer, both ways",
            SALES,
            (
                show(suppliers.sale_contract_value),
                counterparties.funding_back.amount,
                counterparties.round_trip,
                counterparties.purchases_back.amount,
                counterparties.funding_on.amount,
                counterparties.contingent,
                counterparties.sale_unpriced,
                counterparties.sale_unpriced_back,
                counterparties.circularity,
                show(suppliers.sale_legs),
                suppliers.sale_payer_revenue_label,
                counterparties.bought_legs,
                counterparties.bought_back_legs,
                counterparties.unpriced_legs,
                counterparties.unpriced_known,
                counterparties.unpriced_back_legs,
                counterparties.unpriced_back_known,
                counterparties.ties,
                counterparties.tied,
                counterparties.funding_back.legs,
                counterparties.funding_back.with_amount,
                counterparties.purchases_back.legs,
                counterparties.purchases_back.with_amount,
                counterparties.funding_on.legs,
                counterparties.funding_on.with_amount,
            ),
            note="On the basis selected. Round trip: what of the contracts the payee's funding of the payer could pay. "
            "Unpriced capacity (memo) is build-out, not owed to the payee: in no contract value, in no round trip.",
        ),
        Block("Working: names of the chart", FUNDERS, (funders.funder_pair,)),
    ),
    printed=2,
)


# what gatherings over the legs compare, in no case different
CASE_MARKS = (ventures.venture_3, ventures.own_part, ventures.bought_by_venture, rungs.is_counted)


def side_by_side(title: str, of: cases.Cases, note: str = "", totals: tuple[Line, ...] = ()) -> Block:
    """Low, base and high of one line, the selected one marked."""
    return Block(title, of.line.over, of.lines, totals=totals, note=note, heads=of.marks)


def against_revenue(title: str, of: cases.Cases, note: str) -> Block:
    """The same, with the period whose revenue it is."""
    block = side_by_side(title, of, note)
    return replace(block, lines=(show(commitments.revenue.label), *of.lines))


def workings(title: str, over: Rows, shows: tuple[Line, ...] = ()) -> Block:
    """What the cases are computed from over some rows, in one block: a long table takes its rows once."""
    return Block(title, over, (*map(show, shows), *cases.workings(over)))


CASES_SHEET = Sheet(
    "Cases",
    "What do low, base and high come to, side by side?",
    (
        side_by_side(
            "Commitments, by payer",
            cases.payer_total,
            "USD bn. Base and high differ only where a source or an assumption gives a higher figure.",
            cases.payers_total,
        ),
        against_revenue("Commitments ÷ annualised revenue, by payer", cases.payer_total_cover, "Multiples."),
        against_revenue(
            "Commitments less one year's revenue, by payer",
            cases.payer_excess,
            "USD bn. Commitments run over years, revenue over one.",
        ),
        against_revenue("Annualised revenue, by payer", cases.payer_revenue, "USD bn a year."),
        workings("Working: payments", PAYMENTS, (payment_schedules.of_leg, payment_schedules.is_current)),
        workings("Working: legs", LEGS, (Deals.payer, amounts.legs_class, versions.whole, *CASE_MARKS)),
        workings(
            "Working: revenue periods",
            REVENUES,
            (Revenue.period_end, periods.headline_order, revenue.is_recent),
        ),
        workings("Working: revenue, by company", EARNERS),
    ),
    printed=3,
)

SENSITIVITY = Sheet(
    "Sensitivity",
    "How do all-in commitments compare with revenue, at other costs of a gigawatt and other growth?",
    (
        Block(
            "The payer",
            None,
            (
                sensitivity.payer,
                sensitivity.commitments,
                sensitivity.capacity,
                sensitivity.sensitivity_revenue,
                sensitivity.sensitivity_revenue_label,
                sensitivity.sensitivity_years,
                sensitivity.cover,
                sensitivity.centre,
            ),
        ),
        Block(
            "All-in commitments ÷ revenue in the last large year",
            COST_STEPS,
            (sensitivity.sensitivity_cost, *sensitivity.grid),
            heads=sensitivity.growths,
            note="Down: cost per gigawatt of capacity without an amount; no difference where none is counted. Across: "
            "yearly growth of revenue. The centre is the model's own figure. All commitments, over all years, ÷ one "
            "year's revenue.",
        ),
        Block(
            "Working: every payer",
            PAYERS,
            (
                sensitivity.growth_years,
                sensitivity.full_cover,
                sensitivity.with_revenue,
                *sensitivity.rank.lines,
            ),
        ),
    ),
)
