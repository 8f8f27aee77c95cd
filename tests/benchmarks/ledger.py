"""Invented ledgers of any number of legs, the same for the same seed: 200 companies, 8 currencies, 10 years."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from schemas import TABLES
from tests.harness import default_assumptions

COMPANIES, FIRST_YEAR, YEARS, SOURCES = 200, 2026, 10, 40
CURRENCIES = ("USD", "EUR", "GBP", "JPY", "KRW", "CAD", "CHF", "AUD")
RATES = (1, 1.07, 1.26, 0.0067, 0.00073, 0.73, 1.13, 0.66)
KINDS = ("purchase", "purchase", "purchase", "joint_venture", "investment", "acquisition", "warrant", "backstop")
STATUSES = ("signed", "non_binding", "reported")

Rows = Iterable[Sequence[Any]]


def write_ledger(folder: Path, legs: int, seed: int = 1) -> Path:
    """The tables as CSV files in `folder`."""
    rng = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"Company {number:03}" for number in range(1, COMPANIES + 1)]
    sources = [f"doc-{number:02}" for number in range(1, SOURCES + 1)]
    first = np.datetime64(f"{FIRST_YEAR}-01-01")
    tables: dict[str, tuple[str, Rows]] = {
        "sources": (
            "source title publisher published document",
            (
                [name, f"Report {name}", "Wire", first - 300 + index, f"{name}.txt"]
                for index, name in enumerate(sources)
            ),
        ),
        "companies": ("company kind", ([name, "company"] for name in names)),
        "fx_rates": ("currency usd_per_unit as_of source", fx_rates(sources, first)),
        "deals": (
            "leg deal announced payer payee kind low_bn base_bn high_bn currency gigawatts start end term_years "
            "status part_of sources locator note",
            deals(rng, legs, names, sources, first),
        ),
        "capex_plans": (
            "plan company base_bn currency start end stage sources locator",
            plans(rng, names, sources),
        ),
        "equity_stakes": (
            "stake holder issuer deal instrument currency max_share sources locator",
            stakes(rng, names, sources, legs),
        ),
        "tranches": ("stake tranche trigger threshold share sources locator", tranches(sources)),
        "revenue": (
            "company period_start period_end base_bn currency stage sources locator",
            revenue(rng, names, sources),
        ),
        "customer_shares": (
            "company customer period_end share sources locator",
            (
                [name, names[index - 1], f"{FIRST_YEAR - 2}-12-31", 0.25, sources[0], "p1"]
                for index, name in enumerate(names)
            ),
        ),
    }
    for table in TABLES:
        columns = [column.name for column in table.columns]
        if table.name == "assumptions":
            rows: Rows = ([row.get(name, "") for name in columns] for row in default_assumptions().values())
        else:
            given, told = tables.get(table.name, ("", ()))
            at = [given.split().index(name) if name in given.split() else -1 for name in columns]
            rows = ([row[index] if index >= 0 else "" for index in at] for row in told)
        with (folder / f"{table.name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(rows)
    return folder


def fx_rates(sources: Sequence[str], day: np.datetime64) -> Rows:
    return ([name, rate, day - 120, sources[0]] for name, rate in zip(CURRENCIES, RATES, strict=True))


def deals(
    rng: np.random.Generator, legs: int, names: Sequence[str], sources: Sequence[str], first: np.datetime64
) -> Rows:
    """Legs of half a year to two years; one in fifty states neither end nor term, one in twenty no amount."""
    payer, step = rng.integers(0, len(names), legs), rng.integers(1, len(names), legs)
    kind, status = rng.integers(0, len(KINDS), legs), rng.integers(0, len(STATUSES), legs)
    base = np.round(rng.lognormal(0, 1.5, legs) + 0.001, 4)
    currency, chance = rng.integers(0, len(CURRENCIES), legs), rng.random(legs)
    start = first + rng.integers(0, 365 * (YEARS - 2), legs)
    days = rng.integers(180, 720, legs)
    # one in a hundred is half of the leg before it, and part of it
    inside = chance * 1e4 % 100 < 1
    inside[:1] = False
    inside[1:] &= ~inside[:-1]
    at = np.flatnonzero(inside)
    for shared in (payer, step, kind, status, currency, chance, start, days):
        shared[at] = shared[at - 1]
    base[at] = np.round(base[at - 1] / 2, 5)
    power = np.maximum(np.round(base * np.array(RATES)[currency] / 55, 6), 1e-6)
    source = rng.integers(0, len(sources), legs)
    for index in range(legs):
        luck = chance[index]
        known = luck > 0.05
        dated = int(luck * 1e6) % 50
        yield (
            f"leg-{index:06}",
            f"deal-{index // 3:06}",
            first - 100 - index % 200,
            names[payer[index]],
            names[(payer[index] + step[index]) % len(names)],
            KINDS[kind[index]],
            round(base[index] * 0.8, 5) if known and luck > 0.6 else "",
            base[index] if known else "",
            round(base[index] * 1.3, 5) if known and luck > 0.6 else "",
            CURRENCIES[currency[index]] if known else "",
            power[index] if luck < 0.4 else "",
            start[index],
            start[index] + days[index] if dated > 20 else "",
            round(days[index] / 365.25, 4) if 0 < dated <= 20 else "",
            STATUSES[status[index]],
            f"leg-{index - 1:06}" if inside[index] else "",
            sources[source[index]] if luck < 0.8 else f"{sources[source[index]]}; {sources[0]}",
            "p3" if luck < 0.8 else "p3, p4; p1",
            "as announced in the report; terms to be confirmed by both parties" if luck > 0.7 else "",
        )


def plans(rng: np.random.Generator, names: Sequence[str], sources: Sequence[str]) -> Rows:
    for index, name in enumerate(names):
        year = FIRST_YEAR + index % (YEARS - 1)
        amount = round(float(rng.lognormal(1, 1)), 3)
        yield f"plan-{index}", name, amount, "USD", f"{year}-01-01", f"{year + 1}-12-31", "guidance", sources[1], "p1"


def stakes(rng: np.random.Generator, names: Sequence[str], sources: Sequence[str], legs: int) -> Rows:
    for index, name in enumerate(names[:100]):
        deal = f"deal-{int(rng.integers(0, max(legs // 3, 1))):06}"
        yield f"stake-{index}", name, names[-1 - index], deal, "warrant", "USD", 0.1, sources[2], "p2"


def tranches(sources: Sequence[str]) -> Rows:
    for index in range(100):
        for number in range(3):
            yield f"stake-{index}", f"step-{number}", "gigawatts", number + 1, 0.03, sources[2], "p2"


def revenue(rng: np.random.Generator, names: Sequence[str], sources: Sequence[str]) -> Rows:
    for name in names:
        for year in range(FIRST_YEAR - 4, FIRST_YEAR - 1):
            amount = round(float(rng.lognormal(2, 1)), 3)
            yield name, f"{year}-01-01", f"{year}-12-31", amount, "USD", "reported", sources[3], "p1"
