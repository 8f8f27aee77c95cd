"""The sets of rows that lines run over: legs, plans, payers, suppliers, pairs …

Sets drawn from a table are found when the workbook is built; the Checks sheet shows when an edit in the
workbook has outgrown them.
"""

from __future__ import annotations

from model.expression.nodes import Rows
from schemas.terms import COMPARED, DEAL_CLASSES
from schemas.terms import GRADES as SOURCE_GRADES

KIND_CLASSES = tuple(DEAL_CLASSES.items())
COMMITMENT_KINDS = tuple(kind for kind, name in KIND_CLASSES if name == "commitment")
BASES = ("all_in", "stated", "signed", "attributable", "documented", "own")

ASSUMPTIONS = Rows("assumption", "assumptions", ("name",), distinct=True)
CITATIONS = Rows("citation", "citations", ("key",))
RATES = Rows("rate", "fx_rates", ("currency",))
COMPANIES = Rows("company", "companies", ("company",))
SOURCES = Rows("source", "sources", ("source",))
LEGS = Rows("leg", "deals", ("leg",))
PLANS = Rows("plan", "capex_plans", ("plan",))
PAYMENTS = Rows("payment", "payments", ("leg",))
STAKES = Rows("stake", "equity_stakes", ("stake",))
TRANCHES = Rows("tranche", "tranches", ("stake", "tranche"))
REVENUES = Rows("revenue", "revenue", ("company",))
EARNERS = Rows("company", "revenue", ("company",), distinct=True)
CUSTOMERS = Rows("customer share", "customer_shares", ("company", "customer"))

KINDS = Rows("kind", labels=tuple(kind for kind, _ in KIND_CLASSES))
CALENDAR = Rows("calendar", labels=("Timeline",))
NOT_GRADED = "not graded"
GRADES = Rows("grade", labels=(*SOURCE_GRADES, NOT_GRADED))
CLASSES = Rows("class", labels=("commitment", "funding", "contingent"))

ONLY_COMMITMENTS = (("kind", COMMITMENT_KINDS),)
ONLY_PURCHASES = (("kind", tuple(kind for kind in COMMITMENT_KINDS if kind != "joint_venture")),)
ONLY_FUNDING = (("kind", tuple(kind for kind, name in KIND_CLASSES if name == "funding")),)
PAYERS = Rows("payer", "deals", ("payer",), distinct=True, only=ONLY_COMMITMENTS)
PAYEES = Rows("payee", "deals", ("payee",), distinct=True, only=ONLY_COMMITMENTS)
FUNDERS = Rows(
    "funder and funded", "deals", ("payer", "payee"), distinct=True, only=ONLY_FUNDING, headings=("funder", "funded")
)
SUPPLIERS = Rows("supplier", "deals", ("payee",), distinct=True, only=ONLY_PURCHASES, headings=("supplier",))
SALES = Rows(
    "payee and payer",
    "deals",
    ("payee", "payer"),
    distinct=True,
    only=ONLY_COMMITMENTS,
)
FIGURES = Rows("figure", "figures", ("figure",))
OTHERS = Rows(
    "total of others",
    "figures",
    ("company", "measure"),
    distinct=True,
    only=(("measure", COMPARED),),
)
SPENDERS = Rows("company", "capex_plans", ("company",), distinct=True)
HOLDINGS = Rows("holder and issuer", "equity_stakes", ("holder", "issuer"), distinct=True)

STEPS = Rows(
    "step",
    labels=(
        *("Everything announced", "Double counts", "All-in", "Unpriced capacity", "Stated", "Reported only"),
        *("Non-binding", "Above a stated floor", "Signed", "Partners' shares", "Attributable", "Not documented"),
        "Documented",
    ),
)
DRIVERS = Rows(
    "driver",
    labels=(
        *("Amounts of legs", "Cost per GW", "Unpriced capacity", "Partners' shares", "Above a stated floor"),
        *("Default term", "Revenue", "Revenue growth"),
    ),
    units=("USD bn", "USD bn per GW", "share", "share", "share", "years", "USD bn a year", "share per year"),
)
TORNADO = Rows("rank", labels=("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th"))
GRID_STEPS = Rows("step", labels=("low", "half-way to low", "selected", "half-way to high", "high"))
WHAT_IFS = Rows(
    "what-if",
    labels=(
        *(f"{driver}, {side}" for driver in DRIVERS.labels for side in ("low", "high")),
        *(f"{down}, {across}" for down in GRID_STEPS.labels for across in GRID_STEPS.labels),
    ),
)
LARGEST_PAYERS = Rows("rank", labels=(*TORNADO.labels, "9th", "10th", "11th", "12th", "all others"))
LARGEST_FUNDERS = Rows("rank of funding", labels=(*TORNADO.labels, "all others"))
