"""What the reader chooses for the two-way grid is followed live, is not an edit, and has the model's figure at its
centre."""

from __future__ import annotations

from pathlib import Path

import formualizer
import numpy as np
import pytest

from model.compute import evaluate
from model.expression.values import Selected
from model.lines import drivers, largest_payer, tornado, two_way_grid, what_ifs
from model.lines.rows import DRIVERS
from model.pipeline import build
from model.verify.verify import verify
from model.workbook.names import chosen_cells
from model.workbook.write import lay_out
from tests.conftest import SMALL
from tests.engines import alike, values
from tests.harness import Model, model_of
from tests.tiers import sampled


@pytest.fixture(scope="module")
def small() -> Model:
    return model_of(SMALL, "base", "own")


def cells_chosen(model: Model) -> list[tuple[str, int, int]]:
    """Where the two drivers are chosen."""
    return [(sheet, row, column) for _, sheet, row, column in chosen_cells(lay_out(model.evaluation))]


def test_every_driver_has_a_place_in_the_tornado(small: Model) -> None:
    assert sorted(small.evaluation.line(tornado.driver)[:, 0]) == sorted(DRIVERS.labels)
    widths = np.nan_to_num(small.evaluation.line(tornado.LINES[-1])[:, 0].astype(float))
    assert widths[0] > 0
    assert list(widths) == sorted(widths, reverse=True)


@pytest.mark.parametrize("basis", sampled(["own", "all_in", "stated", "signed", "attributable"], now=5, long=2))
def test_the_centre_of_the_grid_is_the_model_whatever_is_chosen(basis: str, small: Model) -> None:
    for down, across in zip(DRIVERS.labels, (*DRIVERS.labels[3:], *DRIVERS.labels[:3]), strict=True):
        evaluation = evaluate(small.frames, Selected("base", basis, down, across), order={})
        model = evaluation.line(largest_payer.cover)[0, 0]
        assert model > 0
        assert evaluation.line(two_way_grid.figures[2])[2, 0] == pytest.approx(model, rel=1e-12)
        # the edges of the grid are the sides of the tornado
        sides = evaluation.line(tornado.at_low)[:, 0], evaluation.line(tornado.at_high)[:, 0]
        middle = evaluation.line(two_way_grid.figures[2])[:, 0]
        place = DRIVERS.labels.index(down)
        assert (middle[0], middle[-1]) == pytest.approx((sides[0][place], sides[1][place]))


def test_the_same_driver_twice_gives_no_figures_and_says_so(small: Model) -> None:
    evaluation = evaluate(small.frames, Selected("base", "own", "Revenue", "Revenue"), order={})
    assert all(np.isnan(evaluation.line(line)).all() for line in two_way_grid.figures)
    assert "choose two different drivers" in str(evaluation.line(two_way_grid.says)[0, 0])
    assert evaluation.line(what_ifs.centre)[0, 0] > 0


@pytest.mark.long
def test_a_driver_chosen_in_the_workbook_is_followed_and_is_no_edit(small: Model, tmp_path: Path) -> None:
    """As a fresh build with these drivers: every figure of the sheet, and verify has nothing to say."""
    names = "Default term", "Revenue"
    build(SMALL, tmp_path / "small.xlsx", Selected("base", "own"))
    build(SMALL, tmp_path / "chosen.xlsx", Selected("base", "own", *names))
    book = formualizer.load_workbook(str(tmp_path / "small.xlsx"))
    for (sheet, row, column), driver in zip(cells_chosen(small), names, strict=True):
        book.set_value(sheet, row, column, driver)
    book.evaluate_all()
    fresh, old = values(tmp_path / "chosen.xlsx"), values(tmp_path / "small.xlsx")
    layout = lay_out(small.evaluation)
    figures = [
        (spot.row + down, spot.column)
        for spot in (layout.spot(line) for line in (drivers.grid_value, *two_way_grid.figures))
        for down in range(spot.rows)
    ]
    moved = 0
    for row, column in figures:
        place = "Cases", f"{chr(64 + column)}{row}"
        assert alike(fresh[place], book.get_value("Cases", row, column)), place
        moved += fresh[place] != old[place]
    assert moved > 10
    verified = verify(tmp_path / "chosen.xlsx", SMALL)
    assert verified.differences == ()


def test_a_driver_that_is_none_gives_no_figures(small: Model) -> None:
    evaluation = evaluate(small.frames, Selected("base", "own", "Weather", "Revenue"), order={})
    assert all(np.isnan(evaluation.line(line)).all() for line in two_way_grid.figures)
