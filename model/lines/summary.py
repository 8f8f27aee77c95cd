"""The ten figures of the Summary, each of which stands on another sheet or is one division away from it."""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Const, Each, If, Lookup, Node, Total
from model.expression.terms import and_, known, when
from model.lines import bridge, cases, commitments, funders, payments_due, sensitivity, suppliers
from model.lines.rows import SUPPLIERS, TEN_FIGURES

EVERYBODY = Const("all payers")
largest_value = Total(suppliers.contract_value, how="max")
no_supplier = Total(suppliers.contract_value, how="count").eq(0)

summary_supplier = Line(
    "summary_supplier",
    "Largest supplier",
    "text",
    when(
        and_(no_supplier, largest_value.eq(0)),
        NOT_DISCLOSED,
        Lookup(SUPPLIERS.key(), suppliers.contract_value, largest_value),
    ),
    meaning="The supplier with the largest contract value on the basis selected.",
)
summary_commitments = sensitivity.figure("summary_commitments", commitments.total)
summary_cover = sensitivity.figure("summary_cover", commitments.total_cover)
summary_growth = sensitivity.figure("summary_growth", payments_due.required_growth)


@dataclass(frozen=True)
class Figure:
    """A figure of the Summary: what it comes to, whose it is, and the line on whose sheet it is worked out."""

    value: Node
    whose: Node
    home: Line
    meaning: str


TEN: tuple[Figure, ...] = (
    Figure(
        bridge.all_in.total,
        EVERYBODY,
        bridge.all_in.total,
        "Each dollar once; capacity without an amount at cost per GW.",
    ),
    Figure(bridge.stated.total, EVERYBODY, bridge.stated.total, "What sources state in dollars, signed or not."),
    Figure(
        bridge.attributable.total,
        EVERYBODY,
        bridge.attributable.total,
        "At the stated minimum, without the shares of JV partners.",
    ),
    Figure(
        bridge.documented.total / bridge.stated.total,
        EVERYBODY,
        bridge.documented.total,
        "First source a filing or a company statement; else press.",
    ),
    Figure(
        bridge.payers_unpriced_gigawatts,
        EVERYBODY,
        bridge.payers_unpriced_gigawatts,
        "Gigawatts announced without an amount: in all-in only.",
    ),
    Figure(summary_commitments, sensitivity.payer, commitments.total, "On the basis selected, over all years."),
    Figure(summary_cover, sensitivity.payer, commitments.total_cover, "All its commitments ÷ one year's revenue."),
    Figure(
        summary_growth,
        sensitivity.payer,
        payments_due.required_growth,
        "A year, to bear peak-year payments; see max_commitment_share.",
    ),
    Figure(
        funders.funders_funding,
        EVERYBODY,
        funders.funders_funding,
        "Paid or lent for shares and companies: in no total above.",
    ),
    Figure(
        largest_value / suppliers.suppliers_contract_value,
        summary_supplier,
        suppliers.contract_value,
        "Of the contract value of all suppliers.",
    ),
)

summary_value = Line(
    "summary_value",
    "Value",
    "as stated",
    Each(tuple(figure.value for figure in TEN)),
    TEN_FIGURES,
    meaning="The figure on the basis and in the case selected; the rungs are the same on every basis.",
)
summary_whose = Line(
    "summary_whose",
    "Whose",
    "text",
    Each(tuple(figure.whose for figure in TEN)),
    TEN_FIGURES,
    meaning="The largest payer that states revenue, or the largest supplier.",
)

summary_range = Line(
    "summary_range",
    "Low and high",
    "text",
    If(
        known(*cases.payers_total),
        when(
            cases.payers_total[0].eq(cases.payers_total[1]),
            when(cases.payers_total[2].eq(cases.payers_total[1]), "no change on this basis", "high differs: see Cases"),
            when(cases.payers_total[2].eq(cases.payers_total[1]), "low differs: see Cases", "both differ: see Cases"),
        ),
        Const("n/d"),
    ),
    meaning="Whether commitments on the basis selected differ in the low or the high case.",
)
