"""The terms that columns with a fixed vocabulary allow, in the order a reader would list them."""

COMPANY_KINDS = ("company", "subsidiary", "joint_venture", "group", "consortium")
DEAL_KINDS = (
    *("purchase", "joint_venture", "lease", "licence"),
    *("investment", "acquisition", "loan"),
    *("warrant", "backstop"),
)
# Classes are never added together: what is owed, what buys shares or companies, what may never be paid.
DEAL_CLASSES = {
    "purchase": "commitment",
    "joint_venture": "commitment",
    "lease": "commitment",
    "licence": "commitment",
    "investment": "funding",
    "acquisition": "funding",
    "loan": "funding",
    "warrant": "contingent",
    "backstop": "contingent",
}
STATUSES = ("signed", "non_binding", "reported", "cancelled", "overview")
CAPEX_STAGES = ("actual", "guidance", "announced", "reported")
PART_BASES = ("stated", "judged")  # whether a source says that a plan lies in another, or we do
QUALIFIERS = ("at_least", "at_most", "about")
GRADES = ("filing", "company", "press", "aggregator")
COMPARED = ("reported_commitments", "reported_backlog")  # measures of figures that stand beside our own totals
INSTRUMENTS = ("shares", "warrant", "option", "convertible")
TRIGGERS = ("gigawatts", "share_price", "date", "amount_bought")
REVENUE_STAGES = ("reported", "projected", "implied")
RELATIONS = ("supplier", "customer", "backer", "partner", "subsidiary", "member", "competitor")
