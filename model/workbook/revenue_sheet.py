"""The sheet Commitment vs revenue: what payers owe against what they earn, and what suppliers have contracted."""

from __future__ import annotations

from model.lines import commitments, periods, suppliers
from model.lines.inputs import CustomerShares, Revenue
from model.lines.rows import (
    CUSTOMERS,
    PAYERS,
    REVENUES,
    SALES,
    SELLERS,
)
from model.workbook.blocks import Block, Sheet
from model.workbook.overviews import PAYER_RANKS, SELLER_RANKS

COMMITMENT_VS_REVENUE = Sheet(
    "Commitment vs revenue",
    "How do payers' commitments compare with their revenue, and what have sellers contracted?",
    (
        Block(
            "Payers",
            PAYERS,
            (
                commitments.legs,
                commitments.legs_known,
                commitments.total,
                commitments.assumed_dates,
                commitments.revenue.annualised,
                commitments.excess,
                commitments.total_cover,
                commitments.implied_capacity,
                commitments.implied,
                commitments.revenue.year,
                commitments.last_end,
                commitments.due_largest_year,
                commitments.last_year,
                commitments.years_ahead,
                commitments.needed_growth,
            ),
            totals=(commitments.payers_total, commitments.payers_implied),
            note="Growth needed: yearly growth that brings the largest year's commitments to the chosen share of "
            "revenue (max_commitment_share) by the last large year. Commitments run over years, revenue over one.",
        ),
        Block(
            "Commitments due, by payer",
            PAYERS,
            (commitments.due_total,),
            commitments.payer_due,
            (commitments.payers_due_total, commitments.payers_due),
            note="A straight line by days. What rests on assumed dates stands beside each payer above, and leg by "
            "leg on Legs.",
        ),
        Block(
            "Revenue, by payer",
            PAYERS,
            (),
            commitments.revenue_path,
            note="The latest stated period, annualised, grown by the assumption revenue_growth: no forecast.",
        ),
        Block("Coverage: commitments due ÷ revenue", PAYERS, (), commitments.coverage),
        Block(
            "Commitments due, cumulative by year-end, by payer",
            PAYERS,
            (),
            commitments.due_to_date,
            (commitments.payers_due_to_date,),
        ),
        Block(
            "Sellers",
            SELLERS,
            (
                suppliers.seller_legs,
                suppliers.seller_legs_known,
                suppliers.backlog,
                suppliers.seller_revenue.annualised,
                suppliers.backlog_cover,
                suppliers.largest_of_backlog,
                suppliers.squares_of_backlog,
                suppliers.seller_revenue.year,
                suppliers.latest_shares,
                suppliers.largest_of_revenue,
                suppliers.squares_of_revenue,
            ),
            totals=(suppliers.sellers_backlog,),
            note="What commitment legs promise the seller; of a venture, the capital its partners promise it.",
        ),
        Block(
            "Backlog by seller and customer",
            SALES,
            (
                suppliers.sale_legs,
                suppliers.sale_legs_known,
                suppliers.sale_backlog,
                suppliers.sale_seller_backlog,
                suppliers.sale_share,
                suppliers.sale_share_squared,
                suppliers.sale_customer_revenue,
                suppliers.sale_cover,
            ),
            totals=(suppliers.sales_backlog,),
        ),
        Block("Working: years in which much falls due, by payer", PAYERS, (), commitments.large_year),
        Block("Working: payers in order", PAYERS, PAYER_RANKS),
        Block("Working: sellers in order", SELLERS, SELLER_RANKS),
        Block(
            "Revenue by customer, as stated",
            CUSTOMERS,
            (
                CustomerShares.period_end,
                CustomerShares.share,
                CustomerShares.share_low,
                suppliers.customer_share,
                suppliers.period_known,
                suppliers.period_revenue,
                suppliers.customer_revenue,
                suppliers.customer_share_squared,
                suppliers.company_missing,
            ),
        ),
        Block(
            "Revenue periods",
            REVENUES,
            (
                Revenue.period_start,
                Revenue.period_end,
                Revenue.basis,
                Revenue.low_bn,
                Revenue.base_bn,
                Revenue.high_bn,
                Revenue.currency,
                periods.money.amount,
                periods.money.rate,
                periods.money.usd,
                periods.months,
                periods.annualised,
                periods.latest_end,
                periods.latest_start,
                periods.is_latest,
                periods.company_missing,
            ),
        ),
    ),
)
