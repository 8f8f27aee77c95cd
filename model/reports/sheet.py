"""What the sheets of a marked copy have in common: where tables stand, colours, and cells that hold any text."""

import codecs
import re
from dataclasses import dataclass
from typing import Any

from openpyxl.styles import Font, PatternFill

from model.codes import Severity
from model.inputs.cell_values import is_forbidden
from model.reports.report import visible
from model.xlsx.limits import TEXT

MOST_ROWS = 1 << 20
COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C"}
FILLS = {severity: PatternFill("solid", fgColor=colour) for severity, colour in COLOURS.items()}
BOLD = Font(name="Calibri", size=11, bold=True)


@dataclass(frozen=True)
class Place:
    """Where a table stands in the copy: its sheet, and its header's row, first column and titles."""

    sheet: Any
    header_row: int
    left: int
    titles: tuple[str, ...]

    def column(self, name: str | None) -> int | None:
        """The number of the column with that title, ignoring case."""
        title_wanted = (name or "").strip().casefold()
        titles = [title.strip().casefold() for title in self.titles]
        return self.left + titles.index(title_wanted) if title_wanted and title_wanted in titles else None


Target = tuple[Place, list[tuple[int, int]]] | None  # the cells a finding is about; None outside the tables


def fit(text: str) -> str:
    """The text as a cell can hold it: escapes for what a workbook cannot hold, cut where it is too long."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = "".join(visible(sign) if is_forbidden(sign) else sign for sign in text)
    if len(text) * 2 > TEXT:
        text = codecs.decode(text.encode("utf-16-le")[: TEXT * 2], "utf-16-le", "ignore")
    return re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def one_page_wide(sheet: Any, header_row: int) -> None:
    """Print landscape, as wide as one page, with the header on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{header_row}:{header_row}"


def put(sheet: Any, row: int, column: int, value: object) -> Any:
    """A cell with a number or with text that stays text."""
    cell: Any = sheet.cell(row, column)
    if isinstance(value, int):
        cell.value = value
    else:
        cell._value, cell.data_type = fit(str(value)), "s"
    return cell
