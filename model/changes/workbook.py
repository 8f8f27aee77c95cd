"""A comparison as a workbook: Moves with waterfalls, Changes before and after by key, and Payers.

Sums, differences and checks are live. The same comparison gives the same bytes. Text from inputs stays text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.dimensions import SheetFormatProperties
from openpyxl.worksheet.worksheet import Worksheet

from model import __version__
from model.changes import grid, waterfall
from model.changes.compare import Diff, Moved
from model.changes.grid import Grid, text
from model.changes.waterfall import Waterfall
from model.changes.words import N_D_COUNTS_AS_0, counted, nothing_changed
from model.dates import EPOCH
from model.workbook.charts import place_charts
from model.workbook.pages import set_print
from model.workbook.write import flag
from model.xlsx.rows import Content, SheetCells
from model.xlsx.sizes import PLAIN_WIDTH, ROW_HEIGHT, with_heights
from model.xlsx.styles import AT_BUILD, add_styles, number_style
from model.xlsx.writer import package

MOVES, CHANGES, PAYERS = "Moves", "Changes", "Payers"
FIRST_ROW = 6  # of the first table of a sheet
STATED = "stated"  # the figure that always has a waterfall
CHART_ROWS = 18
MOST_ROWS = 100_000  # of changes and of payers; JSON has all
NUMBER_WIDTH, LABEL_WIDTH = 13.0, 36.0


def as_workbook(diff: Diff) -> bytes:
    """The workbook's bytes."""
    table = Grid(FIRST_ROW, grid.causes_of(diff.figures), diff.figures, leading=2)
    falls = waterfalls(diff, table)
    payers = payer_grid(diff)
    rows = {
        MOVES: SheetCells(moves_cells(diff, table, falls)),
        CHANGES: SheetCells(change_cells(diff)),
        PAYERS: SheetCells(payer_cells(payers)),
    }
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_styles(workbook, {name for cells in rows.values() for name in cells.styles})
    workbook.properties.creator = f"tieout {__version__}"
    workbook.properties.title = "What moved"
    workbook.properties.created = workbook.properties.modified = EPOCH
    workbook.calculation.fullCalcOnLoad = True
    widths = {
        MOVES: (LABEL_WIDTH, 18.0, *[NUMBER_WIDTH] * (len(table.causes) + 6)),
        CHANGES: (16.0, LABEL_WIDTH, 12.0, 18.0, 50.0, 50.0),
        PAYERS: (LABEL_WIDTH, 14.0, *[NUMBER_WIDTH] * (len(payers.causes) + 5)),
    }
    for name, cells in rows.items():
        dress(workbook.create_sheet(name), widths[name])
        rows[name] = with_heights(cells, workbook[name])
        # the headings of Moves are those of its first table alone
        set_print(workbook[name], rows[name], 3 if name == MOVES else FIRST_ROW - 1, one_page=False, last_row=None)
    flag(workbook[MOVES], "B4")
    for name, each in ((MOVES, table), (PAYERS, payers)):
        column = get_column_letter(each.check)
        flag(workbook[name], f"{column}{each.first_row}:{column}{max(each.first_row, each.last_row)}")
    workbook[CHANGES].auto_filter.ref = f"A{FIRST_ROW - 1}:F{max(FIRST_ROW, rows[CHANGES].bottom)}"
    if falls:
        top = chart_row(table)
        place_charts(
            workbook[MOVES],
            [waterfall.draw(fall) for fall in falls],
            range(top, top + CHART_ROWS),
            dict(enumerate(widths[MOVES], start=1)),
        )
    file = io.BytesIO()
    package(workbook, rows, {}, file, lambda _: None)
    return file.getvalue()


def dress(worksheet: Worksheet, widths: Sequence[float]) -> None:
    """Widths, panes and heights of a sheet."""
    for at, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(at)].width = width
    worksheet.freeze_panes = f"B{FIRST_ROW}"
    worksheet.sheet_format = SheetFormatProperties(
        defaultRowHeight=ROW_HEIGHT, customHeight=True, defaultColWidth=PLAIN_WIDTH
    )
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_view.tabSelected = worksheet.title == MOVES


def head(title: str, question: str) -> Iterator[Content]:
    """The first rows of a sheet."""
    yield Content(1, 1, title, "sheet title")
    yield text(2, 1, question, "block note")


def waterfalls(diff: Diff, table: Grid) -> list[Waterfall]:
    """Of the stated commitments, and of the figure in dollars that moved most if that is another one."""
    in_dollars = [each for each in diff.figures if each.unit == "USD bn" and each.moves]
    largest = max(in_dollars, key=lambda each: (round(abs(each.difference), 9), each.name == STATED), default=None)
    stated = [each for each in in_dollars if each.name == STATED]
    falls: list[Waterfall] = []
    row = chart_row(table) + CHART_ROWS + 3
    for moved in dict.fromkeys([*stated, *([] if largest is None else [largest])]):
        falls.append(Waterfall(MOVES, moved, table.first_row + diff.figures.index(moved), row))
        row += falls[-1].count + 3
    return falls


def chart_row(table: Grid) -> int:
    """The row where charts begin."""
    return table.last_row + 3


def moves_cells(diff: Diff, table: Grid, falls: Sequence[Waterfall]) -> Iterator[Content]:
    """The key figures, their waterfalls, and every step."""
    question = (
        nothing_changed(diff)
        if diff.is_empty
        else f"{diff.old} → {diff.new}: {counted(diff.changes)} {'row' if len(diff.changes) == 1 else 'rows'}."
    )
    yield from head("What moved the key figures?", question)
    yield text(3, 1, f"Base case, basis stated. {N_D_COUNTS_AS_0}", "caption")
    checks = f"{get_column_letter(table.check)}{table.first_row}:{get_column_letter(table.check)}{table.last_row}"
    passes = sum(grid.verdict(each) == grid.PASS for each in diff.figures)
    state, count = grid.PASS if passes == len(diff.figures) else grid.FAIL, f'COUNTIF({checks},"{grid.PASS}")'
    yield Content(4, 1, "Do the moves add up to the differences?", "status")
    yield Content(4, 2, state, "mark", f'IF({count}={len(diff.figures)},"{grid.PASS}","{grid.FAIL}")')
    yield from grid.headings(table, ("Figure", "Unit"))
    whose = table.check + 1
    yield Content(table.first_row - 1, whose, "Whose", "header")
    for row, moved in enumerate(diff.figures, start=table.first_row):
        yield Content(row, 1, moved.title, "label")
        yield Content(row, 2, moved.unit, "label")
        yield text(row, whose, whose_text(moved), "caption")
    steps = [(moved, move) for moved in diff.figures for move in moved.moves]
    first = (falls[-1].first_row + falls[-1].count if falls else table.last_row) + 4
    last = first + len(steps) - 1
    yield from grid.figures(
        table,
        f"SUMIFS($C${first}:$C${last},$A${first}:$A${last},$A{{row}},$B${first}:$B${last},{{column}}${FIRST_ROW - 1})",
    )
    for fall in falls:
        yield from waterfall.cells(fall, table)
    if steps:
        yield Content(first - 2, 1, "Step by step", "block")
        for at, title in enumerate(("Figure", "Cause", "Amount", "What"), start=1):
            yield Content(first - 1, at, title, "header number" if at == 3 else "header")
    for row, (moved, move) in enumerate(steps, start=first):
        yield Content(row, 1, moved.title, "label")
        yield Content(row, 2, move.cause, "label")
        yield Content(row, 3, move.amount, number_style(AT_BUILD, moved.unit))
        yield text(row, 4, move.what, "caption")


def whose_text(moved: Moved) -> str:
    """The company the figure is about; before and after, if that differs."""
    if moved.whose_before == moved.whose_after:
        return moved.whose_after
    return f"{moved.whose_before or '–'} → {moved.whose_after or '–'}"


def change_cells(diff: Diff) -> Iterator[Content]:
    """Every cell that differs, of rows that came or went the filled ones."""
    yield from head("What changed in the inputs?", counted(diff.changes) or nothing_changed(diff))
    cells = [(change, cell) for change in diff.changes for cell in change.cells]
    if len(cells) > MOST_ROWS:
        yield text(3, 1, f"The first {MOST_ROWS:,} of {len(cells):,} cells; --format json has all.", "caption")
    for at, title in enumerate(("Table", "Key", "What", "Column", "Before", "After"), start=1):
        yield Content(FIRST_ROW - 1, at, title, "header")
    for row, (change, cell) in enumerate(cells[:MOST_ROWS], start=FIRST_ROW):
        texts = (change.table, change.key, change.kind, cell.column, cell.before, cell.after)
        yield from (text(row, at, words) for at, words in enumerate(texts, start=1) if words)


def payer_grid(diff: Diff) -> Grid:
    """The rungs that moved."""
    moved = tuple(each for each in diff.payers if each.has_moved or each.moves)[:MOST_ROWS]
    return Grid(FIRST_ROW, grid.causes_of(moved), moved, leading=2)


def payer_cells(table: Grid) -> Iterator[Content]:
    """Each rung of each payer that moved."""
    yield from head("What moved each payer's commitments?", "The rungs of the headline bridge that moved, USD bn.")
    yield text(3, 1, N_D_COUNTS_AS_0, "caption")
    yield from grid.headings(table, ("Payer", "Rung"))
    for row, moved in enumerate(table.moved, start=table.first_row):
        yield text(row, 1, moved.payer, "label")
        yield Content(row, 2, moved.title, "label")
    yield from grid.figures(table)
