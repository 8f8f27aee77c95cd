"""The terms that columns with a fixed vocabulary allow, in the order a reader would list them."""

COMPANY_KINDS = ("company", "subsidiary", "joint_venture", "group", "consortium")
DEAL_KINDS = ("purchase", "joint_venture", "investment", "acquisition", "warrant", "backstop")
# Classes are never added together: what is owed, what buys shares or companies, what may never be paid.
DEAL_CLASSES = {
    "purchase": "commitment",
    "joint_venture": "commitment",
    "investment": "funding",
    "acquisition": "funding",
    "warrant": "contingent",
    "backstop": "contingent",
}
FIRMNESS = ("firm", "up_to", "intent", "reported", "superseded")
QUALIFIERS = ("exact", "at_least", "at_most", "about", "over", "nearly")
CAPEX_STAGES = ("actual", "guidance", "announced", "reported")
INSTRUMENTS = ("shares", "warrant", "option")
TRIGGERS = ("gigawatts", "share_price", "date")
REVENUE_BASES = ("reported", "projected", "implied")
RELATIONS = ("supplier", "customer", "backer", "partner", "subsidiary", "member", "competitor")
