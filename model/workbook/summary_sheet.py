"""The Summary: what a reader wants to know first, on one screen and one page, and where to find the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from openpyxl.utils import get_column_letter

from model.expression.values import Evaluation
from model.lines import bridge_steps, changes, checks, funders, gaps, payments_due, rules, summary
from model.lines.rows import LARGEST_FUNDERS, STEPS
from model.lines.summary import FIGURE_ROWS
from model.workbook.blocks import Block, Chart, Sheet, show
from model.workbook.build_record import BuildRecord
from model.workbook.layout import Layout
from model.workbook.places import address, quoted
from model.workbook.widths import below
from model.xlsx.rows import Content

CASE_ROW, BASIS_ROW, STATUS_ROWS, VALUE_COLUMN = 5, 6, 7, 2
UNIT_COLUMN, MEANING_COLUMN, WHERE_COLUMN, CONTENTS_COLUMN = 4, 5, 6, 8
CHART_ROWS, LEGEND_ROWS = 16, 3
WIDTHS = (34.0, 11.0, 26.0, 13.0, 49.0, 21.0, 1.0, 20.0, 15.0)  # characters: a page at 8 points

SUMMARY = Sheet(
    "Summary",
    "Who has promised whom how much compute, at what price, paid how, and secured by which shares?",
    (
        Block(
            "",
            None,
            (
                rules.of_day,
                show(checks.master, "Master check", "Does the model still tie out? See Checks."),
                show(checks.advice, "What to do", ""),
                show(changes.edited_since_build, "Edited since build", "Has somebody changed an input? See As built."),
                show(
                    gaps.gaps_total,
                    "Data gaps",
                    "Figures and dates that no source states; shown as n/d or assumed. See Checks.",
                ),
                summary.summary_assumed,
                summary.summary_range,
            ),
            flagged=(checks.master,),
        ),
        Block(
            "Key figures",
            FIGURE_ROWS,
            (summary.summary_value, summary.summary_whose),
            space=CHART_ROWS,
            names=(summary.summary_whose,),
            name="key",
        ),
    ),
    first_row=STATUS_ROWS,
    widths=WIDTHS,
    charts=(
        Chart(
            "From everything announced to what is documented",
            "Waterfall, in billions of US dollars: blue bars are the rungs, orange bars the amounts that a step "
            "deducts.",
            "bridge",
            (bridge_steps.step_below, bridge_steps.step_stands, bridge_steps.step_taken),
            STEPS,
            "Step",
            most=len(STEPS.labels),
        ),
        Chart(
            "Who funds whom",
            "Bars: investments, acquisitions and loans, the eight largest pairs and all others, in billions of US "
            "dollars.",
            "bars",
            (funders.largest_funders_funding,),
            funders.largest.name,
            "Funder and funded",
            most=len(LARGEST_FUNDERS.labels),
            wide=440,
        ),
        Chart(
            "Payments due against revenue, all payers",
            "Stacked columns: payments due in each year, dark on stated days and light on assumed days. Line: revenue "
            "of the payers whose revenue is stated. In billions of US dollars; earlier, later and undated amounts are "
            "left out.",
            "years",
            (payments_due.all_stated[-1], payments_due.all_assumed[-1], payments_due.payers_revenue),
            None,
            "Year",
            wide=400,
        ),
    ),
    tab="summary",
)


def summary_cells(
    sheets: Sequence[Sheet], layout: Layout, evaluation: Evaluation, record: BuildRecord
) -> tuple[list[Content], Mapping[str, str]]:
    """The cells beside the blocks, and what the cells that are links lead to."""
    cells: list[Content] = [
        Content(CASE_ROW, 1, "Case", "block"),
        Content(CASE_ROW, VALUE_COLUMN, evaluation.data.selected.case, "selector"),
        Content(CASE_ROW, UNIT_COLUMN, "Choose low, base or high: every sheet follows.", "caption"),
        Content(BASIS_ROW, 1, "Basis", "block"),
        Content(BASIS_ROW, VALUE_COLUMN, evaluation.data.selected.basis, "selector"),
        Content(BASIS_ROW, UNIT_COLUMN, "Choose the rung of the bridge used for totals.", "caption"),
    ]
    links: dict[str, str] = {}
    figures = next(place for place in layout.blocks if place.block.rows is FIGURE_ROWS)
    for column, text in ((UNIT_COLUMN, "Unit"), (MEANING_COLUMN, "Meaning"), (WHERE_COLUMN, "Worked out on")):
        cells.append(Content(figures.header_row, column, text, "header"))
    for row, figure in enumerate(summary.FIGURES, start=figures.first_row):
        home = layout.spot(figure.home)
        cells.append(Content(row, UNIT_COLUMN, figure.unit, "caption"))
        cells.append(Content(row, MEANING_COLUMN, figure.meaning, "label"))
        cells.append(Content(row, WHERE_COLUMN, home.sheet, "link cell"))
        links[f"{get_column_letter(WHERE_COLUMN)}{row}"] = address(home.sheet, home.row, home.column)
    cells.append(Content(CASE_ROW - 1, CONTENTS_COLUMN, "Contents", "block"))
    for index, sheet in enumerate(sheets[1:]):
        right, down = divmod(index, len(sheets) // 2)
        row, column = CASE_ROW + down, CONTENTS_COLUMN + right
        cells.append(Content(row, column, sheet.name, "link cell"))
        links[f"{get_column_letter(column)}{row}"] = f"{quoted(sheet.name)}!A1"
    row = first_year_row(layout)
    cells += legend(row - LEGEND_ROWS)
    cells.append(Content(row, 1, "First year", "label"))
    cells.append(Content(row, VALUE_COLUMN, float(evaluation.data.years[0]), "found stated"))
    cells += origin(row + 1, record)
    return cells, links


def legend(row: int) -> Iterator[Content]:
    texts = (
        ("Blue: input. Recalculates everywhere. To add rows, rebuild.", "input text"),
        ("Green: from another sheet. Black: formula.", "link text"),
        ("Grey: determined at build, not live.", "found text"),
    )
    for index, (text, style) in enumerate(texts):
        yield Content(row + index, 1, text, style)
    yield Content(
        row, MEANING_COLUMN, "n/d: not disclosed, or not computable from what is disclosed. – : zero.", "caption"
    )
    yield Content(
        row + 1,
        MEANING_COLUMN,
        "Amounts are outflows of the payer, shown as positive numbers; (1.0) is negative.",
        "caption",
    )
    yield Content(
        row + 2,
        MEANING_COLUMN,
        "Bridge steps are deductions. A click on the label of a row leads to the input behind it.",
        "caption",
    )


def origin(row: int, record: BuildRecord) -> Iterator[Content]:
    """Which version and which inputs made the workbook; the single files are listed on Checks."""
    yield Content(row, 1, "Made by tieout", "label")
    yield Content(row, VALUE_COLUMN, record.version, "found text")
    yield Content(row, VALUE_COLUMN + 1, "inputs, SHA-256", "caption")
    yield Content(row, MEANING_COLUMN, record.digest, "caption")


def first_year_row(layout: Layout) -> int:
    """The year of the as-of day at build, with which every timeline starts, is shown below the legend."""
    return below(SUMMARY, layout) - 1 + LEGEND_ROWS


def selector_names(layout: Layout) -> tuple[tuple[str, str], ...]:
    """The defined names of what the reader chooses, and of the first year."""
    return (
        ("case", address(SUMMARY.name, CASE_ROW, VALUE_COLUMN)),
        ("basis", address(SUMMARY.name, BASIS_ROW, VALUE_COLUMN)),
        ("first_year", address(SUMMARY.name, first_year_row(layout), VALUE_COLUMN)),
    )
