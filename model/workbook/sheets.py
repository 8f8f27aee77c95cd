"""The sheets in their order, and the blocks on each: the table of contents of the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.citations import CITATIONS
from model.expression.line import Line
from model.lines import (
    amounts,
    changes,
    checks,
    citations,
    controls,
    gaps,
    number_columns,
    pairs_of_legs,
    parts,
    rungs,
    sheet_errors,
)
from model.lines.inputs import Deals
from model.lines.rows import LEGS
from model.workbook.as_built_sheet import AS_BUILT
from model.workbook.asides import with_asides
from model.workbook.blocks import Block, Sheet, show
from model.workbook.capex_sheet import CAPEX
from model.workbook.cases_sheet import CASES_SHEET
from model.workbook.counterparties_sheet import COUNTERPARTIES
from model.workbook.outputs import EQUITY_STAKES, HEADLINE_BRIDGE, OUTPUT_SHEETS
from model.workbook.reference import REFERENCE
from model.workbook.revenue_sheet import COMMITMENT_VS_REVENUE
from model.workbook.summary_sheet import SUMMARY
from model.workbook.workings import CALCULATION_SHEETS

CHECKS_SHEET = "Checks"
EMPTY_TABLES = "Empty tables"
EMPTY_QUESTION = "Tables without rows. What is typed below their headings gets a sheet of its own at the next build."


def inputs(question: str, *tables: str, name: str = "", beside: tuple[Line, ...] = ()) -> Sheet:
    """A sheet of input tables, called like its first table if it has no name of its own."""
    return Sheet(name or tables[0], question, tables=tables, beside=beside, tab="input")


INPUT_SHEETS = (
    inputs(
        "All our judgements, each in three cases, and the warnings about the tables that somebody has accepted, with "
        "the reasons.",
        "assumptions",
        "accepted",
        name="Assumptions",
    ),
    inputs("Who promised what to whom: one row is one leg, a flow from payer to payee.", "deals"),
    inputs("When the money of a leg falls due, as stated.", "payments"),
    inputs("Which capital spending companies and groups have announced.", "capex_plans"),
    inputs("Who holds or may come to hold shares of whom.", "equity_stakes"),
    inputs("In which steps a stake vests, and what each step depends on.", "tranches"),
    inputs("What companies earned or expect to earn in a period.", "revenue"),
    inputs("How much of a company's revenue comes from one customer.", "customer_shares"),
    inputs("Who takes part: companies, ventures and groups.", "companies"),
    inputs("What a unit of each currency is worth in US dollars.", "fx_rates"),
    inputs(
        "Which documents the figures come from, and which place in them each row of the tables rests on.",
        "sources",
        CITATIONS,
        beside=citations.LINES,
    ),
    inputs(
        "Relations stated without an amount, and other figures, of which the model uses two measures: "
        "reported_commitments and reported_backlog.",
        "relations",
        "figures",
        name="Other facts",
    ),
)


CHECKS = Sheet(
    CHECKS_SHEET,
    "Does the workbook tie out, and what do the sources not disclose?",
    (
        Block(
            "Master check",
            None,
            (
                checks.master,
                checks.failing,
                checks.first_failing,
                checks.company_without_row,
                checks.advice,
                changes.edited_since_build,
                changes.edited_rows,
                changes.edited_tables,
                gaps.gaps_total,
                controls.failing,
            ),
        ),
        Block(
            "Checks",
            checks.CHECK_ROWS,
            checks.LINES,
            flagged=(checks.status,),
            name="checks",
        ),
        Block(
            "Controls of outputs",
            controls.CONTROL_ROWS,
            controls.LINES,
            flagged=(controls.status,),
            note="If a control fails, a formula of that block, or something it reads, was overwritten.",
        ),
        Block(
            "Rows of the input tables",
            changes.TABLES,
            (
                changes.rows,
                changes.rows_built,
                changes.rows_changed,
                changes.is_changed,
                changes.advice,
                changes.edited,
                changes.removed,
                changes.added,
                changes.edits,
            ),
        ),
        Block("Columns of numbers and dates", number_columns.COLUMN_ROWS, number_columns.LINES),
        Block("Sheets and tables with errors", sheet_errors.SHEET_ROWS, (sheet_errors.errors,)),
        Block("Data gaps", gaps.GAP_ROWS, (gaps.gap_what, gaps.gap_count)),
        Block(
            "Working: legs of the pairs that are compared",
            LEGS,
            (
                *map(show, (Deals.payer, Deals.payee, Deals.kind, amounts.legs_class, rungs.is_counted, parts.counts)),
                *map(show, (rungs.contracted, parts.unpriced)),
                *pairs_of_legs.LINES,
            ),
            name="pair_legs",
        ),
    ),
)

OUTPUTS = (SUMMARY, *OUTPUT_SHEETS, COUNTERPARTIES, CASES_SHEET)
# in the order of their stages: outputs read workings, workings read inputs; a helper line stands where it is first read
STAGES = (
    *(*INPUT_SHEETS, *CALCULATION_SHEETS, CAPEX, EQUITY_STAKES, COMMITMENT_VS_REVENUE, HEADLINE_BRIDGE),
    *(COUNTERPARTIES, CASES_SHEET, CHECKS, SUMMARY),
)
PLACED = {sheet.name: sheet for sheet in with_asides(STAGES)}
SHEETS: tuple[Sheet, ...] = (
    *(PLACED[sheet.name] for sheet in (*OUTPUTS, *INPUT_SHEETS, *CALCULATION_SHEETS, CHECKS)),
    REFERENCE,
    AS_BUILT,
)


def with_rows(sheets: Sequence[Sheet], rows: Mapping[str, int]) -> tuple[Sheet, ...]:
    """The sheets of a workbook whose tables have so many rows: where several have none, one sheet holds them all.

    Formulas read these tables as any others, and rows typed there are taken by pull and by the next build. A sheet with
    lines beside its tables stays.
    """
    bare = [sheet for sheet in sheets if sheet.tables and not sheet.beside]
    empty = [sheet for sheet in bare if not any(rows[table] for table in sheet.tables)]
    if len(empty) < 2:
        return tuple(sheets)
    tables = tuple(table for sheet in empty for table in sheet.tables)
    last = max(index for index, sheet in enumerate(sheets) if sheet.tables)
    together = inputs(EMPTY_QUESTION, *tables, name=EMPTY_TABLES)
    return tuple(sheet for sheet in (*sheets[: last + 1], together, *sheets[last + 1 :]) if sheet not in empty)


def by_stage(sheet: Sheet) -> int:
    """Workings before outputs, because a label is first placed where its rows are worked out."""
    return 0 if sheet.name in {each.name for each in CALCULATION_SHEETS} else 1
