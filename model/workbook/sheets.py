"""The sheets in their order, and the blocks on each: the table of contents of the workbook."""

from __future__ import annotations

from model.as_built import AS_BUILT
from model.citations import CITATIONS
from model.lines import changes, checks, citations, gaps, sheet_errors
from model.workbook.blocks import Block, Sheet
from model.workbook.outputs import OUTPUT_SHEETS
from model.workbook.overviews import CASES_SHEET, COUNTERPARTIES, SENSITIVITY
from model.workbook.reference import REFERENCE
from model.workbook.summary_sheet import SUMMARY
from model.workbook.workings import CALCULATION_SHEETS

ASSUMPTIONS_SHEET = "Assumptions"
SOURCES_SHEET = "Sources"
CHECKS_SHEET = "Checks"

INPUT_SHEETS = (
    Sheet("companies", "Who takes part: companies, ventures and groups.", table="companies", tab="input"),
    Sheet("fx_rates", "What a unit of each currency is worth in US dollars.", table="fx_rates", tab="input"),
    Sheet(
        "deals",
        "Who promised what to whom: one row is one leg, a flow from payer to payee.",
        table="deals",
        tab="input",
    ),
    Sheet("payments", "When the money of a leg falls due, as stated.", table="payments", tab="input"),
    Sheet(
        "capex_plans", "Which capital spending companies and groups have announced.", table="capex_plans", tab="input"
    ),
    Sheet("equity_stakes", "Who holds or may come to hold shares of whom.", table="equity_stakes", tab="input"),
    Sheet("tranches", "In which steps a stake vests, and what each step waits for.", table="tranches", tab="input"),
    Sheet("revenue", "What companies earned or expect to earn in a period.", table="revenue", tab="input"),
    Sheet(
        "customer_shares",
        "How much of a company's revenue comes from one customer.",
        table="customer_shares",
        tab="input",
    ),
    Sheet(
        "relations",
        "Relations the sources state without an amount; no line reads them.",
        table="relations",
        tab="input",
    ),
    Sheet(
        "figures",
        "Other figures the sources state; two measures are read: reported_commitments, reported_backlog.",
        table="figures",
        tab="input",
    ),
    Sheet("accepted", "Which warnings about the tables somebody has accepted, and why.", table="accepted", tab="input"),
    Sheet(
        ASSUMPTIONS_SHEET,
        "Every judgement of ours, in three cases; Counting rules shows the one selected.",
        table="assumptions",
        tab="input",
    ),
)


CHECKS = Sheet(
    CHECKS_SHEET,
    "Does the workbook tie out, and what do the sources leave open?",
    (
        Block(
            "Master check",
            None,
            (checks.master, checks.failing, checks.advice, changes.sums_edited, gaps.gaps_total),
        ),
        Block(
            "Checks",
            checks.CHECK_ROWS,
            (checks.tests, checks.difference, checks.unit, checks.tolerance, checks.status),
            flagged=(checks.status,),
        ),
        Block(
            "Rows of the input tables",
            changes.TABLES,
            (changes.rows, changes.rows_built, changes.rows_changed, changes.is_changed, changes.advice),
        ),
        Block("Sheets with errors", sheet_errors.SHEET_ROWS, (sheet_errors.errors,)),
        Block("Data gaps", gaps.GAP_ROWS, (gaps.gap_what, gaps.gap_count)),
    ),
)

SOURCES = Sheet(SOURCES_SHEET, "Which documents the figures come from.", table="sources", tab="input")

CITATIONS_SHEET = Sheet(
    "Citations",
    "Which document, and which place in it, does each row of the tables rest on?",
    table=CITATIONS,
    beside=citations.LINES,
)

CHANGE_LOG = Sheet(
    "Change log",
    "Which version made the workbook, from which files, and do the tables still hold as many rows and amounts?",
    table=AS_BUILT,
    beside=(changes.now, changes.recorded_gap, changes.is_edited),
)

SHEETS: tuple[Sheet, ...] = (
    SUMMARY,
    *INPUT_SHEETS,
    *CALCULATION_SHEETS,
    *OUTPUT_SHEETS,
    COUNTERPARTIES,
    CASES_SHEET,
    SENSITIVITY,
    CHECKS,
    SOURCES,
    CITATIONS_SHEET,
    REFERENCE,
    CHANGE_LOG,
)
