"""Firmness bridge: from the headline to what is firm, each dollar taken off once.

headline − up-to excess − intent − superseded − inside another leg = firm. "Firm" includes reported amounts.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, If, Ifs, Op, Total
from model.expression.terms import at_least, count_ifs, gap, if_any, is_, known, sum_ifs, sum_known, total_of, when
from model.lines.commitments import implied
from model.lines.commitments import total as commitments_total
from model.lines.inputs import Deals, Figures
from model.lines.legs import in_total, legs_class, money
from model.lines.rows import LEGS, PAYERS

REPORTED_TOTAL = "reported_commitments"

headline = Line(
    "bridge_headline",
    "Headline",
    "USD bn",
    when(legs_class.eq("commitment"), money.usd, 0),
    LEGS,
    meaning="The leg's whole amount, for commitments: what a headline would add up.",
)

least_of_disclosed = If(known(Deals.low_bn), Deals.low_bn * money.rate, when(Deals.firmness.eq("up_to"), 0, headline))

least = Line(
    "bridge_least",
    "At least",
    "USD bn",
    If(known(headline), least_of_disclosed, NOT_DISCLOSED),
    LEGS,
    meaning="The low amount where the source states one, else 0 for an up-to amount and the headline for any other.",
)

inside = Line(
    "bridge_inside",
    "Inside another leg",
    "USD bn",
    when(in_total.eq(1), 0, headline),
    LEGS,
    meaning="Amounts that another leg already holds.",
)


def outside(firmness: str, amount: Op | Line) -> If:
    """The amount for legs of that firmness that are not inside another leg, else 0."""
    return when(in_total.eq(1), when(Deals.firmness.eq(firmness), amount, 0), 0)


superseded = Line(
    "bridge_superseded",
    "Superseded",
    "USD bn",
    outside("superseded", headline),
    LEGS,
    meaning="Amounts that a later agreement replaced.",
)

intent = Line(
    "bridge_intent",
    "Intent",
    "USD bn",
    outside("intent", headline),
    LEGS,
    meaning="Amounts announced as a plan or hope and not agreed.",
)

excess = Line(
    "bridge_excess",
    "Headline less at least",
    "USD bn",
    when(legs_class.eq("commitment"), headline - least, 0),
    LEGS,
    meaning="What the headline adds to the least amount.",
)

up_to = Line(
    "bridge_up_to",
    "Up-to excess",
    "USD bn",
    outside("up_to", excess),
    LEGS,
    meaning="What an up-to amount says beyond the least it promises.",
)

firm = Line(
    "bridge_firm",
    "Firm",
    "USD bn",
    headline - up_to - intent - superseded - inside,
    LEGS,
    meaning="What is left: firm and reported amounts, each once.",
)


def by_payer(name: str, step: Line, meaning: str) -> Line:
    """A step of the bridge for each payer; n/d where none of its legs has an amount."""
    own = is_(Deals.payer, PAYERS.key())
    return Line(
        f"payer_{name}",
        step.title,
        "USD bn",
        if_any(disclosed, sum_ifs(step, own, is_(legs_class, "commitment"))),
        PAYERS,
        meaning=meaning,
    )


disclosed = Line(
    "payer_disclosed",
    "Legs with an amount",
    "count",
    count_ifs(is_(Deals.payer, PAYERS.key()), is_(legs_class, "commitment"), at_least(money.usd, 0)),
    PAYERS,
    meaning="Commitment legs of the payer whose amount is disclosed.",
)

undisclosed = Line(
    "payer_undisclosed",
    "Legs without",
    "count",
    count_ifs(is_(Deals.payer, PAYERS.key()), is_(legs_class, "commitment")) - disclosed,
    PAYERS,
    meaning="Commitment legs of the payer whose amount no source states; in no step of the bridge.",
)

payer_headline = by_payer("headline", headline, "All amounts of the payer's commitment legs.")
payer_up_to = by_payer("up_to", up_to, "Taken off: what up-to amounts say beyond the least they promise.")
payer_intent = by_payer("intent", intent, "Taken off: plans and hopes.")
payer_superseded = by_payer("superseded", superseded, "Taken off: replaced by a later agreement.")
payer_inside = by_payer("inside", inside, "Taken off: held by another leg.")

payer_firm = Line(
    "payer_firm",
    "Firm",
    "USD bn",
    payer_headline - payer_up_to - payer_intent - payer_superseded - payer_inside,
    PAYERS,
    meaning="Headline less the four steps.",
)

payer_bridge_implied = Line(
    "payer_bridge_implied",
    "Implied build-out, beside",
    "USD bn",
    implied,
    PAYERS,
    meaning="Build-out cost implied by capacity without an amount; in no other column, but where include_implied is 1: "
    "then what counts of it is in Counted in the scenario too.",
)

payer_bridge_counted = Line(
    "payer_bridge_counted",
    "Counted in the scenario",
    "USD bn",
    commitments_total,
    PAYERS,
    meaning="The payer's commitments by the scenario's weights, as on Commitment vs revenue; in no other column.",
)

reports = (is_(Figures.company, PAYERS.key()), is_(Figures.measure, REPORTED_TOTAL))

reported = Line(
    "payer_reported",
    "Total others report",
    "USD bn",
    sum_known(Figures.base, *reports),
    PAYERS,
    meaning="The total a source reports for the company's commitments (table figures, reported_commitments).",
)

untraced = Line(
    "payer_untraced",
    "Reported, beyond disclosed amounts",
    "USD bn",
    reported - (payer_headline - payer_superseded - payer_inside),
    PAYERS,
    meaning="Total others report less the headline, each dollar once: what no disclosed amount explains.",
)


def all_payers(step: Line) -> Line:
    return Line(f"all_{step.name}", "All payers", "USD bn", total_of(step), meaning=f"{step.title}, all payers.")


all_payer_headline = all_payers(payer_headline)
all_payer_firm = all_payers(payer_firm)
totals = (
    all_payer_headline,
    *(all_payers(step) for step in (payer_up_to, payer_intent, payer_superseded, payer_inside)),
    all_payer_firm,
    all_payers(payer_bridge_counted),
    all_payers(payer_bridge_implied),
)


def outright(firmness: str) -> Ifs:
    """Headlines of that firmness outside other legs."""
    return sum_ifs(headline, is_(Deals.firmness, firmness), is_(in_total, 1))


def least_of(firmness: str) -> Ifs:
    return sum_ifs(least, is_(Deals.firmness, firmness), is_(in_total, 1), is_(legs_class, "commitment"))


bridge_gap = Line(
    "bridge_gap",
    "What is firm, added up by firmness, less the bridge's firm",
    "USD bn",
    gap(outright("firm") + outright("reported") + least_of("up_to"), Total(firm)),
    meaning="Firm and reported amounts and the least of up-to amounts, outside other legs, less the bridge's firm.",
)
