"""Everything on the sheets that is not a line: Summary, warnings, files, loops, line reference, links to sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from model.as_built import as_built
from model.expression.line import Line
from model.expression.nodes import CASES
from model.expression.values import Evaluation
from model.lines import versions
from model.workbook.build_record import BuildRecord, record_cells, warning_cells
from model.workbook.counterparties_sheet import COUNTERPARTIES
from model.workbook.layout import Layout
from model.workbook.links import Links, trail
from model.workbook.loops import loop_cells, loops
from model.workbook.reference import REFERENCE, reference_cells
from model.workbook.sheets import CHECKS
from model.workbook.summary_sheet import SUMMARY, summary_cells
from model.workbook.widths import below
from model.xlsx.rows import SheetCells


def extra_cells(
    evaluation: Evaluation,
    frames: Mapping[str, pd.DataFrame],
    layout: Layout,
    record: BuildRecord,
    lines: Sequence[Line],
) -> tuple[dict[str, SheetCells], Links]:
    """Cells by sheet, and by sheet and cell the place that the cell links to."""
    first, first_links = summary_cells(layout.sheets, layout, evaluation, record)
    reference, reference_links = reference_cells(lines, layout)
    cells = {
        SUMMARY.name: SheetCells(first),
        CHECKS.name: SheetCells(
            [*warning_cells(below(CHECKS, layout), record), *record_cells(below(CHECKS, layout), record)]
        ),
        COUNTERPARTIES.name: SheetCells(
            loop_cells(below(COUNTERPARTIES, layout), loops(current_at_build(evaluation, frames)))
        ),
        REFERENCE.name: SheetCells(reference),
    }
    links: Links = {
        SUMMARY.name: dict(first_links),
        REFERENCE.name: {f"A{row}": target for row, target in reference_links.items()},
        **trail(frames, layout, evaluation),
    }
    return cells, links


def current_at_build(evaluation: Evaluation, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The legs that were current when the workbook was built: what was edited since moves no loop."""
    data = evaluation.data
    before = {name: data.columns[as_built(name)] for name in frames if as_built(name) in frames}
    if before:
        columns = {**data.columns, **before}
        judged = columns["assumptions"]
        names, cases = judged["name"], {case: judged[case] for case in CASES}
        assumptions = {str(name): {case: float(cases[case][at]) for case in CASES} for at, name in enumerate(names)}
        evaluation = Evaluation(replace(data, columns=columns, assumptions=assumptions, keys={}))
    deals = frames.get(as_built("deals"), frames["deals"])
    current: pd.DataFrame = deals[evaluation.line(versions.is_current)[:, 0] == 1]
    return current
