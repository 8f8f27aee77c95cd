"""The blocks of the sheets that compare and sum up: Dashboard, Counterparties, Scenarios, Sensitivity."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Rows
from model.lines import (
    cases,
    commitments,
    counterparties,
    dashboard,
    legs,
    periods,
    sensitivity,
    suppliers,
)
from model.lines.inputs import CapexPlans, Deals
from model.lines.rows import COST_STEPS, FIRMNESS, KINDS, LEGS, PAYERS, PLANS, REVENUES, SALES
from model.workbook.blocks import Block, Sheet, show

COUNTERPARTIES = Sheet(
    "Counterparties",
    "Who owes whom, and what comes back?",
    (
        Block(
            "Commitments, payer by seller",
            PAYERS,
            (counterparties.matrix_row, counterparties.matrix_gap),
            counterparties.matrix_commitments,
            (counterparties.matrix_rows, counterparties.matrix_columns),
            shaded=(counterparties.matrix_commitments,),
            note="The darker, the larger. The row less the payer's commitments is 0.",
        ),
        Block(
            "Seller and customer, both ways",
            SALES,
            (
                *counterparties.rank.lines,
                show(suppliers.sale_backlog, "Contracts"),
                counterparties.funding_back.amount,
                counterparties.round_trip,
                counterparties.purchases_back.amount,
                counterparties.funding_on.amount,
                counterparties.contingent,
                counterparties.ties,
                counterparties.tied,
                counterparties.tied_amount,
                *counterparties.tied_rank.lines,
                counterparties.funding_back.legs,
                counterparties.funding_back.legs_known,
                counterparties.purchases_back.legs,
                counterparties.purchases_back.legs_known,
                counterparties.funding_on.legs,
                counterparties.funding_on.legs_known,
            ),
            note="With the scenario's weights. Round trip: what of the contracts the seller's funding of its customer "
            "could pay.",
        ),
    ),
)


def side_by_side(title: str, of: cases.Cases, note: str = "", totals: tuple[Line, ...] = ()) -> Block:
    """Low, base and high of one line, the selected one marked."""
    return Block(title, of.line.over, of.lines, totals=totals, note=note, heads=of.marks)


def workings(title: str, over: Rows, shows: tuple[Line, ...] = ()) -> Block:
    """What the cases are computed from over some rows, in one block: a long table takes its rows once."""
    return Block(title, over, (*map(show, shows), *cases.workings(over)))


SCENARIOS = Sheet(
    "Scenarios",
    "What do low, base and high come to, side by side?",
    (
        side_by_side(
            "Commitments, by payer",
            cases.payer_total,
            "USD bn. Base and high differ only where a source or an assumption gives a higher figure.",
            cases.payers_total,
        ),
        side_by_side("Commitments ÷ annualised revenue, by payer", cases.payer_total_cover, "Multiples."),
        side_by_side(
            "Commitments less one year's revenue, by payer",
            cases.payer_excess,
            "USD bn. Commitments run over years, revenue over one.",
        ),
        side_by_side("Annualised revenue, by payer", cases.payer_revenue, "USD bn a year."),
        side_by_side(
            "Implied build-out, beside, by payer",
            cases.payer_implied,
            "USD bn; not owed. Before weights: what include_implied adds to commitments is weighted.",
            cases.payers_implied,
        ),
        side_by_side(
            "Capital spending, all plans, by company and group",
            cases.spender_total,
            "USD bn. Not added up: a group's row holds its members' spending.",
        ),
        workings("Working: weight of each firmness", FIRMNESS),
        workings("Working: payer's part, by kind", KINDS),
        workings("Working: legs", LEGS, (Deals.payer, legs.legs_class)),
        workings("Working: plans", PLANS, (CapexPlans.company,)),
        workings("Working: revenue periods", REVENUES, (periods.is_latest,)),
    ),
)

SENSITIVITY = Sheet(
    "Sensitivity",
    "How do commitments with build-out compare with revenue, at other costs of a gigawatt and other growth?",
    (
        Block(
            "The payer",
            None,
            (
                sensitivity.payer,
                sensitivity.sensitivity_commitments,
                sensitivity.sensitivity_capacity,
                sensitivity.sensitivity_revenue,
                sensitivity.sensitivity_years,
                sensitivity.sensitivity_cover,
                sensitivity.centre,
            ),
        ),
        Block(
            "Commitments with build-out ÷ revenue in the last large year",
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
                sensitivity.payer_capacity_counted,
                sensitivity.growth_years,
                sensitivity.full_cover,
                sensitivity.with_revenue,
                *sensitivity.rank.lines,
            ),
        ),
        Block(
            "Working: capacity of each leg",
            LEGS,
            (show(Deals.payer), show(legs.legs_class), sensitivity.legs_capacity_counted),
        ),
    ),
)

SELLER_RANKS = dashboard.seller_rank.lines
PAYER_RANKS = (
    commitments.disclosed_counted,
    *dashboard.payer_rank.lines,
    dashboard.payer_covered,
    dashboard.payer_covering,
)
SPENDER_RANKS = dashboard.spender_rank.lines
