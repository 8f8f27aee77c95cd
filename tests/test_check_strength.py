"""How many overwritten figures of the outputs the master check notices, each set to 1.5 times itself plus 1.

The figures are the formula cells with a number in the blocks of the output sheets, and the years above them. Not
counted are the tornado and the grid of Cases, blocks that are called workings, and the other blocks named here, where
legs, plans, periods and tranches are worked out step by step, as on the sheets Legs and Schedule: there a figure cannot
be worked out a second way.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import formualizer
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from model.lines import checks, controls
from model.workbook.write import lay_out
from tests.book import Place
from tests.engines import formulas, values
from tests.harness import Model, line_named

OUTPUTS = (
    *("Summary", "Commitment vs revenue", "Capex", "Equity stakes", "Headline bridge", "Counterparties", "Cases"),
)
LEFT_OUT = (
    *("Revenue by customer, as stated", "Revenue, by company", "Revenue periods"),
    *("Plans", "When each plan runs, and what its actuals cover", "Which plans are current"),
    *("Plans that may be part of a plan of their group", "Third-party figures, and which of them is used"),
    *("Tranches", "What each tranche depends on, as reached by year-end", "Share vested by year-end, by tranche"),
    *("Conditions met by year-end", "Conditions known to be unmet by year-end"),
    *("Implausible amounts", "The headline bridge, by leg"),
    *(
        "Tornado: what moves the largest payer's peak-year payments ÷ revenue",
        "Drivers, the one with the widest effect first",
    ),
    *("Two drivers at once", "Peak-year payments ÷ revenue"),
)
AT_LEAST = 0.9
SAMPLE = 120
# of each kind of control one: legs, row sums, ratios, years above, copies, pairs, plans, cases
LINES = (
    *("payer_without", "payer_dated", "payer_due_cover", "sale_value_to_revenue", "supplier_hhi", "funder_funding"),
    *("sale_contingent", "spender_lapsed", "payers_total_low", "evidence_share", "step_taken", "payer_due_to_date"),
)


def is_left_out(title: str) -> bool:
    return title.startswith("Working: ") or title in LEFT_OUT


def output_figures(model: Model, workbook: Path) -> list[Place]:
    """The cells that are counted, in the order of the sheets."""
    layout, stored = lay_out(model.evaluation), values(workbook)
    left_out = {
        (place.sheet, row)
        for place in layout.blocks
        if place.sheet in OUTPUTS and is_left_out(place.block.title)
        for row in range(place.title_row, place.next_row)
    }
    places = ((sheet, cell, *coordinate_to_tuple(cell)) for sheet, cell in formulas(workbook) if sheet in OUTPUTS)
    return [
        (sheet, row, column)
        for sheet, cell, row, column in places
        if isinstance(stored[sheet, cell], float) and (sheet, row) not in left_out
    ]


def unnoticed(model: Model, workbook: Path, places: Iterable[Place]) -> Iterator[Place]:
    """Those of the cells that can be typed over, one at a time, while the master check still says PASS."""
    book = formualizer.load_workbook(str(workbook))
    book.evaluate_all()
    spot = lay_out(model.evaluation).spot(checks.master)
    master, stored = (spot.sheet, spot.row, spot.column), values(workbook)
    for place in places:
        sheet, row, column = place
        formula, value = book.get_formula(*place), stored[sheet, f"{get_column_letter(column)}{row}"]
        assert formula
        assert isinstance(value, float)
        book.set_value(*place, value * 1.5 + 1)
        book.evaluate_all()
        if book.get_value(*master) == "PASS":
            yield place
        book.set_formula(*place, formula)
    book.evaluate_all()
    assert book.get_value(*master) == "PASS"


def share_noticed(model: Model, workbook: Path, places: Sequence[Place]) -> float:
    return 1 - len(list(unnoticed(model, workbook, places))) / len(places)


@pytest.mark.long
def test_a_figure_that_is_typed_over_fails_the_master_check(
    models: Mapping[str, Model], workbooks: Mapping[str, Path]
) -> None:
    model, workbook = models["small-base"], workbooks["small-base"]
    layout = lay_out(model.evaluation)
    places = set(output_figures(model, workbook))
    chosen = []
    for name in LINES:
        spot = layout.spot(line_named(name))
        cells = ((spot.sheet, row, spot.column) for row in range(spot.row, spot.last_row + 1))
        chosen.append(next(cell for cell in cells if cell in places))
    assert list(unnoticed(model, workbook, chosen)) == []


def test_no_check_and_no_control_share_a_name() -> None:
    names = [*checks.CHECK_ROWS.labels, *controls.CONTROL_ROWS.labels]
    assert len(set(names)) == len(names)


@pytest.mark.long
def test_most_of_a_sample_of_the_figures_is_noticed(models: Mapping[str, Model], workbooks: Mapping[str, Path]) -> None:
    model, workbook = models["small-base"], workbooks["small-base"]
    places = random.Random(1).sample(output_figures(model, workbook), SAMPLE)
    assert share_noticed(model, workbook, places) >= AT_LEAST


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ["small-base", "shipped-base"])
def test_most_of_all_figures_is_noticed(name: str, models: Mapping[str, Model], workbooks: Mapping[str, Path]) -> None:
    places = output_figures(models[name], workbooks[name])
    share = share_noticed(models[name], workbooks[name], places)
    print(f"{name}: {share:.1%} of {len(places)} figures")
    assert share >= AT_LEAST


def test_what_is_left_out_is_there(models: Mapping[str, Model]) -> None:
    titles = {place.block.title for place in lay_out(models["small-base"].evaluation).blocks if place.sheet in OUTPUTS}
    assert set(LEFT_OUT) <= titles
