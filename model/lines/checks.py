"""Checks that the workbook ties out: each compares one figure of the model with one other side, within a tolerance.

They are listed in the order of causes: what is selected and typed in comes before the sums it affects, so that the
first failing check says where to begin. Outputs are checked by `controls`; what no source discloses is counted in
`gaps`.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Assumption, Const, Each, Rows, Total
from model.expression.terms import at_least, count_ifs, gap, is_, is_not, joined, look_up, or_, sum_ifs, when
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
    sheet_errors,
    suppliers,
    versions,
    what_ifs,
)
from model.lines.check import ZERO, Check, amount, count, filled_in, in_dollars, numbers_of
from model.lines.control import not_passing, verdict
from model.lines.inputs import Assumptions, CapexPlans, CustomerShares, Deals, EquityStakes, FxRates, Revenue
from model.lines.rows import CLASSES

commitment_legs = sum_ifs(legs.class_counted, is_(CLASSES.key(), "commitment"))
commitment_count = sum_ifs(legs.class_legs, is_(CLASSES.key(), "commitment"))
all_contracted = sum_ifs(rungs.contracted, is_(amounts.legs_class, "commitment"))
contract_legs = sum_ifs(rungs.contracted, is_(amounts.legs_class, "commitment"), is_not(Deals.kind, "joint_venture"))

PARTIES = (
    count(
        "payers-count", "Every commitment belongs to the row of its payer", Total(commitments.legs), commitment_count
    ),
    count(
        "pairs-count",
        "Every commitment belongs to the row of its payee and payer",
        Total(suppliers.sale_legs),
        commitment_count,
    ),
    count(
        "companies-count",
        "Every capital plan belongs to the row of its company",
        Total(capex.plans),
        Total(CapexPlans.plan, how="filled"),
    ),
)
INPUTS = (
    count("case-known", "The case selected is low, base or high", rules.unknown_case),
    count("basis-known", "The basis selected is one of the six", rules.unknown_basis),
    count("tables-rows", "Every table has the rows the model was built from", Total(changes.rows_changed)),
    *PARTIES,
    numbers_of("deals", "deals"),
    numbers_of("payments", "payments"),
    numbers_of("plans", "capex_plans"),
    numbers_of("stakes", "equity_stakes"),
    numbers_of("tranches", "tranches"),
    numbers_of("revenue", "revenue"),
    numbers_of("customers", "customer_shares"),
    numbers_of("rates", "fx_rates"),
    numbers_of("sources", "sources"),
    numbers_of("figures", "figures"),
    filled_in("assumptions-low", Assumptions.low, Assumptions.name),
    filled_in("assumptions-base", Assumptions.base, Assumptions.name),
    filled_in("assumptions-high", Assumptions.high, Assumptions.name),
    filled_in("rates", FxRates.usd_per_unit, FxRates.currency),
    filled_in("revenue-start", Revenue.period_start, Revenue.company),
    filled_in("revenue-end", Revenue.period_end, Revenue.company),
    filled_in("customers-end", CustomerShares.period_end, CustomerShares.company),
    count(
        "deals-in-dollars",
        "Every stated amount of deals has a rate to US dollars",
        count_ifs(is_(amounts.has_amount, 1), at_least(amounts.usd, 0)),
        count_ifs(is_(amounts.has_amount, 1)),
    ),
    in_dollars("plans", plan_parts.money.amount, plan_parts.money.usd),
    in_dollars("revenue", Revenue.base_bn, periods.money.usd),
    in_dollars("stakes", EquityStakes.issuer_equity_bn, equity.issuer_equity),
    count(
        "legs-parts-known",
        "Every leg that is part of another names an existing leg",
        Total(versions.stated.names_nothing),
    ),
    count(
        "plans-parts-known",
        "Every plan that is part of another names an existing plan",
        Total(plan_versions.stated.names_nothing),
    ),
    count("revenue-known", "Companies of revenue are among the companies", Total(periods.company_missing)),
    count("stakes-known", "Holders and issuers of stakes are among the companies", Total(equity.party_missing)),
    count(
        "customers-known", "Companies of customers' shares are among the companies", Total(suppliers.company_missing)
    ),
)
SUMS = (
    amount("legs-schedule", "Every leg's schedule adds up to the amount counted for it", Total(schedule.schedule_gap)),
    amount("plans-schedule", "Every capital plan's years add up to its counted amount", Total(capex.plans_gap)),
    amount(
        "payers-legs", "Commitments of all payers equal all commitment legs", Total(commitments.total), commitment_legs
    ),
    amount(
        "grades-legs",
        "Commitments by grade of the first source equal all commitment legs",
        Total(evidence.amount),
        commitment_legs,
    ),
    amount(
        "payers-years",
        "Payments due by payer, including undated amounts, equal all commitment legs",
        Total(payments_due.due_total),
        commitment_legs,
    ),
    amount(
        "suppliers-legs",
        "Contract values of all suppliers equal all commitment legs except joint ventures",
        Total(suppliers.contract_value),
        contract_legs,
    ),
    amount(
        "pairs-legs",
        "Contract values by payee and payer equal those of all commitment legs",
        Total(suppliers.sale_contract_value),
        all_contracted,
    ),
    amount(
        "matrix-legs",
        "The matrix of payers and payees equals all commitment legs",
        Total(counterparties.commitments, "both"),
        all_contracted,
    ),
    amount(
        "matrix-rows-legs",
        "The rows of the matrix, added up, equal all commitment legs",
        Total(counterparties.matrix_row),
        all_contracted,
    ),
    amount(
        "companies-plans",
        "Capital spending by company equals that of all plans",
        Total(capex.total),
        Total(plan_parts.counted),
    ),
    amount(
        "companies-years",
        "Capital spending by company and year equals that of all companies",
        Total(capex.spender_year, "both") + Total(capex.earlier) + Total(capex.later) + Total(capex.spender_no_period),
        Total(capex.total),
    ),
    amount("bridge-steps", "Each rung of the headline bridge less its steps is the next rung", bridge.bridge_gap),
    amount("bridge-rungs", "Each rung is a subset of the rung above it, for every payer", Total(bridge.above_upper)),
    amount(
        "cases-commitments",
        "Commitments in the selected case's column equal the model's",
        cases.payer_total.selected(),
        Total(commitments.total),
    ),
    amount(
        "cases-revenue",
        "Revenue in the selected case's column equals the model's",
        cases.payer_revenue.selected(),
        Total(commitments.revenue.annualised),
    ),
    Check(
        "what-ifs-centre",
        "share",
        "With no driver moved, the tornado and the grid equal the model",
        what_ifs.centre_gap,
    ),
    Check("tranches-maximum", "share", "No stake's tranches exceed its maximum share", Total(equity.tranches_over)),
    count("outputs-controls", "Every sum of an output equals its control, listed further below", controls.failing),
    count("no-errors", "No figure is an error", Total(sheet_errors.errors)),
)
CHECKS: tuple[Check, ...] = (*INPUTS, *SUMS)
CHECK_ROWS = Rows("check", labels=tuple(check.name for check in CHECKS), units=tuple(check.unit for check in CHECKS))


def text(name: str, title: str, texts: tuple[str, ...], meaning: str) -> Line:
    return Line(name, title, "text", Each(tuple(map(Const, texts))), CHECK_ROWS, meaning=meaning)


tests = text(
    "check_tests", "What it tests", tuple(check.tests for check in CHECKS), "What is true if the check passes."
)
unit = text("check_unit", "Unit", tuple(check.unit for check in CHECKS), "The unit of both sides.")
model = Line(
    "check_model",
    "Model",
    "as stated",
    Each(tuple(check.model for check in CHECKS)),
    CHECK_ROWS,
    meaning="The figure of the model; where faults are counted or added up, their number or sum.",
)
must_be = Line(
    "check_must_be",
    "Must be",
    "as stated",
    Each(tuple(check.must_be for check in CHECKS)),
    CHECK_ROWS,
    meaning="What the figure must be, worked out another way; 0 where faults are counted.",
)
difference = Line(
    "check_difference",
    "Difference",
    "in its unit",
    gap(model, must_be),
    CHECK_ROWS,
    meaning="Absolute difference; 0 where both sides agree.",
)
tolerance = Line(
    "checks_tolerance",
    "Tolerance",
    "in its unit",
    Each(tuple(ZERO if check.unit == "count" else Assumption("check_tolerance") for check in CHECKS)),
    CHECK_ROWS,
    meaning="The assumption check_tolerance; for counts the tolerance is 0.",
)
status = Line(
    "check_status",
    "Status",
    "text",
    verdict(difference, tolerance),
    CHECK_ROWS,
    meaning="PASS where the difference is a number within the tolerance.",
)
LINES = (tests, model, must_be, difference, unit, tolerance, status)

failing = Line(
    "checks_failing",
    "Checks failing",
    "count",
    not_passing(status),
    meaning="Checks that do not pass, including those that give an error.",
)
master = Line(
    "checks_master",
    "Master check",
    "text",
    when(failing.eq(0), "PASS", "FAIL"),
    meaning="PASS where every check passes.",
)
first_failing = Line(
    "checks_first_failing",
    "First check that fails",
    "text",
    when(failing.eq(0), "none", look_up(CHECK_ROWS.key(), status, Const("FAIL"))),
    meaning="The first of the failing checks: they stand in the order of causes.",
)
company_without_row = Line(
    "checks_company_without_row",
    "Company without a row",
    "text",
    when(
        or_(*(first_failing.eq(check.name) for check in PARTIES)),
        "a company in deals, capex_plans or revenue has no row in the model: build again",
        "",
    ),
    meaning="What to do if a company is in the tables but in no row of the model; otherwise empty.",
)
advice = Line(
    "checks_advice",
    "What to do",
    "text",
    when(
        Total(changes.rows_changed) > 0,
        look_up(changes.advice, changes.is_changed, Const(1)),
        when(
            failing.eq(0),
            "nothing",
            when(
                company_without_row.eq(""),
                joined("see the sheet Checks; this is no longer true: ", look_up(tests, status, Const("FAIL"))),
                company_without_row,
            ),
        ),
    ),
    meaning="What to do if a check fails: build again, or look at the first failing check.",
)
