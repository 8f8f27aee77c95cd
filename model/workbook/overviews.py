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
from model.lines.inputs import Deals
from model.lines.rows import COST_STEPS, FIRMNESS, KINDS, LEGS, PAYERS, REVENUES, SALES
from model.workbook.blocks import Block, Sheet, show

COUNTERPARTIES = Sheet(
    "Counterparties",
    "Who owes whom, and what comes back?",
    (
        Block(
            "Commitments, payer by seller",
            PAYERS,
            (counterparties.matrix_row, counterparties.matrix_gap),
            counterparties.matrix,
            (counterparties.matrix_rows, counterparties.matrix_columns),
            shaded=(counterparties.matrix,),
            note="The darker, the larger. The row less the payer's commitments is 0.",
        ),
        Block(
            "Seller and customer, both ways",
            SALES,
            (
                *counterparties.rank.lines,
                show(suppliers.pair_backlog, "Contracts"),
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
                counterparties.funding_back.known,
                counterparties.purchases_back.legs,
                counterparties.purchases_back.known,
                counterparties.funding_on.legs,
                counterparties.funding_on.known,
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
        workings("Working: weight of each firmness", FIRMNESS),
        workings("Working: payer's part, by kind", KINDS),
        workings("Working: legs", LEGS, (Deals.payer, legs.leg_class)),
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
                sensitivity.its_disclosed,
                sensitivity.its_capacity,
                sensitivity.its_revenue,
                sensitivity.its_years,
                sensitivity.its_cover,
                sensitivity.centre,
            ),
        ),
        Block(
            "Commitments with build-out ÷ revenue in the last large year",
            COST_STEPS,
            (sensitivity.step_cost, *sensitivity.grid),
            heads=sensitivity.growths,
            note="Down: cost per gigawatt of capacity without an amount; no difference where none is counted. Across: "
            "yearly growth of revenue. The centre is the model's own figure. All commitments, over all years, ÷ one "
            "year's revenue.",
        ),
        Block(
            "Working: every payer",
            PAYERS,
            (
                sensitivity.gigawatts,
                sensitivity.years,
                sensitivity.full_cover,
                sensitivity.with_revenue,
                *sensitivity.rank.lines,
            ),
        ),
        Block(
            "Working: capacity of each leg",
            LEGS,
            (show(Deals.payer), show(legs.leg_class), sensitivity.capacity),
        ),
    ),
)

SELLER_RANKS = dashboard.seller_rank.lines
PAYER_RANKS = (commitments.disclosed, *dashboard.payer_rank.lines, dashboard.payer_covered, dashboard.payer_covering)
SPENDER_RANKS = dashboard.spender_rank.lines
