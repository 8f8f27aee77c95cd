"""The workbook's lines and the independent reading also agree on figures other than commitments: capex, revenue and
equity."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from model.compute import evaluate
from model.expression.nodes import CASES, Case
from model.expression.values import Evaluation, Selected
from model.lines import capex, commitments, equity, plan_parts, revenue
from model.lines.rows import EARNERS, PAYERS, PLANS, SPENDERS, STAKES
from tests.conftest import SHIPPED, SMALL
from tests.harness import write_tables
from tests.reading import Reading, read
from tests.test_reading_agreement import Figures, by_row, frames_of, tables_of, unlike
from tests.tiers import sampled

Rows = list[dict[str, str]]
EPOCH = date(1899, 12, 30)
SEEDS = range(200)


def years_of(evaluation: Evaluation) -> range:
    return range(evaluation.data.years[0], evaluation.data.years[-1] + 1)


def capex_of_model(evaluation: Evaluation) -> Figures:
    """What each plan counts and lapses, and what each company spends by year."""
    figures: Figures = {}
    for name, line in (("counted", plan_parts.counted), ("lapsed", plan_parts.lapsed)):
        figures |= {("plan", key, name): value for key, value in by_row(evaluation, line).items()}
    for at, year in enumerate(years_of(evaluation)):
        figures |= {
            ("spends", key, str(year)): value for key, value in by_row(evaluation, capex.spender_year, at).items()
        }
    return figures


def capex_of_reading(reading: Reading, evaluation: Evaluation) -> Figures:
    figures: Figures = {}
    for plan in evaluation.labels(PLANS)[0]:
        of_plan = reading.plans[str(plan)]
        figures["plan", str(plan), "counted"] = of_plan.kept
        figures["plan", str(plan), "lapsed"] = None if of_plan.amount is None else of_plan.lapsed
    for company in evaluation.labels(SPENDERS)[0]:
        by_year = reading.capex.by_year(str(company), years_of(evaluation))
        figures |= {("spends", str(company), str(year)): amount for year, amount in by_year.items()}
    return figures


def revenue_of_model(evaluation: Evaluation) -> Figures:
    """The annual run-rate of each company, its last day, and each payer's revenue by year."""
    lines = (("annual", revenue.headline), ("ends", revenue.headline_end))
    figures: Figures = {(key, name): value for name, line in lines for key, value in by_row(evaluation, line).items()}
    for at, year in enumerate(years_of(evaluation)):
        path = by_row(evaluation, commitments.path.revenue, at)
        figures |= {(key, str(year)): value for key, value in path.items()}
    return figures


def revenue_of_reading(reading: Reading, evaluation: Evaluation) -> Figures:
    figures: Figures = {}
    for company in evaluation.labels(EARNERS)[0]:
        headline = reading.headline_revenue(str(company))
        figures[str(company), "annual"] = None if headline is None else headline.amount
        figures[str(company), "ends"] = None if headline is None else float((headline.end - EPOCH).days)
    for payer in evaluation.labels(PAYERS)[0]:
        years = reading.revenue(str(payer), years_of(evaluation))
        figures |= {(str(payer), str(year)): amount for year, amount in years.items()}
    return figures


def labels_of_model(evaluation: Evaluation) -> dict[str, str]:
    """What the headline revenue is said to be of."""
    texts = evaluation.line(revenue.label)[:, 0].tolist()
    return {str(company): text for company, text in zip(evaluation.labels(EARNERS)[0], texts, strict=True)}


def check_label(label: object, reading: Reading, company: str) -> None:
    """The label names the stage, and × 12 ÷ where the amount is no year's."""
    headline = reading.headline_revenue(company)
    if headline is None:
        assert not isinstance(label, str)
        return
    assert isinstance(label, str)
    assert (headline.label == "run_rate") == ("× 12 ÷" in label), (company, label, headline)
    assert label.endswith("reported") == (headline.stage == "reported"), (company, label, headline)


def equity_of_model(evaluation: Evaluation) -> Figures:
    lines = (
        ("invested", equity.invested),
        ("owned", equity.ownership),
        ("warrant", equity.warrant_value),
    )
    figures: Figures = {(key, name): value for name, line in lines for key, value in by_row(evaluation, line).items()}
    for at, year in enumerate(years_of(evaluation)):
        figures |= {(key, str(year)): value for key, value in by_row(evaluation, equity.stakes_vested, at).items()}
    return figures


def equity_of_reading(reading: Reading, evaluation: Evaluation) -> Figures:
    figures: Figures = {}
    for stake in map(str, evaluation.labels(STAKES)[0]):
        of_stake = reading.stakes[stake]
        figures[stake, "invested"], figures[stake, "owned"] = of_stake.invested, of_stake.implied_ownership
        figures[stake, "warrant"] = of_stake.warrant_value
        figures |= {(stake, str(year)): reading.vested(stake, year) for year in years_of(evaluation)}
    return figures


def compare(frames: Mapping[str, pd.DataFrame], tables: dict[str, Rows], case: Case) -> int:
    """How many figures were compared; all of them agree."""
    reading, evaluation = read(tables, case=case, strict=False), evaluate(frames, Selected(case, "stated"))
    compared = 0
    for of_model, of_reading in (
        (capex_of_model, capex_of_reading),
        (revenue_of_model, revenue_of_reading),
        (equity_of_model, equity_of_reading),
    ):
        figures = of_reading(reading, evaluation)
        ours = of_model(evaluation)
        assert not {key: (ours.get(key), value) for key, value in unlike(ours, figures).items()}, of_model.__name__
        compared += len(figures)
    for company, label in labels_of_model(evaluation).items():
        check_label(label, reading, company)
    return compared


@pytest.mark.parametrize("case", sampled(("base", "low", "high"), now=3))
@pytest.mark.parametrize("folder", [SHIPPED, SMALL], ids=["shipped", "small"])
def test_they_agree_on_the_shipped_and_the_small_book(folder: Path, case: Case) -> None:
    frames = frames_of(folder)
    assert frames is not None
    assert compare(frames, tables_of(folder), case) > 50


def _day(luck: random.Random, first: int, last: int) -> date:
    return date(luck.randint(first, last), luck.randint(1, 12), luck.randint(1, 28))


def _plans(luck: random.Random) -> Rows:
    rows: Rows = []
    for place in range(luck.randint(1, 7)):
        earlier = [row["plan"] for row in rows]
        row = {"plan": f"plan{place}", "company": luck.choice(["Buyer", "Buyer", "Daughter"])}
        row["stage"] = luck.choice(["actual", "guidance", "guidance", "announced", "reported"])
        row["currency"] = luck.choice(["USD", "EUR"])
        row["base_bn"] = "" if luck.random() < 0.2 else str(luck.randint(1, 100))
        start = _day(luck, 2023, 2027)
        row["start"] = start.isoformat() if luck.random() < 0.6 else ""
        if luck.random() < 0.5 and row["start"]:
            row["end"] = (start + timedelta(days=luck.choice([90, 180, 364, 800]))).isoformat()
        elif luck.random() < 0.5:
            row["term_years"] = str(luck.randint(1, 4))
        row["announced"] = _day(luck, 2024, 2025).isoformat() if luck.random() < 0.5 else ""
        if earlier and luck.random() < 0.5:
            row["part_of"] = luck.choice(earlier)
        elif earlier and luck.random() < 0.3:
            row["replaces"] = luck.choice(earlier)
        rows.append(row)
    return rows


def _revenue(luck: random.Random) -> Rows:
    rows: Rows = []
    for company in ("Buyer", "Acme"):
        for _ in range(luck.randint(0, 5)):
            year, quarter = luck.randint(2023, 2026), luck.randint(0, 3)
            months = luck.choice([3, 3, 6, 12])
            first = quarter * 3 + 1
            past = year * 12 + first - 1 + months
            end = date(past // 12, past % 12 + 1, 1) - timedelta(days=1)
            stage = luck.choice(["reported", "reported", "projected", "implied"])
            period = {"period_start": date(year, first, 1).isoformat(), "period_end": end.isoformat()}
            amount = {"base_bn": str(luck.randint(1, 50)), "currency": luck.choice(["USD", "EUR"])}
            rows.append({"company": company, "stage": stage, **period, **amount})
    return rows


def _equity(luck: random.Random) -> tuple[Rows, Rows]:
    stake = {"stake": "k", "holder": "Buyer", "issuer": "Acme", "deal": "d", "leg": luck.choice(["", "f"])}
    stake |= {"max_share": "1", "shares_m": luck.choice(["", "160"]), "strike": luck.choice(["", "0.01"])}
    stake |= {"share_price": luck.choice(["", "200"]), "issuer_equity_bn": luck.choice(["", "300"]), "currency": "USD"}
    tranches: Rows = []
    for place in range(luck.randint(0, 4)):
        trigger = luck.choice(["gigawatts", "share_price", "date", "amount_bought"])
        threshold = {"gigawatts": "3", "share_price": "210", "date": "2026-12-31", "amount_bought": "10"}[trigger]
        threshold = threshold if luck.random() < 0.8 else ""
        tranches.append({"stake": "k", "tranche": str(place // 2), "trigger": trigger, "threshold": threshold})
        if place % 2 == 0 and luck.random() < 0.8:
            tranches[-1]["share"] = "0.1"
    return [stake], tranches


def random_tables(seed: int) -> dict[str, Rows]:
    luck = random.Random(seed)
    stakes, tranches = _equity(luck)
    leg = {"deal": "d", "payer": "Buyer", "payee": "Acme", "currency": "USD", "start": "2025-01-01"}
    legs = [
        leg | {"leg": "a", "base_bn": "30", "gigawatts": "6", "end": "2027-12-31"},
        leg | {"leg": "f", "base_bn": luck.choice(["", "12"]), "kind": "investment"},
    ]
    return {
        "deals": legs,
        "capex_plans": _plans(luck),
        "revenue": _revenue(luck),
        "equity_stakes": stakes,
        "tranches": tranches,
        "companies": [{"company": "Daughter", "parent": "Buyer"}],
        "fx_rates": [{"currency": "EUR", "usd_per_unit": "1.1", "as_of": "2024-06-01"}],
    }


@pytest.mark.parametrize("seed", sampled(list(SEEDS), now=0, long=10))
def test_they_agree_on_random_books(seed: int, tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "tables", random_tables(seed))
    frames = frames_of(folder)
    if frames is None:
        return  # tables that contradict themselves; most do not, as the next test says
    for case in CASES:
        compare(frames, tables_of(folder), case)


@pytest.mark.long
def test_most_random_books_are_valid(tmp_path: Path) -> None:
    folders = [write_tables(tmp_path / str(seed), random_tables(seed)) for seed in range(12)]
    assert sum(frames_of(folder) is not None for folder in folders) >= 4
