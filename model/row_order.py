"""The order of rows on output sheets: by size in the base case and on the basis stated, as the tables are at the
build.

Ranking is not live: an edit in the workbook changes figures but moves no rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from model.expression.line import Line
from model.expression.nodes import Rows
from model.expression.values import Evaluation
from model.lines import capex, commitments, counterparties, equity, funders, revenue, suppliers
from model.lines.rows import EARNERS, FUNDERS, HOLDINGS, PAYEES, PAYERS, SALES, SPENDERS, SUPPLIERS

Label = tuple[str, ...]
SIZES: Mapping[Rows, Line] = {
    PAYERS: commitments.total,
    PAYEES: counterparties.matrix_columns,
    SUPPLIERS: suppliers.contract_value,
    SALES: suppliers.sale_contract_value,
    FUNDERS: funders.funding.amount,
    EARNERS: revenue.headline,
    SPENDERS: capex.total,
    HOLDINGS: equity.funding.amount,
}


@dataclass
class BySize(Mapping[Rows, tuple[Label, ...]]):
    """The labels of sets of rows, the largest first, those without a size last; sorted when first asked for.

    `stated` is the evaluation of the base case on the basis stated, with the rows as the tables have them.
    """

    stated: Evaluation
    orders: dict[Rows, tuple[Label, ...]] = field(default_factory=dict)

    def __getitem__(self, rows: Rows) -> tuple[Label, ...]:
        if rows in SIZES and not self.orders:
            self.orders.update(by_size(self.stated))
            for results in (self.stated.done, self.stated.keys_done):
                results.clear()  # they take room, and nobody asks for them again
        return self.orders[rows]

    def __contains__(self, rows: object) -> bool:
        return rows in SIZES

    def __iter__(self) -> Iterator[Rows]:
        return iter(SIZES)

    def __len__(self) -> int:
        return len(SIZES)


def by_size(evaluation: Evaluation) -> Iterator[tuple[Rows, tuple[Label, ...]]]:
    for rows, line in SIZES.items():
        sizes = np.round(evaluation.line(line).ravel().astype(np.float64), 6)  # 0.1 + 0.2 is no more than 0.3
        places = np.argsort(np.where(np.isnan(sizes), np.inf, -sizes), kind="stable")
        labels = list(zip(*(map(str, part) for part in evaluation.labels(rows)), strict=True))
        yield rows, tuple(labels[place] for place in places)
