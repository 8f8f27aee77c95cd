"""Checks that the workbook ties out, and counts of what the sources do not disclose.

Each check is a difference that must be 0 within the tolerance. A data gap is no failure: it is counted and shown.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import Assumption, Const, Each, Errors, If, Lookup, Node, Op, Rows, Total, call
from model.expression.terms import count_ifs, gap, is_, joined, known, sum_ifs, when
from model.lines import (
    bridge,
    capex,
    cases,
    changes,
    commitments,
    counterparties,
    equity,
    legs,
    periods,
    rules,
    sensitivity,
    suppliers,
)
from model.lines.gaps import blanks, not_numbers
from model.lines.inputs import (
    Assumptions,
    CapexPlans,
    CustomerShares,
    Deals,
    EquityStakes,
    Figures,
    FxRates,
    Revenue,
    Sources,
    Tranches,
    column_of,
)
from model.lines.rows import CLASSES


def unconverted(stated: Line, usd: Line) -> Node:
    """How many stated amounts have no value in US dollars."""
    return gap(Total(stated, how="count"), Total(usd, how="count"))


commitment_legs = sum_ifs(legs.class_scheduled, is_(CLASSES.key(), "commitment"))
commitment_count = sum_ifs(legs.class_legs, is_(CLASSES.key(), "commitment"))
disclosed_legs = sum_ifs(legs.counted, is_(legs.legs_class, "commitment"))


# The sheets of inputs and figures, but for the two that show the checks; a test holds the list against the workbook's.
ERROR_SHEETS = (
    "Dashboard",
    *("companies", "fx_rates", "deals", "capex_plans", "equity_stakes", "tranches", "revenue", "customer_shares"),
    *("relations", "figures", "Assumptions"),
    "Counting rules",
    "Legs",
    "Schedule",
    "Capex",
    "Equity stakes",
    "Commitment vs revenue",
    "Firmness bridge",
    "Counterparties",
    "Scenarios",
    "Sensitivity",
    "Sources",
)
SHEET_ROWS = Rows("sheet", labels=ERROR_SHEETS)

errors = Line(
    "sheet_errors",
    "Errors",
    "count",
    Each(tuple(Errors(sheet) for sheet in ERROR_SHEETS)),
    SHEET_ROWS,
    meaning="1 where an input or a figure on the sheet is an error.",
)


def numbers_of(name: str, columns: type) -> tuple[str, str, str, Node]:
    """The check that a table's numbers and dates are none of them text."""
    stated = [line for line in vars(columns).values() if isinstance(line, Line) and line.unit != "text"]
    first, *others = (not_numbers(column_of(line)) for line in stated)
    text = f"Every number and date of {name} is no text"
    return f"{name}-numbers", "count", text, sum(others, first)


CHECKS: tuple[tuple[str, str, str, Node], ...] = (
    ("legs-schedule", "USD bn", "Every leg's schedule adds up to its scheduled amount", Total(legs.schedule_gap)),
    ("plans-schedule", "USD bn", "Every capital plan's years add up to its counted amount", Total(capex.plans_gap)),
    (
        "payers-legs",
        "USD bn",
        "Commitments of all payers equal all commitment legs",
        gap(Total(commitments.total), commitment_legs),
    ),
    (
        "payers-years",
        "USD bn",
        "Commitments due by payer and year equal those of all commitment legs",
        gap(Total(commitments.payer_due, "both"), commitment_legs),
    ),
    (
        "sellers-legs",
        "USD bn",
        "Backlogs of all sellers equal all commitment legs with an amount",
        gap(Total(suppliers.backlog), disclosed_legs),
    ),
    (
        "pairs-sellers",
        "USD bn",
        "Backlogs by seller and customer equal backlogs by seller",
        gap(Total(suppliers.sale_backlog), Total(suppliers.backlog)),
    ),
    (
        "matrix-pairs",
        "USD bn",
        "The matrix of payers and sellers equals all legs with an amount, both ways",
        gap(Total(counterparties.matrix_commitments, "both"), disclosed_legs)
        + gap(Total(counterparties.matrix_row), Total(commitments.disclosed_counted)),
    ),
    (
        "companies-plans",
        "USD bn",
        "Capital spending by company equals that of all plans",
        gap(Total(capex.total), Total(capex.counted)),
    ),
    (
        "companies-years",
        "USD bn",
        "Capital spending by company and year equals that of all companies",
        gap(Total(capex.spender_year, "both"), Total(capex.total)),
    ),
    (
        "parties-legs",
        "count",
        "Every commitment has its payer, seller and pair, every plan its company",
        gap(Total(commitments.legs), commitment_count)
        + gap(Total(suppliers.seller_legs), commitment_count)
        + gap(Total(suppliers.sale_legs), commitment_count)
        + gap(Total(capex.plans), Total(CapexPlans.plan, how="filled")),
    ),
    ("bridge-legs", "USD bn", "The firmness bridge adds up over all legs", bridge.bridge_gap),
    (
        "bridge-payers",
        "USD bn",
        "Firm commitments by payer equal those of all legs",
        gap(Total(bridge.payer_firm), Total(bridge.firm)),
    ),
    ("scenarios-model", "USD bn", "The selected scenario's column equals the model", cases.model_gap),
    ("sensitivity-centre", "x", "The centre of the sensitivity grid equals the model", sensitivity.centre_gap),
    ("tranches-maximum", "share", "No stake's tranches exceed its maximum share", Total(equity.tranches_over)),
    (
        "currencies",
        "count",
        "Every stated amount has a rate to US dollars",
        unconverted(Deals.base_bn, legs.money.usd)
        + unconverted(CapexPlans.base_bn, capex.money.usd)
        + unconverted(Revenue.base_bn, periods.money.usd)
        + unconverted(EquityStakes.invested_bn, equity.invested),
    ),
    (
        "rows-complete",
        "count",
        "Every leg and plan has a class, a weight and a number where it has an amount",
        gap(Total(Deals.leg, how="filled"), Total(legs.weight, how="count"))
        + gap(Total(Deals.leg, how="filled"), Total(legs.payer_part, how="count"))
        + gap(Total(CapexPlans.plan, how="filled"), Total(capex.weight, how="count")),
    ),
    numbers_of("deals", Deals),
    numbers_of("plans", CapexPlans),
    numbers_of("stakes", EquityStakes),
    numbers_of("tranches", Tranches),
    numbers_of("revenue", Revenue),
    numbers_of("customers", CustomerShares),
    (
        "others-numbers",
        "count",
        "Every rate, date of a source and other figure is no text",
        not_numbers(FxRates.usd_per_unit) + not_numbers(Sources.published) + not_numbers(Figures.base),
    ),
    (
        "parts-known",
        "count",
        "Every leg or plan inside another names one that is there",
        Total(legs.whole_missing) + Total(capex.whole_missing),
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
    (
        "tables-read",
        "as stated",
        "Rows and sums of amounts are those the build read (rebuild after edits)",
        Total(changes.recorded_gap),
    ),
    ("scenario-known", "count", "The scenario selected is low, base or high", rules.unknown_scenario),
    ("no-errors", "count", "No figure is an error", Total(errors)),
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
    when(
        call("is_error", difference),
        "FAIL",
        If(
            known(difference, tolerance),
            # as it stands: a difference is far below the tolerance, or a fault
            when(Op("<=", (difference, tolerance)), "PASS", "FAIL"),
            Const("FAIL"),
        ),
    ),
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
            "a company in deals or capex_plans has no row in the model: build again",
            when(
                failing.eq(0),
                "nothing",
                joined("look at Checks, where this no longer holds: ", Lookup(tests, status, Const("FAIL"))),
            ),
        ),
    ),
    meaning="What to do where a check fails: build again, or look at the first that does.",
)
