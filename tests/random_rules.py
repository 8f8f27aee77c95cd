"""Parts of random books that are about the rules of counting: what is current, part of something, shared or due, and
when.

Each takes companies of its own and leaves the book valid: parts are never less firm than their wholes, a ceiling is
part of a ceiling only, and every part has an allowed payer.
"""

from __future__ import annotations

from random import Random
from typing import Any

from tests.drafts import CURRENCIES, FIRST_YEAR, Draft, another, number

FIRMNESS = ("reported", "non_binding", "signed")  # from the least firm
EARLIER, LATER, LATEST, TO_COME = "2024-05-13", "2025-01-15", "2025-09-30", "2026-02-01"
COMMITMENTS = ("purchase", "lease", "licence")
UNDATED: dict[str, Any] = {"start": "", "end": ""}


def statuses(random: Random, count: int) -> list[str]:
    """So many statuses, none less firm than the one before."""
    return sorted(random.choices(FIRMNESS, k=count), key=FIRMNESS.index)


def cited(random: Random) -> dict[str, Any]:
    """One source or two."""
    sources = random.sample(("s1", "s2", "s3", "s4", "s5"), random.randint(1, 2))
    return {"sources": "; ".join(sources), "locator": "; ".join("p1" for _ in sources)}


def sized(random: Random, least: float, most: float) -> dict[str, Any]:
    """An amount, exact, as a range or as a range without base, or none; and gigawatts, always where there is none."""
    low = number(random, least, most)
    cells: dict[str, Any] = random.choice(
        (
            *({"base_bn": low}, {"base_bn": low}, {"base_bn": ""}),
            {"low_bn": low, "base_bn": low + number(random, 0.1, 3), "high_bn": low + number(random, 3, 6)},
            {"low_bn": low, "base_bn": "", "high_bn": low + number(random, 0, 6)},
        )
    )
    priced = any(cell != "" for cell in cells.values())
    if priced:
        cells |= {"currency": random.choice((*CURRENCIES, "USD", "USD", "USD"))}
    if not priced or random.random() < 0.4:
        cells |= {"gigawatts": number(random, 0.1, 3)}
    return cells


def dated(random: Random) -> dict[str, Any]:
    """Days and terms, as far as a source states them."""
    return random.choice(
        (
            {},
            UNDATED,
            {"end": ""},
            {"end": "", "term_years": random.choice((1, 2.5, 4))},
            {"start": ""},
            UNDATED | {"term_years": 3},
            {"start": "2019-04-01", "end": "2028-03-31"},
        )
    )


def other_legs(draft: Draft, random: Random) -> None:
    """Legs of all kinds: ranges, other currencies, blanks, parts of others."""
    payers = [draft.company(), draft.company()]
    for _ in range(random.randint(2, 4)):
        payer = random.choice(payers)
        payee = another(random, payer)
        kind = random.choice(
            (*COMMITMENTS, "joint_venture", "investment", "loan", "acquisition", "warrant", "backstop")
        )
        whole, part = statuses(random, 2)
        status = random.choice((whole, whole, "cancelled", "overview"))
        more: dict[str, Any] = sized(random, 1, 30) | dated(random) | cited(random) | {"kind": kind}
        years = (FIRST_YEAR, FIRST_YEAR + random.randint(0, 3))
        qualifier = random.choice(("", "", "at_most", "about", "at_least"))
        key = draft.leg(payer, payee, "", years, **(more | {"status": status, "qualifier": qualifier}))
        if random.random() < 0.5:
            inside: dict[str, Any] = {"part_of": key, "kind": kind, "status": part}
            draft.leg(payer, payee, number(random, 0.1, 2), **inside)


def amended(draft: Draft, random: Random) -> None:
    """A leg inside another, amended twice, the second time perhaps only after the books' day, or cancelled.

    The first version has payments and a part, the second a part of its own; blanks are taken over, none ends them.
    """
    in_dollars = {"currency": "USD"}  # as the payments are, which are the leg's for good
    payer = draft.company()
    payee = another(random, payer)
    outer, first, second, third, part = statuses(random, 5)
    whole = draft.leg(payer, payee, number(random, 60, 90), (2025, 2030), status=outer, announced=EARLIER)
    key = draft.leg(
        *(payer, payee, "", (2025, 2028)),
        **(sized(random, 20, 30) | {"status": first, "announced": EARLIER, "part_of": whole} | in_dollars),
    )
    draft.payment(key, number(random, 0.1, 4), "2025-03-01", "2025-03-01")
    draft.payment(key, number(random, 0.1, 4), "2026-01-01", "2026-12-31")
    draft.leg(payer, payee, number(random, 1, 5), (2026, 2027), status=part, part_of=key, **cited(random))
    more = sized(random, 15, 40) | {"status": second, "announced": LATER, "replaces": key}
    again = draft.leg(payer, payee, "", **(UNDATED | more | in_dollars))
    draft.leg(payer, payee, number(random, 1, 5), (2027, 2027), status=part, part_of=again)
    day = random.choice((LATEST, TO_COME))
    ended = random.choice(({}, {"part_of": "none"}, {"term_years": 2}))
    more = {"status": random.choice((third, third, "cancelled")), "announced": day, "replaces": again}
    draft.leg(payer, payee, number(random, 10, 50), **(UNDATED | more | ended | in_dollars))


def split_and_merged(draft: Draft, random: Random) -> None:
    """A leg split in two on one day, with a part of one piece, and two legs that a third stands for."""
    payer = draft.company()
    payee = another(random, payer)
    (status,) = statuses(random, 1)
    amount = number(random, 20, 40)
    whole = draft.leg(payer, payee, amount, (2025, 2027), status=status, announced=EARLIER)
    draft.payment(whole, 1, "2025-05-01", "2025-05-01")
    pieces = [
        draft.leg(payer, payee, amount / 2, (2026, 2028), status=status, announced=LATER, replaces=whole)
        for _ in range(2)
    ]
    draft.leg(payer, payee, number(random, 1, 5), status=status, part_of=random.choice(pieces))
    merged = [
        draft.leg(payer, payee, number(random, 5, 9), (2025, 2026 + year), status=status, announced=EARLIER)
        for year in range(2)
    ]
    draft.payment(merged[0], number(random, 1, 3), "2025-07-01", "2026-06-30")
    both = {"replaces": "; ".join(merged), "announced": random.choice((LATEST, TO_COME))}
    more = sized(random, 10, 20) | both | {"status": status, "currency": "USD"}
    draft.leg(payer, payee, "", **(UNDATED | more))


def four_deep(draft: Draft, random: Random) -> None:
    """Parts four levels deep, each level with an amount, with gigawatts, with both; payments at one of them."""
    payer = draft.company()
    payee = another(random, payer)
    ceiling = random.choice(("", "at_most"))
    within: dict[str, Any] = {}
    keys = []
    for depth, status in enumerate(statuses(random, 4)):
        most = 80 / (depth + 1)
        more = sized(random, most - 9, most) | dated(random) | cited(random) | within | {"status": status}
        keys.append(draft.leg(payer, payee, "", (2026, 2030), qualifier=ceiling, **more))
        within = {"part_of": keys[-1]}
        ceiling = random.choice(("", ceiling))
    draft.leg(payer, payee, number(random, 1, 9), status="signed", part_of=random.choice(keys))
    draft.leg(payer, payee, "", status="signed", gigawatts=number(random, 0.1, 1), part_of=random.choice(keys))
    row = random.choice(draft.rows["deals"][-6:])
    row["currency"] = row.get("currency") or "USD"
    draft.payment(row["leg"], number(random, 0.1, 5), "2026-01-01", "2026-12-31")
    draft.payment(row["leg"], number(random, 0.1, 5), "2027-01-01", "")


def capacity(draft: Draft, random: Random) -> None:
    """Gigawatts without an amount: prepaid, with parts of gigawatts, of both and of dollars alone."""
    payer = draft.company()
    payee = another(random, payer)
    deal, other = number(random, 8, 12), number(random, 4, 9)
    whole = draft.leg(payer, payee, "", (2026, 2031), gigawatts=deal, currency="USD", **cited(random))
    draft.payment(whole, number(random, 1, 9), "2025-11-01", "2025-11-01")
    draft.leg(payer, payee, "", (2026, 2028), gigawatts=deal / 2, part_of=whole)
    draft.leg(payer, payee, number(random, 10, 30), (2026, 2028), gigawatts=number(random, 1, 2), part_of=whole)
    draft.leg(payer, payee, number(random, 10, 30), part_of=whole)
    prepaid = draft.leg(payer, payee, "", (2027, 2028), gigawatts=other, currency="USD", status="reported")
    draft.payment(prepaid, other, "2025-11-01", "2026-10-31")


def venture(draft: Draft, random: Random) -> None:
    """A joint venture with parts of the payer, of its subsidiary, of a partner and of the venture itself."""
    payer, partner, project = draft.company(), draft.company(), draft.company()
    daughter = draft.company()
    draft.describe(project, kind="joint_venture")
    draft.describe(daughter, kind="subsidiary", parent=payer)
    draft.relation(partner, project, "partner")
    draft.relation(payer, project, "partner")
    status, part = statuses(random, 2)
    ceiling = random.choice(("", "at_most"))
    more: dict[str, Any] = {"status": status, "qualifier": ceiling, "payer_share": random.choice(("", "0.4", "1", "0"))}
    more |= {"low_bn": number(random, 20, 90)} if ceiling else {}
    whole = draft.leg(payer, project, number(random, 90, 200), (2026, 2029), kind="joint_venture", **more)
    for pays in random.sample((payer, partner, project, daughter), random.randint(1, 4)):
        more = sized(random, 5, 20) | {"kind": random.choice(COMMITMENTS), "status": part, "part_of": whole}
        inside = draft.leg(pays, another(random, pays, project), "", (2026, 2027), **more)
        if random.random() < 0.5:
            draft.leg(pays, another(random, pays, project), number(random, 1, 4), status=part, part_of=inside)


def ceilings(draft: Draft, random: Random) -> None:
    """Amounts up to a ceiling, with a stated minimum or none, with payments, with exact and open parts."""
    payer = draft.company()
    payee = another(random, payer)
    (status,) = statuses(random, 1)
    for low in ("", number(random, 1, 30)):
        more = {"low_bn": low, "qualifier": "at_most", "status": status} | cited(random)
        whole = draft.leg(payer, payee, number(random, 40, 60), (2025, 2029), **more)
        draft.leg(payer, payee, number(random, 1, 45), (2026, 2026), part_of=whole, status=status)
        more = {"low_bn": number(random, 1, 5), "qualifier": "at_most", "part_of": whole, "status": status}
        draft.leg(payer, payee, number(random, 5, 9), (2026, 2027), **more)
        if random.random() < 0.7:
            draft.payment(whole, number(random, 1, 40), "2025-01-01", "2026-06-30")
            draft.payment(whole, number(random, 1, 40), "2028-01-01", "2028-12-31")


def schedules(draft: Draft, random: Random) -> None:
    """Payments over days, on a day, thereafter, above the amount, of several sources, and over all of the days."""
    payer = draft.company()
    payee = another(random, payer)
    amount = number(random, 20, 40)
    ramp = draft.leg(payer, payee, amount, (2025, 2029), status="signed", **cited(random))
    for year in (2025, 2026, 2027):
        draft.payment(ramp, amount / 10 * (year - 2024), f"{year}-01-01", f"{year}-12-31", sources="s3")
    draft.payment(ramp, amount / 4, "2025-07-01", "", sources="s4")
    draft.payment(ramp, amount / 5, "2027-01-01", "2027-06-30", sources="s6")
    over = draft.leg(payer, payee, amount, (2026, 2026), **cited(random))
    draft.payment(over, amount * random.choice((1, 2)), "2026-01-01", "2026-12-31")
    without_end: dict[str, Any] = dated(random) | {"end": ""}
    unended = draft.leg(payer, payee, amount, **without_end)
    low = number(random, 0.1, 0.3)
    draft.payment(unended, low + 1, "2026-02-01", "", low_bn=low, high_bn=low + 2)
    unpriced = draft.leg(payer, payee, "", currency="EUR", **UNDATED)
    draft.payment(unpriced, number(random, 1, 9), "2026-02-01", "2030-01-31")
    draft.assume("assume_timing", random.choice((0, 1)))


def overview(draft: Draft, random: Random) -> None:
    """A programme whose parts are the legs that count, one of which ends a leg that was cancelled."""
    payer = draft.company()
    payee = another(random, payer)
    status, part = statuses(random, 2)
    programme = draft.leg(payer, payee, number(random, 90, 99), (2025, 2030), status="overview")
    for _ in range(2):
        piece: dict[str, Any] = sized(random, 10, 20) | {"part_of": programme}
        whole = draft.leg(payer, payee, "", (2026, 2027), **piece)
        draft.leg(payer, payee, number(random, 1, 9), status="signed", part_of=whole)
    first = draft.leg(payer, payee, number(random, 5, 9), status=status, part_of=programme, announced=EARLIER)
    draft.leg(payer, payee, number(random, 1, 4), status=part, part_of=first)
    draft.leg(payer, payee, "", status="cancelled", replaces=first, announced=LATEST, **UNDATED)


def family(draft: Draft, random: Random) -> None:
    """A parent with a daughter and hers: flows inside the family, and a part that the daughter pays."""
    parent, daughter, hers = draft.company(), draft.company(), draft.company()
    draft.describe(daughter, parent=parent, kind="subsidiary")
    draft.describe(hers, parent=daughter, kind="subsidiary")
    payee = another(random, parent, daughter, hers)
    whole = draft.leg(parent, payee, number(random, 50, 90), (2026, 2028))
    draft.leg(parent, hers, number(random, 5, 9), (2026, 2026), part_of=whole)
    draft.leg(daughter, payee, "", (2027, 2028), **(sized(random, 5, 9) | {"part_of": whole}))
    inside = draft.leg(hers, parent, number(random, 5, 9), (2026, 2027))
    draft.leg(hers, payee, number(random, 1, 4), part_of=inside)
    draft.leg(daughter, hers, number(random, 5, 9), kind="investment")


def spending(draft: Draft, random: Random) -> None:
    """Guidance with what was spent of it, guidance that was raised, a group's plan, plans without a stated period."""
    spender, group, member = draft.company(), draft.company(), draft.company()
    draft.describe(group, kind="group")
    draft.describe(member, member_of=group)
    draft.describe(spender, member_of=random.choice(("", group)))
    whole = draft.plan(group, number(random, 200, 400), 2025, stage=random.choice(("announced", "reported")))
    first = draft.plan(spender, number(random, 40, 60), 2025, stage="guidance", announced=EARLIER, part_of=whole)
    quarters = (("2025-01-01", "2025-03-31"), ("2025-04-01", "2025-06-30"), ("2025-07-01", "2025-12-31"))
    for start, end in random.sample(quarters, random.randint(0, 3)):
        draft.plan(spender, number(random, 5, 25), 2025, start=start, end=end, stage="actual", part_of=first)
    day = random.choice((LATEST, TO_COME))
    draft.plan(spender, number(random, 50, 70), 2025, stage="guidance", announced=day, replaces=first, **UNDATED)
    more = sized(random, 10, 30) | {"start": "2025-07-01", "end": "2026-06-30", "part_of": whole}
    draft.plan(member, "", 2025, stage="guidance", **more)
    for when in ({}, {"term_years": 4}, {"start": "2026-03-01"}):
        stage = random.choice(("guidance", "announced", "reported"))
        draft.plan(member, number(random, 5, 9), 2026, stage=stage, **(UNDATED | when))


def revenues(draft: Draft, random: Random) -> None:
    """Fiscal years, of weeks too, quarters, half years, forecasts near and far; a payer to set beside them."""
    for payer in (draft.company(), draft.company()):
        draft.leg(payer, another(random, payer), number(random, 5, 50), (2025, 2029))
        year = random.choice((("2024-01-01", "2024-12-31"), ("2024-07-01", "2025-06-30"), ("2024-01-29", "2025-02-02")))
        if random.random() < 0.7:
            draft.revenue(payer, number(random, 1, 9), *year)
        quarters = (("2025-01-01", "2025-03-31"), ("2025-04-01", "2025-06-30"), ("2024-07-01", "2024-12-31"))
        for period in random.sample(quarters, random.randint(0, 3)):
            draft.revenue(payer, number(random, 1, 4), *period, currency=random.choice(("USD", "EUR")))
        for first in random.sample((2026, 2027, 2029), random.randint(0, 2)):
            stage = random.choice(("projected", "implied"))
            draft.revenue(payer, number(random, 9, 40), f"{first}-01-01", f"{first}-12-31", stage=stage)
        draft.revenue(payer, number(random, 1, 4), "2028-01-01", "2028-03-31", stage="projected", sources="s6")
    draft.assume("revenue_growth", 0, "0.1", "0.3")


def holdings(draft: Draft, random: Random) -> None:
    """Stakes that a leg pays for, and steps that vest on several conditions, on what was bought among them."""
    holder, issuer = draft.company(), draft.company()
    paid = draft.leg(holder, issuer, number(random, 1, 9), kind="investment", deal="equity", currency="EUR")
    draft.leg(holder, issuer, number(random, 10, 50), (2025, 2028), deal="equity", gigawatts=number(random, 1, 6))
    draft.leg(issuer, holder, "", kind="warrant", deal="equity", gigawatts=number(random, 1, 6))
    more: dict[str, Any] = {"instrument": random.choice(("shares", "convertible")), "deal": "equity", "leg": paid}
    draft.stake(holder, issuer, issuer_equity_bn=number(random, 50, 90), currency="EUR", **more)
    right: dict[str, Any] = {"instrument": "warrant", "deal": "equity", "max_share": "0.3", "shares_m": 100}
    right |= {"strike": random.choice(("", "0.01", "60")), "share_price": random.choice(("", "55")), "currency": "USD"}
    stake = draft.stake(holder, issuer, **right)
    steps: tuple[tuple[str, Any], ...] = (
        ("gigawatts", 1),
        ("amount_bought", 20),
        ("share_price", 60),
        ("date", "2027-06-30"),
    )
    for trigger, threshold in (*steps, ("amount_bought", ""))[: random.randint(2, 5)]:
        draft.tranche(stake, trigger, threshold, "0.05")
    several = draft.tranche(stake, "gigawatts", number(random, 0.1, 6), "0.05")
    for trigger, threshold in random.sample(steps[1:], random.randint(1, 3)):
        draft.add("tranches", stake=stake, tranche=several, trigger=trigger, threshold=threshold)


RULES = (
    *(amended, split_and_merged, four_deep, capacity, venture, ceilings, schedules),
    *(overview, family, spending, revenues, holdings),
)
