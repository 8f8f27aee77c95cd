"""The assumptions the model reads: unit, meaning, bounds, and the values used where the table has none."""

from dataclasses import dataclass

from schemas.fields import MOST, MOST_YEARS, Bounds

MOST_COST = 10_000  # USD bn per GW
MOST_PACE = 1_000
MOST_GROWTH = 5  # a year: sixfold; over all 300 years of the calendar that stays a number
MOST_TOLERANCE = 0.001  # USD bn: a million dollars
Values = tuple[float, float, float]  # low, base, high
BOUNDS: dict[str, Bounds] = {
    "share": Bounds(least=0, most=1),
    "years": Bounds(above=0, most=MOST_YEARS),
    "USD bn per GW": Bounds(above=0, most=MOST_COST),
    "multiple of straight line": Bounds(above=0, most=MOST_PACE),
    "share per year": Bounds(above=-1, most=MOST_GROWTH),
}
FROM_DATES = None  # the default of a day: the latest date in sources and deals


@dataclass(frozen=True)
class Assumption:
    """An assumption the model reads: its unit ("" for any), its meaning, its default values and the reason for them.
    Bounds are given where they differ from the unit's.
    """

    name: str
    unit: str
    meaning: str
    default: Values | None
    rationale: str
    own_bounds: Bounds | None = None

    @property
    def bounds(self) -> Bounds | None:
        """The bounds; None where the unit implies them, as for a switch or a date."""
        return self.own_bounds or BOUNDS.get(self.unit)


def _weight(name: str, value: float, weighs: str, why: str) -> Assumption:
    """A weight of the basis own; it is for the reader to set, and the rule that rungs are subsets does not apply to
    it."""
    meaning = f"Basis own: how much counts of {weighs}."
    return Assumption(name, "share", meaning, (value, value, value), f"A weight for the reader to set: {why}.")


OWN_WEIGHTS: tuple[Assumption, ...] = (
    _weight("own_unpriced", 0, "unpriced capacity at cost per gigawatt", "no source states these amounts"),
    _weight("own_reported", 0.5, "amounts that only others report", "half, since the parties have not confirmed them"),
    _weight("own_non_binding", 0.25, "non-binding amounts", "a quarter, since plans and targets bind nobody"),
    _weight("own_above_floor", 0.5, "what lies above a stated floor", "half, since a ceiling may never be drawn"),
    _weight("own_partners", 0.5, "partners' shares of joint ventures", "half, since the payer may have to step in"),
    _weight("own_undocumented", 1, "attributable amounts without a filing or company statement", "in full, as stated"),
    _weight("own_documented", 1, "documented amounts", "in full, as a filing or the company itself states them"),
)

MODEL_READS: tuple[Assumption, ...] = (
    Assumption(
        "cost_per_gw",
        "USD bn per GW",
        "What a gigawatt of capacity costs to build, chips included.",
        (50, 55, 60),
        "Chip makers put a gigawatt of AI data center at 50 to 60, with land, power and servers; the base is the "
        "midpoint, a judgement.",
    ),
    Assumption(
        "default_term_years",
        "years",
        "The term of a leg or plan for which no source states one.",
        (5, 5, 5),
        "Five years is a usual term of contracts for compute; it is used for every leg and plan without a term.",
    ),
    Assumption(
        "as_of",
        "date",
        "The day the tables describe, one value for all cases.",
        FROM_DATES,
        "The latest date in sources and deals.",
    ),
    Assumption(
        "assume_timing",
        "switch",
        "1 spreads payments without a stated date over time; 0 leaves them undated.",
        (1, 1, 1),
        "Most sources state no payment dates; assumed timing is shown apart from stated timing.",
    ),
    *OWN_WEIGHTS,
    Assumption(
        "revenue_growth",
        "share per year",
        "How revenue grows after the latest period stated.",
        (0, 0, 0),
        "No growth compares commitments with revenue as last stated. Change it to test.",
    ),
    Assumption(
        "max_commitment_share",
        "share",
        "The share of revenue that peak-year payments may take.",
        (0.5, 0.5, 0.5),
        "A threshold for the reader, not a forecast: payments beyond half of revenue leave little for other costs.",
    ),
    Assumption(
        "deployment_pace",
        "multiple of straight line",
        "How fast capacity is built, 1 for a straight line.",
        (0.5, 1, 1),
        "Even build-out over the term in base and high, half as fast in low, since power and chips are short.",
    ),
    Assumption(
        "share_price_growth",
        "share per year",
        "How an issuer's share price grows after the as-of date.",
        (0, 0, 0),
        "A flat price keeps tranches that wait for a price from vesting by assumption.",
    ),
    Assumption(
        "plausible_most",
        "USD bn",
        "The largest amount that a single leg may have without a warning.",
        (1_000, 1_000, 1_000),
        "Twice the largest leg announced so far; more is most likely millions typed for billions.",
        Bounds(above=0, most=MOST),
    ),
    Assumption(
        "plausible_multiple",
        "count",
        "How many times the mean of the other legs and its payer's revenue a leg may be without a warning.",
        (20, 20, 20),
        "Real legs may exceed one of the two; a leg above both was most likely typed in another unit.",
        Bounds(above=0, most=MOST),
    ),
    Assumption(
        "check_tolerance",
        "",
        "The largest difference with which a check still passes.",
        (0.000001, 0.000001, 0.000001),
        "Sums that should be equal may differ by USD 1,000 (rounding in the last digits), no more.",
        Bounds(above=0, most=MOST_TOLERANCE),
    ),
)
BY_NAME = {assumption.name: assumption for assumption in MODEL_READS}
