"""Tiny books of a few short rows, for cases worked out by hand."""

from datetime import date

from tests.reading.api import Reading, read

Rows = list[dict[str, str]]
TODAY = date(2025, 10, 6)
SOURCES: Rows = [
    {"source": "press", "published": "", "grade": "press"},
    {"source": "filing", "published": "", "grade": "filing"},
    {"source": "january", "published": "2025-01-15", "grade": "press"},
    {"source": "june", "published": "2025-06-15", "grade": "press"},
]


def leg(name: str, amount: str = "", **cells: str) -> dict[str, str]:
    """A signed purchase from Acme by Buyer in USD; an amount "60-100" is a low and a base."""
    low, _, base = amount.rpartition("-")
    row = {"leg": name, "deal": "Deal one", "payer": "Buyer", "payee": "Acme", "kind": "purchase", "status": "signed"}
    return row | {"low_bn": low, "base_bn": base, "currency": "USD", "sources": "press"} | cells


def venture(name: str, amount: str = "", **cells: str) -> dict[str, str]:
    """A joint venture that Buyer leads."""
    return leg(name, amount, **({"payee": "Venture", "kind": "joint_venture"} | cells))


def payment(of: str, start: str, end: str, amount: str, **cells: str) -> dict[str, str]:
    """A payment of a leg."""
    return {"leg": of, "start": start, "end": end, "base_bn": amount, "sources": "press"} | cells


def plan(name: str, amount: str = "", **cells: str) -> dict[str, str]:
    """Guidance of Buyer in USD."""
    row = {"plan": name, "company": "Buyer", "base_bn": amount, "currency": "USD", "stage": "guidance"}
    return row | {"sources": "press"} | cells


def sales(start: str, end: str, amount: str, stage: str = "reported", **cells: str) -> dict[str, str]:
    """A revenue of Buyer in USD."""
    row = {"company": "Buyer", "period_start": start, "period_end": end, "base_bn": amount, "currency": "USD"}
    return row | {"stage": stage, "sources": "press"} | cells


def book(*deals: dict[str, str], on: date = TODAY, case: str = "base", **tables: Rows) -> Reading:
    """Read the deals and other tables; companies and relations need only what matters."""
    return read({"deals": list(deals), "sources": SOURCES, **tables}, on, case)


def rungs(reading: Reading, leg_or_payer: str = "") -> tuple[float | None, ...]:
    """All-in, stated, signed, attributable, documented: of one payer, or in total; to nine places."""
    totals = reading.payers[leg_or_payer] if leg_or_payer else reading.total
    names = ("all_in", "stated", "signed", "attributable", "documented")
    return tuple(None if totals.rungs[name] is None else round(totals.rungs[name] or 0.0, 9) for name in names)
