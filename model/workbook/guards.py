"""What helps and protects a reader who edits: drop-downs fed from the tables, limits with messages, locked formulas.

Sheets of formulas are protected without a password, so that nothing is overwritten by accident and everything can be
unlocked. Input sheets are not protected: Excel does not let a table grow on a protected sheet.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from model.expression.nodes import CASES
from model.workbook.layout import Layout
from model.workbook.places import LAST_ROW, SPARE_ROWS, TablePlace, quoted
from schemas import TABLES, Column
from schemas.fields import MOST_BN, UNBOUNDED
from schemas.judgements import BY_NAME

FIRST_DATE = 61  # 1900-03-01 as a serial day: from here on Excel counts days rightly
LAST_DATE = 109_574  # 2199-12-31, the last day the tables may hold
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255  # characters that Excel allows


def add_validations(worksheet: Worksheet, layout: Layout, table: str) -> None:
    """A rule for every column of an input table that has one, also for the free rows below it."""
    description = next(each for each in TABLES if each.name == table)
    place = layout.tables[table]
    last = min(place.last_row + SPARE_ROWS, LAST_ROW)
    assumptions = layout.assumptions if table == "assumptions" else {}
    assumption_rows = {name: place.first_row + index for name, index in assumptions.items()}
    for across, name in enumerate(place.columns, start=place.first_column):
        letter = get_column_letter(across)
        first = place.last_row + 1 if assumption_rows and name in CASES else place.first_row
        rule = validation(description.column(name), f"{letter}{first}", layout)
        if rule is not None:
            rule.add(f"{letter}{first}:{letter}{last}")
            worksheet.add_data_validation(rule)
    for name, row in assumption_rows.items():
        low, high = (get_column_letter(place.column_of(case)) for case in (CASES[0], CASES[-1]))
        prompt = f"{BY_NAME[name].meaning} " if name in BY_NAME else ""
        prompt += "Each case needs a value; it may not be blank."
        rule = worded(*assumption_rule(name, f"{low}{row}"), name, prompt)
        rule.add(f"{low}{row}:{high}{row}")
        worksheet.add_data_validation(rule)


def assumption_rule(name: str, first: str) -> tuple[DataValidation, str]:
    """The rule of an assumption's values by the unit the model reads it in, and the rule in words."""
    assumption = BY_NAME.get(name)
    unit = assumption.unit if assumption else ""
    if unit == "switch":
        return DataValidation(type="list", formula1='"0,1"'), "0 or 1."
    if unit == "date":
        return date_rule()
    rule, words = within(first, *((assumption.bounds if assumption else None) or UNBOUNDED))
    return rule, f"{words}."


def validation(column: Column, first: str, layout: Layout) -> DataValidation | None:
    """The rule of a column; None where anything may stand. `first` is its first cell."""
    if column.terms:
        rule = DataValidation(type="list", formula1=f'"{",".join(column.terms)}"')
        words = f"One of: {', '.join(column.terms)}."
    elif column.refers and column.kind == "text":
        table, _, field = column.refers.partition(".")
        place = layout.tables[table]
        rule = DataValidation(type="list", formula1=cells_of(place, field or place.columns[0]))
        words = f"One of the table {place.table}; add it there first."
    elif column.kind == "flag":
        rule = DataValidation(type="list", formula1='"yes,no"')
        words = "yes or no."
    elif column.kind == "date":
        rule, words = date_rule()
    elif column.kind == "number":
        rule, words = within(first, *column.bounds)
        words += "; leave the cell blank where nothing is disclosed." if column.blank else "."
    else:
        return None
    return worded(rule, words, column.name, column.doc)


def date_rule() -> tuple[DataValidation, str]:
    rule = DataValidation(type="date", operator="between", formula1=str(FIRST_DATE), formula2=str(LAST_DATE))
    return rule, "A date, from 1 March 1900 to 31 December 2199."


def within(first: str, above: float | None, least: float | None, most: float | None) -> tuple[DataValidation, str]:
    """A rule for numbers within bounds, and the rule in words. `first` is its first cell."""
    bounds = ((">", above, "above"), (">=", least, "at least"), ("<=", most, "at most"))
    limits = [(sign, bound, word) for sign, bound, word in bounds if bound is not None]
    tests = ",".join([f"ISNUMBER({first})", *(f"{first}{sign}{bound:.13G}" for sign, bound, _ in limits)])
    worth_saying = [f"{word} {bound:.13g}" for _, bound, word in limits if abs(bound) < MOST_BN]
    words = " ".join(["A number", " and ".join(worth_saying)]).strip()
    words += " (0.25 for 25 %)" if (least, most) == (0, 1) else ""
    return DataValidation(type="custom", formula1=f"AND({tests})" if limits else tests), words


def worded(rule: DataValidation, error: str, title: str, prompt: str) -> DataValidation:
    """The rule with its messages for when a cell is selected and when an entry is refused."""
    rule.allow_blank = True
    rule.showErrorMessage = rule.showInputMessage = True
    rule.errorTitle = rule.promptTitle = title[:LONGEST_TITLE]
    rule.error, rule.prompt = error[:LONGEST_MESSAGE], prompt[:LONGEST_MESSAGE]
    return rule


def cells_of(place: TablePlace, column: str) -> str:
    """The cells of a table's column as a drop-down names them: down to the last in use, free rows below included.

    Blanks at the end would be listed, and the list would open at them. OFFSET is computed when the list opens, so
    nothing is volatile; Gnumeric knows no range written as A1:INDEX(…).
    """
    letter = get_column_letter(place.column_of(column))
    first, last = f"{quoted(place.sheet)}!${letter}${place.first_row}", min(place.last_row + SPARE_ROWS, LAST_ROW)
    return f"OFFSET({first},0,0,MAX(1,COUNTA({first}:${letter}${last})),1)"


def add_selector(worksheet: Worksheet, cell: str, title: str, names: Sequence[str], effect: str) -> None:
    """The drop-down that chooses the case, the basis, or a driver of the grid, and what follows from it."""
    listed = ", ".join(names[:-1]) + f" or {names[-1]}"
    choice = DataValidation(type="list", formula1=f'"{",".join(names)}"', allow_blank=False)
    choice.promptTitle, choice.prompt = title, f"{listed}: {effect}."
    choice.errorTitle, choice.error = title, f"Choose {listed}."
    choice.showErrorMessage = choice.showInputMessage = True
    worksheet.add_data_validation(choice)
    choice.add(cell)


def protect(worksheet: Worksheet) -> None:
    """Lock what is not an input, without a password; widths, rows and filters stay the reader's."""
    worksheet.protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(worksheet.protection, allowed, False)
