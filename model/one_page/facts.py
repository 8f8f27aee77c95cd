"""What the memo says, as data: numbers from lines, names from tables, and what the record of the build holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from model.dates import iso
from model.expression.values import Evaluation
from model.lines import (
    bridge,
    bridge_steps,
    checks,
    commitments,
    counterparties,
    evidence,
    funders,
    gaps,
    largest_payer,
    payments_due,
    rules,
    summary,
    suppliers,
    versions,
)
from model.one_page.numbers import Cells, Number
from model.workbook.build_record import BuildRecord
from model.workbook.loops import Loops, loops

RUNGS = (bridge.all_in, bridge.stated, bridge.signed, bridge.attributable, bridge.documented)
RUNG_NAMES = ("All-in", "Stated", "Signed", "Attributable", "Documented")


@dataclass(frozen=True)
class KeyFigure:
    """A figure of the Summary: its title, its value, whose it is, and what it means."""

    title: str
    value: Number
    whose: str
    meaning: str


@dataclass(frozen=True)
class Step:
    """A bar of the headline bridge: what stands, or what is taken off and what is left below it."""

    title: str
    is_rung: bool
    stands: Number
    deduction: Number
    below: Number
    without: Number


@dataclass(frozen=True)
class Flow:
    """What one company owes another, or funds it with, on the basis selected; n/d where no leg states an amount."""

    payer: str
    payee: str
    is_funding: bool
    amount: Number
    legs: Number


@dataclass(frozen=True)
class Circle:
    """A payer and a payee between which money comes back, and the kind of circularity."""

    payer: str
    payee: str
    kind: str


@dataclass(frozen=True)
class Payer:
    """A payer's rungs from all-in to documented, its revenue and the period of that, and commitments ÷ revenue."""

    name: str
    rungs: tuple[Number, ...]
    revenue: Number
    of: str
    cover: Number


@dataclass(frozen=True)
class LargestPayer:
    """The payer with the largest all-in commitments among those that state revenue; "n/d" where none does."""

    name: str
    stated: Number
    cover: Number
    revenue: Number
    of: str


@dataclass(frozen=True)
class Year:
    """Payments of all payers due in a year, on stated and on assumed days, and the revenue of those whose revenue is
    stated."""

    year: int
    stated: Number
    assumed: Number
    revenue: Number


@dataclass(frozen=True)
class OutsideYears:
    """What falls due before the first year, after the last, and on no day."""

    earlier: Number
    later: Number
    not_dated: Number


@dataclass(frozen=True)
class Grade:
    """Commitments on the basis selected whose first source is of a grade: legs, amount, share of the total."""

    name: str
    legs: Number
    amount: Number
    share: Number


@dataclass(frozen=True)
class Source:
    """A document; what it does not give is empty."""

    title: str
    publisher: str
    published: str
    grade: str
    url: str


@dataclass(frozen=True)
class State:
    """How many checks there are and which fail, data gaps, and warnings that are open and that are accepted."""

    checks: int
    failing: tuple[str, ...]
    gaps: Number
    warnings: int
    accepted: int


@dataclass(frozen=True)
class Facts:
    """Everything the memo says."""

    case: str
    basis: str
    as_of: str
    key_figures: tuple[KeyFigure, ...]
    steps: tuple[Step, ...]
    rungs: tuple[Number, ...]
    total: Number
    unpriced: Number
    largest: LargestPayer
    flows: tuple[Flow, ...]
    circles: tuple[Circle, ...]
    loops: Loops
    years: tuple[Year, ...]
    outside: OutsideYears
    payers: tuple[Payer, ...]
    grades: tuple[Grade, ...]
    sources: tuple[Source, ...]
    state: State
    record: BuildRecord


def facts_of(
    frames: Mapping[str, pd.DataFrame], evaluation: Evaluation, record: BuildRecord, warnings: int, accepted: int
) -> Facts:
    """The memo of typed tables without errors, whose lines are evaluated. `warnings` are open, others `accepted`."""
    cells, deals = Cells(evaluation), frames["deals"]
    selected = evaluation.data.selected
    current = deals[evaluation.line(versions.is_current)[:, 0] == 1]
    return Facts(
        case=selected.case,
        basis=selected.basis,
        as_of=iso(cells.number(rules.of_day).value),
        key_figures=tuple(key_figures(cells)),
        steps=tuple(steps(cells)),
        rungs=tuple(cells.number(rung.total) for rung in RUNGS),
        total=cells.number(commitments.payers_total),
        unpriced=cells.number(bridge.unpriced.total),
        largest=LargestPayer(
            cells.text(largest_payer.payer),
            cells.number(summary.summary_stated),
            cells.number(summary.summary_cover_stated),
            cells.number(largest_payer.revenue),
            cells.text(largest_payer.revenue_label),
        ),
        flows=(*commitment_flows(cells), *funding_flows(cells)),
        circles=tuple(circles(cells)),
        loops=loops(current),
        years=tuple(years(cells)),
        outside=OutsideYears(
            *(cells.number(line) for line in (*payments_due.all_due[:2], payments_due.payers_not_dated))
        ),
        payers=tuple(payers(cells)),
        grades=tuple(grades(cells)),
        sources=tuple(sources(frames["sources"])),
        state=State(
            len(checks.CHECK_ROWS.labels),
            tuple(cells.label(checks.status, row)[0] for row in cells.rows(checks.status) if fails(cells, row)),
            cells.number(gaps.gaps_total),
            warnings,
            accepted,
        ),
        record=record,
    )


def fails(cells: Cells, row: int) -> bool:
    return cells.text(checks.status, row) != "PASS"


def key_figures(cells: Cells) -> Iterator[KeyFigure]:
    for row, figure in enumerate(summary.FIGURES):
        value = cells.number(summary.summary_value, row, unit=figure.unit)
        yield KeyFigure(figure.title, value, cells.text(summary.summary_whose, row), figure.meaning)


def steps(cells: Cells) -> Iterator[Step]:
    for row, bar in enumerate(bridge_steps.BARS):
        (title,) = cells.label(bridge_steps.step_stands, row)
        stands, deduction, below, without = (cells.number(line, row) for line in bridge_steps.LINES)
        yield Step(title, bar.stands is not bridge_steps.ZERO, stands, deduction, below, without)


def commitment_flows(cells: Cells) -> Iterator[Flow]:
    """The pairs of payer and payee that have commitments on the basis selected."""
    for row in cells.rows(suppliers.sale_contract_value):
        payee, payer = cells.label(suppliers.sale_contract_value, row)
        amount, legs = (cells.number(line, row) for line in (suppliers.sale_contract_value, suppliers.sale_legs))
        if legs.is_some:
            yield Flow(payer, payee, False, amount, legs)


def funding_flows(cells: Cells) -> Iterator[Flow]:
    """The pairs of funder and funded."""
    for row in cells.rows(funders.funding.amount):
        payer, payee = cells.label(funders.funding.amount, row)
        amount, legs = (cells.number(line, row) for line in (funders.funding.amount, funders.funding.legs))
        if legs.is_some:
            yield Flow(payer, payee, True, amount, legs)


def circles(cells: Cells) -> Iterator[Circle]:
    """Each pair of companies between which money comes back, once: as its larger contract shows it."""
    pairs: set[frozenset[str]] = set()
    for row in cells.rows(counterparties.circularity):
        payee, payer = cells.label(counterparties.circularity, row)
        kind = cells.text(counterparties.circularity, row)
        if kind and frozenset((payer, payee)) not in pairs:
            pairs.add(frozenset((payer, payee)))
            yield Circle(payer, payee, kind)


def years(cells: Cells) -> Iterator[Year]:
    lines = payments_due.all_stated[-1], payments_due.all_assumed[-1], payments_due.payers_revenue
    for place, year in enumerate(cells.evaluation.data.years):
        yield Year(year, *(cells.number(line, year=place) for line in lines))


def payers(cells: Cells) -> Iterator[Payer]:
    """The payers by size."""
    for row in cells.rows(commitments.total):
        (name,) = cells.label(commitments.total, row)
        yield Payer(
            name,
            tuple(cells.number(rung.amount, row) for rung in RUNGS),
            cells.number(commitments.revenue.annualised, row),
            cells.text(commitments.revenue.label, row),
            cells.number(commitments.total_cover, row),
        )


def grades(cells: Cells) -> Iterator[Grade]:
    for row in cells.rows(evidence.amount):
        (name,) = cells.label(evidence.amount, row)
        numbers = (cells.number(line, row) for line in (evidence.legs, evidence.amount, evidence.evidence_share))
        yield Grade(name, *numbers)


def sources(frame: pd.DataFrame) -> Iterator[Source]:
    """The documents, the latest first, those without a day last."""
    latest_first = frame.sort_values("published", ascending=False, kind="stable", na_position="last")
    days = latest_first["published"].dt.strftime("%Y-%m-%d").fillna("").tolist()
    columns = (latest_first[name].tolist() for name in ("title", "publisher", "grade", "url"))
    for title, publisher, grade, url, published in zip(*columns, days, strict=True):
        yield Source(title, publisher, published, grade, url)
