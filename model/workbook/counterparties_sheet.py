"""The sheet Counterparties: who owes whom, who funds whom, and what comes back."""

from __future__ import annotations

from model.lines import (
    counterparties,
    funders,
    suppliers,
)
from model.lines.rows import FUNDERS, LARGEST_FUNDERS, PAYERS, SALES
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
            note="Darker means larger. Unpriced capacity is in no pair, because it is not owed to the payee.",
            name="matrix",
        ),
        Block(
            "Who funds whom",
            FUNDERS,
            funders.LINES,
            totals=(funders.funders_funding,),
            total="All funding",
            note="Investments, acquisitions and loans on the basis selected; not in commitments. On the right: what "
            "flows back.",
            name="funding",
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
            note="On the basis selected. Round trip: the part of the contracts that the payee's funding of the payer "
            "could pay for. Unpriced capacity (memo) is build-out not owed to the payee; it is in no contract value "
            "and no round trip.",
            name="both_ways",
        ),
        Block(
            "Working: funding by size",
            FUNDERS,
            (funders.funder_pair, show(funders.funding.amount), *funders.largest.rank_lines),
            name="funding_by_size",
        ),
        Block("Working: the largest pairs", LARGEST_FUNDERS, (*funders.largest.lines, funders.largest_funders_funding)),
    ),
    printed=2,
)
