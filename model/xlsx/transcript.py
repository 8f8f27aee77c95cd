"""A workbook's formulas, values, names and tables in a plain file of our own writing, for engines that refuse the
file as another program saved it. Styles, charts and whatever else no value depends on are left out."""

from __future__ import annotations

import io
import re
import zipfile

from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from model.errors import CannotRun
from model.xlsx.book import Book, ErrorValue, SheetHeld, Spot, Value, box

BLANK = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?) t="n" ?/>')


def transcript(book: Book) -> bytes:
    """The bytes of the plain file. CannotRun when openpyxl cannot write what the workbook holds."""
    try:
        copy = Workbook()
        copy.remove(copy.worksheets[0])
        for sheet in book.sheets.values():
            fill(copy.create_sheet(sheet.name), sheet)
        for (scope, name), text in book.names.items():
            if not name.startswith("_xlnm."):
                names = copy[scope].defined_names if scope else copy.defined_names
                names[name] = DefinedName(name, attr_text=text)
        out = io.BytesIO()
        copy.save(out)
        return with_blanks(out.getvalue())
    except Exception as error:  # openpyxl refuses names, texts and sheets in many ways
        raise CannotRun(f"its cells cannot be written down anew: {error}") from error


def with_blanks(content: bytes) -> bytes:
    """The same file with blank cells that name no type: openpyxl says that they are numbers, and IronCalc reads 0."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, BLANK.sub(rb"\1/>", old.read(name)))
    return out.getvalue()


def fill(copy: Worksheet, sheet: SheetHeld) -> None:
    for spot in {**sheet.values, **sheet.formulas}:
        put(copy, spot, sheet.values.get(spot), sheet.formulas.get(spot))
    for name, (ref, columns) in sheet.tables.items():
        table = Table(displayName=name, ref=ref)
        table.tableColumns = [TableColumn(id=index, name=text) for index, text in enumerate(columns, start=1)]
        copy.add_table(table)
        bottom, right = box(ref)[2:]
        copy.cell(bottom, right).number_format = "@"  # an engine refuses a table that reaches beyond all cells


def put(copy: Worksheet, spot: Spot, value: Value | None, formula: str | None) -> None:
    cell = copy.cell(*spot)
    if formula is not None:
        if formula.startswith("{"):
            raise ValueError(f"{get_column_letter(spot[1])}{spot[0]} holds an array formula")
        cell.value, cell.data_type = f"={formula}", "f"
    elif isinstance(value, ErrorValue):
        cell.value = str(value) if value in ERROR_CODES else "#VALUE!"
        cell.data_type = "e"
    elif isinstance(value, str):
        cell.value, cell.data_type = value, "s"
    else:
        cell.value = value
