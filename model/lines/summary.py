"""The ten figures of the Summary, each of which stands on another sheet or is one division away from it."""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Const, Each, If, Lookup, Node, Rows, Total
from model.expression.terms import and_, known, when
from model.lines import bridge, cases, commitments, funders, largest_payer, payments_due, suppliers
from model.lines.rows import SUPPLIERS

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
summary_commitments = largest_payer.summary_commitments
summary_cover = largest_payer.figure("summary_cover", commitments.total_cover)
summary_growth = largest_payer.figure("summary_growth", payments_due.required_growth)


@dataclass(frozen=True)
class Figure:
    """A figure of the Summary: what it says, the line on whose sheet it is worked out, its value if that is another
    one than the line's, and whose it is."""

    title: str
    unit: str
    meaning: str
    home: Line
    value: Node | None = None
    whose: Node = EVERYBODY


TEN: tuple[Figure, ...] = (
    Figure(
        "All-in commitments",
        "USD bn",
        "Each dollar once; capacity without an amount at cost per GW.",
        bridge.all_in.total,
    ),
    Figure("Stated commitments", "USD bn", "What sources state in dollars, signed or not.", bridge.stated.total),
    Figure(
        "Signed and attributable",
        "USD bn",
        "At the stated minimum, without the shares of JV partners.",
        bridge.attributable.total,
    ),
    Figure(
        "Documented ÷ stated",
        "share",
        "First source a filing or a company statement; else press.",
        bridge.documented.total,
        bridge.documented.total / bridge.stated.total,
    ),
    Figure(
        "Unpriced capacity",
        "GW",
        "Gigawatts announced without an amount: in all-in only.",
        bridge.payers_unpriced_gigawatts,
    ),
    Figure(
        "Commitments of the largest payer",
        "USD bn",
        "On the basis selected, over all years.",
        commitments.total,
        summary_commitments,
        largest_payer.payer,
    ),
    Figure(
        "Its commitments ÷ revenue",
        "x",
        "All its commitments ÷ one year's revenue.",
        commitments.total_cover,
        summary_cover,
        largest_payer.payer,
    ),
    Figure(
        "Its required revenue growth",
        "growth",
        "A year, to bear peak-year payments; see max_commitment_share.",
        payments_due.required_growth,
        summary_growth,
        largest_payer.payer,
    ),
    Figure(
        "Equity funding (memo)",
        "USD bn",
        "Paid or lent for shares and companies: in no total above.",
        funders.funders_funding,
    ),
    Figure(
        "Largest supplier's share",
        "share",
        "Of the contract value of all suppliers.",
        suppliers.contract_value,
        largest_value / suppliers.suppliers_contract_value,
        summary_supplier,
    ),
)
TEN_FIGURES = Rows("figure", labels=tuple(each.title for each in TEN), units=tuple(each.unit for each in TEN))

summary_value = Line(
    "summary_value",
    "Value",
    "as stated",
    Each(tuple(each.home if each.value is None else each.value for each in TEN)),
    TEN_FIGURES,
    meaning="The figure on the basis and in the case selected; the rungs are the same on every basis.",
)
summary_whose = Line(
    "summary_whose",
    "Whose",
    "text",
    Each(tuple(each.whose for each in TEN)),
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
