"""Other writers of .xlsx on the cells of one of our sheets, each as its documentation says it is fastest.

They get every formula as text, prepared before the timing starts, and no styles. Only XlsxWriter stores the values of
formulas; the others leave them out, which spares them a good part of the work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.xlsx.rows import SheetCells, Strip

Value = float | str | None


@dataclass(frozen=True)
class Grid:
    """Columns of equal length: a name, the formula of each row with "=" (or None), and the value of each row.

    `templates` are the formulas with {row} for every row number, whatever its offset.
    """

    names: list[str]
    formulas: list[list[str] | None]
    values: list[list[Value]]
    templates: dict[str, str]

    def rows(self) -> list[tuple[Any, ...]]:
        """What stands in each row: the formula where there is one, else the value."""
        shown = [formulas or values for formulas, values in zip(self.formulas, self.values, strict=True)]
        return list(zip(*shown, strict=True))

    def frame(self) -> Any:
        import pandas as pd

        shown = [formulas or values for formulas, values in zip(self.formulas, self.values, strict=True)]
        return pd.DataFrame(dict(zip(self.names, shown, strict=True)))


def grid_of(cells: SheetCells) -> Grid:
    """The longest strips of a sheet."""
    longest = max(part.count for part in cells.parts)
    strips = [part for part in cells.parts if isinstance(part, Strip) and part.count == longest]
    strips.sort(key=lambda strip: strip.column)
    names, formulas, values = [], [], []
    for strip in strips:
        shown = list(strip.cells())
        names.append(f"column {strip.column}")
        values.append([cell.value for cell in shown])
        formulas.append(None if strip.formula is None else [f"={cell.formula}" for cell in shown])
    templates = {
        name: "=" + "".join(piece if isinstance(piece, str) else "{row}" for piece in strip.formula)
        for name, strip in zip(names, strips, strict=True)
        if strip.formula is not None
    }
    return Grid(names, formulas, values, templates)


Write = Callable[[Path], object]


def xlsxwriter_as_shipped(grid: Grid) -> Write:
    import xlsxwriter

    def write(path: Path) -> None:
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet()
        for column, (formulas, values) in enumerate(zip(grid.formulas, grid.values, strict=True)):
            if formulas is not None:
                for row, (formula, value) in enumerate(zip(formulas, values, strict=True)):
                    sheet.write_formula(row, column, formula, None, value)
            else:
                for row, value in enumerate(values):
                    if isinstance(value, str):
                        sheet.write_string(row, column, value)
                    elif value is not None:
                        sheet.write_number(row, column, value)
        book.close()

    return write


def xlsxwriter_bypassed(grid: Grid) -> Write:
    from xlsxwriter.worksheet import Worksheet

    Worksheet._prepare_formula = lambda _self, formula, *_args, **_kwargs: formula[1:]
    return xlsxwriter_as_shipped(grid)


def openpyxl_ordinary(grid: Grid) -> Write:
    return openpyxl_with(grid, write_only=False)


def openpyxl_write_only(grid: Grid) -> Write:
    return openpyxl_with(grid, write_only=True)


def openpyxl_with(grid: Grid, write_only: bool) -> Write:
    import openpyxl

    rows = grid.rows()

    def write(path: Path) -> None:
        book = openpyxl.Workbook(write_only=write_only)
        sheet: Any = book.create_sheet() if write_only else book.active
        for row in rows:
            sheet.append(row)
        book.save(path)

    return write


def pandas_to_excel(grid: Grid) -> Write:
    """With openpyxl; with XlsxWriter it takes longer, as that prepares every formula."""
    frame = grid.frame()
    return lambda path: frame.to_excel(path, engine="openpyxl", index=False)


def rustypyxl_write_only(grid: Grid) -> Write:
    import rustypyxl

    rows = [list(row) for row in grid.rows()]

    def write(path: Path) -> None:
        book = rustypyxl.WriteOnlyWorkbook(str(path))
        book.create_sheet("Sheet1")
        book.append_rows(rows)
        book.close()

    return write


def wolfxl_write_only(grid: Grid) -> Write:
    import wolfxl

    rows = grid.rows()

    def write(path: Path) -> None:
        book = wolfxl.Workbook(write_only=True)
        sheet = book.create_sheet("Sheet1")
        for row in rows:
            sheet.append(row)
        book.save(str(path))

    return write


def xlsxturbo_templates(grid: Grid) -> Write:
    """Formulas as templates with {row}, the one way it writes formulas; they come after the other columns."""
    import pandas as pd
    import xlsxturbo

    plain = {
        name: values
        for name, formulas, values in zip(grid.names, grid.formulas, grid.values, strict=True)
        if formulas is None
    }
    frame = pd.DataFrame(plain) if plain else pd.DataFrame({"row": range(len(grid.values[0]))})
    return lambda path: xlsxturbo.df_to_xlsx(frame, str(path), formula_columns=grid.templates)


WRITERS: tuple[tuple[str, Callable[[Grid], Write]], ...] = (
    ("XlsxWriter as shipped", xlsxwriter_as_shipped),
    ("XlsxWriter, formula preparation bypassed", xlsxwriter_bypassed),
    ("openpyxl", openpyxl_ordinary),
    ("openpyxl write-only", openpyxl_write_only),
    ("pandas.to_excel", pandas_to_excel),
    ("rustypyxl write-only", rustypyxl_write_only),
    ("wolfxl write-only", wolfxl_write_only),
    ("xlsxturbo", xlsxturbo_templates),
)
