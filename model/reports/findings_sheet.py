"""The sheet of a marked copy that lists all findings, with links to their cells."""

from collections.abc import Sequence
from typing import Any

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink

from model.findings import Finding
from model.reports.report import counted
from model.reports.sheet import BOLD, FILLS, MOST_ROWS, Target, one_page_wide, put

FINDINGS_SHEET = "Findings"
MOST_LINKS = 65_000  # a sheet holds at most 65,530

_WRAPPED = Alignment(horizontal="left", vertical="top", wrap_text=True)
_TITLE = Font(name="Calibri", size=14, bold=True)
_LINK = Font(name="Calibri", size=11, color="0563C1", underline="single")
_HEADINGS = ("Severity", "Table", "Row", "Column", "Cell", "Value", "Finding", "What to do", "Code")
_WIDTHS = (10, 18, 8, 18, 10, 26, 55, 50, 22)


def list_findings(
    book: Workbook,
    findings: Sequence[Finding],
    targets: Sequence[Target],
    remark: str,
) -> None:
    """The sheet of all findings, in front, with a link to each cell; the remark is below its title."""
    titles = {title.casefold() for title in book.sheetnames}
    name = FINDINGS_SHEET
    while name.casefold() in titles:
        name += " of tieout" if name == FINDINGS_SHEET else "'"
    for each in book.worksheets:
        each.sheet_view.tabSelected = False  # or the two selected sheets would be edited together
    sheet: Any = book.create_sheet(name, 0)
    book.active = 0
    put(sheet, 1, 1, f"Findings: {counted(finding.severity for finding in findings)}").font = _TITLE
    if remark:
        put(sheet, 2, 1, remark)
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), 1):
        put(sheet, 3, column, heading).font = BOLD
        sheet.column_dimensions[get_column_letter(column)].width = width
    errors_first = sorted(zip(findings, targets, strict=True), key=lambda each: each[0].severity)
    for row, (finding, target) in enumerate(errors_first, 4):
        if row > MOST_ROWS:
            break
        at = "" if target is None else f"{get_column_letter(target[1][0][1])}{target[1][0][0]}"
        where = finding.table or finding.file
        values = (finding.severity, where, finding.row, finding.column, at, finding.value)
        for column, value in enumerate((*values, finding.message, finding.suggestion, finding.code), 1):
            if value is not None and value != "":
                put(sheet, row, column, value).alignment = _WRAPPED
        lines = max(
            -(-len(str(sheet.cell(row, column).value or "")) // (_WIDTHS[column - 1] - 4)) for column in (6, 7, 8)
        )
        sheet.row_dimensions[row].height = min(15 * max(1, lines), 400)
        sheet.cell(row, 1).fill = FILLS[finding.severity]
        if target is not None and row <= MOST_LINKS:
            link = sheet.cell(row, 5)
            link._hyperlink = Hyperlink(
                ref=link.coordinate, location=f"{quote_sheetname(target[0].sheet.title)}!{at}", display=at
            )
            link.font = _LINK
    sheet.freeze_panes = "A4"
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(_HEADINGS))}{max(4, sheet.max_row)}"
    sheet.sheet_view.showGridLines = False
    one_page_wide(sheet, 3)
