"""Checks that the workbook ties out, and counts of what the sources do not disclose.

Each check is a difference that must be 0 within the tolerance. A data gap is no failure: it is counted and shown.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Assumption, Const, Each, Lookup, Node, Rows, Total
from model.expression.terms import at_least, count_ifs, gap, is_, is_not, joined, sum_ifs, when
from model.lines import (
    amounts,
    bridge,
    capex,
    cases,
    changes,
    commitments,
    controls,
    counterparties,
    equity,
    evidence,
    legs,
    payments_due,
    periods,
    plan_parts,
    plan_versions,
    rules,
    rungs,
    schedule,
    sensitivity,
    sheet_errors,
    suppliers,
    versions,
)
from model.lines.control import verdict
from model.lines.gaps import blanks, not_numbers
from model.lines.inputs import (
    Assumptions,
    CapexPlans,
    CustomerShares,
    Deals,
    EquityStakes,
    Figures,
    FxRates,
    Payments,
    Revenue,
    Sources,
    Tranches,
    column_of,
)
from model.lines.rows import CLASSES


def unconverted(stated: Line, usd: Line) -> Node:
    """How many stated amounts have no value in US dollars."""
    return gap(Total(stated, how="count"), Total(usd, how="count"))


commitment_legs = sum_ifs(legs.class_counted, is_(CLASSES.key(), "commitment"))
commitment_count = sum_ifs(legs.class_legs, is_(CLASSES.key(), "commitment"))
all_contracted = sum_ifs(rungs.contracted, is_(amounts.legs_class, "commitment"))
contract_legs = sum_ifs(rungs.contracted, is_(amounts.legs_class, "commitment"), is_not(Deals.kind, "joint_venture"))


def numbers_of(name: str, columns: type) -> tuple[str, str, str, Node]:
    """The check that a table's numbers and dates are none of them text."""
    stated = [line for line in vars(columns).values() if isinstance(line, Line) and line.unit != "text"]
    first, *others = (not_numbers(column_of(line)) for line in stated)
    text = f"Every number and date of {name} is no text"
    return f"{name}-numbers", "count", text, sum(others, first)


CHECKS: tuple[tuple[str, str, str, Node], ...] = (
    ("legs-schedule", "USD bn", "Every leg's schedule adds up to what it counts", Total(schedule.schedule_gap)),
    ("plans-schedule", "USD bn", "Every capital plan's years add up to its counted amount", Total(capex.plans_gap)),
    (
        "payers-legs",
        "USD bn",
        "Commitments of all payers equal all commitment legs",
        gap(Total(commitments.total), commitment_legs),
    ),
    (
        "grades-legs",
        "USD bn",
        "Commitments by grade of the first source equal all commitment legs",
        gap(Total(evidence.amount), commitment_legs),
    ),
    (
        "payers-years",
        "USD bn",
        "Payments due by payer, with what has no date, equal all commitment legs",
        gap(Total(payments_due.due_total), commitment_legs),
    ),
    (
        "suppliers-legs",
        "USD bn",
        "Contract values of all suppliers equal all commitment legs but joint ventures",
        gap(Total(suppliers.contract_value), contract_legs),
    ),
    (
        "pairs-legs",
        "USD bn",
        "Contract values by payee and payer equal those of all commitment legs",
        gap(Total(suppliers.sale_contract_value), all_contracted),
    ),
    (
        "matrix-legs",
        "USD bn",
        "The matrix of payers and payees equals all commitment legs, both ways",
        gap(Total(counterparties.commitments, "both"), all_contracted)
        + gap(Total(counterparties.matrix_row), all_contracted),
    ),
    (
        "companies-plans",
        "USD bn",
        "Capital spending by company equals that of all plans",
        gap(Total(capex.total), Total(plan_parts.counted)),
    ),
    (
        "companies-years",
        "USD bn",
        "Capital spending by company and year equals that of all companies",
        gap(
            Total(capex.spender_year, "both")
            + Total(capex.earlier)
            + Total(capex.later)
            + Total(capex.spender_no_period),
            Total(capex.total),
        ),
    ),
    (
        "parties-legs",
        "count",
        "Every commitment has its payer, payee and pair, every plan its company",
        gap(Total(commitments.legs), commitment_count)
        + gap(Total(suppliers.sale_legs), commitment_count)
        + gap(Total(capex.plans), Total(CapexPlans.plan, how="filled")),
    ),
    ("bridge-steps", "USD bn", "Each rung of the headline bridge less its steps is the next rung", bridge.bridge_gap),
    (
        "bridge-rungs",
        "USD bn",
        "Each rung is a part of the rung above it, of every payer",
        Total(bridge.above_upper),
    ),
    ("cases-model", "USD bn", "The selected case's column equals the model", cases.model_gap),
    ("sensitivity-centre", "x", "The centre of the sensitivity grid equals the model", sensitivity.centre_gap),
    ("tranches-maximum", "share", "No stake's tranches exceed its maximum share", Total(equity.tranches_over)),
    (
        "currencies",
        "count",
        "Every stated amount has a rate to US dollars",
        count_ifs(is_(amounts.has_amount, 1))
        - count_ifs(is_(amounts.has_amount, 1), at_least(amounts.usd, 0))
        + unconverted(plan_parts.money.amount, plan_parts.money.usd)
        + unconverted(Revenue.base_bn, periods.money.usd)
        + unconverted(EquityStakes.issuer_equity_bn, equity.issuer_equity),
    ),
    numbers_of("deals", Deals),
    numbers_of("payments", Payments),
    numbers_of("plans", CapexPlans),
    numbers_of("stakes", EquityStakes),
    numbers_of("tranches", Tranches),
    numbers_of("revenue", Revenue),
    numbers_of("customers", CustomerShares),
    (
        "others-numbers",
        "count",
        "Every rate, date of a source and other figure is no text",
        not_numbers(FxRates.usd_per_unit) + not_numbers(Sources.published) + not_numbers(column_of(Figures.base)),
    ),
    (
        "parts-known",
        "count",
        "Every leg or plan that is part of another names one that is there",
        Total(versions.stated.names_nothing) + Total(plan_versions.stated.names_nothing),
    ),
    (
        "companies-known",
        "count",
        "Companies of revenue, stakes and customers' shares are among the companies",
        Total(periods.company_missing) + Total(equity.party_missing) + Total(suppliers.company_missing),
    ),
    (
        "required-filled",
        "count",
        "Assumptions, rates and periods are filled in: a blank would count as 0",
        blanks(Assumptions.name, Assumptions.low)
        + blanks(Assumptions.name, Assumptions.base)
        + blanks(Assumptions.name, Assumptions.high)
        + blanks(FxRates.currency, FxRates.usd_per_unit)
        + blanks(Revenue.company, Revenue.period_start)
        + blanks(Revenue.company, Revenue.period_end)
        + blanks(CustomerShares.company, CustomerShares.period_end),
    ),
    ("tables-rows", "count", "Every table has the rows the model was built from", Total(changes.rows_changed)),
    ("case-known", "count", "The case selected is low, base or high", rules.unknown_case),
    ("basis-known", "count", "The basis selected is one of the six", rules.unknown_basis),
    (
        "outputs-controls",
        "count",
        "Every output adds up to the same worked out another way: see below",
        controls.failing,
    ),
    ("no-errors", "count", "No figure is an error", Total(sheet_errors.errors)),
)

CHECK_ROWS = Rows("check", labels=tuple(name for name, *_ in CHECKS))

tests = Line("check_tests", "What it tests", "text", Each(tuple(Const(text) for _, _, text, _ in CHECKS)), CHECK_ROWS)
unit = Line("check_unit", "Unit", "text", Each(tuple(Const(unit) for _, unit, _, _ in CHECKS)), CHECK_ROWS)
difference = Line(
    "check_difference",
    "Difference",
    "in its unit",
    Each(tuple(node for *_, node in CHECKS)),
    CHECK_ROWS,
    meaning="0 where both sides agree.",
)
tolerance = Line(
    "checks_tolerance",
    "Tolerance",
    "in its unit",
    Each(tuple(Const(0) if unit == "count" else Assumption("check_tolerance") for _, unit, _, _ in CHECKS)),
    CHECK_ROWS,
    meaning="The assumption check_tolerance; what is counted must be right to the last one.",
)
status = Line(
    "check_status",
    "Status",
    "text",
    verdict(difference, tolerance),
    CHECK_ROWS,
    meaning="PASS where the difference is a number within the tolerance.",
)
failing = Line(
    "checks_failing",
    "Checks failing",
    "count",
    Total(status, how="filled") - count_ifs(is_(status, "PASS")),
    meaning="Checks that do not pass, those that are errors among them.",
)
master = Line(
    "checks_master",
    "Master check",
    "text",
    when(failing.eq(0), "PASS", "FAIL"),
    meaning="PASS where every check passes.",
)

advice = Line(
    "checks_advice",
    "What to do",
    "text",
    when(
        Total(changes.rows_changed) > 0,
        Lookup(changes.advice, changes.is_changed, Const(1)),
        when(
            Lookup(status, CHECK_ROWS.key(), Const("parties-legs")).eq("FAIL"),
            "a company in deals, capex_plans or revenue has no row in the model: build again",
            when(
                failing.eq(0),
                "nothing",
                joined("look at Checks, where this no longer holds: ", Lookup(tests, status, Const("FAIL"))),
            ),
        ),
    ),
    meaning="What to do where a check fails: build again, or look at the first that does.",
)
