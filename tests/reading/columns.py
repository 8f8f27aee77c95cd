"""The names of tables, columns and terms that the reading knows. They stand here and nowhere else."""

COMPANIES = "companies"
DEALS = "deals"
SOURCES = "sources"
PAYMENTS = "payments"
CAPEX_PLANS = "capex_plans"
EQUITY_STAKES = "equity_stakes"
TRANCHES = "tranches"
REVENUE = "revenue"
CUSTOMER_SHARES = "customer_shares"
FX_RATES = "fx_rates"
RELATIONS = "relations"
FIGURES = "figures"
ASSUMPTIONS = "assumptions"

LEG = "leg"
PLAN = "plan"
STAKE = "stake"
TRANCHE = "tranche"
SOURCE = "source"
COMPANY = "company"
NAME = "name"

ANNOUNCED = "announced"
PAYER = "payer"
PAYEE = "payee"
KIND = "kind"
LOW = "low_bn"
BASE = "base_bn"
HIGH = "high_bn"
CURRENCY = "currency"
GIGAWATTS = "gigawatts"
START = "start"
END = "end"
TERM = "term_years"
STATUS = "status"
STAGE = "stage"
QUALIFIER = "qualifier"
PART_OF = "part_of"
REPLACES = "replaces"
PAYER_SHARE = "payer_share"
CITED = ("sources", "source")
PARENT = "parent"
PUBLISHED = "published"
GRADE = "grade"
RATE = "usd_per_unit"
RATE_DATE = "as_of"
RELATION = "relation"
OTHER = ("counterparty", "other")
PERIOD_START = "period_start"
PERIOD_END = "period_end"
ASSUMED = ("low", "base", "high")
DEAL = "deal"
HOLDER = "holder"
ISSUER = "issuer"
INSTRUMENT = "instrument"
MAX_SHARE = "max_share"
SHARES_M = "shares_m"
STRIKE = "strike"
SHARE_PRICE = "share_price"
ISSUER_VALUE = ("issuer_value_bn", "issuer_equity_bn")
TRIGGER = "trigger"
THRESHOLD = "threshold"
SHARE = "share"
AMOUNT_BOUGHT = "amount_bought"
CUSTOMER = "customer"
SHARE_LOW = "share_low"
MEASURE = "measure"

USD = "USD"
NOTHING = "none"
COMMITMENT, FUNDING, CONTINGENT = "commitment", "funding", "contingent"
CLASSES = {
    "purchase": COMMITMENT,
    "joint_venture": COMMITMENT,
    "lease": COMMITMENT,
    "licence": COMMITMENT,
    "investment": FUNDING,
    "acquisition": FUNDING,
    "loan": FUNDING,
    "warrant": CONTINGENT,
    "backstop": CONTINGENT,
}
JOINT_VENTURE = "joint_venture"
PAID_AT_ONCE = ("investment", "acquisition")
SIGNED, NON_BINDING, REPORTED, CANCELLED, OVERVIEW = "signed", "non_binding", "reported", "cancelled", "overview"
STATUSES = (REPORTED, NON_BINDING, SIGNED)
AT_MOST = "at_most"
DOCUMENTED_GRADES = ("filing", "company")
PARTNER = "partner"
ACTUAL = "actual"
PROJECTIONS = ("projected", "implied")
CASES = ("low", "base", "high")
COMMITMENTS_TOTAL = "reported_commitments"
BACKLOG_TOTAL = "reported_backlog"

# What the package takes for an assumption that the table leaves out: low, base, high.
DEFAULTS = {
    "cost_per_gw": (50.0, 55.0, 60.0),
    "default_term_years": (5.0, 5.0, 5.0),
    "revenue_growth": (0.0, 0.0, 0.0),
    "assume_timing": (1.0, 1.0, 1.0),
    "own_unpriced": (0.0, 0.0, 0.0),
    "own_reported": (0.5, 0.5, 0.5),
    "own_non_binding": (0.25, 0.25, 0.25),
    "own_above_floor": (0.5, 0.5, 0.5),
    "own_partners": (0.5, 0.5, 0.5),
    "own_undocumented": (1.0, 1.0, 1.0),
    "own_documented": (1.0, 1.0, 1.0),
    "deployment_pace": (1.0, 1.0, 1.0),
    "share_price_growth": (0.0, 0.0, 0.0),
}
