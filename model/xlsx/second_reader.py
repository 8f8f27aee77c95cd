"""openpyxl's reading of the stored values, which is independent of ours; only this module reads cells another way.

A transcript that we write proves nothing if we misread the file; where both readers agree, both would have to misread
it in the same way.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import openpyxl

from model.xlsx.book import Book, Spot, Value, cell_name
from model.xlsx.namespaces import unescaped


def read_otherwise(content: bytes, book: Book) -> Iterator[str]:
    """Sheets and cells in which openpyxl reads another stored value than the book has."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it leaves out of styles and rules is no value
        other = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        other._date_formats = other._timedelta_formats = set()  # type: ignore[attr-defined]  # numbers stay numbers
        for name, sheet in book.sheets.items():
            if name not in other.sheetnames:
                yield name
                continue
            values = cells(other, name)
            for spot in values.keys() | sheet.values.keys():
                if not same(sheet.values.get(spot), values.get(spot)):
                    yield f"{name}!{cell_name(spot)}"


def cells(other: openpyxl.Workbook, name: str) -> dict[Spot, object]:
    sheet = other[name]
    if not hasattr(sheet, "reset_dimensions"):  # a sheet that is one chart
        return {}
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    return {
        (cell.row, cell.column): cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.value != ""
    }


def same(one: Value | None, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one == unescaped(other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return one == other
