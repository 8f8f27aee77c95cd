"""The headline bridge: at which step every dollar of a leg leaves, and what is on each rung."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tests.reading import columns as c
from tests.reading.amounts import Tree
from tests.reading.shares import attributable_amount, attributable_floor, share

ALL_IN, STATED, SIGNED, ATTRIBUTABLE, DOCUMENTED, OWN = RUNGS = (
    "all_in",
    "stated",
    "signed",
    "attributable",
    "documented",
    "own",
)
# In the order of the bridge: what leaves, and at last what remains.
STEPS = (
    "double_counts",
    "unpriced",
    "reported",
    "non_binding",
    "above_floor",
    "partners",
    "undocumented",
    "documented",
)


@dataclass(frozen=True)
class LegFigures:
    """All that the bridge says of one leg, in USD bn where nothing else is said."""

    leg: str
    payer: str
    payee: str
    kind: str
    group: str  # commitment, funding or contingent
    known_on: date | None
    current: bool
    counts: bool  # current, and not inside one family
    replaced: bool
    whole: str  # the version current that day, or blank
    amount_own_currency: float | None
    usd_rate: float | None
    amount: float | None
    remainder: float | None
    floor: float | None
    share: float | None  # None: not disclosed
    attributable_amount: float | None
    attributable_floor: float | None
    unpriced_gigawatts: float
    unpriced_cost: float
    is_documented: bool
    leaves: Mapping[str, float]  # every step, by what leaves there; the last is what remains
    leaves_at: str  # the step at which the last of the leg leaves, or "documented"
    rungs: Mapping[str, float | None]  # None: no amount


@dataclass(frozen=True)
class Totals:
    """The rungs of one payer or of all: None is n/d; and how many legs of a rung have no amount."""

    rungs: Mapping[str, float | None]
    without_amount: Mapping[str, int]


def is_documented(tree: Tree, key: str) -> bool:
    """A filing or a company statement is the first source, of the leg or of the same payer's whole."""
    first = tree.book.sources.get(next(iter(tree.leg(key).sources), ""))
    if first and first.grade in c.DOCUMENTED_GRADES:
        return True
    whole = tree.counting_whole(key)
    return bool(whole) and tree.leg(whole).payer == tree.leg(key).payer and is_documented(tree, whole)


def _reaches(tree: Tree, key: str, rung: str) -> bool:
    """Whether the leg would stand on the rung if its amount were known."""
    if not tree.counts(key) or tree.leg(key).group != c.COMMITMENT:
        return False
    if rung in (ALL_IN, STATED, OWN):
        return True
    is_signed = tree.leg(key).status == c.SIGNED
    return is_signed and (rung != DOCUMENTED or is_documented(tree, key))


def _is_known(tree: Tree, key: str, rung: str) -> bool:
    """Whether the leg has an amount on the rung."""
    own = tree.book.assumptions
    if rung == ALL_IN:
        return tree.has_amount(key) or tree.has_cost(key)
    if rung == OWN and tree.has_cost(key) and own["own_unpriced"] > 0:
        return True
    if rung in (ATTRIBUTABLE, DOCUMENTED) or (rung == OWN and own["own_partners"] == 0):
        return tree.has_amount(key) and share(tree, key) is not None
    return tree.has_amount(key)


def leaving(tree: Tree, key: str) -> dict[str, float]:
    """The dollars of a current commitment leg by the step at which they leave."""
    steps = dict.fromkeys(STEPS, 0.0)
    leg = tree.leg(key)
    if not tree.is_current(key) or leg.group != c.COMMITMENT:
        return steps
    kept, cost = tree.remainder(key), tree.unpriced_cost(key)
    steps["double_counts"] = tree.amount(key) + tree.gross_cost(key) - kept - cost
    steps["unpriced"] = cost
    if leg.status != c.SIGNED:
        steps[leg.status] = kept
        return steps
    floor, ours = tree.floor(key), attributable_floor(tree, key)
    steps["above_floor"] = kept - floor
    steps["partners"] = floor - ours
    steps["documented" if is_documented(tree, key) else "undocumented"] = ours
    return steps


def on_rungs(steps: Mapping[str, float], assumptions: Mapping[str, float]) -> dict[str, float]:
    """What stands on each rung: all that leaves further down; on "own", what each step weighs."""
    below = {step: sum(steps[later] for later in STEPS[place:]) for place, step in enumerate(STEPS)}
    return {
        ALL_IN: below["unpriced"],
        STATED: below["reported"],
        SIGNED: below["partners"],
        ATTRIBUTABLE: below["undocumented"],
        DOCUMENTED: below["documented"],
        OWN: sum(steps[step] * assumptions[f"own_{step}"] for step in STEPS[1:]),
    }


def _leaves_at(steps: Mapping[str, float]) -> str:
    return next((step for step in reversed(STEPS) if steps[step] > 0), STEPS[0])


def leg_figures(tree: Tree, key: str) -> LegFigures:
    """One leg's figures."""
    leg, versions = tree.leg(key), tree.versions
    steps = leaving(tree, key)
    rungs = on_rungs(steps, tree.book.assumptions)
    rate = tree.usd_rate(key)
    has_amount = tree.has_amount(key)
    amount = tree.amount(key) if has_amount else None
    stands = versions.stands(key)

    def where_known(figure: float) -> float | None:
        return figure if has_amount else None

    return LegFigures(
        leg=key,
        payer=leg.payer,
        payee=leg.payee,
        kind=leg.kind,
        group=leg.group,
        known_on=versions.known_on(key),
        current=tree.is_current(key),
        counts=tree.counts(key),
        replaced=versions.is_replaced(key),
        whole=versions.whole(key) if stands else "",
        amount_own_currency=amount / rate if amount is not None and rate else amount,
        usd_rate=rate,
        amount=amount,
        remainder=where_known(tree.remainder(key)),
        floor=where_known(tree.floor(key)),
        share=share(tree, key) if stands else None,
        attributable_amount=where_known(attributable_amount(tree, key)),
        attributable_floor=where_known(attributable_floor(tree, key)),
        unpriced_gigawatts=tree.unpriced_gigawatts(key),
        unpriced_cost=tree.unpriced_cost(key),
        is_documented=is_documented(tree, key),
        leaves=steps,
        leaves_at=_leaves_at(steps),
        rungs={
            rung: value if not _reaches(tree, key, rung) or _is_known(tree, key, rung) else None
            for rung, value in rungs.items()
        },
    )


def totals(tree: Tree, keys: Iterable[str]) -> Totals:
    """The rungs of some legs together; a rung that holds legs, but none with an amount, is n/d."""
    rungs: dict[str, float | None] = {}
    without: dict[str, int] = {}
    amounts = {key: on_rungs(leaving(tree, key), tree.book.assumptions) for key in keys}
    for rung in RUNGS:
        reaching = [key for key in amounts if _reaches(tree, key, rung)]
        known = [key for key in reaching if _is_known(tree, key, rung)]
        without[rung] = len(reaching) - len(known)
        is_unknown = bool(reaching) and not known
        rungs[rung] = None if is_unknown else sum(amounts[key][rung] for key in amounts)
    return Totals(rungs, without)


def payers(tree: Tree) -> dict[str, list[str]]:
    """The legs that count, by payer, in the order of the table."""
    result: dict[str, list[str]] = {}
    for key, leg in tree.book.legs.items():
        if tree.counts(key) and leg.group == c.COMMITMENT:
            result.setdefault(leg.payer, []).append(key)
    return result


def steps_together(tree: Tree) -> dict[str, float]:
    """The headline bridge: everything announced, each step, and the rungs in between are sums of these."""
    together = dict.fromkeys(STEPS, 0.0)
    for key in tree.book.legs:
        for step, amount in leaving(tree, key).items():
            together[step] += amount
    return together
