"""The figures of the Summary, each of which is a figure of another sheet or one division away from one. There are
thirteen; commitments against revenue are shown on three rungs of the bridge.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Const, Each, If, Node, Pick, Rows, Total
from model.expression.terms import and_, known, look_up, when
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
        look_up(SUPPLIERS.key(), suppliers.contract_value, largest_value),
    ),
    meaning="The supplier with the largest contract value on the basis selected.",
)
summary_commitments = largest_payer.summary_commitments
summary_required = largest_payer.figure("summary_required", payments_due.required_revenue)


def cover_on(name: str, amount: Line) -> Line:
    """The largest payer's commitments on a rung, divided by its revenue."""
    return Line(
        f"summary_cover_{name}",
        f"{amount.title} ÷ revenue",
        "x",
        amount / largest_payer.revenue,
        meaning="Its commitments on the rung over all years ÷ one year's revenue.",
    )


summary_stated = largest_payer.figure("summary_stated", bridge.stated.amount)
summary_signed = largest_payer.figure("summary_signed", bridge.signed.amount)
summary_attributable = largest_payer.figure("summary_attributable", bridge.attributable.amount)
summary_cover_stated = cover_on("stated", summary_stated)
summary_cover_signed = cover_on("signed", summary_signed)
summary_cover_attributable = cover_on("attributable", summary_attributable)


@dataclass(frozen=True)
class Figure:
    """A figure of the Summary: what other workbooks call it, what it says, the line on whose sheet it is worked out,
    its value if that differs from the line's, and whose it is."""

    name: str
    title: str
    unit: str
    meaning: str
    home: Line
    value: Node | None = None
    whose: Node = EVERYBODY


FIGURES: tuple[Figure, ...] = (
    Figure(
        "all_in",
        "All-in commitments",
        "USD bn",
        "Each dollar once, unpriced capacity estimated at cost per GW.",
        bridge.all_in.total,
    ),
    Figure(
        "stated", "Stated commitments", "USD bn", "What sources state in dollars, signed or not.", bridge.stated.total
    ),
    Figure(
        "signed",
        "Signed commitments",
        "USD bn",
        "Joint ventures in full, even if their split is not disclosed.",
        bridge.signed.total,
    ),
    Figure(
        "attributable",
        "Signed and attributable",
        "USD bn",
        "A minimum: ventures with no disclosed split count as nothing.",
        bridge.attributable.total,
    ),
    Figure(
        "documented_share",
        "Documented ÷ stated",
        "share",
        "First source a filing or company statement; – means none.",
        bridge.documented.total,
        bridge.documented.total / bridge.stated.total,
    ),
    Figure(
        "unpriced_gigawatts",
        "Unpriced capacity",
        "GW",
        "Gigawatts announced without an amount: in all-in only.",
        bridge.payers_unpriced_gigawatts,
    ),
    Figure(
        "largest_payer",
        "Commitments of the largest payer",
        "USD bn",
        "All its commitments on the basis selected, over all years.",
        commitments.total,
        summary_commitments,
        largest_payer.payer,
    ),
    Figure(
        "stated_to_revenue",
        "Its stated commitments ÷ revenue",
        "x",
        "All it is said to owe over all years ÷ one year's revenue.",
        bridge.stated.amount,
        summary_cover_stated,
        largest_payer.payer,
    ),
    Figure(
        "signed_to_revenue",
        "Its signed commitments ÷ revenue",
        "x",
        "All it has signed, over all years ÷ one year's revenue.",
        bridge.signed.amount,
        summary_cover_signed,
        largest_payer.payer,
    ),
    Figure(
        "attributable_to_revenue",
        "Its attributable commitments ÷ revenue",
        "x",
        "A minimum: without ventures whose split is not disclosed.",
        bridge.attributable.amount,
        summary_cover_attributable,
        largest_payer.payer,
    ),
    Figure(
        "required_revenue",
        "Revenue required in the peak year",
        "USD bn a year",
        "Payments due in its peak year ÷ max_commitment_share.",
        payments_due.required_revenue,
        summary_required,
        largest_payer.payer,
    ),
    Figure(
        "equity_funding",
        "Equity funding (memo)",
        "USD bn",
        "For shares, companies and loans; in none of the totals above.",
        funders.funders_funding,
    ),
    Figure(
        "largest_supplier_share",
        "Largest supplier's share",
        "share",
        "Its part of the contract value of all suppliers.",
        suppliers.contract_value,
        largest_value / suppliers.suppliers_contract_value,
        summary_supplier,
    ),
)
FIGURE_ROWS = Rows("figure", labels=tuple(each.title for each in FIGURES), units=tuple(each.unit for each in FIGURES))

summary_value = Line(
    "summary_value",
    "Value",
    "as stated",
    Each(tuple(each.home if each.value is None else each.value for each in FIGURES)),
    FIGURE_ROWS,
    meaning="The figure on the basis and in the case selected; the rungs are the same on every basis.",
)
summary_whose = Line(
    "summary_whose",
    "Whose",
    "text",
    Each(tuple(each.whose for each in FIGURES)),
    FIGURE_ROWS,
    meaning="The largest payer that states revenue, of all where none does; or the largest supplier.",
)

summary_assumed = Line(
    "summary_assumed",
    "Timing assumed",
    "share",
    Total(payments_due.assumed) / commitments.payers_total,
    meaning="Of commitments: what falls due on days no source states, lighter in the chart.",
)

payers_total_low, payers_total_base, payers_total_high = cases.payers_total
summary_range = Line(
    "summary_range",
    "Low and high",
    "text",
    If(
        known(payers_total_low, payers_total_base, payers_total_high),
        Pick(
            1 + payers_total_low.ne(payers_total_base) + 2 * payers_total_high.ne(payers_total_base),
            tuple(
                Const(text)
                for text in (
                    "same commitments",
                    *(f"{which}: see Cases" for which in ("low differs", "high differs", "both differ")),
                )
            ),
        ),
        Const("n/d"),
    ),
    meaning="Do commitments on this basis differ in the low or the high case? For timing see Cases.",
)
