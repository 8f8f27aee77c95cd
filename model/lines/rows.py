"""The sets of rows that lines run over: legs, plans, payers, sellers, pairs …

Sets drawn from a table are found when the workbook is built; the Checks sheet shows when an edit in the
workbook has outgrown them.
"""

from __future__ import annotations

from model.expression.nodes import Rows

COMMITMENT_KINDS = ("purchase", "joint_venture")
KIND_CLASSES = (
    ("purchase", "commitment"),
    ("joint_venture", "commitment"),
    ("investment", "funding"),
    ("acquisition", "funding"),
    ("warrant", "contingent"),
    ("backstop", "contingent"),
)
FIRMNESSES = ("firm", "up_to", "intent", "reported", "superseded")

ASSUMPTIONS = Rows("assumption", "assumptions", ("name",), distinct=True)
SOURCES = Rows("source", "sources", ("source",))
LEGS = Rows("leg", "deals", ("leg",))
PLANS = Rows("plan", "capex_plans", ("plan",))
PAYMENTS = Rows("payment", "payments", ("leg",))
STAKES = Rows("stake", "equity_stakes", ("stake",))
TRANCHES = Rows("tranche", "tranches", ("stake", "tranche"))
REVENUES = Rows("revenue", "revenue", ("company",))
CUSTOMERS = Rows("customer share", "customer_shares", ("company", "customer"))

KINDS = Rows("kind", labels=tuple(kind for kind, _ in KIND_CLASSES))
CALENDAR = Rows("calendar", labels=("Timeline",))
CLASSES = Rows("class", labels=("commitment", "funding", "contingent"))
FIRMNESS = Rows("firmness", labels=FIRMNESSES)

ONLY_COMMITMENTS = (("kind", COMMITMENT_KINDS),)
PAYERS = Rows("payer", "deals", ("payer",), distinct=True, only=ONLY_COMMITMENTS)
SELLERS = Rows("seller", "deals", ("payee",), distinct=True, only=ONLY_COMMITMENTS, headings=("seller",))
SALES = Rows(
    "seller and customer",
    "deals",
    ("payee", "payer"),
    distinct=True,
    only=ONLY_COMMITMENTS,
    headings=("seller", "customer"),
)
SPENDERS = Rows("company", "capex_plans", ("company",), distinct=True)
HOLDINGS = Rows("holder and issuer", "equity_stakes", ("holder", "issuer"), distinct=True)

TOP = Rows("rank", labels=("1st", "2nd", "3rd", "4th", "5th"))
STEPS = Rows("step", labels=("Headline", "Up-to excess", "Intent", "Superseded", "Inside another leg", "Firm"))
COST_STEPS = Rows("step", labels=("two steps down", "one step down", "selected", "one step up", "two steps up"))
