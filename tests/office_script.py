"""Edits workbooks in LibreOffice as a person does, recalculates them hard and saves them as .xlsx.

Runs under the Python that LibreOffice's bridge belongs to (Debian: /usr/bin/python3 with python3-uno), not under the
tests' own: python3 tests/office_script.py SOFFICE PROFILE < jobs.json. One LibreOffice serves all jobs. A job names a
source, a target and a list of edits; tests/office.py says which there are.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.sheet.CellDeleteMode import UP
from com.sun.star.sheet.CellInsertMode import DOWN
from com.sun.star.table import CellRangeAddress, TableSortField

SECONDS_TO_START = 120
XLSX = "Calc MS Excel 2007 XML"
Held = Any  # a number, a text or None


def setting(name: str, value: object) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connected(pipe: str) -> Any:
    """The context of the LibreOffice that listens on a pipe, once it does."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


class Table:
    """An Excel table of an open workbook; its rows are counted from 0 below the headings."""

    def __init__(self, book: Any, name: str) -> None:
        self.area = book.DatabaseRanges.getByName(name).DataArea
        self.sheet = book.Sheets.getByIndex(self.area.Sheet)
        self.first = self.area.StartRow + 1
        self.columns = [
            self.sheet.getCellByPosition(column, self.area.StartRow).Formula  # its String is as the format shows it
            for column in range(self.area.StartColumn, self.area.EndColumn + 1)
        ]

    def rows(self, first: int, last: int) -> Any:
        """The address of rows of the table, or below it."""
        made = CellRangeAddress()
        made.Sheet, made.StartColumn, made.EndColumn = self.area.Sheet, self.area.StartColumn, self.area.EndColumn
        made.StartRow, made.EndRow = first, last
        return made

    def write(self, row: int, values: dict[str, Held]) -> None:
        for name, value in values.items():
            put(self.sheet.getCellByPosition(self.area.StartColumn + self.column(name), row), value)

    def column(self, name: str) -> int:
        if name not in self.columns:
            raise ValueError(f"no column {name} among {self.columns}")
        return self.columns.index(name)


def put(cell: Any, value: Held) -> None:
    if value is None:
        cell.setFormula("")
    elif isinstance(value, str):
        cell.String = value
    else:
        cell.Value = value


def set_cell(book: Any, edit: dict[str, Any]) -> None:
    put(book.Sheets.getByName(edit["sheet"]).getCellRangeByName(edit["cell"]), edit["value"])


def insert_row(book: Any, edit: dict[str, Any]) -> None:
    table = Table(book, edit["table"])
    row = table.first + edit["at"]
    if edit["whole_row"]:
        table.sheet.Rows.insertByIndex(row, 1)
    else:
        table.sheet.insertCells(table.rows(row, row), DOWN)
    table.write(row, edit["values"])


def row_below(book: Any, edit: dict[str, Any]) -> None:
    """A row typed right below a table. Excel lets the table, and references to its columns, grow; LibreOffice does
    where cells are inserted at the edge of a range and it is told to expand references."""
    table = Table(book, edit["table"])
    row = table.area.EndRow + 1
    table.sheet.insertCells(table.rows(row, row), DOWN)
    table.write(row, edit["values"])
    book.DatabaseRanges.getByName(edit["table"]).DataArea = table.rows(table.area.StartRow, row)


def delete_row(book: Any, edit: dict[str, Any]) -> None:
    table = Table(book, edit["table"])
    row = table.first + edit["at"]
    if edit["whole_row"]:
        table.sheet.Rows.removeByIndex(row, 1)
    else:
        table.sheet.removeRange(table.rows(row, row), UP)


def sort_rows(book: Any, edit: dict[str, Any]) -> None:
    table = Table(book, edit["table"])
    field = TableSortField()
    field.Field, field.IsAscending = table.column(edit["column"]), not edit["descending"]
    area = table.sheet.getCellRangeByPosition(
        table.area.StartColumn, table.first, table.area.EndColumn, table.area.EndRow
    )
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    area.sort((setting("SortFields", fields), setting("ContainsHeader", False)))


EDITS: dict[str, Callable[[Any, dict[str, Any]], None]] = {
    "SetCell": set_cell,
    "InsertRow": insert_row,
    "RowBelow": row_below,
    "DeleteRow": delete_row,
    "SortRows": sort_rows,
}


def work(desktop: Any, settings: Any, job: dict[str, Any]) -> None:
    """One workbook: open, edit, recalculate, save.

    References grow with a row typed below a table alone: one inserted at the edge of a range stays outside, as in Excel
    """
    source, target = (Path(job[name]).resolve().as_uri() for name in ("source", "target"))
    book = desktop.loadComponentFromURL(source, "_blank", 0, (setting("Hidden", True),))
    if book is None:
        raise RuntimeError(f"LibreOffice does not open {source}")
    for edit in job["edits"]:
        settings.ExpandReferences = edit["do"] == "RowBelow"
        EDITS[edit["do"]](book, edit)
    book.calculateAll()
    book.storeToURL(target, (setting("FilterName", XLSX),))
    book.close(True)


def main(program: str, profile: str) -> None:
    jobs = json.load(sys.stdin)
    pipe = f"tieout-{time.time_ns()}"
    options = ["--headless", "--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;"]
    office = subprocess.Popen([program, f"-env:UserInstallation={Path(profile).resolve().as_uri()}", *options])
    try:
        services = connected(pipe).ServiceManager
        settings = services.createInstance("com.sun.star.sheet.GlobalSheetSettings")
        desktop = services.createInstance("com.sun.star.frame.Desktop")
        for job in jobs:
            work(desktop, settings, job)
        with contextlib.suppress(DisposedException):  # it may go before it answers
            desktop.terminate()
        office.wait(60)
    finally:
        office.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
