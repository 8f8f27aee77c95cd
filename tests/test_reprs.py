"""What a failing assert shows of the model stays short, however deep the definitions go."""

from __future__ import annotations

from collections.abc import Mapping

from model.expression.nodes import Case
from model.lines import checks
from model.workbook.names import model_lines
from model.workbook.sheets import SHEETS
from model.workbook.write import lay_out
from tests.harness import Model

SHORT = 200_000  # characters; the tree below one line has millions of nodes


def test_a_line_is_shown_by_its_name() -> None:
    assert repr(checks.master) == f"Line({checks.master.name})"
    assert all(repr(line) == f"Line({line.name})" for line in model_lines())


def test_whatever_holds_lines_is_shown_in_moments(shipped: Mapping[Case, Model]) -> None:
    evaluation = shipped["base"].evaluation
    evaluation.line(checks.master)
    layout = lay_out(evaluation)
    for shown in (*(line.expr for line in model_lines()), SHEETS, evaluation, layout, *layout.blocks, *layout.spots):
        assert len(repr(shown)) < SHORT
