"""Everything on the sheets that is no line: Summary, warnings, files, loops, line reference, links to sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from openpyxl.utils import get_column_letter

from model.expression.line import Line
from model.expression.values import Evaluation
from model.lines import versions
from model.workbook.build_record import BuildRecord, record_cells, warning_cells
from model.workbook.counterparties_sheet import COUNTERPARTIES
from model.workbook.layout import Layout
from model.workbook.loops import loop_cells, loops
from model.workbook.places import address
from model.workbook.reference import REFERENCE, reference_cells
from model.workbook.sheets import CHECKS
from model.workbook.summary_sheet import SUMMARY, summary_cells
from model.workbook.widths import below
from model.xlsx.rows import Content
from schemas import TABLES

MOST_LINKS = 5_000  # on a sheet; Excel takes 65,530, and opening them takes time
Links = dict[str, dict[str, str]]


def extra_cells(
    evaluation: Evaluation,
    frames: Mapping[str, pd.DataFrame],
    layout: Layout,
    record: BuildRecord,
    lines: Sequence[Line],
) -> tuple[dict[str, Sequence[Content]], Links]:
    """Cells by sheet, and by sheet and cell the place that the cell links to."""
    first, first_links = summary_cells(layout.sheets, layout, evaluation, record)
    reference, reference_links = reference_cells(lines, layout)
    current = frames["deals"][evaluation.line(versions.is_current)[:, 0] == 1]
    cells: dict[str, Sequence[Content]] = {
        SUMMARY.name: first,
        CHECKS.name: [*warning_cells(below(CHECKS, layout), record), *record_cells(below(CHECKS, layout), record)],
        COUNTERPARTIES.name: list(loop_cells(below(COUNTERPARTIES, layout), loops(current))),
        REFERENCE.name: reference,
    }
    links: Links = {
        SUMMARY.name: dict(first_links),
        REFERENCE.name: {f"A{row}": target for row, target in reference_links.items()},
        **source_links(frames, layout),
        **row_links(layout),
    }
    return cells, links


def source_links(frames: Mapping[str, pd.DataFrame], layout: Layout) -> Links:
    """Every input row's link to the first of its sources."""
    sources = layout.tables["sources"]
    rows = {str(key): sources.first_row + index for index, key in enumerate(frames["sources"]["source"])}
    links: Links = {}
    for table in TABLES:
        column = next((each.name for each in table.columns if each.refers == "sources"), None)
        place = layout.tables[table.name]
        if column is None or place.count > MOST_LINKS:
            continue
        letter = get_column_letter(place.column_of(column))
        for index, cell in enumerate(frames[table.name][column].tolist()):
            first = str(cell).partition(";")[0].strip()
            if first in rows:
                links.setdefault(place.sheet, {})[f"{letter}{place.first_row + index}"] = address(
                    sources.sheet, rows[first], 1
                )
    return links


def row_links(layout: Layout) -> Links:
    """The first block of legs, plans, stakes …: each label's link to the row of the input table it stands for."""
    links: Links = {}
    for rows, spot in layout.labels.items():
        if rows.table and not rows.distinct and 0 < spot.rows <= MOST_LINKS:
            place = layout.tables[rows.table]
            cells = {
                f"A{spot.row + index}": address(place.sheet, place.first_row + index, place.first_column)
                for index in range(spot.rows)
            }
            links.setdefault(spot.sheet, {}).update(cells)
    return links
