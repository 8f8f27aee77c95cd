"""Controls of the Summary: each figure against the place where it is worked out, and those of the largest payer
against the legs."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Assumption, Const, Node
from model.expression.terms import first_known, is_, look_up, sum_ifs, when
from model.lines import bridge, largest_payer, rungs, summary, suppliers
from model.lines.control import Control
from model.lines.control import commitments as are_commitments
from model.lines.inputs import Deals

revenue = first_known(largest_payer.revenue, 0)
share = Assumption("max_commitment_share")


def stands(title: str) -> Node:
    """The figure beside a title on the Summary; 0 where it is not disclosed."""
    return first_known(look_up(summary.summary_value, summary.FIGURE_ROWS.key(), Const(title)), 0)


def of_figure(figure: summary.Figure) -> Control:
    """A figure of the Summary where it is worked out; a quotient times what it is divided by."""
    name = "summary-" + figure.name.replace("_", "-")
    value = figure.home if figure.value is None else figure.value
    if isinstance(value, Line):
        return Control(name, stands(figure.title), first_known(value, 0), figure.unit)
    numerator, divisor = QUOTIENTS[figure.name]
    return Control(f"{name}-times-divisor", stands(figure.title) * first_known(divisor, 0), numerator)


QUOTIENTS: dict[str, tuple[Node, Line]] = {
    "documented_share": (first_known(bridge.documented.total, 0), bridge.stated.total),
    "largest_supplier_share": (summary.largest_value, suppliers.suppliers_contract_value),
}


def of_largest_payer(name: str, amount: Line, cover: Line, rung: Line) -> tuple[Control, Control]:
    """Its commitments on a rung, from its legs, and their multiple of revenue times that revenue."""
    legs = sum_ifs(rung, are_commitments, is_(Deals.payer, largest_payer.payer))
    return (
        Control(f"largest-payer-{name}", first_known(amount, 0), legs),
        Control(
            f"largest-payer-{name}-to-revenue",
            first_known(cover, 0) * revenue,
            when(revenue > 0, first_known(amount, 0), 0),
        ),
    )


stated, signed, attributable = rungs.RUNGS[1:4]
SUMMARY = (
    *(of_figure(figure) for figure in summary.FIGURES),
    *of_largest_payer("stated", summary.summary_stated, summary.summary_cover_stated, stated),
    *of_largest_payer("signed", summary.summary_signed, summary.summary_cover_signed, signed),
    *of_largest_payer("attributable", summary.summary_attributable, summary.summary_cover_attributable, attributable),
    Control(
        "largest-payer-required-revenue-times-share",
        first_known(summary.summary_required, 0) * share,
        when(share > 0, first_known(largest_payer.payments, 0), 0),
    ),
)
BLOCKS = (("Key figures", SUMMARY),)
