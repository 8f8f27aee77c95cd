"""The remaining lines: suppliers, reported totals and counterparties."""

from dataclasses import dataclass
from itertools import combinations

from tests.reading import columns as c
from tests.reading.amounts import Tree
from tests.reading.rungs import ALL_IN, STATED, leg_figures, payers, totals
from tests.reading.tables import number, text


def suppliers(tree: Tree, rung: str = STATED) -> dict[str, float | None]:
    """Contract value by supplier; a joint venture is none."""
    result: dict[str, list[str]] = {}
    for keys in payers(tree).values():
        for key in keys:
            if tree.leg(key).kind != c.JOINT_VENTURE:
                result.setdefault(tree.leg(key).payee, []).append(key)
    return {payee: totals(tree, keys).rungs[rung] for payee, keys in result.items()}


def customer_shares(tree: Tree, supplier: str, rung: str = STATED) -> dict[str, float]:
    """Each payer's share of a supplier's contract value, without joint ventures; none where nothing is known."""
    amounts: dict[str, float] = {}
    for payer, keys in payers(tree).items():
        own = [key for key in keys if tree.leg(key).payee == supplier and tree.leg(key).kind != c.JOINT_VENTURE]
        amount = totals(tree, own).rungs[rung] if own else None
        if amount:
            amounts[payer] = amount
    whole = sum(amounts.values())
    return {payer: amount / whole for payer, amount in amounts.items()}


def hhi(tree: Tree, supplier: str, rung: str = STATED) -> float | None:
    """The sum of the squared customer shares."""
    shares = customer_shares(tree, supplier, rung)
    return sum(share**2 for share in shares.values()) if shares else None


def reported_total(tree: Tree, company: str, measure: str) -> float | None:
    """A total of a company that others state, or its backlog as reported."""
    for row in tree.book.tables.get(c.FIGURES, ()):
        if text(row, c.COMPANY) == company and text(row, c.MEASURE) == measure:
            place = tree.book.case
            return number(row, place, "base", "low")
    return None


def difference_per_gigawatt(tree: Tree, company: str, rung: str = STATED) -> float | None:
    """A reported total less the company's rung, for each gigawatt of its unpriced capacity."""
    keys = payers(tree).get(company, [])
    gigawatts = sum(tree.unpriced_gigawatts(key) for key in keys)
    stated, reported = totals(tree, keys).rungs[rung], reported_total(tree, company, c.COMMITMENTS_TOTAL)
    return (reported - stated) / gigawatts if reported is not None and stated is not None and gigawatts else None


def cost_per_gigawatt(tree: Tree) -> dict[str, float]:
    """Amount ÷ gigawatts of each commitment leg that counts and states both."""
    result = {}
    for keys in payers(tree).values():
        for key in keys:
            gigawatts = tree.leg(key).gigawatts
            if gigawatts and tree.is_priced(key):
                result[key] = tree.amount(key) / gigawatts
    return result


@dataclass(frozen=True)
class Pair:
    """What flows between two companies, in USD bn; None: legs without an amount, and no leg: 0 legs."""

    legs: tuple[int, int]
    commitments: tuple[float | None, float | None]
    with_unpriced: tuple[float | None, float | None]
    funding: tuple[float | None, float | None]
    circularity: frozenset[str]


def _flow(tree: Tree, payer: str, payee: str, group: str) -> list[str]:
    return [
        key
        for key, leg in tree.book.legs.items()
        if tree.counts(key) and leg.group == group and (leg.payer, leg.payee) == (payer, payee)
    ]


def _funding(tree: Tree, keys: list[str]) -> float | None:
    known = [amount for key in keys if (amount := leg_figures(tree, key).remainder) is not None]
    return sum(known) if known else None


def pair(tree: Tree, one: str, other: str) -> Pair:
    """The flows in both directions and the kinds of circularity they show."""
    ways = ((one, other), (other, one))
    owed = [_flow(tree, *way, c.COMMITMENT) for way in ways]
    funded = [_flow(tree, *way, c.FUNDING) for way in ways]
    granted = [_flow(tree, *way, c.CONTINGENT) for way in ways]
    kinds: set[str] = set()
    for here, there in ((0, 1), (1, 0)):
        if owed[here] and (funded[there] or granted[there]):
            kinds.add("supplier_funds_customer")
        if owed[here] and funded[here]:
            kinds.add("customer_funds_supplier")
    if owed[0] and owed[1]:
        kinds.add("mutual_purchase")
    commitments = [totals(tree, keys).rungs if keys else {} for keys in owed]
    return Pair(
        (len(owed[0]) + len(funded[0]) + len(granted[0]), len(owed[1]) + len(funded[1]) + len(granted[1])),
        (commitments[0].get(STATED), commitments[1].get(STATED)),
        (commitments[0].get(ALL_IN), commitments[1].get(ALL_IN)),
        (_funding(tree, funded[0]), _funding(tree, funded[1])),
        frozenset(kinds),
    )


def loops_of_three(tree: Tree) -> list[tuple[tuple[str, str, str], float | None]]:
    """Three companies that pay one another in a ring, and the smallest amount of the ring, if all are known."""
    flows: dict[tuple[str, str], list[str]] = {}
    for key, leg in tree.book.legs.items():
        if tree.counts(key) and leg.group != c.CONTINGENT:
            flows.setdefault((leg.payer, leg.payee), []).append(key)
    result = []
    for a, b, third in combinations(sorted({company for way in flows for company in way}), 3):
        for ring in ((a, b, third), (a, third, b)):
            ways = [(ring[0], ring[1]), (ring[1], ring[2]), (ring[2], ring[0])]
            if all(way in flows for way in ways):
                amounts = [_funding(tree, flows[way]) for way in ways]
                known = [amount for amount in amounts if amount is not None]
                result.append((ring, min(known) if len(known) == len(amounts) else None))
    return result
